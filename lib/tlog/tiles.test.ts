import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkConsistency, checkInclusion, consistencyNodes, consistencyProof, inclusionNodes, inclusionProof, leafHash, rootOfLeafHashes,
} from './merkle.ts'
import { nodeSha256 } from './node-sha256.ts'
import { hex, utf8 } from './text.ts'
import {
  edgeOfTiles, edgeRoot, edgeTiles, emptyEdge, entriesPath, formatEntries, growTree, parseEntries, parseTilePath, tilePath,
  tileReader, tilesOfNodes, tileWidth,
} from './tiles.ts'
import type { Tile } from './tiles.ts'

test('paths are those of the specification', () => {
  // The first row is the specification's own example, index 1234067.
  const rows: [string, string][] = [
    [tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067'],
    [tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000'],
    [tilePath({ level: 1, index: 999, width: 17 }), 'tile/1/999.p/17'],
    [tilePath({ level: 2, index: 1000, width: 1 }), 'tile/2/x001/000.p/1'],
    [entriesPath({ index: 273, width: 112 }), 'tile/entries/273.p/112'],
  ]
  for (const [made, expected] of rows) {
    assert.equal(made, expected)
    const parsed = parseTilePath(expected)
    assert.ok(parsed)
    assert.equal(parsed.kind === 'tile' ? tilePath(parsed) : entriesPath(parsed), expected)
  }
})

test('a path that no log writes is not read', () => {
  const wrong = [
    '', 'tile/0/0', 'tile/00/000', 'tile/64/000', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01', 'tile/0/x000/000',
    'tile/0/001/000', 'tile/0/x001', 'tile/entries/../000', 'tile/-1/000', 'tile/0/000/', '/tile/0/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/000.p/1\n',
  ]
  for (const path of wrong) assert.equal(parseTilePath(path), undefined, path)
})

test('a tree of 70 000 has the tiles the specification lists', () => {
  const size = 70_000
  assert.equal(tileWidth(0, 272, size), 256)
  assert.equal(tileWidth(0, 273, size), 112)
  assert.equal(tileWidth(0, 274, size), 0)
  assert.equal(tileWidth(1, 0, size), 256)
  assert.deepEqual(edgeTiles(size).map(tilePath), ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'])
  assert.deepEqual(edgeTiles(256).map(tilePath), ['tile/1/000.p/1'])
  assert.deepEqual(edgeTiles(0), [])
})

test('growing in batches of any length gives the same tiles, roots and proofs as the whole tree at once', () => {
  const leaves = Array.from({ length: 1500 }, (_, i) => leafHash(utf8(`record ${i}`)))
  const files = new Map<string, Uint8Array>()
  const bytesOf = (tile: Tile): Uint8Array => {
    const bytes = files.get(tilePath(tile)) ?? files.get(tilePath({ ...tile, width: 256 }))
    if (bytes === undefined) throw new Error(`no file ${tilePath(tile)}`)
    return bytes
  }
  let edge = emptyEdge
  let batch = 1
  const sizes = [0]
  while (edge.size < leaves.length) {
    const growth = growTree(edge, leaves.slice(edge.size, edge.size + batch), nodeSha256)
    for (const { path, bytes } of growth.writes) files.set(path, bytes)
    edge = growth.edge
    batch = (batch * 7 + 3) % 301
    sizes.push(edge.size)
    assert.equal(hex(edgeRoot(edge)), hex(rootOfLeafHashes(leaves.slice(0, edge.size))))
    assert.deepEqual(edgeOfTiles(edge.size, bytesOf), edge, 'the edge read back from files')
  }
  for (const size of sizes.slice(1)) {
    const root = rootOfLeafHashes(leaves.slice(0, size))
    for (const index of [0, Math.floor(size / 2), size - 1]) {
      const fetched = new Set(tilesOfNodes(inclusionNodes(index, size), size).map(tilePath))
      const reader = tileReader((tile) => {
        assert.ok(fetched.has(tilePath(tile)), 'a tile that was not announced')
        return bytesOf(tile)
      }, size)
      const proof = inclusionProof(reader, index, size)
      assert.deepEqual(checkInclusion({ leafHash: leaves[index]!, index, size, root, proof }), { ok: true })
    }
    for (const oldSize of sizes.filter((old) => old <= size)) {
      assert.ok(tilesOfNodes(consistencyNodes(oldSize, size), size).length <= 12)
      const proof = consistencyProof(tileReader(bytesOf, size), oldSize, size)
      const claim = { oldSize, oldRoot: rootOfLeafHashes(leaves.slice(0, oldSize)), newSize: size, newRoot: root, proof }
      assert.deepEqual(checkConsistency(claim), { ok: true })
    }
  }
  assert.throws(() => tileReader(() => new Uint8Array(0), 10).readHash({ level: 0, index: 3 }), RangeError)
})

test('appending nothing changes nothing', () => {
  const { edge } = growTree(emptyEdge, [leafHash(utf8('only'))])
  assert.deepEqual(growTree(edge, []), { edge, writes: [] })
})

test('entry bundles are read back, and a cut or overlong one is refused', () => {
  const entries = ['', 'a', '度衡', 'x'.repeat(65_535)].map(utf8)
  const bundle = formatEntries(entries)
  assert.deepEqual(parseEntries(bundle), entries.map((entry) => Uint8Array.from(entry)))
  assert.deepEqual([...bundle.subarray(0, 5)], [0, 0, 0, 1, 97])
  assert.equal(parseEntries(bundle.subarray(0, bundle.length - 1)), undefined)
  assert.equal(parseEntries(Uint8Array.of(0)), undefined)
  assert.equal(parseEntries(new Uint8Array(2 * 257)), undefined)
  assert.equal(parseEntries(new Uint8Array(2 * 256))?.length, 256)
  assert.throws(() => formatEntries([new Uint8Array(65_536)]), RangeError)
})
