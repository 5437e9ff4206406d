// Exponential, logarithm, tangent and arc tangent of exact numbers, right to 85 decimals of the reduced argument: for levels, pH and
// slopes, which no rational factor converts. Pure, BigInt fixed point; no floating point, so that every machine gives the same digits.
// Sources: NIST DLMF 4.6.4 (ln by atanh), 4.19 and 4.24 (series). Absent: complex arguments.

import { bitLength, cmp, integerRoot, rational, sub, toNumber, type Outcome, type Rational } from './decimal.ts'

const DIGITS = 90n
const UNIT = 10n ** DIGITS

/** ln 10 to 90 decimals, computed once. */
export function ln10(): Rational {
  LN10 ??= ln({ n: 10n, d: 1n })
  return LN10
}
let LN10: Rational | undefined
let LN2: bigint | undefined

/** e^x; refused for |x| > 10 000, which no measurement reaches. */
export function exp(x: Rational): Outcome<Rational> {
  if (Math.abs(toNumber(x)) > 10_000) return { ok: false, reason: 'the exponent is too large: at most e^10000' }
  const value = fixed(x)
  const k = value / ln2()
  const rest = (value - k * ln2()) >> 8n
  let [sum, term] = [UNIT, UNIT]
  for (let i = 1n; term !== 0n; i++) {
    term = (term * rest) / (UNIT * i)
    sum += term
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) / UNIT
  return { ok: true, value: k >= 0n ? rational(sum << k, UNIT) : rational(sum, UNIT << -k) }
}

/** ln x. Throws for x ≤ 0: the caller says in its own words why there is no logarithm. */
export function ln(x: Rational): Rational {
  if (x.n <= 0n) throw new RangeError('ln(): not positive')
  const k = BigInt(bitLength(x.n) - bitLength(x.d))
  const m = k >= 0n ? rational(x.n, x.d << k) : rational(x.n << -k, x.d)
  return rational(2n * atanh(rational(m.n - m.d, m.n + m.d)) + k * ln2(), UNIT)
}

/** √x for x ≥ 0, to 90 decimals of a number scaled near one. */
export function sqrt(x: Rational): Rational {
  const shift = BigInt(2 * Math.round((bitLength(x.d) - bitLength(x.n)) / 2))
  const [n, d] = shift >= 0n ? [x.n << shift, x.d] : [x.n, x.d << -shift]
  const value = integerRoot((n * UNIT * UNIT) / d)
  return shift >= 0n ? rational(value, UNIT << (shift / 2n)) : rational(value << (-shift / 2n), UNIT)
}

/** The angle in radians, between −π/2 and π/2, whose tangent is x. */
export function atan(x: Rational): Rational {
  let t = fixed(x)
  for (let i = 0; i < 5; i++) t = (t * UNIT) / (UNIT + integerRoot(UNIT * UNIT + t * t))
  const square = (t * t) / UNIT
  let [sum, power] = [0n, t]
  for (let i = 1n; power !== 0n; i += 2n) {
    sum += i % 4n === 1n ? power / i : -power / i
    power = (power * square) / UNIT
  }
  return rational(sum << 5n, UNIT)
}

/** tan of an angle in radians; refused for |x| > 1.57, where a slope loses its digits. */
export function tan(x: Rational): Outcome<Rational> {
  const size = x.n < 0n ? { n: -x.n, d: x.d } : x
  if (cmp(sub(size, { n: 157n, d: 100n }), { n: 0n, d: 1n }) > 0) return { ok: false, reason: 'a slope is of an angle of less than 90°' }
  const value = fixed(x)
  const square = (value * value) / UNIT
  let [sine, cosine, term] = [0n, 0n, UNIT]
  for (let i = 1n; term !== 0n; i += 2n) {
    cosine += i % 4n === 1n ? term : -term
    const odd = (term * value) / (UNIT * i)
    sine += i % 4n === 1n ? odd : -odd
    term = (term * square) / (UNIT * i * (i + 1n))
  }
  return { ok: true, value: rational(sine, cosine) }
}

function atanh(x: Rational): bigint {
  const value = fixed(x)
  const square = (value * value) / UNIT
  let [sum, power] = [0n, value]
  for (let i = 1n; power !== 0n; i += 2n) {
    sum += power / i
    power = (power * square) / UNIT
  }
  return sum
}

function ln2(): bigint {
  LN2 ??= 2n * atanh({ n: 1n, d: 3n })
  return LN2
}

function fixed(x: Rational): bigint {
  return (x.n * UNIT) / x.d
}
