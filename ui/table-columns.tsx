// Columns of a register as antd wants them. Sorting is a button in the header with aria-sort on its cell; filters live in the toolbar,
// never here.
import type { TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { Words } from './i18n.ts'
import { withSortBy, type TableView } from './table-view.ts'

export type TableColumn<Row> = {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Codes, dates and numbers. */
  readonly nowrap?: boolean
  readonly hiddenAtFirst?: boolean
  /** Header with symbol and unit, where the plain title is not enough: *E* / g. */
  readonly header?: ReactNode
}

type SortWords = { readonly sortBy: (values: { readonly column: string }) => string }
type Ant<Row> = TableColumnType<Row>

export function antColumns<Row extends object>(
  columns: readonly TableColumn<Row>[], view: TableView, onView: (view: TableView) => void, t: SortWords & Words<Record<never, never>>,
): Ant<Row>[] {
  return columns.map((column): Ant<Row> => {
    const order = view.sort?.key === column.key ? view.sort.order : undefined
    const title = column.header ?? column.title
    const align = column.align ?? 'start'
    return {
      key: column.key,
      align,
      className: column.nowrap || align === 'end' ? 'table-nowrap' : undefined,
      title: column.sortable ? (
        <button
          type="button"
          className="bare table-sort"
          data-on={order}
          title={t.sortBy({ column: column.title })}
          onClick={() => onView(withSortBy(view, column.key))}
        >
          {title}
          <Icon name={order === 'asc' ? 'up' : 'down'} size={14} />
        </button>
      ) : (
        title
      ),
      onHeaderCell: () => (order === undefined ? {} : { 'aria-sort': order === 'asc' ? 'ascending' : 'descending' }),
      render: (_, row) => column.render(row),
    }
  })
}
