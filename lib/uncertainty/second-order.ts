// Second-order propagation: what the curvature of a model adds to u(y), and by how much the estimate is off (GUM 5.1.2 note, H.1.7).
// u² = gᵀΣg + ½ tr(HΣHΣ) + gᵀΣ∇tr(HΣ), which is the formula of the note where nothing correlates: ΣΣ (½ fᵢⱼ² + fᵢ fᵢⱼⱼ) u²ᵢ u²ⱼ. As there,
// inputs count as normal. Pure. Absent: models with equations, skewness and kurtosis of the inputs (Monte Carlo has both).

import { factorOf } from './coverage.ts'
import { correlationMatrix } from './influence.ts'
import { cholesky, multiply } from './linear.ts'
import { firstOrderOf, type MeasurementModel } from './model.ts'
import { refuse, type Refusal } from './refusal.ts'
import { along, type Along } from './taylor.ts'

export type SecondOrder = {
  readonly name: string
  /** The model at the estimates. */
  readonly value: number
  /** ½ tr(HΣ): the expectation of the model less its value at the estimates. */
  readonly bias: number
  /** First order alone, and with the terms of second order. */
  readonly uFirst: number
  readonly u: number
  /** k for the degrees of freedom of first order, and U with it. */
  readonly k: number
  readonly U: number
  /** Pairs of influences (one twice where it is curved by itself) with what each adds to u² by ½ fᵢⱼ², greatest first. */
  readonly pairs: readonly { readonly names: readonly [string, string]; readonly variance: number }[]
}

/** Most influences with an uncertainty: the work grows with the square of their number. */
export const MOST_INFLUENCES = 200

export function secondOrderOf(model: MeasurementModel): { readonly ok: true; readonly results: readonly SecondOrder[] } | Refusal {
  if (model.equations !== undefined) {
    return refuse('implicit', '隐式模型没有二阶评定：请用蒙特卡洛法', 'there is no second order through equations: use Monte Carlo')
  }
  const first = firstOrderOf(model)
  if (!first.ok) return first
  const space = spaceOf(model)
  if ('ok' in space) return space
  const curved = model.results.map((output) => curvatureOf(space, output))
  const results: SecondOrder[] = []
  for (const [i, budget] of first.budgets.entries()) {
    const { hessian, third, traced } = curved[i] ?? { hessian: [], third: 0, traced: 0 }
    const quadratic = traceOfSquare(hessian, space.r) / 2
    const variance = budget.u ** 2 + quadratic + third
    if (!(variance >= 0 && variance < Infinity)) return noSeries(budget.name)
    const u = Math.sqrt(variance)
    const { k } = factorOf(model.coverage, budget.dof)
    results.push({
      name: budget.name, value: budget.value, bias: traced / 2, uFirst: budget.u, u, k, U: k * u,
      pairs: pairsOf(hessian, space.names, variance),
    })
  }
  return { ok: true, results }
}

function noSeries(name: string): Refusal {
  return refuse(
    name, `“${name}”在这些估计值附近弯曲太大，二阶展开不成立：请用蒙特卡洛法`,
    `"${name}" is too curved near these estimates for a second-order expansion: use Monte Carlo`,
  )
}

/** Lines through the estimates in units of u, for the influences that have one, and their correlation matrix. */
type Space = {
  readonly line: (steps: readonly number[]) => readonly Along[]
  readonly r: readonly (readonly number[])[]
  readonly factors: readonly (readonly number[])[]
  readonly names: readonly string[]
}

function spaceOf({ program, prepared }: MeasurementModel): Space | Refusal {
  const { influences, estimates } = prepared
  const moving = [...influences.list.entries()].filter(([, { standard }]) => standard.u > 0)
  if (moving.length > MOST_INFLUENCES) {
    return refuse('inputs', `二阶评定最多 ${MOST_INFLUENCES} 个影响量`, `second order takes at most ${MOST_INFLUENCES} influences`)
  }
  const r = correlationMatrix(moving.map(([position]) => position), influences.pairs)
  const lower = cholesky(r)
  if (lower === undefined) return refuse('correlations', '相关系数矩阵不成立', 'the correlation matrix cannot be')
  // The lines of the Hessian are the same for every result.
  const drawn = new Map<string, readonly Along[]>()
  const line = (steps: readonly number[]) => {
    const key = steps.join(' ')
    const known = drawn.get(key)
    if (known !== undefined) return known
    const direction = new Float64Array(program.inputCount)
    for (const [i, [, { inputs, standard }]] of moving.entries()) for (const at of inputs) direction[at] = (steps[i] ?? 0) * standard.u
    const found = along(program, estimates, direction)
    drawn.set(key, found)
    return found
  }
  const factors = moving.map((_, j) => lower.map((row) => row[j] ?? 0))
  return { line, r, factors, names: moving.map(([, { names }]) => names.join(' = ')) }
}

type Curvature = { readonly hessian: readonly (readonly number[])[]; readonly third: number; readonly traced: number }

/** fᵢⱼuᵢuⱼ from second derivatives along sums and differences; the third-order term from third derivatives likewise. */
function curvatureOf({ line, r, factors, names }: Space, output: number): Curvature {
  const count = names.length
  const unit = (i: number) => names.map((_, k) => (k === i ? 1 : 0))
  const mix = (v: readonly number[], w: readonly number[], sign: number) => v.map((x, i) => x + sign * (w[i] ?? 0))
  const get = (steps: readonly number[]) => line(steps)[output] ?? { value: 0, first: 0, second: 0, third: 0 }
  const own = names.map((_, i) => get(unit(i)))
  const hessian = names.map((_, i) => names.map((__, j) => (i === j ? (own[i]?.second ?? 0) : 0)))
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const both = (get(mix(unit(i), unit(j), 1)).second - get(mix(unit(i), unit(j), -1)).second) / 4
      const [row, column] = [hessian[i], hessian[j]]
      if (row !== undefined) row[j] = both
      if (column !== undefined) column[i] = both
    }
  }
  const toward = r.map((row) => row.reduce((sum, one, j) => sum + one * (own[j]?.first ?? 0), 0))
  const ahead = get(toward).third
  const third = factors.reduce(
    (sum, v) => sum + (get(mix(v, toward, 1)).third - get(mix(v, toward, -1)).third - 2 * ahead) / 6, 0,
  )
  const traced = hessian.reduce((sum, row, i) => sum + row.reduce((part, one, j) => part + one * (r[i]?.[j] ?? 0), 0), 0)
  return { hessian, third, traced }
}

/** tr(HRHR). */
function traceOfSquare(h: readonly (readonly number[])[], r: readonly (readonly number[])[]): number {
  const hr = multiply(h, r)
  return hr.reduce((sum, row, i) => sum + row.reduce((part, x, j) => part + x * (hr[j]?.[i] ?? 0), 0), 0)
}

function pairsOf(hessian: readonly (readonly number[])[], names: readonly string[], variance: number): SecondOrder['pairs'] {
  const found: { names: readonly [string, string]; variance: number }[] = []
  for (const [i, row] of hessian.entries()) {
    for (let j = 0; j <= i; j++) {
      const part = (row[j] ?? 0) ** 2 * (i === j ? 0.5 : 1)
      if (part > 1e-6 * variance) found.push({ names: [names[j] ?? '', names[i] ?? ''], variance: part })
    }
  }
  return found.sort((a, b) => b.variance - a.variance)
}
