import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { hex, utf8 } from '@duheng/tlog/text.ts'
import { signatureNumbers } from './der.ts'
import { signerOfFile, writeKeyFile } from './key-files.ts'
import { newPrivateKeyPem, newSigner, selfTest, signerOfPem, sm3Digest, verifySignature } from './keys.ts'
import { KNOWN_ANSWERS } from './known-answers.ts'
import { algorithmOf, keyIdOf, publicKeyOfPem, publicKeyOfRaw, publicKeyPem, rawKey } from './public-key.ts'
import { sm2Z } from './sm2.ts'
import { sm3 } from './sm3.ts'
import { verifySignatureInBrowser } from './verify-browser.ts'

const unhex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'))
const ALGORITHMS = ['p256', 'sm2', 'ed25519'] as const

function openssl(args: string[], cwd: string): { ok: boolean; output: string } {
  const run = spawnSync('openssl', args, { cwd, encoding: 'utf8' })
  return { ok: run.status === 0, output: `${run.stdout}${run.stderr}` }
}
const hasOpenssl = openssl(['version'], '.').output.startsWith('OpenSSL 3')

test('SM3 gives the examples of GB/T 32905-2016, and the bytes of node:crypto for every length around a block boundary', () => {
  assert.equal(hex(sm3(utf8('abc'))), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  assert.equal(hex(sm3(utf8('abcd'.repeat(16)))), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 89 + 7) & 255)
  for (let length = 0; length <= 300; length++) {
    assert.equal(hex(sm3(bytes.subarray(0, length))), createHash('sm3').update(bytes.subarray(0, length)).digest('hex'), `length ${length}`)
  }
})

test('Z is that of GM/T 0003.5-2012, annex A', () => {
  const publicKey = unhex(KNOWN_ANSWERS[0]!.publicKey)
  const expected = 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3'
  assert.equal(hex(sm2Z(publicKey, sm3)!), expected)
  assert.equal(hex(sm2Z(publicKey, sm3Digest)!), expected)
  assert.equal(sm2Z(newSigner('p256').publicKey, sm3), undefined)
})

test('known answers are answered in Node and in the browser, and the self-test passes', async () => {
  for (const { name, publicKey, message, signature, valid } of KNOWN_ANSWERS) {
    assert.equal(verifySignature(unhex(publicKey), unhex(message), unhex(signature)), valid, name)
    assert.equal(await verifySignatureInBrowser(unhex(publicKey), unhex(message), unhex(signature)), valid, `${name}, browser`)
  }
  assert.deepEqual(await selfTest(), [])
})

test('a signature holds for its message, key and algorithm only, in Node and in the browser', async () => {
  const message = utf8('检定证书')
  for (const algorithm of ALGORITHMS) {
    const signer = newSigner(algorithm)
    const signature = await signer.sign(message)
    assert.equal(signer.algorithm, algorithm)
    assert.equal(signer.keyId, keyIdOf(signer.publicKey))
    const flipped = signature.slice()
    flipped[flipped.length - 1] = flipped[flipped.length - 1]! ^ 1
    const offCurve = signer.publicKey.slice()
    offCurve[offCurve.length - 1] = offCurve[offCurve.length - 1]! ^ 1
    const rows: [string, Uint8Array, Uint8Array, Uint8Array, boolean][] = [
      ['its own', signer.publicKey, message, signature, true],
      ['another message', signer.publicKey, utf8('检定证术'), signature, false],
      ['another key', newSigner(algorithm).publicKey, message, signature, false],
      ['a flipped bit', signer.publicKey, message, flipped, false],
      ['cut short', signer.publicKey, message, signature.subarray(0, -1), false],
      ['empty', signer.publicKey, message, new Uint8Array(0), false],
      ['a longer one', signer.publicKey, message, Uint8Array.of(...signature, 0), false],
      ['a damaged key', offCurve, message, signature, false],
      ['no key', new Uint8Array(91), message, signature, false],
    ]
    for (const [name, key, text, mark, expected] of rows) {
      assert.equal(verifySignature(key, text, mark), expected, `${algorithm}: ${name}`)
      assert.equal(await verifySignatureInBrowser(key, text, mark), expected, `${algorithm}: ${name}, browser`)
    }
    for (const other of ALGORITHMS.filter((name) => name !== algorithm)) {
      assert.equal(verifySignature(newSigner(other).publicKey, message, signature), false, `${algorithm} as ${other}`)
    }
  }
})

