// The bench's grid: one input a cell, hands on the keyboard. Enter goes down, Tab right, arrows move, F2 edits, Escape restores, Ctrl+D
// fills down, Ctrl+V takes a block from a spreadsheet (counted, and asked about when something does not fit), one Ctrl+Z undoes it.
// Computed cells are plain text. Absent: values and verdicts (the page computes them), more than a few hundred rows (a register is a
// Table).
import { Button } from 'antd'
import { useId, useMemo, type ReactNode } from 'react'
import { GridCell } from './GridCell.tsx'
import type { OnEdit } from './grid-history.ts'
import { gridHandlers } from './grid-keys.ts'
import { readCell, type CellKind, type CellReader, type PastePlan } from './grid-model.ts'
import { useGridState } from './grid-state.ts'
import { gridWords } from './grid-words.ts'
import { useWords } from './i18n.ts'
import { Notice } from './Notice.tsx'
import { Scroll } from './Scroll.tsx'
import { useSettled } from './settled.ts'
import './Grid.css'

export type { CellEdit } from './grid-model.ts'
export type { EditCause, OnEdit } from './grid-history.ts'

export type GridColumn<Row> = Omit<CellReader, 'kind'> & {
  readonly key: string
  /** Absent: computed. */
  readonly kind?: CellKind
  /** Column head: symbol and unit, e.g. <><var>P</var> / kg</>. */
  readonly title: ReactNode
  /** For the screen reader: `示值，单位 kg`. */
  readonly name: string
  /** Editable cells: the text kept. */
  readonly value?: (row: Row) => string
  /** Computed cells: what is drawn. */
  readonly show?: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
}

export type GridProps<Row> = {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** For the screen reader: `10 kg`. */
  readonly rowName: (row: Row) => string
  readonly onEdit: OnEdit
  readonly errorOf?: (row: Row, column: string) => string | undefined
  /** Spoken politely one second after the last change: `5 点合格，1 点超差`. */
  readonly status?: string
  readonly foot?: ReactNode
  readonly readOnly?: boolean
  /** The keys under the grid; a page with many grids shows them once. */
  readonly hints?: boolean
}

export function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, rowKey, rowName, onEdit, errorOf, readOnly = false, hints = true } = props
  const columns = useMemo(
    () => props.columns.map((column): Known<Row> => ({ ...column, kind: column.kind ?? 'computed' })),
    [props.columns],
  )
  const t = useWords(gridWords)
  const id = useId()
  const state = useGridState({ rows, rowKey, columns, onEdit })
  const focusCell = (row: number, column: number) => document.getElementById(`${id}-${row}-${column}`)?.focus()
  const said = useSettled(props.status ?? '', 1000)
  const errorAt = (row: Row, column: Known<Row>) => {
    if (column.kind === 'computed') return undefined
    const own = readCell(column.value?.(row) ?? '', column) === undefined ? t.unreadable : undefined
    return own ?? errorOf?.(row, column.key)
  }
  const wrong = rows.flatMap((row, r) => columns.flatMap((column, c) => {
    const error = errorAt(row, column)
    return error === undefined ? [] : [{ error, r, c, where: `${rowName(row)} ${column.name}` }]
  }))
  return (
    <div className="grid" {...(readOnly ? {} : gridHandlers(state, focusCell))}>
      {wrong.length > 0 && <WrongCells wrong={wrong} onGo={focusCell} />}
      {state.staged && <Staged plan={state.staged} onAccept={state.acceptPaste} onRefuse={state.refusePaste} />}
      {state.lastPaste > 1 && !state.staged && (
        <Notice tone="ok" say="later" actions={<Button onClick={() => state.undo()}>{t.undo}</Button>}>
          {t.pasted({ n: state.lastPaste })}
        </Notice>
      )}
      <Scroll label={label}>
        <table className="grid-table">
          <caption>{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" data-end={isEnd(column) || undefined}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={rowKey(row)}>
                {columns.map((column, c) =>
                  column.kind === 'computed' ? (
                    <td key={column.key} className="grid-computed" data-end={isEnd(column) || undefined}>
                      {column.show?.(row)}
                    </td>
                  ) : (
                    <GridCell
                      key={column.key}
                      id={`${id}-${r}-${c}`}
                      place={{ row: r, column: c }}
                      column={column}
                      state={state}
                      readOnly={readOnly}
                      text={column.value?.(row) ?? ''}
                      name={`${rowName(row)} ${column.name}`}
                      error={errorAt(row, column)}
                    />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="grid-foot">
        {props.foot}
        {!readOnly && hints && (
          <span className="grid-keys">
            <kbd>Enter</kbd> {t.down} <kbd>F2</kbd> {t.edit} <kbd>Ctrl D</kbd> {t.fill} <kbd>Ctrl V</kbd> {t.paste} <kbd>Ctrl Z</kbd>{' '}
            {t.undo}
          </span>
        )}
      </div>
      <div className="hidden" aria-live="polite">
        {said}
      </div>
    </div>
  )
}

type Known<Row> = GridColumn<Row> & { readonly kind: CellKind }

function isEnd<Row>({ align, kind }: Known<Row>): boolean {
  return align === undefined ? kind === 'decimal' : align === 'end'
}

type Wrong = { readonly error: string; readonly where: string; readonly r: number; readonly c: number }

function WrongCells({ wrong, onGo }: { readonly wrong: readonly Wrong[]; readonly onGo: (row: number, column: number) => void }) {
  const t = useWords(gridWords)
  return (
    <Notice tone="bad">
      <strong>{t.wrong({ n: wrong.length })}</strong>
      <ul className="grid-wrong-list">
        {wrong.slice(0, 10).map(({ error, where, r, c }) => (
          <li key={`${r}:${c}`}><button type="button" className="linklike" onClick={() => onGo(r, c)}>{where}</button>：{error}</li>
        ))}
      </ul>
    </Notice>
  )
}

type StagedProps = { readonly plan: PastePlan; readonly onAccept: (plan: PastePlan) => void; readonly onRefuse: () => void }

function Staged({ plan, onAccept, onRefuse }: StagedProps) {
  const t = useWords(gridWords)
  const total = plan.edits.length + plan.unread.length + plan.outside.length
  const sample = [...plan.unread.map(({ text }) => text), ...plan.outside].slice(0, 5).map((text) => `“${text.slice(0, 20)}”`).join(' ')
  return (
    <Notice
      tone="warn"
      say="now"
      actions={
        <>
          <Button type="primary" onClick={() => onAccept(plan)}>
            {t.accept({ n: plan.edits.length })}
          </Button>
          <Button onClick={onRefuse}>{t.refuse}</Button>
        </>
      }
    >
      <p>
        {t.staged({ total })}
        {plan.unread.length > 0 && t.unread({ n: plan.unread.length })}
        {plan.outside.length > 0 && t.outside({ n: plan.outside.length })}
        {t.stop} {sample}
      </p>
    </Notice>
  )
}
