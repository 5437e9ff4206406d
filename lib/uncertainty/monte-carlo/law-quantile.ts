// The quantile of any distribution of the vocabulary, from both tails and the normal score, so that neither end loses digits.
// Pure, float64; bits do not depend on the engine. Used where inputs depend on each other.

import type { Law } from '../law.ts'
import { cos } from '../special/angle.ts'
import { betaQuantile } from '../special/beta.ts'
import { exp, expm1, ln, ln1p, power } from '../special/elementary.ts'
import { gammaQuantile } from '../special/gamma.ts'
import { normalCdf, normalDensity, normalQuantile, normalTail } from '../special/normal.ts'
import { quantileBetween, type Curve } from '../special/quantile.ts'
import { tQuantile } from '../special/student.ts'

/** A place in a distribution: P(X ≤ x), P(X > x) and the z of the normal distribution with those tails. */
export type Rank = { readonly lower: number; readonly upper: number; readonly z: number }
export type Quantile = (rank: Rank) => number

export function quantileOfLaw(law: Law): Quantile {
  switch (law.type) {
    case 'constant': return () => law.value
    case 'normal': return ({ z }) => law.mean + law.sd * z
    case 'lognormal': return ({ z }) => law.origin + exp(law.mu + law.sigma * z)
    case 't': return ({ lower, upper, z }) => law.location + law.scale * studentOf(law.dof, lower, upper, z)
    case 'rectangular': return ({ lower, upper }) => law.centre + law.halfWidth * (lower - upper)
    case 'u_shaped': return ({ lower, upper }) => {
      return law.centre + law.halfWidth * (lower < upper ? -cos(Math.PI * lower) : cos(Math.PI * upper))
    }
    case 'trapezoidal': return trapezoid(law)
    case 'exponential': return ({ upper }) => law.origin - law.scale * ln(upper)
    case 'weibull': return ({ upper }) => law.origin + law.scale * power(-ln(upper), 1 / law.shape)
    case 'laplace': return ({ lower, upper }) => law.mean + law.scale * (lower < upper ? ln(2 * lower) : -ln(2 * upper))
    case 'logistic': return ({ lower, upper }) => law.mean + law.scale * ln(lower / upper)
    case 'gamma': return ({ lower }) => law.origin + gammaQuantile(lower, law.shape, law.scale)
    case 'beta': return ({ lower, upper }) => {
      const width = law.high - law.low
      if (lower < upper) return law.low + width * betaQuantile(lower, law.alpha, law.beta)
      return law.high - width * betaQuantile(upper, law.beta, law.alpha)
    }
    case 'discrete': return stepped(law.values, law.probabilities)
    case 'samples': return stepped(law.samples, law.samples.map(() => 1 / law.samples.length))
    default: return rarer(law)
  }
}

type Rarer = Extract<Law, { type: 'curvilinear_trapezoid' | 'skew_normal' | 'gev' | 'truncated_normal' }>

function rarer(law: Rarer): Quantile {
  switch (law.type) {
    case 'gev': return ({ lower, upper }) => {
      const e = lower < upper ? -ln(lower) : -ln1p(-upper)
      return law.location + law.scale * (law.shape === 0 ? -ln(e) : expm1(-law.shape * ln(e)) / law.shape)
    }
    case 'truncated_normal': return truncated(law)
    case 'curvilinear_trapezoid': {
      if (law.d === 0) return quantileOfLaw({ type: 'rectangular', centre: law.centre, halfWidth: law.halfWidth })
      return inverted({ ...curvilinear(law.halfWidth, law.d), low: -law.halfWidth - law.d, high: law.halfWidth + law.d }, law.centre, 1)
    }
    case 'skew_normal': return inverted({ ...skew(law.shape), low: -40, high: 40 }, law.location, law.scale)
  }
}

function studentOf(dof: number, lower: number, upper: number, z: number): number {
  return dof === Infinity ? z : lower < upper ? tQuantile(lower, dof) : -tQuantile(upper, dof)
}

