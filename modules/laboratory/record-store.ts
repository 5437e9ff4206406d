// Measurement records, readings, standards used and results in SQL. Append only.
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Tables } from '#platform/db/tables.ts'
import { OWN } from './belongs.ts'
import type { Reading } from './reading.ts'

export type RecordRow = Selectable<Tables['laboratory.record']>
export type ResultRow = Selectable<Tables['laboratory.result']>

export const addRecord = (tx: Tx, row: Insertable<Tables['laboratory.record']>) => tx.insertInto('laboratory.record').values(row).returning('id').executeTakeFirstOrThrow()
export const recordById = (tx: Tx, id: number) => tx.selectFrom('laboratory.record').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()
export const latestRecord = (tx: Tx, itemId: number) =>
  tx.selectFrom('laboratory.record').selectAll().where('item_id', '=', itemId).where((e) => visible(e, tx, OWN)).orderBy('id', 'desc').limit(1).executeTakeFirst()

/** No record has more; writing beyond is refused, so that reading never cuts one off. */
export const READINGS_MAX = 20_000
export async function readingsOf(tx: Tx, recordId: number, upTo?: number): Promise<Reading[]> {
  const rows = await tx.selectFrom('laboratory.reading').selectAll().where('record_id', '=', recordId)
    .$if(upTo !== undefined, (q) => q.where('id', '<=', upTo ?? 0)).orderBy('id').limit(READINGS_MAX).execute()
  return rows.map((r) => ({ id: r.id, cell: r.cell, text: r.text, source: r.source, typedAt: r.typed_at, at: r.at, by: { id: r.by_id, name: r.by_name }, clientId: r.client_id, reason: r.reason }))
}

/** Writes what is new; the same client id twice is one row. */
export const addReadings = (tx: Tx, rows: readonly Insertable<Tables['laboratory.reading']>[]) =>
  tx.insertInto('laboratory.reading').values(rows).onConflict((oc) => oc.columns(['record_id', 'client_id']).doNothing()).execute()

export const addResult = (tx: Tx, row: Insertable<Tables['laboratory.result']>) => tx.insertInto('laboratory.result').values(row).returning('id').executeTakeFirstOrThrow()
export const latestResult = (tx: Tx, recordId: number) =>
  tx.selectFrom('laboratory.result').selectAll().where('record_id', '=', recordId).orderBy('id', 'desc').limit(1).executeTakeFirst()
export const resultsAfter = (tx: Tx, after: number, limit: number) =>
  tx.selectFrom('laboratory.result as s').innerJoin('laboratory.record as r', 'r.id', 's.record_id')
    .select(['s.id', 's.record_id', 's.bytes', 's.sha256', 's.last_reading_id', 's.engine', 'r.org_id', 'r.procedure_sha256', 'r.document', 'r.edition', 'r.parameters', 'r.opened_on', 'r.item_id'])
    .where('s.id', '>', after).where((e) => visible(e, tx, { own: ['r.org_id'] })).orderBy('s.id').limit(limit).execute()
export const countResults = async (tx: Tx): Promise<number> =>
  Number((await tx.selectFrom('laboratory.result').select((e) => e.fn.countAll<number>().as('n')).where((e) => visible(e, tx, OWN)).executeTakeFirst())?.n ?? 0)
export const resultsOfRecord = (tx: Tx, recordId: number) =>
  tx.selectFrom('laboratory.result as s').innerJoin('laboratory.record as r', 'r.id', 's.record_id')
    .select(['s.id', 's.record_id', 's.bytes', 's.sha256', 's.last_reading_id', 's.engine', 'r.org_id', 'r.procedure_sha256', 'r.document', 'r.edition', 'r.parameters', 'r.opened_on', 'r.item_id'])
    .where('s.record_id', '=', recordId).where((e) => visible(e, tx, { own: ['r.org_id'] })).orderBy('s.id').execute()

export type UsedStandard = {
  role: string
  standardId: number; code: string; name: string; range: string; accuracy: string; kind: string; retired: boolean
  certificate: { id: number; origin: string; issuer: string; number: string; issuedOn: string; validUntil: string | null; sha256: string | null; withdrawn: boolean; values: unknown }
}

/** The newest set of standards of a record, with the certificates they were used under. */
export async function standardsOfRecord(tx: Tx, recordId: number): Promise<UsedStandard[]> {
  const rows = await tx.selectFrom('laboratory.record_standard as u').innerJoin('laboratory.standard as s', 's.id', 'u.standard_id')
    .innerJoin('laboratory.standard_certificate as c', 'c.id', 'u.certificate_id')
    .select(['u.role', 's.id as standard_id', 's.code', 's.name', 's.range', 's.accuracy', 's.kind', 's.retired_act', 'c.id as certificate_id', 'c.origin', 'c.issuer', 'c.number', 'c.issued_on', 'c.valid_until', 'c.file_sha256', 'c.withdrawn_act', 'c.values'])
    .where('u.record_id', '=', recordId)
    .where('u.set_no', '=', (e) => e.selectFrom('laboratory.record_standard as m').select((m) => m.fn.max('m.set_no').as('n')).where('m.record_id', '=', recordId))
    .orderBy('u.id').execute()
  return rows.map((r) => ({
    role: r.role, standardId: r.standard_id, code: r.code, name: r.name, range: r.range, accuracy: r.accuracy, kind: r.kind, retired: r.retired_act !== null,
    certificate: { id: r.certificate_id, origin: r.origin, issuer: r.issuer, number: r.number, issuedOn: r.issued_on, validUntil: r.valid_until, sha256: r.file_sha256, withdrawn: r.withdrawn_act !== null, values: r.values },
  }))
}

export const lastSetNo = async (tx: Tx, recordId: number): Promise<number> =>
  (await tx.selectFrom('laboratory.record_standard').select((e) => e.fn.max('set_no').as('n')).where('record_id', '=', recordId).executeTakeFirst())?.n ?? 0

export const addRecordStandards = (tx: Tx, rows: readonly Insertable<Tables['laboratory.record_standard']>[]) => tx.insertInto('laboratory.record_standard').values(rows).execute()

export const issuedOf = (tx: Tx, itemId: number) => tx.selectFrom('laboratory.issued').selectAll().where('item_id', '=', itemId).executeTakeFirst()
export const addIssued = (tx: Tx, row: Insertable<Tables['laboratory.issued']>) => tx.insertInto('laboratory.issued').values(row).execute()
