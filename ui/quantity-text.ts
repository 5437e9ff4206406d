// What people type where a quantity belongs, read as exact decimal text: full-width digits, foreign points and minus signs are understood,
// a comma is refused, a known unit behind the number is converted by shifting the point. Pure; nothing is rounded here (that is
// @duheng/quantity).
import { cmp, parseDecimal } from '@duheng/quantity/decimal.ts'

/** A unit of the field: one of this unit is 10^exponent of the field's own unit (g in a kg field: -3). */
export type FieldUnit = { readonly symbol: string; readonly exponent: number }
export type Reading =
  | { readonly ok: true; readonly text: string; readonly unit: string; readonly converted: boolean }
  | { readonly ok: false; readonly because: 'comma' | 'notNumber' | 'unit' | 'tooLong'; readonly about: string }

const longest = 60

/** Full-width forms and the points and minus signs of Chinese keyboards and spreadsheets, as ASCII. */
export function normaliseTyped(typed: string): string {
  return typed
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uFF0E\uFF61]/g, '.')
    .replace(/[\uFF0D\u2212\u2013\uFE63\u2010\u2011]/g, '-')
    .replace(/[\uFF0B]/g, '+')
    .replace(/[\uFF0C\u3001]/g, ',')
    .replace(/[\s\u00A0\u202F\u2007\u2009\u3000]+/g, ' ')
    .trim()
}

/** `12.3`, `-0.50`, `.5`, `5.`, `12.3 g`. Empty text is an empty reading and is read as such by the caller. */
export function readQuantity(typed: string, units: readonly FieldUnit[]): Reading {
  if (typed.length > longest) return { ok: false, because: 'tooLong', about: typed.slice(0, longest) }
  const text = normaliseTyped(typed)
  if (text.includes(',')) return { ok: false, because: 'comma', about: text }
  const parts = /^([+-]?)(\d*)(?:(\.)(\d*))?(?: ?([^\d .+-].*))?$/.exec(text.replace(/(\d) (?=\d{3}(?!\d))/g, '$1'))
  const [, mark = '', whole = '', point, fraction = '', symbol] = parts ?? []
  if (!parts || (whole === '' && fraction === '')) return { ok: false, because: 'notNumber', about: text }
  const sign = mark === '-' ? '-' : ''
  const number = sign + (whole === '' ? '0' : whole.replace(/^0+(?=\d)/, '')) + (point && fraction !== '' ? `.${fraction}` : '')
  const own = units[0]?.symbol ?? ''
  if (symbol === undefined || symbol === own) return { ok: true, text: number, unit: own, converted: false }
  const unit = units.find((candidate) => candidate.symbol === symbol)
  if (!unit) return { ok: false, because: 'unit', about: symbol }
  return { ok: true, text: shiftPoint(number, unit.exponent), unit: symbol, converted: unit.exponent !== 0 }
}

/** Exact multiplication by a power of ten; trailing zeros are kept, for they say how well the value is known. */
export function shiftPoint(decimal: string, by: number): string {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const digits = whole + fraction
  const point = whole.length + by
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = point <= 0 ? 1 : point
  const shifted = padded.slice(0, at).replace(/^0+(?=\d)/, '') + (padded.length > at ? `.${padded.slice(at)}` : '')
  return negative && /[1-9]/.test(shifted) ? `-${shifted}` : shifted
}

/** Negative, zero or positive as `one` is below, equal to or above `other`; both decimal texts. Exact; 0 when one cannot be read. */
export function compareDecimal(one: string, other: string): number {
  const [a, b] = [parseDecimal(one), parseDecimal(other)]
  return a.ok && b.ok ? cmp(a.value, b.value) : 0
}
