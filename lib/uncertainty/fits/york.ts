// A straight line where both x and y are uncertain, and may correlate within a point: weighted total least squares.
// Pure, float64. Source: York, Evensen, Martínez and De Basabe Delgado, Am. J. Phys. 72 (2004) 367–375, equations 13; the same problem and
// covariance as ISO/TS 28037:2010, 7 to 9. Absent: correlation between points, curves.

import { refuse, type Refusal } from '../refusal.ts'
import { finished, type Fit } from './fit.ts'
import { checkPoints, fitPolynomial } from './polynomial.ts'

export type YorkData = {
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** Standard uncertainties of each x and y; either may be zero, not both. */
  readonly uX: readonly number[]
  readonly uY: readonly number[]
  /** Correlation of x and y within each point. */
  readonly r?: readonly number[]
  readonly origin?: number
  /** True where the uncertainties are proportions only: their size is then found from the residuals, ν = n - 2. */
  readonly relative?: boolean
  readonly dof?: number
}

type Point = { readonly x: number; readonly y: number; readonly xx: number; readonly yy: number; readonly xy: number }

export function fitYork(data: YorkData): { readonly ok: true; readonly fit: Fit } | Refusal {
  const { x, y, uX, uY, r = x.map(() => 0) } = data
  const refused = checkPoints(x, y, 1) ?? checkUncertainties(x.length, uX, uY, r)
  if (refused !== undefined) return refused
  const points = x.map((one, i): Point => {
    const [ux, uy] = [uX[i] ?? 0, uY[i] ?? 0]
    return { x: one, y: y[i] ?? 0, xx: ux * ux, yy: uy * uy, xy: (r[i] ?? 0) * ux * uy }
  })
  const start = fitPolynomial({ x, y })
  if (!start.ok) return start
  const slope = settle(points, start.fit.parameters[1] ?? 0)
  if (slope === undefined) return refuse('x', '斜率没有收敛', 'the slope does not settle: the points hardly determine a line')
  return { ok: true, fit: lineOf(data, points, slope) }
}

function checkUncertainties(n: number, uX: readonly number[], uY: readonly number[], r: readonly number[]): Refusal | undefined {
  for (const [field, list] of [['uX', uX], ['uY', uY]] as const) {
    const good = list.length === n && list.every((u) => u >= 0 && u < Infinity)
    if (!good) return refuse(field, '每点一个不为负的不确定度', 'each point has an uncertainty that is not negative')
  }
  const certain = uX.findIndex((u, i) => u === 0 && uY[i] === 0)
  if (certain !== -1) return refuse('uY', `第 ${certain + 1} 点没有不确定度`, `point ${certain + 1} has no uncertainty at all`)
  const good = r.length === n && r.every((one) => one > -1 && one < 1)
  return good ? undefined : refuse('r', '每点的相关系数在 -1 与 1 之间', 'the correlation of each point lies between -1 and 1')
}

/** Weights, their means and adjusted deviations for a slope b. */
function weigh(points: readonly Point[], b: number) {
  const weights = points.map(({ xx, yy, xy }) => 1 / (yy + b * b * xx - 2 * b * xy))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const meanX = points.reduce((sum, { x }, i) => sum + (weights[i] ?? 0) * x, 0) / total
  const meanY = points.reduce((sum, { y }, i) => sum + (weights[i] ?? 0) * y, 0) / total
  const beta = points.map(({ x, y, xx, yy, xy }, i) => {
    const [u, v] = [x - meanX, y - meanY]
    return (weights[i] ?? 0) * (u * yy + b * v * xx - (b * u + v) * xy)
  })
  return { weights, total, meanX, meanY, beta }
}

/** The slope that reproduces itself, York's equation 13b; undefined where two hundred rounds do not settle it. */
function settle(points: readonly Point[], from: number): number | undefined {
  let b = from
  for (let i = 0; i < 200; i++) {
    const { weights, meanX, meanY, beta } = weigh(points, b)
    let [above, below] = [0, 0]
    for (const [k, { x, y }] of points.entries()) {
      const part = (weights[k] ?? 0) * (beta[k] ?? 0)
      above += part * (y - meanY)
      below += part * (x - meanX)
    }
    const next = above / below
    if (!Number.isFinite(next)) return undefined
    if (Math.abs(next - b) <= 1e-15 * Math.abs(next)) return next
    b = next
  }
  return undefined
}

function lineOf({ x, origin = 0, relative = false, dof }: YorkData, points: readonly Point[], b: number): Fit {
  const { weights, total, meanX, meanY, beta } = weigh(points, b)
  // Adjusted x are meanX + β; their weighted mean x̄ and spread give the covariance (equations 13d, 13e).
  const adjusted = beta.reduce((sum, one, i) => sum + (weights[i] ?? 0) * one, 0) / total
  const spread = beta.reduce((sum, one, i) => sum + (weights[i] ?? 0) * (one - adjusted) ** 2, 0)
  const residuals = points.map((point) => point.y - meanY - b * (point.x - meanX))
  const chi2 = residuals.reduce((sum, one, i) => sum + (weights[i] ?? 0) * one * one, 0)
  const rest = points.length - 2
  const s = rest === 0 ? 0 : Math.sqrt(chi2 / rest)
  const scale = relative ? s * s : 1
  const [least, greatest] = [Math.min(...x), Math.max(...x)]
  const half = (greatest - least) / 2
  // In powers of z = (x - centre)/half with the centre at x̄ the two coefficients do not correlate.
  const centre = meanX + adjusted
  const coefficients = [meanY + b * adjusted, b * half]
  const covariance = [[scale / total, 0], [0, (scale * half * half) / spread]]
  return finished({ centre, half, coefficients, covariance }, {
    origin, dof: relative ? rest : (dof ?? Infinity), s, chi2, residuals, range: [least, greatest],
  })
}
