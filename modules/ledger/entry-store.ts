// Rows of ledger.entry. SQL and nothing else.
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import './tables.ts'

export type PendingEntry = { id: number; leaf: Buffer }
export type PlacedEntry = { id: number; leafIndex: number }

export async function addEntry(tx: Tx, entry: { leaf: Uint8Array; leafSha256: Uint8Array; op: string; at: string }): Promise<number> {
  const { id } = await tx.insertInto('ledger.entry')
    .values({ leaf: Buffer.from(entry.leaf), leaf_sha256: Buffer.from(entry.leafSha256), op: entry.op, at: entry.at })
    .returning('id').executeTakeFirstOrThrow()
  return id
}

export const pendingEntries = (tx: Tx, limit: number): Promise<PendingEntry[]> =>
  tx.selectFrom('ledger.entry').select(['id', 'leaf']).where('leaf_index', 'is', null).orderBy('id').limit(limit).execute()

/** Writes the places back; a row that has one already is left alone, so that the same step may run again. */
export async function placeEntries(tx: Tx, placed: readonly PlacedEntry[], at: string): Promise<void> {
  if (placed.length === 0) return
  const ids = placed.map((p) => p.id)
  const indices = placed.map((p) => p.leafIndex)
  await sql`update ledger.entry e set leaf_index = p.leaf_index, sequenced_at = ${at}::timestamptz
    from unnest(${ids}::bigint[], ${indices}::bigint[]) as p (id, leaf_index) where e.id = p.id and e.leaf_index is null`.execute(tx)
}

/** How many entries have a place and the highest one; equal but for one when there are no holes. */
export async function placedCount(tx: Tx): Promise<{ count: number; last: number }> {
  const row = await tx.selectFrom('ledger.entry').where('leaf_index', 'is not', null)
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('leaf_index').as('last')]).executeTakeFirstOrThrow()
  return { count: Number(row.count), last: row.last ?? -1 }
}

/** Places of these entries, for those that have one. */
export async function placesOf(tx: Tx, ids: readonly number[]): Promise<PlacedEntry[]> {
  const rows = await tx.selectFrom('ledger.entry').select(['id', 'leaf_index']).where('id', 'in', [...ids]).where('leaf_index', 'is not', null).execute()
  return rows.flatMap((r) => (r.leaf_index === null ? [] : [{ id: r.id, leafIndex: r.leaf_index }]))
}

/** Entries by the hash of their bytes, with their places. */
export const entriesByHash = (tx: Tx, hashes: readonly Buffer[]) =>
  tx.selectFrom('ledger.entry').select(['id', 'leaf_sha256', 'leaf_index']).where('leaf_sha256', 'in', [...hashes]).execute()

export const entryAt = (tx: Tx, leafIndex: number) =>
  tx.selectFrom('ledger.entry').select(['id', 'leaf_sha256', 'leaf_index']).where('leaf_index', '=', leafIndex).executeTakeFirst()

/** Place and bytes of an entry, for those who hold its id. */
export const leafPlaces = (tx: Tx, ids: readonly number[]) =>
  tx.selectFrom('ledger.entry').select(['id', 'leaf', 'op', 'leaf_index', 'sequenced_at']).where('id', 'in', [...ids]).execute()

export const leafPlace = async (tx: Tx, id: number) => (await leafPlaces(tx, [id]))[0]
