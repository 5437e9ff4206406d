// Whose the rows of the registry are, as the policies of its tables say it and as every query says it again (platform/db/visible.ts).
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Tables } from '#platform/db/tables.ts'
import { visible } from '#platform/db/visible.ts'

/** An owner sees its ledger and places, a laboratory those of its clients, an authority those of its division. */
export const LEDGER = { seen: ['org_id'], division: 'division' } as const
/** People, roles, tokens: of the own organisations alone, an authority's too. */
export const OWN = { own: ['org_id'] } as const
/** An organisation is changed by its own people and by the authority of its division. */
export const CHANGED_ORGANISATION = { own: ['id'], division: 'division' } as const

/** One's own organisations, a laboratory's clients, an authority's division; and everybody's: laboratories and authorities are public bodies. */
export const seenOrganisation = (e: ExpressionBuilder<Tables, 'registry.organisation'>, tx: Tx): Expression<SqlBool> =>
  e.or([visible(e, tx, { seen: ['id'], division: 'division' }), e('kind', 'in', ['laboratory', 'authority'])])
