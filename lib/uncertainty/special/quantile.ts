// Inverts a distribution function: Newton's method on the logarithm of the nearer tail, kept inside a bracket that only shrinks.
// Pure. Absent: discrete distributions.

import { ln } from './elementary.ts'

/** P(X ≤ x) and P(X > x), each to its own relative precision. */
export type Tails = { readonly lower: number; readonly upper: number }

/** A continuous distribution on (low, high): tails and density at a point, where to start, and how wide it is there. */
export type Curve = {
  readonly tails: (x: number) => Tails
  readonly density: (x: number) => number
  readonly start: number
  readonly low: number
  readonly high: number
  readonly step: number
}

/** The x with P(X ≤ x) = p, 0 < p < 1; q = 1 - p may be given to its own digits. */
export function quantileBetween(p: number, curve: Curve, q = 1 - p): number {
  const below = p <= 0.5
  const tail = below ? p : q
  const at = (x: number) => (below ? curve.tails(x).lower : curve.tails(x).upper)
  let [low, high] = bracket(at, tail, below, curve)
  let x = Math.min(Math.max(curve.start, low), high)
  if (!(x > low && x < high)) x = (low + high) / 2
  for (let i = 0; i < 300; i++) {
    const found = at(x)
    if (found > tail === below) high = x
    else low = x
    const slope = curve.density(x)
    // d ln(tail)/dx = ±density/tail.
    const move = ((found * ln(found / tail)) / slope) * (below ? -1 : 1)
    const next = x + move
    const to = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(to - x) <= 1e-16 * Math.abs(x) || to === x) return to
    x = to
  }
  return x
}

/** Ends with the tail above `tail` on one side and below on the other, found by doubling steps. */
function bracket(at: (x: number) => number, tail: number, below: boolean, { start, low, high, step }: Curve): [number, number] {
  const tooHigh = (x: number) => at(x) > tail === below
  let [left, right] = [start, start]
  for (let size = step; left > low && tooHigh(left); size *= 2) left = Math.max(low, left - size)
  for (let size = step; right < high && !tooHigh(right); size *= 2) right = Math.min(high, right + size)
  return [left, right]
}
