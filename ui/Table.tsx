// A register: a real <table> with its toolbar, selection, keyset pager, keyboard and honest states. The first column is the identity link,
// the last the verdict or state. Absent: fetching (react-query in the page), totals that were not counted, antd's scroll.x (its hidden row
// holds focusable controls).
import { Button, Table as AntTable, type InputRef } from 'antd'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { useWords } from './i18n.ts'
import { Loading } from './Loading.tsx'
import { Empty } from './Notice.tsx'
import { showCount } from './numbers.ts'
import { Refusal } from './Refusal.tsx'
import { Scroll } from './Scroll.tsx'
import { TablePager } from './TablePager.tsx'
import { TableToolbar, type TableFilter } from './TableToolbar.tsx'
import { antColumns, type TableColumn } from './table-columns.tsx'
import { useTableLayout } from './table-layout.ts'
import { useTableKeys } from './table-keys.ts'
import type { TableView } from './table-view.ts'
import { tableWords } from './table-words.ts'
import './Table.css'

export type { TableColumn } from './table-columns.tsx'
export type { TableFilter } from './TableToolbar.tsx'

export type TableProps<Row> = {
  /** Remembers columns and density; unique in the application. */
  readonly id: string
  /** The table's caption for screen readers. */
  readonly label: string
  readonly columns: readonly TableColumn<Row>[]
  /** `undefined`: still loading. */
  readonly rows: readonly Row[] | undefined
  readonly rowKey: (row: Row) => string
  /** What Enter opens; also names the row for its check box. */
  readonly rowName?: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly view: TableView
  readonly onView: (view: TableView) => void
  readonly onReset?: () => void
  readonly filters?: readonly TableFilter[]
  readonly searchLabel?: string
  readonly count?: number
  /** 台件, 份, 人 … */
  readonly unit?: string
  readonly cursors?: { readonly next?: string; readonly previous?: string }
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly onExport?: () => void
  /** Gives rows check boxes; draws the acts of the bar that a selection opens. */
  readonly bulk?: (selected: readonly Row[], clear: () => void) => ReactNode
  readonly onSelectAll?: () => void
  readonly empty?: ReactNode
  readonly extra?: ReactNode
  /** False for a second table on the page. */
  readonly keyboard?: boolean
  /** A narrow register in a panel needs no toolbar. */
  readonly plain?: boolean
  /** Scrolls sideways in its own box below this width in px. */
  readonly minWidth?: number
}

const noFilters: readonly TableFilter[] = []

export function Table<Row extends object>(props: TableProps<Row>) {
  const t = useWords(tableWords)
  const { columns, rows, rowKey, view, bulk, count, error } = props
  const unit = props.unit ?? t.items({ n: count ?? 0 })
  const layout = useTableLayout(props.id, columns.flatMap((column) => (column.hiddenAtFirst ? column.key : [])))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const searchRef = useRef<InputRef>(null)
  const box = useRef<HTMLDivElement>(null)
  const shown = columns.filter((column, index) => index === 0 || layout.isShown(column.key))
  const selected = useMemo(() => (rows ?? []).filter((row) => chosen.includes(rowKey(row))), [rows, chosen, rowKey])
  const keys = useTableKeys({
    box, rows: rows ?? [], rowKey, onOpen: props.onOpen, chosen, setChosen: bulk ? setChosen : undefined,
    focusSearch: props.plain ? undefined : () => searchRef.current?.focus(), enabled: props.keyboard ?? true,
  })
  const clear = () => setChosen([])
  return (
    <div className="table" ref={box}>
      {!props.plain && (
        <TableToolbar
          id={props.id}
          view={view}
          onView={props.onView}
          filters={props.filters ?? noFilters}
          searchLabel={props.searchLabel}
          searchRef={searchRef}
          onReset={props.onReset}
          count={count}
          unit={unit}
          onExport={props.onExport}
          extra={props.extra}
          density={layout.density}
          onDensity={layout.setDensity}
          onColumn={layout.show}
          onRestore={layout.restore}
          columns={columns.map(({ key, title }, index) => ({
            key,
            title,
            isShown: index === 0 || layout.isShown(key),
            isFixed: index === 0,
          }))}
        />
      )}
      {error != null && <Refusal error={error} onRetry={props.onRetry} />}
      {bulk && selected.length > 0 && (
        <section className="table-bulk" aria-label={t.selected({ n: selected.length, unit })}>
          <strong>{t.selected({ n: showCount(selected.length), unit })}</strong>
          {props.onSelectAll && count !== undefined && count > selected.length && (
            <Button type="link" onClick={props.onSelectAll}>
              {t.selectAll({ n: showCount(count), unit })}
            </Button>
          )}
          {bulk(selected, clear)}
          <Button onClick={clear}>{t.clear}</Button>
        </section>
      )}
      <Body {...props} rows={rows} columns={shown} chosen={chosen} setChosen={setChosen} rowProps={keys.rowProps} size={layout.density} />
      {props.cursors && <TablePager view={view} onView={props.onView} cursors={props.cursors} />}
    </div>
  )
}

type BodyProps<Row> = TableProps<Row> & {
  readonly chosen: readonly string[]
  readonly setChosen: (keys: readonly string[]) => void
  readonly rowProps: (index: number) => React.HTMLAttributes<HTMLElement>
  readonly size: 'compact' | 'normal'
}

function Body<Row extends object>({
  label,
  columns,
  rows,
  rowKey,
  rowName,
  view,
  onView,
  bulk,
  error,
  empty,
  chosen,
  setChosen,
  rowProps,
  size,
  minWidth,
}: BodyProps<Row>) {
  const t = useWords(tableWords)
  if (rows === undefined) return error == null ? <Loading rows={8} /> : null
  if (rows.length === 0) return <>{empty ?? <Empty title={t.none}>{t.noneHint}</Empty>}</>
  const selection = bulk && {
    selectedRowKeys: [...chosen],
    columnWidth: 40,
    onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
    getCheckboxProps: (row: Row) => ({ 'aria-label': t.selectRow({ row: rowName?.(row) ?? rowKey(row) }) }),
  }
  return (
    <Scroll label={label} className={error == null ? 'table-scroll' : 'table-scroll table-stale'} minWidth={minWidth}>
      <AntTable<Row>
        caption={<span className="hidden">{label}</span>}
        rowKey={rowKey}
        dataSource={rows}
        pagination={false}
        size={size === 'compact' ? 'small' : 'medium'}
        columns={antColumns(columns, view, onView, t)}
        rowSelection={selection}
        onRow={(_, index) => rowProps(index ?? 0)}
      />
    </Scroll>
  )
}
