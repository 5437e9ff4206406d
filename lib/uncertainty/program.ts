// A formula as a straight line of float64 operations: compiled once, evaluated often, differentiated by derivative.ts, sampled by Monte
// Carlo.
// Both branches of a condition are computed and one is chosen. Units are settled while compiling, so running knows none.
// Pure, no generated code. Absent: exact values (exact.ts); tables of the caller unless their arguments are constants.

import { cmp, exactly, fromNumber, toNumber, type Rational } from '@duheng/quantity/decimal.ts'
import { roundingInterval, roundToInterval } from '@duheng/quantity/rounding.ts'
import { DIMENSIONLESS, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Arithmetic, Comparison, Smooth, Value } from './arithmetic.ts'
import { problem, type Model, type Place, type Problem } from './ast.ts'
import { exactArithmetic, type ExactNumber } from './exact.ts'
import { Walker } from './walk.ts'

/** A name of the formula: a number in a unit, or an array of so many. */
export type ProgramInput = { readonly name: string; readonly unit?: Unit; readonly length?: number }
export type ProgramOutput = { readonly name: string; readonly unit: Unit; readonly slot: number }

/** Slots: first the inputs in order (arrays item by item), then constants, then one for each operation. */
export type Program = {
  readonly inputs: readonly ProgramInput[]
  readonly inputCount: number
  readonly outputs: readonly ProgramOutput[]
  readonly constants: Float64Array
  /** Operation i writes slot inputCount + constants.length + i from slots a, b, c. */
  readonly operations: Uint8Array
  readonly a: Int32Array
  readonly b: Int32Array
  readonly c: Int32Array
  /** Set where a result depends on an input through round or floor, which have no derivative. */
  readonly stepped: boolean
}

export const OP = {
  add: 0, sub: 1, mul: 2, div: 3, neg: 4, pow: 5, powConstant: 6, abs: 7, floor: 8, sqrt: 9, exp: 10, ln: 11, log10: 12, sin: 13, cos: 14,
  tan: 15, asin: 16, acos: 17, atan: 18, atan2: 19, round: 20, less: 21, lessEqual: 22, equal: 23, and: 24, or: 25, not: 26,
  choose: 27, min: 28, max: 29,
} as const
export type Operation = (typeof OP)[keyof typeof OP]

/** Longest program; one that would be longer is refused. */
export const MAX_OPERATIONS = 100_000

export type CompileOptions = { readonly units?: ReadonlyMap<string, Unit> }

/** Compiles a model; results are given in `units` where named there. Problems are those of units, names and unknown indices. */
export function compile(
  model: Model, inputs: readonly ProgramInput[], options: CompileOptions = {},
): { ok: true; program: Program } | Problem {
  const start: Place = { line: 1, column: 1, offset: 0 }
  const builder = new Builder()
  const names = new Map<string, Value<Ref, Ref>>()
  for (const { name, unit = DIMENSIONLESS, length } of inputs) {
    if (names.has(name)) return problem(start, `the input "${name}" is given twice`)
    const one = (): Value<Ref, Ref> => ({ type: 'number', number: builder.input(), unit })
    names.set(name, length === undefined ? one() : { type: 'array', items: Array.from({ length }, one) })
  }
  const outputs: { name: string; unit: Unit; ref: Ref }[] = []
  for (const { name, expression, place, unnamed } of model) {
    if (unnamed !== true && names.has(name)) return problem(place, `"${name}" is an input and cannot be a result`)
    const walker = new Walker({ arithmetic: builder, names })
    const value = walker.visit(expression)
    if (value === undefined) return walker.failed()
    if (value.type !== 'number') {
      return problem(place, `"${name}" should be a number, it is ${value.type === 'array' ? 'an array' : 'a condition'}`)
    }
    const result = walker.convert(value, options.units?.get(name) ?? value.unit, place)
    if (result === undefined) return walker.failed()
    outputs.push({ name, unit: result.unit, ref: result.number })
    if (unnamed !== true) names.set(name, result)
  }
  if (builder.full()) return problem(start, `the model takes more than ${MAX_OPERATIONS} operations`)
  return { ok: true, program: builder.program(inputs, outputs) }
}

/** A workspace for one program: reused from run to run, never shared between threads. */
export function workspaceOf(program: Program): Float64Array {
  const slots = new Float64Array(program.inputCount + program.constants.length + program.operations.length)
  slots.set(program.constants, program.inputCount)
  return slots
}

/**
 * Runs the program on inputs in the order of `program.inputs`; results stand in the slots of `program.outputs`. NaN and infinities pass
 * through.
 */
export function run(program: Program, inputs: ArrayLike<number>, slots: Float64Array): void {
  const { operations, a, b, c, inputCount, constants } = program
  for (let i = 0; i < inputCount; i++) slots[i] = inputs[i] ?? Number.NaN
  const base = inputCount + constants.length
  for (let i = 0; i < operations.length; i++) {
    const x = slots[a[i] ?? 0] ?? 0
    const y = slots[b[i] ?? 0] ?? 0
    slots[base + i] = compute(operations[i] ?? 0, x, y, c[i] ?? 0, slots)
  }
}

