// First-order propagation of uncertainty with its budget: u(y), components, ν_eff, k and U (GUM 5.1.2, 5.2.2, G.4.1).
// Pure, float64. Absent: second-order terms, Monte Carlo, and rounding of what is printed (lib/quantity/rounding.ts).

import { DIMENSIONLESS, divideUnits, intervalUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Model, Node } from './ast.ts'
import { checkCoverage, effectiveDof, factorOf, type Coverage } from './coverage.ts'
import { notFinite, ofProgram, type Differentiable } from './differentiable.ts'
import { influencesOf, type Correlation, type Influences } from './influence.ts'
import type { Input } from './inputs.ts'
import { compile, type Program } from './program.ts'
import { problemRefused, type Refusal, type Sentence } from './refusal.ts'

export type Component = {
  /** The inputs that are this influence; more than one where they share an identity. */
  readonly names: readonly string[]
  readonly identity?: string
  readonly evaluation: 'A' | 'B'
  readonly estimate: number
  readonly unit: Unit
  readonly u: number
  readonly dof: number
  /** c = ∂y/∂x, in sensitivityUnit. */
  readonly sensitivity: number
  readonly sensitivityUnit?: Unit
  /** c·u, with its sign, in the unit of the result's uncertainty. */
  readonly contribution: number
  /** (c·u)²/u(y)², 0 to 1 where nothing correlates. */
  readonly share: number
}

export type Budget = {
  readonly name: string
  readonly value: number
  readonly unit: Unit
  /** Unit of u, U and contributions: Δ°C for a result in °C. */
  readonly uncertaintyUnit: Unit
  readonly u: number
  readonly components: readonly Component[]
  /** Share of u² that correlations add or, when negative, take away. */
  readonly correlationShare: number
  /** Effective degrees of freedom as computed; Infinity where nothing is limited. */
  readonly dof: number
  readonly k: number
  /** Probability of coverage where it was asked for. */
  readonly p?: number
  readonly U: number
  /** What a reader of the budget should know, in both languages; `notes` are the English ones. */
  readonly remarks: readonly Sentence[]
  readonly notes: readonly string[]
}

/** Budgets of the results in order; covariance of each pair in the product of their uncertainty units, and the correlations. */
export type Propagated = {
  readonly ok: true
  readonly budgets: readonly Budget[]
  readonly covariance: readonly (readonly number[])[]
  readonly correlation: readonly (readonly number[])[]
}

export type FirstOrderOptions = {
  readonly correlations?: readonly Correlation[]
  readonly coverage?: Coverage
  /** Units of results by name. */
  readonly units?: ReadonlyMap<string, Unit>
}

/** Compiles a model for these inputs and propagates once. One expression is the result `y`. */
export function firstOrder(model: Node | Model, inputs: readonly Input[], options: FirstOrderOptions = {}): Propagated | Refusal {
  const assignments: Model = 'type' in model ? [{ name: 'y', expression: model, place: model.place, unnamed: true }] : model
  const compiled = compile(assignments, inputs.map(({ name, unit }) => ({ name, unit })), { units: options.units })
  return compiled.ok ? propagate(compiled.program, inputs, options) : problemRefused(compiled)
}

/** Propagates through a program already compiled for inputs of these names, in this order. */
export function propagate(program: Program, inputs: readonly Input[], options: FirstOrderOptions = {}): Propagated | Refusal {
  const model = ofProgram(program)
  if ('ok' in model) return model
  const prepared = prepare(model, inputs, options)
  return prepared.ok ? budgetsOf(prepared.prepared) : prepared
}

/** Everything that does not change while only values are computed: influences, units, factors. */
export type Prepared = {
  readonly model: Differentiable
  readonly influences: Influences
  readonly estimates: Float64Array
  readonly coverage: Coverage
  readonly frames: readonly Frame[]
}

type Frame = {
  readonly name: string; readonly unit: Unit; readonly uncertaintyUnit: Unit; readonly sensitivityUnits: readonly (Unit | undefined)[]
}

export function prepare(
  model: Differentiable, inputs: readonly Input[], options: FirstOrderOptions = {},
): { readonly ok: true; readonly prepared: Prepared } | Refusal {
  const coverage = options.coverage ?? { k: 2 }
  const refused = checkCoverage(coverage)
  if (refused !== undefined) return refused
  const found = influencesOf(inputs, options.correlations ?? [])
  if (!found.ok) return found
  const { influences } = found
  const estimates = new Float64Array(inputs.length)
  for (const { inputs: positions, standard } of influences.list) for (const i of positions) estimates[i] = standard.estimate
  const frames = model.outputs.map(({ name, unit }): Frame => {
    const uncertaintyUnit = intervalUnit(unit)
    const sensitivityUnits = influences.list.map(({ first }) => {
      const ratio = divideUnits(uncertaintyUnit, intervalUnit(first.unit ?? DIMENSIONLESS))
      return ratio.ok ? ratio.value : undefined
    })
    return { name, unit, uncertaintyUnit, sensitivityUnits }
  })
  return { ok: true, prepared: { model, influences, estimates, coverage, frames } }
}

