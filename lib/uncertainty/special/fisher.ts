// Fisher's F distribution. Pure, float64. Source: Abramowitz and Stegun 26.6.2 (F through the incomplete beta function).

import { betaTails, logitQuantile } from './beta.ts'
import { gammaQuantile, gammaTails } from './gamma.ts'
import type { Tails } from './quantile.ts'

/** P(F ≤ x) and P(F > x) with ν₁ and ν₂ degrees of freedom, either of which may be infinite. */
export function fTails(x: number, nu1: number, nu2: number): Tails {
  if (!(x >= 0 && nu1 > 0 && nu2 > 0)) return { lower: x < 0 ? 0 : Number.NaN, upper: x < 0 ? 1 : Number.NaN }
  if (x === Infinity) return { lower: 1, upper: 0 }
  if (nu2 === Infinity) return nu1 === Infinity ? step(x) : gammaTails(nu1 / 2, (nu1 * x) / 2)
  if (nu1 === Infinity) {
    const { lower, upper } = gammaTails(nu2 / 2, nu2 / 2 / x)
    return { lower: upper, upper: lower }
  }
  const scale = nu1 * x + nu2
  return betaTails(nu1 / 2, nu2 / 2, (nu1 * x) / scale, nu2 / scale)
}

function step(x: number): Tails {
  return x < 1 ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 }
}

/** P(F ≤ x). */
export function fCdf(x: number, nu1: number, nu2: number): number {
  return fTails(x, nu1, nu2).lower
}

/** The x with P(F ≤ x) = p; NaN outside 0 ≤ p ≤ 1. */
export function fQuantile(p: number, nu1: number, nu2: number): number {
  if (!(p >= 0 && p <= 1 && nu1 > 0 && nu2 > 0)) return Number.NaN
  if (p === 0) return 0
  if (p === 1) return Infinity
  if (nu2 === Infinity) return nu1 === Infinity ? 1 : gammaQuantile(p, nu1 / 2, 2 / nu1)
  // P(1/F ≤ 1/x) = 1 - p; nothing is lost where p is not near 0.
  if (nu1 === Infinity) return nu2 / (2 * gammaQuantile(1 - p, nu2 / 2))
  return (logitQuantile(p, nu1 / 2, nu2 / 2).ratio * nu2) / nu1
}
