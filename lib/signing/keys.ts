// Keys that sign: the `Signer` behind which a file, a cipher module or a licensed CA's service may stand, and the kind that is
// held in memory from PEM. Node only (node:crypto). Absent: files (key-files.ts), browsers (verify-browser.ts).
//
// Three traps of SM2 in node:crypto were measured and are walked round here: `sign('sm3', …)` uses an empty identity, so Z is
// hashed by us in front of the message; a key straight from `generateKeyPairSync` signs something else, so every key is read
// back from PEM; and a library may change under us, so `selfTest` must pass before a server signs.
import { createHash, createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { KNOWN_ANSWERS } from './known-answers.ts'
import { algorithmOf, keyIdOf } from './public-key.ts'
import type { Algorithm, PublicKey } from './public-key.ts'
import { sm2Z } from './sm2.ts'

export interface Signer {
  /** Opaque: SHA-256 of the public key. Who stands behind it is in the institute's register alone. */
  readonly keyId: string
  readonly algorithm: Algorithm
  readonly publicKey: PublicKey
  /** ECDSA and SM2 give SEQUENCE { r, s } in DER, Ed25519 its 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>
}

export function sm3Digest(bytes: Uint8Array): Uint8Array {
  return createHash('sm3').update(bytes).digest()
}

/** A new private key as PKCS #8 PEM, encrypted when there is a passphrase. */
export function newPrivateKeyPem(algorithm: Algorithm, passphrase?: string): string {
  const key = newPrivateKey(algorithm)
  const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  return key.export({ format: 'pem', type: 'pkcs8', ...protection }).toString()
}

function newPrivateKey(algorithm: Algorithm): KeyObject {
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519').privateKey
  return generateKeyPairSync('ec', { namedCurve: algorithm === 'sm2' ? 'SM2' : 'P-256' }).privateKey
}

export type LoadedSigner =
  | { readonly ok: true; readonly signer: Signer }
  | { readonly ok: false; readonly reason: 'unreadable' | 'unknown-algorithm' }

/** A signer that holds the private key in memory. The algorithm is read from the key. */
export function signerOfPem(pem: string, passphrase?: string): LoadedSigner {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch {
    return { ok: false, reason: 'unreadable' }
  }
  const publicKey = publicKeyOf(key)
  const algorithm = algorithmOf(publicKey)
  if (algorithm === undefined) return { ok: false, reason: 'unknown-algorithm' }
  const z = sm2Z(publicKey, sm3Digest)
  const make = (message: Uint8Array): Uint8Array => {
    if (algorithm === 'ed25519') return sign(null, message, key)
    if (z === undefined) return sign('sha256', message, key)
    return createSign('sm3').update(z).update(message).sign(key)
  }
  return { ok: true, signer: { keyId: keyIdOf(publicKey), algorithm, publicKey, sign: async (message) => Uint8Array.from(make(message)) } }
}

function publicKeyOf(key: KeyObject): PublicKey {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }))
}

/** A signer with a new key that is written nowhere: tests and rehearsals. */
export function newSigner(algorithm: Algorithm): Signer {
  const loaded = signerOfPem(newPrivateKeyPem(algorithm))
  if (!loaded.ok) throw new Error(`a new ${algorithm} key cannot be read back: ${loaded.reason}`)
  return loaded.signer
}

/** Whether the signature is the key's over the message. The algorithm follows from the key; anything malformed is false. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const algorithm = algorithmOf(publicKey)
  if (algorithm === undefined) return false
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
    if (algorithm === 'ed25519') return verify(null, message, key, signature)
    const z = sm2Z(publicKey, sm3Digest)
    if (z === undefined) return verify('sha256', message, key, signature)
    return createVerify('sm3').update(z).update(message).verify(key, signature)
  } catch {
    // node:crypto throws on a point that is not on the curve and on a signature that is no DER.
    return false
  }
}

/**
 * Known answers for every algorithm, and a fresh key of each, read back from PEM. Returns what failed; a server refuses to sign
 * unless nothing did.
 */
export async function selfTest(): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { name, publicKey, message, signature, valid } of KNOWN_ANSWERS) {
    const [key, text, mark] = [publicKey, message, signature].map((hex) => Buffer.from(hex, 'hex'))
    if (verifySignature(key!, text!, mark!) !== valid) failed.push(name)
  }
  for (const algorithm of ['p256', 'sm2', 'ed25519'] as const) {
    const signer = newSigner(algorithm)
    const message = Buffer.from('度衡 self-test')
    const signature = await signer.sign(message)
    const other = Buffer.from('度衡 self-tesT')
    if (!verifySignature(signer.publicKey, message, signature) || verifySignature(signer.publicKey, other, signature)) {
      failed.push(`new ${algorithm} key`)
    }
  }
  return failed
}
