// The state of one grid on screen: where the focus is, what is selected, the draft of the cell being typed in, undo, and a paste that waits for a yes.
// Absent: the values (the page owns them) and drawing (Grid.tsx).
import { useMemo, useRef, useState } from 'react'
import {
  noHistory, planFillDown, planPaste, parseBlock, readCell, recorded, redone, undone,
  type CellEdit, type CellReader, type History, type PastePlan, type Place, type Range, type Shape,
} from './grid-model.ts'

export type EditCause = 'type' | 'paste' | 'fill' | 'clear' | 'undo' | 'redo'
export type OnEdit = (edits: readonly CellEdit[], cause: EditCause) => void
export type Draft = { readonly place: Place; readonly text: string }
type Column<Row> = CellReader & { readonly key: string; readonly value?: (row: Row) => string }
type Args<Row> = { readonly rows: readonly Row[]; readonly rowKey: (row: Row) => string; readonly columns: readonly Column<Row>[]; readonly onEdit: OnEdit }

export type GridState = ReturnType<typeof useGridState>

export function useGridState<Row>({ rows, rowKey, columns, onEdit }: Args<Row>) {
  const shape: Shape = useMemo(() => ({ rows: rows.map(rowKey), columns }), [rows, rowKey, columns])
  const [range, setRange] = useState<Range>()
  const [draft, setDraft] = useState<Draft>()
  const [staged, setStaged] = useState<PastePlan>()
  const [lastPaste, setLastPaste] = useState(0)
  const history = useRef<History>(noHistory)
  const visit = useRef(0)
  /** Text of the cell when the focus came, for Escape; whether the cell is being edited; whether the next focus extends the range. */
  const [visited] = useState(() => ({ text: '', isEditing: false, isExtending: false }))

  const textAt = ({ row, column }: Place): string => {
    const [item, one] = [rows[row], columns[column]]
    return item === undefined ? '' : (one?.value?.(item) ?? '')
  }
  const now = (edits: readonly CellEdit[]) => edits.map(({ row, column }) => ({
    row, column, text: textAt({ row: shape.rows.indexOf(row), column: shape.columns.findIndex(({ key }) => key === column) }),
  }))
  const apply = (edits: readonly CellEdit[], cause: EditCause, sameVisit = false) => {
    if (edits.length === 0) return
    history.current = recorded(history.current, { visit: sameVisit ? String(visit.current) : '', before: now(edits), after: edits })
    onEdit(edits, cause)
  }
  const replay = (step: typeof undone, cause: 'undo' | 'redo') => {
    const done = step(history.current)
    if (!done) return undefined
    history.current = done.history
    setDraft(undefined)
    setLastPaste(0)
    onEdit(done.edits, cause)
    const [first] = done.edits
    return first && { row: shape.rows.indexOf(first.row), column: shape.columns.findIndex(({ key }) => key === first.column) }
  }
  const acceptPaste = (plan: PastePlan) => {
    setStaged(undefined)
    setDraft(undefined)
    setLastPaste(plan.edits.length)
    apply(plan.edits, 'paste')
  }
  return {
    shape, range, draft, staged, lastPaste, textAt, visited,
    /** The focus came to a cell: a new visit for undo. */
    visitCell: (place: Place, extend: boolean) => {
      visit.current += 1
      setDraft(undefined)
      setRange((old) => ({ from: extend && old ? old.from : place, to: place }))
    },
    type: (place: Place, text: string) => {
      const [row, column] = [shape.rows[place.row], shape.columns[place.column]]
      setDraft({ place, text })
      if (row !== undefined && column !== undefined) apply([{ row, column: column.key, text: readCell(text, column) ?? text.trim() }], 'type', true)
    },
    /** Inside a composition nothing is recorded yet. */
    compose: (place: Place, text: string) => setDraft({ place, text }),
    dropDraft: () => setDraft(undefined),
    undo: () => replay(undone, 'undo'),
    redo: () => replay(redone, 'redo'),
    paste: (clipboard: string) => {
      const block = parseBlock(clipboard.slice(0, 2_000_000))
      if (!range || block.length === 0) return
      const plan = planPaste(shape, range, block)
      if (plan.unread.length > 0 || plan.outside.length > 0) setStaged(plan)
      else acceptPaste(plan)
    },
    acceptPaste, refusePaste: () => setStaged(undefined),
    fillDown: () => {
      setDraft(undefined)
      if (range) apply(planFillDown(shape, range, textAt), 'fill')
    },
    clearRange: () => {
      if (range) apply(planPaste(shape, range, [['']]).edits, 'clear')
    },
    restore: (text: string) => {
      const place = range?.to
      const [row, column] = [shape.rows[place?.row ?? -1], shape.columns[place?.column ?? -1]]
      setDraft(undefined)
      if (row !== undefined && column !== undefined) apply([{ row, column: column.key, text }], 'type', true)
    },
  }
}
