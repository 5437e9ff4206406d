// Checks the units of a formula before there are any values: adding g to mm, exp of a length, an index with a unit.
// Pure. Absent: values; what depends on them (division by zero, an item beyond the end) is found when evaluating.

import { cmp, isZero } from '@duheng/quantity/decimal.ts'
import { roundingInterval } from '@duheng/quantity/rounding.ts'
import { comparable, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Arithmetic, Lookup, Value } from './arithmetic.ts'
import { problem, type Node, type Problem } from './ast.ts'
import { exactArithmetic, type ExactNumber } from './exact.ts'
import { walk } from './walk.ts'

/** What a name stands for: a number in a unit, a condition, or an array of such; the length where it is known. */
export type Shape =
  | { readonly type: 'number'; readonly unit: Unit }
  | { readonly type: 'boolean' }
  | { readonly type: 'array'; readonly item: Shape; readonly length?: number }

type Unknown = { readonly constant?: ExactNumber }
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
  const walked = walk(ast, { arithmetic: unitsOnly(), names: values, lookups })
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

/** Constants are followed exactly, because exponents, indices and rounding intervals are made of them; everything else is unknown. */
function unitsOnly(): Arithmetic<Unknown, undefined> {
  const exact = exactArithmetic()
  const made = (constant: ExactNumber | string): Unknown | string => (typeof constant === 'string' ? constant : { constant })
  return {
    checking: true,
    constant: (value) => ({ constant: exact.constant(value) }),
    pi: () => ({ constant: exact.pi() }),
    truth: () => undefined,
    operate(operator, a, b) {
      if (operator === '/' && b.constant !== undefined && isZero(b.constant.value)) return 'division by zero'
      return a.constant === undefined || b.constant === undefined ? UNKNOWN : made(exact.operate(operator, a.constant, b.constant))
    },
    negate: (a) => (a.constant === undefined ? UNKNOWN : { constant: exact.negate(a.constant) }),
    power(a, exponent) {
      return a.constant === undefined || exponent.constant === undefined ? UNKNOWN : made(exact.power(a.constant, exponent.constant))
    },
    apply: (name, a) => (a.constant === undefined ? UNKNOWN : made(exact.apply(name, a.constant))),
    atan2: (y, x) => (y.constant === undefined || x.constant === undefined ? UNKNOWN : made(exact.atan2(y.constant, x.constant))),
    round(a, interval) {
      if (interval.constant === undefined) return UNKNOWN
      const step = roundingInterval(interval.constant.value)
      if (!step.ok) return step.reason
      return a.constant === undefined ? UNKNOWN : made(exact.round(a.constant, interval.constant))
    },
    sort: (numbers) => numbers.map(() => UNKNOWN),
    compare: () => undefined,
    combine: () => undefined,
    not: () => undefined,
    known: () => undefined,
    choose(_, a, b) {
      return a.constant !== undefined && b.constant !== undefined && cmp(a.constant.value, b.constant.value) === 0 ? a : UNKNOWN
    },
    chooseTruth: () => undefined,
    value: (a) => a.constant?.value,
  }
}
