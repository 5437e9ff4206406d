// First-order propagation of uncertainty with its budget: u(y), components, ν_eff, k and U (GUM 5.1.2, 5.2.2, G.4.1).
// Pure, float64. Absent: second-order terms, Monte Carlo, and rounding of what is printed (lib/quantity/rounding.ts).

import { DIMENSIONLESS, divideUnits, intervalUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Model, Node } from './ast.ts'
import { backward, derivativeWorkspace } from './derivative.ts'
import { influencesOf, type Correlation, type Influences } from './influence.ts'
import type { Input } from './inputs.ts'
import { compile, run, type Program } from './program.ts'
import type { Refusal } from './refusal.ts'
import { coverageFactor } from './special/student.ts'

/** A probability of coverage (k from t with ν_eff truncated, or as computed: GUM G.4.1 note 1), or a coverage factor as agreed. */
export type Coverage = { readonly p: number; readonly dof?: 'truncated' | 'as computed' } | { readonly k: number }

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
  /** What a reader of the budget should know, in sentences. */
  readonly notes: readonly string[]
}

export type Propagated = { readonly ok: true; readonly budgets: readonly Budget[]; readonly correlation: readonly (readonly number[])[] }

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
  return compiled.ok ? propagate(compiled.program, inputs, options) : compiled
}

/** Propagates through a program already compiled for inputs of these names, in this order. */
export function propagate(program: Program, inputs: readonly Input[], options: FirstOrderOptions = {}): Propagated | Refusal {
  const coverage = options.coverage ?? { k: 2 }
  const valid = 'k' in coverage ? coverage.k > 0 : coverage.p > 0 && coverage.p < 1
  if (!valid) return { ok: false, message: 'a coverage factor is greater than zero, a probability lies between 0 and 1' }
  if (program.stepped) return { ok: false, message: 'round and floor have no derivative: leave rounding out of the model' }
  if (program.inputCount !== inputs.length) return { ok: false, message: 'the inputs are not those the model was compiled for' }
  const found = influencesOf(inputs, options.correlations ?? [])
  if (!found.ok) return found
  const { influences } = found
  const sensitivities = sensitivitiesOf(program, inputs, influences)
  if ('ok' in sensitivities) return sensitivities
  const budgets = program.outputs.map(({ name, unit }, o): Budget => {
    const result = sensitivities.results[o]
    return budgetOf(name, result?.value ?? Number.NaN, unit, result?.c ?? new Float64Array(0), influences, coverage)
  })
  return { ok: true, budgets, correlation: correlationsOf(sensitivities.results.map(({ c }) => c), budgets, influences) }
}

type Results = { readonly results: readonly { readonly value: number; readonly c: Float64Array }[] }

function sensitivitiesOf(program: Program, inputs: readonly Input[], influences: Influences): Results | Refusal {
  const workspace = derivativeWorkspace(program)
  const estimates = new Float64Array(inputs.length)
  for (const { inputs: positions, standard } of influences.list) for (const i of positions) estimates[i] = standard.estimate
  run(program, estimates, workspace.slots)
  const gradient = new Float64Array(inputs.length)
  const results: { value: number; c: Float64Array }[] = []
  for (const [o, output] of program.outputs.entries()) {
    const value = backward(program, o, workspace, gradient)
    if (!Number.isFinite(value)) return { ok: false, message: `"${output.name}" has no finite value at these estimates` }
    const c = Float64Array.from(influences.list, (influence) => influence.inputs.reduce((sum, i) => sum + (gradient[i] ?? 0), 0))
    const undefinedAt = c.findIndex((one) => !Number.isFinite(one))
    if (undefinedAt !== -1) {
      return {
        ok: false, message: `"${output.name}" has no finite derivative by "${influences.list[undefinedAt]?.names[0]}" at these estimates`,
      }
    }
    results.push({ value, c })
  }
  return { results }
}

