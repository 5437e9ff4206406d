// Control charts of a check standard or process: X̄–R, X̄–s, individuals with moving ranges. Pure, float64.
// Sources: ISO 7870-2:2013 = GB/T 17989.2, 6 to 8 (from memory); Montgomery, Statistical Quality Control, 6.
// Absent: attribute charts; which subgroups to leave out, which somebody decides with a reason; EWMA and CUSUM (shift-chart.ts).

import { found, notFinite, notPositive, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { chartConstants } from './chart-constants.ts'
import { valuesProblem } from './laboratory.ts'
import { mean, median, range, summary } from './location.ts'
import { NELSON_RULES, signalsOf, type RunRule, type Signal } from './run-rules.ts'

/** One chart: its points with centre line and limits in the unit of the values, and what breaks the rules. */
export type Chart = {
  readonly points: readonly number[]
  readonly centre: number
  readonly lower: number
  readonly upper: number
  /** Standard error of a point, a third of the way from centre to upper limit. */
  readonly sigma: number
  readonly signals: readonly Signal[]
}

export type ChartPair = {
  readonly kind: 'X̄–R' | 'X̄–s' | 'I–MR'
  readonly location: Chart
  readonly dispersion: Chart
  /** Standard deviation of single values that the limits rest on, and from where. */
  readonly sigma: number
  readonly basis: 'baseline' | 'given'
  /** Subgroups (or values) whose scatter set the limits. */
  readonly baseline: number
  readonly inControl: boolean
}

export type ChartOptions = {
  /** The first so many subgroups set the limits; all where nothing is said. */
  readonly baseline?: number
  /** Given values instead of a baseline (a standard's known mean and standard deviation). */
  readonly given?: { readonly mean: number; readonly sigma: number }
  readonly rules?: readonly RunRule[]
}

/** X̄ with R (n up to 10) or s, for subgroups of equal size 2 to 25. */
export function subgroupCharts(
  subgroups: readonly (readonly number[])[], dispersion: 'R' | 's', options: ChartOptions = {},
): Found<ChartPair> {
  const n = subgroups[0]?.length ?? 0
  const wrong = chartProblem(subgroups.length, options) ?? subgroupsProblem(subgroups, n)
  if (wrong !== undefined) return wrong
  const { given } = options
  const k = chartConstants(n)
  const spreads = subgroups.map((one) => (dispersion === 'R' ? range(one) : summary(one).sd))
  const means = subgroups.map(mean)
  const first = options.baseline ?? subgroups.length
  const unit = dispersion === 'R' ? { mean: k.d2, sd: k.d3 } : { mean: k.c4, sd: k.c5 }
  const sigma = given?.sigma ?? mean(spreads.slice(0, first)) / unit.mean
  const centre = given?.mean ?? mean(means.slice(0, first))
  const location = chart(means, centre, sigma / Math.sqrt(n), -Infinity, options.rules ?? NELSON_RULES)
  const second = chart(spreads, unit.mean * sigma, unit.sd * sigma, 0, BEYOND_LIMITS)
  return found(pair(dispersion === 'R' ? 'X̄–R' : 'X̄–s', location, second, sigma, given === undefined ? 'baseline' : 'given', first))
}

/**
 * Single values with moving ranges of two; limits at three σ = M̄R/d2. `spread: 'median'` uses the median moving range, less moved by
 * outliers.
 */
export function individualsCharts(
  values: readonly number[], options: ChartOptions & { readonly spread?: 'mean' | 'median' } = {},
): Found<ChartPair> {
  const wrong = valuesProblem(values, 'values', 3) ?? chartProblem(values.length, options)
  if (wrong !== undefined) return wrong
  const { given, spread = 'mean' } = options
  const k = chartConstants(2)
  const moving = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)))
  const first = options.baseline ?? values.length
  const base = moving.slice(0, first - 1)
  // The median of the range of two standard normal values is √2·Φ⁻¹(3/4) = 0.9539.
  const sigma = given?.sigma ?? (spread === 'mean' ? mean(base) / k.d2 : median(base) / 0.9538725524089398)
  const centre = given?.mean ?? mean(values.slice(0, first))
  const location = chart(values, centre, sigma, -Infinity, options.rules ?? NELSON_RULES)
  const second = chart(moving, k.d2 * sigma, k.d3 * sigma, 0, BEYOND_LIMITS)
  return found(pair('I–MR', location, second, sigma, given === undefined ? 'baseline' : 'given', first))
}

const BEYOND_LIMITS: readonly RunRule[] = [{ id: '1', kind: 'beyond', sigmas: 3, of: 1, out: 1 }]

function chart(points: readonly number[], centre: number, sigma: number, floor: number, rules: readonly RunRule[]): Chart {
  const z = points.map((point) => (sigma === 0 ? Math.sign(point - centre) * (point === centre ? 0 : Infinity) : (point - centre) / sigma))
  return { points, centre, lower: Math.max(floor, centre - 3 * sigma), upper: centre + 3 * sigma, sigma, signals: signalsOf(z, rules) }
}

function pair(
  kind: ChartPair['kind'], location: Chart, dispersion: Chart, sigma: number, basis: ChartPair['basis'], baseline: number,
): ChartPair {
  return { kind, location, dispersion, sigma, basis, baseline, inControl: location.signals.length === 0 && dispersion.signals.length === 0 }
}

function chartProblem(count: number, { baseline, given }: ChartOptions) {
  if (baseline !== undefined && !(Number.isInteger(baseline) && baseline >= 2 && baseline <= count)) {
    return refuse('baseline', `须为 2 至 ${count} 的整数`, `must be a whole number from 2 to ${count}`)
  }
  return notFinite({ mean: given?.mean }) ?? notPositive({ sigma: given?.sigma })
}

function subgroupsProblem(subgroups: readonly (readonly number[])[], n: number) {
  if (subgroups.length < 2) return refuse('subgroups', '至少两个子组', 'needs at least two subgroups')
  if (n < 2 || n > 25) return refuse('subgroups[1]', '子组大小须为 2 至 25', 'a subgroup has 2 to 25 values')
  const uneven = subgroups.findIndex((one) => one.length !== n)
  if (uneven >= 0) return refuse(`subgroups[${uneven + 1}]`, '子组大小须相同', 'subgroups are of one size')
  return subgroups.map((one, i) => valuesProblem(one, `subgroups[${i + 1}]`, n)).find((one) => one !== undefined)
}
