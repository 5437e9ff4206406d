// Whose the rows of the laboratory are, as the policies of its tables say it and as every query that begins from a number somebody named
// says it again (platform/db/visible.ts). What hangs on an item, a record or a standard is asked for by one that was found that way.

/** A laboratory and its client see an order and its items; an authority those of its division. */
export const PARTIES = { own: ['org_id', 'client_org_id'], division: 'division' } as const
/** Records, standards, methods, scopes: the laboratory's alone. */
export const OWN = { own: ['org_id'] } as const
