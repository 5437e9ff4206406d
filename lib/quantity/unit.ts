// Reading and printing a unit in any notation, and exact conversion of values between units.
// Pure. Absent: rounding after a conversion (rounding.ts). A point of temperature is never taken for a difference: °C and Δ°C are two
// units.

import { add, div, exactly, isZero, mul, ONE, pow, squareRoot, sub, ZERO, type Outcome, type Rational } from './decimal.ts'
import { ln10, sqrt } from './transcendental.ts'
import { boundedUnit, comparable, isDimensionless, sameDimension, unshared, type FactorsRead, type Unit } from './unit-algebra.ts'
import { readChinese, toChinese } from './unit-chinese.ts'
import { readDsi, toDsi } from './unit-dsi.ts'
import { betweenLevels, countOf, meantBy } from './unit-special.ts'
import { readSymbols } from './unit-symbol.ts'
import { readUcum, toUcum } from './unit-ucum.ts'

/** Longest unit text that is read. */
export const MAX_UNIT_TEXT = 200

/** The notations of a unit: `kg/m³`; `\\kilogram\\per\\metre\\tothe{3}`; `kg/m3` by the rules of UCUM; 千克每立方米. */
export type Grammar = 'symbol' | 'dsi' | 'ucum' | 'chinese'

export type UnitRead = { readonly ok: true; readonly unit: Unit } | { readonly ok: false; readonly reason: string }

/**
 * Reads `kg·m/s²`, `m3/h`, `℃`, `千克每立方米`, `\\kilo\\gram` or the UCUM code of a single unit; `1` is the unit one. With a `grammar` only that
 * notation is read, by its own rules: `kg/m.s2` is kg·s²/m as UCUM, and refused without one. Refusals name the place and the rule.
 */
export function parseUnit(text: string, { grammar }: { grammar?: Grammar } = {}): UnitRead {
  if (text.length > MAX_UNIT_TEXT) return { ok: false, reason: `a unit has at most ${MAX_UNIT_TEXT} characters` }
  const kept = KNOWN[grammar ?? 'any']
  const known = kept.get(text)
  if (known !== undefined) return { ok: true, unit: known }
  if (text.trim() === '' && grammar !== 'ucum') return { ok: false, reason: 'a unit is needed; the unit of a ratio is 1' }
  const read = readFactors(text, grammar)
  if (!read.ok) return read
  const unit = boundedUnit(read.factors)
  if (!unit.ok) return unit
  if (kept.size >= 1000) kept.clear()
  kept.set(text, unit.value)
  return { ok: true, unit: unit.value }
}

function readFactors(text: string, grammar: Grammar | undefined): FactorsRead {
  switch (grammar) {
    case 'symbol': return readSymbols(text)
    case 'dsi': return readDsi(text, true)
    case 'ucum': return readUcum(text)
    case 'chinese': return readChinese(text)
    case undefined: {
      const trimmed = text.trim()
      return trimmed.startsWith('\\') ? readDsi(trimmed) : readWords(trimmed)
    }
  }
}

/** The unit in a notation; it reads back as the same unit. Refused where the notation has no word for it, as UCUM for money. */
export function printUnit(unit: Unit, grammar: Grammar): Outcome<string> {
  switch (grammar) {
    case 'symbol': return { ok: true, value: unit.symbol }
    case 'dsi': return toDsi(unit)
    case 'ucum': return toUcum(unit)
    case 'chinese': return toChinese(unit)
  }
}

/** The unit of text that is known to be right, such as a constant in code. Throws: wrong text is our own bug. */
export function unit(text: string): Unit {
  const parsed = parseUnit(text)
  if (!parsed.ok) throw new RangeError(`unit(): ${parsed.reason}`)
  return parsed.unit
}

/** A value in `from` is value·factor·π^pi + offset in `to`. Temperatures: K counts as a point beside °C and as a difference beside Δ°C. */
export type Conversion = { readonly factor: Rational; readonly pi: number; readonly offset: Rational }

/** The linear conversion between two units. Refused between kinds, and where it is no factor: dB to Np, dB[V] to V (use `convert`). */
export function conversion(from: Unit, to: Unit): Outcome<Conversion> {
  const found = relation(from, to)
  if (!found.ok) return found
  if (found.value.form === 'referred' || found.value.ln10 !== 0 || found.value.root !== undefined) {
    const isRoot = found.value.form === 'linear' && found.value.root !== undefined
    const why = isRoot ? 'differ by an irrational root' : 'are levels of different base or reference'
    return { ok: false, reason: `${from.symbol} and ${to.symbol} ${why}: no exact factor joins them` }
  }
  const { factor, pi, offset } = found.value
  return { ok: true, value: { factor, pi, offset } }
}

/**
 * How two units go together: by a factor times √root and powers of π and ln 10, and a shift; or through the function that one stands for.
 */
export type Relation =
  | (Conversion & { readonly form: 'linear'; readonly ln10: number; readonly root?: Rational })
  | { readonly form: 'referred' }

