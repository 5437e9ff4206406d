// What a grid of cells does with keys, blocks from a spreadsheet and undo. Pure: no DOM, no React. A cell is named by its row's key and its
// column's key; places count rows and columns from zero over the columns that can be edited and those that cannot alike.
import { readQuantity, type FieldUnit } from './quantity-text.ts'

export type CellKind = 'decimal' | 'text' | 'choice' | 'computed'
export type GridChoice = { readonly value: string; readonly label: string }
export type CellReader = { readonly kind: CellKind; readonly units?: readonly FieldUnit[]; readonly choices?: readonly GridChoice[] }
export type Place = { readonly row: number; readonly column: number }
export type Range = { readonly from: Place; readonly to: Place }
export type CellEdit = { readonly row: string; readonly column: string; readonly text: string }
export type Shape = { readonly rows: readonly string[]; readonly columns: readonly (CellReader & { readonly key: string })[] }

const noUnits: readonly FieldUnit[] = []

/** The text a cell keeps for what was typed or pasted; undefined: it cannot be read there. Empty is always readable. */
export function readCell(typed: string, { kind, units = noUnits, choices = [] }: CellReader): string | undefined {
  const text = typed.trim()
  if (text === '') return ''
  if (kind === 'computed') return undefined
  if (kind === 'text') return text.slice(0, 2000)
  if (kind === 'choice') return choices.find(({ value, label }) => value === text || label === text)?.value
  const reading = readQuantity(text, units)
  return reading.ok ? reading.text : undefined
}

/** Lines and tabs as spreadsheets write them to the clipboard; a quoted cell may hold both. At most 100 000 cells. */
export function parseBlock(clipboard: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  let cells = 0
  const text = clipboard.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const endCell = () => {
    row.push(cell)
    cell = ''
    cells += 1
  }
  for (let at = 0; at < text.length && cells < 100_000; at += 1) {
    const character = text[at]
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t') endCell()
    else if (character === '\n') {
      endCell()
      rows.push(row)
      row = []
    } else cell += character
  }
  if (cell !== '' || row.length > 0) {
    endCell()
    rows.push(row)
  }
  return rows
}

export type PastePlan = {
  readonly edits: readonly CellEdit[]
  /** Cells whose text cannot be read there, with that text. */
  readonly unread: readonly CellEdit[]
  /** Texts that would fall outside the table, or onto computed cells; shown, never dropped silently. */
  readonly outside: readonly string[]
}

/**
 * One value fills the selected range; a block is laid from its first cell. Computed columns are stepped over only by refusing their texts.
 */
export function planPaste(shape: Shape, range: Range, block: readonly (readonly string[])[]): PastePlan {
  const edits: CellEdit[] = []
  const unread: CellEdit[] = []
  const outside: string[] = []
  const { from, to } = orderedRange(range)
  const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined
  const lay = (place: Place, text: string) => {
    const row = shape.rows[place.row]
    const column = shape.columns[place.column]
    if (row === undefined || column === undefined || column.kind === 'computed') {
      if (text.trim() !== '') outside.push(text)
      return
    }
    const read = readCell(text, column)
    if (read === undefined) unread.push({ row, column: column.key, text })
    else edits.push({ row, column: column.key, text: read })
  }
  if (single !== undefined) {
    for (let row = from.row; row <= to.row; row += 1)
      for (let column = from.column; column <= to.column; column += 1) lay({ row, column }, single)
  } else {
    block.forEach((cells, down) => cells.forEach((text, right) => lay({ row: from.row + down, column: from.column + right }, text)))
  }
  return { edits, unread, outside }
}

export function orderedRange({ from, to }: Range): Range {
  return {
    from: { row: Math.min(from.row, to.row), column: Math.min(from.column, to.column) },
    to: { row: Math.max(from.row, to.row), column: Math.max(from.column, to.column) },
  }
}

export function isInRange({ row, column }: Place, range: Range): boolean {
  const { from, to } = orderedRange(range)
  return row >= from.row && row <= to.row && column >= from.column && column <= to.column
}

/** Down one; from the last row to the top of the next editable column: the order in which a procedure is measured. */
export function placeAfter(shape: Shape, { row, column }: Place, by: 1 | -1): Place | undefined {
  const next = row + by
  if (next >= 0 && next < shape.rows.length) return { row: next, column }
  for (let to = column + by; to >= 0 && to < shape.columns.length; to += by) {
    if (shape.columns[to]?.kind !== 'computed') return { row: by === 1 ? 0 : shape.rows.length - 1, column: to }
  }
  return undefined
}

/** One step in a direction, over computed columns; undefined at the edge. */
export function placeBeside(shape: Shape, { row, column }: Place, down: number, right: number): Place | undefined {
  const at = { row: row + down, column: column + right }
  while (shape.columns[at.column]?.kind === 'computed' && right !== 0) at.column += right
  return shape.rows[at.row] === undefined || shape.columns[at.column] === undefined ? undefined : at
}

/** The top row of the range copied into the rows below; for a single cell, the cell above copied into it. */
export function planFillDown(shape: Shape, range: Range, textAt: (place: Place) => string): CellEdit[] {
  const { from, to } = orderedRange(range)
  const source = from.row === to.row ? from.row - 1 : from.row
  if (source < 0) return []
  const edits: CellEdit[] = []
  for (let column = from.column; column <= to.column; column += 1) {
    const key = shape.columns[column]
    if (key === undefined || key.kind === 'computed') continue
    for (let row = source + 1; row <= to.row; row += 1) {
      const rowKey = shape.rows[row]
      if (rowKey !== undefined) edits.push({ row: rowKey, column: key.key, text: textAt({ row: source, column }) })
    }
  }
  return edits
}

/** One undoable change: a paste of 120 cells is one, the typing in one visit of a cell is one. */
export type Change = { readonly visit: string; readonly before: readonly CellEdit[]; readonly after: readonly CellEdit[] }
export type History = { readonly past: readonly Change[]; readonly future: readonly Change[] }
export const noHistory: History = { past: [], future: [] }
const deepest = 200

export function recorded(history: History, change: Change): History {
  const last = history.past.at(-1)
  const isSameVisit = change.visit !== '' && last?.visit === change.visit
  const past = isSameVisit && last ? [...history.past.slice(0, -1), { ...last, after: change.after }] : [...history.past, change]
  return { past: past.slice(-deepest), future: [] }
}

export function undone(history: History): { readonly history: History; readonly edits: readonly CellEdit[] } | undefined {
  const last = history.past.at(-1)
  return last && { history: { past: history.past.slice(0, -1), future: [last, ...history.future] }, edits: last.before }
}

export function redone(history: History): { readonly history: History; readonly edits: readonly CellEdit[] } | undefined {
  const [next, ...rest] = history.future
  return next && { history: { past: [...history.past, next], future: rest }, edits: next.after }
}