function trapezoid({ low, rise, top, fall }: Extract<Law, { type: 'trapezoidal' }>): Quantile {
  const whole = rise + 2 * top + fall
  const width = rise + top + fall
  return ({ lower, upper }) => {
    const [below, above] = [lower * whole, upper * whole]
    return low + (below < rise ? Math.sqrt(below * rise) : above < fall ? width - Math.sqrt(above * fall) : (rise + below) / 2)
  }
}

/** From the side of zero where both limits keep their digits. */
function truncated({ location, scale, low, high }: Extract<Law, { type: 'truncated_normal' }>): Quantile {
  const [a, b] = [(low - location) / scale, (high - location) / scale]
  const inside = (x: number) => Math.min(high, Math.max(low, location + scale * x))
  if (a > 0) return ({ lower, upper }) => inside(-normalQuantile(upper * normalTail(a) + lower * normalTail(b)))
  return ({ lower, upper }) => inside(normalQuantile(upper * normalCdf(a) + lower * normalCdf(b)))
}

function inverted(curve: Pick<Curve, 'tails' | 'density' | 'low' | 'high'>, location: number, scale: number): Quantile {
  return ({ lower, upper }) => location + scale * quantileBetween(lower, { ...curve, start: 0, step: Math.min(1, curve.high) }, upper)
}

/** About 0: rectangular of half-width a, itself rectangular on a ± d (JCGM 101:2008, 6.4.3.2, integrated). */
function curvilinear(a: number, d: number): Pick<Curve, 'tails' | 'density'> {
  const beyond = (x: number) => {
    if (x >= a + d) return 0
    return x >= a - d ? (a + d - x - x * ln((a + d) / x)) / (4 * d) : 0.5 - (x * ln((a + d) / (a - d))) / (4 * d)
  }
  return {
    tails: (x) => (x < 0 ? { lower: beyond(-x), upper: 1 - beyond(-x) } : { lower: 1 - beyond(x), upper: beyond(x) }),
    density: (x) => Math.max(0, ln((a + d) / Math.max(Math.abs(x), a - d))) / (4 * d),
  }
}

/** Azzalini (1985): density 2φ(x)Φ(αx), tails Φ(x) ∓ 2T(x, α) with Owen's function. */
function skew(shape: number): Pick<Curve, 'tails' | 'density'> {
  return {
    tails: (x) => {
      const twice = 2 * owen(x, shape)
      return { lower: Math.max(0, normalCdf(x) - twice), upper: Math.max(0, normalTail(x) + twice) }
    },
    density: (x) => 2 * normalDensity(x) * normalCdf(shape * x),
  }
}

/** T(h, a) = ∫₀^a exp(-h²(1 + t²)/2)/(1 + t²) dt/2π, by its reflection where |a| > 1 (Owen 1956, 2.3) and Simpson's rule. */
function owen(h: number, a: number): number {
  if (a < 0) return -owen(h, -a)
  if (a > 1) {
    const [p, q] = [normalCdf(h), normalCdf(a * h)]
    return (p + q) / 2 - p * q - (a * h < 0 !== h < 0 ? 0.5 : 0) - owen(a * h, 1 / a)
  }
  const steps = 200
  const at = (t: number) => exp((-h * h * (1 + t * t)) / 2) / (1 + t * t)
  let sum = at(0) + at(a)
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * at((a * i) / steps)
  return (sum * a) / steps / 3 / (2 * Math.PI)
}

function stepped(values: readonly number[], probabilities: readonly number[]): Quantile {
  const order = values.map((value, i) => ({ value, p: probabilities[i] ?? 0 })).filter(({ p }) => p > 0).sort((x, y) => x.value - y.value)
  const bounds = new Float64Array(order.length)
  let total = 0
  for (const [i, { p }] of order.entries()) {
    total += p
    bounds[i] = total
  }
  return ({ lower }) => {
    let [from, to] = [0, order.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((bounds[middle] ?? 0) >= lower) to = middle
      else from = middle + 1
    }
    return order[from]?.value ?? Number.NaN
  }
}