function compute(operation: number, x: number, y: number, c: number, slots: Float64Array): number {
  switch (operation) {
    case OP.add: return x + y
    case OP.sub: return x - y
    case OP.mul: return x * y
    case OP.div: return x / y
    case OP.neg: return -x
    case OP.pow: case OP.powConstant: return y === 2 ? x * x : Math.pow(x, y)
    case OP.choose: return x !== 0 ? y : (slots[c] ?? 0)
    case OP.min: return x <= y ? x : y
    case OP.max: return x >= y ? x : y
    case OP.sqrt: return Math.sqrt(x)
    case OP.exp: return Math.exp(x)
    case OP.ln: return Math.log(x)
    case OP.sin: return Math.sin(x)
    case OP.cos: return Math.cos(x)
    default: return computeRarer(operation, x, y)
  }
}

/** The less frequent functions, and every condition as 1 or 0. */
export function computeRarer(operation: number, x: number, y: number): number {
  switch (operation) {
    case OP.abs: return Math.abs(x)
    case OP.floor: return Math.floor(x)
    case OP.log10: return Math.log10(x)
    case OP.tan: return Math.tan(x)
    case OP.asin: return Math.asin(x)
    case OP.acos: return Math.acos(x)
    case OP.atan: return Math.atan(x)
    case OP.atan2: return Math.atan2(x, y)
    case OP.round: return roundFloat(x, y)
    case OP.less: return x < y ? 1 : 0
    case OP.lessEqual: return x <= y ? 1 : 0
    case OP.equal: return x === y ? 1 : 0
    case OP.and: return x !== 0 && y !== 0 ? 1 : 0
    case OP.or: return x !== 0 || y !== 0 ? 1 : 0
    case OP.not: return x === 0 ? 1 : 0
    default: throw new Error(`unknown operation ${operation}`)
  }
}

/** Rounding stays in lib/quantity: the float64 is rounded by its exact value. The interval is a constant that compile has tested. */
function roundFloat(x: number, interval: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  const step = roundingInterval(exactly(String(interval)))
  return step.ok ? toNumber(roundToInterval(fromNumber(x), step.value).value) : Number.NaN
}

/**
 * A value while compiling: a constant kept exact, or the result of an operation or input. `stepped` says it depends on round or floor of an
 * input.
 */
export type Ref =
  | { readonly constant: ExactNumber }
  | { readonly at: 'input' | 'result'; readonly index: number; readonly stepped: boolean }

/** Collects operations; also what arithmetics of several numbers are made of (complex-arithmetic.ts). */
export class Builder implements Arithmetic<Ref, Ref> {
  readonly exact = exactArithmetic()
  inputCount = 0
  readonly constants: number[] = []
  readonly constantIndex = new Map<number, number>()
  readonly list: { operation: Operation; parts: readonly Ref[] }[] = []
  readonly made = new Map<string, Ref>()

  input(): Ref {
    return { at: 'input', index: this.inputCount++, stepped: false }
  }

  full(): boolean {
    return this.list.length >= MAX_OPERATIONS
  }

  constant(value: Rational): Ref {
    return { constant: { value, exact: true } }
  }

  pi(): Ref {
    return { constant: this.exact.pi() }
  }

  truth(value: boolean): Ref {
    return this.constant(exactly(value ? '1' : '0'))
  }

  operate(operator: '+' | '-' | '*' | '/', x: Ref, y: Ref): Ref | string {
    if ('constant' in x && 'constant' in y) return folded(this.exact.operate(operator, x.constant, y.constant))
    if (operator === '/' && 'constant' in y && y.constant.value.n === 0n) return 'division by zero'
    return this.emit(operator === '+' ? OP.add : operator === '-' ? OP.sub : operator === '*' ? OP.mul : OP.div, x, y)
  }

  negate(x: Ref): Ref {
    return 'constant' in x ? { constant: this.exact.negate(x.constant) } : this.emit(OP.neg, x)
  }

  power(x: Ref, exponent: Ref): Ref | string {
    if ('constant' in x && 'constant' in exponent) return folded(this.exact.power(x.constant, exponent.constant))
    return this.emit('constant' in exponent ? OP.powConstant : OP.pow, x, exponent)
  }

  apply(name: Smooth, x: Ref): Ref | string {
    return 'constant' in x ? folded(this.exact.apply(name, x.constant)) : this.emit(OP[name], x)
  }

  atan2(y: Ref, x: Ref): Ref | string {
    return 'constant' in y && 'constant' in x ? folded(this.exact.atan2(y.constant, x.constant)) : this.emit(OP.atan2, y, x)
  }

  round(x: Ref, interval: Ref): Ref | string {
    if (!('constant' in interval)) return 'the rounding interval of a model is a constant'
    const step = roundingInterval(interval.constant.value)
    if (!step.ok) return step.reason
    return 'constant' in x ? folded(this.exact.round(x.constant, interval.constant)) : this.emit(OP.round, x, interval)
  }

