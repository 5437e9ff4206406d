// Numbers as people type and spreadsheets write them: full-width digits, real minus signs, powers of ten. Pure; undefined is "no number".
import { normaliseTyped } from '#ui/quantity-text.ts'

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `0.123`, `−1.2e-8`, `1.2×10^-8`, `1.2×10⁻⁸`; a comma is refused, for it means two things. */
export function numberOf(typed: string): number | undefined {
  const text = normaliseTyped(typed.slice(0, 60).replaceAll('⁻', '-').replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(RAISED.indexOf(digit)))).replaceAll(' ', '')
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:(?:e|[×x*·]10\^?)\(?([+-]?\d{1,3})\)?)?$/i.exec(text)
  if (!parts) return undefined
  const value = Number(`${parts[1] ?? ''}e${parts[2] ?? '0'}`)
  return Number.isFinite(value) ? value : undefined
}

/** A whole number not below `least`. */
export function wholeOf(typed: string, least = 0): number | undefined {
  const value = numberOf(typed)
  return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : undefined
}
