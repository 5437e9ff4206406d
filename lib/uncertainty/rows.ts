// The second route of GUM H.2.4 and H.4.3.2: readings taken together are put through the model row by row, and the results of the rows are
// the readings. Where the model bends within the scatter the two routes differ, which is worth seeing.
// Pure. Absent: rows with pooled deviations, series and resolutions, which belong to single inputs.

import { contributionsOf, covarianceOf } from './budget.ts'
import { effectiveDof, factorOf } from './coverage.ts'
import type { Influences } from './influence.ts'
import type { MeasurementModel } from './model.ts'
import { refuse, type Refusal } from './refusal.ts'
import { ofMean } from './type-a.ts'

export type RowResult = {
  readonly name: string
  /** Mean of the results of the rows. */
  readonly value: number
  readonly rows: readonly number[]
  /** s/√n of the rows alone, and with what the other inputs contribute at the means. */
  readonly uRows: number
  readonly u: number
  readonly dof: number
  readonly k: number
  readonly U: number
}

export function byRows(model: MeasurementModel): { readonly ok: true; readonly results: readonly RowResult[] } | Refusal {
  const { influences, estimates, model: formula, coverage } = model.prepared
  const table = tableOf(influences)
  if ('ok' in table) return table
  const rows: Float64Array[] = []
  for (let row = 0; row < table.n; row++) {
    const point = Float64Array.from(estimates)
    for (const { positions, readings } of table.columns) for (const at of positions) point[at] = readings[row] ?? Number.NaN
    const found = formula.evaluate(point)
    if (!found.ok) return found
    rows.push(Float64Array.from(found.values))
  }
  const middle = formula.evaluate(estimates)
  if (!middle.ok) return middle
  const results = formula.outputs.map(({ name }, o): RowResult => {
    const values = rows.map((row) => row[o] ?? Number.NaN)
    const mean = ofMean(values)
    const others = contributionsOf(middle.gradients[o] ?? NONE, influences).map((one, i) => (table.influences.has(i) ? 0 : one))
    const rest = covarianceOf([others], influences)[0]?.[0] ?? 0
    const variance = mean.u ** 2 + rest
    // Welch–Satterthwaite of the rows, n - 1, and of the rest.
    const freedom = mean.u ** 4 / mean.dof + rest ** 2 / effectiveDof(others, rest, influences).dof
    const dof = freedom > 0 ? variance ** 2 / freedom : Infinity
    const { k } = factorOf(coverage, dof)
    const u = Math.sqrt(variance)
    return { name, value: mean.mean, rows: values, uRows: mean.u, u, dof, k, U: k * u }
  })
  return { ok: true, results }
}

const NONE = new Float64Array(0)

type Table = {
  readonly n: number
  readonly influences: ReadonlySet<number>
  readonly columns: readonly { readonly positions: readonly number[]; readonly readings: readonly number[] }[]
}

/** The columns read together: one set, of at least two rows. */
function tableOf({ list }: Influences): Table | Refusal {
  const sets = new Set<string>()
  const found = new Set<number>()
  const columns: { positions: readonly number[]; readings: readonly number[] }[] = []
  for (const [i, { first, inputs }] of list.entries()) {
    const { stated } = first
    if (stated.type !== 'readings' || stated.simultaneous === undefined) continue
    if (stated.pooled !== undefined || stated.series !== undefined || stated.resolution !== undefined) {
      return refuse(`${first.name}.readings`, '逐行计算只用于普通读数', 'rows are made of plain readings: no pooled, series or resolution')
    }
    sets.add(stated.simultaneous)
    found.add(i)
    columns.push({ positions: inputs, readings: stated.readings })
  }
  if (sets.size !== 1) return refuse('inputs', '逐行计算需要恰好一组同时读取的读数', 'rows need exactly one set of readings taken together')
  return { n: columns[0]?.readings.length ?? 0, influences: found, columns }
}
