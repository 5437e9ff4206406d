// Complex quantities: a model in complex numbers, a bivariate budget of each result (Willink and Hall, Metrologia 39 (2002) 361–369;
// the form of GTC). Every complex input is a pair of real inputs `z.re` and `z.im` that correlate.
// Pure. Absent: complex quantities of more than one dimension, second order.

import { parseUnit } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { problem, type Model, type Problem } from './ast.ts'
import type { Value } from './arithmetic.ts'
import { budgetsOf, prepare, type Budget, type Prepared, type Propagated } from './budget.ts'
import { COMPLEX_FUNCTIONS, ComplexArithmetic, complexLookups, isReal, type Pair } from './complex-arithmetic.ts'
import { checkCoverage, ellipsoidFactor, type Coverage } from './coverage.ts'
import { ofProgram } from './differentiable.ts'
import type { Correlation, Influences } from './influence.ts'
import type { Input } from './inputs.ts'
import type { InputData } from './model.ts'
import { parseModel } from './parse.ts'
import { Builder, type Program, type Ref } from './program.ts'
import { problemRefused, refuse, type Refusal } from './refusal.ts'
import { Walker } from './walk.ts'

/** A complex input: standard uncertainties of both parts and their correlation, or pairs read together. */
export type ComplexInput = {
  readonly name: string
  readonly unit?: string
  readonly identity?: string
} & (
  | { readonly estimate: Parts; readonly u: Parts; readonly r?: number; readonly dof?: number }
  | { readonly pairs: readonly Parts[]; readonly simultaneous?: string }
)
type Parts = readonly [re: number, im: number]

export type ComplexModel = {
  /** Complex formulas, with re, im, arg, conj, complex(a, b) and polar(r, φ) besides the functions of the language. */
  readonly model: string
  readonly complex: readonly ComplexInput[]
  /** Real inputs. */
  readonly inputs?: readonly InputData[]
  /** Between inputs by name; parts of complex ones as `z.re`, `z.im`. */
  readonly correlations?: readonly Correlation[]
  readonly coverage?: Coverage
}

export type ComplexResult = {
  readonly name: string
  readonly unit: Unit
  readonly value: readonly [re: number, im: number]
  /** Real results have a real part alone. */
  readonly real: boolean
  readonly u: readonly [re: number, im: number]
  /** u²(re), u(re, im), u²(im). */
  readonly covariance: readonly [number, number, number]
  readonly r: number
  /** Effective degrees of freedom of the pair, or of the one part. */
  readonly dof: number
  /** Factor of the ellipse (or of the interval of a real result). */
  readonly k: number
  readonly budgets: readonly Budget[]
}

export function complexOf(data: ComplexModel): { readonly ok: true; readonly results: readonly ComplexResult[] } | Refusal {
  const coverage = data.coverage ?? { k: 2 }
  const refused = checkCoverage(coverage)
  if (refused !== undefined) return refused
  const inputs = inputsOf(data)
  if ('ok' in inputs) return inputs
  const parsed = parseModel(data.model, { lookups: COMPLEX_FUNCTIONS })
  if (!parsed.ok) return { ...problemRefused(parsed), field: 'model' }
  const compiled = compileComplex(parsed.model, data.complex.map(({ name }) => name), inputs.list)
  if (!compiled.ok) return { ...problemRefused(compiled), field: 'model' }
  const model = ofProgram(compiled.program)
  if ('ok' in model) return model
  const ready = prepare(model, inputs.list, { correlations: [...inputs.correlations, ...(data.correlations ?? [])], coverage })
  if (!ready.ok) return ready
  const found = budgetsOf(ready.prepared)
  if (!found.ok) return found
  return { ok: true, results: compiled.places.map((place) => resultOf(place, found, ready.prepared, coverage)) }
}

type Expanded = { readonly list: readonly Input[]; readonly correlations: readonly Correlation[] }

/** Complex inputs as two real ones each, then the real inputs. */
function inputsOf(data: ComplexModel): Expanded | Refusal {
  const list: Input[] = []
  const correlations: Correlation[] = []
  for (const given of data.complex) {
    const { name, identity } = given
    const unit = unitOf(name, given.unit)
    if (unit !== undefined && 'ok' in unit) return unit
    for (const [part, at] of [['re', 0], ['im', 1]] as const) {
      const common = { name: `${name}.${part}`, unit, identity: identity === undefined ? undefined : `${identity}.${part}` }
      const together = 'pairs' in given ? (given.simultaneous ?? name) : name
      list.push('pairs' in given
        ? { ...common, stated: { type: 'readings', readings: given.pairs.map((pair) => pair[at]), simultaneous: together } }
        : { ...common, estimate: given.estimate[at], stated: { type: 'normal', u: given.u[at], dof: given.dof } })
    }
    if (!('pairs' in given) && given.r !== undefined) correlations.push([`${name}.re`, `${name}.im`, given.r])
  }
  for (const { unit: text, ...input } of data.inputs ?? []) {
    const unit = unitOf(input.name, text)
    if (unit !== undefined && 'ok' in unit) return unit
    list.push({ ...input, unit })
  }
  return { list, correlations }
}

function unitOf(name: string, text: string | undefined): Unit | Refusal | undefined {
  if (text === undefined) return undefined
  const read = parseUnit(text)
  if (read.ok) return read.unit
  return refuse(`${name}.unit`, `单位“${text}”无法识别：${read.reason}`, `the unit "${text}" cannot be read: ${read.reason}`)
}

