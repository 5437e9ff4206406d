// Type A evaluation: the mean of readings, its standard uncertainty and degrees of freedom (GUM 4.2), also where an earlier standard
// deviation is known, where neighbouring readings resemble each other, and where the scatter hides below the last digit.
// Pure, float64, in the unit of the readings. Absent: analysis of variance over groups (the statistics package).

import { refuse, type Refusal, type Sentence } from './refusal.ts'

/** Readings and what is known about their scatter. */
export type Readings = {
  readonly readings: readonly number[]
  /** Readings taken together, one after the other in the same order, share this name and correlate (GUM 5.2.3). */
  readonly simultaneous?: string
  /** A standard deviation known from earlier measurements, pooled over them, in place of that of these readings (GUM 4.2.4). */
  readonly pooled?: { readonly s: number; readonly dof: number }
  /** The readings are a series in time whose neighbours resemble each other (GUM 4.2.7): see `autocorrelated`. */
  readonly series?: true
  /** Step of the last digit the readings were rounded to: see `digitised`. */
  readonly resolution?: number
}

/** `u`, `dof` belong to the mean; `s` is the experimental standard deviation of one reading, `effective` the n that u = s/√n takes. */
export type TypeA = {
  readonly mean: number
  readonly s: number
  readonly u: number
  readonly dof: number
  readonly n: number
  readonly effective: number
  readonly notes: readonly Sentence[]
}

/** Everything `stated` says, for the input called `name`; the field that breaks a rule otherwise. */
export function evaluateReadings(name: string, stated: Readings): { readonly ok: true; readonly value: TypeA } | Refusal {
  const broken = brokenRule(stated)
  if (broken !== undefined) return refuse(`${name}.${broken.field}`, `输入量“${name}”：${broken.zh}`, `the input "${name}" ${broken.en}`)
  const { readings, pooled, resolution } = stated
  if (pooled !== undefined) {
    const n = readings.length
    const mean = meanOf(readings)
    return { ok: true, value: { mean, s: pooled.s, u: pooled.s / Math.sqrt(n), dof: pooled.dof, n, effective: n, notes: [] } }
  }
  if (stated.series === true) return { ok: true, value: autocorrelated(readings) }
  return { ok: true, value: resolution === undefined ? ofMean(readings) : digitised(readings, resolution) }
}

function brokenRule({ readings, pooled, series, resolution }: Readings): { field: string; zh: string; en: string } | undefined {
  const least = pooled !== undefined ? 1 : series === true ? 8 : 2
  if (readings.length < least || !readings.every(Number.isFinite)) {
    const count = ['', 'one reading', 'two readings'][least] ?? `${least} readings`
    return { field: 'readings', zh: `需要至少 ${least} 个读数，且都是数`, en: `needs at least ${count}, all numbers` }
  }
  if (pooled !== undefined && !(pooled.s >= 0 && pooled.s < Infinity && pooled.dof > 0)) {
    return {
      field: 'pooled', zh: '合并标准偏差不为负，自由度大于零',
      en: 'needs a pooled standard deviation that is not negative, with degrees of freedom greater than zero',
    }
  }
  if (resolution !== undefined && !(resolution > 0 && resolution < Infinity)) {
    return { field: 'resolution', zh: '分辨力须大于零', en: 'needs a resolution greater than zero' }
  }
  const ways = [pooled, series, resolution].filter((one) => one !== undefined).length
  if (ways <= 1) return undefined
  return {
    field: 'readings', zh: 'pooled、series、resolution 只能选一种',
    en: 'takes one of pooled, series, resolution: each says in its own way what scatters',
  }
}

/** Arithmetic mean with u = s/√n and ν = n - 1 (GUM 4.2.1 to 4.2.3). At least two readings. */
export function ofMean(readings: readonly number[]): TypeA {
  const n = readings.length
  const u = Math.sqrt(covarianceOfMeans(readings, readings))
  return { mean: meanOf(readings), s: u * Math.sqrt(n), u, dof: n - 1, n, effective: n, notes: [] }
}

