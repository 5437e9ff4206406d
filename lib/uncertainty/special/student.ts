// Student's t distribution, which becomes the normal for ν = Infinity, and coverage factors (GUM annex G).
// Pure, float64. Sources: Abramowitz and Stegun 26.7.1 (t through the incomplete beta function), 26.7.5 (large ν).

import { exp, ln1p } from './elementary.ts'
import { betaTails } from './beta.ts'
import { stirlingError } from './gamma.ts'
import { normalDensity, normalDistance, normalQuantile, normalTail } from './normal.ts'
import { quantileBetween, type Tails } from './quantile.ts'

/** P(T ≤ t) for ν > 0 degrees of freedom; ν = Infinity is the normal distribution. */
export function tCdf(t: number, nu: number): number {
  return t < 0 ? tTail(-t, nu) : 1 - tTail(t, nu)
}

/** P(T > t), to relative precision for t ≥ 0. */
export function tTail(t: number, nu: number): number {
  if (!(nu > 0) || Number.isNaN(t)) return Number.NaN
  if (t < 0) return 1 - tTail(-t, nu)
  return nu === Infinity ? normalTail(t) : distance(t, nu).upper / 2
}

/** Probabilities of |T| ≤ t and |T| > t: I_x(1/2, ν/2) with x = t²/(ν + t²), both x and 1 - x to their own digits. */
function distance(t: number, nu: number): Tails {
  const z = normalDeviate(t, nu)
  if (z !== undefined) return { lower: normalDistance(z), upper: 2 * normalTail(z) }
  if (t > 1e150) return t === Infinity ? { lower: 1, upper: 0 } : betaTails(0.5, nu / 2, 1, nu / t / t)
  const square = t * t
  return betaTails(0.5, nu / 2, square / (nu + square), nu / (nu + square))
}

export function tDensity(t: number, nu: number): number {
  if (nu === Infinity) return normalDensity(t)
  // Γ((ν + 1)/2)/(Γ(ν/2) √(ν/2)) through Stirling's series, so that large ν cancels nothing.
  const errors = stirlingError((nu + 1) / 2) - stirlingError(nu / 2)
  const front = exp(errors + (nu / 2) * ln1p(1 / nu) - 0.5)
  return (front * exp(-((nu + 1) / 2) * ln1p((t * t) / nu))) / Math.sqrt(2 * Math.PI)
}

/** The t with P(T ≤ t) = p; ±Infinity at 0 and 1, NaN outside or for ν ≤ 0. */
export function tQuantile(p: number, nu: number): number {
  if (!(p >= 0 && p <= 1 && nu > 0)) return Number.NaN
  if (nu === Infinity) return normalQuantile(p)
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  if (p === 0.5) return 0
  // v = ln |t|: the tail falls like a power of t, a straight line there.
  const v = quantileBetween(Math.abs(2 * p - 1), {
    tails: (v) => distance(exp(v), nu),
    density: (v) => 2 * tDensity(exp(v), nu) * exp(v),
    start: 0, low: -745, high: 709, step: 1,
  }, 2 * Math.min(p, 1 - p))
  return p > 0.5 ? exp(v) : -exp(v)
}

/** Coverage factor of a symmetric interval of probability p (GUM G.3.4): t at (1 + p)/2. */
export function coverageFactor(p: number, nu: number): number {
  return tQuantile((1 + p) / 2, nu)
}

/**
 * The normal deviate with the tail of t for large ν, to ν⁻³ (Fisher's expansion, the inverse of A&S 26.7.5), where the next term changes
 * the tail by less than 1e-13 of itself.
 */
function normalDeviate(t: number, nu: number): number | undefined {
  const s = t * t
  if (nu < 1e5 || s ** 5 > 1e-12 * nu ** 4) return undefined
  return t * (1 - (s + 1) / (4 * nu) + ((13 * s + 8) * s + 3) / (96 * nu * nu) - (((35 * s + 19) * s + 1) * s - 15) / (384 * nu * nu * nu))
}
