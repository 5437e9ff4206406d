// Local editions of procedures in SQL, layered over the shipped ones; and the editions in force for an institute.
import { readProcedure } from '@duheng/procedures/read.ts'
import type { Tx } from '#platform/db/database.ts'
import { adoptionsOf } from './adoption-store.ts'
import { inForce, localEdition, withStanding } from './procedure.ts'
import type { EffectiveProcedure, ProcedureEdition } from './procedure.ts'
import { release } from './release.ts'

const LOCAL_MAX = 500
/** Local editions are immutable rows, so what was read once is kept by its hash. */
const readOnce = new Map<string, ProcedureEdition | undefined>()

/** Approved local editions of procedures of one organisation. */
async function localEditions(tx: Tx, orgId: number): Promise<ProcedureEdition[]> {
  const rows = await tx.selectFrom('rulebook.local_edition').select(['id', 'text', 'sha256', 'in_force_from'])
    .where('org_id', '=', orgId).where('path', 'like', 'procedures/%').where('approver_id', 'is not', null).orderBy('id').limit(LOCAL_MAX).execute()
  return rows.flatMap((row) => {
    if (!readOnce.has(row.sha256)) readOnce.set(row.sha256, readLocal(`local/${row.id}`, row.text, row.in_force_from))
    const edition = readOnce.get(row.sha256)
    return edition ? [edition] : []
  })
}

function readLocal(path: string, text: string, from: string): ProcedureEdition | undefined {
  const reading = readProcedure(text)
  return reading.ok ? localEdition(path, reading.procedure, from) : undefined
}

export async function proceduresInForce(tx: Tx, { orgId, date }: { orgId: number; date: string }): Promise<EffectiveProcedure[]> {
  return inForce([...release().procedures, ...await localEditions(tx, orgId)], date, await adoptionsOf(tx, orgId))
}

export async function procedureFor(tx: Tx, { orgId, document, date }: { orgId: number; document: string; date: string }): Promise<EffectiveProcedure | undefined> {
  return (await proceduresInForce(tx, { orgId, date })).find((e) => e.document === document)
}

/** An edition by the hash of its bytes, whenever it was in force: what a record was measured by. */
export async function procedureByHash(tx: Tx, { orgId, hash, date }: { orgId: number; hash: string; date: string }): Promise<EffectiveProcedure | undefined> {
  const found = [...release().procedures, ...await localEditions(tx, orgId)].find((e) => e.sha256 === hash)
  return found ? withStanding(found, await adoptionsOf(tx, orgId), date) : undefined
}

export const addLocalEdition = (tx: Tx, row: { org_id: number; path: string; sha256: string; text: string; in_force_from: string; author_id: number; reason: string; basis: string; written_at: string }) =>
  tx.insertInto('rulebook.local_edition').values(row).returning('id').executeTakeFirstOrThrow()

export const localEditionById = (tx: Tx, id: number) =>
  tx.selectFrom('rulebook.local_edition').selectAll().where('id', '=', id).executeTakeFirst()

export const listLocalEditions = (tx: Tx) =>
  tx.selectFrom('rulebook.local_edition').select(['id', 'path', 'sha256', 'in_force_from', 'author_id', 'approver_id', 'reason', 'basis', 'written_at', 'approved_at'])
    .orderBy('id', 'desc').limit(LOCAL_MAX).execute()

export const approveLocalEdition = (tx: Tx, id: number, by: number, at: string) =>
  tx.updateTable('rulebook.local_edition').set({ approver_id: by, approved_at: at }).where('id', '=', id).execute()
