// Exact numbers: decimal text as people write it, and rationals over BigInt to compute with.
// Pure: no clock, no floating point except at the named crossings. Absent: rounding (rounding.ts) and units (unit.ts).

/** A rational number n/d, reduced, d > 0. The only number a certified value is computed with. */
export type Rational = { readonly n: bigint; readonly d: bigint }

/** A value, or a sentence saying why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** Longest decimal text that is read, in digits; and the largest exponent after `e`. */
export const MAX_DIGITS = 60
export const MAX_EXPONENT = 400

export const ZERO: Rational = { n: 0n, d: 1n }
export const ONE: Rational = { n: 1n, d: 1n }

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/
const MAX_TEXT = 160

/** Reads normalised decimal text (`12.30`, `-0.5`, `1.2e-5`) exactly. `decimals` counts the digits written after the point. */
export function parseDecimal(text: string): { ok: true; value: Rational; decimals: number } | { ok: false; reason: string } {
  if (text.length === 0) return { ok: false, reason: 'empty: a number is needed' }
  if (text.length > MAX_TEXT) return { ok: false, reason: `too long: at most ${MAX_DIGITS} digits` }
  const match = DECIMAL.exec(text)
  if (match === null) return { ok: false, reason: `"${text}" is not a decimal number such as 12.30` }
  const [, sign, whole = '', fraction = '', exponentText] = match
  if (whole.length + fraction.length > MAX_DIGITS) return { ok: false, reason: `too many digits: at most ${MAX_DIGITS}` }
  const exponent = exponentText === undefined ? 0 : Number(exponentText)
  if (Math.abs(exponent) > MAX_EXPONENT) return { ok: false, reason: `exponent too large: at most ${MAX_EXPONENT}` }
  const digits = BigInt(whole + fraction)
  const shift = exponent - fraction.length
  const magnitude = shift >= 0 ? { n: digits * tenTo(shift), d: 1n } : rational(digits, tenTo(-shift))
  return { ok: true, value: sign === '-' ? neg(magnitude) : magnitude, decimals: Math.max(0, -shift) }
}

/** The rational of decimal text that is known to be right, such as a constant in a table. Throws: wrong text is our own bug. */
export function exactly(text: string): Rational {
  const parsed = parseDecimal(text)
  if (!parsed.ok) throw new RangeError(`exactly(): ${parsed.reason}`)
  return parsed.value
}

/** Digits after the decimal point: `decimals('12.30')` is 2, of text that is no number undefined. */
export function decimals(text: string): number | undefined {
  const parsed = parseDecimal(text)
  return parsed.ok ? parsed.decimals : undefined
}

/** Any sign and order of numerator and denominator, reduced. Throws on a zero denominator: test it before dividing. */
export function rational(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError('rational(): zero denominator')
  if (d === 1n) return { n, d }
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d)
  const signed = d < 0n ? -divisor : divisor
  return divisor === 1n && d > 0n ? { n, d } : { n: n / signed, d: d / signed }
}

export function fromInteger(n: number | bigint): Rational {
  return { n: BigInt(n), d: 1n }
}

