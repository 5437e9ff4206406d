// Reading a unit in any notation, and exact conversion of values between units.
// Pure. Absent: rounding after a conversion (rounding.ts). A point of temperature is never taken for a difference: °C and Δ°C are two
// units.

import { add, div, exactly, isZero, mul, pow, sub, ZERO, type Outcome, type Rational } from './decimal.ts'
import { boundedUnit, comparable, type Unit } from './unit-algebra.ts'
import { readChinese } from './unit-chinese.ts'
import { readDsi } from './unit-dsi.ts'
import { readSymbols } from './unit-symbol.ts'

/** Longest unit text that is read. */
export const MAX_UNIT_TEXT = 200

/** Reads `kg·m/s²`, `m3/h`, `℃`, `千克每立方米`, `\kilo\gram` or a UCUM code; `1` is the unit one. */
export function parseUnit(text: string): { ok: true; unit: Unit } | { ok: false; reason: string } {
  if (text.length > MAX_UNIT_TEXT) return { ok: false, reason: `a unit has at most ${MAX_UNIT_TEXT} characters` }
  const known = KNOWN.get(text)
  if (known !== undefined) return { ok: true, unit: known }
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, reason: 'a unit is needed; the unit of a ratio is 1' }
  const read = trimmed.startsWith('\\') ? readDsi(trimmed) : readWords(trimmed)
  if (!read.ok) return read
  const unit = boundedUnit(read.factors)
  if (!unit.ok) return unit
  if (KNOWN.size >= 1000) KNOWN.clear()
  KNOWN.set(text, unit.value)
  return { ok: true, unit: unit.value }
}

/** The unit of text that is known to be right, such as a constant in code. Throws: wrong text is our own bug. */
export function unit(text: string): Unit {
  const parsed = parseUnit(text)
  if (!parsed.ok) throw new RangeError(`unit(): ${parsed.reason}`)
  return parsed.unit
}

/** A value in `from` is value·factor·π^pi + offset in `to`. Temperatures: K counts as a point beside °C and as a difference beside Δ°C. */
export type Conversion = { readonly factor: Rational; readonly pi: number; readonly offset: Rational }

export function conversion(from: Unit, to: Unit): Outcome<Conversion> {
  const agreed = comparable(from, to)
  if (!agreed.ok) return agreed
  const points = from.offset !== undefined || to.offset !== undefined
  const shift = points ? sub(from.offset ?? ZERO, to.offset ?? ZERO) : ZERO
  return {
    ok: true, value: { factor: div(from.scale, to.scale), pi: from.pi - to.pi, offset: isZero(shift) ? ZERO : div(shift, to.scale) },
  }
}

/** The value in another unit; `exact` is false only where π enters (degrees and radians), then right to 58 digits. */
export function convert(
  value: Rational, from: Unit, to: Unit,
): { ok: true; value: Rational; exact: boolean } | { ok: false; reason: string } {
  if (from === to) return { ok: true, value, exact: true }
  const found = conversion(from, to)
  if (!found.ok) return found
  const { factor, pi, offset } = found.value
  const scaled = mul(value, factor)
  const turned = pi === 0 ? scaled : mul(scaled, pow(PI, pi))
  return { ok: true, value: isZero(offset) ? turned : add(turned, offset), exact: pi === 0 || isZero(value) }
}

/** π to 59 digits. */
export const PI: Rational = exactly('3.1415926535897932384626433832795028841971693993751058209749')

const KNOWN = new Map<string, Unit>()

function readWords(text: string): ReturnType<typeof readSymbols> {
  const symbols = readSymbols(text)
  if (symbols.ok || !/\p{Script=Han}/u.test(text)) return symbols
  return readChinese(text)
}
