// Coverage intervals from ranked trials (JCGM 101:2008, 7.7). Pure.

import type { Ends } from './tails.ts'

export type Interval = { readonly low: number; readonly high: number }
export type Intervals = { readonly symmetric: Interval; readonly shortest: Interval }

/** q = pM, rounded (7.7.1): the number of trials that an interval spans. */
export function spanOf(p: number, trials: number): number {
  const exact = p * trials
  const near = Math.round(exact)
  // p·M is a whole number for the p and M that people choose, but for its rounding.
  return Math.abs(exact - near) < 1e-9 * trials ? near : Math.floor(exact + 0.5)
}

/** Both intervals for p, or undefined where the ends do not reach far enough in. */
export function intervalsOf(p: number, trials: number, ends: Ends): Intervals | undefined {
  const span = spanOf(p, trials)
  const free = trials - span
  const { low, high } = ends
  if (free < 1 || span < 1 || low.length < free || high.length < free) return undefined
  // Rank r from 1 starts an interval that ends at rank r + span, which is rank free - r from the end.
  const offset = high.length - 1 - free
  const r = Number.isInteger(free / 2) ? free / 2 : Math.floor((free + 1) / 2)
  const start = Math.max(1, r)
  const symmetric = { low: low[start - 1] ?? Number.NaN, high: high[offset + start] ?? Number.NaN }
  let best = 1
  let width = Infinity
  for (let rank = 1; rank <= free; rank++) {
    const found = (high[offset + rank] ?? 0) - (low[rank - 1] ?? 0)
    if (found < width) [best, width] = [rank, found]
  }
  return { symmetric, shortest: { low: low[best - 1] ?? Number.NaN, high: high[offset + best] ?? Number.NaN } }
}
