// A small verification for the gallery: five loads of an electronic scale, errors and limits computed exactly. Loads and limits are
// samples, not law.
import { cmp, exactly, mul, parseDecimal, sub, type Rational } from '@duheng/quantity/decimal.ts'
import { roundToDecimals } from '@duheng/quantity/rounding.ts'
import type { MpePoint, MpeStep } from '#ui/mpe-chart.ts'
import type { VerdictName } from '#ui/verdict-words.ts'

export type BenchRow = { readonly key: string; readonly load_kg: string; readonly mpe_g: string; readonly P: string; readonly look: string }
export const benchRows: readonly BenchRow[] = [
  { key: 'p2', load_kg: '2.0000', mpe_g: '5', P: '2.0010', look: 'good' },
  { key: 'p5', load_kg: '5.0000', mpe_g: '5', P: '4.9959', look: 'good' },
  { key: 'p10', load_kg: '10.0000', mpe_g: '10', P: '10.0060', look: 'good' },
  { key: 'p15', load_kg: '15.0000', mpe_g: '10', P: '15.0090', look: '' },
  { key: 'p30', load_kg: '30.0000', mpe_g: '15', P: '30.0260', look: '' },
]
export const steps: readonly MpeStep[] = [{ from: 0, to: 5, mpe: 5, guard: 2 }, { from: 5, to: 20, mpe: 10 }, { from: 20, to: 30, mpe: 15 }]

const thousand = exactly('1000')

/** Error in grams, to a tenth. */
export function errorOf({ P, load_kg }: BenchRow): { readonly text: string; readonly value: Rational } | undefined {
  const indication = parseDecimal(P)
  if (P === '' || !indication.ok) return undefined
  const rounded = roundToDecimals(mul(sub(indication.value, exactly(load_kg)), thousand), 1)
  return { text: rounded.text, value: rounded.value }
}

export function verdictOf(row: BenchRow): VerdictName {
  const error = errorOf(row)
  if (!error) return 'pending'
  const size = error.text.startsWith('-') ? exactly(error.text.slice(1)) : error.value
  return cmp(size, exactly(row.mpe_g)) > 0 ? 'fails' : row.key === 'p5' && cmp(size, exactly('3')) > 0 ? 'guardBand' : 'passes'
}

const kinds = { passes: 'ok', fails: 'bad', guardBand: 'warn' } as const

export function pointsOf(rows: readonly BenchRow[], nameOf: (row: BenchRow, error: string) => string): MpePoint[] {
  return rows.flatMap((row) => {
    const error = errorOf(row)
    const verdict = verdictOf(row)
    if (!error || verdict === 'pending' || !(verdict in kinds)) return []
    const kind = verdict === 'passes' || verdict === 'fails' || verdict === 'guardBand' ? kinds[verdict] : 'unk'
    return [{ id: row.key, at: Number(row.load_kg), error: Number(error.text), U: 2, verdict: kind, name: nameOf(row, error.text) }]
  })
}
