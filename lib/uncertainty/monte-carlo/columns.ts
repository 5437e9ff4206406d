// Runs a kernel on columns of trials: one pass over a column for each operation, in columns that stay in the cache.
// Typed arrays and plain loops: no generated code, so that a strict content security policy allows it. Bits do not depend on the engine.
// Pure. Imports little, because every worker loads it.

import { exactly, fromNumber, toNumber } from '@duheng/quantity/decimal.ts'
import { roundingInterval, roundToInterval } from '@duheng/quantity/rounding.ts'
import { acos, asin, atan, atan2, cos, sin, tan } from '../special/angle.ts'
import { exp, ln, log10, power } from '../special/elementary.ts'
import type { Kernel, OperationName } from './kernel.ts'
import { CHUNK_TRIALS } from './stream.ts'

/** Columns of a kernel: fill `inputs`, run for n ≤ CHUNK_TRIALS, read `outputs` (which may be a column of inputs). */
export type Columns = {
  readonly inputs: readonly Float64Array[]; readonly outputs: readonly Float64Array[]; readonly run: (n: number) => void
}

type Loop = (x: Float64Array, y: Float64Array, c: Float64Array, out: Float64Array, n: number) => void
type Step = {
  readonly loop: Loop; readonly x: Float64Array; readonly y: Float64Array; readonly c: Float64Array; readonly out: Float64Array
}
type One = (x: number, y: number, c: number) => number

/** Columns for the inputs may be given, one for several inputs where these are one quantity. */
export function columnsOf(kernel: Kernel, given: readonly (Float64Array | undefined)[] = []): Columns {
  const { inputCount, constants, operations } = kernel
  const inputs = Array.from({ length: inputCount }, (_, i) => given[i] ?? new Float64Array(CHUNK_TRIALS))
  const columns: Float64Array[] = [...inputs, ...Array.from(constants, (value) => new Float64Array(CHUNK_TRIALS).fill(value))]
  const lastUse = lastUses(kernel)
  const first = columns.length
  const free: Float64Array[] = []
  const steps: Step[] = []
  const at = (slot: number) => columns[slot] ?? new Float64Array(CHUNK_TRIALS)
  for (const [i, operation] of operations.entries()) {
    const slots = [kernel.a[i] ?? 0, kernel.b[i] ?? 0, kernel.c[i] ?? 0] as const
    const [x, y, c] = [at(slots[0]), at(slots[1]), at(slots[2])]
    // A result may stand where its last-used part stood: every loop reads a place before it writes it.
    for (const slot of new Set(slots)) if (slot >= first && lastUse[slot] === i) free.push(at(slot))
    const out = free.pop() ?? new Float64Array(CHUNK_TRIALS)
    columns.push(out)
    const squared = slots[1] >= inputCount && slots[1] < first && constants[slots[1] - inputCount] === 2
    steps.push({ loop: loopOf(operation, squared), x, y, c, out })
  }
  return {
    inputs, outputs: kernel.outputs.map(at),
    run: (n) => { for (const { loop, x, y, c, out } of steps) loop(x, y, c, out, n) },
  }
}

/** For each slot the operation that reads it last; outputs are never free. */
function lastUses(kernel: Kernel): Float64Array {
  const { inputCount, constants, operations } = kernel
  const last = new Float64Array(inputCount + constants.length + operations.length).fill(-1)
  for (let i = 0; i < operations.length; i++) {
    for (const slot of [kernel.a[i], kernel.b[i], kernel.c[i]]) if (slot !== undefined) last[slot] = i
  }
  for (const slot of kernel.outputs) last[slot] = Infinity
  return last
}

/** `squared` says that the second part is the constant 2. */
function loopOf(operation: OperationName, squared: boolean): Loop {
  if (operation === 'pow' || operation === 'powConstant') return squared ? square : powers
  const loop = FREQUENT.get(operation)
  if (loop !== undefined) return loop
  const one = RARE.get(operation)
  if (one === undefined) throw new Error(`unknown operation ${operation}`)
  return (x, b, c, out, n) => {
    for (let i = 0; i < n; i++) out[i] = one(x[i] ?? 0, b[i] ?? 0, c[i] ?? 0)
  }
}

const square: Loop = (x, _, __, out, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[i] ?? 0
    out[i] = value * value
  }
}
const powers: Loop = (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = power(x[i] ?? 0, y[i] ?? 0) }

/** One loop each, so that every engine compiles it for itself. */
const FREQUENT: ReadonlyMap<OperationName, Loop> = new Map<OperationName, Loop>([
  ['add', (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = (x[i] ?? 0) + (y[i] ?? 0) }],
  ['sub', (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = (x[i] ?? 0) - (y[i] ?? 0) }],
  ['mul', (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = (x[i] ?? 0) * (y[i] ?? 0) }],
  ['div', (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = (x[i] ?? 0) / (y[i] ?? 0) }],
  ['neg', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = -(x[i] ?? 0) }],
  ['sqrt', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[i] ?? 0) }],
  ['exp', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = exp(x[i] ?? 0) }],
  ['ln', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = ln(x[i] ?? 0) }],
  ['sin', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = sin(x[i] ?? 0) }],
  ['cos', (x, _, __, out, n) => { for (let i = 0; i < n; i++) out[i] = cos(x[i] ?? 0) }],
  ['atan2', (x, y, _, out, n) => { for (let i = 0; i < n; i++) out[i] = atan2(x[i] ?? 0, y[i] ?? 0) }],
])

const RARE: ReadonlyMap<OperationName, One> = new Map<OperationName, One>([
  ['abs', Math.abs], ['floor', Math.floor], ['log10', log10], ['tan', tan], ['asin', asin], ['acos', acos], ['atan', atan],
  ['round', roundTo],
  ['less', (x: number, y: number) => (x < y ? 1 : 0)],
  ['lessEqual', (x: number, y: number) => (x <= y ? 1 : 0)],
  ['equal', (x: number, y: number) => (x === y ? 1 : 0)],
  ['and', (x: number, y: number) => (x !== 0 && y !== 0 ? 1 : 0)],
  ['or', (x: number, y: number) => (x !== 0 || y !== 0 ? 1 : 0)],
  ['not', (x: number) => (x === 0 ? 1 : 0)],
  ['choose', (x: number, y: number, c: number) => (x !== 0 ? y : c)],
  ['min', (x: number, y: number) => (x <= y ? x : y)],
  ['max', (x: number, y: number) => (x >= y ? x : y)],
])

/** Rounding stays in lib/quantity, as in program.ts: by the exact value of the float64, to a step that compiling has tested. */
function roundTo(x: number, step: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  const interval = roundingInterval(exactly(String(step)))
  return interval.ok ? toNumber(roundToInterval(fromNumber(x), interval.value).value) : Number.NaN
}