export function add(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return rational(a.n + b.n, a.d)
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function sub(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return rational(a.n - b.n, a.d)
  return rational(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function mul(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d)
}

/** a / b. Throws on b = 0: the caller tests `isZero(b)` and says so in its own words. */
export function div(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n)
}

export function neg(a: Rational): Rational {
  return { n: -a.n, d: a.d }
}

export function abs(a: Rational): Rational {
  return a.n < 0n ? neg(a) : a
}

export function cmp(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

export function isZero(a: Rational): boolean {
  return a.n === 0n
}

export function isInteger(a: Rational): boolean {
  return a.d === 1n
}

export function min(a: Rational, b: Rational): Rational {
  return cmp(a, b) <= 0 ? a : b
}

export function max(a: Rational, b: Rational): Rational {
  return cmp(a, b) >= 0 ? a : b
}

/** a to an integer power. Throws on a fraction, on |k| > 10 000 and on 0 to a negative power; bound `bits(a)·k` before calling. */
export function pow(a: Rational, k: number): Rational {
  if (!Number.isInteger(k) || Math.abs(k) > 10_000) throw new RangeError(`pow(): ${k} is no usable integer exponent`)
  const positive = { n: a.n ** BigInt(Math.abs(k)), d: a.d ** BigInt(Math.abs(k)) }
  return k >= 0 ? positive : rational(positive.d, positive.n)
}

/** Size of a number in bits, to bound what a formula may build. Exact to within 4 bits. */
export function bits(a: Rational): number {
  return 4 * (a.n.toString(16).length + a.d.toString(16).length)
}

/** The rational square root of a square such as 0.000625, or undefined where the root is irrational or a is negative. */
export function squareRoot(a: Rational): Rational | undefined {
  if (a.n < 0n) return undefined
  const n = integerRoot(a.n)
  const d = integerRoot(a.d)
  return n * n === a.n && d * d === a.d ? { n, d } : undefined
}

/** ⌊√n⌋ for n ≥ 0, by Newton's steps from above. */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n
  let root = 1n << BigInt(Math.ceil(bitLength(n) / 2))
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** The largest integer not above a. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient
}

/** Decimal exponent of the first significant digit: 3 for 1268, -2 for 0.0365. Throws on zero, which has none. */
export function magnitude(a: Rational): number {
  if (a.n === 0n) throw new RangeError('magnitude(): zero has no first digit')
  const value = abs(a)
  const guess = value.n.toString().length - value.d.toString().length
  const power = powerOfTen(guess)
  return cmp(value, power) >= 0 ? guess : guess - 1
}

/** 10^k as a rational, any sign of k. */
export function powerOfTen(k: number): Rational {
  return k >= 0 ? { n: tenTo(k), d: 1n } : { n: 1n, d: tenTo(-k) }
}

/** The exact binary value of a float64. Throws on NaN and infinities. */
export function fromNumber(x: number): Rational {
  if (!Number.isFinite(x)) throw new RangeError(`fromNumber(): ${x} is not a number`)
  if (Number.isInteger(x)) return { n: BigInt(x), d: 1n }
  FLOAT.setFloat64(0, x)
  const word = FLOAT.getBigUint64(0)
  const field = Number((word >> 52n) & 0x7ffn)
  const fraction = word & 0xfffffffffffffn
  const significand = field === 0 ? fraction : fraction | 0x10000000000000n
  const exponent = Math.max(field, 1) - 1075
  const value = exponent >= 0 ? { n: significand << BigInt(exponent), d: 1n } : rational(significand, 1n << BigInt(-exponent))
  return x < 0 ? neg(value) : value
}

const FLOAT = new DataView(new ArrayBuffer(8))
const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** The float64 nearest to a (ties to even), also among subnormal numbers; beyond the largest float64 it is an infinity. */
export function toNumber(a: Rational): number {
  const magnitudeN = a.n < 0n ? -a.n : a.n
  if (magnitudeN <= SAFE && a.d <= SAFE) return Number(a.n) / Number(a.d)
  const value = positiveToNumber(magnitudeN, a.d)
  return a.n < 0n ? -value : value
}

function positiveToNumber(n: bigint, d: bigint): number {
  const length = bitLength(n) - bitLength(d)
  if (length < -1080) return 0
  if (length > 1025) return Infinity
  // 70 bits of quotient and a sticky bit round once, in Number(); where the result is subnormal the last place is 2^-1074.
  const subnormal = length < -1021
  const shift = subnormal ? 1076 : 70 - length
  const top = shift >= 0 ? n << BigInt(shift) : n
  const bottom = shift >= 0 ? d : d << BigInt(-shift)
  const quotient = top / bottom
  const sticky = quotient * bottom === top ? 0n : 1n
  if (subnormal) return Number(halfEvenQuarter(quotient, sticky)) * Number.MIN_VALUE
  const rounded = Number((quotient << 1n) | sticky)
  const half = Math.trunc((shift + 1) / 2)
  return rounded * 2 ** -half * 2 ** -(shift + 1 - half)
}

function halfEvenQuarter(quotient: bigint, sticky: bigint): bigint {
  const kept = quotient >> 2n
  const rest = ((quotient & 3n) << 1n) | sticky
  if (rest > 4n || (rest === 4n && (kept & 1n) === 1n)) return kept + 1n
  return kept
}

/** Decimal text with exactly so many decimals. Throws unless a is a whole number of 10^-decimals: round first (rounding.ts). */
export function toDecimalText(a: Rational, places: number): string {
  if (!Number.isInteger(places) || places < 0 || places > 1000) throw new RangeError(`toDecimalText(): ${places} decimals`)
  const scaled = mul(a, powerOfTen(places))
  if (scaled.d !== 1n) throw new RangeError(`toDecimalText(): not a decimal of ${places} places, round it first`)
  const digits = (scaled.n < 0n ? -scaled.n : scaled.n).toString().padStart(places + 1, '0')
  const body = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return scaled.n < 0n ? `-${body}` : body
}

/** The shortest decimal text that is exactly a, or undefined when a has none (1/3) or needs more than 400 decimals. */
export function exactText(a: Rational): string | undefined {
  let rest = a.d
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n && twos <= MAX_EXPONENT; twos++) rest /= 2n
  for (; rest % 5n === 0n && fives <= MAX_EXPONENT; fives++) rest /= 5n
  const places = Math.max(twos, fives)
  return rest === 1n && places <= MAX_EXPONENT ? toDecimalText(a, places) : undefined
}

const POINTS = new Set(['。', '．', '｡', '・'])
const MINUSES = new Set(['−', '－', '﹣', '–', '‐', '‑'])
const PLUSES = new Set(['＋', '﹢'])
const SPACES = new Set([' ', '\u00a0', '\u202f', '\u2009', '\u3000', '\t'])

/**
 * What a keyboard or an input method gave, as ASCII decimal text: full-width digits, 。and ．, −－﹣ mapped, spaces dropped; commas refused.
 */
export function normaliseNumeral(text: string): { ok: true; text: string } | { ok: false; reason: string } {
  if (text.length > MAX_TEXT) return { ok: false, reason: `too long: at most ${MAX_DIGITS} digits` }
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (char === ',' || char === '，' || char === '、' || char === '٫' || char === '﹐') {
      return { ok: false, reason: 'a comma can mean a decimal point or thousands: write 12.3 with a point and no separators' }
    }
    if (code >= 0xff10 && code <= 0xff19) out += String(code - 0xff10)
    else if (POINTS.has(char)) out += '.'
    else if (MINUSES.has(char)) out += '-'
    else if (PLUSES.has(char)) out += '+'
    else if (!SPACES.has(char)) out += char
  }
  const parsed = parseDecimal(out)
  return parsed.ok ? { ok: true, text: out } : parsed
}

/** Greatest common divisor of a, b ≥ 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Binary digits of n ≥ 0; none of 0. */
export function bitLength(n: bigint): number {
  const hex = n.toString(16)
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.slice(0, 1), 16)))
}

const TENS: bigint[] = []
function tenTo(k: number): bigint {
  if (k > MAX_EXPONENT * 2) return 10n ** BigInt(k)
  const known = TENS[k]
  if (known !== undefined) return known
  const power = 10n ** BigInt(k)
  TENS[k] = power
  return power
}
