// Mean, median, deviations of one set of numbers, computed about their median so that large common parts cancel exactly.
// Pure, order-independent (sum.ts). Absent: outliers and robust iteration (robust.ts), weights (consensus.ts).

import { exactSum } from './sum.ts'

/** Sorted copy. */
export function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}

/** Middle value, or the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values)
  const half = Math.floor(ordered.length / 2)
  const upper = ordered[half] ?? Number.NaN
  if (ordered.length % 2 === 1) return upper
  const lower = ordered[half - 1] ?? Number.NaN
  return lower + (upper - lower) / 2
}

/** Quantile by linear interpolation between order statistics at 1 + (n - 1)p (type 7 of Hyndman and Fan, as spreadsheets do). */
export function quantile(values: readonly number[], p: number): number {
  const ordered = sorted(values)
  const at = (ordered.length - 1) * p
  const below = Math.floor(at)
  const low = ordered[below] ?? Number.NaN
  const high = ordered[Math.min(below + 1, ordered.length - 1)] ?? Number.NaN
  return low + (at - below) * (high - low)
}

export type Summary = {
  readonly n: number
  readonly mean: number
  /** Sum of squared deviations from the mean. */
  readonly squares: number
  /** Experimental standard deviation with n - 1 (GUM 4.2.2; Bessel's formula); NaN of fewer than two. */
  readonly sd: number
}

/** Mean, sum of squares and experimental standard deviation. */
export function summary(values: readonly number[]): Summary {
  const n = values.length
  const centre = median(values)
  const away = values.map((value) => value - centre)
  const shift = exactSum(away) / n
  const squares = exactSum(away.map((value) => (value - shift) ** 2))
  return { n, mean: centre + shift, squares, sd: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1)) }
}

export function mean(values: readonly number[]): number {
  return summary(values).mean
}

/** Largest less smallest. */
export function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values)
}

/** Median of absolute deviations from the median, not scaled. */
export function medianDeviation(values: readonly number[]): number {
  const centre = median(values)
  return median(values.map((value) => Math.abs(value - centre)))
}
