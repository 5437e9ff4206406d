// Files in and out of a statistics tool, made and read in this browser: JSON opened again, CSV and XLSX to go on with elsewhere.
import { saveFile } from '../download.ts'
import { blockOf, withoutHeading, type Rows } from './sheet.ts'

/** One table: first its headings. Numbers stay numbers, so that a spreadsheet can go on computing. */
export type ExportTable = { readonly name: string; readonly heads: readonly string[]; readonly rows: readonly (readonly (string | number | undefined)[])[] }

export function exportCsv(title: string, tables: readonly ExportTable[]): void {
  saveFile(title, 'csv', csvOf(tables))
}

/** The tables beneath each other, each with its name; the mark at the beginning tells spreadsheets the encoding. */
export function csvOf(tables: readonly ExportTable[]): string {
  const line = (cells: readonly (string | number | undefined)[]) => cells.map(cellText).join(',')
  return `\ufeff${tables.map(({ name, heads, rows }) => [line([name]), line(heads), ...rows.map(line)].join('\r\n')).join('\r\n\r\n')}\r\n`
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function cellText(cell: string | number | undefined): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export async function exportXlsx(title: string, tables: readonly ExportTable[]): Promise<void> {
  const { workbook } = await import('../../export-xlsx.ts')
  const bytes = workbook(tables.map(({ name, heads, rows }) => ({
    name, widths: heads.map((head, column) => Math.min(60, Math.max(10, ...[head, ...rows.map((row) => String(row[column] ?? ''))].map(widthOf)))), rows: [heads.map((head) => ({ head })), ...rows],
  })))
  saveFile(title, 'xlsx', bytes)
}

/** A Chinese character is as wide as two digits. */
const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 2)

export type FileRead<Body> = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly because: 'tooBig' | 'unreadable' }

export async function readFile<Body>(file: File, read: (value: unknown) => Body | undefined, fromTable: (rows: Rows) => Body): Promise<FileRead<Body>> {
  if (file.size > 2_000_000) return { ok: false, because: 'tooBig' }
  const text = await file.text()
  if (/^\s*[[{]/.test(text)) {
    try {
      const body = read(JSON.parse(text))
      return body === undefined ? { ok: false, because: 'unreadable' } : { ok: true, body }
    } catch {
      // JSON.parse says no more than that.
      return { ok: false, because: 'unreadable' }
    }
  }
  const block = withoutHeading(blockOf(text))
  return block.length === 0 || text.includes('\u0000') ? { ok: false, because: 'unreadable' } : { ok: true, body: fromTable(block) }
}
