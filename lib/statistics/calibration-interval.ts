// Calibration intervals by the NCSLI RP-1 methods A3 (interval test) and by variables data; S2 is beside it (reliability-model.ts). Pure,
// float64. Sources: NCSL International RP-1 (2010), method A3; NASA-HDBK-8739.19-5, 7 (variables); Castrup, Calibration Intervals from
// Variables Data (2005). Absent: legal verification periods, which are dated law and never computed.

import { found, notFinite, notPositive, notProbability, refuse, type Found, type Refusal } from '@duheng/decisions/refusal.ts'
import { root } from '@duheng/decisions/numeric.ts'
import { coverageFactor, tQuantile } from '@duheng/uncertainty/special/student.ts'
import { binomialCdf, binomialTail, shareLimits } from './discrete.ts'
import { valuesProblem } from './laboratory.ts'
import { cholesky, inverseWith, times, type Matrix } from './matrix.ts'
import { exactSum } from './sum.ts'

/**
 * History of one assigned interval: calibrations found in tolerance out of all, the interval (any unit of time), the reliability wanted.
 */
export type IntervalHistory = { readonly inTolerance: number; readonly n: number; readonly interval: number; readonly target: number }

/** `confidence` with which the target must be rejected before the interval is changed; bounds of the new interval, in its unit. */
export type IntervalOptions = {
  readonly confidence?: number
  readonly maxChange?: number
  readonly leastChange?: number
  readonly shortest?: number
  readonly longest?: number
}

export type IntervalTest = {
  readonly observed: number
  /** Confidence with which the observed reliability contradicts the target; 0 where it does not. */
  readonly rejection: number
  /** Clopper and Pearson's limits of the reliability at `confidence`. */
  readonly low: number
  readonly high: number
  /** The interval the test computes, and the one recommended after its bounds. */
  readonly computed: number
  readonly interval: number
  readonly changed: boolean
}

/** Method A3: tests whether the observed reliability differs from the target and lengthens or shortens the interval by how much it does. */
export function intervalTest(history: IntervalHistory, options: IntervalOptions = {}): Found<IntervalTest> {
  const { inTolerance: x, n, interval, target } = history
  const { confidence = 0.5, maxChange = 2, leastChange = 0, shortest = 0, longest = Infinity } = options
  const wrong = notProbability({ target, confidence }) ?? notPositive({ interval, maxChange })
  if (wrong !== undefined) return wrong
  const limits = shareLimits(x, n, confidence)
  if (!limits.ok) return limits
  const observed = x / n
  const rejection = rejectionOf(x, n, target)
  const factor = observed > target
    ? (rejection === 1 ? maxChange : Math.min(maxChange, 10 ** ((observed - target) / (1 - rejection))))
    : Math.max(1 / maxChange, 10 ** ((observed - target) * rejection))
  const computed = factor * interval
  const changes = rejection > confidence && Math.abs(computed - interval) >= leastChange
  const recommended = changes ? Math.min(Math.max(computed, shortest), longest) : interval
  return found({
    observed, rejection, low: limits.value.lower, high: limits.value.upper, computed, interval: recommended,
    changed: recommended !== interval,
  })
}

/** 1 - 2·(tail from x outwards) of the binomial at the target, at least 0; at the ends 1 - P(exactly x). */
function rejectionOf(x: number, n: number, target: number): number {
  if (x === 0 || x === n) return 1 - (x === 0 ? (1 - target) ** n : target ** n)
  return Math.max(0, 1 - 2 * (x / n > target ? binomialTail(x, n, target) : binomialCdf(x, n, target)))
}

/**
 * Counts the calibrations whose own interval was near the assigned one, as A3 wants: within the smaller of `tolerance` and half the
 * interval.
 */
export function historyOf(
  calibrations: readonly { readonly interval: number; readonly inTolerance: boolean }[],
  assigned: { readonly interval: number; readonly target: number }, tolerance = 56,
): IntervalHistory & { readonly unused: number } {
  const used = calibrations.filter((one) => Math.abs(one.interval - assigned.interval) <= Math.min(tolerance, assigned.interval / 2))
  return {
    ...assigned, inTolerance: used.filter((one) => one.inTolerance).length, n: used.length, unused: calibrations.length - used.length,
  }
}

/** Changes of the value between calibrations (as found less as left) with the times between; fitted by a polynomial through zero. */
export type Drift = { readonly times: readonly number[]; readonly changes: readonly number[] }

export type DriftFit = {
  /** Coefficients of t, t², …; their covariance; standard deviation of the residuals. */
  readonly b: readonly number[]
  readonly covariance: Matrix
  readonly s: number
  readonly dof: number
}