test('public keys and private keys survive PEM, and an encrypted one opens with its passphrase alone', async () => {
  for (const algorithm of ALGORITHMS) {
    const pem = newPrivateKeyPem(algorithm, '口令')
    assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
    assert.deepEqual(signerOfPem(pem, 'wrong'), { ok: false, reason: 'unreadable' })
    const loaded = signerOfPem(pem, '口令')
    assert.ok(loaded.ok)
    const { publicKey } = loaded.signer
    assert.equal(algorithmOf(publicKey), algorithm)
    assert.deepEqual(publicKeyOfPem(publicKeyPem(publicKey)), publicKey)
    assert.deepEqual(publicKeyOfRaw(rawKey(publicKey, algorithm)!, algorithm), publicKey)
    const signature = await loaded.signer.sign(utf8('x'))
    assert.equal(verifySignature(publicKey, utf8('x'), signature), true)
  }
  assert.deepEqual(signerOfPem('nothing'), { ok: false, reason: 'unreadable' })
  assert.equal(publicKeyOfPem('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'), undefined)
})

const noModes = process.platform === 'win32' ? 'needs the file modes of POSIX' : false

test('a key file is for its owner alone and is never written over', { skip: noModes }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'duheng-keys-'))
  try {
    const path = join(directory, 'stamp.pem')
    const pem = newPrivateKeyPem('sm2')
    assert.deepEqual(signerOfFile(path), { ok: false, reason: 'missing' })
    assert.deepEqual(writeKeyFile(path, pem), { ok: true })
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(writeKeyFile(path, newPrivateKeyPem('sm2')), { ok: false, reason: 'exists' })
    assert.equal(readFileSync(path, 'utf8'), pem)
    assert.equal(signerOfFile(path).ok, true)
    chmodSync(path, 0o640)
    assert.deepEqual(signerOfFile(path), { ok: false, reason: 'readable-by-others' })
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('openssl verifies our signatures and we verify its, for P-256 and SM2', { skip: hasOpenssl ? false : 'needs openssl 3' }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'duheng-openssl-'))
  try {
    writeFileSync(join(directory, 'message'), '检定证书 0001')
    const message = readFileSync(join(directory, 'message'))
    for (const algorithm of ['p256', 'sm2'] as const) {
      const options = algorithm === 'sm2' ? ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'] : ['-digest', 'sha256']
      const common = ['-rawin', '-in', 'message', ...options]
      const pem = newPrivateKeyPem(algorithm)
      const loaded = signerOfPem(pem)
      assert.ok(loaded.ok)
      writeFileSync(join(directory, 'key'), pem)
      writeFileSync(join(directory, 'public'), publicKeyPem(loaded.signer.publicKey))

      writeFileSync(join(directory, 'ours'), await loaded.signer.sign(message))
      const verified = openssl(['pkeyutl', '-verify', '-pubin', '-inkey', 'public', '-sigfile', 'ours', ...common], directory)
      assert.ok(verified.ok, verified.output)

      const signed = openssl(['pkeyutl', '-sign', '-inkey', 'key', '-out', 'theirs', ...common], directory)
      assert.ok(signed.ok && existsSync(join(directory, 'theirs')), signed.output)
      const theirs = readFileSync(join(directory, 'theirs'))
      assert.equal(verifySignature(loaded.signer.publicKey, message, theirs), true)
      assert.equal(await verifySignatureInBrowser(loaded.signer.publicKey, message, theirs), true)
      assert.equal(verifySignature(loaded.signer.publicKey, Buffer.concat([message, message]), theirs), false)
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('signature numbers are read from their one DER spelling', () => {
  const good = unhex(KNOWN_ANSWERS[0]!.signature)
  assert.equal(hex(signatureNumbers(good)!.r), 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3')
  const wrong = [
    '', '3000', '3003020101', '30060201010201ff', '300702020001020101', '308106020101020101', '3007020101020101', '300602010102010100',
    '3009020101020101020101', '3106020101020101', '30060201010401aa', `3027022200${'ff'.repeat(33)}020101`,
  ]
  for (const text of wrong) assert.equal(signatureNumbers(unhex(text)), undefined, text)
  assert.deepEqual(signatureNumbers(unhex('3006020100020101'))?.s.at(-1), 1)
})
