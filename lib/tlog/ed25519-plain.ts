// Ed25519 verification (RFC 8032, 2017, 5.1) in plain arithmetic, for browsers whose WebCrypto has no Ed25519 yet: Chromium before
// 137 and the views inside messengers that are built on it. Only public values are handled, so timing gives nothing away.
// Absent: signing. SHA-512 is WebCrypto's, which every such browser has.
import { concatBytes, equalBytes } from './text.ts'

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const SQRT_MINUS_1 = power(2n, (P - 1n) / 4n)

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
interface Point {
  readonly X: bigint
  readonly Y: bigint
  readonly Z: bigint
  readonly T: bigint
}

const BASE = affine(
  15112221349535400772501151409588531511454012693041857206046113283949847762202n,
  46316835694926478169428394003475163141307993866256225615783033603165251855960n,
)
const NEUTRAL = affine(0n, 1n)

/** Whether [S]B = R + [h]A, checked as the encoding of [S]B − [h]A being R's. */
export async function verifyEd25519Plain(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const r = signature.subarray(0, 32)
  const s = littleEndian(signature.subarray(32))
  const key = decodePoint(publicKey)
  if (key === undefined || s >= L) return false
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-512', concatBytes(r, publicKey, message)))
  const minusKey = { ...key, X: P - key.X, T: P - key.T }
  return equalBytes(encodePoint(sumOfMultiples(s, BASE, littleEndian(hash) % L, minusKey)), r)
}

function affine(x: bigint, y: bigint): Point {
  return { X: x, Y: y, Z: 1n, T: (x * y) % P }
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return value
}

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, left = exponent; left > 0n; left >>= 1n, square = (square * square) % P) {
    if (left & 1n) result = (result * square) % P
  }
  return result
}

/** RFC 8032, 5.1.4; the formulas are complete, so they double as well. */
function add(p: Point, q: Point): Point {
  const a = (p.Y - p.X) * (q.Y - q.X)
  const b = (p.Y + p.X) * (q.Y + q.X)
  const c = 2n * D * mod(p.T * q.T)
  const d = 2n * p.Z * q.Z
  const [e, f, g, h] = [mod(b - a), mod(d - c), mod(d + c), mod(b + a)]
  return { X: (e * f) % P, Y: (g * h) % P, Z: (f * g) % P, T: (e * h) % P }
}

/** [n]p + [m]q in one pass over the bits. */
function sumOfMultiples(n: bigint, p: Point, m: bigint, q: Point): Point {
  const both = add(p, q)
  let sum = NEUTRAL
  for (let bit = 252n; bit >= 0n; bit--) {
    sum = add(sum, sum)
    const [inN, inM] = [(n >> bit) & 1n, (m >> bit) & 1n]
    if (inN | inM) sum = add(sum, inN === 0n ? q : inM === 0n ? p : both)
  }
  return sum
}

function encodePoint({ X, Y, Z }: Point): Uint8Array {
  const inverse = power(Z, P - 2n)
  const [x, y] = [(X * inverse) % P, (Y * inverse) % P]
  let value = y | ((x & 1n) << 255n)
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(value & 255n)
    value >>= 8n
    return byte
  })
}

/** RFC 8032, 5.1.3. */
function decodePoint(bytes: Uint8Array): Point | undefined {
  const value = littleEndian(bytes)
  const sign = value >> 255n
  const y = value & ((1n << 255n) - 1n)
  if (y >= P) return undefined
  const u = mod(y * y - 1n)
  const v = mod(D * y * y + 1n)
  const v3 = (v * v * v) % P
  let x = (u * v3 * power((((u * v3) % P) * v3 * v) % P, (P - 5n) / 8n)) % P
  const check = mod(v * x * x)
  if (check === mod(-u)) x = (x * SQRT_MINUS_1) % P
  else if (check !== u) return undefined
  if (x === 0n && sign === 1n) return undefined
  return affine((x & 1n) === sign ? x : P - x, y)
}
