// First-order propagation of ten inputs with its whole budget, beside a bare loop of dual numbers that gives y and u alone.
//   node bench/measurement-first-order.ts
// One JSON line a figure, in microseconds; ours and the peer alternate in one process, and the middle of the rounds counts.
import { firstOrderOf, readModel, withInputs, type ModelData } from '@duheng/uncertainty/model.ts'
import { reverseBudget } from '@duheng/uncertainty/reverse.ts'
import { secondOrderOf } from '@duheng/uncertainty/second-order.ts'
import { monotonic_ms } from '#platform/clock.ts'

const ROUNDS = 15
const ESTIMATES = [1.2, 2.3, 0.7, 1.9, 3.1, 0.8, 1.5, 2.2, 4, 5.5]
const UNCERTAINTIES = [0.01, 0.02, 0.005, 0.03, 0.04, 0.01, 0.02, 0.05, 0.03, 0.06]
// The case TEN-INPUT of the measured peers; y = 5.550476791860374, u = 0.03928363720683064.
const data: ModelData = {
  model: '(x1*x2+sin(x3)*x4)/(x5+x6)*exp(-0.1*x7)+sqrt(x8*x9)+log(x10)', coverage: { p: 0.95 },
  inputs: ESTIMATES.map((estimate, i) => ({ name: `x${i + 1}`, estimate, stated: { type: 'normal', u: UNCERTAINTIES[i] ?? 0, dof: 10 + i } })),
}

/** A value and its derivatives by the ten inputs. */
type Dual = { readonly v: number; readonly d: Float64Array }
function variable(v: number, at: number): Dual {
  const d = new Float64Array(10)
  d[at] = 1
  return { v, d }
}
function map(x: Dual, v: number, slope: number): Dual {
  const d = new Float64Array(10)
  for (let i = 0; i < 10; i++) d[i] = slope * (x.d[i] ?? 0)
  return { v, d }
}
function join(x: Dual, y: Dual, v: number, dx: number, dy: number): Dual {
  const d = new Float64Array(10)
  for (let i = 0; i < 10; i++) d[i] = dx * (x.d[i] ?? 0) + dy * (y.d[i] ?? 0)
  return { v, d }
}
const add = (x: Dual, y: Dual) => join(x, y, x.v + y.v, 1, 1)
const mul = (x: Dual, y: Dual) => join(x, y, x.v * y.v, y.v, x.v)
const div = (x: Dual, y: Dual) => join(x, y, x.v / y.v, 1 / y.v, -x.v / (y.v * y.v))
const root = (x: Dual) => map(x, Math.sqrt(x.v), 0.5 / Math.sqrt(x.v))
const exp = (x: Dual) => map(x, Math.exp(x.v), Math.exp(x.v))

function bare(): number {
  const [x1, x2, x3, x4, x5, x6, x7, x8, x9, x10] = ESTIMATES.map(variable)
  if (!x1 || !x2 || !x3 || !x4 || !x5 || !x6 || !x7 || !x8 || !x9 || !x10) throw new Error('ten inputs')
  const quotient = div(add(mul(x1, x2), mul(map(x3, Math.sin(x3.v), Math.cos(x3.v)), x4)), add(x5, x6))
  const product = mul(quotient, exp(map(x7, -0.1 * x7.v, -0.1)))
  const y = add(add(product, root(mul(x8, x9))), map(x10, Math.log(x10.v), 1 / x10.v))
  let variance = 0
  for (let i = 0; i < 10; i++) variance += ((y.d[i] ?? 0) * (UNCERTAINTIES[i] ?? 0)) ** 2
  return y.v + Math.sqrt(variance)
}

const read = readModel(data)
if (!read.ok) throw new Error(read.message)
const { model } = read
function ours(): number {
  const found = firstOrderOf(model)
  if (!found.ok) throw new Error(found.message)
  const [budget] = found.budgets
  return (budget?.value ?? 0) + (budget?.u ?? 0)
}

/** Microseconds a call. */
function time(work: () => unknown, calls: number): number {
  const from = monotonic_ms()
  for (let i = 0; i < calls; i++) work()
  return ((monotonic_ms() - from) * 1000) / calls
}
const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

function print(bench: string, value: number, peer: string | null, peerValue: number | null, gate: number | null): void {
  const ratio = peerValue === null ? null : Number((value / peerValue).toPrecision(3))
  const pass = gate === null || ratio === null ? null : ratio <= gate
  const shown = (x: number) => Number(x.toPrecision(4))
  console.log(JSON.stringify({ bench, ours: shown(value), unit: 'µs', peer, peerValue: peerValue === null ? null : shown(peerValue), ratio, gate, pass }))
}

if (Math.abs(ours() - bare()) > 1e-12) throw new Error('both compute the same')
const [own, peer]: [number[], number[]] = [[], []]
for (let i = 0; i < ROUNDS; i++) {
  own.push(time(ours, 2000))
  peer.push(time(bare, 2000))
}
print('first order with budget, 10 inputs', middle(own), 'bare dual numbers, y and u alone', middle(peer), 1.3)
const alone = (work: () => unknown, calls: number) => middle(Array.from({ length: ROUNDS }, () => time(work, calls)))
print('new estimates into a compiled model, with budget', alone(() => {
  const changed = withInputs(model, model.inputs)
  return changed.ok && firstOrderOf(changed.model)
}, 500), null, null, null)
print('text to budget: parse, compile, propagate', alone(() => {
  const again = readModel(data)
  return again.ok && firstOrderOf(again.model)
}, 200), null, null, null)
print('second order', alone(() => secondOrderOf(model), 20), null, null, null)
print('reverse budget', alone(() => reverseBudget(model, { U: 0.05 }), 20), null, null, null)
