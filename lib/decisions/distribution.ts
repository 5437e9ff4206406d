// Distributions of a quantity before it is measured (priors) and of a measured value about the quantity, as data.
// Pure, float64. Sources: JCGM 106:2012, 6 and annex A (prior and posterior); JCGM 101:2008, 6.4 (forms).
// Absent: sampling; joint distributions.

import { gammaLn, gammaTails } from '@duheng/uncertainty/special/gamma.ts'
import { normalDensity, normalTail } from '@duheng/uncertainty/special/normal.ts'
import { tDensity, tTail } from '@duheng/uncertainty/special/student.ts'
import { found, notFinite, notPositive, refuse, type Found, type Sentence } from './refusal.ts'

/**
 * What is stated about a quantity, in the unit of the limits. `t` is scaled and shifted: its sd is scale·√(dof/(dof - 2)).
 * `gamma` has its lower end at `from` (default 0), as for quantities that cannot be negative (JCGM 106:2012, A.3).
 */
export type Distribution =
  | { readonly type: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly type: 't'; readonly mean: number; readonly scale: number; readonly dof: number }
  | { readonly type: 'uniform'; readonly low: number; readonly high: number }
  | { readonly type: 'triangular'; readonly low: number; readonly high: number }
  | { readonly type: 'gamma'; readonly shape: number; readonly scale: number; readonly from?: number }
  | { readonly type: 'lognormal'; readonly mu: number; readonly sigma: number }

/** How a measured value scatters about the quantity, with zero mean. */
export type Scatter =
  | { readonly type: 'normal'; readonly u: number }
  | { readonly type: 't'; readonly scale: number; readonly dof: number }
  | { readonly type: 'uniform'; readonly halfWidth: number }

/** Density, both tails, and points that bound and divide it: nothing worth 1e-18 lies beyond the outer ones. */
export type Curve = {
  readonly density: (x: number) => number
  readonly below: (x: number) => number
  readonly above: (x: number) => number
  readonly points: readonly number[]
}

/** Checks the parameters and gives the curve. */
export function curveOf(of: Distribution): Found<Curve> {
  switch (of.type) {
    case 'normal': return notFinite({ mean: of.mean }) ?? notPositive({ sd: of.sd }) ?? found(normalCurve(of.mean, of.sd))
    case 't': return notFinite({ mean: of.mean }) ?? notPositive({ scale: of.scale, dof: of.dof }) ?? found(tCurve(of))
    case 'uniform': return ends(of) ?? found(uniformCurve(of.low, of.high))
    case 'triangular': return ends(of) ?? found(triangularCurve(of.low, of.high))
    case 'gamma': return notFinite({ from: of.from }) ?? notPositive({ shape: of.shape, scale: of.scale }) ?? found(gammaCurve(of))
    case 'lognormal': return notFinite({ mu: of.mu }) ?? notPositive({ sigma: of.sigma }) ?? found(lognormalCurve(of.mu, of.sigma))
  }
}

/** A scatter as the curve of a measured value about zero. u = 0 is refused: a measurement has an uncertainty. */
export function scatterCurve(of: Scatter): Found<Curve> {
  switch (of.type) {
    case 'normal': return notPositive({ u: of.u }) ?? found(normalCurve(0, of.u))
    case 't': return notPositive({ scale: of.scale, dof: of.dof }) ?? found(tCurve({ mean: 0, ...of }))
    case 'uniform': return notPositive({ halfWidth: of.halfWidth }) ?? found(uniformCurve(-of.halfWidth, of.halfWidth))
  }
}

