// Reads CSV as people export it: UTF-8 with or without a mark, UTF-16, GB18030; comma, semicolon or tab; RFC 4180 quotes. Pure.
import { CELLS_MAX, CELL_LENGTH_MAX, COLUMNS_MAX, ROWS_MAX, Unreadable } from './table.ts'
import type { Cell, Table, TableRow } from './table.ts'

export const LINE_MAX = 1_000_000

export function readCsv(bytes: Uint8Array): Table {
  const { text, encoding } = decode(bytes)
  if (text.includes('\u0000')) throw new Unreadable('nul', '文件含有空字符（NUL），不是文本文件。没有写入任何数据。', 'The file holds NUL characters and is no text. Nothing was written.')
  const rows = records(text, separatorOf(text))
  return { kind: 'csv', encoding, sheet: '', date1904: false, rows }
}

function decode(bytes: Uint8Array): { text: string; encoding: string } {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: attempt(bytes.subarray(3), 'utf-8') ?? refuseEncoding(), encoding: 'UTF-8' }
  if (a === 0xff && b === 0xfe) return { text: attempt(bytes.subarray(2), 'utf-16le') ?? refuseEncoding(), encoding: 'UTF-16LE' }
  if (a === 0xfe && b === 0xff) return { text: attempt(bytes.subarray(2), 'utf-16be') ?? refuseEncoding(), encoding: 'UTF-16BE' }
  const utf8 = attempt(bytes, 'utf-8')
  if (utf8 !== undefined) return { text: utf8, encoding: 'UTF-8' }
  const gb = attempt(bytes, 'gb18030')
  return gb === undefined ? refuseEncoding() : { text: gb, encoding: 'GB18030' }
}

function attempt(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined // not this encoding; the next one is tried
  }
}

function refuseEncoding(): never {
  throw new Unreadable('encoding', '文件编码既不是 UTF-8 也不是 GB18030，读不懂。请另存为 UTF-8 的 CSV 或 .xlsx。', 'The file is neither UTF-8 nor GB18030. Save it as CSV in UTF-8 or as .xlsx.')
}

/** The most frequent of comma, semicolon and tab in the first line, outside quotes. */
function separatorOf(text: string): string {
  const counts = new Map([[',', 0], [';', 0], ['\t', 0]])
  let quoted = false
  for (const character of text.slice(0, LINE_MAX)) {
    if (character === '"') quoted = !quoted
    else if (!quoted && (character === '\n' || character === '\r')) break
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** Records under the numbers a spreadsheet would show: blank lines count. */
function records(text: string, separator: string): TableRow[] {
  const rows: TableRow[] = []
  let n = 0
  let total = 0
  let at = 0
  while (at < text.length) {
    n++
    if (n > ROWS_MAX) throw tooLarge()
    const { cells, next } = record(text, at, separator, n)
    at = next
    total += cells.length
    if (total > CELLS_MAX) throw tooLarge()
    if (cells.some((c) => c !== '')) rows.push({ n, cells })
  }
  return rows
}
const tooLarge = () => new Unreadable('too-large', `最多 ${ROWS_MAX} 行 × ${COLUMNS_MAX} 列。请拆成几个文件。`, `At most ${ROWS_MAX} rows × ${COLUMNS_MAX} columns. Split the file.`)

function record(text: string, from: number, separator: string, n: number): { cells: Cell[]; next: number } {
  const cells: Cell[] = []
  let at = from
  for (;;) {
    const { value, next } = text[at] === '"' ? quotedField(text, at, n) : plainField(text, at, separator)
    if (next - from > LINE_MAX || value.length > CELL_LENGTH_MAX) throw new Unreadable('line', `第 ${n} 行太长，可能缺少引号或换行。`, `Row ${n} is too long; a quote or a line break is probably missing.`)
    const cell = value.trim()
    cells.push(cell.startsWith('=') ? { refused: 'formula' } : unguarded(cell))
    const after = text[next]
    if (after === separator) {
      at = next + 1
      if (cells.length >= COLUMNS_MAX && text.slice(at, at + 1) !== separator && !atEnd(text, at)) throw tooLarge()
      if (cells.length > 16_384) throw tooLarge()
      continue
    }
    while (cells.length > COLUMNS_MAX && cells.at(-1) === '') cells.pop()
    if (after === undefined) return { cells, next }
    if (after === '\r' || after === '\n') return { cells, next: next + (after === '\r' && text[next + 1] === '\n' ? 2 : 1) }
    throw new Unreadable('quote', `第 ${n} 行引号之后有多余的字符。`, `Row ${n} has characters after a closing quote.`)
  }
}

const atEnd = (text: string, at: number): boolean => at >= text.length || text[at] === '\n' || text[at] === '\r'

function plainField(text: string, at: number, separator: string): { value: string; next: number } {
  let next = at
  while (next < text.length && text[next] !== separator && text[next] !== '\n' && text[next] !== '\r' && next - at <= LINE_MAX) next++
  return { value: text.slice(at, next), next }
}

function quotedField(text: string, at: number, n: number): { value: string; next: number } {
  let value = ''
  let from = at + 1
  for (;;) {
    const end = text.indexOf('"', from)
    if (end < 0 || end - at > LINE_MAX) throw new Unreadable('quote', `第 ${n} 行的引号没有结束。`, `A quote in row ${n} never ends.`)
    value += text.slice(from, end)
    if (text[end + 1] !== '"') return { value, next: end + 1 }
    value += '"'
    from = end + 2
  }
}

/** Our own export puts an apostrophe before text a spreadsheet might take for a formula; it comes off again here. */
export const unguarded = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
