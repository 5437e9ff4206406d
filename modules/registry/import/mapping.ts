// Finds the head row of a ledger file and which column is which. Pure.
import { createHash } from 'node:crypto'
import { cellText } from '../table-file/table.ts'
import type { Table, TableRow } from '../table-file/table.ts'
import { columns, keyOfHead } from './columns.ts'
import type { ColumnKey } from './columns.ts'

const LOOKED_AT = 30
/** One entry a column of the file: the ledger column it is, or null when it is left aside. */
export type Mapping = readonly (ColumnKey | null)[]

export type Heads = { row: number; heads: readonly string[] }

/** The row among the first thirty that names the most known columns; the first row with text when none names two. */
export function headsOf(table: Table): Heads | undefined {
  const looked = table.rows.slice(0, LOOKED_AT)
  let best: { row: TableRow; known: number } | undefined
  for (const row of looked) {
    const known = new Set(row.cells.map((cell) => keyOfHead(cellText(cell))).filter((key) => key !== undefined)).size
    if (!best || known > best.known) best = { row, known }
  }
  if (!best) return undefined
  return { row: best.row.n, heads: best.row.cells.map((cell) => cellText(cell).trim().slice(0, 120)) }
}

/** What the heads say by themselves; the first column of a name wins. */
export function guessMapping(heads: readonly string[]): Mapping {
  const taken = new Set<ColumnKey>()
  return heads.map((head) => {
    const key = keyOfHead(head)
    if (key === undefined || taken.has(key)) return null
    taken.add(key)
    return key
  })
}

/** Keeps a mapping a person sent or the database remembers within the file's columns; a column twice is refused. */
export function readMapping(given: unknown, width: number): Mapping | undefined {
  if (!Array.isArray(given) || given.length > width) return undefined
  const known = new Set<string>(columns.map((c) => c.key))
  const all: unknown[] = given
  const mapping: (ColumnKey | null)[] = []
  for (const entry of all) {
    if (entry === null) mapping.push(null)
    else if (isKey(entry, known) && !mapping.includes(entry)) mapping.push(entry)
    else return undefined
  }
  return mapping
}
const isKey = (entry: unknown, known: ReadonlySet<string>): entry is ColumnKey => typeof entry === 'string' && known.has(entry)

export const headHash = (heads: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(heads)).digest()
