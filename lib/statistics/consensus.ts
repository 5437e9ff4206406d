// Consensus values of results with standard uncertainties: weighted mean, its consistency, and means with a between-laboratory variance.
// Pure, float64, order-independent: values are centred on their median and every sum is exact (sum.ts).
// Sources: Cochran (1954) for Q; DerSimonian and Laird (1986); Mandel and Paule (1970, 1982), Rukhin and Vangel (1998);
// REML as in Viechtbauer (2005); Birge (1932). Absent: correlated results (key-comparison.ts), robust means (robust.ts).

import { found, notProbability, type Found } from '@duheng/decisions/refusal.ts'
import { chi2Quantile, chi2Tail } from '@duheng/uncertainty/special/gamma.ts'
import { reportedProblem, type Reported } from './laboratory.ts'
import { mean, median, summary } from './location.ts'
import { exactSum } from './sum.ts'

/** A consensus mean: value and standard uncertainty in the unit of the results, the between-laboratory variance τ² it used, and how. */
export type Consensus = {
  readonly method: string
  readonly value: number
  readonly u: number
  /** Between-laboratory variance ("dark uncertainty" squared); 0 where the method has none. */
  readonly tau2: number
  /** Shares of each result in the value, adding to 1, in the order of the results. */
  readonly weights: readonly number[]
  /** Iterations and the relative change they stopped at, where the method iterates. */
  readonly iterations?: number
  readonly tolerance?: number
}

/** Values less their median, so that what they share is gone exactly; the median is the same in any order. */
type Centred = { readonly centre: number; readonly d: readonly number[]; readonly u: readonly number[]; readonly scale: number }

function centred(results: readonly Reported[]): Centred {
  const centre = median(results.map(({ x }) => x))
  const u = results.map((one) => one.u)
  return { centre, d: results.map(({ x }) => x - centre), u, scale: Math.min(...u) }
}

/** Weighted mean of centred values for a given τ²; weights are scaled by the smallest variance so that nothing overflows. */
function weighted({ d, u, scale }: Centred, tau2: number) {
  const w = u.map((one) => 1 / ((one / scale) ** 2 + tau2 / scale ** 2))
  const sum = exactSum(w)
  const shift = exactSum(w.map((weight, i) => weight * (d[i] ?? 0))) / sum
  const q = exactSum(w.map((weight, i) => weight * (((d[i] ?? 0) - shift) / scale) ** 2))
  return { w, sum, shift, q, u: scale / Math.sqrt(sum) }
}

function consensusOf(method: string, data: Centred, tau2: number, more: Partial<Consensus> = {}): Consensus {
  const { w, sum, shift, u } = weighted(data, tau2)
  return { method, value: data.centre + shift, u, tau2, weights: w.map((weight) => weight / sum), ...more }
}

/** Inverse-variance weighted mean, u = (Σ 1/u²)^(-1/2) (Cox 2002, procedure A, step 1). */
export function weightedMean(results: readonly Reported[]): Found<Consensus> {
  return reportedProblem(results, 1) ?? found(consensusOf('weighted mean', centred(results), 0))
}

/** Arithmetic mean with u from the stated uncertainties, √(Σ u²)/n. */
export function arithmeticMean(results: readonly Reported[]): Found<Consensus> {
  const wrong = reportedProblem(results, 1)
  if (wrong !== undefined) return wrong
  const n = results.length
  const u = Math.sqrt(exactSum(results.map((one) => one.u ** 2))) / n
  return found({ method: 'arithmetic mean', value: mean(results.map(({ x }) => x)), u, tau2: 0, weights: results.map(() => 1 / n) })
}

export type Consistency = {
  /** Cochran's Q = Σ ((x - x̄_w)/u)², χ² with `dof` degrees of freedom where only the stated uncertainties are at work. */
  readonly q: number
  readonly dof: number
  /** P(χ² > Q), and the value of Q at which it is alpha. */
  readonly p: number
  readonly critical: number
  readonly alpha: number
  readonly consistent: boolean
  /** √(Q/dof): above 1 the results scatter more than stated. */
  readonly birge: number
  /** Share of the scatter that the stated uncertainties do not explain, max(0, 1 - dof/Q). */
  readonly i2: number
}

