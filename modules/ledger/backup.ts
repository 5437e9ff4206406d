// The log in a backup: the tree as it was signed last when the database's snapshot began, not a file more; and, while a backup passes by,
// whether the log and the rows of ledger.entry are of one moment. What happens at a start is reconcile's own decision (sequencer.ts).
import { leafHash } from '@duheng/tlog/merkle.ts'
import { nodeSha256 } from '@duheng/tlog/node-sha256.ts'
import { hex } from '@duheng/tlog/text.ts'
import { TILE_WIDTH, edgeRoot, emptyEdge, entriesPath, formatEntries, growTree, parseEntries, parseTilePath, tilePath, tileWidth } from '@duheng/tlog/tiles.ts'
import type { Tile, TreeEdge } from '@duheng/tlog/tiles.ts'
import type { Frozen, Participant } from '#platform/backup/participant.ts'
import type { RowOf, Watcher } from '#platform/backup/watch.ts'
import { sha256Of } from './hash.ts'
import { LogDamaged, formatMemory, logFiles, parseMemory } from './log-files.ts'
import { LOG_LOCK } from './sequencer.ts'

const MEMORY = 'keys/signed-tree'

export const logInBackup: Participant = {
  lock: LOG_LOCK,
  freeze,
  owns: (path) => path.startsWith('log/') || path === MEMORY,
  watcher: watchLog,
}

async function freeze(filesDir: string): Promise<Frozen> {
  const files = logFiles(filesDir)
  const signed = await files.memory()
  if (signed === undefined) return { log: null, files: async function* () {} }
  return {
    log: { size: signed.size, root: hex(signed.root) },
    files: async function* () {
      yield { path: MEMORY, bytes: Buffer.from(formatMemory(signed)) }
      yield { path: 'log/checkpoint', bytes: Buffer.from(signed.checkpoint) }
      for (let index = 0; index * TILE_WIDTH < signed.size; index++) {
        const width = Math.min(TILE_WIDTH, signed.size - index * TILE_WIDTH)
        const entries = await unlessDamaged(files.entries(index, width))
        if (entries) yield { path: `log/${entriesPath({ index, width })}`, bytes: Buffer.from(formatEntries(entries.slice(0, width))) }
      }
      for (const tile of tilesOf(signed.size)) {
        const bytes = await unlessDamaged(files.tile(tile))
        if (bytes) yield { path: `log/${tilePath(tile)}`, bytes: Buffer.from(bytes.slice(0, tile.width * 32)) }
      }
    },
  }
}

/** A file that is gone is left out here; the watcher says so. */
const unlessDamaged = <T>(reading: Promise<T>): Promise<T | undefined> => reading.catch((error) => {
  if (error instanceof LogDamaged) return undefined
  throw error
})

function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    for (let index = 0, width = tileWidth(level, 0, size); width > 0; width = tileWidth(level, ++index, size)) yield { level, index, width }
  }
}

/** What rows say: the hash at each place, packed, and the hashes that wait for a place. */
class Places {
  #bytes = Buffer.alloc(32 * 1024)
  last = -1
  count = 0
  readonly pending = new Set<string>()
  row(value: RowOf): void {
    const hash = Buffer.from((value('leaf_sha256') ?? '').replace(/^\\x/, ''), 'hex')
    const place = value('leaf_index')
    if (place === null) { this.pending.add(hash.toString('hex')); return }
    const index = Number(place)
    while ((index + 1) * 32 > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)])
    hash.copy(this.#bytes, index * 32)
    this.last = Math.max(this.last, index)
    this.count++
  }
  at(index: number): Buffer | undefined { return index <= this.last ? this.#bytes.subarray(index * 32, index * 32 + 32) : undefined }
}

function watchLog(): Watcher {
  const places = new Places()
  const wrong: string[] = []
  const tiles = new Map<string, string>() // path → hash of the bytes that follow from the entries
  let signed: { size: number; root: Uint8Array } | undefined
  let edge: TreeEdge = emptyEdge
  const bundle = (bytes: Buffer, path: string) => {
    if (parseTilePath(path)?.index !== edge.size / TILE_WIDTH) return // one before it is missing, which is said at the end
    const entries = parseEntries(bytes)
    if (entries === undefined) { wrong.push(`${path} of the log cannot be read.`); return }
    const from = edge.size
    for (const [i, entry] of entries.entries()) checkEntry(places, sha256Of(entry), from + i, wrong)
    const growth = growTree(edge, entries.map((entry) => leafHash(entry, nodeSha256)), nodeSha256)
    for (const w of growth.writes) if (w.tile.width === TILE_WIDTH) tiles.set(`log/${w.path}`, sha256Of(w.bytes).toString('hex'))
    edge = growth.edge
  }
  return {
    wantsRows: (table) => table === 'ledger.entry',
    row: (_table, value) => places.row(value),
    wantsBytes: (path) => path === MEMORY || path.startsWith('log/tile/entries/'),
    bytes: (path, bytes) => {
      if (path === MEMORY) signed = parseMemory(bytes.toString('utf8'))
      else bundle(bytes, path.slice('log/'.length))
    },
    file: (path, sha256) => {
      const tile = parseTilePath(path.slice('log/'.length))
      if (tile?.kind !== 'tile' || !path.startsWith('log/')) return
      const known = tile.width === TILE_WIDTH ? tiles.get(path) : sha256Of(edge.partial[tile.level] ?? new Uint8Array(0)).toString('hex')
      if (known === sha256) tiles.set(path, 'seen')
      else wrong.push(`${path.slice(4)} of the log does not follow from its entries.`)
    },
    findings: () => [...wrong.slice(0, 3), ...afterAll(places, signed, edge, tiles)],
  }
}

function checkEntry(places: Places, hash: Buffer, index: number, wrong: string[]): void {
  const known = places.at(index)
  if (known?.equals(hash)) return
  if (known) wrong.push(`Entry ${index} of the log is not the one the database has there.`)
  else if (!places.pending.has(hash.toString('hex'))) wrong.push(`The database is older than the log: it does not know entry ${index}.`)
}

function afterAll(places: Places, signed: { size: number; root: Uint8Array } | undefined, edge: TreeEdge, tiles: ReadonlyMap<string, string>): string[] {
  const size = signed?.size ?? 0
  const out: string[] = []
  if (places.last >= size) out.push(`The log is older than the database: it ends before entry ${size}, and the database has places up to ${places.last}.`)
  if (places.count !== places.last + 1) out.push(`The database has ${places.count} places of the log below ${places.last + 1}.`)
  if (edge.size !== size) out.push(`Entries of the log are missing: ${edge.size} are there of ${size} that were signed.`)
  else if (signed && hex(edgeRoot(edge, nodeSha256)) !== hex(signed.root)) out.push('The entries of the log do not give the root that was signed.')
  const lacking = [...tilesOf(edge.size)].find((tile) => tiles.get(`log/${tilePath(tile)}`) !== 'seen')
  if (lacking) out.push(`${tilePath(lacking)} of the log is missing.`)
  return out
}
