// What a spreadsheet or CSV file is once it is read: rows under the sheet's own numbers. Pure.

/** Text as it stands; a number as the file spells it; or a cell that is not taken. */
export type Cell = string | { readonly number: string } | { readonly refused: 'formula' | 'error' }
export type TableRow = { readonly n: number; readonly cells: readonly Cell[] }
export type Table = {
  kind: 'xlsx' | 'csv'
  /** How the bytes were read: 'UTF-8', 'GB18030' …; of a workbook, the sheet's name. */
  encoding: string
  sheet: string
  /** Days of a workbook count from 1904 on some machines. */
  date1904: boolean
  rows: readonly TableRow[]
}
export type TableProblem = { rule: string; zh: string; en: string }
export type TableReading = { ok: true; table: Table } | ({ ok: false } & TableProblem)

export const ROWS_MAX = 200_000
export const COLUMNS_MAX = 60
export const CELLS_MAX = 4_000_000
export const CELL_LENGTH_MAX = 32_767

export const unread = (rule: string, zh: string, en: string): { ok: false } & TableProblem => ({ ok: false, rule, zh, en })
/** Thrown inside the reader's thread to leave a parser at once; caught at its edge. */
export class Unreadable extends Error {
  readonly problem: TableProblem
  constructor(rule: string, zh: string, en: string) {
    super(en)
    this.problem = { rule, zh, en }
  }
}

export const cellText = (cell: Cell | undefined): string => (cell === undefined ? '' : typeof cell === 'string' ? cell : 'number' in cell ? cell.number : '')
