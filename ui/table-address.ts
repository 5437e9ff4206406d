// Binds a register to the address: `const [view, onView] = useTableView(due)`. Back works, and a link sent to a colleague shows the same
// rows.
import { useCallback, useMemo } from 'react'
import { usePlace } from './navigation.ts'
import { emptyView, readView, writeView, type TableView } from './table-view.ts'

export function useTableView(fallback: TableView = emptyView): [view: TableView, onView: (view: TableView) => void, reset: () => void] {
  const { path, search, go } = usePlace()
  const view = useMemo(() => readView(search, fallback), [search, fallback])
  const onView = useCallback((next: TableView) => {
    const text = writeView(next, search, fallback)
    const isPaging = next.after !== view.after || next.before !== view.before
    go(path + (text === '' ? '' : `?${text}`), isPaging ? 'push' : 'replace')
  }, [path, search, go, fallback, view])
  return [view, onView, useCallback(() => onView(fallback), [onView, fallback])]
}
