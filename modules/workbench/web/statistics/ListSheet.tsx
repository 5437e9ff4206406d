// A list of numbers as a sheet of several a row: 125 packages fit on one screen. A pasted block, of any form, is read row by row.
import { useMemo, useRef, useState, useSyncExternalStore, type ClipboardEvent, type FocusEvent } from 'react'
import { Button } from 'antd'
import { Grid, type CellEdit, type GridColumn } from '#ui/Grid.tsx'
import { useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import { cellAt } from './NumberSheet.tsx'
import { blockOf, listOf } from './sheet.ts'
import { numberOf } from './typed-number.ts'
import { toolWords } from './tool-words.ts'

type Props = {
  readonly label: string
  readonly values: readonly string[]
  readonly most: number
  /** How many are wanted; rows for them stand open. */
  readonly wanted?: number
  readonly onChange: (values: string[], group?: string) => void
  readonly undo: () => void
  readonly errorOf?: (at: number) => string | undefined
  readonly status?: string
}
const MANY = 10
const FEW = 4

export function ListSheet({ label, values, most, wanted = 0, onChange, undo, errorOf, status }: Props) {
  const t = useWords(toolWords)
  const across = useIsNarrow() ? FEW : MANY
  const [said, setSaid] = useState<string>()
  const [at, setAt] = useState('')
  const visit = useRef(0)
  const count = Math.min(most, Math.max(wanted, values.length < wanted ? 0 : wanted === 0 ? values.length + 1 : values.length, 1))
  const rows = useMemo(() => Array.from({ length: Math.ceil(count / across) }, (_, row) => row), [count, across])
  const columns: readonly GridColumn<number>[] = useMemo(() => [
    { key: 'from', title: '№', name: '№', align: 'end', show: (row) => <span className="muted">{row * across + 1}</span> },
    ...Array.from({ length: across }, (_, i): GridColumn<number> => ({ key: String(i), kind: 'text', align: 'end', title: `+${i}`, name: String(i + 1), value: (row) => values[row * across + i] ?? '' })),
  ], [values, across])
  const placed = (next: string[], place: number, text: string) => {
    while (next.length <= place) next.push('')
    next[place] = text
  }
  const settle = (next: string[], group: string) => {
    const last = next.findLastIndex((text) => text.trim() !== '')
    onChange(next.slice(0, last + 1), group)
  }
  const onEdit = (edits: readonly CellEdit[], cause: string) => {
    setSaid(undefined)
    const next = [...values]
    for (const { row, column, text } of edits) if (Number(row) * across + Number(column) < most) placed(next, Number(row) * across + Number(column), text)
    settle(next, cause === 'type' ? `${label} ${visit.current}` : '')
  }
  const onPaste = (event: ClipboardEvent) => {
    const cell = cellAt(event.target)
    const pasted = listOf(blockOf(event.clipboardData.getData('text/plain')))
    if (cell === undefined || pasted.length < 2) return
    event.preventDefault()
    event.stopPropagation()
    const numbers = pasted.filter((text) => numberOf(text) !== undefined)
    const from = cell.row * across + cell.column - 1
    const next = [...values]
    for (const [i, text] of numbers.slice(0, most - from).entries()) placed(next, from + i, text)
    settle(next, '')
    const left = [...pasted.filter((text) => numberOf(text) === undefined), ...numbers.slice(most - from)]
    setSaid(t.pasted({ n: numbers.length }) + (left.length === 0 ? '' : ` ${t.outside({ n: left.length, texts: left.slice(0, 5).join(' ') })}`))
  }
  const wrong = (row: number, column: string) => {
    const place = row * across + Number(column)
    if (at === `${row}:${Number(column) + 1}`) return undefined
    const text = values[place]?.trim() ?? ''
    return text !== '' && numberOf(text) === undefined ? t.notNumber : errorOf?.(place)
  }
  return (
    <div className="st-sheet st-list st-numbers" onPasteCapture={onPaste} onBlurCapture={() => setAt('')}
      onFocusCapture={(event: FocusEvent) => { visit.current += 1; setAt(event.target instanceof HTMLElement ? event.target.dataset['cell'] ?? '' : '') }}>
      {said !== undefined && <Notice tone="ok" say="later" actions={<Button onClick={() => { setSaid(undefined); undo() }} icon={<Icon name="undo" />}>{t.undo}</Button>}>{said}</Notice>}
      <Grid label={label} columns={columns} rows={rows} rowKey={String} onEdit={onEdit} errorOf={wrong} status={status} rowName={(row) => `${row * across + 1}–${(row + 1) * across}:`} />
    </div>
  )
}

const narrow = () => matchMedia('(max-width: 760px)')

function useIsNarrow(): boolean {
  return useSyncExternalStore((tell) => {
    const media = narrow()
    media.addEventListener('change', tell)
    return () => media.removeEventListener('change', tell)
  }, () => narrow().matches, () => false)
}
