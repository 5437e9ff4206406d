// SM2 verification in a browser, which has neither SM2 nor SM3: the curve through sm-crypto-v2, the encoding checked by our
// own strict reader. Absent: signing. A browser never holds a stamp key.
import { hex } from '@duheng/tlog/text.ts'
import { sm2 } from 'sm-crypto-v2'
import { signatureNumbers } from './der.ts'
import { rawKey } from './public-key.ts'
import { SM2_IDENTITY } from './sm2.ts'

/** Whether a DER signature is the SM2 key's over the message, with the national identity. Anything malformed is false. */
export function verifySm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const point = rawKey(publicKey, 'sm2')
  const numbers = signatureNumbers(signature)
  if (point === undefined || numbers === undefined) return false
  try {
    return sm2.doVerifySignature(message, hex(numbers.r) + hex(numbers.s), `04${hex(point)}`, { hash: true, userId: SM2_IDENTITY })
  } catch {
    // The library throws on a point that is not on the curve.
    return false
  }
}
