// What is known about an input quantity, and the standard uncertainty that follows (GUM 4.2, 4.3).
// Pure, float64, every number in the unit of the input (a temperature's uncertainty in its interval). Absent: sampling (Monte Carlo),
// pooling.

import type { Unit } from '@duheng/quantity/unit-algebra.ts'

/** How an uncertainty is stated. Half-widths, u and U in the unit of the input. */
export type Stated =
  /**
   * Type A: the estimate is the mean, u = s/√n, ν = n - 1 (GUM 4.2.3). Readings taken together share a `simultaneous` name and correlate
   * (5.2.3).
   */
  | { readonly type: 'readings'; readonly readings: readonly number[]; readonly simultaneous?: string }
  /** A standard uncertainty; ν infinite unless given. */
  | { readonly type: 'normal'; readonly u: number; readonly dof?: number }
  /** An expanded uncertainty from a certificate, u = U/k (GUM 4.3.3). */
  | { readonly type: 'normal'; readonly U: number; readonly k: number; readonly dof?: number }
  /** u = a/√3 (GUM 4.3.7). */
  | { readonly type: 'rectangular'; readonly halfWidth: number; readonly dof?: number }
  /** u = a/√6 (GUM 4.3.9, β = 0). */
  | { readonly type: 'triangular'; readonly halfWidth: number; readonly dof?: number }
  /** u = a/√2 (JCGM 101:2008, 6.4.6, arc sine). */
  | { readonly type: 'U-shaped'; readonly halfWidth: number; readonly dof?: number }
  /**
   * Student's t. `scaled`: u is the scale, as s/√n is (JCGM 101, 6.4.9.2); `sd`: u is the standard deviation. First order uses u either
   * way.
   */
  | { readonly type: 't'; readonly u: number; readonly dof: number; readonly convention: 'scaled' | 'sd' }
  | { readonly type: 'constant' }

export type Input = {
  readonly name: string
  readonly unit?: Unit
  /** Needed unless there are readings, whose mean it is. */
  readonly estimate?: number
  readonly stated: Stated
  /** Names the influence itself: inputs of one identity are one quantity, in whatever model or certificate they appear. */
  readonly identity?: string
}

/** Estimate, standard uncertainty and degrees of freedom of an input; `evaluation` as in GUM 2.3.2 and 2.3.3. */
export type Standard = { readonly estimate: number; readonly u: number; readonly dof: number; readonly evaluation: 'A' | 'B' }

export function standardOf(input: Input): { ok: true; standard: Standard } | { ok: false; message: string } {
  const { stated, name } = input
  if (stated.type === 'readings') return ofReadings(input, stated.readings)
  const { estimate } = input
  if (estimate === undefined || !Number.isFinite(estimate)) return { ok: false, message: `the input "${name}" needs an estimate` }
  const found = uncertaintyOf(stated)
  if (typeof found === 'string') return { ok: false, message: `the input "${name}": ${found}` }
  return { ok: true, standard: { estimate, u: found.u, dof: found.dof, evaluation: 'B' } }
}

/** Arithmetic mean, and s/√n from the deviations about it. */
function ofReadings(input: Input, readings: readonly number[]): ReturnType<typeof standardOf> {
  const n = readings.length
  if (n < 2 || !readings.every(Number.isFinite)) {
    return { ok: false, message: `the input "${input.name}" needs at least two readings, all numbers` }
  }
  const estimate = meanOf(readings)
  if (input.estimate !== undefined && input.estimate !== estimate) {
    return { ok: false, message: `the estimate of "${input.name}" is the mean of its readings; leave the other one out` }
  }
  return { ok: true, standard: { estimate, u: Math.sqrt(covarianceOfMeans(readings, readings)), dof: n - 1, evaluation: 'A' } }
}

/** Mean, as first reading plus the mean deviation from it, which keeps digits that a plain sum loses. */
export function meanOf(readings: readonly number[]): number {
  const origin = readings[0] ?? Number.NaN
  return origin + readings.reduce((sum, x) => sum + (x - origin), 0) / readings.length
}

/** s(x̄, ȳ) of readings taken in pairs (GUM 5.2.3, equation 17); the variance of a mean where both are the same. */
export function covarianceOfMeans(x: readonly number[], y: readonly number[]): number {
  const n = x.length
  const [mx, my] = [meanOf(x), meanOf(y)]
  return x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? Number.NaN) - my), 0) / (n * (n - 1))
}

function uncertaintyOf(stated: Exclude<Stated, { type: 'readings' }>): { u: number; dof: number } | string {
  const dof = 'dof' in stated ? (stated.dof ?? Infinity) : Infinity
  if (!(dof > 0)) return 'degrees of freedom are greater than zero'
  const u = rawUncertainty(stated)
  if (typeof u === 'string') return u
  return Number.isFinite(u) && u >= 0 ? { u, dof } : 'an uncertainty is a number that is not negative'
}

function rawUncertainty(stated: Exclude<Stated, { type: 'readings' }>): number | string {
  switch (stated.type) {
    case 'constant': return 0
    case 't': return stated.u
    case 'normal': return 'u' in stated ? stated.u : stated.k > 0 ? stated.U / stated.k : 'a coverage factor is greater than zero'
    case 'rectangular': return stated.halfWidth / Math.sqrt(3)
    case 'triangular': return stated.halfWidth / Math.sqrt(6)
    case 'U-shaped': return stated.halfWidth / Math.SQRT2
  }
}
