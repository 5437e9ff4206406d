// exp, ln and powers from additions, multiplications and divisions alone, so that a seed gives the same bits in every engine, which
// ECMAScript does not promise of Math.exp and Math.log; and faster in a column than calls into the engine.
// Pure. Source: argument reduction as in Muller, Elementary Functions (3rd edition, 2016), chapters 6 and 11; the coefficients are
// Chebyshev fits to 60 digits. Errors below 1 unit in the last place, tested against exact values. Absent: angles (angle.ts).

import { integerRoot } from '@duheng/quantity/decimal.ts'

/** 2^q for -1074 ≤ q ≤ 1023, at q + 1074. */
const POWERS = powersOfTwo()
/** 2^(j/64), 0 ≤ j < 64, and what its float64 lacks. */
const [ROOTS, ROOT_RESTS] = rootsOfTwo()
const STEPS = 92.33248261689366 // 64/ln 2
const STEP_HIGH = 0.010830424696223417 // ln 2/64 to 42 bits
const STEP_LOW = 2.572804622327669e-14
/** Adding and taking away 1.5·2⁵² rounds to a whole number. */
const WHOLE = 6755399441055744

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LOG10_E = 0.4342944819032518
const LOG10_E_REST = 1.098319650216765e-17

const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)
/** Which half of a float64 holds sign and exponent. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** eˣ, also below the least normal number. */
export function exp(x: number): number {
  if (!(x > -745.2 && x < 709.79)) return x > 0 ? Infinity : x < 0 ? 0 : x
  const k = x * STEPS + WHOLE - WHOLE
  const r = x - k * STEP_HIGH - k * STEP_LOW
  const p = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664
    + r * (0.008333333333333333 + r * 0.001388888888888889))))
  const j = k & 63
  const q = k >> 6
  const root = ROOTS[j] ?? 0
  const mantissa = root + (root * p + (ROOT_RESTS[j] ?? 0))
  const half = q >> 1
  return mantissa * (POWERS[half + 1074] ?? 0) * (POWERS[q - half + 1074] ?? 0)
}

/** Natural logarithm; -∞ at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : Number.NaN
  if (x < 2.2250738585072014e-308) return ln(x * 2 ** 54) - 54 * Math.LN2
  double[0] = x
  const high = halves[HIGH] ?? 0
  // The mantissa is taken between √½ and √2, where the logarithm is small and even about 1.
  const e = (high >> 20) - 1023 + ((high & 0xfffff) + 0x95f64 >> 20)
  const f = x * (POWERS[1074 - e] ?? 0) - 1
  const s = f / (2 + f)
  const z = s * s
  const series = z * (0.666666666666667 + z * (0.39999999999899444 + z * (0.2857142862600327 + z * (0.22222211130259878
    + z * (0.18182889455674947 + z * (0.15331710618210773 + z * 0.14616585424888623))))))
  const square = 0.5 * f * f
  return e * LN2_HIGH - (square - (s * (square + series) + e * LN2_LOW) - f)
}

export function log10(x: number): number {
  const natural = ln(x)
  return natural * LOG10_E + natural * LOG10_E_REST
}

/** ln(1 + x) without loss for small x (Kahan's quotient). */
export function ln1p(x: number): number {
  const u = 1 + x
  return u === 1 ? x : u === Infinity ? u : (ln(u) * x) / (u - 1)
}

/** eˣ - 1 without loss for small x. */
export function expm1(x: number): number {
  const u = exp(x)
  if (u === 1) return x
  return u - 1 === -1 || u === Infinity ? u - 1 : ((u - 1) * x) / ln(u)
}

/** x^y: whole powers up to 64 by multiplication, halves by the root, others as exp(y ln x) with a relative error near |y ln x|·2⁻⁵³. */
export function power(x: number, y: number): number {
  if (y === 2) return x * x
  const whole = Math.floor(y)
  if (whole === y) return wholePower(x, y)
  if (y - whole === 0.5 && x >= 0 && Math.abs(whole) <= 64) return whole === 0 ? Math.sqrt(x) : wholePower(x, whole) * Math.sqrt(x)
  return x > 0 ? exp(y * ln(x)) : x === 0 ? (y > 0 ? 0 : Infinity) : Number.NaN
}

function wholePower(x: number, n: number): number {
  if (Math.abs(n) > 64) return n % 2 === 0 || x >= 0 ? magnitude(Math.abs(x), n) : -magnitude(-x, n)
  let result = 1
  let square = x
  for (let left = Math.abs(n); left > 0; left = left >> 1) {
    if ((left & 1) === 1) result *= square
    square *= square
  }
  return n < 0 ? 1 / result : result
}

function magnitude(x: number, n: number): number {
  return x === 0 ? (n > 0 ? 0 : Infinity) : exp(n * ln(x))
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098)
  let power = Number.MIN_VALUE
  for (let i = 0; i < powers.length; i++) {
    powers[i] = power
    power *= 2
  }
  return powers
}

/** By whole numbers of 200 bits: 2^(1/64) is six square roots of 2. */
function rootsOfTwo(): readonly [Float64Array, Float64Array] {
  const one = 1n << 200n
  let step = 2n * one
  for (let i = 0; i < 6; i++) step = integerRoot(step * one)
  const roots = new Float64Array(64)
  const rests = new Float64Array(64)
  let value = one
  for (let j = 0; j < 64; j++) {
    roots[j] = Number(value >> 147n) * 2 ** -53
    rests[j] = Number(value - (BigInt((roots[j] ?? 0) * 2 ** 53) << 147n)) * 2 ** -200
    value = (value * step) >> 200n
  }
  return [roots, rests]
}
