// Whether results look normal, and whether they look symmetric: the two tests behind the choice of a consensus.
// Pure. Sources: Royston, Algorithm AS R94, Applied Statistics 44 (1995) 547 (Shapiro and Wilk's W); Miao, Gel and Gastwirth (2006) for the
// statistic of symmetry, here with its distribution under changed signs. Absent: other tests of fit.

import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { Stream } from '@duheng/uncertainty/monte-carlo/stream.ts'
import { normalQuantile, normalTail } from '@duheng/uncertainty/special/normal.ts'
import { valuesProblem } from './laboratory.ts'
import { median, sorted, summary } from './location.ts'
import { exactSum } from './sum.ts'

export type Normality = { readonly w: number; readonly p: number }

/** Shapiro and Wilk's W and its probability for 3 to 5000 values; a small p speaks against a normal distribution. */
export function shapiroWilk(values: readonly number[]): Found<Normality> {
  const wrong = valuesProblem(values, 'values', 3)
  if (wrong !== undefined) return wrong
  const n = values.length
  if (n > 5000) return refuse('values', '最多 5000 个值', 'at most 5000 values')
  const x = sorted(values)
  const { squares } = summary(x)
  if (squares === 0) return refuse('values', '所有值相同', 'all values are equal')
  const a = coefficients(n)
  const b = exactSum(a.map((one, i) => one * ((x[n - 1 - i] ?? 0) - (x[i] ?? 0))))
  const w = Math.min(1, (b * b) / squares)
  return found({ w, p: probabilityOfW(w, n) })
}

/** Weights of the differences between the i-th largest and i-th smallest value. */
function coefficients(n: number): number[] {
  if (n === 3) return [Math.SQRT1_2]
  const half = Math.floor(n / 2)
  const m = Array.from({ length: half }, (_, i) => -normalQuantile((i + 1 - 0.375) / (n + 0.25)))
  const squares = 2 * exactSum(m.map((one) => one * one))
  const root = Math.sqrt(squares)
  const r = 1 / Math.sqrt(n)
  const [m1 = 0, m2 = 0] = m
  const a1 = poly([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], r) + m1 / root
  if (n <= 5) {
    const factor = Math.sqrt((squares - 2 * m1 * m1) / (1 - 2 * a1 * a1))
    return m.map((one, i) => (i === 0 ? a1 : one / factor))
  }
  const a2 = poly([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], r) + m2 / root
  const factor = Math.sqrt((squares - 2 * m1 * m1 - 2 * m2 * m2) / (1 - 2 * a1 * a1 - 2 * a2 * a2))
  return m.map((one, i) => (i === 0 ? a1 : i === 1 ? a2 : one / factor))
}

function probabilityOfW(w: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))))
  const y = Math.log1p(-w)
  if (n <= 11) {
    const gamma = poly([-2.273, 0.459], n)
    if (y >= gamma) return 1e-99
    const mean = poly([0.544, -0.39978, 0.025054, -6.714e-4], n)
    return normalTail((-Math.log(gamma - y) - mean) / Math.exp(poly([1.3822, -0.77857, 0.062767, -0.0020322], n)))
  }
  const ln = Math.log(n)
  return normalTail((y - poly([-1.5861, -0.31082, -0.083751, 0.0038915], ln)) / Math.exp(poly([-0.4803, -0.082676, 0.0030302], ln)))
}

function poly(coefficients_: readonly number[], x: number): number {
  return coefficients_.reduceRight((sum, one) => one + x * sum, 0)
}

export type Symmetry = {
  /** √n·(mean - median)/J with J = √(π/2)·Σ|x - median|/n. */
  readonly statistic: number
  /** Share of sign patterns about the median with a statistic as large. */
  readonly p: number
  /** Patterns counted: all 2ⁿ up to 14 values, else 20 000 drawn with the seed. */
  readonly patterns: number
}

/** Symmetry about the median: deviations keep their sizes and change signs at random; a small p speaks against symmetry. */
export function symmetryTest(values: readonly number[], seed = 1): Found<Symmetry> {
  const wrong = valuesProblem(values, 'values', 3)
  if (wrong !== undefined) return wrong
  const centre = median(values)
  // In order of size, so that the drawn patterns do not depend on the order of the laboratories.
  const away = sorted(values.map((value) => value - centre)).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  const statistic = skew(away)
  if (!Number.isFinite(statistic)) return refuse('values', '所有值相同', 'all values are equal')
  const n = away.length
  const stream = new Stream()
  stream.start(seed, 0, 0)
  const patterns = n <= 14 ? 2 ** n : 20_000
  let reached = 0
  for (let t = 0; t < patterns; t++) {
    const flipped = away.map((value, i) => {
      const plus = n <= 14 ? ((t >> i) & 1) === 0 : stream.word() >= 0
      return plus ? Math.abs(value) : -Math.abs(value)
    })
    if (Math.abs(skew(flipped)) >= Math.abs(statistic) * (1 - 1e-12)) reached++
  }
  return found({ statistic, p: reached / patterns, patterns })
}

function skew(away: readonly number[]): number {
  const { n, mean } = summary(away)
  const centre = median(away)
  const J = (Math.sqrt(Math.PI / 2) * exactSum(away.map((value) => Math.abs(value - centre)))) / n
  return (Math.sqrt(n) * (mean - centre)) / J
}
