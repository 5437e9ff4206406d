// A sheet that grows: one row more than is filled, blocks pasted from spreadsheets add what they need, words beside it say what did not fit.
import { useMemo, useRef, useState, type ClipboardEvent, type FocusEvent } from 'react'
import { Button } from 'antd'
import { Grid, type CellEdit, type GridColumn } from '#ui/Grid.tsx'
import { useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import { blank, blockOf, lay, withoutHeading, withoutTail, type Rows } from './sheet.ts'
import { numberOf } from './typed-number.ts'
import { toolWords } from './tool-words.ts'

export type SheetColumn = {
  readonly key: string
  readonly title: GridColumn<unknown>['title']
  readonly name: string
  /** Words stand at the left, numbers at the right. */
  readonly words?: boolean
}
export type Shown = { readonly key: string; readonly title: GridColumn<unknown>['title']; readonly name: string; readonly show: (row: number) => GridColumn<unknown>['title'] }

type Props = {
  readonly label: string
  readonly columns: readonly SheetColumn[]
  /** Computed columns behind the typed ones. */
  readonly shown?: readonly Shown[]
  readonly rows: Rows
  readonly most: number
  readonly onChange: (rows: string[][], group?: string) => void
  readonly undo: () => void
  /** What is wrong with a cell; a cell of numbers that holds none is found here already. */
  readonly errorOf?: (row: number, column: string) => string | undefined
  readonly status?: string
}
type Line = { readonly index: number; readonly cells: readonly string[] }

export function NumberSheet({ label, columns, shown = [], rows, most, onChange, undo, errorOf, status }: Props) {
  const t = useWords(toolWords)
  const [said, setSaid] = useState<string>()
  const [at, setAt] = useState('')
  const visit = useRef(0)
  const count = columns.length
  const lines: readonly Line[] = useMemo(() => (rows.length < most ? [...rows, blank(count)] : rows).map((cells, index) => ({ index, cells })), [rows, most, count])
  const onEdit = (edits: readonly CellEdit[], cause: string) => {
    setSaid(undefined)
    const next = rows.map((row) => [...row])
    for (const { row, column, text } of edits) {
      while (next.length <= Number(row)) next.push(blank(count))
      const place = columns.findIndex(({ key }) => key === column)
      const line = next[Number(row)]
      if (line && place >= 0) line[place] = text
    }
    onChange(withoutTail(next), cause === 'type' ? `${visit.current}` : '')
  }
  const onPaste = (event: ClipboardEvent) => {
    const cell = cellAt(event.target)
    const block = withoutHeading(blockOf(event.clipboardData.getData('text/plain')))
    if (cell === undefined || !isBlock(block, event.clipboardData.getData('text/plain'))) return
    event.preventDefault()
    event.stopPropagation()
    const laid = lay(rows, block, cell, count, most)
    onChange(laid.rows)
    const left = laid.outside.length === 0 ? '' : ` ${t.outside({ n: laid.outside.length, texts: laid.outside.slice(0, 5).join(' ') })}`
    setSaid(t.pasted({ n: laid.written }) + left)
  }
  const wrong = ({ index, cells }: Line, column: string) => {
    const place = columns.findIndex(({ key }) => key === column)
    const text = cells[place]?.trim() ?? ''
    if (at === `${index}:${place}`) return undefined // the cell being typed in is not yet wrong
    if (text !== '' && columns[place]?.words !== true && numberOf(text) === undefined) return t.notNumber
    return errorOf?.(index, column)
  }
  const grid: readonly GridColumn<Line>[] = useMemo(() => [
    ...columns.map(({ key, title, name, words }, place): GridColumn<Line> => ({ key, kind: 'text', title, name, align: words === true ? 'start' : 'end', value: ({ cells }) => cells[place] ?? '' })),
    ...shown.map(({ key, title, name, show }): GridColumn<Line> => ({ key, title, name, align: 'end', show: ({ index }) => show(index) })),
  ], [columns, shown])
  return (
    <div className="st-sheet" onPasteCapture={onPaste} onBlurCapture={() => setAt('')}
      onFocusCapture={(event: FocusEvent) => { visit.current += 1; setAt(event.target instanceof HTMLElement ? event.target.dataset['cell'] ?? '' : '') }}>
      {said !== undefined && <Notice tone="ok" say="later" actions={<Button onClick={() => { setSaid(undefined); undo() }} icon={<Icon name="undo" />}>{t.undo}</Button>}>{said}</Notice>}
      <Grid label={label} columns={grid} rows={lines} rowKey={({ index }) => String(index)} onEdit={onEdit} errorOf={wrong} status={status}
        rowName={({ index, cells }) => (columns[0]?.words === true && cells[0]?.trim()) || (index === rows.length ? t.newRow : t.row({ n: index + 1 }))} />
    </div>
  )
}

/** More than one cell, or a line of numbers; a name with a comma in it is one. */
function isBlock(block: Rows, text: string): boolean {
  if (block.length === 0) return false
  return /[\t\n]/.test(text.trimEnd()) || (block.length === 1 && (block[0]?.length ?? 0) > 1 && block[0]?.every((cell) => numberOf(cell) !== undefined) === true)
}

export function cellAt(target: EventTarget): { readonly row: number; readonly column: number } | undefined {
  const place = target instanceof HTMLElement ? target.dataset['cell'] : undefined
  const [row, column] = place?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}
