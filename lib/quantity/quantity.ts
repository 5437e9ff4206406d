// A quantity as a certificate carries it: exact decimal text and a unit. Reading, comparing, converting, adding; all exact.
// Pure. Absent: rounding of what a conversion gives (rounding.ts) and uncertainty (lib/uncertainty).

import { add, cmp, exactText, normaliseNumeral, parseDecimal, sub, type Outcome, type Rational } from './decimal.ts'
import { convert, parseUnit } from './unit.ts'
import type { Unit } from './unit-algebra.ts'
import { addUnits } from './unit-sum.ts'

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

/**
 * a + b, exactly, in the unit of a or, where only b is a point of temperature, of b. A difference of temperature is added to a point (20 °C
 * + 5 Δ°C = 25 °C); two points have no sum and are refused, because 20 °C + 20 °C would be 40 °C or 313.15 K as one likes.
 */
export function addQuantities(a: Quantity, b: Quantity): Outcome<Quantity> {
  return combine(a, b, '+')
}

/**
 * a − b, exactly, in the unit of a; two points of temperature give their difference (25 °C − 20 °C = 5 Δ°C). A point is subtracted from a
 * point only.
 */
export function subtractQuantities(a: Quantity, b: Quantity): Outcome<Quantity> {
  return combine(a, b, '-')
}

function combine(a: Quantity, b: Quantity, operator: '+' | '-'): Outcome<Quantity> {
  const left = readQuantity(a)
  if (!left.ok) return left
  const right = readQuantity(b)
  if (!right.ok) return right
  const units = addUnits(operator, left.value.unit, right.value.unit)
  if (!units.ok) return units
  const own = convert(left.value.value, left.value.unit, units.value.left)
  if (!own.ok) return own
  const same = convert(right.value.value, right.value.unit, units.value.right)
  if (!same.ok) return same
  const value = operator === '+' ? add(own.value, same.value) : sub(own.value, same.value)
  const text = own.exact && same.exact ? exactText(value) : undefined
  if (text === undefined) return { ok: false,
    reason: `${a.unit} and ${b.unit} have no exact decimal sum: convert and round one of them first` }
  return { ok: true, value: { value: text, unit: units.value.result.symbol } }
}
