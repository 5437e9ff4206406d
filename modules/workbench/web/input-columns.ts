// The columns of the inputs table: what each holds, how a cell changes its row, and how a pasted word becomes a distribution. Pure.
import type { GridChoice } from '#ui/grid-model.ts'
import { FORMS } from '../parameters.ts'
import { newInput, STATED_TYPES, type StatedType, type StudyBody, type StudyInput } from '../study-body.ts'

export const COLUMNS = ['name', 'about', 'estimate', 'unit', 'type', 'spread', 'dof'] as const
export type ColumnKey = (typeof COLUMNS)[number]
export const isColumn = (key: string): key is ColumnKey => COLUMNS.some((one) => one === key)

const isType = (text: string): text is StatedType => STATED_TYPES.some((one) => one === text)

export const typeChoices = (language: 0 | 1): readonly GridChoice[] => STATED_TYPES.map((value) => ({ value, label: language === 0 ? FORMS[value].zh : FORMS[value].en }))

const ALSO: ReadonlyMap<string, StatedType> = new Map([
  ['a', 'readings'], ['a 类', 'readings'], ['type a', 'readings'], ['读数', 'readings'], ['readings', 'readings'], ['gauss', 'normal'], ['gaussian', 'normal'], ['正态分布', 'normal'], ['b', 'normal'],
  ['均匀', 'rectangular'], ['均匀分布', 'rectangular'], ['矩形分布', 'rectangular'], ['uniform', 'rectangular'], ['rect', 'rectangular'], ['三角分布', 'triangular'],
  ['反正弦', 'u_shaped'], ['arcsine', 'u_shaped'], ['u', 'u_shaped'], ['u 形', 'u_shaped'], ['t', 't_scaled'], ['t 分布', 't_scaled'], ['student', 't_scaled'], ['梯形分布', 'trapezoidal'], ['常量', 'constant'],
] as const)

/** A distribution by its key, its word in either language, or another name people use. */
export function typeOf(text: string): StatedType | undefined {
  const word = text.trim().toLowerCase()
  if (isType(word)) return word
  return STATED_TYPES.find((key) => FORMS[key].zh.toLowerCase() === word || FORMS[key].en.toLowerCase() === word) ?? ALSO.get(word)
}

/** The row with one cell changed; undefined where the text cannot stand there. */
export function withCell(row: StudyInput, column: ColumnKey, text: string): StudyInput | undefined {
  // A value that is changed by hand is no longer the certificate's.
  const { source, ...free } = row
  const own = source === undefined || !['estimate', 'unit', 'spread', 'type'].includes(column) ? row : free
  // A cell shows the beginning of a long list with `…`; that beginning is never the list.
  if (text.includes('…')) return row
  if (column !== 'type') return { ...own, [column]: text }
  const type = typeOf(text)
  return type === undefined ? undefined : { ...own, type }
}

export type CellChange = { readonly row: number; readonly column: ColumnKey; readonly text: string }

/** All changes at once; rows beyond the last are made. What cannot stand where it should is answered. */
export function withCells(body: StudyBody, changes: readonly CellChange[]): { readonly body: StudyBody; readonly unread: readonly string[] } {
  const inputs = [...body.inputs]
  const unread: string[] = []
  for (const { row, column, text } of changes) {
    while (inputs.length <= row) inputs.push(newInput())
    const changed = withCell(inputs[row] ?? newInput(), column, text)
    if (changed === undefined) unread.push(text)
    else inputs[row] = changed
  }
  return { body: { ...body, inputs }, unread }
}

/** A block laid from a cell: columns as they stand; texts right of the last column are answered. */
export function blockChanges(block: readonly (readonly string[])[], row: number, column: number): { readonly changes: readonly CellChange[]; readonly outside: readonly string[] } {
  const changes: CellChange[] = []
  const outside: string[] = []
  for (const [down, cells] of block.entries()) {
    for (const [right, text] of cells.entries()) {
      const key = COLUMNS[column + right]
      if (key !== undefined) changes.push({ row: row + down, column: key, text: text.trim() })
      else if (text.trim() !== '') outside.push(text)
    }
  }
  return { changes, outside }
}

/** Numbers of a copied column or row, joined as a list of readings; undefined where something is no number. */
export function numbersOf(block: readonly (readonly string[])[]): readonly string[] | undefined {
  const isLine = block.length === 1 || block.every((cells) => cells.length === 1)
  const texts = block.flat().map((text) => text.trim()).filter((text) => text !== '')
  return isLine && texts.length > 1 && texts.every((text) => /^[-+−]?[\d０-９]*[.．]?[\d０-９]+(?:[eE][-+]?\d+)?$/u.test(text)) ? texts : undefined
}
