// The inputs as a sheet: one row an input, typed, pasted, filled down; standard uncertainty and share beside them as they are typed. The row
// with the focus is edited in full beneath (InputPanel).
import { memo, useMemo, useRef, useState, type ClipboardEvent, type FocusEvent } from 'react'
import { Button } from 'antd'
import { Grid, type CellEdit, type GridColumn } from '#ui/Grid.tsx'
import { parseBlock } from '#ui/grid-model.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import type { Evaluated } from '../evaluate.ts'
import { significant } from '../printed.ts'
import { newInput, type StudyBody, type StudyInput } from '../study-body.ts'
import type { Change } from './history.ts'
import { blockChanges, isColumn, numbersOf, typeChoices, withCells } from './input-columns.ts'
import { benchWords } from './words.ts'

type Props = {
  readonly body: StudyBody
  readonly evaluated: Evaluated
  readonly change: Change
  readonly undo: () => void
  readonly onRow: (index: number) => void
  readonly readOnly: boolean
}
type SheetRow = { readonly index: number; readonly input: StudyInput }

export const InputsTable = memo(function InputsTable({ body, evaluated, change, undo, onRow, readOnly }: Props) {
  const t = useWords(benchWords)
  const say = useSay()
  const [at, setAt] = useState<string>()
  const [said, setSaid] = useState<string>()
  const visit = useRef(0)
  const columns = useColumns(evaluated)
  const rows: SheetRow[] = useMemo(() => (readOnly ? body.inputs : [...body.inputs, newInput()]).map((input, index) => ({ index, input })), [body.inputs, readOnly])
  const onEdit = (edits: readonly CellEdit[], cause: string) => {
    setSaid(undefined)
    const changes = edits.flatMap(({ row, column, text }) => (isColumn(column) ? [{ row: Number(row), column, text }] : []))
    const group = cause === 'type' ? `${visit.current} ${edits.map(({ row, column }) => `${row} ${column}`).join()}` : ''
    change(withCells(body, changes).body, group)
  }
  const onPaste = (event: ClipboardEvent) => {
    const cell = cellAt(event.target)
    const text = event.clipboardData.getData('text/plain')
    if (cell === undefined || readOnly || !/[\t\n]/.test(text.trimEnd())) return
    event.preventDefault()
    event.stopPropagation()
    const done = pasteBlock(body, parseBlock(text.slice(0, 2_000_000)), cell)
    change(done.body)
    const unread = done.unread.length === 0 ? '' : ` ${t.unread({ n: done.unread.length, texts: done.unread.slice(0, 5).join(' ') })}`
    setSaid(done.readings === undefined ? t.pasted({ n: done.cells }) + unread : t.pastedReadings({ name: done.readings, n: done.cells }))
  }
  const onFocus = (event: FocusEvent) => {
    const cell = cellAt(event.target)
    if (cell === undefined) return
    visit.current += 1
    setAt(`${cell.row} ${cell.column}`)
    onRow(cell.row)
  }
  const errorOf = ({ index }: SheetRow, column: string) => {
    // The cell being typed in is not yet wrong.
    if (at === `${index} ${KEYS.indexOf(column)}`) return undefined
    const found = evaluated.rows[index]?.problems.find((one) => one.missing !== true && one.field === column)
    return found && say(found.words)
  }
  const settled = evaluated.answer === undefined ? '' : t.said({ name: evaluated.answer.budget.name, text: significant(evaluated.answer.budget.value, 6) })
  return (
    <div className="wb-inputs" onPasteCapture={onPaste} onFocusCapture={onFocus} onBlurCapture={() => setAt(undefined)}>
      {said !== undefined && <Notice tone="ok" say="later" actions={<Button onClick={() => { setSaid(undefined); undo() }} icon={<Icon name="undo" />}>{t.undo}</Button>}>{said}</Notice>}
      <Grid
        label={t.inputs} columns={columns} rows={rows} rowKey={({ index }) => String(index)} readOnly={readOnly} onEdit={onEdit} errorOf={errorOf} status={settled}
        rowName={({ index, input }) => input.name.trim() || (index === body.inputs.length ? t.newRow : t.row({ n: index + 1 }))}
      />
    </div>
  )
})

