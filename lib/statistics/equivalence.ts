// Degrees of equivalence: how far a laboratory lies from a reference value made of the results themselves, and labs from each other, with
// the correlation that this brings. Pure, float64.
// Sources: Cox, Metrologia 39 (2002) 589, procedure A, steps 4 and 5; CIPM MRA D-05, 4; JJF 1117-2010 (En with correlation, from memory).
// Absent: the reference value itself (consensus.ts, median-comparison.ts).

import { found, notPositive, refuse, type Found } from '@duheng/decisions/refusal.ts'
import type { Consensus } from './consensus.ts'
import { reportedProblem, type Reported } from './laboratory.ts'
import { cholesky, inverseWith, times, type Matrix } from './matrix.ts'
import { median } from './location.ts'
import { exactSum } from './sum.ts'

/** D = x - reference with U(D) = k·u(D), in the unit of the results; `en` = D/U(D), equivalent where |En| ≤ 1. */
export type Degree = {
  readonly lab: string
  readonly d: number
  readonly u: number
  readonly U: number
  readonly en: number
  readonly equivalent: boolean
}

export type PairDegree = {
  readonly labs: readonly [string, string]
  readonly d: number
  readonly U: number
  readonly en: number
  readonly equivalent: boolean
}

/** Covariance of the results: their u² + τ² on the diagonal; `correlation` off it where some share an influence. */
export function covarianceOf(results: readonly Reported[], correlation?: Matrix, tau2 = 0): Found<number[][]> {
  const n = results.length
  if (correlation !== undefined && (correlation.length !== n || correlation.some((row) => row.length !== n))) {
    return refuse('correlation', `须为 ${n} × ${n} 矩阵`, `must be a ${n} × ${n} matrix`)
  }
  const V = results.map((a, i) => results.map((b, j) => (i === j ? a.u * a.u + tau2 : a.u * b.u * (correlation?.[i]?.[j] ?? 0))))
  const symmetric = V.every((row, i) => row.every((value, j) => value === V[j]?.[i]))
  if (!symmetric) return refuse('correlation', '须为对称矩阵', 'must be symmetric')
  if (cholesky(V) === undefined) return refuse('correlation', '须正定', 'must be positive definite')
  return found(V)
}

/** Generalised least squares mean of correlated results: the weighted mean where there is no correlation. `q` is the χ² of consistency. */
export function correlatedMean(
  results: readonly Reported[], correlation: Matrix,
): Found<Consensus & { readonly q: number; readonly dof: number }> {
  const wrong = reportedProblem(results)
  if (wrong !== undefined) return wrong
  const V = covarianceOf(results, correlation)
  if (!V.ok) return V
  const L = cholesky(V.value)
  if (L === undefined) return refuse('correlation', '须正定', 'must be positive definite')
  const P = inverseWith(L)
  const rows = P.map((row) => exactSum(row))
  const total = exactSum(rows)
  const centre = median(results.map(({ x }) => x))
  const d = results.map(({ x }) => x - centre)
  const weights = rows.map((row) => row / total)
  const shift = exactSum(d.map((value, i) => value * (weights[i] ?? 0)))
  const r = d.map((value) => value - shift)
  const q = exactSum(times(P, r).map((value, i) => value * (r[i] ?? 0)))
  return found({
    method: 'generalised least squares', value: centre + shift, u: Math.sqrt(1 / total), tau2: 0, weights, q, dof: results.length - 1,
  })
}

/**
 * Degrees of equivalence with a reference value that is Σ wᵢ·xᵢ of the results: u²(Dᵢ) = Vᵢᵢ - 2·(V·w)ᵢ + wᵀVw. For the weighted mean this
 * is u²(xᵢ) - u²(reference); a result of weight 0, left out of the reference, has u²(xᵢ) + u²(reference).
 * `k` is the coverage factor of U(D), 2 where nothing is said.
 */
export function degreesOfEquivalence(
  results: readonly Reported[], reference: Pick<Consensus, 'value' | 'weights' | 'tau2'>,
  { correlation, k = 2 }: { correlation?: Matrix; k?: number } = {},
): Found<Degree[]> {
  const wrong = reportedProblem(results) ?? notPositive({ k })
  if (wrong !== undefined) return wrong
  if (reference.weights.length !== results.length) return refuse('weights', '须与结果一一对应', 'must be one for each result')
  const V = covarianceOf(results, correlation, reference.tau2)
  if (!V.ok) return V
  const shared = times(V.value, reference.weights)
  const own = exactSum(shared.map((value, i) => value * (reference.weights[i] ?? 0)))
  return found(results.map(({ lab, x }, i) => {
    const variance = (V.value[i]?.[i] ?? 0) - 2 * (shared[i] ?? 0) + own
    const u = Math.sqrt(Math.max(0, variance))
    return degree(lab, x - reference.value, u, k)
  }))
}

/** Degrees of equivalence with a reference that none of the results belongs to, such as a pilot's value: u²(D) = u² + u²_ref. */
export function degreesFromReference(results: readonly Reported[], reference: { value: number; u: number }, k = 2): Found<Degree[]> {
  const wrong = reportedProblem(results, 1) ?? notPositive({ k, u: reference.u })
  return wrong ?? found(results.map(({ lab, x, u }) => degree(lab, x - reference.value, Math.hypot(u, reference.u), k)))
}

function degree(lab: string, d: number, u: number, k: number): Degree {
  const en = u === 0 ? (d === 0 ? 0 : Infinity * Math.sign(d)) : d / (k * u)
  return { lab, d, u, U: k * u, en, equivalent: Math.abs(en) <= 1 }
}

/** Degrees of equivalence between every two laboratories: xᵢ - xⱼ with u² = Vᵢᵢ + Vⱼⱼ - 2Vᵢⱼ. */
export function pairDegrees(
  results: readonly Reported[], { correlation, k = 2 }: { correlation?: Matrix; k?: number } = {},
): Found<PairDegree[]> {
  const wrong = reportedProblem(results) ?? notPositive({ k })
  if (wrong !== undefined) return wrong
  const V = covarianceOf(results, correlation)
  if (!V.ok) return V
  const pairs = results.flatMap((a, i) => results.slice(i + 1).map((b, step): PairDegree => {
    const j = i + 1 + step
    const variance = (V.value[i]?.[i] ?? 0) + (V.value[j]?.[j] ?? 0) - 2 * (V.value[i]?.[j] ?? 0)
    const { d, U, en, equivalent } = degree('', a.x - b.x, Math.sqrt(Math.max(0, variance)), k)
    return { labs: [a.lab, b.lab], d, U, en, equivalent }
  }))
  return found(pairs)
}
