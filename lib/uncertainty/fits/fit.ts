// A fitted polynomial in use: y from x, x from y, and its parameters as inputs of a model, each with uncertainty and degrees of freedom.
// Pure, float64. Sources: GUM H.3; ISO/TS 28037:2010, 11 (use of a calibration function); Eurachem/CITAC QUAM, example A5.
// Absent: extrapolation is not refused, it is told (`outside`).

import type { Correlation } from '../influence.ts'
import type { Input } from '../inputs.ts'
import { form, type Matrix } from '../linear.ts'
import { refuse, type Refusal } from '../refusal.ts'

export type Fit = {
  /** Coefficients of the powers 0, 1, … of x - origin, and their covariance matrix. */
  readonly parameters: readonly number[]
  readonly covariance: Matrix
  readonly u: readonly number[]
  readonly origin: number
  /** n less the number of parameters where the scatter was found from the residuals; infinite, or as given, where it was known. */
  readonly dof: number
  /** √(χ²/ν) of residuals in units of their u; where all scatter alike, the standard deviation of y about the curve. */
  readonly s: number
  /** Σ (residual/u)², to be compared with χ² of n - p degrees of freedom; Σ residual² where no u was given. */
  readonly chi2: number
  readonly residuals: readonly number[]
  /** Least and greatest x. */
  readonly range: readonly [number, number]
  /** Standard deviation of one further y, where it is the same everywhere. */
  readonly noise?: number
  /** The same curve in powers of z = (x - centre)/half, which cancels nothing. */
  readonly centred: {
    readonly centre: number; readonly half: number; readonly coefficients: readonly number[]; readonly covariance: Matrix
  }
}

/** A value read off the curve. `outside` says that x lies beyond the points the curve was fitted to. */
export type Read = { readonly x: number; readonly y: number; readonly u: number; readonly dof: number; readonly outside: boolean }

export function polynomial(coefficients: readonly number[], z: number): number {
  return coefficients.reduceRight((sum, one) => one + z * sum, 0)
}

function slope(coefficients: readonly number[], z: number): number {
  return polynomial(coefficients.slice(1).map((one, k) => one * (k + 1)), z)
}

/**
 * y at x. `uX` adds the uncertainty of x; `observation` that of one further y, `true` for the scatter about the curve: without it u is that
 * of the curve.
 */
export function yFromX(fit: Fit, x: number, options: { uX?: number; dofX?: number; observation?: true | number } = {}): Read {
  const { centre, half, coefficients, covariance } = fit.centred
  const z = (x - centre) / half
  const powers = coefficients.map((_, k) => z ** k)
  const curve = form(powers, covariance, powers)
  const { uX = 0, dofX = Infinity, observation } = options
  const across = ((slope(coefficients, z) / half) * uX) ** 2
  const noise = observation === undefined ? 0 : observation === true ? (fit.noise ?? Number.NaN) ** 2 : observation ** 2
  // The scatter found from the residuals is one variance with the curve's (GUM H.3.4); a stated one has no ν of its own here.
  const own = observation === true ? curve + noise : curve
  const variance = curve + across + noise
  const freedom = own ** 2 / fit.dof + across ** 2 / dofX
  const outside = x < fit.range[0] || x > fit.range[1]
  return { x, y: polynomial(coefficients, z), u: Math.sqrt(variance), dof: freedom === 0 ? Infinity : variance ** 2 / freedom, outside }
}

/** What was observed: readings whose scatter is the curve's own, or a value with its standard uncertainty. */
export type Observed = { readonly readings: readonly number[] } | { readonly y: number; readonly u: number; readonly dof?: number }

/**
 * x at an observed y, u²(x) = (u²(y) + u²(curve))/slope². Where several x give this y, the one nearest to `near`, which must then be given;
 * the search goes one range beyond both ends.
 */
export function xFromY(fit: Fit, observed: Observed, near?: number): { readonly ok: true; readonly read: Read } | Refusal {
  const given = observedOf(fit, observed)
  if ('ok' in given) return given
  const { centre, half, coefficients } = fit.centred
  const roots = rootsOf(coefficients.map((one, k) => (k === 0 ? one - given.y : one)))
  if (roots.length === 0) return refuse('y', `拟合曲线达不到 ${given.y}`, `the curve does not reach ${given.y} near its points`)
  if (roots.length > 1 && near === undefined) {
    const shown = roots.map((z) => (centre + half * z).toPrecision(6)).join(', ')
    return refuse('near', `有几个 x 给出同一个 y（${shown}）：请给出 near`, `several x give this y (${shown}): say near which`)
  }
  const wanted = near === undefined ? 0 : (near - centre) / half
  const z = roots.reduce((best, root) => (Math.abs(root - wanted) < Math.abs(best - wanted) ? root : best))
  const x = centre + half * z
  const curve = yFromX(fit, x)
  const steep = Math.abs(slope(coefficients, z) / half)
  if (steep === 0) return refuse('y', '曲线在此处水平，x 无法确定', 'the curve is level here, so that x is not determined')
  const scatter = given.own ? 0 : given.u ** 4 / given.dof
  const variance = curve.u ** 2 + given.u ** 2
  const freedom = (given.own ? variance : curve.u ** 2) ** 2 / fit.dof + scatter
  const dof = freedom === 0 ? Infinity : variance ** 2 / freedom
  return { ok: true, read: { x, y: given.y, u: Math.sqrt(variance) / steep, dof, outside: curve.outside } }
}