/** The distribution in words, for the record of a risk that rests on it. */
export function described(of: Distribution): Sentence {
  switch (of.type) {
    case 'normal': return { zh: `正态分布，均值 ${of.mean}，标准差 ${of.sd}`, en: `normal, mean ${of.mean}, standard deviation ${of.sd}` }
    case 't': return {
      zh: `缩放位移 t 分布，中心 ${of.mean}，尺度 ${of.scale}，自由度 ${of.dof}`,
      en: `scaled and shifted t, centre ${of.mean}, scale ${of.scale}, ${of.dof} degrees of freedom`,
    }
    case 'uniform': return { zh: `均匀分布，${of.low} 至 ${of.high}`, en: `uniform from ${of.low} to ${of.high}` }
    case 'triangular': return { zh: `三角分布，${of.low} 至 ${of.high}`, en: `triangular from ${of.low} to ${of.high}` }
    case 'gamma': return {
      zh: `伽马分布，形状 ${of.shape}，尺度 ${of.scale}，起点 ${of.from ?? 0}`,
      en: `gamma, shape ${of.shape}, scale ${of.scale}, from ${of.from ?? 0}`,
    }
    case 'lognormal': return { zh: `对数正态分布，μ = ${of.mu}，σ = ${of.sigma}`, en: `lognormal, μ = ${of.mu}, σ = ${of.sigma}` }
  }
}

function ends({ low, high }: { low: number; high: number }) {
  return notFinite({ low, high }) ?? (low < high ? undefined : refuse('low', '下端须小于上端', 'the lower end lies below the upper'))
}

function normalCurve(mean: number, sd: number): Curve {
  return {
    density: (x) => normalDensity((x - mean) / sd) / sd,
    below: (x) => normalTail((mean - x) / sd),
    above: (x) => normalTail((x - mean) / sd),
    points: [-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9].map((z) => mean + z * sd),
  }
}

function tCurve({ mean, scale, dof }: { mean: number; scale: number; dof: number }): Curve {
  const density = (x: number) => tDensity((x - mean) / scale, dof) / scale
  const reach = [1, 2, 4, 8]
  while (tTail(reach.at(-1) ?? 0, dof) > 1e-18 && reach.length < 60) reach.push((reach.at(-1) ?? 0) * 2)
  return {
    density, below: (x) => tTail((mean - x) / scale, dof), above: (x) => tTail((x - mean) / scale, dof),
    points: [...reach.map((z) => mean - z * scale), mean, ...reach.map((z) => mean + z * scale)],
  }
}

function uniformCurve(low: number, high: number): Curve {
  const share = (x: number) => Math.min(1, Math.max(0, x / (high - low)))
  return {
    density: (x) => (x >= low && x <= high ? 1 / (high - low) : 0),
    below: (x) => share(x - low), above: (x) => share(high - x), points: [low, (low + high) / 2, high],
  }
}

function triangularCurve(low: number, high: number): Curve {
  const half = (high - low) / 2
  const below = (x: number): number => {
    if (x <= low) return 0
    if (x >= high) return 1
    return x <= low + half ? ((x - low) / half) ** 2 / 2 : 1 - ((high - x) / half) ** 2 / 2
  }
  return {
    density: (x) => Math.max(0, half - Math.abs(x - low - half)) / (half * half),
    below, above: (x) => below(low + high - x), points: [low, low + half, high],
  }
}

function gammaCurve({ shape, scale, from = 0 }: { shape: number; scale: number; from?: number }): Curve {
  const mean = from + shape * scale
  const sd = Math.sqrt(shape) * scale
  const front = -gammaLn(shape) - Math.log(scale)
  return {
    density: (x) => (x <= from ? 0 : Math.exp(front + (shape - 1) * Math.log((x - from) / scale) - (x - from) / scale)),
    below: (x) => (x <= from ? 0 : gammaTails(shape, (x - from) / scale).lower),
    above: (x) => (x <= from ? 1 : gammaTails(shape, (x - from) / scale).upper),
    points: [from, ...[1e-6, 1e-3, 0.05, 0.2, 0.5].map((r) => from + r * shape * scale), mean, mean + sd, mean + 3 * sd, mean + 8 * sd,
      mean + 20 * sd + 45 * scale],
  }
}

function lognormalCurve(mu: number, sigma: number): Curve {
  const z = (x: number) => (Math.log(x) - mu) / sigma
  return {
    density: (x) => (x <= 0 ? 0 : normalDensity(z(x)) / (x * sigma)),
    below: (x) => (x <= 0 ? 0 : normalTail(-z(x))), above: (x) => (x <= 0 ? 1 : normalTail(z(x))),
    points: [-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9].map((k) => Math.exp(mu + k * sigma)),
  }
}
