// The median of a comparison with its uncertainty, by propagating the stated distributions: Cox's procedure B, and the weighted median.
// Pure: the seed is an argument, the same seed gives the same digits anywhere. Sources: Cox, Metrologia 39 (2002) 589, procedure B;
// JCGM 101:2008, 7 (Monte Carlo, shortest interval). Absent: results that are correlated.

import { found, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { CHUNK_TRIALS, Stream } from '@duheng/uncertainty/monte-carlo/stream.ts'
import { fillBell, zigguratOf } from '@duheng/uncertainty/monte-carlo/ziggurat.ts'
import { reportedProblem, type Reported } from './laboratory.ts'
import { median, sorted } from './location.ts'
import { exactSum } from './sum.ts'

export type Shortest = { readonly low: number; readonly high: number }

export type MedianComparison = {
  readonly value: number
  readonly u: number
  /** Shortest interval with the coverage probability. */
  readonly interval: Shortest
  readonly degrees: readonly {
    readonly lab: string
    readonly d: number
    readonly u: number
    readonly interval: Shortest
    readonly equivalent: boolean
  }[]
  readonly trials: number
  readonly seed: number
  readonly coverage: number
}

export type Trials = { readonly seed: number; readonly trials?: number; readonly coverage?: number }

/**
 * Procedure B: each trial draws every laboratory's value (t where it states degrees of freedom) and takes the median. 10 000 to 2 000 000
 * trials.
 */
export function medianComparison(
  results: readonly Reported[], { seed, trials = 100_000, coverage = 0.95 }: Trials,
): Found<MedianComparison> {
  const wrong = reportedProblem(results) ?? notProbability({ coverage })
  if (wrong !== undefined) return wrong
  if (!Number.isSafeInteger(seed) || seed < 0) return refuse('seed', '须为非负整数', 'must be a whole number, not negative')
  if (!Number.isInteger(trials) || trials < 10_000 || trials > 2_000_000) {
    return refuse('trials', '须在 10 000 与 2 000 000 之间', 'must lie between 10 000 and 2 000 000')
  }
  const centre = median(results.map(({ x }) => x))
  // Streams belong to ranks, so that the order in which laboratories are listed changes nothing.
  const ranked = results.toSorted((a, b) => a.x - b.x || a.u - b.u)
  const columns = results.map((one) => drawn(one, centre, seed, ranked.indexOf(one), trials))
  const medians = new Float64Array(trials)
  const row = new Float64Array(results.length)
  for (let t = 0; t < trials; t++) {
    for (const [i, column] of columns.entries()) row[i] = column[t] ?? 0
    medians[t] = middle(row)
  }
  const away = columns.map((column) => column.map((value, t) => value - (medians[t] ?? 0)))
  const whole = described(medians, coverage)
  const degrees = results.map(({ lab }, i) => {
    const { mean, u, interval } = described(away[i] ?? new Float64Array(0), coverage)
    return { lab, d: mean, u, interval, equivalent: interval.low <= 0 && interval.high >= 0 }
  })
  const interval = { low: centre + whole.interval.low, high: centre + whole.interval.high }
  return found({ value: centre + whole.mean, u: whole.u, interval, degrees, trials, seed, coverage })
}

function drawn({ x, u, dof }: Reported, centre: number, seed: number, input: number, trials: number): Float64Array {
  const stream = new Stream()
  stream.start(seed, 0, input)
  const bell = zigguratOf(dof ?? Infinity)
  const column = new Float64Array(trials)
  for (let from = 0; from < trials; from += CHUNK_TRIALS) {
    fillBell(bell, stream, x - centre, u, column.subarray(from), Math.min(CHUNK_TRIALS, trials - from))
  }
  return column
}

/** Median of a short row, which is sorted in place by insertion. */
function middle(row: Float64Array): number {
  for (let i = 1; i < row.length; i++) {
    const value = row[i] ?? 0
    let j = i - 1
    for (; j >= 0 && (row[j] ?? 0) > value; j--) row[j + 1] = row[j] ?? 0
    row[j + 1] = value
  }
  const half = row.length >> 1
  return row.length % 2 === 1 ? (row[half] ?? 0) : ((row[half - 1] ?? 0) + (row[half] ?? 0)) / 2
}

/** Sorts the draws in place; sums in that order, so that equal draws give equal digits. */
function described(draws: Float64Array, coverage: number): { mean: number; u: number; interval: Shortest } {
  const ordered = draws.sort()
  const n = ordered.length
  let [sum, squares] = [0, 0]
  for (const value of ordered) sum += value
  const mean = sum / n
  for (const value of ordered) squares += (value - mean) ** 2
  const inside = Math.round(coverage * n)
  let best = 0
  for (let i = 1; i + inside < n; i++) {
    if ((ordered[i + inside] ?? 0) - (ordered[i] ?? 0) < (ordered[best + inside] ?? 0) - (ordered[best] ?? 0)) best = i
  }
  return { mean, u: Math.sqrt(squares / (n - 1)), interval: { low: ordered[best] ?? 0, high: ordered[best + inside] ?? 0 } }
}

/**
 * Weighted median: half the weight 1/u lies on either side (the maximum-likelihood centre of Laplace scatter). u as for the mean of its
 * draws.
 */
export function weightedMedian(results: readonly Reported[]): Found<number> {
  const wrong = reportedProblem(results, 1)
  if (wrong !== undefined) return wrong
  const ordered = results.toSorted((a, b) => a.x - b.x)
  const total = exactSum(ordered.map(({ u }) => 1 / u))
  let sum = 0
  for (const [i, { x, u }] of ordered.entries()) {
    sum += 1 / u
    if (Math.abs(sum - total / 2) <= 1e-12 * total) return found((x + (ordered[i + 1]?.x ?? x)) / 2)
    if (sum > total / 2) return found(x)
  }
  return found(sorted(results.map(({ x }) => x)).at(-1) ?? Number.NaN)
}
