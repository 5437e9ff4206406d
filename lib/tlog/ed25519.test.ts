import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { test } from 'node:test'
import { verifyEd25519Plain } from './ed25519-plain.ts'
import { verifyEd25519 } from './ed25519.ts'

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const VERIFIERS = [['WebCrypto', verifyEd25519], ['plain', verifyEd25519Plain]] as const

// RFC 8032 (2017), 7.1, tests 1 to 3: public key, message, signature.
const rfc8032 = [
  ['d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'],
  ['3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
  ['fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'],
].map((row) => row.map(unhex))

for (const [name, verify] of VERIFIERS) {
  test(`${name} accepts the signatures of RFC 8032 and refuses them for another message`, async () => {
    for (const [key, message, signature] of rfc8032) {
      assert.equal(await verify(key!, message!, signature!), true)
      assert.equal(await verify(key!, Uint8Array.of(...message!, 0), signature!), false)
    }
  })

  test(`${name} refuses malformed keys and signatures`, async () => {
    const [key, message, signature] = rfc8032[1]!
    const order = unhex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
    // S + L is the same number modulo L, so it must be refused for signatures to be unique (5.1.7).
    const shifted = signature!.slice()
    let carry = 0
    for (let i = 0; i < 32; i++) {
      carry += shifted[32 + i]! + order[i]!
      shifted[32 + i] = carry & 255
      carry >>= 8
    }
    const rows: [string, Uint8Array, Uint8Array][] = [
      ['S + L', key!, shifted],
      ['short signature', key!, signature!.subarray(1)],
      ['short key', key!.subarray(1), signature!],
      ['no point', unhex(`02${'00'.repeat(31)}`), signature!],
      ['y not below p', unhex('ff'.repeat(31) + '7f'), signature!],
      ['x zero with a sign', unhex(`01${'00'.repeat(30)}80`), signature!],
    ]
    for (const [what, wrongKey, wrongSignature] of rows) assert.equal(await verify(wrongKey, message!, wrongSignature), false, what)
  })
}

test('both verifiers agree with node:crypto on new keys and on every kind of damage', async () => {
  for (let round = 0; round < 12; round++) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
    const message = Uint8Array.from(randomBytes(round * 17))
    const signature = Uint8Array.from(sign(null, message, privateKey))
    for (const [name, verify] of VERIFIERS) {
      assert.equal(await verify(key, message, signature), true, name)
      const damaged = signature.slice()
      damaged[(round * 5) % 64] = damaged[(round * 5) % 64]! ^ (1 << round % 8)
      assert.equal(await verify(key, message, damaged), false, name)
    }
  }
})
