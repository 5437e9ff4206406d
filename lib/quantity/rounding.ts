// The one place that rounds. GB/T 8170-2008: half to even, on the exact value, once; GUM 7.2.6 for uncertainties.
// Pure. Absent: comparison with a limit (lib/decisions) and units, which the caller has already made equal.

import {
  abs, cmp, exactText, fromInteger, isZero, magnitude, mul, div, neg, parseDecimal, powerOfTen, rational,
  toDecimalText, type Outcome, type Rational,
} from './decimal.ts'

/** A rounding interval 修约间隔: 10^k, 2·10^k or 5·10^k (GB/T 8170-2008, 2.2 and 3.3). Made by `roundingInterval` only. */
export type RoundingInterval = { readonly value: Rational; readonly decimals: number }

/** A rounded value with the text it is printed as. `text` never shows a negative zero. */
export type Rounded = { readonly value: Rational; readonly text: string; readonly decimals: number }

const HALF = rational(1n, 2n)

/** `'0.2'` or the rational 1/5 as a rounding interval; refused unless it is 1, 2 or 5 times a power of ten between 10^-100 and 10^100. */
export function roundingInterval(of: string | Rational): Outcome<RoundingInterval> {
  const parsed = typeof of === 'string' ? parseDecimal(of) : { ok: true as const, value: of }
  if (!parsed.ok) return parsed
  if (parsed.value.n <= 0n) return { ok: false, reason: 'a rounding interval is greater than zero' }
  const exponent = magnitude(parsed.value)
  const digit = div(parsed.value, powerOfTen(exponent))
  if (digit.d !== 1n || !(digit.n === 1n || digit.n === 2n || digit.n === 5n) || Math.abs(exponent) > 100) {
    const shown = exactText(parsed.value) ?? `${parsed.value.n}/${parsed.value.d}`
    return { ok: false, reason: `${shown} is not a rounding interval: 1, 2 or 5 times a power of ten (GB/T 8170-2008)` }
  }
  return { ok: true, value: { value: parsed.value, decimals: Math.max(0, -exponent) } }
}

/** x to the nearest multiple of the interval; halfway cases to the even multiple (GB/T 8170-2008, 3.2; for 0.5 and 0.2 units 3.4). */
export function roundToInterval(x: Rational, interval: RoundingInterval): Rounded {
  return rounded(mul(fromInteger(nearestEven(div(x, interval.value))), interval.value), interval.decimals)
}

/** x to 10^-places; negative places round to tens, hundreds. */
export function roundToDecimals(x: Rational, places: number): Rounded {
  return roundToInterval(x, decimalInterval(-places))
}

/** x to so many significant digits, 1 to 60: 0.0998 to two digits is 0.10. Zero is printed as 0. */
export function roundToSignificant(x: Rational, digits: number): Rounded {
  return significant(x, digits, nearestEven)
}

/** How U is rounded: digits 1 or 2 (GUM 7.2.6; JJF 1059.1-2012, 5.3.8.1); `up` never states less than was found. */
export type UncertaintyRounding = { readonly digits?: 1 | 2; readonly mode?: 'nearest' | 'up' }

/** U to one or two (default) significant digits, to nearest unless `up` is named. U = 0 has no digits and is refused. */
export function roundUncertainty(U: Rational, how: UncertaintyRounding = {}): Outcome<Rounded> {
  if (U.n <= 0n) return { ok: false, reason: 'an uncertainty is greater than zero' }
  return { ok: true, value: significant(U, how.digits ?? 2, how.mode === 'up' ? awayFromZero : nearestEven) }
}

/** A result as it is printed: U to its digits, the value to the last place of U (GUM 7.2.6). Both in the same unit. */
export function roundResult(
  value: Rational, U: Rational, how: UncertaintyRounding = {},
): Outcome<{ value: Rounded; uncertainty: Rounded }> {
  const uncertainty = roundUncertainty(U, how)
  if (!uncertainty.ok) return uncertainty
  const exponent = lastPlace(uncertainty.value.value, how.digits ?? 2)
  return { ok: true, value: { value: roundToInterval(value, decimalInterval(exponent)), uncertainty: uncertainty.value } }
}

function significant(x: Rational, digits: number, whole: (multiple: Rational) => bigint): Rounded {
  if (!Number.isInteger(digits) || digits < 1 || digits > 60) throw new RangeError(`${digits} significant digits`)
  if (isZero(x)) return rounded(x, 0)
  const at = (exponent: number) => {
    const step = decimalInterval(exponent)
    return rounded(mul(fromInteger(whole(div(x, step.value))), step.value), step.decimals)
  }
  const first = lastPlace(x, digits)
  const result = at(first)
  // 0.0996 to two digits reaches 0.100: the exact value is rounded again one place coarser, never the rounded one.
  return magnitude(result.value) > magnitude(x) ? at(first + 1) : result
}

function lastPlace(x: Rational, digits: number): number {
  return magnitude(x) - digits + 1
}

function decimalInterval(exponent: number): RoundingInterval {
  return { value: powerOfTen(exponent), decimals: Math.max(0, -exponent) }
}

function nearestEven(x: Rational): bigint {
  const size = abs(x)
  const whole = size.n / size.d
  const rest = cmp({ n: size.n - whole * size.d, d: size.d }, HALF)
  const up = rest > 0 || (rest === 0 && whole % 2n === 1n)
  return signed(up ? whole + 1n : whole, x)
}

function awayFromZero(x: Rational): bigint {
  const size = abs(x)
  const whole = size.n / size.d
  return signed(whole * size.d === size.n ? whole : whole + 1n, x)
}

function signed(size: bigint, of: Rational): bigint {
  return of.n < 0n ? -size : size
}

function rounded(value: Rational, decimals: number): Rounded {
  return { value, text: toDecimalText(value, decimals), decimals }
}

/** -x with its text, for a correction that is the negative of a printed error. */
export function negated(of: Rounded): Rounded {
  return rounded(neg(of.value), of.decimals)
}
