// Standards and their certificates in SQL.
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Tables } from '#platform/db/tables.ts'
import { OWN } from './belongs.ts'

export type StandardRow = Selectable<Tables['laboratory.standard']>
export type CertificateRow = Selectable<Tables['laboratory.standard_certificate']>

export const addStandard = (tx: Tx, row: Insertable<Tables['laboratory.standard']>) =>
  tx.insertInto('laboratory.standard').values(row).onConflict((oc) => oc.columns(['org_id', 'code']).doNothing()).returning('id').executeTakeFirst()

export const standardById = (tx: Tx, id: number) => tx.selectFrom('laboratory.standard').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()

/** Those of a laboratory's standards that have these ids. */
export const standardsByIds = (tx: Tx, orgId: number, ids: readonly number[]): Promise<StandardRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : tx.selectFrom('laboratory.standard').selectAll().where('org_id', '=', orgId).where((e) => visible(e, tx, OWN)).where('id', 'in', ids).execute()

export const listStandards = (tx: Tx, orgId: number, after: string, limit: number) =>
  tx.selectFrom('laboratory.standard').selectAll().where('org_id', '=', orgId).where((e) => visible(e, tx, OWN)).where('code', '>', after).orderBy('code').limit(limit).execute()

export const editStandard = (tx: Tx, id: number, version: number, change: { location?: string; accuracy?: string; retired_act?: number }) =>
  tx.updateTable('laboratory.standard').set((e) => ({ ...change, version: e('version', '+', 1) })).where('id', '=', id).where('version', '=', version).where((e) => visible(e, tx, OWN)).returning('version').executeTakeFirst()

export const addCertificate = (tx: Tx, row: Insertable<Tables['laboratory.standard_certificate']>) =>
  tx.insertInto('laboratory.standard_certificate').values(row).returning('id').executeTakeFirstOrThrow()

export const certificatesOfStandard = (tx: Tx, standardId: number) =>
  tx.selectFrom('laboratory.standard_certificate').selectAll().where('standard_id', '=', standardId).orderBy('issued_on', 'desc').orderBy('id', 'desc').limit(200).execute()

export const certificateById = (tx: Tx, id: number) => tx.selectFrom('laboratory.standard_certificate').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()

export const withdrawCertificate = (tx: Tx, id: number, actNo: number, reason: string) =>
  tx.updateTable('laboratory.standard_certificate').set({ withdrawn_act: actNo, withdrawn_reason: reason }).where('id', '=', id).where('withdrawn_act', 'is', null).where((e) => visible(e, tx, OWN)).returning('id').executeTakeFirst()

/** The certificate that speaks for each standard: the newest one that was not withdrawn. */
export async function currentCertificates(tx: Tx, standardIds: readonly number[]): Promise<Map<number, CertificateRow>> {
  if (standardIds.length === 0) return new Map()
  const rows = await tx.selectFrom('laboratory.standard_certificate').selectAll().distinctOn('standard_id').where('standard_id', 'in', standardIds)
    .where('withdrawn_act', 'is', null).orderBy('standard_id').orderBy('issued_on', 'desc').orderBy('id', 'desc').execute()
  return new Map(rows.map((r) => [r.standard_id, r]))
}

/** Records and certificates that used a standard, newest first: what a recall would walk. */
export const usesOfStandard = (tx: Tx, standardId: number, limit: number) =>
  tx.selectFrom('laboratory.record_standard as u').innerJoin('laboratory.record as r', 'r.id', 'u.record_id').innerJoin('laboratory.item as i', 'i.id', 'r.item_id')
    .leftJoin('laboratory.issued as c', 'c.record_id', 'r.id')
    .select(['r.id as record_id', 'i.id as item_id', 'i.no', 'i.instrument_name', 'r.opened_on', 'u.certificate_id as standard_certificate_id', 'c.number', 'c.certificate_id', 'c.verdict'])
    .where('u.standard_id', '=', standardId).where('r.rehearsal', '=', false).orderBy('u.id', 'desc').limit(limit).execute()

export const addFile = (tx: Tx, row: Insertable<Tables['laboratory.file']>) =>
  tx.insertInto('laboratory.file').values(row).onConflict((oc) => oc.columns(['org_id', 'item_id', 'sha256']).doNothing()).execute()

/** A photograph or paper of an item. */
export const fileOfItem = (tx: Tx, item: { id: number }, sha256: string) =>
  tx.selectFrom('laboratory.file').selectAll().where('sha256', '=', sha256).where('item_id', '=', item.id).executeTakeFirst()

/** The file a standard's certificate was read from; the same bytes may lie at several laboratories. */
export const fileOfCertificate = (tx: Tx, { org_id, file_sha256 }: Pick<CertificateRow, 'org_id' | 'file_sha256'>) =>
  tx.selectFrom('laboratory.file').selectAll().where('org_id', '=', org_id).where('sha256', '=', file_sha256).where('item_id', 'is', null).executeTakeFirst()

export const filesOfItem = (tx: Tx, itemId: number) =>
  tx.selectFrom('laboratory.file').select(['sha256', 'media_type', 'bytes', 'purpose', 'at']).where('item_id', '=', itemId).orderBy('id').limit(100).execute()
