// Exact values of formulas: rational through + - × ÷, whole powers, statistics, rounding, conditions and roots of squares; a float64
// marked inexact beyond.
// Pure and the same on every machine for exact results; transcendental functions are the platform's. Absent: uncertainty (budget.ts).

import {
  abs, add, bits, cmp, div, exactly, floor, fromInteger, fromNumber, isZero, mul, neg, ONE, parseDecimal, pow, squareRoot,
  sub, toNumber, type Outcome, type Rational,
} from '@duheng/quantity/decimal.ts'
import { roundingInterval, roundToInterval } from '@duheng/quantity/rounding.ts'
import { convert, parseUnit } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Arithmetic, Comparison, Lookup, Smooth, Value } from './arithmetic.ts'
import type { Node, Problem } from './ast.ts'
import { walk } from './walk.ts'

/** A number; `exact` false says that a function such as sqrt or sin was rounded to float64 on the way. */
export type ExactNumber = { readonly value: Rational; readonly exact: boolean }
export type ExactValue = Value<ExactNumber, boolean>
export type ExactLookup = Lookup<ExactNumber, boolean>

/** Largest exact number, in bits: a formula that builds a longer one is refused. */
export const MAX_BITS = 8_192

export type ExactOptions = { readonly lookups?: ReadonlyMap<string, ExactLookup>; readonly steps?: number }

/** The value of a formula; the names it may use are the keys of the map, so `constructor` is only a name without value. */
export function evaluateExact(
  ast: Node, names: ReadonlyMap<string, ExactValue>, options: ExactOptions = {},
): { ok: true; value: ExactValue } | Problem {
  return walk(ast, { arithmetic: exactArithmetic(), names, lookups: options.lookups, steps: options.steps })
}

/** Decimal text with a unit as a value of a formula. */
export function exactValue(text: string, unitText = '1'): Outcome<ExactValue> {
  const value = parseDecimal(text)
  if (!value.ok) return value
  const parsed = parseUnit(unitText)
  return parsed.ok ? { ok: true, value: exactNumber(value.value, parsed.unit) } : parsed
}

export function exactNumber(value: Rational, unit: Unit = DIMENSIONLESS, exact = true): ExactValue {
  return { type: 'number', number: { value, exact }, unit }
}

export function exactArray(items: readonly ExactValue[]): ExactValue {
  return { type: 'array', items }
}

export function exactBoolean(truth: boolean): ExactValue {
  return { type: 'boolean', truth }
}

/** A numeric result in the unit wanted; refused for conditions, arrays and other kinds of quantity. */
export function inUnit(value: ExactValue, unit: Unit): Outcome<ExactNumber> {
  if (value.type !== 'number') {
    return { ok: false, reason: `a number in ${unit.symbol} is needed, this is ${value.type === 'array' ? 'an array' : 'a condition'}` }
  }
  const converted = convert(value.number.value, value.unit, unit)
  return converted.ok ? { ok: true, value: { value: converted.value, exact: value.number.exact && converted.exact } } : converted
}

/**
 * Rational arithmetic that falls back to float64; one for each evaluation, because it counts the work of long numbers. Shared with
 * program.ts.
 */
export function exactArithmetic(): Arithmetic<ExactNumber, boolean> {
  let work = 0
  return {
    constant: (value) => ({ value, exact: true }),
    pi: () => ({ value: PI_FLOAT, exact: false }),
    truth: (value) => value,
    operate(operator, a, b) {
      if (operator === '/' && isZero(b.value)) return 'division by zero'
      const result = kept(OPERATIONS[operator](a.value, b.value), a.exact && b.exact)
      if (typeof result === 'string' || !result.exact) return result
      // Reducing a fraction costs the square of its length.
      work += (bits(result.value) / 512) ** 2
      return work > MAX_WORK ? 'the formula takes too much exact arithmetic with long numbers' : result
    },
    negate: (a) => ({ value: neg(a.value), exact: a.exact }),
    power,
    apply,
    atan2: (y, x) => float(Math.atan2(toNumber(y.value), toNumber(x.value)), 'the angle'),
    round(a, interval) {
      const step = roundingInterval(interval.value)
      if (!step.ok) return step.reason
      return { value: roundToInterval(a.value, step.value).value, exact: a.exact && interval.exact }
    },
    sort: (numbers) => [...numbers].sort((a, b) => cmp(a.value, b.value)),
    compare: (operator, a, b) => COMPARISONS[operator](cmp(a.value, b.value)),
    combine: (operator, a, b) => (operator === 'and' ? a && b : a || b),
    not: (a) => !a,
    known: (a) => a,
    choose: (condition, a, b) => (condition ? a : b),
    chooseTruth: (condition, a, b) => (condition ? a : b),
    value: (a) => a.value,
  }
}

