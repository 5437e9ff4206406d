// The numerical tolerance of a result, and how it is printed no finer than it is known.
// Pure. JCGM 101:2008, 7.9.2; rounding itself is in lib/quantity.

import { fromNumber, magnitude } from '@duheng/quantity/decimal.ts'
import { roundToDecimals, roundToSignificant } from '@duheng/quantity/rounding.ts'

/**
 * δ = ½·10^ℓ where u to so many significant digits is c·10^ℓ with c a whole number (JCGM 101:2008, 7.9.2): 0.0354 to two digits is 35·10⁻³,
 * δ = 0.0005. NaN for a u that is zero or not finite.
 */
export function numericalTolerance(u: number, digits: 1 | 2): number {
  if (!(u > 0 && u < Infinity)) return Number.NaN
  return tenTo(magnitude(roundToSignificant(fromNumber(u), digits).value) - digits + 1) / 2
}

/** A value as text whose last place is not below the standard error, and that place as a power of ten. */
export type Printed = { readonly text: string; readonly place: number }

/**
 * Prints a Monte Carlo estimate to the first decimal place that is at least its standard error, so that no digit is shown which another
 * seed would change by much; 15 significant digits where the error is 0, and two where it is not known.
 */
export function printEstimate(value: number, standardError: number): Printed {
  if (!Number.isFinite(value)) return { text: String(value), place: 0 }
  const exact = fromNumber(value)
  if (!(standardError > 0 && standardError < Infinity)) {
    const digits = standardError === 0 ? 15 : 2
    const rounded = roundToSignificant(exact, digits)
    return { text: rounded.text, place: value === 0 ? 0 : magnitude(rounded.value) - digits + 1 }
  }
  const floor = magnitude(fromNumber(standardError))
  const place = standardError > tenTo(floor) * (1 + 1e-12) ? floor + 1 : floor
  return { text: roundToDecimals(exact, -place).text, place }
}

/** The float64 next to 10^n, which ** need not give. */
function tenTo(n: number): number {
  return Number(`1e${n}`)
}
