// What is known about an input quantity: the one vocabulary of budgets, Monte Carlo and exchange.
// Pure, float64, every number in the unit of the input (a temperature's uncertainty in its interval). GUM 4.2 and 4.3; JCGM 101:2008, 6.4.
// Types only. Absent: estimate, u and distribution of an input (known.ts), sampling (monte-carlo/).

import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Readings } from './type-a.ts'

/** Degrees of freedom: how well the stated uncertainty is itself known (GUM G.4.2, equation G.3); infinite unless given. */
type Freedom = { readonly dof?: number }
/** Symmetric about the estimate by its half-width, or between limits, which then give the estimate. */
type Width = { readonly halfWidth: number } | { readonly low: number; readonly high: number }

/** How an uncertainty is stated. Half-widths, u, U, limits and parameters in the unit of the input. */
export type Stated =
  | ({ readonly type: 'readings' } & Readings)
  | { readonly type: 'constant' }
  /** u, or an expanded uncertainty from a certificate with u = U/k (GUM 4.3.3). */
  | ({ readonly type: 'normal' } & ({ readonly u: number } | { readonly U: number; readonly k: number }) & Freedom)
  /**
   * Student's t whose *scale* is u, as s/√n is (JCGM 101, 6.4.9.2): its standard deviation is u√(ν/(ν - 2)), first order takes u with ν.
   */
  | { readonly type: 't_scaled'; readonly u: number; readonly dof: number }
  /** Student's t whose *standard deviation* is u (NIST Uncertainty Machine); needs ν > 2. */
  | { readonly type: 't_sd'; readonly u: number; readonly dof: number }
  /** About the estimate: u = a/√3 (GUM 4.3.7), a/√6 (GUM 4.3.9, β = 0), a/√2 (arc sine, JCGM 101, 6.4.6). */
  | ({ readonly type: 'rectangular' | 'triangular' | 'u_shaped'; readonly halfWidth: number } & Freedom)
  /** Between limits, which give the estimate. */
  | ({ readonly type: 'rectangular' | 'u_shaped'; readonly low: number; readonly high: number } & Freedom)
  | ({ readonly type: 'triangular'; readonly low: number; readonly mode: number; readonly high: number } & Freedom)
  /** Top of `topRatio` (β) times the base, u = a√((1 + β²)/6) (GUM 4.3.9), or by its four corners. */
  | (
    { readonly type: 'trapezoidal' }
    & ({ readonly halfWidth: number; readonly topRatio: number } | { low: number; topLow: number; topHigh: number; high: number }) & Freedom
  )
  /** Rectangular with limits known to ±d, u² = (high - low)²/12 + d²/9 (6.4.3); ν = (a/d)²/2 by GUM G.4.2 unless given. */
  | ({ readonly type: 'curvilinear_trapezoid'; readonly d: number } & Width & Freedom)
  /** Not below `origin` (0), mean at the estimate: u = mean - origin (6.4.10). */
  | ({ readonly type: 'exponential'; readonly origin?: number } & Freedom)
  /** A count of q events is gamma with shape q + 1 and scale 1 (6.4.11). */
  | ({ readonly type: 'gamma'; readonly shape: number; readonly scale: number; readonly origin?: number } & Freedom)
  /** On (low, high), which is (0, 1) unless given. */
  | ({ readonly type: 'beta'; readonly alpha: number; readonly beta: number; readonly low?: number; readonly high?: number } & Freedom)
  /** exp of a normal quantity with mean `mu` and standard deviation `sigma`, above `origin` (0). */
  | ({ readonly type: 'lognormal'; readonly mu: number; readonly sigma: number; readonly origin?: number } & Freedom)
  | ({ readonly type: 'weibull'; readonly shape: number; readonly scale: number; readonly origin?: number } & Freedom)
  /** Azzalini's; shape 0 is normal, positive is skewed upward. */
  | ({ readonly type: 'skew_normal'; readonly location: number; readonly scale: number; readonly shape: number } & Freedom)
  /** Generalised extreme values; heavy tail upward for shape > 0, 0 is Gumbel's; needs shape < ½ for a standard uncertainty. */
  | ({ readonly type: 'gev'; readonly location: number; readonly scale: number; readonly shape: number } & Freedom)
  /** Normal around `location` before it was cut; either limit may be left out. */
  | ({ readonly type: 'truncated_normal'; location: number; scale: number; low?: number; high?: number } & Freedom)
  /** u is the standard deviation. */
  | ({ readonly type: 'laplace' | 'logistic'; readonly u: number } & Freedom)
  /** Probabilities are scaled to add up to 1. */
  | ({ readonly type: 'discrete'; readonly values: readonly number[]; readonly probabilities: readonly number[] } & Freedom)
  /** Draws of the quantity, such as an earlier Monte Carlo result. */
  | ({ readonly type: 'samples'; readonly samples: readonly number[] } & Freedom)

export type Input = {
  readonly name: string
  readonly unit?: Unit
  /** Needed where the distribution is stated about it; where readings or parameters give it, it is left out or agrees with them. */
  readonly estimate?: number
  readonly stated: Stated
  /** Names the influence itself: inputs of one identity are one quantity, in whatever model or certificate they appear. */
  readonly identity?: string
}