/** The relation by which `convert` converts; refused between different quantities and kinds, both named. */
export function relation(from: Unit, to: Unit): Outcome<Relation> {
  if (isReferred(from, to)) return { ok: true, value: { form: 'referred' } }
  const agreed = comparable(from, to)
  if (!agreed.ok) return agreed
  const points = from.offset !== undefined || to.offset !== undefined
  const shift = points ? sub(from.offset ?? ZERO, to.offset ?? ZERO) : ZERO
  const offset = isZero(shift) ? ZERO : div(shift, to.scale)
  const under = div(from.root ?? ONE, to.root ?? ONE)
  const root = squareRoot(under)
  const factor = mul(div(from.scale, to.scale), root ?? ONE)
  const linear = { form: 'linear' as const, factor, pi: from.pi - to.pi, ln10: from.ln10 - to.ln10, offset }
  return { ok: true, value: root === undefined ? { ...linear, root: under } : linear }
}

/** A value in another unit. `because` says what made it inexact: π, a logarithm, a measured constant with its source; empty if `exact`. */
export type Converted =
  | { readonly ok: true; readonly value: Rational; readonly exact: boolean; readonly because: readonly string[] }
  | { readonly ok: false; readonly reason: string }

/**
 * The value in another unit: exact wherever both definitions are; else right to 58 digits, or as good as the measured constant in it.
 * Refused between different quantities and different kinds of quantity, with both units named.
 */
export function convert(value: Rational, from: Unit, to: Unit): Converted {
  if (from === to) return { ok: true, value, exact: true, because: [] }
  const found = relation(from, to)
  if (!found.ok) return found
  const measured = unshared(from, to, (atom) => atom.measured)
  if (found.value.form === 'referred') return convertReferred(value, from, to, measured)
  const { pi, ln10: ln, root, offset } = found.value
  const because = isZero(value) ? [] : [
    ...measured, ...(pi === 0 ? [] : ['π']), ...(ln === 0 ? [] : ['ln 10']), ...(root === undefined ? [] : ['a square root']),
  ]
  const scaled = mul(value, sizeOf(found.value))
  return { ok: true, value: isZero(offset) ? scaled : add(scaled, offset), exact: because.length === 0, because }
}

/** The factor of a linear relation as a number, irrational parts to 58 digits. */
export function sizeOf({ factor, pi, ln10: ln, root }: Extract<Relation, { form: 'linear' }>): Rational {
  let size = factor
  if (pi !== 0) size = mul(size, pow(PI, pi))
  if (ln !== 0) size = mul(size, pow(ln10(), ln))
  return root === undefined ? size : mul(size, sqrt(root))
}

/** Whether one of two units stands for a function of what the other measures: dB[V] beside V or dB[mV], but not beside itself. */
function isReferred(from: Unit, to: Unit): boolean {
  const [a, b] = [from.special, to.special]
  if (a === b) return false
  if (a !== undefined && b !== undefined) return from.kind === to.kind && sameDimension(a, b)
  const [special, plain] = a === undefined ? [b, from] : [a, to]
  if (special === undefined) return false
  // bits and shares of one are numbers too: only the number itself is what a level without a reference stands for.
  if (isDimensionless(special) && plain.kind !== undefined) return false
  return sameDimension(special, plain)
}

function convertReferred(value: Rational, from: Unit, to: Unit, measured: readonly string[]): Converted {
  const level = betweenLevels(value, from, to)
  if (level?.exact === true) return { ok: true, value: level.value, exact: true, because: [] }
  const meant = from.special === undefined ? coherentSize(value, from) : meantBy(value, from)
  if (!meant.ok) return meant
  const counted = to.special === undefined ? inUnit(meant.value.value, to) : countOf(meant.value.value, to)
  if (!counted.ok) return counted
  const rounded = meant.value.exact && counted.value.exact ? [] : ['a logarithm or an angle']
  const because = [...measured, ...rounded,
    ...[from, to].flatMap((unit) => (unit.special?.because === undefined ? [] : [unit.special.because]))]
  return { ok: true, value: counted.value.value, exact: because.length === 0, because }
}

function coherentSize(value: Rational, unit: Unit): Outcome<{ value: Rational; exact: boolean }> {
  const size = unitSize(unit)
  return { ok: true, value: { value: mul(value, size.value), exact: size.exact } }
}

function inUnit(value: Rational, unit: Unit): Outcome<{ value: Rational; exact: boolean }> {
  const size = unitSize(unit)
  return { ok: true, value: { value: div(value, size.value), exact: size.exact } }
}

/** The size of a unit in coherent units as one number, irrational parts to 58 digits. */
export function unitSize(unit: Unit): { value: Rational; exact: boolean } {
  const value = sizeOf({ form: 'linear', factor: unit.scale, pi: unit.pi, ln10: unit.ln10, root: unit.root, offset: ZERO })
  return { value, exact: unit.pi === 0 && unit.ln10 === 0 && unit.root === undefined }
}

/** π to 59 digits. */
export const PI: Rational = exactly('3.1415926535897932384626433832795028841971693993751058209749')

/** Units already read, by the notation they were read in. */
const KNOWN: Readonly<Record<Grammar | 'any', Map<string, Unit>>> = {
  any: new Map(), symbol: new Map(), dsi: new Map(), ucum: new Map(), chinese: new Map(),
}

function readWords(text: string): FactorsRead {
  const symbols = readSymbols(text)
  if (symbols.ok || !/\p{Script=Han}/u.test(text)) return symbols
  return readChinese(text)
}
