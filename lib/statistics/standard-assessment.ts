// Assessment of a measurement standard: repeatability, stability, verification of results. Pure, float64, order-independent.
// Source: JJF 1033-2023, appendix C (read in excerpts and examination questions, grade secondary; formulas partly from memory): C.1
// repeatability, C.2 stability, C.3 verification. How many readings and groups a document asks for is the caller's dated data
// (rules/assessment). Absent: control charts in place of a stability test (control-chart.ts), budgets (lib/uncertainty).

import { found, notFinite, notPositive, refuse, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import { chartConstants } from './chart-constants.ts'
import { valuesProblem } from './laboratory.ts'
import { mean, range, summary } from './location.ts'
import { exactSum } from './sum.ts'

export type Repeatability = {
  readonly n: number
  readonly mean: number
  /** Experimental standard deviation of one reading by Bessel's formula, and of the mean. */
  readonly s: number
  readonly sOfMean: number
  readonly dof: number
  /** Largest less smallest, and the standard deviation it gives, R/C with C = d2 (JJF 1059.1-2012, 4.3.2.3; for up to 9 or 10 readings). */
  readonly range: number
  readonly sByRange: number
}

/** Repeatability of verification or calibration results: at least `least` readings of a routine object under repeatability conditions. */
export function repeatability(readings: readonly number[], least = 2): Found<Repeatability> {
  const wrong = valuesProblem(readings, 'readings', Math.max(2, least))
  if (wrong !== undefined) return wrong
  if (readings.length > 100) return refuse('readings', '最多 100 个', 'at most 100')
  const { n, mean: middle, sd } = summary(readings)
  const R = range(readings)
  return found({ n, mean: middle, s: sd, sOfMean: sd / Math.sqrt(n), dof: n - 1, range: R, sByRange: R / chartConstants(n).d2 })
}

/** Pooled standard deviation of several series, √(Σ(nᵢ - 1)sᵢ²/Σ(nᵢ - 1)), with its degrees of freedom. */
export function pooledRepeatability(series: readonly (readonly number[])[]): Found<{ readonly s: number; readonly dof: number }> {
  const wrong = series.map((one, i) => valuesProblem(one, `series[${i + 1}]`, 2)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  if (series.length === 0) return refuse('series', '没有数据', 'there is none')
  const dof = exactSum(series.map((one) => one.length - 1))
  return found({ s: Math.sqrt(exactSum(series.map((one) => summary(one).squares)) / dof), dof })
}

export type RepeatabilityVerdict = { readonly satisfied: boolean; readonly ratio: number; readonly says: Sentence }

/** A standard in use: the new s must not exceed the one its uncertainty was evaluated with; else U is evaluated anew with the new s. */
export function repeatabilityKept(s: number, evaluated: number): Found<RepeatabilityVerdict> {
  const wrong = notPositive({ 's(evaluated)': evaluated }) ?? notFinite({ s })
  if (wrong !== undefined) return wrong
  const satisfied = s <= evaluated
  return found({
    satisfied, ratio: s / evaluated, says: satisfied
      ? { zh: '重复性不大于新建标准时的重复性，符合要求。', en: 'Repeatability is not worse than when the standard was established.' }
      : {
        zh: '重复性变差：须用新的重复性重新评定不确定度，满足开展项目要求时方可继续。',
        en: 'Repeatability is worse: evaluate the uncertainty anew with it, and go on only where that still suffices.',
      },
  })
}

export type StabilityVerdict = {
  readonly change: number
  readonly limit: number
  readonly satisfied: boolean
  readonly means: readonly number[]
}

/**
 * What the change is held against: |MPE| where the standard is used at its nominal value (以标称值), U (k = 2) of the correction where
 * corrected.
 */
export type StabilityLimit = { readonly use: 'nominal value'; readonly mpev: number } | { readonly use: 'corrected'; readonly U: number }

const limitOf = (limit: StabilityLimit): number => (limit.use === 'nominal value' ? limit.mpev : limit.U)

/**
 * A new standard: at least `least` groups over time of readings of a check standard; the change is the largest less the smallest group
 * mean.
 */
export function stabilityOfNew(
  groups: readonly (readonly number[])[], limit: StabilityLimit, { groups: least = 2, readings = 1 } = {},
): Found<StabilityVerdict> {
  const wrong = notPositive({ limit: limitOf(limit) })
    ?? (groups.length < least ? refuse('groups', `至少 ${least} 组`, `needs at least ${least}`) : undefined)
    ?? groups.map((one, i) => valuesProblem(one, `groups[${i + 1}]`, readings)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  const means = groups.map(mean)
  const change = range(means)
  return found({ change, limit: limitOf(limit), satisfied: change < limitOf(limit), means })
}

/**
 * A standard in use: one group a year; the change is the difference of the means of adjacent years, each pair judged, the largest returned.
 */
export function stabilityInUse(years: readonly (readonly number[])[], limit: StabilityLimit): Found<StabilityVerdict> {
  const wrong = notPositive({ limit: limitOf(limit) })
    ?? (years.length < 2 ? refuse('years', '至少两年', 'needs at least two') : undefined)
    ?? years.map((one, i) => valuesProblem(one, `years[${i + 1}]`, 1)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  const means = years.map(mean)
  const change = Math.max(...means.slice(1).map((one, i) => Math.abs(one - (means[i] ?? 0))))
  return found({ change, limit: limitOf(limit), satisfied: change < limitOf(limit), means })
}

export type ResultVerification = {
  readonly method: 'transfer' | 'transfer, reference negligible' | 'comparison'
  readonly difference: number
  readonly limit: number
  /** |difference|/limit, satisfied up to 1. */
  readonly ratio: number
  readonly satisfied: boolean
}

/** A value with its expanded uncertainty; both of one comparison with the same coverage. */
export type WithU = { readonly y: number; readonly U: number }

/**
 * Verification by transfer: the same stable object measured by this standard and by a higher one; |y - y0| ≤ √(U² + U0²), or ≤ U where
 * U0 ≤ `negligible`·U (1/3 in JJF 1033) and the document lets U0 be left out. Left out only where `negligible` is given.
 */
export function verifyByTransfer({ y, U }: WithU, reference: WithU, negligible?: number): Found<ResultVerification> {
  const wrong = notFinite({ y, y0: reference.y }) ?? notPositive({ U, U0: reference.U, negligible })
  if (wrong !== undefined) return wrong
  // One third as a float64 must not fail at equality.
  const small = negligible !== undefined && reference.U <= negligible * U * (1 + 1e-12)
  const limit = small ? U : Math.hypot(U, reference.U)
  const difference = y - reference.y
  const ratio = Math.abs(difference) / limit
  return found({ method: small ? 'transfer, reference negligible' : 'transfer', difference, limit, ratio, satisfied: ratio <= 1 })
}

/**
 * Verification by comparison with standards of the same class: |y - ȳ| ≤ √((n - 1)/n)·U, ȳ the mean of all n laboratories, this one among
 * them.
 */
export function verifyByComparison(own: WithU, others: readonly number[]): Found<ResultVerification> {
  const wrong = notFinite({ y: own.y }) ?? notPositive({ U: own.U }) ?? valuesProblem(others, 'others', 1)
  if (wrong !== undefined) return wrong
  const n = others.length + 1
  const difference = own.y - mean([own.y, ...others])
  const limit = Math.sqrt((n - 1) / n) * own.U
  const ratio = Math.abs(difference) / limit
  return found({ method: 'comparison', difference, limit, ratio, satisfied: ratio <= 1 })
}
