// Type A evaluation: the mean of readings, its standard uncertainty and degrees of freedom (GUM 4.2).
// Pure, float64, in the unit of the readings. Absent: analysis of variance over groups (the statistics package).

import { refuse, type Refusal } from './refusal.ts'

/** Readings and what is known about their scatter. */
export type Readings = {
  readonly readings: readonly number[]
  /** Readings taken together, one after the other in the same order, share this name and correlate (GUM 5.2.3). */
  readonly simultaneous?: string
  /** A standard deviation known from earlier measurements, pooled over them, in place of that of these readings (GUM 4.2.4). */
  readonly pooled?: { readonly s: number; readonly dof: number }
}

/** `n` counts readings; ν and u belong to the mean. */
export type TypeA = {
  readonly mean: number; readonly u: number; readonly dof: number; readonly n: number; readonly s: number; readonly notes: readonly string[]
}

export function evaluateReadings(name: string, stated: Readings): { readonly ok: true; readonly value: TypeA } | Refusal {
  const { readings, pooled } = stated
  const n = readings.length
  const least = pooled === undefined ? 2 : 1
  if (n < least || !readings.every(Number.isFinite)) {
    return refuse(
      `${name}.readings`, `“${name}”需要至少 ${least} 个读数，且都是数`,
      `the input "${name}" needs at least ${least === 1 ? 'one reading' : 'two readings'}, all numbers`,
    )
  }
  if (pooled !== undefined && !(pooled.s >= 0 && pooled.s < Infinity && pooled.dof > 0)) {
    return refuse(
      `${name}.pooled`, `“${name}”的合并标准偏差须不为负，自由度须大于零`,
      `the pooled standard deviation of "${name}" is not negative and its degrees of freedom are greater than zero`,
    )
  }
  const mean = meanOf(readings)
  if (pooled !== undefined) return { ok: true, value: { mean, u: pooled.s / Math.sqrt(n), dof: pooled.dof, n, s: pooled.s, notes: [] } }
  const u = Math.sqrt(covarianceOfMeans(readings, readings))
  return { ok: true, value: { mean, u, dof: n - 1, n, s: u * Math.sqrt(n), notes: [] } }
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
