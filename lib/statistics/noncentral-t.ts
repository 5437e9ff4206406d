// The noncentral t distribution, which gives the exact operating characteristics of plans that use a sample standard deviation.
// Pure, float64, by quadrature over the standard deviation to about 1e-13. Source: Johnson, Kotz and Balakrishnan, Continuous Univariate
// Distributions 2, 31. Absent: its quantile beyond what the callers need.

import { integrate } from '@duheng/decisions/numeric.ts'
import { gammaLn } from '@duheng/uncertainty/special/gamma.ts'
import { normalTail } from '@duheng/uncertainty/special/normal.ts'

/** P(T > t) for T = (Z + delta)/√(χ²_ν/ν). */
export function noncentralTTail(t: number, nu: number, delta: number): number {
  return overScale(nu, (s) => normalTail(t * s - delta))
}

/** P(T ≤ t). */
export function noncentralTCdf(t: number, nu: number, delta: number): number {
  return overScale(nu, (s) => normalTail(delta - t * s))
}

/** ∫ f(s)·density of s = √(χ²_ν/ν) ds. */
function overScale(nu: number, f: (s: number) => number): number {
  const front = Math.LN2 + (nu / 2) * Math.log(nu / 2) - gammaLn(nu / 2)
  const density = (s: number): number => (s <= 0 ? 0 : Math.exp(front + (nu - 1) * Math.log(s) - (nu * s * s) / 2))
  const sd = 1 / Math.sqrt(2 * nu)
  const points = [0, ...[-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9, 14].map((z) => Math.max(0, 1 + z * sd)), 1 + 40 * sd]
  return Math.min(1, integrate((s) => density(s) * f(s), points, 1e-14))
}
