import assert from 'node:assert/strict'
import { newSigner, verifySignature } from '@duheng/signing/keys.ts'
import { certificateId, formatLeaf, parseLeaf, signLeaf, stampId, verifyLeaf } from '@duheng/signing/leaf.ts'

// A stamp is a pair of keys; its name in the log is a hash of both.
const signers = { p256: newSigner('p256'), sm2: newSigner('sm2') }
const keys = { p256: signers.p256.publicKey, sm2: signers.sm2.publicKey }

const leaf = await signLeaf({
  op: 'revoke', no: certificateId(crypto.getRandomValues(new Uint8Array(10))), reason: 'measurement-in-doubt',
  stamp: stampId(keys), time: '2026-11-23T08:15:00Z',
}, signers)
const entry = new TextEncoder().encode(formatLeaf(leaf))

// What a monitor does with an entry of the log.
const parsed = parseLeaf(entry)
assert.ok(parsed.ok)
assert.deepEqual(await verifyLeaf(parsed.leaf, keys, verifySignature), { ok: true })
const backdated = { ...parsed.leaf, core: { ...parsed.leaf.core, time: '2026-01-01T00:00:00Z' } }
assert.deepEqual(await verifyLeaf(backdated, keys, verifySignature), { ok: false, reason: 'sm2' })
