// Carries the score of a copula to the distribution of an input: x = F⁻¹(G(y)) with y normal or Student's t (JCGM 101:2008, 6.4.8;
// Possolo, Copulas for uncertainty analysis, 2010). A table of cubic pieces, because a quantile for every trial would cost more than all
// the rest. Pure.

import type { Law } from '../law.ts'
import { normalCdf, normalQuantile, normalTail } from '../special/normal.ts'
import { tCdf, tTail } from '../special/student.ts'
import { expm1, ln1p } from '../special/elementary.ts'
import { quantileOfLaw, type Rank } from './law-quantile.ts'

/** Turns n scores in a column into draws of the input, in place. */
export type Transport = (column: Float64Array, n: number) => void

/** Scores beyond have a probability below 1e-16 and are taken as this far. */
const FARTHEST = 8.2
/** Where a quantile is a search, fewer pieces; still below 1e-9 of the standard deviation. */
const PIECES = 4096
const PIECES_OF_SEARCH = 1024
const SEARCHED: ReadonlySet<Law['type']> = new Set(['t', 'gamma', 'beta', 'skew_normal'])

/** `dof` is that of the copula: Infinity for the normal one. */
export function transportOf(law: Law, dof: number): Transport {
  if (law.type === 'constant') return (column, n) => { column.fill(law.value, 0, n) }
  if (law.type === 'normal' && dof === Infinity) return linear(law.mean, law.sd)
  if (law.type === 't' && law.dof === dof) return linear(law.location, law.scale)
  const quantile = quantileOfLaw(law)
  if (law.type === 'discrete' || law.type === 'samples') {
    return (column, n) => { for (let i = 0; i < n; i++) column[i] = quantile(rankOf(stretched(column[i] ?? 0, dof), dof)) }
  }
  const table = tableOf((v) => quantile(rankOf(v, dof)), SEARCHED.has(law.type) ? PIECES_OF_SEARCH : PIECES)
  return (column, n) => {
    if (dof !== Infinity) for (let i = 0; i < n; i++) column[i] = stretched(column[i] ?? 0, dof)
    interpolate(table, column, n)
  }
}

function linear(location: number, scale: number): Transport {
  return (column, n) => { for (let i = 0; i < n; i++) column[i] = location + scale * (column[i] ?? 0) }
}

/** √(ν ln(1 + t²/ν)) with the sign of t grows as the normal score does, however heavy the tail. */
function stretched(t: number, dof: number): number {
  if (dof === Infinity) return t
  const size = Math.sqrt(dof * ln1p((t * t) / dof))
  return t < 0 ? -size : size
}

function rankOf(v: number, dof: number): Rank {
  const at = Math.min(FARTHEST, Math.max(-FARTHEST, v))
  if (dof === Infinity) return { lower: normalCdf(at), upper: normalTail(at), z: at }
  const t = Math.sign(at) * Math.sqrt(dof * expm1((at * at) / dof))
  const [lower, upper] = [tCdf(t, dof), tTail(t, dof)]
  return { lower, upper, z: lower < upper ? normalQuantile(lower) : -normalQuantile(upper) }
}

type Table = { readonly values: Float64Array; readonly slopes: Float64Array; readonly pieces: number }

/** Values at equal steps over ±FARTHEST; slopes from four neighbours, per step. */
function tableOf(f: (v: number) => number, pieces: number): Table {
  const step = (2 * FARTHEST) / pieces
  const values = Float64Array.from({ length: pieces + 1 }, (_, k) => f(-FARTHEST + k * step))
  const at = (k: number) => values[Math.min(pieces, Math.max(0, k))] ?? 0
  const slopes = Float64Array.from({ length: pieces + 1 }, (_, k) => {
    if (k < 2 || k > pieces - 2) return (at(k + 1) - at(k - 1)) / (k === 0 || k === pieces ? 1 : 2)
    return (at(k - 2) - 8 * at(k - 1) + 8 * at(k + 1) - at(k + 2)) / 12
  })
  return { values, slopes, pieces }
}

function interpolate({ values, slopes, pieces }: Table, column: Float64Array, n: number): void {
  const perUnit = pieces / (2 * FARTHEST)
  for (let i = 0; i < n; i++) {
    const place = Math.min(pieces, Math.max(0, ((column[i] ?? 0) + FARTHEST) * perUnit))
    const k = Math.min(pieces - 1, Math.floor(place))
    const s = place - k
    const [from, to] = [values[k] ?? 0, values[k + 1] ?? 0]
    const [leave, arrive] = [slopes[k] ?? 0, slopes[k + 1] ?? 0]
    const rise = to - from
    column[i] = from + s * (leave + s * (3 * rise - 2 * leave - arrive + s * (leave + arrive - 2 * rise)))
  }
}
