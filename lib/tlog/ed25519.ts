// Ed25519 (RFC 8032, 2017) verification through WebCrypto, the one asynchronous piece of checking a proof: the same call works
// in browsers and in Node. Absent: signing; whoever holds a key hands in a function that signs.
import { verifyEd25519Plain } from './ed25519-plain.ts'

export type SignFunction = (message: Uint8Array) => Promise<Uint8Array>

export const ED25519_KEY_BYTES = 32
export const ED25519_SIGNATURE_BYTES = 64

export async function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== ED25519_KEY_BYTES || signature.length !== ED25519_SIGNATURE_BYTES) return false
  const key = await importKey(publicKey)
  if (key === 'unsupported') return verifyEd25519Plain(publicKey, message, signature)
  return key !== 'not-a-key' && crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))
}

async function importKey(publicKey: Uint8Array): Promise<CryptoKey | 'unsupported' | 'not-a-key'> {
  try {
    return await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unsupported' : 'not-a-key'
  }
}