type Given = { readonly y: number; readonly u: number; readonly dof: number; readonly own: boolean }

function observedOf(fit: Fit, observed: Observed): Given | Refusal {
  if (!('readings' in observed)) {
    if (Number.isFinite(observed.y) && observed.u >= 0 && Number.isFinite(observed.u)) {
      return { y: observed.y, u: observed.u, dof: observed.dof ?? Infinity, own: false }
    }
    return refuse('y', '观测值须为数，不确定度不为负', 'an observed value is a number, its uncertainty not negative')
  }
  const { readings } = observed
  if (readings.length === 0 || !readings.every(Number.isFinite)) return refuse('readings', '至少一个读数', 'there is at least one reading')
  if (fit.noise === undefined) {
    return refuse('readings', '各点的散布不同：请给出观测值的不确定度', 'points scatter differently: state the uncertainty of what was observed')
  }
  const mean = readings.reduce((sum, one) => sum + one, 0) / readings.length
  return { y: mean, u: fit.noise / Math.sqrt(readings.length), dof: fit.dof, own: true }
}

/** Zeros of a polynomial of z between -3 and 3: between turning points, which are zeros of its slope, bisection finds each. */
function rootsOf(coefficients: readonly number[]): readonly number[] {
  const degree = coefficients.findLastIndex((one) => one !== 0)
  if (degree < 1) return []
  const turns = degree === 1 ? [] : rootsOf(coefficients.slice(1, degree + 1).map((one, k) => one * (k + 1)))
  const ends = [-3, ...turns, 3]
  const roots: number[] = []
  for (const [i, high] of ends.entries()) {
    const low = ends[i - 1]
    if (low === undefined) continue
    const root = between(coefficients, low, high)
    if (root !== undefined && root !== roots.at(-1)) roots.push(root)
  }
  return roots
}

function between(coefficients: readonly number[], from: number, to: number): number | undefined {
  let [low, high] = [from, to]
  const [left, right] = [polynomial(coefficients, low), polynomial(coefficients, high)]
  if (left === 0) return low
  if (right === 0) return high
  if (left > 0 === right > 0) return undefined
  let z = (low + high) / 2
  for (let i = 0; i < 200; i++) {
    const here = polynomial(coefficients, z)
    if (here === 0) return z
    if (here > 0 === right > 0) high = z
    else low = z
    const next = z - here / slope(coefficients, z)
    const to = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(to - z) <= 2e-16 * Math.abs(z)) return to
    z = to
  }
  return z
}

/** The parameters as inputs of a model, with their correlations: one variance of ν degrees of freedom (GUM H.3.5). */
export function parametersAsInputs(
  fit: Fit, names: readonly string[],
): { readonly inputs: readonly Input[]; readonly correlations: readonly Correlation[] } {
  const inputs = fit.parameters.map((estimate, k): Input => {
    return { name: names[k] ?? `c${k}`, estimate, stated: { type: 'normal', u: fit.u[k] ?? 0, dof: fit.dof } }
  })
  const correlations = inputs.flatMap((a, i) => inputs.slice(i + 1).map((b, k): Correlation => {
    const j = i + 1 + k
    const scale = (fit.u[i] ?? 0) * (fit.u[j] ?? 0)
    return [a.name, b.name, scale === 0 ? 0 : Math.max(-1, Math.min(1, (fit.covariance[i]?.[j] ?? 0) / scale))]
  }))
  return { inputs, correlations }
}

/** A curve in powers of z as a fit in powers of x - origin. */
export function finished(
  centred: Fit['centred'], rest: Omit<Fit, 'parameters' | 'covariance' | 'u' | 'centred'>,
): Fit {
  const { centre, half, coefficients } = centred
  // (x - centre)ᵏ/halfᵏ written out in powers of x - origin.
  const shift = rest.origin - centre
  const rows = coefficients.map((_, j) => coefficients.map((__, k) => (k < j ? 0 : (choose(k, j) * shift ** (k - j)) / half ** k)))
  const parameters = rows.map((row) => row.reduce((sum, one, k) => sum + one * (coefficients[k] ?? 0), 0))
  const covariance = rows.map((row) => rows.map((other) => form(row, centred.covariance, other)))
  return { ...rest, parameters, covariance, u: covariance.map((row, j) => Math.sqrt(Math.max(0, row[j] ?? 0))), centred }
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return Math.round(result)
}
