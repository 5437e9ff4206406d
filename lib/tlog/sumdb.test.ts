// Go's sumdb/tlog and sumdb/note as a foreign implementation. Skipped where Go or its x/mod sources are absent
// (Debian: golang-go, golang-golang-x-mod-dev).
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { signCheckpoint } from './checkpoint.ts'
import { consistencyProof, inclusionProof, leafHash, memoryReader, rootOfLeafHashes } from './merkle.ts'
import { addSignatures, cosign, formatVerifierKey, NOTE_COSIGNATURE_V1, verifierKey } from './note.ts'
import { encodeBase64, utf8 } from './text.ts'
import { emptyEdge, growTree } from './tiles.ts'

const GOPATH = process.env['DUHENG_GOPATH'] ?? '/usr/share/gocode'
const hasGo = spawnSync('go', ['version']).status === 0 && existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog'))

interface Answer {
  Text: string
  Root: string
  OursAccepted: number
  ForgeriesAccepted: number
  SameProofs: number
  Paths: string[]
}

const noGo = hasGo ? false : 'needs Go with golang.org/x/mod'

test('Go opens our checkpoint and makes from our tiles the very proofs we make', { skip: noGo }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'duheng-tlog-'))
  try {
    const records = Array.from({ length: 1100 }, (_, i) => utf8(`证书 ${i}`))
    const leaves = records.map((record) => leafHash(record))
    const size = leaves.length
    const root = rootOfLeafHashes(leaves)
    const { writes } = growTree(emptyEdge, leaves)
    for (const { path, bytes } of writes) {
      mkdirSync(dirname(join(directory, path)), { recursive: true })
      writeFileSync(join(directory, path), bytes)
    }

    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = verifierKey('log.example/2026h2', Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)))
    const signer = { key, sign: async (message: Uint8Array) => sign(null, message, privateKey) }
    const text = `log.example/2026h2\n${size}\n${encodeBase64(root)}\n`
    const witness = { ...signer, key: verifierKey('witness.example', key.publicKey, NOTE_COSIGNATURE_V1) }
    const note = await signCheckpoint({ origin: key.name, size, root, extensions: [] }, [signer])

    const reader = memoryReader(leaves)
    const indexes = [0, 1, 255, 256, 257, 511, 512, 700, 1023, 1024, 1098, 1099]
    const oldSizes = [1, 2, 3, 255, 256, 257, 512, 700, 1024, 1025, 1099, 1100]
    const question = {
      directory, verifierKey: formatVerifierKey(key), checkpoint: addSignatures(note, [await cosign(text, witness, 1_790_000_000)]),
      size, root: encodeBase64(root),
      inclusion: indexes.map((index) => ({
        index, record: encodeBase64(records[index]!), hashes: inclusionProof(reader, index, size).map(encodeBase64),
      })),
      consistency: oldSizes.map((oldSize) => ({
        oldSize, oldRoot: encodeBase64(rootOfLeafHashes(leaves.slice(0, oldSize))),
        hashes: consistencyProof(reader, oldSize, size).map(encodeBase64),
      })),
    }
    const output = execFileSync('go', ['run', join(import.meta.dirname, 'testdata/sumdb.go')], {
      input: JSON.stringify(question), encoding: 'utf8',
      env: { ...process.env, GOPATH, GO111MODULE: 'off', GOCACHE: process.env['GOCACHE'] ?? join(tmpdir(), 'duheng-gocache'), GOFLAGS: '' },
    })
    const answer: Answer = JSON.parse(output)
    assert.equal(answer.Text, text)
    assert.equal(answer.Root, encodeBase64(root))
    assert.equal(answer.OursAccepted, indexes.length + oldSizes.length)
    assert.equal(answer.ForgeriesAccepted, 0)
    assert.equal(answer.SameProofs, indexes.length + oldSizes.length)
    // Go also names every narrower partial tile on the way; the full ones are the same, and ours are among theirs.
    const ours = writes.map(({ path }) => path)
    const full = (paths: readonly string[]): string[] => paths.filter((path) => !path.includes('.p/')).toSorted()
    assert.deepEqual(full(ours), full(answer.Paths))
    assert.deepEqual(ours.filter((path) => !answer.Paths.includes(path)), [])
  } finally {
    rmSync(directory, { recursive: true })
  }
})
