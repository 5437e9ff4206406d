// What SM2 hashes before the message: Z of GB/T 32918.2-2016, 5.5, over the signer's identity, the curve and the key. Pure.
// The identity is the national default, 1234567812345678 (GM/T 0009-2012, clause 7): verifiers outside expect it,
// and signatures made with an empty identity are refused by them. Absent: any other identity.
import { rawKey } from './public-key.ts'

export const SM2_IDENTITY = '1234567812345678'

// GB/T 32918.5-2017: a, b and the base point, after ENTL (128 bits) and the identity itself.
const BEFORE_KEY = [
  '0080', '31323334353637383132333435363738',
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
].join('')

/** Z for a public key, or undefined when it is not an SM2 key. */
export function sm2Z(publicKey: Uint8Array, sm3: (bytes: Uint8Array) => Uint8Array): Uint8Array | undefined {
  const point = rawKey(publicKey, 'sm2')
  if (point === undefined) return undefined
  const size = BEFORE_KEY.length / 2
  const bytes = new Uint8Array(size + 64)
  for (let i = 0; i < size; i++) bytes[i] = Number.parseInt(BEFORE_KEY.slice(2 * i, 2 * i + 2), 16)
  bytes.set(point, size)
  return sm3(bytes)
}
