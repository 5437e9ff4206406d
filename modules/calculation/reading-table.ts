// Tables of readings taken together: columns by name, names with rows, or one object a row. Pure.
import { has, isGiven, member, numbersIn, textsIn, Unusable } from './given.ts'
import type { Given } from './given.ts'

const TABLES = ['typeA_simultaneous_readings', 'simultaneous_readings', 'simultaneous', 'readings', 'columns', 'table', 'data', 'observations'] as const

/** Columns in the order of the file; each is as long as the others. */
export type Table = ReadonlyMap<string, readonly number[]>

/** The table of an input, if it has one. Columns that hold no numbers, such as remarks, are left out. */
export function tableIn(given: Given): Table | undefined {
  const found = member(given, ...TABLES)
  if (found === undefined) return undefined
  if (found.name === 'columns' && has(given, 'rows') && Array.isArray(found.value)) return ofRows(given)
  if (isGiven(found.value)) return has(found.value, 'rows') && has(found.value, 'columns', 'names', 'header') ? ofRows(found.value) : ofColumns(found.value)
  const rows = found.value
  return Array.isArray(rows) && rows.length > 1 && rows.every(isGiven) && found.name !== 'readings' ? ofColumns(turned(rows)) : undefined
}

function ofColumns(value: Given): Table | undefined {
  const names = Object.keys(value).filter((name) => {
    const column: unknown = value[name]
    return Array.isArray(column) && column.length > 1 && column.every((one) => typeof one === 'number')
  })
  if (names.length === 0) return undefined
  const table = new Map(names.map((name) => [name, numbersIn(value, name) ?? []]))
  const n = [...table.values()][0]?.length ?? 0
  const unlike = [...table].find(([, column]) => column.length !== n)
  if (unlike !== undefined) throw new Unusable(unlike[0], `应有 ${n} 个读数，实有 ${unlike[1].length} 个`, `has ${unlike[1].length} readings beside ${n}`)
  return table
}

function ofRows(given: Given): Table | undefined {
  const names = textsIn(given, 'columns', 'names', 'header') ?? []
  const rows = member(given, 'rows')?.value
  if (!Array.isArray(rows)) return undefined
  return ofColumns(Object.fromEntries(names.map((name, i) => [name, rows.map((row: unknown) => (Array.isArray(row) ? row[i] : undefined))])))
}

const turned = (rows: readonly Given[]): Given => Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])]))
