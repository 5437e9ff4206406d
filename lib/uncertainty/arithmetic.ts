// What a walk of a formula needs of numbers, and what it works with: values, tables of the caller, surroundings. Types only.

import type { Rational } from '@duheng/quantity/decimal.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Place } from './ast.ts'

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!='
export type Smooth = 'abs' | 'floor' | 'sqrt' | 'exp' | 'ln' | 'log10' | 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan'

/** What a number N and a truth B are, and how to compute with them. A string in place of a result is the sentence why there is none. */
export type Arithmetic<N extends object, B> = {
  constant(value: Rational): N
  pi(): N
  truth(value: boolean): B
  operate(operator: '+' | '-' | '*' | '/', a: N, b: N): N | string
  negate(a: N): N
  power(a: N, exponent: N): N | string
  apply(name: Smooth, a: N): N | string
  atan2(y: N, x: N): N | string
  /** To a multiple of the interval by GB/T 8170. */
  round(a: N, interval: N): N | string
  /** Rising. */
  sort(numbers: readonly N[]): readonly N[]
  compare(operator: Comparison, a: N, b: N): B
  combine(operator: 'and' | 'or', a: B, b: B): B
  not(a: B): B
  /** The truth where it is already known, so that the other branch is never computed. */
  known(a: B): boolean | undefined
  choose(condition: B, a: N, b: N): N
  chooseTruth(condition: B, a: B, b: B): B
  /** Set where no values exist yet: then any item stands for the one an index names. */
  readonly checking?: true
  /** The exact value where it is already known: exponents of units, indices, rounding intervals. */
  value(a: N): Rational | undefined
}

/** `open` marks an array of unknown length, known to have the items' kind: only units are checked then. */
export type Value<N, B> =
  | { readonly type: 'number'; readonly number: N; readonly unit: Unit }
  | { readonly type: 'boolean'; readonly truth: B }
  | { readonly type: 'array'; readonly items: readonly Value<N, B>[]; readonly open?: boolean }

export type NumberValue<N> = { readonly type: 'number'; readonly number: N; readonly unit: Unit }

/** A function the caller supplies by name; a string is the sentence why it has no value. */
export type Lookup<N, B> = (args: readonly Value<N, B>[]) => Value<N, B> | string

export type Surroundings<N extends object, B> = {
  readonly arithmetic: Arithmetic<N, B>
  readonly names: ReadonlyMap<string, Value<N, B>>
  readonly lookups?: ReadonlyMap<string, Lookup<N, B>>
  /** Most operations; items of arrays count. */
  readonly steps?: number
}

/** What the functions of formulas (functions.ts) use of the walk they are called in; each refusal is noted at its place. */
export type Walk<N extends object, B> = {
  readonly arithmetic: Arithmetic<N, B>
  element(array: Value<N, B>, index: Value<N, B>, place: Place): Value<N, B> | undefined
  /** The same quantity in another unit; exact factors, an offset only between points of temperature. */
  convert(value: NumberValue<N>, to: Unit, place: Place): NumberValue<N> | undefined
  /** A number without unit: ratios and percentages become plain numbers, anything else is refused. */
  plain(value: NumberValue<N>, place: Place): NumberValue<N> | undefined
  /** Refuses a point of temperature where only a difference has meaning. */
  notPoint(value: NumberValue<N>, place: Place): boolean
  made(number: N | string, unit: Unit, place: Place): NumberValue<N> | undefined
  spend(steps: number, place: Place): boolean
  refuse(place: Place, message: string): undefined
}
