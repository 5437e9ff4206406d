// Rows of certificates.certificate with what follows from their entries and events. SQL and nothing else.
import { sql } from 'kysely'
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Tables } from '#platform/db/tables.ts'
import { visible } from '#platform/db/visible.ts'
import './tables.ts'

export type CertificateLine = {
  id: number; org_id: number; owner_org_id: number; instrument_id: number | null; kind: string; number: string; public_id: string
  laboratory_name: string; client_name: string; item_name: string; item_model: string; item_serial: string
  issued_on: string; issued_at: string; valid_until: string | null; entry_id: number; source: string; demo: boolean; replaces_id: number | null
  revoked_at: string | null; superseded_at: string | null; successor_public_id: string | null
}

const LINE = [
  'c.id', 'c.org_id', 'c.owner_org_id', 'c.instrument_id', 'c.kind', 'c.number', 'c.public_id', 'c.laboratory_name', 'c.client_name', 'c.item_name',
  'c.item_model', 'c.item_serial', 'c.issued_on', 'c.issued_at', 'c.valid_until', 'c.entry_id', 'c.source', 'c.demo', 'c.replaces_id',
  'r.at as revoked_at', 's.at as superseded_at', 's.successor_public_id',
] as const

/** The laboratory that issued it and the owner see a certificate, an authority those of its division. */
const PARTIES = { own: ['org_id', 'owner_org_id'], division: 'division' } as const

const lines = (tx: Tx) => tx.selectFrom('certificates.certificate as c')
  .leftJoin('certificates.event as r', (j) => j.onRef('r.certificate_id', '=', 'c.id').on('r.kind', '=', 'revoke'))
  .leftJoin('certificates.event as s', (j) => j.onRef('s.certificate_id', '=', 'c.id').on('s.kind', '=', 'supersede'))
  .where((e) => visible(e, tx, { own: ['c.org_id', 'c.owner_org_id'], division: 'c.division' }))

/** Which side of the certificates an actor looks from: a laboratory what it issued, an owner what it was given, the city all it may see. */
export type Side = { side: 'issuer' | 'owner' | 'either'; orgIds: readonly number[] } | { side: 'city' }
export type Filter = {
  q?: string; kind?: string; state?: 'valid' | 'expired' | 'revoked' | 'superseded'; from?: string; to?: string; instrumentId?: number
  today: string
}

type Lines = ReturnType<typeof lines>

function filtered(query: Lines, view: Side, f: Filter): Lines {
  return query
    .$if(view.side === 'issuer', (q) => q.where('c.org_id', 'in', idsOf(view)))
    .$if(view.side === 'owner', (q) => q.where('c.owner_org_id', 'in', idsOf(view)))
    .$if(view.side === 'either', (q) => q.where((eb) => eb.or([eb('c.org_id', 'in', idsOf(view)), eb('c.owner_org_id', 'in', idsOf(view))])))
    .$if(f.kind !== undefined, (q) => q.where('c.kind', '=', f.kind ?? ''))
    .$if(f.from !== undefined, (q) => q.where('c.issued_on', '>=', f.from ?? ''))
    .$if(f.to !== undefined, (q) => q.where('c.issued_on', '<=', f.to ?? ''))
    .$if(f.instrumentId !== undefined, (q) => q.where('c.instrument_id', '=', f.instrumentId ?? 0))
    .$if(f.q !== undefined && f.q !== '', (q) => q.where((eb) => matches(eb, f.q ?? '')))
    .$if(f.state === 'revoked', (q) => q.where('r.id', 'is not', null))
    .$if(f.state === 'superseded', (q) => q.where('r.id', 'is', null).where('s.id', 'is not', null))
    .$if(f.state === 'expired', (q) => q.where('r.id', 'is', null).where('s.id', 'is', null).where('c.valid_until', '<', f.today))
    .$if(f.state === 'valid', (q) => q.where('r.id', 'is', null).where('s.id', 'is', null).where((eb) => eb.or([eb('c.valid_until', 'is', null), eb('c.valid_until', '>=', f.today)])))
}
const idsOf = (view: Side): number[] => (view.side === 'city' || view.orgIds.length === 0 ? [-1] : [...view.orgIds])

type Database = Lines extends SelectQueryBuilder<infer DB, infer _TB, infer _O> ? DB : Tables
const escaped = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)
function matches(eb: ExpressionBuilder<Database, 'c'>, q: string) {
  const like = `%${escaped(q)}%`
  return eb.or([
    eb('c.number', 'ilike', like), eb('c.item_serial', '=', q), eb('c.item_name', 'ilike', like), eb('c.item_model', 'ilike', like), eb('c.client_name', 'ilike', like),
  ])
}

export type PageOfLines = { after?: number; before?: number; limit: number }

/** Newest first: the lines after (older than) or before (newer than) an id, one more than `limit` when there are more. */
export async function certificateLines(tx: Tx, view: Side, f: Filter, page: PageOfLines): Promise<CertificateLine[]> {
  const found = filtered(lines(tx), view, f).select(LINE).limit(page.limit + 1)
  if (page.before !== undefined) return (await found.where('c.id', '>', page.before).orderBy('c.id', 'asc').execute()).reverse()
  return found.$if(page.after !== undefined, (q) => q.where('c.id', '<', page.after ?? 0)).orderBy('c.id', 'desc').execute()
}

