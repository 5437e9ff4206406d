import assert from 'node:assert/strict'
import { checkConsistency, consistencyNodes, consistencyProof, leafHash } from '@duheng/tlog/merkle.ts'
import { edgeOfTiles, edgeRoot, emptyEdge, growTree, tilePath, tileReader, tilesOfNodes } from '@duheng/tlog/tiles.ts'
import type { Tile } from '@duheng/tlog/tiles.ts'

const files = new Map<string, Uint8Array>()
const bytesOf = (tile: Tile): Uint8Array => files.get(tilePath(tile)) ?? files.get(tilePath({ ...tile, width: 256 })) ?? new Uint8Array(0)
const leaves = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, i) => leafHash(new TextEncoder().encode(`certificate ${from + i}`)))

// A first batch, then, after a restart that knows only the size, a second one.
const first = growTree(emptyEdge, leaves(0, 200))
for (const { path, bytes } of first.writes) files.set(path, bytes)
const second = growTree(edgeOfTiles(200, bytesOf), leaves(200, 300))
for (const { path, bytes } of second.writes) files.set(path, bytes)
assert.deepEqual([...files.keys()], ['tile/0/000.p/200', 'tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1'])

// A witness that saw 200 entries asks for these tiles and checks that nothing before was changed.
const wanted = tilesOfNodes(consistencyNodes(200, 300), 300)
assert.deepEqual(wanted.map(tilePath), ['tile/0/000', 'tile/0/001.p/44'])
const proof = consistencyProof(tileReader(bytesOf, 300), 200, 300)
const claim = { oldSize: 200, oldRoot: edgeRoot(first.edge), newSize: 300, newRoot: edgeRoot(second.edge), proof }
assert.deepEqual(checkConsistency(claim), { ok: true })
