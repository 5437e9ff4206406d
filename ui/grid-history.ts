// Undo and redo of one grid: what each change replaced, told to the page again in reverse. Absent: the stack itself (grid-model.ts, pure).
import { useRef } from 'react'
import {
  noHistory, recorded, redone, undone, type CellEdit, type CellReader, type History, type Place, type Shape,
} from './grid-model.ts'

export type EditCause = 'type' | 'paste' | 'fill' | 'clear' | 'undo' | 'redo'
export type OnEdit = (edits: readonly CellEdit[], cause: EditCause) => void
export type ValuedColumn<Row> = CellReader & { readonly key: string; readonly value?: (row: Row) => string }

type Args<Row> = {
  readonly shape: Shape
  readonly rows: readonly Row[]
  readonly columns: readonly ValuedColumn<Row>[]
  readonly onEdit: OnEdit
}

export function useGridHistory<Row>({ shape, rows, columns, onEdit }: Args<Row>) {
  const history = useRef<History>(noHistory)
  const visit = useRef(0)
  const placeOf = ({ row, column }: CellEdit): Place => ({
    row: shape.rows.indexOf(row),
    column: shape.columns.findIndex(({ key }) => key === column),
  })
  const textAt = ({ row, column }: Place): string => {
    const [item, one] = [rows[row], columns[column]]
    return item === undefined ? '' : (one?.value?.(item) ?? '')
  }
  const apply = (edits: readonly CellEdit[], cause: EditCause, sameVisit = false) => {
    if (edits.length === 0) return
    const before = edits.map((edit) => ({ ...edit, text: textAt(placeOf(edit)) }))
    history.current = recorded(history.current, { visit: sameVisit ? String(visit.current) : '', before, after: edits })
    onEdit(edits, cause)
  }
  const replay = (step: typeof undone, cause: 'undo' | 'redo'): Place | undefined => {
    const done = step(history.current)
    if (!done) return undefined
    history.current = done.history
    onEdit(done.edits, cause)
    return done.edits[0] && placeOf(done.edits[0])
  }
  return {
    textAt,
    apply,
    /** Typing from now on is one change, until the next visit. */
    beginVisit: () => {
      visit.current += 1
    },
    /** The place to look at, or undefined when there is nothing to undo. */
    undo: () => replay(undone, 'undo'),
    redo: () => replay(redone, 'redo'),
  }
}
