// Value of a reference material: homogeneity, stability, characterisation, and their combined uncertainty. Pure, float64.
// Sources: ISO Guide 35:2017 (now ISO 33405:2024), 7 to 9; JJF 1343-2022 (from memory); Linsinger et al. (2001) for u*bb.
// Absent: which laboratories are competent, which a report shows; correlated methods.

import { found, notFinite, notPositive, notProbability, refuse, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import { coverageFactor, tQuantile, tTail } from '@duheng/uncertainty/special/student.ts'
import { oneWay, type OneWay } from './anova.ts'
import { consistency, derSimonianLaird, weightedMean } from './consensus.ts'
import { reportedProblem, valuesProblem, type Reported } from './laboratory.ts'
import { summary } from './location.ts'
import { exactSum } from './sum.ts'

export type Homogeneity = {
  readonly analysis: OneWay
  /** Between-unit standard deviation that the analysis shows, and the most that its repeatability could hide. */
  readonly sbb: number
  readonly ubbHidden: number
  /** What goes into the certified value: the larger of both. */
  readonly ubb: number
  readonly homogeneous: boolean
}

/** units[i] are the replicates of unit i. F is judged at 0.05. u*bb = √(MSwithin/n)·(2/ν)^(1/4) (ISO Guide 35:2017, 7.7). */
export function homogeneity(units: readonly (readonly number[])[], level = 0.05): Found<Homogeneity> {
  const analysis = oneWay(units, level)
  if (!analysis.ok) return analysis
  const { sWithin, sBetween, dofWithin, total, groups, significant } = analysis.value
  const hidden = (sWithin / Math.sqrt(total / groups)) * (2 / dofWithin) ** 0.25
  return found({ analysis: analysis.value, sbb: sBetween, ubbHidden: hidden, ubb: Math.max(sBetween, hidden), homogeneous: !significant })
}

export type Trend = {
  readonly slope: number
  readonly intercept: number
  readonly uSlope: number
  readonly dof: number
  /** |slope|/u(slope) with the t it is held against, and its probability. */
  readonly t: number
  readonly critical: number
  readonly p: number
  readonly stable: boolean
  /** Standard uncertainty of stability over the time asked for: u(slope)·time (ISO Guide 35:2017, 8.7). */
  readonly u: number
}

/**
 * Linear trend of results in time, in any one unit; `shelf` is the time the certificate is to hold. A trend refuses a value, not a number.
 */
export function stabilityTrend(times: readonly number[], values: readonly number[], shelf: number, level = 0.05): Found<Trend> {
  const wrong = valuesProblem(values, 'values', 3) ?? valuesProblem(times, 'times', 3)
    ?? notPositive({ shelf }) ?? notProbability({ level })
  if (wrong !== undefined) return wrong
  if (times.length !== values.length) return refuse('times', '须与结果一一对应', 'must be one for each value')
  const t = summary(times)
  const y = summary(values)
  if (t.squares === 0) return refuse('times', '时间全部相同', 'all times are equal')
  const slope = exactSum(times.map((time, i) => (time - t.mean) * ((values[i] ?? 0) - y.mean))) / t.squares
  const dof = values.length - 2
  const rest = exactSum(times.map((time, i) => ((values[i] ?? 0) - y.mean - slope * (time - t.mean)) ** 2))
  const uSlope = Math.sqrt(rest / dof / t.squares)
  const size = uSlope === 0 ? (slope === 0 ? 0 : Infinity) : Math.abs(slope) / uSlope
  const critical = tQuantile(1 - level / 2, dof)
  return found({
    slope, intercept: y.mean - slope * t.mean, uSlope, dof, t: size, critical, p: 2 * tTail(size, dof), stable: size <= critical,
    u: uSlope * shelf,
  })
}

export type Characterisation = { readonly value: number; readonly u: number; readonly method: string; readonly reason: Sentence }

/**
 * Value by several laboratories or methods: mean of equal ones, weighted mean where uncertainties explain the scatter, else
 * DerSimonian–Laird.
 */
export function characterise(results: readonly Reported[] | { readonly means: readonly number[] }): Found<Characterisation> {
  if ('means' in results) {
    const wrong = valuesProblem(results.means, 'means', 2)
    if (wrong !== undefined) return wrong
    const { mean, sd, n } = summary(results.means)
    return found({
      value: mean, u: sd / Math.sqrt(n), method: 'mean of means',
      reason: { zh: '各实验室未给出不确定度：用均值的均值，u = s/√p。', en: 'No uncertainties stated: the mean of the means, u = s/√p.' },
    })
  }
  const wrong = reportedProblem(results)
  if (wrong !== undefined) return wrong
  const test = consistency(results)
  if (!test.ok) return test
  const chosen = test.value.consistent ? weightedMean(results) : derSimonianLaird(results)
  if (!chosen.ok) return chosen
  return found({
    value: chosen.value.value, u: chosen.value.u, method: chosen.value.method, reason: test.value.consistent
      ? { zh: '结果在声明的不确定度内一致：逆方差加权均值。', en: 'The results agree within their uncertainties: the weighted mean.' }
      : { zh: '结果不一致：含实验室间方差的加权均值。', en: 'The results do not agree: a mean with a between-laboratory variance.' },
  })
}

/**
 * Standard uncertainties in the unit of the value. `short` is transport (short-term) stability, `long` storage until the end of validity.
 */
export type Parts = { readonly characterisation: number; readonly homogeneity: number; readonly long: number; readonly short?: number }

export type CertifiedValue = {
  readonly value: number
  readonly u: number
  readonly k: number
  readonly U: number
  readonly shares: Readonly<Record<keyof Parts, number>>
}

/** u(CRM) = √(u_char² + u_bb² + u_lts² + u_sts²), U = k·u (ISO Guide 35:2017, 10.2); k = 2, or by degrees of freedom for p = 0.95. */
export function certifiedValue(
  value: number, parts: Parts, coverage: { readonly k: number } | { readonly dof: number } = { k: 2 },
): Found<CertifiedValue> {
  const all = { characterisation: parts.characterisation, homogeneity: parts.homogeneity, long: parts.long, short: parts.short ?? 0 }
  const wrong = notFinite({ value, ...all }) ?? notPositive({ characterisation: parts.characterisation })
  if (wrong !== undefined) return wrong
  for (const [field, part] of Object.entries(all)) if (part < 0) return refuse(field, '不得为负', 'is not negative')
  const k = 'k' in coverage ? coverage.k : coverageFactor(0.95, coverage.dof)
  const bad = notPositive({ k })
  if (bad !== undefined) return bad
  const square = exactSum(Object.values(all).map((one) => one * one))
  const u = Math.sqrt(square)
  const share = (one: number): number => (one * one) / square
  return found({
    value, u, k, U: k * u,
    shares: {
      characterisation: share(all.characterisation), homogeneity: share(all.homogeneity), long: share(all.long), short: share(all.short),
    },
  })
}