/** Bound on that work, reached in about a second. */
const MAX_WORK = 50_000

const PI_FLOAT = fromNumber(Math.PI)
const OPERATIONS = { '+': add, '-': sub, '*': mul, '/': div } as const
const COMPARISONS: Readonly<Record<Comparison, (order: -1 | 0 | 1) => boolean>> = {
  '<': (order) => order < 0, '<=': (order) => order <= 0, '>': (order) => order > 0, '>=': (order) => order >= 0,
  '==': (order) => order === 0, '!=': (order) => order !== 0,
}

/** An exact result within bounds, or the float64 nearest to an inexact one. */
function kept(value: Rational, exact: boolean): ExactNumber | string {
  if (!exact) return float(toNumber(value), 'the result')
  return bits(value) > MAX_BITS ? 'the number is too long to be kept exactly' : { value, exact }
}

function power(a: ExactNumber, exponent: ExactNumber): ExactNumber | string {
  const whole = exponent.value.d === 1n
  if (isZero(a.value) && exponent.value.n < 0n) return 'zero to a negative power is a division by zero'
  if (!whole && a.value.n < 0n) return 'a negative number has whole powers only'
  if (whole && a.exact && exponent.exact) {
    const size = abs(exponent.value).n
    const trivial = abs(a.value).n === abs(a.value).d || isZero(a.value)
    if (trivial) return { value: isZero(a.value) && size > 0n ? a.value : size % 2n === 0n ? ONE : a.value, exact: true }
    if (size > 10_000n || BigInt(bits(a.value)) * size > BigInt(MAX_BITS)) return 'the power is too large to be kept exactly'
    return { value: pow(a.value, Number(exponent.value.n)), exact: true }
  }
  return float(Math.pow(toNumber(a.value), toNumber(exponent.value)), 'the power')
}

const SMOOTH: Readonly<Record<Exclude<Smooth, 'abs' | 'floor'>, (x: number) => number>> = {
  sqrt: Math.sqrt, exp: Math.exp, ln: Math.log, log10: Math.log10, sin: Math.sin, cos: Math.cos, tan: Math.tan,
  asin: Math.asin, acos: Math.acos, atan: Math.atan,
}
const MINUS_ONE = exactly('-1')

function apply(name: Smooth, a: ExactNumber): ExactNumber | string {
  if (name === 'abs') return { value: abs(a.value), exact: a.exact }
  if (name === 'floor') return { value: fromInteger(floor(a.value)), exact: a.exact }
  if (name === 'sqrt' && a.value.n < 0n) return 'a negative number has no square root'
  const root = name === 'sqrt' && a.exact ? squareRoot(a.value) : undefined
  if (root !== undefined) return { value: root, exact: true }
  if ((name === 'ln' || name === 'log10') && a.value.n <= 0n) return 'only a number greater than zero has a logarithm'
  if ((name === 'asin' || name === 'acos') && (cmp(a.value, ONE) > 0 || cmp(a.value, MINUS_ONE) < 0)) {
    return `${name} takes a number from -1 to 1`
  }
  return float(SMOOTH[name](toNumber(a.value)), `${name}`)
}

function float(x: number, what: string): ExactNumber | string {
  return Number.isFinite(x) ? { value: fromNumber(x), exact: false } : `${what} is too large to be computed`
}