/** Exact up to 100,000, then that. */
export const COUNT_MAX = 100_000
export async function countCertificates(tx: Tx, view: Side, f: Filter): Promise<number> {
  const counted = await tx.selectFrom(filtered(lines(tx), view, f).select(sql`1`.as('one')).limit(COUNT_MAX).as('some')).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return Number(counted.n)
}

/** Every certificate of one instrument that the actor may see, newest first. */
export const certificatesOf = (tx: Tx, instrumentId: number): Promise<CertificateLine[]> =>
  lines(tx).select(LINE).where('c.instrument_id', '=', instrumentId).orderBy('c.id', 'desc').limit(500).execute()

export const certificateLine = (tx: Tx, id: number): Promise<CertificateLine | undefined> => lines(tx).select(LINE).where('c.id', '=', id).executeTakeFirst()

export const certificateBySource = (tx: Tx, orgId: number, source: string): Promise<CertificateLine | undefined> =>
  lines(tx).select(LINE).where('c.org_id', '=', orgId).where('c.source', '=', source).executeTakeFirst()

export const certificateByPublicId = (tx: Tx, publicId: string): Promise<CertificateLine | undefined> =>
  lines(tx).select(LINE).where('c.public_id', '=', publicId).executeTakeFirst()

/** The documents and hashes of one certificate. */
export const certificateContent = (tx: Tx, id: number) => tx.selectFrom('certificates.certificate').where((e) => visible(e, tx, PARTIES))
  .select(['id', 'number', 'public_id', 'record', 'xml_sha256', 'xml_size', 'pdf_sha256', 'pdf_size', 'pdf_sm3', 'claims', 'claims_sha256', 'stamp', 'engine', 'entry_id', 'signed_by'])
  .where('id', '=', id).executeTakeFirst()

export const certificateHashes = (tx: Tx, ids: readonly number[]) => tx.selectFrom('certificates.certificate').where((e) => visible(e, tx, PARTIES))
  .select(['id', 'xml_sha256', 'pdf_sha256']).where('id', 'in', [...ids]).execute()

export type NewCertificate = Omit<CertificateLine, 'id' | 'revoked_at' | 'superseded_at' | 'successor_public_id'> & {
  division: string; record: string; xml_sha256: string; xml_size: number; pdf_sha256: string; pdf_size: number; pdf_sm3: string
  claims: string; claims_sha256: string; stamp: string; engine: string; signed_by: number
}

export async function addCertificate(tx: Tx, row: NewCertificate): Promise<number> {
  const { id } = await tx.insertInto('certificates.certificate').values(row).returning('id').executeTakeFirstOrThrow()
  await tx.insertInto('certificates.published').values({
    certificate_id: id, public_id: row.public_id, pdf_sha256: row.pdf_sha256, xml_sha256: row.xml_sha256, claims: row.claims,
    entry_id: row.entry_id, valid_until: row.valid_until, demo: row.demo,
  }).execute()
  return id
}

export type NewEvent = {
  certificate_id: number; kind: 'revoke' | 'supersede'; reason: string; successor_id: number | null; successor_public_id: string | null
  entry_id: number; at: string; actor_id: number
}
export const addEvent = (tx: Tx, row: NewEvent): Promise<unknown> => tx.insertInto('certificates.event').values(row).execute()

/** Everything that happened to a certificate, oldest first; readable by everybody who may know of it. */
export const eventsOf = (tx: Tx, certificateIds: readonly number[]) => tx.selectFrom('certificates.event')
  .select(['id', 'certificate_id', 'kind', 'reason', 'successor_public_id', 'entry_id', 'at'])
  .where('certificate_id', 'in', [...certificateIds]).orderBy('id').execute()

/** One ending at a time for a certificate: whoever comes second sees what the first did. */
export const lockCertificate = (tx: Tx, id: number) => sql`select pg_advisory_xact_lock(${0x63657274}::int, ${id % 2_000_000_000}::int)`.execute(tx)

const PUBLISHED = ['certificate_id', 'public_id', 'pdf_sha256', 'xml_sha256', 'claims', 'entry_id', 'valid_until', 'demo'] as const
export const publishedById = (tx: Tx, publicId: string) => tx.selectFrom('certificates.published').select(PUBLISHED).where('public_id', '=', publicId).executeTakeFirst()
export const publishedByHash = (tx: Tx, sha256: string) => tx.selectFrom('certificates.published').select(PUBLISHED)
  .where((eb) => eb.or([eb('pdf_sha256', '=', sha256), eb('xml_sha256', '=', sha256)])).executeTakeFirst()
/** Newest first; enough to find the last verification among calibrations. */
const OF_ITEM_MAX = 50
export const publishedOfItem = (tx: Tx, code: string) => tx.selectFrom('certificates.published').select(PUBLISHED)
  .where('item_code', '=', code).orderBy('certificate_id', 'desc').limit(OF_ITEM_MAX).execute()