/** First order at the prepared estimates. */
export function budgetsOf({ model, influences, estimates, coverage, frames }: Prepared): Propagated | Refusal {
  const evaluated = model.evaluate(estimates)
  if (!evaluated.ok) return evaluated
  const sensitivities = evaluated.gradients.map((gradient) => byInfluence(gradient, influences))
  const contributions = sensitivities.map((c) => timesU(c, influences))
  const covariance = covarianceOf(contributions, influences)
  const budgets: Budget[] = []
  for (const [o, frame] of frames.entries()) {
    const variance = covariance[o]?.[o] ?? Number.NaN
    if (!Number.isFinite(variance)) return notFinite(`u(${frame.name})`, undefined)
    const [c, parts] = [sensitivities[o] ?? NONE, contributions[o] ?? NONE]
    budgets.push(budgetOf(frame, evaluated.values[o] ?? Number.NaN, c, parts, variance, influences, coverage))
  }
  return { ok: true, budgets, covariance, correlation: correlationOf(covariance) }
}

const NONE = new Float64Array(0)

/** An influence behind several inputs acts through all of them. */
function byInfluence(gradient: Float64Array, { list }: Influences): Float64Array {
  const c = new Float64Array(list.length)
  for (let i = 0; i < c.length; i++) for (const position of list[i]?.inputs ?? []) c[i] = (c[i] ?? 0) + (gradient[position] ?? 0)
  return c
}

function timesU(sensitivities: Float64Array, { list }: Influences): Float64Array {
  return sensitivities.map((c, i) => c * (list[i]?.standard.u ?? 0))
}

/** c·u of each influence, from the derivatives of a result by the inputs. */
export function contributionsOf(gradient: Float64Array, influences: Influences): Float64Array {
  return timesU(byInfluence(gradient, influences), influences)
}

/** Σ aᵢbᵢ + Σ rᵢⱼ(aᵢbⱼ + aⱼbᵢ) of contributions a, b to each pair of results (GUM 5.2.2, F.1.2.3, H.2.3). */
export function covarianceOf(contributions: readonly Float64Array[], influences: Influences): readonly (readonly number[])[] {
  const rows = contributions.map(() => contributions.map(() => 0))
  for (let x = 0; x < contributions.length; x++) {
    const tied = withCorrelations(contributions[x] ?? NONE, influences)
    for (let y = x; y < contributions.length; y++) {
      const other = contributions[y] ?? NONE
      let sum = 0
      for (let i = 0; i < tied.length; i++) sum += (tied[i] ?? 0) * (other[i] ?? 0)
      const value = x === y ? Math.max(0, sum) : sum
      const [row, column] = [rows[x], rows[y]]
      if (row !== undefined) row[y] = value
      if (column !== undefined) column[x] = value
    }
  }
  return rows
}

/** aᵢ + Σ rᵢⱼ aⱼ for each i. */
function withCorrelations(contributions: Float64Array, { pairs }: Influences): Float64Array {
  if (pairs.length === 0) return contributions
  const tied = Float64Array.from(contributions)
  for (const { i, j, r } of pairs) {
    tied[i] = (tied[i] ?? 0) + r * (contributions[j] ?? 0)
    tied[j] = (tied[j] ?? 0) + r * (contributions[i] ?? 0)
  }
  return tied
}

export function correlationOf(covariance: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return covariance.map((row, x) => row.map((value, y) => {
    if (x === y) return 1
    const scale = Math.sqrt((row[x] ?? 0) * (covariance[y]?.[y] ?? 0))
    return scale === 0 ? 0 : Math.max(-1, Math.min(1, value / scale))
  }))
}

function budgetOf(
  frame: Frame, value: number, c: Float64Array, contributions: Float64Array, variance: number, influences: Influences, coverage: Coverage,
): Budget {
  const { list } = influences
  const components: Component[] = []
  const flat: string[] = []
  const remarks: Sentence[] = []
  let own = 0
  for (let i = 0; i < c.length; i++) {
    const influence = list[i]
    if (influence === undefined) continue
    const { names, first, standard } = influence
    const [sensitivity, contribution] = [c[i] ?? 0, contributions[i] ?? 0]
    own += contribution * contribution
    if (sensitivity === 0 && standard.u > 0) flat.push(names.join(' = '))
    for (const { zh, en } of influence.notes) remarks.push({ zh: `${names[0]}：${zh}`, en: `${names[0]}: ${en}` })
    components.push({
      names, identity: first.identity, evaluation: standard.evaluation, estimate: standard.estimate, unit: first.unit ?? DIMENSIONLESS,
      u: standard.u, dof: standard.dof, sensitivity, sensitivityUnit: frame.sensitivityUnits[i], contribution,
      share: variance === 0 ? 0 : (contribution * contribution) / variance,
    })
  }
  const freedom = effectiveDof(contributions, variance, influences)
  const { k, p } = factorOf(coverage, freedom.dof)
  const u = Math.sqrt(variance)
  remarks.push(...freedom.notes, ...(flat.length === 0 ? [] : [unseen(flat)]))
  return {
    name: frame.name, value, unit: frame.unit, uncertaintyUnit: frame.uncertaintyUnit, u, components,
    correlationShare: variance === 0 ? 0 : (variance - own) / variance,
    dof: freedom.dof, k, p, U: k * u, remarks, notes: remarks.map(({ en }) => en),
  }
}

function unseen(names: readonly string[]): Sentence {
  return {
    zh: `一阶评定在此处看不到 ${names.join('、')} 的影响；模型弯曲时须计入二阶项（GUM 5.1.2 注）`,
    en: `first order sees no influence of ${names.join(', ')} here; where the model is curved, second-order terms count (GUM 5.1.2 note)`,
  }
}
