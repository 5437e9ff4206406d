// Precision of a measurement method from an interlaboratory experiment, and its outlier tests: repeatability, reproducibility, Mandel's h
// and k, Cochran's C, Grubbs. Pure, float64, critical values computed, not tabulated.
// Sources: ISO 5725-2:1994, 7.3 and 7.4 (GB/T 6379.2-2004); Grubbs (1969); 't Lam (2010) for C with unequal numbers is absent.

import { found, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { fQuantile, fTails } from '@duheng/uncertainty/special/fisher.ts'
import { tQuantile } from '@duheng/uncertainty/special/student.ts'
import { valuesProblem } from './laboratory.ts'
import { sorted, summary } from './location.ts'
import { exactSum } from './sum.ts'

export type Precision = {
  readonly labs: number
  readonly mean: number
  /** Repeatability, between-laboratory and reproducibility standard deviations, in the unit of the values. */
  readonly sr: number
  readonly sL: number
  readonly sR: number
  /** Limits r = 2.8·sr, R = 2.8·sR exactly: 1.96·√2 (ISO 5725-6). */
  readonly r: number
  readonly R: number
}

/** Repeatability and reproducibility of one level; laboratories may have different numbers of replicates (ISO 5725-2:1994, 7.4.5). */
export function precisionOf(groups: readonly (readonly number[])[]): Found<Precision> {
  const wrong = groupsProblem(groups)
  if (wrong !== undefined) return wrong
  const all = groups.map(summary)
  const N = exactSum(all.map(({ n }) => n))
  const p = groups.length
  const within = exactSum(all.map(({ squares }) => squares)) / (N - p)
  const centre = summary(groups.flat()).mean
  const between = exactSum(all.map(({ n, mean }) => n * (mean - centre) ** 2)) / (p - 1)
  const nBar = (N - exactSum(all.map(({ n }) => n * n)) / N) / (p - 1)
  const sL2 = Math.max(0, (between - within) / nBar)
  const [sr, sR] = [Math.sqrt(within), Math.sqrt(within + sL2)]
  const limit = Math.SQRT2 * tQuantile(0.975, Infinity)
  return found({ labs: p, mean: centre, sr, sL: Math.sqrt(sL2), sR, r: limit * sr, R: limit * sR })
}

function groupsProblem(groups: readonly (readonly number[])[]) {
  if (groups.length < 2) return refuse('groups', '至少需要 2 个实验室', 'needs at least 2 laboratories')
  return groups.map((group, i) => valuesProblem(group, `groups[${i + 1}]`, 2)).find((one) => one !== undefined)
}

/** Mandel's h (between) and k (within) of each laboratory with their critical values at a level. k only for equal numbers of replicates. */
export type Mandel = {
  readonly h: readonly number[]
  readonly k?: readonly number[]
  readonly hCritical: number
  readonly kCritical?: number
}

/** Mandel's statistics (ISO 5725-2:1994, 7.3.1); level 0.01 or 0.05, two-sided for h, one-sided for k. */
export function mandelStatistics(groups: readonly (readonly number[])[], level = 0.01): Found<Mandel> {
  const wrong = groupsProblem(groups) ?? notProbability({ level })
  if (wrong !== undefined) return wrong
  const p = groups.length
  if (p < 3) return refuse('groups', '至少需要 3 个实验室', 'needs at least 3 laboratories')
  const all = groups.map(summary)
  const { mean, sd } = summary(all.map((one) => one.mean))
  const t = tQuantile(1 - level / 2, p - 2)
  const hCritical = ((p - 1) * t) / Math.sqrt(p * (t * t + p - 2))
  const h = all.map((one) => (one.mean - mean) / sd)
  const n = groups[0]?.length ?? 0
  if (groups.some((group) => group.length !== n)) return found({ h, hCritical })
  const pooled = Math.sqrt(exactSum(all.map((one) => one.sd ** 2)) / p)
  const F = fQuantile(1 - level, n - 1, (p - 1) * (n - 1))
  return found({ h, k: all.map((one) => one.sd / pooled), hCritical, kCritical: Math.sqrt(p / (1 + (p - 1) / F)) })
}

export type OutlierTest = {
  readonly statistic: number
  readonly critical: number
  readonly p: number
  readonly index: number
  readonly outlying: boolean
}

/**
 * Cochran's C: the largest of p variances of n replicates over their sum (ISO 5725-2:1994, 7.3.3); p-value by Bonferroni's bound, near
 * exact.
 */
export function cochranTest(sds: readonly number[], n: number, level = 0.01): Found<OutlierTest> {
  const wrong = valuesProblem(sds, 'sds', 2) ?? notProbability({ level })
  if (wrong !== undefined) return wrong
  if (!Number.isInteger(n) || n < 2) return refuse('n', '须为不小于 2 的整数', 'must be a whole number of at least 2')
  const p = sds.length
  const index = sds.indexOf(Math.max(...sds))
  const statistic = (sds[index] ?? 0) ** 2 / exactSum(sds.map((s) => s * s))
  const critical = 1 / (1 + (p - 1) / fQuantile(1 - level / p, n - 1, (p - 1) * (n - 1)))
  const tail = fTails(((p - 1) * statistic) / (1 - statistic), n - 1, (p - 1) * (n - 1)).upper
  return found({ statistic, critical, p: Math.min(1, p * tail), index, outlying: statistic > critical })
}

/** Grubbs' test of the value farthest from the mean, two-sided: 2.290 for 10 values at 5 % (the table of ISO 5725-2:1994, 7.3.4). */
export function grubbsTest(values: readonly number[], level = 0.05): Found<OutlierTest> {
  const wrong = valuesProblem(values, 'values', 3) ?? notProbability({ level })
  if (wrong !== undefined) return wrong
  const { n, mean, sd } = summary(values)
  if (sd === 0) return refuse('values', '所有值相同', 'all values are equal')
  const away = values.map((value) => Math.abs(value - mean))
  const index = away.indexOf(Math.max(...away))
  const statistic = (away[index] ?? 0) / sd
  const t = tQuantile(1 - level / (2 * n), n - 2)
  const critical = ((n - 1) / Math.sqrt(n)) * Math.sqrt((t * t) / (n - 2 + t * t))
  const t2 = ((n - 2) * statistic ** 2 * n) / Math.max(Number.MIN_VALUE, (n - 1) ** 2 - n * statistic ** 2)
  return found({ statistic, critical, p: Math.min(1, n * fTails(t2, 1, n - 2).upper), index, outlying: statistic > critical })
}

/**
 * Homogeneity of a proficiency-test item: s_s against 0.3·σ_pt (ISO 13528:2015, B.2); two or more portions of each of at least two units.
 */
export function ptHomogeneity(groups: readonly (readonly number[])[], sigma: number): Found<{
  readonly ss: number
  readonly sw: number
  readonly limit: number
  readonly adequate: boolean
}> {
  const precision = precisionOf(groups)
  if (!precision.ok) return precision
  if (!(sigma > 0)) return refuse('sigma_pt', '须大于零', 'must be greater than zero')
  return found({ ss: precision.value.sL, sw: precision.value.sr, limit: 0.3 * sigma, adequate: precision.value.sL <= 0.3 * sigma })
}

/** The values without those that Grubbs' test calls outlying, one after another, with their places in the list given. */
export function withoutOutliers(values: readonly number[], level = 0.01): {
  readonly kept: readonly number[]
  readonly removed: readonly number[]
} {
  const places = values.map((_, i) => i)
  const removed: number[] = []
  for (;;) {
    const rest = places.filter((i) => !removed.includes(i))
    const test = grubbsTest(rest.map((i) => values[i] ?? 0), level)
    const outlier = test.ok && test.value.outlying ? rest[test.value.index] : undefined
    if (outlier === undefined) return { kept: rest.map((i) => values[i] ?? 0), removed: sorted(removed) }
    removed.push(outlier)
  }
}
