// The public log as the rest of the house sees it: enqueue a leaf in one's own transaction, wait until it has its place, prove it.
// Started once; a contradiction between files and database stops enqueuing with a sentence, reading goes on.
import { formatVerifierKey } from '@duheng/tlog/note.ts'
import { formatLeaf } from '@duheng/signing/leaf.ts'
import type { Leaf } from '@duheng/signing/leaf.ts'
import { selfTest } from '@duheng/signing/keys.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { addEntry } from './entry-store.ts'
import { sha256Of } from './hash.ts'
import { openIdentity } from './identity.ts'
import { provenLeaves } from './proven-leaves.ts'
import type { ProvenLeaf } from './proven-leaves.ts'
import { leafTimes } from './leaf-times.ts'
import type { LeafTimes } from './leaf-times.ts'
import { logFiles } from './log-files.ts'
import type { LogFiles } from './log-files.ts'
import { logRefusal, startRunner } from './runner.ts'
import { compareAll } from './sequencer.ts'
import type { Sequencing } from './sequencer.ts'
import { openStamps } from './stamps.ts'
import type { Stamps } from './stamps.ts'

export type LedgerOptions = { db: Database; clock: Clock; filesDir: string; address: string; demo: boolean }

export type Ledger = {
  readonly origin: string
  readonly demo: boolean
  /** The log's key as others pin it: `<origin>+<hash>+<base64>`. */
  readonly vkey: string
  readonly files: LogFiles
  readonly stamps: Stamps
  /** The times a new leaf carries: the true one, and beside it the demo's simulated one. */
  times(clock: Clock): LeafTimes
  /** Stores a leaf in the caller's transaction and returns the entry's id; refuses while the log is contradicted. */
  enqueue(tx: Tx, clock: Clock, leaf: Leaf): Promise<number>
  /** Resolves when each entry has a place in a signed tree. */
  sequenced(entryIds: readonly number[]): Promise<void>
  /** The signed note over the whole log, once there is one. */
  checkpoint(): Promise<string | undefined>
  /** A tlog-proof file for the entry at this place, under the newest checkpoint. */
  proofFor(leafIndex: number): Promise<string | undefined>
  /** The bytes of the entry at this place. */
  entryAt(leafIndex: number): Promise<Uint8Array | undefined>
  /** Entries with their proofs, all under one checkpoint; undefined when one of them is not in it. */
  provenLeaves(leafIndices: readonly number[]): Promise<ProvenLeaf[] | undefined>
  /** Why nothing is logged at present, if so. */
  problem(): string | undefined
  /** Every entry of the files against its row; a sentence when they differ. */
  compareAll(): Promise<string | undefined>
  close(): Promise<void>
}

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { db, clock, filesDir, address, demo } = options
  const opened = await openIdentity(filesDir, address, demo)
  const failed = opened.ok ? await selfTest() : []
  const stopped = !opened.ok ? opened.reason : failed.length > 0 ? `known answers of the signatures fail: ${failed.join(', ')}` : undefined
  if (!opened.ok) throw new LogUnusable(`The log cannot be opened: ${opened.reason}.`)
  const { identity } = opened
  const files = logFiles(filesDir)
  const s: Sequencing = { db, files, signer: identity.signer, clock }
  const runner = startRunner(s, stopped)
  await runner.begun
  const times = (at: Clock) => leafTimes(at, demo)
  const enqueue = async (tx: Tx, at: Clock, leaf: Leaf) => {
    const problem = runner.problem()
    if (problem !== undefined) throw logRefusal(problem)
    const bytes = Buffer.from(formatLeaf(leaf))
    return addEntry(tx, { leaf: bytes, leafSha256: sha256Of(bytes), op: leaf.core.op, at: instant(at) })
  }
  return {
    origin: identity.origin, demo, vkey: formatVerifierKey(identity.signer.key), files,
    stamps: openStamps({ db, filesDir, demo, times, enqueue, sequenced: runner.sequenced }),
    times, enqueue,
    sequenced: runner.sequenced,
    checkpoint: async () => (await files.read('checkpoint'))?.toString('utf8'),
    proofFor: async (leafIndex) => (await provenLeaves(files, [leafIndex]))?.[0]?.proof,
    entryAt: async (leafIndex) => (await provenLeaves(files, [leafIndex]))?.[0]?.leaf,
    provenLeaves: (leafIndices) => provenLeaves(files, leafIndices),
    problem: runner.problem,
    compareAll: () => compareAll(s),
    close: runner.close,
  }
}

export class LogUnusable extends Error {}
