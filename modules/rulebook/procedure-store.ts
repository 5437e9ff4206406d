// Local editions of procedures in SQL, layered over the shipped ones; and the editions in force for an institute.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { partedEditions } from '@duheng/procedures/edition.ts'
import type { LocalProcedure } from '@duheng/procedures/edition.ts'
import { readProcedure } from '@duheng/procedures/read.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { civilDate as shanghaiDate } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import { adoptionsOf } from './adoption-store.ts'
import { effectiveProcedure, inForce } from './procedure.ts'
import type { EffectiveProcedure, Placed } from './procedure.ts'
import { release } from './release.ts'

const LOCAL_MAX = 500
/** Local editions are immutable rows, so what was read once is kept by its hash. */
const readOnce = new Map<string, Procedure | undefined>()

/** A local edition is its organisation's alone, as the policy of its table says. */
const OWN = { own: ['org_id'] } as const

/** Approved local editions of procedures of one organisation. */
async function localEditions(tx: Tx, orgId: number): Promise<Placed<LocalProcedure>[]> {
  const rows = await tx.selectFrom('rulebook.local_edition').select(['id', 'text', 'sha256', 'author_id', 'approver_id', 'approved_at'])
    .where('org_id', '=', orgId).where((e) => visible(e, tx, OWN)).where('path', 'like', 'procedures/%').where('approver_id', 'is not', null).orderBy('id').limit(LOCAL_MAX).execute()
  return rows.flatMap((row) => {
    if (!readOnce.has(row.sha256)) readOnce.set(row.sha256, readLocal(row.text))
    const procedure = readOnce.get(row.sha256)
    if (!procedure || row.approver_id === null || row.approved_at === null) return []
    return [{ path: `local/${row.id}`, of: { procedure, author: String(row.author_id), approver: String(row.approver_id), recorded: civilDate(shanghaiDate(Date.parse(row.approved_at))) } }]
  })
}

function readLocal(text: string): Procedure | undefined {
  const reading = readProcedure(text)
  return reading.ok ? reading.procedure : undefined
}

export async function proceduresInForce(tx: Tx, { orgId, date }: { orgId: number; date: string }): Promise<EffectiveProcedure[]> {
  return inForce(release().procedures, await localEditions(tx, orgId), date, await adoptionsOf(tx, orgId))
}

export async function procedureFor(tx: Tx, { orgId, document, date }: { orgId: number; document: string; date: string }): Promise<EffectiveProcedure | undefined> {
  return (await proceduresInForce(tx, { orgId, date })).find((e) => e.document === document)
}

/** An edition by the hash of its bytes, whenever it was in force: what a record was measured by. */
export async function procedureByHash(tx: Tx, { orgId, hash, date }: { orgId: number; hash: string; date: string }): Promise<EffectiveProcedure | undefined> {
  const shipped = release().procedures.find((p) => p.of.hash === hash)
  const local = shipped ? undefined : (await localEditions(tx, orgId)).find((l) => l.of.procedure.hash === hash)
  const adoptions = await adoptionsOf(tx, orgId)
  if (shipped) return effectiveProcedure(shipped.path, shipped.of, 'release', adoptions, date)
  return local && effectiveProcedure(local.path, local.of.procedure, 'local', adoptions, date)
}

/** Local editions whose shipped edition changed since they were written. Nothing is merged; a person looks. */
export async function partings(tx: Tx, orgId: number): Promise<{ path: string; document: string; edition: string }[]> {
  const locals = await localEditions(tx, orgId)
  const parted = new Set(partedEditions(release().procedures.map((p) => p.of), locals.map((l) => l.of)).map((l) => l.procedure.hash))
  return locals.filter((l) => parted.has(l.of.procedure.hash)).map((l) => ({ path: l.path, document: l.of.procedure.file.document, edition: l.of.procedure.file.edition }))
}

export const addLocalEdition = (tx: Tx, row: { org_id: number; path: string; sha256: string; text: string; in_force_from: string; author_id: number; reason: string; basis: string; written_at: string }) =>
  tx.insertInto('rulebook.local_edition').values(row).returning('id').executeTakeFirstOrThrow()

export const localEditionById = (tx: Tx, id: number) =>
  tx.selectFrom('rulebook.local_edition').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()

export const listLocalEditions = (tx: Tx) =>
  tx.selectFrom('rulebook.local_edition').select(['id', 'path', 'sha256', 'in_force_from', 'author_id', 'approver_id', 'reason', 'basis', 'written_at', 'approved_at'])
    .where((e) => visible(e, tx, OWN)).orderBy('id', 'desc').limit(LOCAL_MAX).execute()

export const approveLocalEdition = (tx: Tx, id: number, by: number, at: string) =>
  tx.updateTable('rulebook.local_edition').set({ approver_id: by, approved_at: at }).where('id', '=', id).where((e) => visible(e, tx, OWN)).execute()
