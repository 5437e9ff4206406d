// DER (ITU-T X.690, 2021): a writer and a strict reader, for signatures, certificates and CMS. Pure.
// Absent: BER's other spellings, tags above 30, and any schema.
import { concatBytes } from '@duheng/tlog/text.ts'

export const TAG = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, utf8String: 0x0c, printableString: 0x13,
  utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31,
} as const

export type Bytes = Uint8Array<ArrayBuffer>

export function der(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(Uint8Array.of(tag), lengthBytes(length), ...contents)
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return Uint8Array.of(0x80 | digits.length, ...digits)
}

export const sequence = (...items: readonly Uint8Array[]): Bytes => der(TAG.sequence, ...items)

/** A SET OF: its members in the order of their bytes (X.690 11.6). */
export function setOf(...items: readonly Uint8Array[]): Bytes {
  return der(TAG.set, ...items.toSorted(compareBytes))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** A non-negative integer from its big-endian bytes. */
export function integer(magnitude: Uint8Array): Bytes {
  let start = 0
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++
  const digits = magnitude.subarray(start)
  if (digits.length === 0) return der(TAG.integer, Uint8Array.of(0))
  return digits[0]! >= 0x80 ? der(TAG.integer, Uint8Array.of(0), digits) : der(TAG.integer, digits)
}

export function smallInteger(value: number): Bytes {
  return integer(Uint8Array.of(value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255))
}

export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const digits = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 | left % 128)
    bytes.push(...digits)
  }
  return der(TAG.oid, Uint8Array.from(bytes))
}

export const octetString = (bytes: Uint8Array): Bytes => der(TAG.octetString, bytes)
export const bitString = (bytes: Uint8Array, unused = 0): Bytes => der(TAG.bitString, Uint8Array.of(unused), bytes)
export const boolean = (value: boolean): Bytes => der(TAG.boolean, Uint8Array.of(value ? 0xff : 0))
export const nullValue = (): Bytes => der(TAG.null)
export const utf8String = (text: string): Bytes => der(TAG.utf8String, new TextEncoder().encode(text))
export const printableString = (text: string): Bytes => der(TAG.printableString, new TextEncoder().encode(text))

/** [n] around a whole value. */
export const explicit = (n: number, value: Uint8Array): Bytes => der(0xa0 | n, value)

/** [n] in the place of a value's own tag; the value keeps whether it is constructed. */
export function implicit(n: number, value: Uint8Array): Bytes {
  const tagged = Uint8Array.from(value)
  tagged[0] = 0x80 | (value[0]! & 0x20) | n
  return tagged
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 2008, 4.1.2.5). `time` is RFC 3339 in UTC with whole seconds. */
export function timeValue(time: string): Bytes {
  const digits = time.replaceAll(/[-:T]/g, '')
  if (!/^[0-9]{14}Z$/.test(digits)) throw new RangeError('a time is written YYYY-MM-DDThh:mm:ssZ')
  const year = Number(digits.slice(0, 4))
  return year >= 1950 && year < 2050
    ? der(TAG.utcTime, new TextEncoder().encode(digits.slice(2)))
    : der(TAG.generalizedTime, new TextEncoder().encode(digits))
}

export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
  /** The value's own bytes, with tag and length: what is hashed and signed. */
  readonly whole: Uint8Array
}

/** One value that fills the bytes, or undefined. */
export function readDer(bytes: Uint8Array): DerValue | undefined {
  const found = readAt(bytes, 0)
  return found !== undefined && found.end === bytes.length ? found.value : undefined
}

/** The values inside one with this constructed tag, or undefined when it has another or is malformed. */
export function readChildren(parent: DerValue | undefined, tag: number = TAG.sequence, limit = 100): DerValue[] | undefined {
  if (parent?.tag !== tag) return undefined
  const children: DerValue[] = []
  for (let at = 0; at < parent.content.length;) {
    const found = readAt(parent.content, at)
    if (found === undefined || children.length === limit) return undefined
    children.push(found.value)
    at = found.end
  }
  return children
}

/** The first value in bytes that may go on after it, as in the zero-padded signature of a PDF. */
export function readFirst(bytes: Uint8Array): DerValue | undefined {
  return readAt(bytes, 0)?.value
}

function readAt(bytes: Uint8Array, at: number): { value: DerValue; end: number } | undefined {
  const tag = bytes[at]
  const short = bytes[at + 1]
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) return undefined
  let start = at + 2
  let length = short
  if (short >= 0x80) {
    const count = short & 0x7f
    if (count < 1 || count > 4) return undefined
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0)
    start += count
    // Only the shortest form is DER (X.690 10.1).
    if (length < 0x80 || length < 256 ** (count - 1)) return undefined
  }
  const end = start + length
  if (end > bytes.length) return undefined
  return { value: { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) }, end }
}

/** The bytes of a non-negative INTEGER in its shortest form, without a leading zero. */
export function readInteger(value: DerValue | undefined): Uint8Array | undefined {
  const content = value?.tag === TAG.integer ? value.content : undefined
  if (content === undefined || content.length === 0 || content[0]! >= 0x80) return undefined
  if (content[0] !== 0 || content.length === 1) return content
  return content[1]! >= 0x80 ? content.subarray(1) : undefined
}

/** r and s of an ECDSA or SM2 signature, each in 32 bytes, from SEQUENCE { r, s }; undefined for any other spelling. */
export function signatureNumbers(signature: Uint8Array): { r: Bytes; s: Bytes } | undefined {
  const outer = readDer(signature)
  const parts = readChildren(outer)
  const r = readInteger(parts?.[0])
  const s = readInteger(parts?.[1])
  if (parts?.length !== 2 || r === undefined || s === undefined || r.length > 32 || s.length > 32) return undefined
  return { r: pad32(r), s: pad32(s) }
}

function pad32(bytes: Uint8Array): Bytes {
  const padded = new Uint8Array(32)
  padded.set(bytes, 32 - bytes.length)
  return padded
}
