import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { formatCheckpoint, signCheckpoint } from '@duheng/tlog/checkpoint.ts'
import { inclusionProof, leafHash, memoryReader, rootOfLeafHashes } from '@duheng/tlog/merkle.ts'
import { addSignatures, cosign, formatVerifierKey, NOTE_COSIGNATURE_V1, NOTE_ED25519, verifierKey } from '@duheng/tlog/note.ts'
import type { NoteKeyType, NoteSigner } from '@duheng/tlog/note.ts'
import { parsePolicy } from '@duheng/tlog/policy.ts'
import { checkProof, formatProof } from '@duheng/tlog/proof.ts'

function newKey(name: string, type: NoteKeyType): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  return { key: verifierKey(name, raw, type), sign: async (message) => sign(null, message, privateKey) }
}
const log = newKey('city.example/certs/2026h2', NOTE_ED25519)
const witness = newKey('university.example', NOTE_COSIGNATURE_V1)

// The log signs a checkpoint, a witness cosigns it, and the proof file goes out with the certificate.
const leaves = ['a', 'b', 'c', 'd', 'e'].map((text) => leafHash(new TextEncoder().encode(text)))
const checkpoint = { origin: log.key.name, size: 5, root: rootOfLeafHashes(leaves), extensions: [] }
const cosigned = addSignatures(
  await signCheckpoint(checkpoint, [log]), [await cosign(formatCheckpoint(checkpoint), witness, 1_795_507_200)],
)
const file = formatProof({ index: 3, hashes: inclusionProof(memoryReader(leaves), 3, 5), checkpoint: cosigned })

// A verifier has a policy, pinned in an app or printed in a notice, and no network.
const pinned = parsePolicy(`log ${formatVerifierKey(log.key)}\nwitness uni ${formatVerifierKey(witness.key)}\nquorum uni\n`)
assert.ok(pinned.ok)
const checked = await checkProof(file, leaves[3]!, pinned.policy)
assert.ok(checked.ok)
assert.deepEqual(checked.cosignatures, [{ key: witness.key, time_s: 1_795_507_200 }])
assert.deepEqual(await checkProof(file, leaves[4]!, pinned.policy), { ok: false, reason: 'mismatch' })
