import assert from 'node:assert/strict'
import { checkInclusion, inclusionProof, leafHash, memoryReader, rootOfLeafHashes } from '@duheng/tlog/merkle.ts'

const records = ['valve 1: 0.012 L', 'valve 2: 0.011 L', 'valve 3: 0.013 L'].map((text) => new TextEncoder().encode(text))
const leaves = records.map((record) => leafHash(record))
const root = rootOfLeafHashes(leaves)

// Whoever has the records proves one; whoever has only the root checks it.
const proof = inclusionProof(memoryReader(leaves), 1, leaves.length)
const claim = { leafHash: leafHash(records[1]!), index: 1, size: 3, root, proof }
assert.deepEqual(checkInclusion(claim), { ok: true })
assert.deepEqual(checkInclusion({ ...claim, index: 2 }), { ok: false, reason: 'malformed' })
assert.deepEqual(checkInclusion({ ...claim, index: 0 }), { ok: false, reason: 'mismatch' })
