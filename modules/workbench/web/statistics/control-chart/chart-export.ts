// A control chart as tables for a spreadsheet. Pure but for the words.
import type { Found } from '@duheng/decisions/refusal.ts'
import type { ExportTable } from '../files.ts'
import type { ChartBody } from '../../../chart-body.ts'
import { chartWords } from './chart-words.ts'
import type { Charted, Flag, Read } from './chart.ts'

type Given = { readonly body: ChartBody; readonly read: Read; readonly charted: Found<Charted> | undefined; readonly flags: readonly Flag[]; readonly language: 0 | 1 }

export function chartTables({ body, read, charted, flags, language }: Given): ExportTable[] {
  const t = chartWords[language === 1 ? 'en' : 'zh-CN']
  if (charted?.ok !== true) return []
  const of = charted.value
  const inUnit = body.unit === '' ? '' : ` / ${body.unit}`
  const flaggedAt = (at: number) => flags.filter(({ points }) => points.at(-1) === at).map(({ rule }) => rule).join(' ')
  const values = Array.from({ length: read.size }, (_, i) => `x${read.size === 1 ? '' : i + 1}${inUnit}`)
  const [heads, columns] = columnsOf(of)
  return [
    { name: t.data, heads: [t.label, ...values, ...heads, t.signals({ n: flags.length })], rows: read.points.map(({ label, values: own }, at) => [label, ...own, ...columns.map((column) => column(at)), flaggedAt(at)]) },
    {
      name: t.limits, heads: [t.chart, t.centre, t.lower, t.upper],
      rows: of.kind === 'pair'
        ? ([[t.location, of.pair.location], [t.dispersion, of.pair.dispersion]] as const).map(([name, chart]) => [name, chart.centre, chart.lower, chart.upper])
        : of.kind === 'EWMA' ? [[t.averages, of.target.mean, of.ewma.lower.at(-1), of.ewma.upper.at(-1)]] : [[t.sums, 0, -of.cusum.limit, of.cusum.limit]],
    },
    { name: t.signals({ n: flags.length }), heads: [t.at, t.test, t.says], rows: flags.map(({ points, rule, zh, en }) => [read.points[points.at(-1) ?? -1]?.label, rule, language === 1 ? en : zh]) },
  ]
}

function columnsOf(of: Charted): [heads: string[], columns: ((at: number) => number | undefined)[]] {
  if (of.kind === 'EWMA') return [['EWMA', 'LCL', 'UCL'], [(at) => of.ewma.z[at], (at) => of.ewma.lower[at], (at) => of.ewma.upper[at]]]
  if (of.kind === 'CUSUM') return [['C+', 'C−'], [(at) => of.cusum.above[at], (at) => of.cusum.below[at]]]
  const { location, dispersion, kind } = of.pair
  return kind === 'I–MR' ? [['MR'], [(at) => dispersion.points[at - 1]]] : [[kind.split('–')[0] ?? '', kind.split('–')[1] ?? ''], [(at) => location.points[at], (at) => dispersion.points[at]]]
}
