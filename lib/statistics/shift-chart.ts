// Charts that gather small shifts: EWMA and the two-sided tabular CUSUM, with their average run lengths. Pure, float64.
// Sources: Roberts (1959), Lucas and Saccucci (1990) for EWMA; Page (1954), ISO 7870-4:2021 for CUSUM; Brook and Evans (1972) for run
// lengths. Absent: charts for dispersion.

import { found, notFinite, notPositive, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { normalTail } from '@duheng/uncertainty/special/normal.ts'
import { valuesProblem } from './laboratory.ts'

/** Centre line and standard deviation of a plotted value (σ/√n for means of n). */
export type Target = { readonly mean: number; readonly sigma: number }

export type Ewma = {
  readonly z: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly signals: readonly number[]
}

/** zᵢ = λxᵢ + (1 - λ)zᵢ₋₁ from the mean, limits ± L·σ·√(λ/(2 - λ)·(1 - (1 - λ)^2i)); signals are places from 0. */
export function ewmaChart(
  values: readonly number[], { mean, sigma }: Target, { lambda = 0.2, L = 3 }: { lambda?: number; L?: number } = {},
): Found<Ewma> {
  const wrong = valuesProblem(values, 'values', 1) ?? notFinite({ mean }) ?? notPositive({ sigma, L })
  if (wrong !== undefined) return wrong
  if (!(lambda > 0 && lambda <= 1)) return refuse('lambda', '须大于 0 且不大于 1', 'must be above 0 and at most 1')
  const z: number[] = []
  for (const x of values) z.push(lambda * x + (1 - lambda) * (z.at(-1) ?? mean))
  const half = z.map((_, i) => L * sigma * Math.sqrt((lambda / (2 - lambda)) * -Math.expm1(2 * (i + 1) * Math.log1p(-lambda))))
  return found({
    z, lower: half.map((h) => mean - h), upper: half.map((h) => mean + h),
    signals: z.flatMap((one, i) => (Math.abs(one - mean) > (half[i] ?? 0) ? [i] : [])),
  })
}

export type Cusum = {
  /** Sums above and below the target, in the unit of the values; a signal where one exceeds `limit`. */
  readonly above: readonly number[]
  readonly below: readonly number[]
  readonly limit: number
  readonly signals: readonly { readonly point: number; readonly side: 'above' | 'below'; readonly since: number; readonly shift: number }[]
}

/** Tabular CUSUM with reference value k·σ and decision interval h·σ; `since` is where the shift began, `shift` its estimated size. */
export function cusumChart(
  values: readonly number[], { mean, sigma }: Target, { k = 0.5, h = 5 }: { k?: number; h?: number } = {},
): Found<Cusum> {
  const wrong = valuesProblem(values, 'values', 1) ?? notFinite({ mean }) ?? notPositive({ sigma, k, h })
  if (wrong !== undefined) return wrong
  const limit = h * sigma
  const above = sums(values.map((x) => x - mean), k * sigma)
  const below = sums(values.map((x) => mean - x), k * sigma)
  const signals = values.flatMap((_, point) => ([['above', above], ['below', below]] as const).flatMap(([side, track]) => {
    const sum = track[point] ?? 0
    if (sum <= limit) return []
    const since = track.slice(0, point).lastIndexOf(0) + 1
    const size = k * sigma + sum / (point - since + 1)
    return [{ point, side, since, shift: side === 'above' ? size : -size }]
  }))
  return found({ above, below, limit, signals })
}

function sums(away: readonly number[], slack: number): number[] {
  const out: number[] = []
  for (const one of away) out.push(Math.max(0, (out.at(-1) ?? 0) + one - slack))
  return out
}

/**
 * Average number of points until a one-sided CUSUM (k, h in σ) signals under a shift in σ; Markov chain of `states` states, extrapolated.
 */
export function cusumRunLength(k: number, h: number, shift: number, states = 200): Found<number> {
  const wrong = notPositive({ k, h }) ?? notFinite({ shift })
  if (wrong !== undefined) return wrong
  const coarse = chainLength(k, h, shift, states / 2)
  const fine = chainLength(k, h, shift, states)
  // The error of the chain falls with the square of its width (Brook and Evans, 5).
  return found(fine + (fine - coarse) / 3)
}

function chainLength(k: number, h: number, shift: number, m: number): number {
  const w = (2 * h) / (2 * m - 1)
  // P(x - k > z) for a value x with mean `shift`.
  const reach = (z: number): number => normalTail(z + k - shift)
  // Solves (I - Q)·L = 1 for the transient states 0…m - 1.
  const rows = Array.from({ length: m }, (_, i) => {
    const Q = Array.from(
      { length: m }, (__, j) => (j === 0 ? 1 - reach(w / 2 - i * w) : reach((j - i) * w - w / 2) - reach((j - i) * w + w / 2)),
    )
    return [...Q.map((q, j) => (i === j ? 1 - q : -q)), 1]
  })
  return eliminate(rows)[0] ?? Number.NaN
}

/** Gaussian elimination with row pivots of an augmented system. */
function eliminate(rows: number[][]): number[] {
  const n = rows.length
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r]?.[c] ?? 0) > Math.abs(rows[pivot]?.[c] ?? 0)) pivot = r
    const [top, other] = [rows[pivot] ?? [], rows[c] ?? []]
    rows[c] = top
    rows[pivot] = other
    for (let r = c + 1; r < n; r++) {
      const row = rows[r] ?? []
      const factor = (row[c] ?? 0) / (top[c] ?? 1)
      if (factor !== 0) for (let j = c; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0)
    }
  }
  const x = rows.map(() => 0)
  for (let r = n - 1; r >= 0; r--) {
    const row = rows[r] ?? []
    let sum = row[n] ?? 0
    for (let j = r + 1; j < n; j++) sum -= (row[j] ?? 0) * (x[j] ?? 0)
    x[r] = sum / (row[r] ?? 1)
  }
  return x
}