/** Least squares of the changes by b₁t + … + b_m·t^m, order 1 to 3. */
export function fitDrift({ times: t, changes }: Drift, order = 1): Found<DriftFit> {
  const wrong = driftProblem(t, changes, order)
  if (wrong !== undefined) return wrong
  const longest = Math.max(...t)
  const X = t.map((one) => Array.from({ length: order }, (_, j) => (one / longest) ** (j + 1)))
  const normal = Array.from(
    { length: order }, (_, i) => Array.from({ length: order }, (__, j) => exactSum(X.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))),
  )
  const L = cholesky(normal)
  if (L === undefined) return refuse('times', '时间不足以拟合该阶次', 'the times do not suffice for this order')
  const inverse = inverseWith(L)
  const scaled = times(inverse, Array.from({ length: order }, (_, i) => exactSum(X.map((row, k) => (row[i] ?? 0) * (changes[k] ?? 0)))))
  const dof = t.length - order
  const s2 = exactSum(X.map((row, k) => ((changes[k] ?? 0) - row.reduce((sum, x, i) => sum + x * (scaled[i] ?? 0), 0)) ** 2)) / dof
  const unit = (i: number): number => longest ** -(i + 1)
  return found({
    b: scaled.map((one, i) => one * unit(i)), covariance: inverse.map((row, i) => row.map((one, j) => one * s2 * unit(i) * unit(j))),
    s: Math.sqrt(s2), dof,
  })
}

function driftProblem(t: readonly number[], changes: readonly number[], order: number): Refusal | undefined {
  if (!Number.isInteger(order) || order < 1 || order > 3) return refuse('order', '须为 1、2 或 3', 'must be 1, 2 or 3')
  const wrong = valuesProblem(t, 'times', order + 1) ?? valuesProblem(changes, 'changes', order + 1)
  if (wrong !== undefined) return wrong
  if (t.length !== changes.length) return refuse('changes', '须与时间一一对应', 'must be one for each time')
  return t.some((one) => one <= 0) ? refuse('times', '须大于零', 'must be greater than zero') : undefined
}

/** Predicted change at a time with its standard uncertainty for a single instrument: scatter and uncertainty of the fit. */
export function predictDrift({ b, covariance, s }: DriftFit, t: number): { readonly change: number; readonly u: number } {
  const powers = b.map((_, i) => t ** (i + 1))
  const fit = times(covariance, powers).reduce((sum, one, i) => sum + one * (powers[i] ?? 0), 0)
  return { change: powers.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0), u: Math.sqrt(s * s + fit) }
}

/** The time at which the uncertainty of the predicted value reaches a target; both standard uncertainties of the same kind. */
export function intervalByUncertainty(fit: DriftFit, u0: number, target: number, longest: number): Found<number> {
  const wrong = notPositive({ target, longest }) ?? notFinite({ u0 })
  if (wrong !== undefined) return wrong
  const excess = (t: number): number => Math.hypot(u0, predictDrift(fit, t).u) - target
  if (excess(0) >= 0) return refuse('target', '刚校准时就已超过目标', 'it is exceeded on the day of calibration')
  return found(excess(longest) <= 0 ? longest : (root(excess, 0, longest, 1e-9) ?? longest))
}

/**
 * The first time at which the predicted value with its uncertainty leaves the limits; `confidence` two-sided with two limits, else
 * one-sided.
 */
export function intervalByReliability(
  fit: DriftFit, start: { readonly y0: number; readonly u0: number }, limits: { readonly lower?: number; readonly upper?: number },
  confidence: number, longest: number,
): Found<number> {
  const { lower, upper } = limits
  const wrong = notProbability({ confidence }) ?? notPositive({ longest }) ?? notFinite({ y0: start.y0, u0: start.u0, lower, upper })
  if (wrong !== undefined) return wrong
  if (lower === undefined && upper === undefined) return refuse('limits', '至少需要一个限', 'at least one limit is needed')
  const k = lower === undefined || upper === undefined ? tQuantile(confidence, fit.dof) : coverageFactor(confidence, fit.dof)
  const room = (t: number): number => {
    const { change, u } = predictDrift(fit, t)
    const half = k * Math.hypot(start.u0, u)
    return Math.min((upper ?? Infinity) - start.y0 - change - half, start.y0 + change - half - (lower ?? -Infinity))
  }
  if (room(0) < 0) return found(0)
  const steps = Array.from({ length: 2001 }, (_, i) => (longest * i) / 2000)
  const out = steps.findIndex((t) => room(t) < 0)
  return found(out < 0 ? longest : (root(room, steps[out - 1] ?? 0, steps[out] ?? longest, 1e-9) ?? longest))
}
