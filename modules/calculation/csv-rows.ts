// A table of text with a heading, as spreadsheets save it: commas, semicolons or tabs, cells in quotation marks where they hold these. Pure.
import { Unusable } from './given.ts'

/** Rows as objects by the names of the heading; blank lines and empty cells are left out. Longest table: 10 000 rows. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const lines = cellsOf(text.replace(/^\uFEFF/, '')).filter((cells) => cells.some((cell) => cell.trim() !== ''))
  const [heading, ...rows] = lines
  if (heading === undefined || rows.length === 0) throw new Unusable('file', '表中须有表头和至少一行', 'the table needs a heading and at least one row')
  if (rows.length > MOST_ROWS) throw new Unusable('file', `最多 ${MOST_ROWS} 行`, `at most ${MOST_ROWS} rows`)
  const names = heading.map((name) => name.trim())
  return rows.map((cells, i) => {
    if (cells.length > names.length) throw new Unusable(`row ${i + 2}`, `有 ${cells.length} 格，表头只有 ${names.length} 格`, `has ${cells.length} cells beside a heading of ${names.length}`)
    return Object.fromEntries(cells.flatMap((cell, j) => (cell.trim() === '' ? [] : [[names[j] ?? '', cell.trim()] as const])))
  })
}

const MOST_ROWS = 10_000

function cellsOf(text: string): string[][] {
  const separator = [',', ';', '\t', '，'].toSorted((a, b) => count(text, b) - count(text, a))[0] ?? ','
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quoted && char === '"' && text[i + 1] === '"') { cell += '"'; i++ } else if (char === '"') quoted = !quoted
    else if (!quoted && char === separator) { rows.at(-1)?.push(cell); cell = '' } else if (!quoted && char === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''))
      rows.push([])
      cell = ''
    } else cell += char
  }
  rows.at(-1)?.push(cell.replace(/\r$/, ''))
  return rows
}

/** Separators in the heading decide. */
const count = (text: string, char: string): number => (text.split('\n', 1)[0] ?? '').split(char).length
