// Units that stand for a function of a quantity, both ways: levels with a reference (dB[V]), pH, slopes in percent, log-units of UCUM.
// Pure. A result is exact where it is rational: 20 dB[V] are 10 V, 3 dB[V] are not. Absent: linear conversion (unit.ts).

import { add, div, fromInteger, mul, ONE, pow, squareRoot, toNumber, type Outcome, type Rational } from './decimal.ts'
import { atan, exp, ln, sqrt, tan } from './transcendental.ts'
import type { Special } from './unit-atom.ts'
import type { Unit } from './unit-algebra.ts'

/** A value with whether it is exact. */
export type Value = { readonly value: Rational; readonly exact: boolean }

/** The size in coherent units of what x of the unit stands for. */
export function meantBy(x: Rational, unit: Unit): Outcome<Value> {
  const { special } = unit
  if (special === undefined) return { ok: false, reason: `${unit.symbol} stands for itself` }
  const counted = mul(x, prefixOf(unit))
  if (special.form === 'root') return { ok: true, value: { value: mul(mul(counted, counted), special.reference), exact: true } }
  if (special.form === 'tangent') {
    const angle = atan(div(counted, HUNDRED))
    return { ok: true, value: { value: mul(angle, special.reference), exact: counted.n === 0n } }
  }
  const exponent = div(counted, fromInteger(special.times ?? 1))
  if (Math.abs(toNumber(exponent)) > 4000) return { ok: false, reason: `${unit.symbol}: a level of that size is no measurement` }
  if (exponent.d === 1n && special.base !== undefined && special.base !== 'e') {
    return { ok: true, value: { value: mul(special.reference, pow(special.base, Number(exponent.n))), exact: true } }
  }
  const factor = exp(mul(exponent, lnBase(special)))
  return factor.ok ? { ok: true, value: { value: mul(factor.value, special.reference), exact: false } } : factor
}

/** How many of the unit stand for a size in coherent units. */
export function countOf(size: Rational, unit: Unit): Outcome<Value> {
  const { special } = unit
  if (special === undefined) return { ok: false, reason: `${unit.symbol} stands for itself` }
  const counted = countedOf(div(size, special.reference), special, unit.symbol)
  if (!counted.ok) return counted
  return { ok: true, value: { value: div(counted.value.value, prefixOf(unit)), exact: counted.value.exact } }
}

/**
 * A level with another reference, by the level of one reference over the other: 5 dBm are −25 dBW exactly. Undefined for other functions.
 */
export function betweenLevels(value: Rational, from: Unit, to: Unit): Value | undefined {
  const [a, b] = [from.special, to.special]
  if (a?.form !== 'log' || b?.form !== 'log' || a.times !== b.times || lnBase(a) !== lnBase(b)) return undefined
  const shift = countedOf(div(a.reference, b.reference), b, to.symbol)
  if (!shift.ok) return undefined
  return { value: div(add(mul(value, prefixOf(from)), shift.value.value), prefixOf(to)), exact: shift.value.exact }
}

function countedOf(ratio: Rational, special: Special, symbol: string): Outcome<Value> {
  if (special.form === 'tangent') {
    const slope = tan(ratio)
    return slope.ok ? { ok: true, value: { value: mul(slope.value, HUNDRED), exact: ratio.n === 0n } } : slope
  }
  if (special.form === 'root') return rootOf(ratio, symbol)
  if (ratio.n <= 0n) return { ok: false, reason: `only a value greater than zero has a level in ${symbol}` }
  const times = fromInteger(special.times ?? 1)
  const exponent = div(ln(ratio), lnBase(special))
  const whole = Math.round(toNumber(exponent))
  if (special.base !== undefined && special.base !== 'e' && Math.abs(whole) <= 4000) {
    const power = pow(special.base, whole)
    if (power.n === ratio.n && power.d === ratio.d) return { ok: true, value: { value: mul(fromInteger(whole), times), exact: true } }
  }
  return { ok: true, value: { value: mul(exponent, times), exact: false } }
}

function rootOf(ratio: Rational, symbol: string): Outcome<Value> {
  if (ratio.n < 0n) return { ok: false, reason: `a negative value has no root in ${symbol}` }
  const exact = squareRoot(ratio)
  if (exact !== undefined) return { ok: true, value: { value: exact, exact: true } }
  return { ok: true, value: { value: sqrt(ratio), exact: false } }
}

/** The same functions in float64, for converters of many values; undefined for a unit that stands for itself. */
export function floatFunctions(unit: Unit): { meant: (x: number) => number; counted: (size: number) => number } | undefined {
  const { special } = unit
  if (special === undefined) return undefined
  const reference = toNumber(special.reference)
  const prefix = toNumber(prefixOf(unit))
  switch (special.form) {
    case 'root': return { meant: (x) => (x * prefix) ** 2 * reference, counted: (size) => Math.sqrt(size / reference) / prefix }
    case 'tangent':
      return { meant: (x) => Math.atan((x * prefix) / 100) * reference, counted: (size) => (Math.tan(size / reference) * 100) / prefix }
    case 'log': {
      const base = special.base === 'e' || special.base === undefined ? Math.E : toNumber(special.base)
      const lnOfBase = toNumber(lnBase(special))
      const times = special.times ?? 1
      const log = base === 10 ? Math.log10 : (ratio: number) => Math.log(ratio) / lnOfBase
      return { meant: (x) => reference * base ** ((x * prefix) / times), counted: (size) => (log(size / reference) * times) / prefix }
    }
  }
}

const HUNDRED = fromInteger(100)

/** ln of the base; one object for one base. */
function lnBase(special: Special): Rational {
  if (special.base === undefined || special.base === 'e') return ONE
  const known = LOGARITHMS.get(special.base.n)
  if (known !== undefined) return known
  const found = ln(special.base)
  LOGARITHMS.set(special.base.n, found)
  return found
}

const LOGARITHMS = new Map<bigint, Rational>()

function prefixOf(unit: Unit): Rational {
  return unit.factors[0]?.prefix?.scale ?? ONE
}
