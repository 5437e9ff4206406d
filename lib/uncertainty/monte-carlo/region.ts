// Coverage regions of several outputs together: ellipsoid, rectangle, and the smallest region on a mesh (JCGM 102:2011, 6.5 and 7.7).
// Pure, from the values of a run that kept them. Absent: drawing them.

import { smallestEigenvalue } from '../eigenvalue.ts'
import { cholesky } from '../linear.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { scatter, type MonteCarloResult } from './result.ts'

/** Points with (η - centre)ᵀ U⁻¹ (η - centre) ≤ k², U the covariance. */
export type Ellipsoid = {
  readonly type: 'ellipsoid'
  readonly p: number
  readonly centre: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  readonly k: number
  readonly standardError: number
  /** Length, area or volume, in the product of the outputs' units. */
  readonly size: number
}

/** Points within k·u of the centre in every output. */
export type Box = {
  readonly type: 'rectangle'
  readonly p: number
  readonly centre: readonly number[]
  readonly halfWidths: readonly number[]
  readonly k: number
  readonly standardError: number
  readonly size: number
}

/** The least part of a mesh of equal cells that holds p of the trials: cells by their place from `origin` in steps of `widths`. */
export type SmallestRegion = {
  readonly type: 'smallest'
  readonly p: number
  readonly origin: readonly number[]
  readonly widths: readonly number[]
  readonly cells: readonly (readonly number[])[]
  readonly size: number
}

type Values = { readonly ok: true; readonly columns: readonly Float64Array[]; readonly trials: number }

/** 7.7.2: the distances of all trials by the covariance of the run; refused where outputs determine each other. */
export function ellipsoidOf(result: MonteCarloResult, p: number): Ellipsoid | Refusal {
  const known = valuesOf(result, p)
  if (!known.ok) return known
  const { correlation, covariance } = result
  const smallest = smallestEigenvalue(correlation)
  const factor = cholesky(correlation)
  if (factor === undefined || !(smallest > 1e-10)) {
    return refuse(
      'model', `各结果互相决定（相关矩阵最小特征值 ${smallest.toPrecision(3)}），没有椭球形包含区域`,
      `the outputs determine each other (the smallest eigenvalue of their correlations is ${smallest.toPrecision(3)}): there is no ellipsoid`,
    )
  }
  const centre = result.outputs.map(({ mean }) => mean)
  const us = result.outputs.map(({ u }) => u)
  const m = centre.length
  const distances = new Float64Array(known.trials)
  const scaled = new Float64Array(m)
  for (let i = 0; i < known.trials; i++) {
    let square = 0
    for (let j = 0; j < m; j++) {
      let rest = ((known.columns[j]?.[i] ?? 0) - (centre[j] ?? 0)) / (us[j] ?? 1)
      for (let l = 0; l < j; l++) rest -= (factor[j]?.[l] ?? 0) * (scaled[l] ?? 0)
      scaled[j] = rest / (factor[j]?.[j] ?? 1)
      square += (scaled[j] ?? 0) ** 2
    }
    distances[i] = Math.sqrt(square)
  }
  const { k, standardError } = quantileOf(distances, p)
  const root = factor.reduce((product, row, j) => product * (row[j] ?? 0) * (us[j] ?? 0), 1)
  return { type: 'ellipsoid', p, centre, covariance, k, standardError, size: centre.reduce((size) => size * k, ballVolume(m) * root) }
}

/** 7.7.3: the largest deviation of a trial in units of each output's u. An output that never moves has half-width 0. */
export function rectangleOf(result: MonteCarloResult, p: number): Box | Refusal {
  const known = valuesOf(result, p)
  if (!known.ok) return known
  const centre = result.outputs.map(({ mean }) => mean)
  const us = result.outputs.map(({ u }) => u)
  const largest = new Float64Array(known.trials)
  for (const [j, column] of known.columns.entries()) {
    const [mean, u] = [centre[j] ?? 0, us[j] ?? 0]
    if (u > 0) for (let i = 0; i < known.trials; i++) largest[i] = Math.max(largest[i] ?? 0, Math.abs((column[i] ?? 0) - mean) / u)
  }
  const { k, standardError } = quantileOf(largest, p)
  const halfWidths = us.map((u) => k * u)
  return { type: 'rectangle', p, centre, halfWidths, k, standardError, size: halfWidths.reduce((product, half) => product * 2 * half, 1) }
}

/**
 * 7.7.4: the middle of all trials is cut into `perAxis` cells along each output, cells are taken by falling number of trials until they
 * hold p of all. Trials beyond five standard deviations count as outside. For one to three outputs.
 */
