// What is signed next: the entries of a batch appended to the tree that was signed last. Reads tiles, decides, writes in an order in
// which every prefix is harmless: tiles and bundles, then the signer's memory, then the published checkpoint.
// Absent: the database, and when a batch is made (sequencer.ts).
import { checkConsistency, consistencyNodes, consistencyProof, leafHash } from '@duheng/tlog/merkle.ts'
import { openCheckpoint, signCheckpoint } from '@duheng/tlog/checkpoint.ts'
import { nodeSha256 } from '@duheng/tlog/node-sha256.ts'
import type { NoteSigner } from '@duheng/tlog/note.ts'
import { equalBytes } from '@duheng/tlog/text.ts'
import { TILE_WIDTH, edgeOfTiles, edgeRoot, edgeTiles, emptyEdge, entriesPath, formatEntries, growTree, tilePath, tileReader, tilesOfNodes } from '@duheng/tlog/tiles.ts'
import type { Growth, Tile, TreeEdge } from '@duheng/tlog/tiles.ts'
import { crashPoint } from '#platform/testing/crash.ts'
import { LogDamaged } from './log-files.ts'
import type { LogFiles, SignedTree } from './log-files.ts'

/** The edge of the tree that was signed last, read from its tiles and held against its root. */
export async function edgeOf(files: LogFiles, signed: SignedTree | undefined): Promise<TreeEdge> {
  if (signed === undefined || signed.size === 0) return emptyEdge
  const tiles = await readTiles(files, edgeTiles(signed.size))
  const edge = edgeOfTiles(signed.size, tiles)
  if (!equalBytes(edgeRoot(edge, nodeSha256), signed.root)) throw new LogDamaged('the tiles do not give the root that was signed')
  return edge
}

async function readTiles(files: LogFiles, wanted: readonly Tile[]): Promise<(tile: Tile) => Uint8Array> {
  const bytes = new Map<string, Uint8Array>()
  for (const tile of wanted) bytes.set(tilePath(tile), await files.tile(tile))
  return (tile) => {
    const found = bytes.get(tilePath(tile))
    if (found === undefined) throw new LogDamaged(`${tilePath(tile)} was not read`)
    return found
  }
}

/** The signer never signs a tree that is smaller than, or does not begin with, the one it signed last. */
export async function maySign(files: LogFiles, last: SignedTree, next: { size: number; root: Uint8Array }): Promise<boolean> {
  const nodes = consistencyNodes(last.size, next.size)
  const reader = tileReader(await readTiles(files, tilesOfNodes(nodes, next.size)), next.size, nodeSha256)
  const proof = consistencyProof(reader, last.size, next.size, nodeSha256)
  return checkConsistency({ oldSize: last.size, oldRoot: last.root, newSize: next.size, newRoot: next.root, proof }, nodeSha256).ok
}

export type Appended = { signed: SignedTree; edge: TreeEdge }

/** Appends entries after the signed tree and signs the longer one. Running it again after a crash writes the same kind of files again. */
export async function append(
  files: LogFiles, signer: NoteSigner, last: SignedTree | undefined, edge: TreeEdge, entries: readonly Uint8Array[],
): Promise<Appended> {
  const growth = growTree(edge, entries.map((entry) => leafHash(entry, nodeSha256)), nodeSha256)
  await writeBundles(files, edge.size, entries)
  crashPoint('ledger: bundles written')
  for (const { path, bytes } of growth.writes) await files.write(path, bytes)
  crashPoint('ledger: tiles written')
  const root = edgeRoot(growth.edge, nodeSha256)
  const { size } = growth.edge
  if (last !== undefined && !(await maySign(files, last, { size, root }))) throw new LogDamaged('the longer tree does not begin with the signed one')
  const checkpoint = await signCheckpoint({ origin: signer.key.name, size, root, extensions: [] }, [signer])
  const signed = { size, root, checkpoint }
  await files.remember(signed)
  crashPoint('ledger: tree remembered')
  await publish(files, signed)
  crashPoint('ledger: checkpoint published')
  await dropPartials(files, growth)
  return { signed, edge: growth.edge }
}

export const publish = (files: LogFiles, signed: SignedTree): Promise<void> => files.write('checkpoint', Buffer.from(signed.checkpoint))

async function writeBundles(files: LogFiles, size: number, entries: readonly Uint8Array[]): Promise<void> {
  const before = size % TILE_WIDTH === 0 ? [] : await files.entries(Math.floor(size / TILE_WIDTH), size % TILE_WIDTH)
  const row = [...before.slice(0, size % TILE_WIDTH), ...entries]
  for (let at = 0, index = Math.floor(size / TILE_WIDTH); at < row.length; at += TILE_WIDTH, index++) {
    const bundle = row.slice(at, at + TILE_WIDTH)
    await files.write(entriesPath({ index, width: bundle.length }), formatEntries(bundle))
  }
}

/** A full tile makes its partial versions superfluous (C2SP tlog-tiles allows to remove them). */
async function dropPartials(files: LogFiles, growth: Growth): Promise<void> {
  for (const { tile, path } of growth.writes) {
    if (tile.width < TILE_WIDTH) continue
    await files.dropPartials(path)
    if (tile.level === 0) await files.dropPartials(entriesPath(tile))
  }
}

/** Whether the note was signed by this log's key, over this size and root. */
export async function isOwnCheckpoint(signer: NoteSigner, signed: SignedTree): Promise<boolean> {
  const opened = await openCheckpoint(signed.checkpoint, [signer.key])
  return opened.ok && opened.checkpoint.size === signed.size && equalBytes(opened.checkpoint.root, signed.root)
}
