// The state of one grid on screen: where the focus is, what is selected, the draft of the cell being typed in, undo, and a paste that waits
// for a yes. Absent: the values (the page owns them) and drawing (Grid.tsx).
import { useMemo, useState } from 'react'
import { useGridHistory, type OnEdit, type ValuedColumn } from './grid-history.ts'
import { planFillDown, planPaste, parseBlock, readCell, type PastePlan, type Place, type Range, type Shape } from './grid-model.ts'

export type Draft = { readonly place: Place; readonly text: string }
type Args<Row> = {
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly columns: readonly ValuedColumn<Row>[]
  readonly onEdit: OnEdit
}

export type GridState = ReturnType<typeof useGridState>

export function useGridState<Row>({ rows, rowKey, columns, onEdit }: Args<Row>) {
  const shape: Shape = useMemo(() => ({ rows: rows.map(rowKey), columns }), [rows, rowKey, columns])
  const [range, setRange] = useState<Range>()
  const [draft, setDraft] = useState<Draft>()
  const [staged, setStaged] = useState<PastePlan>()
  const [lastPaste, setLastPaste] = useState(0)
  /** Text of the cell when the focus came, for Escape; whether the cell is being edited; whether the next focus extends the range. */
  const [visited] = useState(() => ({ text: '', isEditing: false, isExtending: false }))
  const { textAt, apply, beginVisit, undo, redo } = useGridHistory({ shape, rows, columns, onEdit })
  const settle = <T>(result: T): T => {
    setDraft(undefined)
    setLastPaste(0)
    return result
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
      beginVisit()
      setDraft(undefined)
      setRange((old) => ({ from: extend && old ? old.from : place, to: place }))
    },
    type: (place: Place, text: string) => {
      const [row, column] = [shape.rows[place.row], shape.columns[place.column]]
      setDraft({ place, text })
      if (row !== undefined && column !== undefined)
        apply([{ row, column: column.key, text: readCell(text, column) ?? text.trim() }], 'type', true)
    },
    /** Inside a composition nothing is recorded yet. */
    compose: (place: Place, text: string) => setDraft({ place, text }),
    dropDraft: () => setDraft(undefined),
    undo: () => settle(undo()),
    redo: () => settle(redo()),
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