export function smallestRegionOf(result: MonteCarloResult, p: number, perAxis?: number): SmallestRegion | Refusal {
  const known = valuesOf(result, p)
  if (!known.ok) return known
  const m = known.columns.length
  // About a hundred trials in an average cell of the middle, so that the order of cells is not chance.
  const cells = perAxis ?? Math.max(5, Math.min(m === 1 ? 1000 : m === 2 ? 200 : 50, Math.floor((known.trials / 100) ** (1 / m))))
  if (m > 3 || !(Number.isInteger(cells) && cells >= 2 && cells ** m <= 1e6)) {
    return refuse('perAxis', '最小包含区域适用于 1 至 3 个结果，网格不超过 10⁶ 格', 'a smallest region is for 1 to 3 outputs, on a mesh of at most 10⁶ cells')
  }
  const axes = known.columns.map((column, j) => axisOf(column, result.outputs[j]?.mean ?? 0, result.outputs[j]?.u ?? 0, cells))
  const counts = countCells(known.columns, axes, cells, known.trials)
  const order = [...counts.keys()].filter((cell) => (counts[cell] ?? 0) > 0).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
  const wanted = Math.ceil(p * known.trials)
  const taken: number[] = []
  let held = 0
  for (const cell of order) {
    if (held >= wanted) break
    held += counts[cell] ?? 0
    taken.push(cell)
  }
  if (held < wanted) {
    return refuse('p', `包含概率 ${p} 的区域超出五倍标准差`, `a region of probability ${p} reaches beyond five standard deviations`)
  }
  const size = taken.length * axes.reduce((product, { width }) => product * width, 1)
  return {
    type: 'smallest', p, origin: axes.map(({ origin }) => origin), widths: axes.map(({ width }) => width),
    cells: taken.map((cell) => axes.map((_, j) => Math.floor(cell / cells ** j) % cells)), size,
  }
}

type Axis = { readonly origin: number; readonly width: number }

function axisOf(column: Float64Array, mean: number, u: number, cells: number): Axis {
  let [least, greatest] = [Infinity, -Infinity]
  for (const value of column) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  const [low, high] = [Math.max(least, mean - 5 * u), Math.min(greatest, mean + 5 * u)]
  // A little more than needed, so that the greatest value falls into the last cell.
  const width = ((high - low) / cells) * (1 + 1e-12) || 1
  return { origin: low, width }
}

function countCells(columns: readonly Float64Array[], axes: readonly Axis[], cells: number, trials: number): Uint32Array {
  const counts = new Uint32Array(cells ** columns.length)
  for (let i = 0; i < trials; i++) {
    let cell = 0
    let inside = true
    for (let j = columns.length - 1; j >= 0; j--) {
      const axis = axes[j]
      const place = Math.floor(((columns[j]?.[i] ?? 0) - (axis?.origin ?? 0)) / (axis?.width ?? 1))
      inside &&= place >= 0 && place < cells
      cell = cell * cells + place
    }
    if (inside) counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

function valuesOf(result: MonteCarloResult, p: number): Values | Refusal {
  const columns = result.outputs.map(({ values }) => values).filter((values) => values !== undefined)
  if (columns.length !== result.outputs.length) {
    return refuse('values', '包含区域需要保留抽样值的结果', 'a coverage region needs a result that kept its values')
  }
  if (!(p > 0 && p < 1) || result.trials * (1 - p) < 5) {
    return refuse('p', '包含概率在 0 与 1 之间，且区域外至少有 5 次试验', 'a coverage probability lies between 0 and 1, with at least 5 trials outside')
  }
  return { ok: true, columns, trials: result.trials }
}

/** The smallest k that p of the trials reach at most, with its standard error from ten parts of the run. */
function quantileOf(distances: Float64Array, p: number): { readonly k: number; readonly standardError: number } {
  const at = (values: Float64Array) => values.slice().sort()[Math.max(0, Math.ceil(p * values.length) - 1)] ?? Number.NaN
  const part = Math.floor(distances.length / 10)
  const parts = part < 10 ? [] : Array.from({ length: 10 }, (_, i) => at(distances.subarray(i * part, (i + 1) * part)))
  return { k: at(distances), standardError: scatter(parts, 1 / 2) }
}

/** Volume of the unit ball in m dimensions. */
function ballVolume(m: number): number {
  return m === 0 ? 1 : m === 1 ? 2 : (ballVolume(m - 2) * 2 * Math.PI) / m
}
