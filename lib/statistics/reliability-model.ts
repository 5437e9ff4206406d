// Calibration intervals by NCSLI RP-1 method S2: a reliability model fitted to in-tolerance counts by time since calibration. Pure,
// float64. Sources: NCSL International RP-1 (2010), appendix D: models, likelihood (D-5), F test of fit (D-19, D-23), variance of the
// interval (D-29). Of the models that are not rejected the one with the smallest Akaike value is taken; RP-1's figure of merit weighs costs
// instead. Absent: drift and restricted-walk models, whose three parameters ask for more data than instruments give.

import { root } from '@duheng/decisions/numeric.ts'
import { found, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { fTails } from '@duheng/uncertainty/special/fisher.ts'
import { normalCdf, normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import { cholesky, solveWith } from './matrix.ts'
import { exactSum } from './sum.ts'

/** Calibrations whose time since the last one was near `time`: how many, and how many of them in tolerance. */
export type Bin = { readonly time: number; readonly n: number; readonly inTolerance: number }

export type ModelName = 'exponential' | 'Weibull' | 'mixed exponential' | 'random walk' | 'modified gamma' | 'mortality drift' | 'warranty'
  | 'lognormal'

/** Reliability at t ≥ 0 (t in units of the longest bin) with positive parameters. */
type Model = { readonly starts: readonly (readonly number[])[]; readonly at: (t: number, theta: readonly number[]) => number }

const MODELS: Readonly<Record<ModelName, Model>> = {
  exponential: { starts: [[0.3], [2]], at: (t, [a = 0]) => Math.exp(-a * t) },
  Weibull: { starts: [[0.5, 1], [0.5, 2], [0.5, 0.5]], at: (t, [a = 0, b = 1]) => Math.exp(-((a * t) ** b)) },
  'mixed exponential': { starts: [[1, 0.5], [10, 0.3]], at: (t, [a = 0, b = 1]) => (1 + a * t) ** -b },
  'random walk': { starts: [[0.2, 0.5], [0.1, 2]], at: (t, [a = 1, b = 1]) => 2 * normalCdf(1 / Math.sqrt(a + b * t)) - 1 },
  'modified gamma': { starts: [[1], [3]], at: (t, [a = 0]) => Math.exp(-a * t) * (1 + a * t + (a * t) ** 2 / 2 + (a * t) ** 3 / 6) },
  'mortality drift': { starts: [[0.2, 0.2], [0.5, 0.05]], at: (t, [a = 0, b = 0]) => Math.exp(-(a * t + b * t * t)) },
  warranty: { starts: [[3, 1], [8, 1.5]], at: (t, [a = 1, b = 1]) => 1 / (1 + Math.exp(a * (t - b))) },
  lognormal: { starts: [[0.7, 1], [0.5, 0.4]], at: (t, [a = 1, b = 1]) => (t <= 0 ? 1 : normalCdf(-Math.log(a * t) / b)) },
}

export type FittedModel = {
  readonly model: ModelName
  /** Parameters with time in the unit of the bins' longest. */
  readonly theta: readonly number[]
  readonly logLikelihood: number
  readonly aic: number
  /** Confidence with which the fit is rejected (F test of RP-1); undefined with too few bins to tell. */
  readonly rejection?: number
  readonly rejected: boolean
  /** Time at which the reliability is the target, and the limits its variance gives; undefined where the model never falls to it. */
  readonly interval?: number
  readonly limits?: readonly [number, number]
}

export type ReliabilityFit = {
  readonly best?: FittedModel
  readonly models: readonly FittedModel[]
  readonly target: number
  readonly calibrations: number
}

/**
 * Fits every model by maximum likelihood, best first. Two bins at least, in any unit of time; `confidence` of the F test and the limits.
 */
export function fitReliability(bins: readonly Bin[], target: number, confidence = 0.95): Found<ReliabilityFit> {
  const wrong = notProbability({ target, confidence }) ?? binsProblem(bins)
  if (wrong !== undefined) return wrong
  const longest = Math.max(...bins.map(({ time }) => time))
  const scaled = bins.map((bin) => ({ ...bin, time: bin.time / longest }))
  const names = Object.keys(MODELS).filter((name): name is ModelName => name in MODELS)
  const models = names.map((name) => fitted(
    name, scaled, target, confidence, longest,
  )).toSorted((a, b) => Number(a.rejected) - Number(b.rejected) || a.aic - b.aic)
  const best = models.find(({ rejected, interval }) => !rejected && interval !== undefined)
  return found({ best, models, target, calibrations: bins.reduce((sum, { n }) => sum + n, 0) })
}

function binsProblem(bins: readonly Bin[]) {
  if (bins.length < 2) return refuse('bins', '至少两个时间段', 'needs at least two')
  for (const [i, { time, n, inTolerance }] of bins.entries()) {
    if (!(time > 0 && time < Infinity)) return refuse(`bins[${i + 1}].time`, '须大于零', 'must be greater than zero')
    if (!Number.isInteger(n) || n < 1) return refuse(`bins[${i + 1}].n`, '须为正整数', 'must be a whole number above 0')
    if (!Number.isInteger(inTolerance) || inTolerance < 0 || inTolerance > n) {
      return refuse(`bins[${i + 1}].inTolerance`, '须为 0 至 n 的整数', 'must be a whole number from 0 to n')
    }
  }
  return undefined
}

function fitted(name: ModelName, bins: readonly Bin[], target: number, confidence: number, unit: number): FittedModel {
  const { starts, at } = MODELS[name]
  // Parameters are positive: searched by their logarithms.
  const cost = (logs: readonly number[]): number => -likelihood(bins, (t) => at(t, logs.map(Math.exp)))
  const found_ = starts.map((start) => simplex(cost, start.map(Math.log))).toSorted((a, b) => a.value - b.value)[0]
  const theta = (found_?.at ?? []).map(Math.exp)
  const reliability = (t: number): number => at(t, theta)
  const rejection = fitTest(bins, reliability, theta.length)
  const logLikelihood = -(found_?.value ?? Infinity)
  const interval = root((t) => reliability(t) - target, 0, 20, 1e-12)
  const limits = interval === undefined ? undefined : limitsOf(bins, at, theta, target, normalQuantile((1 + confidence) / 2))
  return {
    model: name, theta, logLikelihood, aic: 2 * theta.length - 2 * logLikelihood, rejection,
    rejected: rejection !== undefined && rejection > confidence,
    interval: interval === undefined ? undefined : interval * unit,
    limits: limits === undefined ? undefined : [limits[0] * unit, limits[1] * unit],
  }
}

/** Binomial log-likelihood without the constant. */
function likelihood(bins: readonly Bin[], reliability: (t: number) => number): number {
  return exactSum(bins.map(({ time, n, inTolerance }) => {
    const r = Math.min(1 - 1e-12, Math.max(1e-12, reliability(time)))
    return inTolerance * Math.log(r) + (n - inTolerance) * Math.log1p(-r)
  }))
}

/** Lack of fit against scatter within bins (RP-1, D-19 and D-23). */
function fitTest(bins: readonly Bin[], reliability: (t: number) => number, parameters: number): number | undefined {
  const k = bins.length
  const n = exactSum(bins.map((bin) => bin.n))
  if (k <= parameters || n <= k) return undefined
  const within = exactSum(bins.map((bin) => bin.n * (bin.inTolerance / bin.n) * (1 - bin.inTolerance / bin.n))) / (n - k)
  const lack = exactSum(bins.map((bin) => bin.n * (bin.inTolerance / bin.n - reliability(bin.time)) ** 2)) / (k - parameters)
  return within === 0 ? (lack < 1e-12 ? 0 : 1) : fTails(lack / within, k - parameters, n - k).lower
}

/** Where R(t) ∓ z·u(R(t)) crosses the target, u from the information matrix of the fit (RP-1, D-29). */
function limitsOf(
  bins: readonly Bin[], at: Model['at'], theta: readonly number[], target: number, z: number,
): [number, number] | undefined {
  const slope = (t: number): number[] => theta.map((value, i) => {
    const step = 1e-6 * Math.max(value, 1e-6)
    const moved = (sign: number): number => at(t, theta.map((one, j) => (j === i ? one + sign * step : one)))
    return (moved(1) - moved(-1)) / (2 * step)
  })
  const information = theta.map((_, i) => theta.map((__, j) => exactSum(bins.map(({ time, n }) => {
    const r = Math.min(1 - 1e-9, Math.max(1e-9, at(time, theta)))
    const d = slope(time)
    return (n * (d[i] ?? 0) * (d[j] ?? 0)) / (r * (1 - r))
  }))))
  const L = cholesky(information)
  if (L === undefined) return undefined
  const band = (t: number, sign: number): number => {
    const d = slope(t)
    const variance = solveWith(L, d).reduce((sum, one, i) => sum + one * (d[i] ?? 0), 0)
    return at(t, theta) + sign * z * Math.sqrt(Math.max(0, variance)) - target
  }
  const low = root((t) => band(t, -1), 1e-9, 20, 1e-10) ?? 0
  const high = root((t) => band(t, 1), 1e-9, 20, 1e-10) ?? Infinity
  return [low, high]
}

/** Nelder and Mead's simplex (1965), restarted once from what it found. */
function simplex(cost: (x: readonly number[]) => number, start: readonly number[]): { at: readonly number[]; value: number } {
  let best = { at: start, value: cost(start) }
  for (let pass = 0; pass < 3; pass++) best = once(cost, best.at)
  return best
}

function once(cost: (x: readonly number[]) => number, start: readonly number[]): { at: readonly number[]; value: number } {
  const point = (at: readonly number[]) => ({ at, value: cost(at) })
  let points = [point(start), ...start.map((_, i) => point(start.map((one, j) => (j === i ? one + 0.5 : one))))]
  for (let step = 0; step < 500; step++) {
    points = points.toSorted((a, b) => a.value - b.value)
    const [best, worst] = [points[0] ?? point(start), points.at(-1) ?? point(start)]
    if (worst.value - best.value <= 1e-13 * Math.abs(best.value)) break
    const kept = points.slice(0, -1)
    const centre = start.map((_, i) => kept.reduce((sum, one) => sum + (one.at[i] ?? 0), 0) / kept.length)
    const along = (factor: number) => point(centre.map((one, i) => one + factor * (one - (worst.at[i] ?? 0))))
    const reflected = along(1)
    const second = kept.at(-1)?.value ?? best.value
    if (reflected.value < best.value) {
      const further = along(2)
      points = [...kept, further.value < reflected.value ? further : reflected]
    } else if (reflected.value < second) points = [...kept, reflected]
    else {
      const nearer = reflected.value < worst.value ? along(0.5) : along(-0.5)
      points = nearer.value < Math.min(worst.value, reflected.value)
        ? [...kept, nearer]
        : points.map((one) => point(one.at.map((value, i) => (value + (best.at[i] ?? 0)) / 2)))
    }
  }
  return points.toSorted((a, b) => a.value - b.value)[0] ?? point(start)
}
