// Result tables of a record → printed tables: which columns appear, what stands in their heads, how a limit or an uncertainty is written.
// Pure. Values are copied as text.

import type { CertificateRecord, Column, ResultTable, Row, Uncertainty, Verdict, Words } from '@duheng/dcc/record.ts'
import { minus, plain } from './line.ts'
import type { Line, ToLine } from './line.ts'
import { conformityWords, verdictWords, words } from './words.ts'

/** A symbol with its subscript and unit, as in V_J / L. */
export type PrintedSymbol = { base: string; subscript: string | null; unit: string | null }
export type PrintedColumn = { head: Line; symbol: PrintedSymbol | null; width: number }
export type PrintedCell = { text: Line; isFault: boolean }
export type PrintedTable = {
  title: Line
  columns: readonly PrintedColumn[]
  rows: readonly (readonly PrintedCell[])[]
  notes: readonly Line[]
}

export function resultTable(table: ResultTable, kind: CertificateRecord['kind'], line: ToLine): PrintedTable {
  const columns = table.columns.flatMap((column, index) => columnParts(table, column, index, line))
  const parts = [...columns, ...limitPart(table, line), ...verdictPart(table, kind === 'calibration' ? conformityWords : verdictWords, line)]
  return {
    title: line(table.title),
    columns: parts.map(part => part.column),
    rows: table.rows.map(row => parts.map(part => part.cell(row))),
    notes: table.notes.map(line),
  }
}

/** A printed column and what stands in it for a row. */
type Part = { column: PrintedColumn; cell: (row: Row) => PrintedCell }

const cellOf = (text: Line, isFault = false): PrintedCell => ({ text, isFault })
const dash = plain('—')

function columnParts(table: ResultTable, column: Column, index: number, line: ToLine): Part[] {
  if (column.holds === 'text') {
    return [{
      column: { head: line(column.title), symbol: null, width: 1.2 },
      cell: row => {
        const cell = row.cells[index]
        return cellOf(cell?.holds === 'text' ? line(cell.text) : dash)
      },
    }]
  }
  const value: Part = {
    column: { head: line(column.title), symbol: symbolOf(column.symbol, column.unit), width: 1 },
    cell: row => {
      const cell = row.cells[index]
      return cellOf(cell?.holds === 'value' ? plain(minus(cell.value)) : dash, column.id === table.judged && row.verdict === 'fail')
    },
  }
  return [value, ...uncertaintyPart(table, column.unit, index, line)]
}

/** U gets a column of its own; k and p stand in the head when they are the same everywhere, else behind each value. */
function uncertaintyPart(table: ResultTable, unit: string, index: number, line: ToLine): Part[] {
  const all = table.rows.map(row => row.cells[index]).flatMap(cell => cell?.holds === 'value' && cell.uncertainty ? [cell.uncertainty] : [])
  const [first] = all
  if (!first) return []
  const isShared = all.every(each => each.k === first.k && each.p === first.p)
  const factors = (each: Uncertainty) => `(k=${each.k}, p=${each.p})`
  return [{
    column: {
      head: line(words.uncertainty), width: 1.2,
      symbol: { base: isShared ? `U ${factors(first)}` : 'U', subscript: null, unit: unit === '1' ? null : unit },
    },
    cell: row => {
      const cell = row.cells[index]
      const uncertainty = cell?.holds === 'value' ? cell.uncertainty : undefined
      return cellOf(uncertainty ? plain(isShared ? uncertainty.U : `${uncertainty.U} ${factors(uncertainty)}`) : dash)
    },
  }]
}

function limitPart(table: ResultTable, line: ToLine): Part[] {
  if (!table.rows.some(row => row.limits)) return []
  const judged = table.columns.find(column => column.id === table.judged)
  const unit = judged?.holds === 'quantity' && judged.unit !== '1' ? judged.unit : null
  return [{
    column: { head: line(words.mpe), symbol: unit === null ? null : { base: '', subscript: null, unit }, width: 1 },
    cell: row => cellOf(row.limits ? plain(limitText(row.limits)) : dash),
  }]
}

/** ±2.5 when the limits mirror each other, else the one side or the interval. */
export function limitText({ lower, upper }: NonNullable<Row['limits']>): string {
  if (lower !== undefined && upper !== undefined) return lower === `-${upper}` ? `±${upper}` : `${minus(lower)}~${minus(upper)}`
  return upper !== undefined ? `≤ ${minus(upper)}` : lower !== undefined ? `≥ ${minus(lower)}` : '—'
}

type VerdictWords = typeof verdictWords | typeof conformityWords

function verdictPart(table: ResultTable, said: VerdictWords, line: ToLine): Part[] {
  if (!table.rows.some(row => row.verdict)) return []
  return [{
    column: { head: line(words.verdict), symbol: null, width: 0.9 },
    cell: row => row.verdict ? verdictCell(row.verdict, said, line) : cellOf(dash),
  }]
}

function verdictCell(verdict: Verdict | 'not applicable', said: VerdictWords, line: ToLine): PrintedCell {
  return cellOf(line(said[verdict]), verdict === 'fail' || verdict === 'conditional fail')
}

/** 'V_J' with unit 'L' → V, subscript J, unit L; the unit one is not printed. */
export function symbolOf(symbol: string | undefined, unit: string): PrintedSymbol | null {
  const [base = '', ...rest] = (symbol ?? '').split('_')
  const subscript = rest.join('_')
  if (base === '' && unit === '1') return null
  return { base, subscript: subscript === '' ? null : subscript, unit: unit === '1' ? null : unit }
}

export function visualTable({ visualChecks }: CertificateRecord, line: ToLine): PrintedTable[] {
  if (visualChecks.length === 0) return []
  const remarked = visualChecks.some(check => check.remark)
  const column = (text: Words, width: number): PrintedColumn => ({ head: line(text), symbol: null, width })
  return [{
    title: line(words.visualChecks),
    columns: [column(words.check, 3), column(words.verdict, 1), ...remarked ? [column(words.remark, 2)] : []],
    rows: visualChecks.map(check => [
      cellOf(line(check.title)), verdictCell(check.verdict, verdictWords, line), ...remarked ? [cellOf(check.remark ? line(check.remark) : dash)] : [],
    ]),
    notes: [],
  }]
}