/**
 * Standard deviation pooled over groups that scatter alike about means of their own: s² = Σ νᵢsᵢ²/Σ νᵢ, ν = Σ νᵢ (GUM H.3.6, JJF
 * 1059.1-2012, 4.3.2.6). Undefined where no group has two readings.
 */
export function pooledDeviation(groups: readonly (readonly number[])[]): { readonly s: number; readonly dof: number } | undefined {
  const counted = groups.filter((group) => group.length > 1)
  const dof = counted.reduce((sum, group) => sum + group.length - 1, 0)
  if (dof === 0) return undefined
  const squares = counted.reduce((sum, group) => sum + covarianceOfMeans(group, group) * group.length * (group.length - 1), 0)
  return { s: Math.sqrt(squares / dof), dof }
}

/**
 * The mean of a stationary series, u² = s²/n·(1 + 2 Σ (1 - k/n) ρₖ) up to the last lag, at most n/4, whose ρₖ leaves ±1.96 σ(ρₖ) with
 * σ² = (1 + 2 Σ ρᵢ²)/n over the lags before k (Bartlett; Zhang, Metrologia 43 (2006) S276). Never less than s/√n: readings that shun each
 * other are not taken to know more. The effective number of readings is n over the bracket, ν one less than it.
 */
export function autocorrelated(series: readonly number[]): TypeA {
  const plain = ofMean(series)
  const { n } = plain
  const rho = autocorrelations(series, Math.floor(n / 4))
  let squares = 0
  let last = 0
  for (let k = 1; k < rho.length; k++) {
    const here = rho[k] ?? 0
    if (Math.abs(here) > 1.96 * Math.sqrt((1 + 2 * squares) / n)) last = k
    squares += here * here
  }
  const sum = rho.slice(1, last + 1).reduce((total, here, i) => total + (1 - (i + 1) / n) * here, 0)
  const ratio = Math.max(1, 1 + 2 * sum)
  const effective = n / ratio
  const counted = effective.toPrecision(3)
  const note = {
    zh: `相隔 ${last} 个以内的读数相关：${n} 个读数相当于 ${counted} 个独立读数`,
    en: `readings up to ${last} apart correlate: ${n} of them count as ${counted} independent ones`,
  }
  const notes = ratio === 1 ? [] : [note]
  return { ...plain, u: plain.u * Math.sqrt(ratio), dof: Math.max(1, effective - 1), effective, notes }
}

/** ρ₀ = 1 to ρ of the greatest lag, each over the sum of squares of the whole series. */
export function autocorrelations(series: readonly number[], lags: number): readonly number[] {
  const mean = meanOf(series)
  const deviations = series.map((x) => x - mean)
  const total = deviations.reduce((sum, d) => sum + d * d, 0)
  return Array.from({ length: lags + 1 }, (_, k) => {
    if (total === 0) return k === 0 ? 1 : 0
    let sum = 0
    for (let i = 0; i + k < deviations.length; i++) sum += (deviations[i] ?? 0) * (deviations[i + k] ?? 0)
    return sum / total
  })
}

/**
 * The mean of readings rounded to a step δ. No scatter: u = δ√(c/12) with c = 6.4, 1.3, 1 for 2, 3, more readings; two neighbouring
 * values only: u² is the greater of s²/n and (middle - mean)²/3; else s/√n (Willink, Metrologia 44 (2007) 73–81).
 */
export function digitised(readings: readonly number[], resolution: number): TypeA {
  const plain = ofMean(readings)
  const [least, greatest] = [Math.min(...readings), Math.max(...readings)]
  const spread = greatest - least
  if (spread === 0) {
    const factor = plain.n === 2 ? 6.4 : plain.n === 3 ? 1.3 : 1
    return { ...plain, u: resolution * Math.sqrt(factor / 12), notes: [HIDDEN] }
  }
  if (spread > resolution * (1 + 1e-6)) return plain
  const offset = (least + greatest) / 2 - plain.mean
  return { ...plain, u: Math.max(plain.u, Math.abs(offset) / Math.sqrt(3)) }
}

const HIDDEN: Sentence = { zh: '读数全部相同：分散性小于末位', en: 'all readings are equal: what scatters hides below the last digit' }

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
