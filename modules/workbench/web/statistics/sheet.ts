// A sheet of typed cells: blocks from spreadsheets and files laid into it, rows added and dropped as needed. Pure; every cell is text.
import { parseBlock } from '#ui/grid-model.ts'
import { numberOf } from './typed-number.ts'

export type Rows = readonly (readonly string[])[]

/** Lines of a clipboard or a file: tabs; else semicolons or commas, with quotes; else numbers between spaces. */
export function blockOf(text: string): string[][] {
  const plain = text.replace(/^\ufeff/, '').slice(0, 2_000_000)
  const separator = plain.includes('\t') ? '\t' : ['；', ';', ',', '，'].find((one) => plain.includes(one))
  if (separator === '\t') return trimmed(parseBlock(plain))
  if (separator !== undefined) return trimmed(parseBlock(tabbed(plain, separator)))
  return trimmed(parseBlock(plain).map((cells) => {
    const words = (cells[0] ?? '').trim().split(/\s+/)
    return words.length > 1 && words.every((word) => numberOf(word) !== undefined) ? words : cells
  }))
}

/** Separators outside quotes as tabs, so that one reader knows the quotes. */
function tabbed(text: string, separator: string): string {
  let isQuoted = false
  let out = ''
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    out += character === separator && !isQuoted ? '\t' : character
  }
  return out
}

const trimmed = (block: string[][]): string[][] => block.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''))

/** Without a first line of headings: words where the lines beneath have numbers. */
export function withoutHeading(block: string[][]): string[][] {
  const [first = [], second] = block
  const numbers = (row: readonly string[]) => row.filter((cell) => numberOf(cell) !== undefined).length
  return second !== undefined && numbers(first) === 0 && numbers(second) > 0 ? block.slice(1) : block
}

export type Laid = { readonly rows: string[][]; readonly written: number; readonly outside: readonly string[] }

/** A block laid from a cell; rows are added up to `most`. What falls beside or below is answered, never dropped silently. */
export function lay(rows: Rows, block: Rows, at: { readonly row: number; readonly column: number }, columns: number, most: number): Laid {
  const next = rows.map((row) => [...row])
  const outside: string[] = []
  let written = 0
  for (const [down, cells] of block.entries()) {
    for (const [right, text] of cells.entries()) {
      const [row, column] = [at.row + down, at.column + right]
      if (row >= most || column >= columns) {
        if (text !== '') outside.push(text)
        continue
      }
      while (next.length <= row) next.push(blank(columns))
      const cellsOfRow = next[row]
      if (cellsOfRow) cellsOfRow[column] = text
      written += 1
    }
  }
  return { rows: withoutTail(next), written, outside }
}

export const blank = (columns: number): string[] => Array.from({ length: columns }, () => '')

/** Empty rows at the end are not part of a sheet. */
export function withoutTail(rows: Rows): string[][] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ''))
  return rows.slice(0, last + 1).map((row) => [...row])
}

/** A list of values, row by row, from a block of any form. */
export const listOf = (block: Rows): string[] => block.flat().filter((cell) => cell.trim() !== '')
