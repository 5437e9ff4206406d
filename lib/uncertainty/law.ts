// The probability distribution of an input, with parameters in absolute terms: what Monte Carlo samples and first order takes moments of.
// Pure, float64. Sources: JCGM 101:2008, 6.4 and table 1; Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994).
// Absent: sampling (monte-carlo/), joint distributions.

import { gammaLn } from './special/gamma.ts'
import { normalCdf, normalDensity } from './special/normal.ts'
import { meanOf } from './type-a.ts'

export type Law =
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'normal'; readonly mean: number; readonly sd: number }
  /** location + scale·t(ν) (JCGM 101, 6.4.9). */
  | { readonly type: 't'; readonly location: number; readonly scale: number; readonly dof: number }
  /** Widths, not limits, so that a narrow interval at a large value keeps its digits (6.4.2). */
  | { readonly type: 'rectangular'; readonly centre: number; readonly halfWidth: number }
  /** From `low` the density rises along `rise`, stays along `top` and falls along `fall`; triangular where top is 0 (6.4.4, 6.4.5). */
  | { readonly type: 'trapezoidal'; readonly low: number; readonly rise: number; readonly top: number; readonly fall: number }
  /** Arc sine: centre + halfWidth·sin of a uniform angle (6.4.6). */
  | { readonly type: 'u_shaped'; readonly centre: number; readonly halfWidth: number }
  /** Rectangular of a half-width that is itself rectangular on halfWidth ± d (6.4.3). */
  | { readonly type: 'curvilinear_trapezoid'; readonly centre: number; readonly halfWidth: number; readonly d: number }
  /** origin + scale·e, e standard exponential (6.4.10). */
  | { readonly type: 'exponential'; readonly origin: number; readonly scale: number }
  /** origin + scale·g, g standard gamma of this shape (6.4.11). */
  | { readonly type: 'gamma'; readonly origin: number; readonly scale: number; readonly shape: number }
  /** low + (high - low)·b, b beta on (0, 1). */
  | { readonly type: 'beta'; readonly alpha: number; readonly beta: number; readonly low: number; readonly high: number }
  /** origin + exp(mu + sigma·z). */
  | { readonly type: 'lognormal'; readonly mu: number; readonly sigma: number; readonly origin: number }
  /** origin + scale·e^(1/shape), e standard exponential. */
  | { readonly type: 'weibull'; readonly shape: number; readonly scale: number; readonly origin: number }
  /** location + scale·(δ|z₁| + √(1 - δ²) z₂), δ = shape/√(1 + shape²) (Azzalini 1985). */
  | { readonly type: 'skew_normal'; readonly location: number; readonly scale: number; readonly shape: number }
  /** location + scale·((-ln u)^-shape - 1)/shape, or location - scale·ln(-ln u) where shape = 0; heavy tail upward for shape > 0. */
  | { readonly type: 'gev'; readonly location: number; readonly scale: number; readonly shape: number }
  /** Normal with this location and scale, given that it lies between low and high, either of which may be infinite. */
  | {
    readonly type: 'truncated_normal'; readonly location: number; readonly scale: number; readonly low: number; readonly high: number
  }
  | { readonly type: 'laplace'; readonly mean: number; readonly scale: number }
  | { readonly type: 'logistic'; readonly mean: number; readonly scale: number }
  /** Probabilities add up to 1. */
  | { readonly type: 'discrete'; readonly values: readonly number[]; readonly probabilities: readonly number[] }
  /** Draws, each as likely as the other. */
  | { readonly type: 'samples'; readonly samples: readonly number[] }

export type Moments = { readonly mean: number; readonly sd: number }

/** Mean and standard deviation of a distribution; sd is Infinity where there is none (t with ν ≤ 2, gev with shape ≥ ½). */
export function momentsOf(law: Law): Moments {
  switch (law.type) {
    case 'constant': return { mean: law.value, sd: 0 }
    case 'normal': return { mean: law.mean, sd: law.sd }
    case 't': return { mean: law.location, sd: law.scale * tSpread(law.dof) }
    case 'rectangular': return { mean: law.centre, sd: law.halfWidth / Math.sqrt(3) }
    case 'u_shaped': return { mean: law.centre, sd: law.halfWidth / Math.SQRT2 }
    case 'trapezoidal': return ofTrapezoid(law)
    case 'curvilinear_trapezoid': return { mean: law.centre, sd: Math.hypot(law.halfWidth / Math.sqrt(3), law.d / 3) }
    case 'exponential': return { mean: law.origin + law.scale, sd: law.scale }
    case 'gamma': return { mean: law.origin + law.scale * law.shape, sd: law.scale * Math.sqrt(law.shape) }
    case 'laplace': return { mean: law.mean, sd: law.scale * Math.SQRT2 }
    case 'logistic': return { mean: law.mean, sd: (law.scale * Math.PI) / Math.sqrt(3) }
    case 'discrete': return ofDiscrete(law.values, law.probabilities)
    case 'samples': return ofSamples(law.samples)
    default: return ofSkewed(law)
  }
}

type Skewed = Extract<Law, { type: 'beta' | 'lognormal' | 'weibull' | 'skew_normal' | 'gev' | 'truncated_normal' }>

