import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  checkConsistency, checkInclusion, consistencyNodes, consistencyProof, emptyRoot, inclusionNodes, inclusionProof, leafHash,
  memoryReader, rootNodes, rootOfLeafHashes, treeRoot,
} from './merkle.ts'
import type { HashReader, TreeNode } from './merkle.ts'
import { nodeSha256 } from './node-sha256.ts'
import { sha256 } from './sha256.ts'
import { hex, utf8 } from './text.ts'

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const records = Array.from({ length: 100 }, (_, i) => utf8(`leaf ${i}`))
const leaves = records.map((record) => leafHash(record))
const reader = memoryReader(leaves)

// The eight inputs and roots that the Certificate Transparency code base has used as its reference since RFC 6962.
const rfcInputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(unhex)
const rfcRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('SHA-256 in TypeScript gives the bytes of node:crypto for every length around a block boundary', () => {
  const bytes = Uint8Array.from({ length: 400 }, (_, i) => (i * 167 + 13) & 255)
  for (let length = 0; length <= 400; length++) {
    const expected = createHash('sha256').update(bytes.subarray(0, length)).digest('hex')
    assert.equal(hex(sha256(bytes.subarray(0, length))), expected, `length ${length}`)
    assert.equal(hex(nodeSha256(bytes.subarray(0, length))), expected)
  }
  // FIPS 180-4 example "abc".
  assert.equal(hex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('roots are the reference roots of RFC 6962', () => {
  assert.equal(hex(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  for (let size = 1; size <= rfcInputs.length; size++) {
    const hashes = rfcInputs.slice(0, size).map((record) => leafHash(record))
    assert.equal(hex(rootOfLeafHashes(hashes)), rfcRoots[size - 1], `size ${size}`)
    assert.equal(hex(treeRoot(memoryReader(hashes), size)), rfcRoots[size - 1], `size ${size} through a reader`)
    assert.equal(hex(rootOfLeafHashes(hashes, nodeSha256)), rfcRoots[size - 1], `size ${size} with node:crypto`)
  }
})

test('an inclusion proof holds for every record of every tree up to 100, and for no other record, place or tree', () => {
  for (let size = 1; size <= 100; size++) {
    const root = rootOfLeafHashes(leaves.slice(0, size))
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(reader, index, size)
      const claim = { leafHash: leaves[index]!, index, size, root, proof }
      assert.deepEqual(checkInclusion(claim), { ok: true })
      assert.equal(checkInclusion({ ...claim, leafHash: leafHash(utf8('forged')) }).ok, false, 'a forged leaf')
      assert.equal(checkInclusion({ ...claim, index: (index + 1) % size }).ok, size === 1, 'a wrong index')
      assert.equal(checkInclusion({ ...claim, root: leafHash(utf8('fork')) }).ok, false, 'another root')
      assert.equal(checkInclusion({ ...claim, proof: [...proof, leaves[0]!] }).ok, false, 'a hash too many')
      if (proof.length === 0) continue
      assert.equal(checkInclusion({ ...claim, proof: proof.slice(1) }).ok, false, 'a hash missing')
      const flipped = proof.map((bytes) => bytes.slice())
      const victim = flipped[index % flipped.length]!
      victim[index % 32] = victim[index % 32]! ^ 1
      assert.deepEqual(checkInclusion({ ...claim, proof: flipped }), { ok: false, reason: 'mismatch' }, 'a flipped bit')
    }
  }
})

test('a consistency proof holds between every pair of sizes up to 100, and not for a fork', () => {
  const forked = memoryReader(leaves.map((bytes, i) => (i === 0 ? leafHash(utf8('another history')) : bytes)))
  const roots = Array.from({ length: 101 }, (_, size) => rootOfLeafHashes(leaves.slice(0, size)))
  for (let newSize = 0; newSize <= 100; newSize++) {
    for (let oldSize = 0; oldSize <= newSize; oldSize++) {
      const claim = {
        oldSize, oldRoot: roots[oldSize]!, newSize, newRoot: roots[newSize]!, proof: consistencyProof(reader, oldSize, newSize),
      }
      assert.deepEqual(checkConsistency(claim), { ok: true }, `${oldSize} to ${newSize}`)
      if (oldSize === 0) continue
      const fork = { ...claim, newRoot: treeRoot(forked, newSize), proof: consistencyProof(forked, oldSize, newSize) }
      assert.deepEqual(checkConsistency(fork), { ok: false, reason: 'mismatch' }, `fork ${oldSize} to ${newSize}`)
      assert.equal(checkConsistency({ ...claim, oldRoot: leaves[99]! }).ok, false, 'another old root')
      for (const proof of [[...claim.proof, leaves[3]!], claim.proof.slice(1)]) {
        if (proof.length === claim.proof.length) continue
        assert.equal(checkConsistency({ ...claim, proof }).ok, false, 'a proof of another length')
      }
      claim.proof.forEach((_, at) => {
        const proof = claim.proof.map((bytes) => bytes.slice())
        proof[at]![31] = proof[at]![31]! ^ 128
        assert.equal(checkConsistency({ ...claim, proof }).ok, false, `flipped bit in hash ${at}`)
      })
    }
  }
})

test('a claim about a place outside the tree is out of range, and hashes of another length are malformed', () => {
  const claim = { leafHash: leaves[0]!, index: 0, size: 1, root: leaves[0]!, proof: [] }
  for (const wrong of [{ index: 1 }, { index: -1 }, { index: 0.5 }, { size: 0 }, { size: 2 ** 60 }, { size: Number.NaN }]) {
    assert.deepEqual(checkInclusion({ ...claim, ...wrong }), { ok: false, reason: 'out-of-range' })
  }
  assert.deepEqual(checkInclusion({ ...claim, root: new Uint8Array(31) }), { ok: false, reason: 'malformed' })
  assert.deepEqual(
    checkConsistency({ oldSize: 2, oldRoot: leaves[0]!, newSize: 1, newRoot: leaves[0]!, proof: [] }),
    { ok: false, reason: 'out-of-range' },
  )
  assert.deepEqual(
    checkConsistency({ oldSize: 0, oldRoot: leaves[0]!, newSize: 5, newRoot: leaves[0]!, proof: [] }),
    { ok: false, reason: 'mismatch' },
  )
  assert.throws(() => inclusionProof(reader, 5, 5), RangeError)
})

test('the announced subtrees are exactly those a proof reads', () => {
  const spy = (asked: string[]): HashReader => ({
    readHash(node: TreeNode) {
      asked.push(`${node.level}/${node.index}`)
      return reader.readHash(node)
    },
  })
  const names = (nodes: readonly TreeNode[]): string[] => nodes.map(({ level, index }) => `${level}/${index}`)
  for (const [low, high] of [[0, 1], [5, 7], [41, 70], [64, 100], [99, 100]] as const) {
    const inclusion: string[] = []
    inclusionProof(spy(inclusion), low, high)
    assert.deepEqual(inclusion, names(inclusionNodes(low, high)))
    const consistency: string[] = []
    consistencyProof(spy(consistency), low, high)
    assert.deepEqual(consistency, names(consistencyNodes(low, high)))
    const root: string[] = []
    treeRoot(spy(root), high)
    assert.deepEqual(root, names(rootNodes(high)))
  }
})
