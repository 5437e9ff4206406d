// The tables of a certificate in the shape certificates takes, from those of the procedure. Pure: no number is changed, rounded or made.
import { certificateTables } from '@duheng/procedures/certificate.ts'
import type { CertificateTable } from '@duheng/procedures/certificate.ts'
import type { Cell, Column, ResultTable, Row, Uncertainty, Verdict } from '@duheng/dcc/record.ts'
import type { Measurement } from './measurement.ts'

/** What a calibration states of one judged value: U always, a verdict where one was agreed. Keyed "<step>.<point>.<symbol>". */
export type Statements = ReadonlyMap<string, { uncertainty: Uncertainty; verdict?: Verdict }>

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** `limited`: verification holds values against their limits; a calibration without an agreed rule does not. */
export function resultTables(m: Measurement, how: { limited: boolean; statements: Statements }): ResultTable[] {
  const { file } = m.procedure.procedure
  return certificateTables(m.procedure.procedure, m.computed).flatMap((table) => {
    const shape = file.certificate.tables.find((t) => t.id === table.id)
    const step = file.steps.find((s) => s.id === shape?.step)
    const judged = shape?.of === 'points' ? step?.judge?.find((j) => j.within !== undefined && table.columns.some((c) => c.symbol === j.of))?.of : undefined
    const rows = table.rows.filter((row) => row.cells.some((text) => text !== ''))
    return rows.length === 0 ? [] : [oneTable({ ...table, rows }, shape?.step ?? '', judged, how, m)]
  })
}

function oneTable(table: CertificateTable, step: string, judged: string | undefined, how: { limited: boolean; statements: Statements }, m: Measurement): ResultTable {
  const named = table.rows.some((row) => !/^[-\d]/.test(row.label.zh))
  const columns = table.columns.map((column, at): Column => {
    const numbers = table.rows.every((row) => row.cells[at] === '' || DECIMAL.test(row.cells[at] ?? ''))
    const title = { zh: column.zh, en: column.en }
    if (!numbers) return { holds: 'text', id: `c${at + 1}`, title }
    return { holds: 'quantity', id: `c${at + 1}`, role: column.role === 'limit' ? 'other' : column.role, symbol: column.symbol.slice(0, 24), unit: column.unit || '1', title }
  })
  const judgedAt = table.columns.findIndex((c) => c.symbol === judged)
  const rows = table.rows.map((row): Row => {
    const point = m.computed.points.find((p) => p.id === `${step}.${row.point}`)
    const statement = judged === undefined ? undefined : how.statements.get(`${step}.${row.point}.${judged}`)
    const cells = row.cells.map((text, at): Cell => cellOf(text, columns[at], at === judgedAt ? statement?.uncertainty : undefined))
    const mpe = judgedAt >= 0 && point?.mpe?.state === 'known' && point.mpe.unit === table.columns[judgedAt]?.unit && how.limited ? point.mpe.text : undefined
    const verdict = how.limited ? statement?.verdict ?? (row.verdict === 'pass' || row.verdict === 'fail' ? row.verdict : undefined) : undefined
    return {
      id: row.point.replaceAll(/[^A-Za-z0-9_.:-]/g, '_').slice(0, 80) || 'r', cells: named ? [{ holds: 'text', text: row.label }, ...cells] : cells,
      ...(mpe !== undefined && DECIMAL.test(mpe) && !mpe.startsWith('-') ? { limits: { lower: negative(mpe), upper: mpe } } : {}), ...(verdict ? { verdict } : {}),
    }
  })
  const place: Column[] = named ? [{ holds: 'text', id: 'place', title: { zh: '位置', en: 'Place' } }] : []
  return {
    id: `t_${table.id.replaceAll(/[^A-Za-z0-9_]/g, '_')}`.slice(0, 40), title: { zh: table.zh, en: table.en }, columns: [...place, ...columns],
    ...(judgedAt >= 0 && columns[judgedAt]?.holds === 'quantity' && how.limited ? { judged: `c${judgedAt + 1}` } : {}), rows, notes: [],
  }
}

const negative = (text: string): string => (/[1-9]/.test(text) ? `-${text}` : text)

function cellOf(text: string, column: Column | undefined, uncertainty: Uncertainty | undefined): Cell {
  if (text === '') return { holds: 'nothing' }
  if (column?.holds !== 'quantity') return { holds: 'text', text: { zh: text, en: text } }
  return { holds: 'value', value: text, ...(uncertainty ? { uncertainty } : {}) }
}
