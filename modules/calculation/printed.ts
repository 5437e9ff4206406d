// Numbers as they are shown to people: a value to the last place of its uncertainty, and short forms of working numbers.
// Pure. Rounding itself is in lib/quantity/rounding.ts.
import { fromNumber } from '@duheng/quantity/decimal.ts'
import { roundResult, roundToSignificant, roundUncertainty } from '@duheng/quantity/rounding.ts'

/** A value with its expanded uncertainty to two significant digits; the value as it is where the uncertainty is zero. */
export function printedResult(value: number, U: number): { readonly value: string; readonly U: string } {
  if (!Number.isFinite(value) || !(U > 0) || !Number.isFinite(U)) return { value: significant(value, 15), U: String(U) }
  const rounded = roundResult(fromNumber(value), fromNumber(U))
  return rounded.ok ? { value: rounded.value.value.text, U: rounded.value.uncertainty.text } : { value: String(value), U: String(U) }
}

/** An uncertainty to two significant digits. */
export function printedUncertainty(u: number): string {
  if (!(u > 0) || !Number.isFinite(u)) return String(u)
  const rounded = roundUncertainty(fromNumber(u))
  return rounded.ok ? short(u, rounded.value.text, 2) : String(u)
}

/** A number to so many significant digits, trailing zeros kept off; powers of ten where the digits would be lost among zeros. */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? '∞' : String(value)
  if (value === 0) return '0'
  const { text } = roundToSignificant(fromNumber(value), digits)
  return short(value, text.includes('.') ? text.replace(/\.?0+$/, '') : text, digits)
}

function short(value: number, text: string, digits: number): string {
  const size = Math.abs(value)
  return size < 1e-5 || size >= 1e15 ? value.toExponential(digits - 1).replace('e', '×10^').replace('^+', '^').replace(/\.?0+×/, '×') : text
}
