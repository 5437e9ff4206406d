// Computes records again from what they keep (readings as they had arrived, parameters, the edition's bytes by hash) and compares
// byte for byte with what was submitted. A difference is an answer, never an exception.
import { compute } from '@duheng/procedures/compute.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import type { Tx } from '#platform/db/database.ts'
import { procedureByHash } from '#modules/rulebook/contract.ts'
import { canonicalText, ENGINE, parameterValues } from './measurement.ts'
import { textsOf } from './reading.ts'
import { readingsOf, resultsAfter, resultsOfRecord } from './record-store.ts'

export type Replayed = { resultId: number; recordId: number; itemId: number; document: string; edition: string; engine: string; equal: boolean; reason?: string; was: string; now: string }
type Row = Awaited<ReturnType<typeof resultsAfter>>[number]

const PAGE = 100

/** Every submitted result of a record. */
export async function replayRecord(tx: Tx, recordId: number): Promise<Replayed[]> {
  const replayed = []
  for (const row of await resultsOfRecord(tx, recordId)) replayed.push(await replayOne(tx, row))
  return replayed
}

/** One page of all results after an id, for walking them all without holding one long transaction. */
export async function replayPage(tx: Tx, after: number, limit = PAGE): Promise<{ replayed: Replayed[]; last: number | undefined }> {
  const rows = await resultsAfter(tx, after, limit)
  const replayed = []
  for (const row of rows) replayed.push(await replayOne(tx, row))
  return { replayed, last: rows.length === limit ? rows.at(-1)?.id : undefined }
}

async function replayOne(tx: Tx, row: Row): Promise<Replayed> {
  const head = { resultId: row.id, recordId: row.record_id, itemId: row.item_id, document: row.document, edition: row.edition, engine: row.engine, was: row.sha256 }
  const procedure = await procedureByHash(tx, { orgId: row.org_id, hash: row.procedure_sha256, date: row.opened_on })
  if (!procedure) return { ...head, equal: false, now: '', reason: `the procedure edition ${row.procedure_sha256.slice(0, 12)} is not here` }
  if (sha256(row.bytes) !== row.sha256) return { ...head, equal: false, now: sha256(row.bytes), reason: 'the stored result does not have its own hash' }
  const readings = await readingsOf(tx, row.record_id, row.last_reading_id)
  const bytes = canonicalText(compute(procedure.procedure, parameterValues(row.parameters), textsOf(readings)))
  if (bytes === row.bytes) return { ...head, equal: true, now: row.sha256 }
  return { ...head, equal: false, now: sha256(bytes), reason: `differs from byte ${firstDifference(bytes, row.bytes)}${row.engine === ENGINE ? '' : ` (computed by ${row.engine}, replayed by ${ENGINE})`}` }
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}
