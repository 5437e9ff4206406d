// A quantity as a certificate carries it: exact decimal text and a unit. Reading, comparing, converting; all exact.
// Pure. Absent: rounding of what a conversion gives (rounding.ts) and uncertainty (lib/uncertainty).

import { cmp, exactText, normaliseNumeral, parseDecimal, type Outcome, type Rational } from './decimal.ts'
import { convert, parseUnit } from './unit.ts'
import type { Unit } from './unit-algebra.ts'

/** Decimal text, trailing zeros kept, and unit text in any notation parseUnit reads. */
export type Quantity = { readonly value: string; readonly unit: string }

/** `12.3 g`, `１２．３克`, `-0.5 ℃` as typed: a numeral and a unit. Without a unit it takes `defaultUnit`; commas are refused. */
export function parseQuantity(text: string, defaultUnit = '1'): Outcome<Quantity> {
  if (text.length > 400) return { ok: false, reason: 'too long for a quantity' }
  const chars = [...text.trim()]
  let end = 0
  while (end < chars.length && NUMERAL_SIGNS.test(chars[end] ?? '')) end++
  // The e of an exponent belongs to the numeral only before a sign or digit: 5e3 m, but 5 eV.
  const exponent = /^[eE][+-]?\d/.exec(chars.slice(end, end + 3).join(''))
  if (exponent !== null) for (end += 2; /\d/.test(chars[end] ?? ''); end++);
  const numeral = normaliseNumeral(chars.slice(0, end).join(''))
  if (!numeral.ok) return numeral
  const unitText = chars.slice(end).join('').trim()
  const unit = parseUnit(unitText === '' ? defaultUnit : unitText)
  return unit.ok ? { ok: true, value: { value: numeral.text, unit: unit.unit.symbol } } : unit
}

const NUMERAL_SIGNS = /[\d０-９.。．｡,，、+\-−－﹣–＋﹢\s\u202f\u3000]/

/** Value and unit of a quantity, parsed. */
export function readQuantity(quantity: Quantity): Outcome<{ value: Rational; decimals: number; unit: Unit }> {
  const value = parseDecimal(quantity.value)
  if (!value.ok) return value
  const unit = parseUnit(quantity.unit)
  if (!unit.ok) return unit
  return { ok: true, value: { value: value.value, decimals: value.decimals, unit: unit.unit } }
}

/** Which of two quantities is greater: -1, 0 or 1 for a below, equal to or above b. Refused between different kinds. */
export function compareQuantities(a: Quantity, b: Quantity): Outcome<-1 | 0 | 1> {
  const left = readQuantity(a)
  if (!left.ok) return left
  const right = readQuantity(b)
  if (!right.ok) return right
  const same = convert(right.value.value, right.value.unit, left.value.unit)
  return same.ok ? { ok: true, value: cmp(left.value.value, same.value) } : same
}

/** The quantity in another unit: the exact rational, and its decimal text where one exists (1 h is 1/24 d and has none). */
export function convertQuantity(
  quantity: Quantity, unitText: string,
): Outcome<{ value: Rational; exact: boolean; text: string | undefined; unit: string }> {
  const from = readQuantity(quantity)
  if (!from.ok) return from
  const to = parseUnit(unitText)
  if (!to.ok) return to
  const converted = convert(from.value.value, from.value.unit, to.unit)
  if (!converted.ok) return converted
  const { value, exact } = converted
  return { ok: true, value: { value, exact, text: exact ? exactText(value) : undefined, unit: to.unit.symbol } }
}
