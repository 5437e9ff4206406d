// Public keys as SubjectPublicKeyInfo in DER, their opaque ids, and PEM. Pure, for Node and browsers.
// Absent: curves other than P-256, SM2 (GB/T 32918.5-2017) and Ed25519 (RFC 8410, 2018), and compressed points.
import { sha256 } from '@duheng/tlog/sha256.ts'
import { concatBytes, decodeBase64, encodeBase64, hex } from '@duheng/tlog/text.ts'

export type Algorithm = 'p256' | 'sm2' | 'ed25519'

/** SubjectPublicKeyInfo in DER. */
export type PublicKey = Uint8Array<ArrayBuffer>

// Everything of the key's DER that comes before the point or the Ed25519 key. The point's 0x04 (uncompressed) belongs to it.
const PREFIX: Readonly<Record<Algorithm, string>> = {
  p256: '3059301306072a8648ce3d020106082a8648ce3d03010703420004',
  sm2: '3059301306072a8648ce3d020106082a811ccf5501822d03420004',
  ed25519: '302a300506032b6570032100',
}
const KEY_BYTES: Readonly<Record<Algorithm, number>> = { p256: 64, sm2: 64, ed25519: 32 }
const ALGORITHMS: readonly Algorithm[] = ['p256', 'sm2', 'ed25519']

export function algorithmOf(publicKey: Uint8Array): Algorithm | undefined {
  const text = hex(publicKey.subarray(0, 27))
  return ALGORITHMS.find((algorithm) => text.startsWith(PREFIX[algorithm])
    && publicKey.length === PREFIX[algorithm].length / 2 + KEY_BYTES[algorithm])
}

/** x and y (64 bytes) of P-256 and SM2, or the 32 bytes of Ed25519; undefined when the key is of another kind. */
export function rawKey(publicKey: Uint8Array, algorithm: Algorithm): Uint8Array<ArrayBuffer> | undefined {
  return algorithmOf(publicKey) === algorithm ? Uint8Array.from(publicKey.subarray(PREFIX[algorithm].length / 2)) : undefined
}

/** The key from x and y, or from the 32 bytes of Ed25519. */
export function publicKeyOfRaw(raw: Uint8Array, algorithm: Algorithm): PublicKey {
  if (raw.length !== KEY_BYTES[algorithm]) throw new RangeError(`a raw ${algorithm} key has ${KEY_BYTES[algorithm]} bytes`)
  const prefix = PREFIX[algorithm]
  return concatBytes(Uint8Array.from({ length: prefix.length / 2 }, (_, i) => Number.parseInt(prefix.slice(2 * i, 2 * i + 2), 16)), raw)
}

/** An opaque name of a key: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
export function keyIdOf(publicKey: Uint8Array): string {
  return hex(sha256(publicKey))
}

export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The bytes between the first pair of marks with this label, or undefined. */
export function decodePem(label: string, pem: string): Uint8Array<ArrayBuffer> | undefined {
  const begin = `-----BEGIN ${label}-----`
  const start = pem.indexOf(begin)
  const end = pem.indexOf(`-----END ${label}-----`, start)
  if (start < 0 || end < 0) return undefined
  return decodeBase64(pem.slice(start + begin.length, end).replaceAll(/\s/g, ''))
}

export const publicKeyPem = (publicKey: Uint8Array): string => encodePem('PUBLIC KEY', publicKey)

/** A public key of one of the three kinds from PEM, or undefined. */
export function publicKeyOfPem(pem: string): PublicKey | undefined {
  const bytes = decodePem('PUBLIC KEY', pem)
  return bytes !== undefined && algorithmOf(bytes) !== undefined ? bytes : undefined
}