/** Where a result stands among the outputs of the program. */
type Place = { readonly name: string; readonly re: number; readonly im?: number }
type Compiled = { readonly ok: true; readonly program: Program; readonly places: readonly Place[] }

/** The complex model as a real program: two outputs for each result that is not real by its form. */
function compileComplex(model: Model, complex: readonly string[], inputs: readonly Input[]): Compiled | Problem {
  const builder = new Builder()
  const arithmetic = new ComplexArithmetic(builder)
  const names = new Map<string, Value<Pair, Ref>>()
  const { im: zero } = arithmetic.pi()
  const put = (name: string, re: Ref, im: Ref, unit = DIMENSIONLESS) => names.set(name, { type: 'number', number: { re, im }, unit })
  for (const [i, name] of complex.entries()) put(name, builder.input(), builder.input(), inputs[2 * i]?.unit)
  for (const { name, unit } of inputs.slice(2 * complex.length)) put(name, builder.input(), zero, unit)
  const lookups = complexLookups(arithmetic)
  const outputs: { name: string; unit: Unit; ref: Ref }[] = []
  const places: Place[] = []
  for (const { name, expression, place, unnamed } of model) {
    if (unnamed !== true && names.has(name)) return problem(place, `"${name}" is an input and cannot be a result`)
    const walker = new Walker({ arithmetic, names, lookups })
    const value = walker.visit(expression)
    if (value === undefined) return walker.failed()
    if (arithmetic.refused !== undefined) return problem(place, arithmetic.refused)
    if (value.type !== 'number') return problem(place, `"${name}" should be a number`)
    const real = isReal(value.number)
    places.push({ name, re: outputs.length, im: real ? undefined : outputs.length + 1 })
    outputs.push({ name: real ? name : `${name}.re`, unit: value.unit, ref: value.number.re })
    if (!real) outputs.push({ name: `${name}.im`, unit: value.unit, ref: value.number.im })
    if (unnamed !== true) names.set(name, value)
  }
  return { ok: true, program: builder.program(inputs.map(({ name, unit }) => ({ name, unit })), outputs), places }
}

function resultOf({ name, re, im }: Place, found: Propagated, { influences }: Prepared, coverage: Coverage): ComplexResult {
  const budget = found.budgets[re]
  if (budget === undefined) throw new Error('every place has its output')
  const other = im === undefined ? undefined : found.budgets[im]
  const shared = { name, unit: budget.unit, real: other === undefined }
  if (im === undefined || other === undefined) {
    return {
      ...shared, value: [budget.value, 0], u: [budget.u, 0], covariance: [budget.u ** 2, 0, 0], r: 0, dof: budget.dof, k: budget.k,
      budgets: [budget],
    }
  }
  const covariance = found.covariance[re]?.[im] ?? 0
  const matrix = [budget.u ** 2, covariance, other.u ** 2] as const
  const parts = (one: Budget) => Float64Array.from(one.components, ({ contribution }) => contribution)
  const dof = bivariateDof(parts(budget), parts(other), matrix, influences)
  return {
    ...shared, value: [budget.value, other.value], u: [budget.u, other.u], covariance: matrix, r: found.correlation[re]?.[im] ?? 0, dof,
    k: 'k' in coverage ? coverage.k : ellipsoidFactor(coverage.p, 2, dof), budgets: [budget, other],
  }
}

type Upper = readonly [v11: number, v12: number, v22: number]

/**
 * Effective degrees of freedom of a pair: (A + D + F)/Σ (aⱼ + dⱼ + fⱼ)/νⱼ with a = 2v₁₁², d = v₁₁v₂₂ + v₁₂², f = 2v₂₂² of each independent
 * influence or set of influences, A, D, F of the whole (Willink and Hall 2002, equation 18); Welch–Satterthwaite where one part is zero.
 */
function bivariateDof(re: Float64Array, im: Float64Array, whole: Upper, { list, pairs, sets }: Influences): number {
  const size = ([v11, v12, v22]: Upper) => 2 * v11 ** 2 + v11 * v22 + v12 ** 2 + 2 * v22 ** 2
  const of = (i: number, j: number): Upper => {
    const [a, b, c, d] = [re[i] ?? 0, im[i] ?? 0, re[j] ?? 0, im[j] ?? 0]
    return [a * c, (a * d + b * c) / 2, b * d]
  }
  let sum = 0
  for (const [i, { standard, alone }] of list.entries()) if (alone && standard.dof !== Infinity) sum += size(of(i, i)) / standard.dof
  for (const set of sets) {
    const members = set.filter((i) => re[i] !== 0 || im[i] !== 0)
    const within = new Set(members)
    const parts = members.map((i): Upper => of(i, i))
    for (const { i, j, r } of pairs) {
      if (!within.has(i)) continue
      const [v11, v12, v22] = of(i, j)
      parts.push([2 * r * v11, 2 * r * v12, 2 * r * v22])
    }
    const total = parts.reduce<Upper>((all, one) => [all[0] + one[0], all[1] + one[1], all[2] + one[2]], [0, 0, 0])
    const dof = Math.min(Infinity, ...members.map((i) => list[i]?.standard.dof ?? Infinity))
    sum += size(total) / dof
  }
  return sum === 0 ? Infinity : size(whole) / sum
}