function ofSkewed(law: Skewed): Moments {
  switch (law.type) {
    case 'beta': {
      const [total, width] = [law.alpha + law.beta, law.high - law.low]
      return {
        mean: law.low + (width * law.alpha) / total,
        sd: (width / total) * Math.sqrt((law.alpha * law.beta) / (total + 1)),
      }
    }
    case 'lognormal': {
      const variance = law.sigma ** 2
      const mean = Math.exp(law.mu + variance / 2)
      return { mean: law.origin + mean, sd: mean * Math.sqrt(Math.expm1(variance)) }
    }
    case 'weibull': {
      const mean = law.scale * Math.exp(gammaLn(1 + 1 / law.shape))
      const ratio = gammaLn(1 + 2 / law.shape) - 2 * gammaLn(1 + 1 / law.shape)
      return { mean: law.origin + mean, sd: mean * Math.sqrt(Math.expm1(ratio)) }
    }
    case 'skew_normal': {
      const shift = (law.shape / Math.hypot(1, law.shape)) * Math.sqrt(2 / Math.PI)
      return { mean: law.location + law.scale * shift, sd: law.scale * Math.sqrt(1 - shift ** 2) }
    }
    case 'gev': return ofExtremes(law)
    case 'truncated_normal': return ofTruncated(law)
  }
}

/** √(ν/(ν - 2)), JCGM 101, 6.4.9.4. */
export function tSpread(dof: number): number {
  return dof === Infinity ? 1 : dof > 2 ? Math.sqrt(dof / (dof - 2)) : Infinity
}

/** A trapezoid is a mixture of a triangle, a rectangle and a triangle. */
function ofTrapezoid({ low, rise, top, fall }: Extract<Law, { type: 'trapezoidal' }>): Moments {
  const height = 2 / (rise + 2 * top + fall)
  if (height === Infinity) return { mean: low, sd: 0 }
  const parts: [weight: number, centre: number, variance: number][] = [
    [(rise * height) / 2, (2 * rise) / 3, rise ** 2 / 18], [top * height, rise + top / 2, top ** 2 / 12],
    [(fall * height) / 2, rise + top + fall / 3, fall ** 2 / 18],
  ]
  const mean = parts.reduce((sum, [weight, centre]) => sum + weight * centre, 0)
  const variance = parts.reduce((sum, [weight, centre, own]) => sum + weight * (own + (centre - mean) ** 2), 0)
  return { mean: low + mean, sd: Math.sqrt(variance) }
}

const EULER = 0.5772156649015329

function ofExtremes({ location, scale, shape }: Extract<Law, { type: 'gev' }>): Moments {
  // Beside shape 0 the formulas cancel; there the Gumbel limit holds to as many digits.
  if (Math.abs(shape) < 1e-8) return { mean: location + scale * EULER, sd: (scale * Math.PI) / Math.sqrt(6) }
  if (shape >= 1) return { mean: Infinity, sd: Infinity }
  const g1 = gammaLn(1 - shape)
  const mean = location + (scale * Math.expm1(g1)) / shape
  if (shape >= 0.5) return { mean, sd: Infinity }
  const g2 = gammaLn(1 - 2 * shape)
  return { mean, sd: (scale * Math.exp(g1) * Math.sqrt(Math.expm1(g2 - 2 * g1))) / Math.abs(shape) }
}

function ofTruncated({ location, scale, low, high }: Extract<Law, { type: 'truncated_normal' }>): Moments {
  const [a, b] = [(low - location) / scale, (high - location) / scale]
  if (b - a < 1) return ofNarrow(low, high, { location, scale })
  // The side of zero where both tails keep their digits.
  const mass = a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a)
  const [fa, fb] = [Number.isFinite(a) ? normalDensity(a) : 0, Number.isFinite(b) ? normalDensity(b) : 0]
  const shift = (fa - fb) / mass
  const curvature = ((Number.isFinite(a) ? a * fa : 0) - (Number.isFinite(b) ? b * fb : 0)) / mass
  return { mean: location + scale * shift, sd: scale * Math.sqrt(Math.max(0, 1 + curvature - shift ** 2)) }
}

/** Moments about the middle by Gauss and Legendre's rule, where the closed form would cancel. */
function ofNarrow(low: number, high: number, { location, scale }: { location: number; scale: number }): Moments {
  const half = (high - low) / 2
  const middle = low + half
  const [m, h] = [(middle - location) / scale, half / scale]
  const sums: [number, number, number] = [0, 0, 0]
  for (const [x, weight] of LEGENDRE) {
    const density = weight * Math.exp(-h * x * (m + (h * x) / 2))
    sums[0] += density
    sums[1] += density * x
    sums[2] += density * x * x
  }
  const mean = sums[1] / sums[0]
  return { mean: middle + half * mean, sd: half * Math.sqrt(Math.max(0, sums[2] / sums[0] - mean * mean)) }
}

const LEGENDRE = gaussLegendre(20)

/** Nodes in (-1, 1) and weights: zeros of the Legendre polynomial by Newton's method (Abramowitz and Stegun 25.4.29). */
function gaussLegendre(n: number): readonly (readonly [x: number, weight: number])[] {
  return Array.from({ length: n }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < 50; step++) {
      let [before, here] = [1, x]
      for (let k = 2; k <= n; k++) [before, here] = [here, ((2 * k - 1) * x * here - (k - 1) * before) / k]
      slope = (n * (x * here - before)) / (x * x - 1)
      const move = here / slope
      x -= move
      if (Math.abs(move) < 1e-16) break
    }
    return [x, 2 / ((1 - x * x) * slope * slope)] as const
  })
}

function ofDiscrete(values: readonly number[], probabilities: readonly number[]): Moments {
  const origin = values[0] ?? Number.NaN
  const mean = origin + values.reduce((sum, value, i) => sum + (probabilities[i] ?? 0) * (value - origin), 0)
  return { mean, sd: Math.sqrt(values.reduce((sum, value, i) => sum + (probabilities[i] ?? 0) * (value - mean) ** 2, 0)) }
}

/** Mean and experimental standard deviation of the draws (JCGM 101, 7.6). */
function ofSamples(samples: readonly number[]): Moments {
  const mean = meanOf(samples)
  return { mean, sd: Math.sqrt(samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples.length - 1)) }
}
