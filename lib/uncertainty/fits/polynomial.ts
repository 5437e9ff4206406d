// Polynomials by least squares: all points alike (OLS), weighted (WLS), or with a covariance matrix (generalised).
// Pure, float64; solved by Householder reflections on centred and scaled x. Sources: GUM H.3; ISO/TS 28037:2010, 6 to 8.
// Absent: uncertainty of x (york.ts), choice of the degree.

import { cholesky, leastSquares, type Matrix } from '../linear.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { finished, polynomial, type Fit } from './fit.ts'

/** How y scatters about the curve. */
export type Scatter =
  /** Alike everywhere, found from the residuals: ordinary least squares. */
  | { readonly type: 'alike' }
  /** In these proportions, the size found from the residuals. */
  | { readonly type: 'relative'; readonly u: readonly number[] }
  /** Known: standard uncertainties of each y, ν infinite unless given. */
  | { readonly type: 'known'; readonly u: readonly number[]; readonly dof?: number }
  | { readonly type: 'known'; readonly covariance: Matrix; readonly dof?: number }

export type PolynomialData = {
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** 1 for a straight line. */
  readonly degree?: number
  /** The parameters belong to powers of x - origin; 0 unless given. */
  readonly origin?: number
  readonly scatter?: Scatter
}

export const MAX_DEGREE = 20

export function fitPolynomial(data: PolynomialData): { readonly ok: true; readonly fit: Fit } | Refusal {
  const { x, y, degree = 1, origin = 0, scatter = { type: 'alike' } } = data
  const refused = checkPoints(x, y, degree) ?? checkScatter(scatter, x.length)
  if (refused !== undefined) return refused
  const [least, greatest] = [Math.min(...x), Math.max(...x)]
  const [centre, half] = [least + (greatest - least) / 2, (greatest - least) / 2]
  const rows = x.map((one) => Array.from({ length: degree + 1 }, (_, k) => ((one - centre) / half) ** k))
  const whitened = whiten(scatter, rows, y)
  if (whitened === undefined) return refuse('covariance', '协方差矩阵须正定', 'a covariance matrix is positive definite')
  const solved = leastSquares(whitened.rows, whitened.y)
  if (solved === undefined) return refuse('x', '不同的 x 太少，不足以确定各系数', 'too few different x for so many coefficients')
  const rest = x.length - degree - 1
  const chi2 = solved.residuals.reduce((sum, one) => sum + one * one, 0)
  const s = rest === 0 ? 0 : Math.sqrt(chi2 / rest)
  const scale = scatter.type === 'known' ? 1 : s * s
  const centred = {
    centre, half, coefficients: solved.x, covariance: solved.inverse.map((row) => row.map((one) => one * scale)),
  }
  const residuals = y.map((one, i) => one - polynomial(solved.x, ((x[i] ?? 0) - centre) / half))
  const dof = scatter.type === 'known' ? (scatter.dof ?? Infinity) : rest
  const noise = scatter.type === 'alike' ? s : undefined
  return { ok: true, fit: finished(centred, { origin, dof, s, chi2, residuals, range: [least, greatest], noise }) }
}

export function checkPoints(x: readonly number[], y: readonly number[], degree: number): Refusal | undefined {
  if (!Number.isInteger(degree) || degree < 1 || degree > MAX_DEGREE) {
    return refuse('degree', `次数为 1 到 ${MAX_DEGREE} 的整数`, `the degree is a whole number from 1 to ${MAX_DEGREE}`)
  }
  if (x.length !== y.length) return refuse('y', 'x 与 y 的个数须相同', 'there are as many y as x')
  if (![...x, ...y].every(Number.isFinite)) return refuse('x', 'x 与 y 须为数', 'x and y are numbers')
  const different = new Set(x).size
  if (different < degree + 1) {
    return refuse('x', `至少需要 ${degree + 1} 个不同的 x`, `at least ${degree + 1} different x are needed, here are ${different}`)
  }
  return undefined
}

function checkScatter(scatter: Scatter, n: number): Refusal | undefined {
  if (scatter.type === 'alike') return undefined
  if ('dof' in scatter && scatter.dof !== undefined && !(scatter.dof > 0)) {
    return refuse('dof', '自由度须大于零', 'degrees of freedom are greater than zero')
  }
  if ('covariance' in scatter) {
    const square = scatter.covariance.length === n && scatter.covariance.every((row) => row.length === n && row.every(Number.isFinite))
    if (square) return undefined
    return refuse('covariance', `协方差矩阵须为 ${n} 行 ${n} 列的数`, `the covariance matrix has ${n} rows and columns of numbers`)
  }
  const good = scatter.u.length === n && scatter.u.every((u) => u > 0 && u < Infinity)
  return good ? undefined : refuse('u', '每个 y 一个大于零的不确定度', 'each y has an uncertainty greater than zero')
}

/** Rows and y divided by what they scatter with, so that all scatter alike; undefined where a covariance matrix is not definite. */
function whiten(
  scatter: Scatter, rows: Matrix, y: readonly number[],
): { readonly rows: readonly (readonly number[])[]; readonly y: readonly number[] } | undefined {
  if (scatter.type === 'alike') return { rows, y }
  if ('u' in scatter) {
    const { u } = scatter
    return { rows: rows.map((row, i) => row.map((one) => one / (u[i] ?? 1))), y: y.map((one, i) => one / (u[i] ?? 1)) }
  }
  const lower = cholesky(scatter.covariance)
  if (lower === undefined || lower.some((row, i) => !((row[i] ?? 0) > 0))) return undefined
  // Forward substitution of L·w = (row, y).
  const joined: number[][] = []
  for (const [i, row] of rows.entries()) {
    const left = [...row, y[i] ?? 0]
    const pivot = lower[i]?.[i] ?? 1
    joined.push(left.map((one, j) => (one - joined.reduce((sum, above, k) => sum + (lower[i]?.[k] ?? 0) * (above[j] ?? 0), 0)) / pivot))
  }
  return { rows: joined.map((row) => row.slice(0, -1)), y: joined.map((row) => row.at(-1) ?? 0) }
}
