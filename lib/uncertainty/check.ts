// Checks the units of a formula before there are any values: adding g to mm, exp of a length, an index with a unit.
// Pure. Absent: values; what depends on them (division by zero, an item beyond the end) is found when evaluating.

import { abs, cmp, isZero, neg, type Rational } from '@duheng/quantity/decimal.ts'
import { roundingInterval } from '@duheng/quantity/rounding.ts'
import { comparable, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Arithmetic, Lookup, Value } from './arithmetic.ts'
import { problem, type Node, type Problem } from './ast.ts'
import { walk } from './walk.ts'

/** What a name stands for: a number in a unit, a condition, or an array of such; the length where it is known. */
export type Shape =
  | { readonly type: 'number'; readonly unit: Unit }
  | { readonly type: 'boolean' }
  | { readonly type: 'array'; readonly item: Shape; readonly length?: number }

type Unknown = { readonly constant?: Rational }
export type ShapeLookup = Lookup<Unknown, undefined>

export type CheckOptions = {
  readonly lookups?: ReadonlyMap<string, (args: readonly Shape[]) => Shape | string>
  /** The result must convert to this unit. */
  readonly unit?: Unit
}

/** The unit (or shape) of the formula's result, or the first place where units do not fit. */
export function check(ast: Node, names: ReadonlyMap<string, Shape>, options: CheckOptions = {}): { ok: true; shape: Shape } | Problem {
  const values = new Map([...names].map(([name, shape]) => [name, valueOf(shape)] as const))
  const lookups = new Map([...(options.lookups ?? [])].map(([name, lookup]) => [name, wrapped(lookup)] as const))
  const walked = walk(ast, { arithmetic: UNITS_ONLY, names: values, lookups })
  if (!walked.ok) return walked
  const shape = shapeOf(walked.value)
  if (options.unit === undefined) return { ok: true, shape }
  if (shape.type !== 'number') return problem(ast.place, `the result should be a number in ${options.unit.symbol}`)
  const fits = comparable(shape.unit, options.unit)
  return fits.ok ? { ok: true, shape } : problem(ast.place, `the result should be in ${options.unit.symbol}: ${fits.reason}`)
}

function wrapped(lookup: (args: readonly Shape[]) => Shape | string): ShapeLookup {
  return (args) => {
    const shape = lookup(args.map(shapeOf))
    return typeof shape === 'string' ? shape : valueOf(shape)
  }
}

function valueOf(shape: Shape): Value<Unknown, undefined> {
  if (shape.type === 'number') return { type: 'number', number: UNKNOWN, unit: shape.unit }
  if (shape.type === 'boolean') return { type: 'boolean', truth: undefined }
  const item = valueOf(shape.item)
  if (shape.length === undefined || shape.length === 0 || shape.length > 10_000) return { type: 'array', items: [item], open: true }
  return { type: 'array', items: Array.from({ length: shape.length }, () => item) }
}

function shapeOf(value: Value<Unknown, undefined>): Shape {
  if (value.type === 'number') return { type: 'number', unit: value.unit }
  if (value.type === 'boolean') return { type: 'boolean' }
  const [first] = value.items
  const item: Shape = first === undefined ? { type: 'boolean' } : shapeOf(first)
  return value.open === true ? { type: 'array', item } : { type: 'array', item, length: value.items.length }
}

const UNKNOWN: Unknown = {}
const known = (value: Rational): Unknown => ({ constant: value })

// Constants are followed only through signs and abs, which is how exponents, indices and intervals are written.
const UNITS_ONLY: Arithmetic<Unknown, undefined> = {
  checking: true,
  constant: known,
  pi: () => UNKNOWN,
  truth: () => undefined,
  operate: (operator, _, b) => (operator === '/' && b.constant !== undefined && isZero(b.constant) ? 'division by zero' : UNKNOWN),
  negate: (a) => (a.constant === undefined ? UNKNOWN : known(neg(a.constant))),
  power: (a, exponent) => (
    a.constant !== undefined && isZero(a.constant) && (exponent.constant?.n ?? 0n) < 0n ? 'division by zero' : UNKNOWN
  ),
  apply: (name, a) => (name === 'abs' && a.constant !== undefined ? known(abs(a.constant)) : UNKNOWN),
  atan2: () => UNKNOWN,
  round(_, interval) {
    if (interval.constant === undefined) return UNKNOWN
    const step = roundingInterval(interval.constant)
    return step.ok ? UNKNOWN : step.reason
  },
  sort: (numbers) => numbers,
  compare: () => undefined,
  combine: () => undefined,
  not: () => undefined,
  known: () => undefined,
  choose: (_, a, b) => (a.constant !== undefined && b.constant !== undefined && cmp(a.constant, b.constant) === 0 ? a : UNKNOWN),
  chooseTruth: () => undefined,
  value: (a) => a.constant,
}

