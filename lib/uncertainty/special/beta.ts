// The regularised incomplete beta function and its inverse: probabilities of beta variables, of t and of F.
// Pure, float64. Sources: DLMF 8.17.22 (continued fraction); the prefactor without cancellation as in Loader, Fast and Accurate
// Computation of Binomial Probabilities (2000).

import { exp, ln } from './elementary.ts'
import { logLessLinear, nonzero, stirlingError } from './gamma.ts'
import { quantileBetween, type Tails } from './quantile.ts'

const LN_2PI = 1.8378770664093453

/**
 * I_x(a, b) and its complement, a, b > 0, 0 ≤ x ≤ 1; NaN elsewhere. Where x is near 1 give y = 1 - x to its own digits.
 * Relative error of each near 1e-13 for a, b up to 1e6.
 */
export function betaTails(a: number, b: number, x: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (y === 0) return { lower: 1, upper: 0 }
  const front = exp(lnPowers(a, b, x, y))
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = (front * fraction(a, b, x)) / a
    return { lower, upper: 1 - lower }
  }
  const upper = (front * fraction(b, a, y)) / b
  return { lower: 1 - upper, upper }
}

/** ln of xᵃ(1 - x)ᵇ/B(a, b). */
function lnPowers(a: number, b: number, x: number, y: number): number {
  // Deviations of x and y from their means a/(a + b) and b/(a + b), relative: both logarithms are small where x is near its mean.
  const gap = x * b - y * a
  const logs = a * logLessLinear((x * (a + b)) / a, gap / a) + b * logLessLinear((y * (a + b)) / b, -gap / b)
  const errors = stirlingError(a + b) - stirlingError(a) - stirlingError(b)
  return logs + errors + 0.5 * (ln(a) + ln(b) - ln(a + b) - LN_2PI)
}

/** a B(a, b) xᵃ⁻(1 - x)⁻ᵇ I_x(a, b) by Lentz's evaluation. */
function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 200_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d)
    c = nonzero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d)
    c = nonzero(1 + odd / c)
    const change = d * c
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value
}

/** Regularised incomplete beta function I_x(a, b): the probability that a beta variable is at most x. */
export function betaInc(a: number, b: number, x: number): number {
  return betaTails(a, b, x).lower
}

/** The x with I_x(a, b) = p; NaN outside 0 ≤ p ≤ 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN
  if (p === 0 || p === 1) return p
  const { x, y } = logitQuantile(p, a, b)
  return x < 0.5 ? x : 1 - y
}

/** The quantile and its complement, each to relative precision: found on v = ln(x/(1 - x)), where both tails are log-concave. */
export function logitQuantile(p: number, a: number, b: number): { readonly x: number; readonly y: number; readonly ratio: number } {
  const at = (v: number) => ({ x: 1 / (1 + exp(-v)), y: 1 / (1 + exp(v)) })
  const v = quantileBetween(p, {
    tails: (v) => {
      const { x, y } = at(v)
      return betaTails(a, b, x, y)
    },
    density: (v) => {
      const { x, y } = at(v)
      return exp(lnPowers(a, b, x, y))
    },
    start: ln(a / b), low: -700, high: 700, step: Math.sqrt(1 / a + 1 / b),
  })
  return { ...at(v), ratio: exp(v) }
}
