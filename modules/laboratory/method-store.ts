// Method dossiers in SQL.
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Tables } from '#platform/db/tables.ts'
import { OWN } from './belongs.ts'

export type MethodRow = Selectable<Tables['laboratory.method']>

/** The dossier that speaks for an edition: the newest accepted one, else the newest proposed. */
export async function methodFor(tx: Tx, orgId: number, procedureSha256: string): Promise<MethodRow | undefined> {
  const rows = await tx.selectFrom('laboratory.method').selectAll().where('org_id', '=', orgId).where('procedure_sha256', '=', procedureSha256)
    .where('withdrawn_act', 'is', null).orderBy('id', 'desc').limit(20).execute()
  return rows.find((r) => r.accepted_by !== null) ?? rows[0]
}

/** A newer proposal beside the one that speaks: somebody has still to accept it. */
export const proposalAfter = (tx: Tx, orgId: number, procedureSha256: string, id: number) =>
  tx.selectFrom('laboratory.method').selectAll().where('org_id', '=', orgId).where('procedure_sha256', '=', procedureSha256).where('withdrawn_act', 'is', null)
    .where('accepted_by', 'is', null).where('id', '>', id).orderBy('id', 'desc').limit(1).executeTakeFirst()

export const listMethods = (tx: Tx, orgId: number) =>
  tx.selectFrom('laboratory.method').selectAll().where('org_id', '=', orgId).where('withdrawn_act', 'is', null).orderBy('document').orderBy('id', 'desc').limit(500).execute()
export const methodById = (tx: Tx, id: number) => tx.selectFrom('laboratory.method').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).forUpdate().executeTakeFirst()
export const addMethod = (tx: Tx, row: Insertable<Tables['laboratory.method']>) => tx.insertInto('laboratory.method').values(row).returning('id').executeTakeFirstOrThrow()
export const acceptMethod = (tx: Tx, id: number, by: number, at: string) =>
  tx.updateTable('laboratory.method').set({ accepted_by: by, accepted_at: at }).where('id', '=', id).where('accepted_by', 'is', null).where((e) => visible(e, tx, OWN)).returning('id').executeTakeFirst()
export const withdrawMethod = (tx: Tx, id: number, actNo: number) =>
  tx.updateTable('laboratory.method').set({ withdrawn_act: actNo }).where('id', '=', id).where('withdrawn_act', 'is', null).where((e) => visible(e, tx, OWN)).returning('id').executeTakeFirst()