  /** Batcher's odd-even merge sort: the same comparisons whatever the values. */
  sort(numbers: readonly Ref[]): readonly Ref[] {
    const sorted = [...numbers]
    const n = sorted.length
    const exchange = (i: number, j: number) => {
      const [low, high] = [sorted[i], sorted[j]]
      if (low === undefined || high === undefined) return
      sorted[i] = this.emit(OP.min, low, high)
      sorted[j] = this.emit(OP.max, low, high)
    }
    for (let p = 1; p < n; p *= 2) {
      for (let k = p; k >= 1; k = Math.floor(k / 2)) {
        for (let j = k % p; j <= n - 1 - k; j += 2 * k) {
          for (let i = j; i <= Math.min(j + k - 1, n - k - 1); i++) {
            if (Math.floor(i / (2 * p)) === Math.floor((i + k) / (2 * p))) exchange(i, i + k)
          }
        }
      }
    }
    return sorted
  }

  compare(operator: Comparison, x: Ref, y: Ref): Ref {
    if ('constant' in x && 'constant' in y) return this.truth(this.exact.compare(operator, x.constant, y.constant))
    switch (operator) {
      case '<': return this.emit(OP.less, x, y)
      case '<=': return this.emit(OP.lessEqual, x, y)
      case '>': return this.emit(OP.less, y, x)
      case '>=': return this.emit(OP.lessEqual, y, x)
      case '==': return this.emit(OP.equal, x, y)
      case '!=': return this.not(this.emit(OP.equal, x, y))
    }
  }

  combine(operator: 'and' | 'or', x: Ref, y: Ref): Ref {
    const known = this.known(x) ?? this.known(y)
    if (known !== undefined) return known === (operator === 'or') ? this.truth(known) : this.known(x) === undefined ? x : y
    return this.emit(operator === 'and' ? OP.and : OP.or, x, y)
  }

  not(x: Ref): Ref {
    const known = this.known(x)
    return known === undefined ? this.emit(OP.not, x) : this.truth(!known)
  }

  known(x: Ref): boolean | undefined {
    return 'constant' in x ? x.constant.value.n !== 0n : undefined
  }

  choose(condition: Ref, x: Ref, y: Ref): Ref {
    const known = this.known(condition)
    if (known !== undefined) return known ? x : y
    if ('constant' in x && 'constant' in y && cmp(x.constant.value, y.constant.value) === 0) return x
    return this.emit(OP.choose, condition, x, y)
  }

  chooseTruth(condition: Ref, x: Ref, y: Ref): Ref {
    return this.choose(condition, x, y)
  }

  value(x: Ref): Rational | undefined {
    return 'constant' in x ? x.constant.value : undefined
  }

  emit(operation: Operation, ...parts: readonly Ref[]): Ref {
    const key = `${operation} ${parts.map(keyOf).join(' ')}`
    const same = this.made.get(key)
    if (same !== undefined) return same
    const stepped = operation === OP.round || operation === OP.floor || parts.some((part) => 'stepped' in part && part.stepped)
    const ref: Ref = { at: 'result', index: this.list.length, stepped }
    if (this.full()) return ref
    this.list.push({ operation, parts })
    this.made.set(key, ref)
    return ref
  }

  program(inputs: readonly ProgramInput[], outputs: readonly { name: string; unit: Unit; ref: Ref }[]): Program {
    const operations = Uint8Array.from(this.list, ({ operation }) => operation)
    const parts = (place: number) => this.list.map((one) => {
      const part = one.parts[place]
      return part === undefined ? 0 : part
    })
    const [first, second, third] = [parts(0), parts(1), parts(2)]
    const results = outputs.map(({ ref }) => ref)
    for (const ref of [...first, ...second, ...third, ...results]) if (ref !== 0) this.place(ref)
    const slot = (ref: Ref | 0) => (ref === 0 ? 0 : this.slot(ref))
    return {
      inputs, inputCount: this.inputCount, constants: Float64Array.from(this.constants), operations,
      a: Int32Array.from(first, slot), b: Int32Array.from(second, slot), c: Int32Array.from(third, slot),
      outputs: outputs.map(({ name, unit, ref }) => ({ name, unit, slot: this.slot(ref) })),
      stepped: results.some((ref) => 'stepped' in ref && ref.stepped),
    }
  }

  /** Gives a constant its slot; all are placed before any slot is read, because they stand before the results. */
  place(ref: Ref): void {
    if (!('constant' in ref)) return
    const value = toNumber(ref.constant.value)
    if (this.constantIndex.has(value)) return
    this.constantIndex.set(value, this.constants.length)
    this.constants.push(value)
  }

  slot(ref: Ref): number {
    if ('constant' in ref) return this.inputCount + (this.constantIndex.get(toNumber(ref.constant.value)) ?? 0)
    return ref.at === 'input' ? ref.index : this.inputCount + this.constants.length + ref.index
  }
}

function folded(result: ExactNumber | string): Ref | string {
  return typeof result === 'string' ? result : { constant: result }
}

function keyOf(ref: Ref): string {
  return 'constant' in ref ? `#${toNumber(ref.constant.value)}` : `${ref.at === 'input' ? 'i' : 'r'}${ref.index}`
}