const KEYS: readonly string[] = ['name', 'about', 'estimate', 'unit', 'type', 'spread', 'dof', 'u', 'share']

function useColumns(evaluated: Evaluated): readonly GridColumn<SheetRow>[] {
  const t = useWords(benchWords)
  const language = useLanguage() === 'en' ? 1 : 0
  const shares = useMemo(() => sharesOf(evaluated), [evaluated])
  return useMemo((): readonly GridColumn<SheetRow>[] => {
    const text = (key: 'name' | 'about' | 'estimate' | 'unit' | 'spread' | 'dof', title: GridColumn<SheetRow>['title'], name: string): GridColumn<SheetRow> =>
      ({ key, kind: 'text', title, name, value: ({ input }) => (input[key].length > LONGEST ? `${input[key].slice(0, LONGEST)}…` : input[key]) })
    return [
      text('name', t.symbol, t.symbol), text('about', t.about, t.about), text('estimate', t.estimate, t.estimate), text('unit', t.unit, t.unit),
      { key: 'type', kind: 'choice', title: t.type, name: t.type, choices: typeChoices(language), value: ({ input }) => input.type },
      text('spread', t.spread, t.spread), text('dof', <var>ν</var>, t.dof),
      { key: 'u', title: <><var>u</var>(<var>x</var>)</>, name: t.u, align: 'end', show: ({ index }) => <StandardOf evaluated={evaluated} index={index} /> },
      { key: 'share', title: t.share, name: t.share, align: 'end', show: ({ index }) => <ShareOf share={shares.get(index)} unused={evaluated.rows[index]?.unused === true} /> },
    ]
  }, [t, language, evaluated, shares])
}

/** A cell shows no more of a long list; it is edited in the field beneath. */
const LONGEST = 200

function StandardOf({ evaluated, index }: { readonly evaluated: Evaluated; readonly index: number }) {
  const row = evaluated.rows[index]
  if (row === undefined || row.blank || !row.read.ok) return <span className="muted">—</span>
  return <>{significant(row.read.standard.u, 3)}</>
}

function ShareOf({ share, unused }: { readonly share: number | undefined; readonly unused: boolean }) {
  const t = useWords(benchWords)
  if (unused) return <span className="muted" title={t.unused}>{t.unused}</span>
  if (share === undefined) return <span className="muted">—</span>
  return (
    <span className="wb-share">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width={Math.max(0, Math.min(1, share)) * 100} height="8" /></svg>
      {(share * 100).toFixed(share >= 0.0995 ? 0 : 1)}{'\u202f'}%
    </span>
  )
}

/** Share of the variance by row of the table. */
function sharesOf({ answer, rows }: Evaluated): ReadonlyMap<number, number> {
  const shares = new Map<number, number>()
  for (const { names, share } of answer?.budget.components ?? []) {
    const row = rows.find(({ name }) => name === names[0])
    if (row !== undefined) shares.set(row.index, share)
  }
  return shares
}

type Cell = { readonly row: number; readonly column: number }

function cellAt(target: EventTarget): Cell | undefined {
  const place = target instanceof HTMLElement ? target.dataset['cell'] : undefined
  const [row, column] = place?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}

/** A column of numbers onto the uncertainty of an input of readings becomes its readings; any other block is laid cell by cell. */
function pasteBlock(body: StudyBody, block: readonly (readonly string[])[], { row, column }: Cell) {
  const input = body.inputs[row]
  const numbers = KEYS[column] === 'spread' && (input?.type === 'readings' || input?.type === 'samples') ? numbersOf(block) : undefined
  if (numbers !== undefined && input !== undefined) {
    const inputs = body.inputs.with(row, { ...input, spread: numbers.join(' ') })
    return { body: { ...body, inputs }, cells: numbers.length, unread: [], readings: input.name }
  }
  const { changes, outside } = blockChanges(block, row, column)
  const done = withCells(body, changes)
  return { body: done.body, cells: changes.length - done.unread.length, unread: [...done.unread, ...outside], readings: undefined }
}