/**
 * χ² test of consistency about the weighted mean; consistent where P ≥ alpha (Cox 2002, step 2, uses 0.05; the NIST Decision Tree 0.10).
 */
export function consistency(results: readonly Reported[], alpha = 0.05): Found<Consistency> {
  const wrong = reportedProblem(results) ?? notProbability({ alpha })
  if (wrong !== undefined) return wrong
  const { q } = weighted(centred(results), 0)
  const dof = results.length - 1
  const p = chi2Tail(q, dof)
  return found({
    q, dof, p, critical: chi2Quantile(1 - alpha, dof), alpha, consistent: p >= alpha, birge: Math.sqrt(q / dof),
    i2: q > dof ? 1 - dof / q : 0,
  })
}

/** DerSimonian and Laird: τ² = max(0, (Q - (n - 1))/(Σw - Σw²/Σw)), then the weighted mean with u² + τ². */
export function derSimonianLaird(results: readonly Reported[]): Found<Consensus> {
  const wrong = reportedProblem(results)
  if (wrong !== undefined) return wrong
  const data = centred(results)
  const { w, sum, q } = weighted(data, 0)
  const spread = sum - exactSum(w.map((weight) => weight * weight)) / sum
  const tau2 = Math.max(0, (q - (results.length - 1)) / spread) * data.scale ** 2
  return found(consensusOf('DerSimonian–Laird', data, tau2))
}

/**
 * Mandel and Paule: the τ² ≥ 0 with Σ (x - x̄)²/(u² + τ²) = n - 1; τ² = 0 where the left side is smaller already.
 * Newton's iteration from 0 rises to the root, since the left side is convex and falls; stops at a relative change of 1e-15.
 */
export function mandelPaule(results: readonly Reported[]): Found<Consensus> {
  const wrong = reportedProblem(results)
  if (wrong !== undefined) return wrong
  const data = centred(results)
  const n = results.length
  const tolerance = 1e-15
  let tau2 = 0
  let iterations = 0
  for (; iterations < 200; iterations++) {
    const { w, shift, q } = weighted(data, tau2)
    const excess = q - (n - 1)
    if (excess <= 0) break
    const slope = exactSum(w.map((weight, i) => (weight * ((data.d[i] ?? 0) - shift)) ** 2)) / data.scale ** 4
    const step = excess / slope
    tau2 += step
    if (step <= tolerance * tau2) break
  }
  return found(consensusOf('Mandel–Paule', data, tau2, { iterations, tolerance }))
}

/** Restricted maximum likelihood: Fisher scoring of τ², kept at 0 or above; stops at a relative change of 1e-14. */
export function restrictedLikelihood(results: readonly Reported[]): Found<Consensus> {
  const wrong = reportedProblem(results)
  if (wrong !== undefined) return wrong
  const data = centred(results)
  const tolerance = 1e-14
  let tau2 = summary(data.d).sd ** 2
  let iterations = 0
  for (; iterations < 1000; iterations++) {
    const { w, sum, shift } = weighted(data, tau2)
    const s2 = data.scale ** 2
    const squares = exactSum(w.map((weight) => weight * weight))
    const cubes = exactSum(w.map((weight) => weight ** 3))
    const fit = exactSum(w.map((weight, i) => (weight * ((data.d[i] ?? 0) - shift)) ** 2)) / s2
    const trace = squares - (2 * cubes) / sum + (squares / sum) ** 2
    const next = Math.max(0, tau2 + (s2 * (fit - (sum - squares / sum))) / trace)
    const moved = Math.abs(next - tau2)
    tau2 = next
    if (moved <= tolerance * tau2 || tau2 === 0) break
  }
  return found(consensusOf('REML', data, tau2, { iterations, tolerance }))
}

/** Weighted mean with its uncertainty widened by the Birge ratio where that is above 1. */
export function birgeMean(results: readonly Reported[]): Found<Consensus> {
  const plain = weightedMean(results)
  if (!plain.ok) return plain
  const test = consistency(results)
  return test.ok ? found({ ...plain.value, method: 'Birge', u: plain.value.u * Math.max(1, test.value.birge) }) : test
}