function budgetOf(name: string, value: number, unit: Unit, c: Float64Array, influences: Influences, coverage: Coverage): Budget {
  const contributions = influences.list.map(({ standard }, i) => (c[i] ?? 0) * standard.u)
  const own = contributions.reduce((sum, part) => sum + part * part, 0)
  const shared = influences.pairs.reduce((sum, { i, j, r }) => sum + 2 * r * (contributions[i] ?? 0) * (contributions[j] ?? 0), 0)
  const variance = Math.max(0, own + shared)
  const u = Math.sqrt(variance)
  const uncertaintyUnit = intervalUnit(unit)
  const components = influences.list.map(({ names, first, standard }, i): Component => {
    const inputUnit = first.unit ?? DIMENSIONLESS
    const contribution = contributions[i] ?? 0
    const sensitivityUnit = divideUnits(uncertaintyUnit, intervalUnit(inputUnit))
    return {
      names, identity: first.identity, evaluation: standard.evaluation, estimate: standard.estimate,
      unit: inputUnit, u: standard.u, dof: standard.dof,
      sensitivity: c[i] ?? 0, sensitivityUnit: sensitivityUnit.ok ? sensitivityUnit.value : undefined, contribution,
      share: variance === 0 ? 0 : (contribution * contribution) / variance,
    }
  })
  const freedom = effectiveDof(contributions, variance, influences)
  const { k, p } = factorOf(coverage, freedom.dof)
  const flat = components.filter((part) => part.sensitivity === 0 && part.u > 0).map((part) => part.names.join(' = '))
  const notes = flat.length === 0 ? freedom.notes
    : [
      ...freedom.notes,
      `first order sees no influence of ${flat.join(', ')} here; where the model is curved, second-order terms count (GUM 5.1.2 note)`,
    ]
  return {
    name, value, unit, uncertaintyUnit, u, components, correlationShare: variance === 0 ? 0 : shared / variance,
    dof: freedom.dof, k, p, U: k * u, notes,
  }
}

/**
 * Welch–Satterthwaite (GUM G.4.1, equation G.2b). Influences that correlate count as one variance with the degrees of freedom of their
 * set.
 */
function effectiveDof(
  contributions: readonly number[], variance: number, { list, pairs, sets }: Influences,
): { dof: number; notes: readonly string[] } {
  const notes: string[] = []
  const grouped = new Set(sets.flat())
  let sum = 0
  for (const [i, contribution] of contributions.entries()) {
    const dof = list[i]?.standard.dof ?? Infinity
    if (dof !== Infinity && !grouped.has(i)) sum += contribution ** 4 / dof
  }
  for (const set of sets) {
    const members = new Set(set)
    const own = set.reduce((total, i) => total + (contributions[i] ?? 0) ** 2, 0)
    const shared = pairs.reduce(
      (total, { i, j, r }) => (members.has(i) ? total + 2 * r * (contributions[i] ?? 0) * (contributions[j] ?? 0) : total), 0,
    )
    const dofs = [...new Set(set.map((i) => list[i]?.standard.dof ?? Infinity))]
    if (dofs.length > 1) {
      const names = set.map((i) => list[i]?.names[0]).join(', ')
      notes.push(`${names} correlate with different degrees of freedom, which Welch–Satterthwaite does not cover: the smallest is used`)
    }
    sum += (own + shared) ** 2 / Math.min(...dofs)
  }
  const dof = sum === 0 ? Infinity : variance ** 2 / sum
  return { dof, notes }
}

function factorOf(coverage: Coverage, dof: number): { k: number; p?: number } {
  if ('k' in coverage) return { k: coverage.k }
  const used = coverage.dof === 'as computed' ? dof : Math.max(1, Math.floor(dof * (1 + 1e-12)))
  return { k: coverageFactor(coverage.p, used), p: coverage.p }
}

/** r between results through the influences they share (GUM H.2.3, F.1.2.3). */
function correlationsOf(
  c: readonly Float64Array[], budgets: readonly Budget[], { list, pairs }: Influences,
): readonly (readonly number[])[] {
  return c.map((x, a) => c.map((y, b) => {
    if (a === b) return 1
    const part = (i: number, j: number) => (x[i] ?? 0) * (y[j] ?? 0) * (list[i]?.standard.u ?? 0) * (list[j]?.standard.u ?? 0)
    const covariance = list.reduce((sum, _, i) => sum + part(i, i), 0) + pairs.reduce(
      (sum, { i, j, r }) => sum + r * (part(i, j) + part(j, i)), 0,
    )
    const scale = (budgets[a]?.u ?? 0) * (budgets[b]?.u ?? 0)
    return scale === 0 ? 0 : Math.max(-1, Math.min(1, covariance / scale))
  }))
}
