// Every signature a public page has to check, without node:crypto: P-256 and Ed25519 through WebCrypto, SM2 through sm2-browser.ts.
// The answers are those of `verifySignature` in keys.ts; a test holds the two together.
import { verifyEd25519 } from '@duheng/tlog/ed25519.ts'
import { concatBytes } from '@duheng/tlog/text.ts'
import { signatureNumbers } from './der.ts'
import { algorithmOf, rawKey } from './public-key.ts'
import { verifySm2 } from './sm2-browser.ts'

export async function verifySignatureInBrowser(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const algorithm = algorithmOf(publicKey)
  if (algorithm === 'sm2') return verifySm2(publicKey, message, signature)
  if (algorithm === 'p256') return verifyP256(publicKey, message, signature)
  const raw = rawKey(publicKey, 'ed25519')
  return raw !== undefined && verifyEd25519(raw, message, signature)
}

async function verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const numbers = signatureNumbers(signature)
  if (numbers === undefined) return false
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  // A point that is not on the curve is refused here, with a DataError.
  const key = await crypto.subtle.importKey('spki', Uint8Array.from(publicKey), algorithm, false, ['verify']).catch(() => undefined)
  if (key === undefined) return false
  // WebCrypto wants r and s side by side, not in DER.
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, concatBytes(numbers.r, numbers.s), Uint8Array.from(message))
}
