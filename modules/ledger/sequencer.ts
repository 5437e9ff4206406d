// One sequencer appends pending entries to the log in the order of their ids, signs, and writes the places back. On PostgreSQL an
// advisory lock makes it one among processes, on the embedded database the lock on the data folder does.
// Recovery is the same step again: whatever the files have and the database lacks is written back first.
import { sql } from 'kysely'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { crashPoint } from '#platform/testing/crash.ts'
import { sha256Of } from './hash.ts'
import { entriesByHash, entryAt, pendingEntries, placeEntries, placedCount } from './entry-store.ts'
import type { PlacedEntry } from './entry-store.ts'
import { LogDamaged } from './log-files.ts'
import type { LogFiles, SignedTree } from './log-files.ts'
import { append, edgeOf, isOwnCheckpoint, publish } from './tree.ts'
import { TILE_WIDTH } from '@duheng/tlog/tiles.ts'
import type { TreeEdge } from '@duheng/tlog/tiles.ts'
import type { NoteSigner } from '@duheng/tlog/note.ts'

export const BATCH_MAX = 256
/** The advisory lock under which the log's files change; any number of our own. */
export const LOG_LOCK = 0x64756865

export type Sequencing = { db: Database; files: LogFiles; signer: NoteSigner; clock: Clock }
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** One process at a time works on the log's files. `run` opens, or on PostgreSQL is, the transaction that holds the lock. */
async function alone<T>({ db }: Sequencing, work: (run: Run) => Promise<T>): Promise<T> {
  if (db.kind === 'pglite') return work((inner) => db.withTx(jobScope, inner))
  return db.withTx(jobScope, async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOG_LOCK})`.execute(tx)
    return work((inner) => inner(tx))
  })
}

/** What this process knows of the tree, so that a step need not read the edge again while nobody else appended. */
export type Position = { signed: SignedTree | undefined; edge: TreeEdge } | undefined

export type Step = { position: Position; placed: PlacedEntry[]; more: boolean }

/** Appends at most one batch. Nothing pending means nothing is signed. */
export function sequenceOnce(s: Sequencing, known: Position): Promise<Step> {
  return alone(s, async (run) => {
    const position = await currentPosition(s.files, known)
    const pending = await run((tx) => pendingEntries(tx, BATCH_MAX))
    if (pending.length === 0) return { position, placed: [], more: false }
    const first = position.edge.size
    const next = await append(s.files, s.signer, position.signed, position.edge, pending.map((p) => p.leaf))
    const placed = pending.map(({ id }, i) => ({ id, leafIndex: first + i }))
    await run((tx) => placeEntries(tx, placed, instant(s.clock)))
    crashPoint('ledger: places written back')
    return { position: next, placed, more: pending.length === BATCH_MAX }
  })
}

async function currentPosition(files: LogFiles, known: Position): Promise<NonNullable<Position>> {
  const signed = await files.memory()
  if (known !== undefined && known.signed?.checkpoint === signed?.checkpoint) return known
  return { signed, edge: await edgeOf(files, signed) }
}

/** The tail that is compared entry by entry at every start; a whole comparison is `compareAll`. */
const TAIL = 4 * TILE_WIDTH

/**
 * Brings files and database to the same state after a stop at any point, or says what contradicts. Nothing is repaired by
 * forgetting: a log shorter than the database, a foreign entry or another order stops issuing.
 */
export function reconcile(s: Sequencing): Promise<{ ok: true; position: Position } | { ok: false; reason: string }> {
  return alone(s, async (run) => {
    try {
      const signed = await s.files.memory()
      if (signed !== undefined) await checkSigned(s, signed)
      const edge = await edgeOf(s.files, signed)
      const size = signed?.size ?? 0
      const { count, last } = await run(placedCount)
      if (last >= size) return contradiction(`the database knows entry ${last}, the log ends before entry ${size}`)
      if (count !== last + 1) return contradiction(`the database has ${count} places below ${last + 1}`)
      await writeBack(s, run, count, size)
      const problem = await compare(s, run, Math.max(0, size - TAIL), size)
      return problem === undefined ? { ok: true as const, position: { signed, edge } } : contradiction(problem)
    } catch (error) {
      if (error instanceof LogDamaged) return contradiction(error.message)
      throw error
    }
  })
}
const contradiction = (reason: string) => ({ ok: false as const, reason })

async function checkSigned(s: Sequencing, signed: SignedTree): Promise<void> {
  if (!(await isOwnCheckpoint(s.signer, signed))) throw new LogDamaged('the tree signed last was not signed by this log’s key')
  const published = await s.files.read('checkpoint')
  if (published?.toString('utf8') !== signed.checkpoint) await publish(s.files, signed) // the stop came between the two
}

/** Entries the log has and the database has no place for. */
async function writeBack(s: Sequencing, run: Run, from: number, size: number): Promise<void> {
  for (let at = from; at < size;) {
    const entries = await entriesFrom(s.files, at, size)
    const hashes = entries.map(sha256Of)
    const rows = await run((tx) => entriesByHash(tx, hashes))
    const idOf = new Map(rows.map((r) => [r.leaf_sha256.toString('hex'), r.id]))
    const first = at
    const placed = hashes.map((hash, i) => {
      const id = idOf.get(hash.toString('hex'))
      if (id === undefined) throw new LogDamaged(`the database does not know entry ${first + i} of the log`)
      return { id, leafIndex: first + i }
    })
    await run((tx) => placeEntries(tx, placed, instant(s.clock)))
    at += entries.length
  }
}

/** The entries from `at` to the end of its bundle or of the tree. */
async function entriesFrom(files: LogFiles, at: number, size: number): Promise<Uint8Array[]> {
  const index = Math.floor(at / TILE_WIDTH)
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
  return (await files.entries(index, width)).slice(at - index * TILE_WIDTH, width)
}

/** Holds the entries [from, size) of the files against the rows; a sentence when they differ. */
async function compare(s: Sequencing, run: Run, from: number, size: number): Promise<string | undefined> {
  for (let at = from; at < size;) {
    const entries = await entriesFrom(s.files, at, size)
    const hashes = entries.map(sha256Of)
    const rows = await run((tx) => entriesByHash(tx, hashes))
    const placeOf = new Map(rows.map((r) => [r.leaf_sha256.toString('hex'), r.leaf_index]))
    const wrong = hashes.findIndex((hash, i) => placeOf.get(hash.toString('hex')) !== at + i)
    if (wrong >= 0) return `entry ${at + wrong} of the log is not the one the database has there`
    at += entries.length
  }
  return undefined
}

/** Every entry of the log against its row: for the command line and the nightly check. */
export function compareAll(s: Sequencing): Promise<string | undefined> {
  return alone(s, async (run) => {
    const size = (await s.files.memory())?.size ?? 0
    const beyond = await run((tx) => entryAt(tx, size))
    return beyond === undefined ? compare(s, run, 0, size) : `the database knows entry ${size}, the log ends before it`
  })
}
