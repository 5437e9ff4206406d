// How a log lies in files: C2SP tlog-tiles v0.1.0 (2025), tiles of height 8, with partial tiles and entry bundles.
// Pure: paths, the bytes of a tile, the hashes inside one, and what appending changes. Absent: reading and writing files,
// and pruning (a log of certificates keeps everything).
import { emptyRoot, HASH_BYTES, nodeHash, treeRoot } from './merkle.ts'
import type { HashFunction, HashReader, TreeNode } from './merkle.ts'
import { sha256 } from './sha256.ts'
import { concatBytes, parseDecimal } from './text.ts'

export const TILE_HEIGHT = 8
export const TILE_WIDTH = 256

/** `level` is the tile's own: its hashes are subtrees of 256^level leaves. `width` is 256 for a full tile, else 1 to 255. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
}

export interface TileWrite {
  readonly tile: Tile
  readonly path: string
  readonly bytes: Uint8Array
}

/** `tile/<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last with an x. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${indexPath(tile)}`
}

/** The bundle of entries whose leaf hashes are in the level 0 tile of the same index and width. */
export function entriesPath(bundle: Pick<Tile, 'index' | 'width'>): string {
  return `tile/entries/${indexPath(bundle)}`
}

function indexPath({ index, width }: Pick<Tile, 'index' | 'width'>): string {
  let path = String(index % 1000).padStart(3, '0')
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`
  }
  return width === TILE_WIDTH ? path : `${path}.p/${width}`
}

export type TilePath = ({ readonly kind: 'tile' } & Tile) | { readonly kind: 'entries'; readonly index: number; readonly width: number }

/** What a path names, or undefined when no log would write it so. For routes that serve a log's files. */
export function parseTilePath(path: string): TilePath | undefined {
  if (path.length > 64) return undefined
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path)
  if (match === null) return undefined
  const index = Number((match[2] ?? '').replaceAll(/[x/]/g, ''))
  const width = match[3] === undefined ? TILE_WIDTH : parseDecimal(match[3])
  if (width === undefined || width < 1 || width > TILE_WIDTH || !Number.isSafeInteger(index)) return undefined
  const bundle = { index, width }
  if (match[1] === 'entries') return entriesPath(bundle) === path ? { kind: 'entries', ...bundle } : undefined
  const level = parseDecimal(match[1] ?? '')
  if (level === undefined || level > 63) return undefined
  return tilePath({ level, ...bundle }) === path ? { kind: 'tile', level, ...bundle } : undefined
}

/** How many hashes the tile at this place has in a tree of `size` leaves: 0 when it is not there. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** The tile of a tree of `size` leaves from which the hash of a subtree is read or computed. */
export function tileOfNode(node: TreeNode, size: number): Tile {
  const level = Math.floor(node.level / TILE_HEIGHT)
  const perTile = 2 ** (TILE_HEIGHT - (node.level % TILE_HEIGHT))
  const index = Math.floor(node.index / perTile)
  return { level, index, width: tileWidth(level, index, size) }
}

/** The tiles to fetch before reading these subtrees, each once. */
export function tilesOfNodes(nodes: readonly TreeNode[], size: number): Tile[] {
  const tiles = new Map<string, Tile>()
  for (const node of nodes) {
    const tile = tileOfNode(node, size)
    tiles.set(tilePath(tile), tile)
  }
  return [...tiles.values()]
}

/**
 * A reader over tiles. `bytesOf` gives the bytes of a tile that has at least the width asked for (a full tile serves for a
 * partial one); it throws when it has none. Tiles fetched from others must be checked: compare `treeRoot` with a checkpoint,
 * or verify the proof that was made from them.
 */
export function tileReader(bytesOf: (tile: Tile) => Uint8Array, size: number, hash: HashFunction = sha256): HashReader {
  return {
    readHash(node) {
      const tile = tileOfNode(node, size)
      const bytes = bytesOf(tile)
      const height = node.level % TILE_HEIGHT
      const count = 2 ** height
      const first = (node.index % 2 ** (TILE_HEIGHT - height)) * count
      if (first + count > tile.width || bytes.length < tile.width * HASH_BYTES) {
        throw new RangeError(`tile ${tilePath(tile)} does not hold subtree ${node.level}/${node.index}`)
      }
      return foldHashes(bytes, first, count, hash)
    },
  }
}

function foldHashes(bytes: Uint8Array, first: number, count: number, hash: HashFunction): Uint8Array {
  if (count === 1) return bytes.slice(first * HASH_BYTES, (first + 1) * HASH_BYTES)
  const half = count / 2
  return nodeHash(foldHashes(bytes, first, half, hash), foldHashes(bytes, first + half, half, hash), hash)
}

/**
 * The right edge of a tree: at each level, the hashes of the tile that is not full yet. It is all that appending needs, and
 * the root can be computed from it.
 */
export interface TreeEdge {
  readonly size: number
  readonly partial: readonly Uint8Array[]
}

export const emptyEdge: TreeEdge = { size: 0, partial: [] }

/** The partial tiles to read in order to continue a tree of `size` leaves. */
export function edgeTiles(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1))
    const width = tileWidth(level, index, size)
    if (width > 0) tiles.push({ level, index, width })
  }
  return tiles
}

/** The edge from stored tiles; `bytesOf` as for `tileReader`. */
export function edgeOfTiles(size: number, bytesOf: (tile: Tile) => Uint8Array): TreeEdge {
  const partial: Uint8Array[] = []
  for (const tile of edgeTiles(size)) {
    while (partial.length < tile.level) partial.push(new Uint8Array(0))
    const bytes = bytesOf(tile)
    if (bytes.length < tile.width * HASH_BYTES) throw new RangeError(`tile ${tilePath(tile)} is too short`)
    partial.push(bytes.slice(0, tile.width * HASH_BYTES))
  }
  return { size, partial }
}

export function edgeRoot(edge: TreeEdge, hash: HashFunction = sha256): Uint8Array {
  if (edge.size === 0) return emptyRoot(hash)
  return treeRoot(tileReader((tile) => edge.partial[tile.level] ?? new Uint8Array(0), edge.size, hash), edge.size, hash)
}

export interface Growth {
  readonly edge: TreeEdge
  /** Full tiles that were completed and the partial tiles of the new size, lower levels first. */
  readonly writes: readonly TileWrite[]
}

/** Appends leaf hashes to a tree of which only the edge is known. */
export function growTree(edge: TreeEdge, leafHashes: readonly Uint8Array[], hash: HashFunction = sha256): Growth {
  const writes: TileWrite[] = []
  const partial: Uint8Array[] = []
  let incoming: readonly Uint8Array[] = leafHashes
  for (let level = 0; incoming.length > 0 || level < edge.partial.length; level++) {
    const before = edge.partial[level] ?? new Uint8Array(0)
    if (incoming.length === 0) {
      partial.push(before)
      continue
    }
    const row = concatBytes(before, ...incoming)
    let index = Math.floor(edge.size / TILE_WIDTH ** (level + 1))
    const above: Uint8Array[] = []
    let at = 0
    for (; row.length - at >= TILE_WIDTH * HASH_BYTES; at += TILE_WIDTH * HASH_BYTES) {
      const bytes = row.subarray(at, at + TILE_WIDTH * HASH_BYTES)
      writes.push(write({ level, index: index++, width: TILE_WIDTH }, bytes))
      above.push(foldHashes(bytes, 0, TILE_WIDTH, hash))
    }
    const rest = row.slice(at)
    partial.push(rest)
    if (rest.length > 0) writes.push(write({ level, index, width: rest.length / HASH_BYTES }, rest))
    incoming = above
  }
  return { edge: { size: edge.size + leafHashes.length, partial }, writes }
}

function write(tile: Tile, bytes: Uint8Array): TileWrite {
  return { tile, path: tilePath(tile), bytes }
}

export const MAX_ENTRY_BYTES = 65_535

/** An entry bundle: each entry after its length as a big-endian uint16. */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError(`a bundle holds at most ${TILE_WIDTH} entries`)
  return concatBytes(...entries.flatMap((entry) => {
    if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry has at most ${MAX_ENTRY_BYTES} bytes`)
    return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
  }))
}

/** The entries of a bundle, or undefined when it is cut off or has more than 256. */
export function parseEntries(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bundle.length) {
    if (at + 2 > bundle.length || entries.length === TILE_WIDTH) return undefined
    const end = at + 2 + ((bundle[at]! << 8) | bundle[at + 1]!)
    if (end > bundle.length) return undefined
    entries.push(bundle.slice(at + 2, end))
    at = end
  }
  return entries
}
