// Above a register: search, up to three pinned filters, the rest behind 更多筛选, the count, and on the right columns, density, export.
import { Button, Select, type InputRef } from 'antd'
import type { ReactNode, Ref } from 'react'
import { Icon } from './Icon.tsx'
import { useWords } from './i18n.ts'
import { showCount } from './numbers.ts'
import { Popup } from './Popup.tsx'
import { SavedViews } from './SavedViews.tsx'
import { SearchBox } from './SearchBox.tsx'
import { Segments } from './Switches.tsx'
import { withFilter, withSearch, type TableView } from './table-view.ts'
import { tableWords } from './table-words.ts'

export type TableFilter = {
  readonly key: string
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  /** Always in sight; at most three. */
  readonly pinned?: boolean
}
export type Density = 'compact' | 'normal'
export type ColumnChoice = { readonly key: string; readonly title: string; readonly isShown: boolean; readonly isFixed: boolean }

export type ToolbarProps = {
  readonly id: string
  readonly view: TableView
  readonly onView: (view: TableView) => void
  readonly searchLabel?: string
  readonly searchRef?: Ref<InputRef>
  readonly filters: readonly TableFilter[]
  readonly onReset?: () => void
  readonly count?: number
  readonly unit: string
  readonly columns: readonly ColumnChoice[]
  readonly onColumn: (key: string, shown: boolean) => void
  readonly onRestore: () => void
  readonly density: Density
  readonly onDensity: (density: Density) => void
  readonly onExport?: () => void
  readonly extra?: ReactNode
}

export function TableToolbar(props: ToolbarProps) {
  const t = useWords(tableWords)
  const { view, onView, filters, count, unit } = props
  const pinned = filters.filter((filter) => filter.pinned).slice(0, 3)
  const rest = filters.filter((filter) => !pinned.includes(filter))
  const restOn = rest.filter(({ key }) => (view.filters[key] ?? '') !== '').length
  return (
    <div className="table-toolbar">
      <SearchBox
        inputRef={props.searchRef}
        className="table-search"
        label={props.searchLabel ?? t.search}
        value={view.search}
        onSearch={(search) => onView(withSearch(view, search))}
      />
      {pinned.map((filter) => (
        <FilterSelect key={filter.key} filter={filter} view={view} onView={onView} />
      ))}
      {rest.length > 0 && (
        <Popup label={restOn > 0 ? t.moreOn({ n: restOn }) : t.more}>
          {() => (
            <div className="table-more">
              {rest.map((filter) => (
                <FilterSelect key={filter.key} filter={filter} view={view} onView={onView} />
              ))}
            </div>
          )}
        </Popup>
      )}
      {props.onReset && <Button onClick={props.onReset}>{t.reset}</Button>}
      {count !== undefined && <Count count={count} unit={unit} />}
      <div className="table-tools">
        {props.extra}
        <SavedViews id={props.id} view={view} onView={onView} />
        <LayoutPopup {...props} />
        {props.onExport && (
          <Button icon={<Icon name="export" />} onClick={props.onExport}>
            {count === undefined ? t.export : t.exportCount({ n: showCount(count), unit })}
          </Button>
        )}
      </div>
    </div>
  )
}

function Count({ count, unit }: { readonly count: number; readonly unit: string }) {
  const t = useWords(tableWords)
  const n = showCount(count)
  return <span className="table-count" aria-live="polite">{count > 100_000 ? t.aboutCount({ n, unit }) : t.count({ n, unit })}</span>
}

type FilterProps = { readonly filter: TableFilter; readonly view: TableView; readonly onView: (view: TableView) => void }

function FilterSelect({ filter, view, onView }: FilterProps) {
  const t = useWords(tableWords)
  const options = [{ value: '', label: t.all({ filter: filter.label }) }, ...filter.choices.map(({ value, label }) => ({ value, label }))]
  return (
    <Select aria-label={filter.label} value={view.filters[filter.key] ?? ''} options={options} popupMatchSelectWidth={false}
      onChange={(value) => onView(withFilter(view, filter.key, value))} />
  )
}

function LayoutPopup({ columns, onColumn, onRestore, density, onDensity }: ToolbarProps) {
  const t = useWords(tableWords)
  const densities = [{ value: 'compact', label: t.compact }, { value: 'normal', label: t.normal }] as const
  return (
    <Popup label={t.columns} icon={<Icon name="columns" />} align="end">
      {() => (
        <div className="stack">
          <Segments label={t.density} value={density} onChange={onDensity} choices={densities} />
          <div>
            {columns.map(({ key, title, isShown, isFixed }) => (
              <label key={key} className="popup-check">
                <input type="checkbox" checked={isShown} disabled={isFixed}
                  onChange={(event) => onColumn(key, event.target.checked)} />
                {title}
              </label>
            ))}
          </div>
          <Button onClick={onRestore}>{t.restore}</Button>
        </div>
      )}
    </Popup>
  )
}
