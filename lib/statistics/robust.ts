// Robust location and scale of a round of results: MADe, nIQR, Algorithm A, Algorithm S, the Q method and Hampel's estimator.
// Pure, order-independent. Source: ISO 13528:2015, C.2 to C.5 (from memory; checked against metRology and published data); ISO 5725-5:1998.
// The outcome of Algorithm A moves in the fourth digit with its factor and its stopping rule: both are stated in the result.

import { found, notPositive, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { chi2Cdf, chi2Quantile } from '@duheng/uncertainty/special/gamma.ts'
import { normalCdf, normalDensity, normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import { valuesProblem } from './laboratory.ts'
import { mean, median, medianDeviation, quantile, sorted, summary } from './location.ts'
import { exactSum } from './sum.ts'

/** 1/Φ⁻¹(3/4): a median deviation as a standard deviation; ISO 13528 prints 1.483. */
export const MAD_FACTOR = 1 / normalQuantile(0.75)

/** Scaled median absolute deviation and scaled interquartile range (ISO 13528:2015, C.2). */
export function simpleScales(values: readonly number[]): Found<{ readonly median: number; readonly made: number; readonly niqr: number }> {
  const wrong = valuesProblem(values, 'values', 2)
  if (wrong !== undefined) return wrong
  const niqr = (quantile(values, 0.75) - quantile(values, 0.25)) / (2 * normalQuantile(0.75))
  return found({ median: median(values), made: MAD_FACTOR * medianDeviation(values), niqr })
}

export type AlgorithmA = {
  /** Robust mean x*, robust standard deviation s*, in the unit of the values. */
  readonly x: number
  readonly s: number
  /** Standard uncertainty of x*: 1.25·s*·n^(-1/2) (ISO 13528:2015, 7.7.3). */
  readonly u: number
  /** Factor of the winsorised standard deviation: 1.134 as printed, or exact for 1.5·s*. */
  readonly factor: number
  readonly tolerance: number
  readonly iterations: number
  readonly converged: boolean
  /** Values moved to x* ± 1.5·s*. */
  readonly winsorised: number
}

/**
 * What Algorithm A is run with: `printed` factors 1.134 and 1.483 of the standard, or `exact` ones; relative tolerance of s*, most
 * iterations.
 */
export type AlgorithmAOptions = { readonly factors?: 'printed' | 'exact'; readonly tolerance?: number; readonly iterations?: number }

/** Factor that makes the standard deviation of normal values winsorised at c unbiased for large n. */
export function winsorisedFactor(c: number): number {
  const beyond = 2 * (1 - normalCdf(c))
  return 1 / Math.sqrt(1 - beyond - 2 * c * normalDensity(c) + beyond * c * c)
}

/** Algorithm A (ISO 13528:2015, C.3.1): mean and standard deviation of values winsorised at 1.5·s*, again until s* stays. */
export function algorithmA(
  values: readonly number[], { factors = 'printed', tolerance = 1e-12, iterations = 1000 }: AlgorithmAOptions = {},
): Found<AlgorithmA> {
  const wrong = valuesProblem(values, 'values', 2) ?? notPositive({ tolerance, iterations })
  if (wrong !== undefined) return wrong
  const factor = factors === 'printed' ? 1.134 : winsorisedFactor(1.5)
  const n = values.length
  let x = median(values)
  let s = (factors === 'printed' ? 1.483 : MAD_FACTOR) * medianDeviation(values)
  // More than half the values are equal: the median deviation is 0, and the standard's note starts from the plain deviation instead.
  if (s === 0) s = summary(values).sd
  let step = 0
  let converged = s === 0
  let winsorised = 0
  while (step < iterations && !converged) {
    step++
    const delta = 1.5 * s
    const moved = values.map((value) => Math.min(Math.max(value, x - delta), x + delta))
    winsorised = values.filter((value) => Math.abs(value - x) > delta).length
    const next = summary(moved)
    const change = Math.abs(factor * next.sd - s) + Math.abs(next.mean - x)
    x = next.mean
    s = factor * next.sd
    converged = change <= tolerance * s
  }
  return found({ x, s, u: (1.25 * s) / Math.sqrt(n), factor, tolerance, iterations: step, converged, winsorised })
}

export type AlgorithmS = { readonly w: number; readonly limit: number; readonly adjustment: number; readonly iterations: number }

/**
 * Limit and adjustment factors η, ξ of Algorithm S for ν degrees of freedom: 1.645 and 1.097 for ν = 1 (ISO 5725-5:1998, table of Algorithm
 * S).
 */
export function algorithmSFactors(nu: number): { readonly limit: number; readonly adjustment: number } {
  const limit2 = chi2Quantile(0.9, nu) / nu
  return { limit: Math.sqrt(limit2), adjustment: 1 / Math.sqrt(chi2Cdf(nu * limit2, nu + 2) + 0.1 * limit2) }
}

/** Algorithm S: pooled value of standard deviations (ν each) or ranges of pairs (ν = 1), large ones held back (ISO 13528:2015, C.4). */
export function algorithmS(values: readonly number[], nu: number, tolerance = 1e-12): Found<AlgorithmS> {
  const wrong = valuesProblem(values, 'values', 2) ?? notPositive({ nu, tolerance })
  if (wrong !== undefined) return wrong
  if (values.some((value) => value < 0)) return refuse('values', '标准差或极差不得为负', 'standard deviations and ranges are not negative')
  const { limit, adjustment } = algorithmSFactors(nu)
  let w = median(values)
  let iterations = 0
  for (let change = Infinity; iterations < 1000 && change > tolerance * w; iterations++) {
    const most = limit * w
    const next = adjustment * Math.sqrt(exactSum(values.map((value) => Math.min(value, most) ** 2)) / values.length)
    change = Math.abs(next - w)
    w = next
  }
  return found({ w, limit, adjustment, iterations })
}

/**
 * The Q method (ISO 13528:2015, C.5.2): the robust reproducibility standard deviation from the distribution of differences between
 * laboratories. `groups` holds each laboratory's replicates (one is enough).
 */
export function qMethod(groups: readonly (readonly number[])[]): Found<number> {
  const wrong = groups.length < 2 ? refuse('groups', '至少需要 2 个实验室', 'needs at least 2 laboratories') : undefined
  const inside = wrong ?? groups.map((group, i) => valuesProblem(group, `groups[${i + 1}]`, 1)).find((one) => one !== undefined)
  if (inside !== undefined) return inside
  const { at, H } = differences(groups)
  const atZero = at[0] === 0 ? (H[0] ?? 0) : 0
  const level = 0.25 + 0.75 * atZero
  return found(crossing(at, H, atZero, level) / (Math.SQRT2 * normalQuantile(0.625 + 0.375 * atZero)))
}

/**
 * Where the distribution of differences between laboratories steps, and its height there; differences equal but for rounding are one step.
 */
function differences(groups: readonly (readonly number[])[]): { at: number[]; H: number[] } {
  const steps = groups.flatMap((a, i) => groups.slice(i + 1).flatMap((b) => {
    return a.flatMap((x) => b.map((y) => ({ size: Math.abs(x - y), share: 1 / (a.length * b.length) })))
  })).toSorted((a, b) => a.size - b.size)
  const largest = Math.max(...groups.flat().map(Math.abs))
  const pairs = (groups.length * (groups.length - 1)) / 2
  const at: number[] = []
  const H: number[] = []
  let height = 0
  for (const { size, share } of steps) {
    height += share / pairs
    if (at.length > 0 && size - (at.at(-1) ?? 0) <= 1e-14 * largest) H[H.length - 1] = height
    else {
      at.push(size)
      H.push(height)
    }
  }
  return { at, H }
}

/** G⁻¹(level) of the distribution smoothed by joining the middles of its steps. */
function crossing(at: readonly number[], H: readonly number[], atZero: number, level: number): number {
  const xs = at[0] === 0 ? [...at] : [0, ...at]
  const G = at.map((_, i) => (i === 0 ? (at[0] === 0 ? atZero : (H[0] ?? 0) / 2) : ((H[i] ?? 0) + (H[i - 1] ?? 0)) / 2))
  const gs = at[0] === 0 ? G : [0, ...G]
  const i = gs.findIndex((g) => g >= level)
  if (i <= 0) return i === 0 ? (xs[0] ?? 0) : (xs.at(-1) ?? 0)
  const share = (level - (gs[i - 1] ?? 0)) / ((gs[i] ?? 0) - (gs[i - 1] ?? 0))
  return (xs[i - 1] ?? 0) + share * ((xs[i] ?? 0) - (xs[i - 1] ?? 0))
}

export type Hampel = { readonly x: number; readonly s: number; readonly u: number }

/** Hampel's redescending estimator of location for a robust s (ISO 13528:2015, C.5.3): of its solutions the one nearest the median. */
export function hampel(values: readonly number[], s: number): Found<Hampel> {
  const wrong = valuesProblem(values, 'values', 2)
  if (wrong !== undefined) return wrong
  const u = (1.25 * s) / Math.sqrt(values.length)
  if (s === 0) return found({ x: median(values), s, u: 0 })
  if (!(s > 0)) return refuse('s', '不得为负', 'is not negative')
  const nodes = sorted([...new Set(values.flatMap((value) => [-4.5, -3, -1.5, 1.5, 3, 4.5].map((k) => value + k * s)))])
  const influence = (x: number): number => exactSum(values.map((value) => psi((value - x) / s)))
  const centre = median(values)
  let best: number | undefined
  let previous = influence(nodes[0] ?? 0)
  for (let i = 1; i < nodes.length; i++) {
    const [left, right] = [nodes[i - 1] ?? 0, nodes[i] ?? 0]
    const value = influence(right)
    // Ψ is a chain of straight lines: between two nodes the sum is one too.
    if (previous * value <= 0 && previous !== value) {
      const x = left + (previous / (previous - value)) * (right - left)
      if (best === undefined || Math.abs(x - centre) < Math.abs(best - centre)) best = x
    }
    previous = value
  }
  return found({ x: best ?? mean(values), s, u })
}

function psi(q: number): number {
  const size = Math.abs(q)
  if (size <= 1.5) return q
  const bent = size <= 3 ? 1.5 : size <= 4.5 ? 4.5 - size : 0
  return q < 0 ? -bent : bent
}
