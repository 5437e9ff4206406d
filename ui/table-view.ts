// What a register shows (search, filters, sort, place in the pages) as text of the address and back: the URL is the view. Pure.

export type TableSort = { readonly key: string; readonly order: 'asc' | 'desc' }
export type TableView = {
  readonly search: string
  /** Only filters with a value are present. */
  readonly filters: Readonly<Record<string, string>>
  readonly sort?: TableSort
  /** Keyset cursors, opaque to us: rows after or before. Neither: the first page. */
  readonly after?: string
  readonly before?: string
}

export const emptyView: TableView = { search: '', filters: {} }
const longest = 400
const filterName = /^f\.([A-Za-z][\w-]{0,40})$/

export function readView(search: string, fallback: TableView = emptyView): TableView {
  const values = new URLSearchParams(search.slice(0, 4000))
  if ([...values.keys()].every((name) => !isOurs(name))) return fallback
  const filters: Record<string, string> = {}
  for (const [name, value] of values) {
    const key = filterName.exec(name)?.[1]
    if (key !== undefined && value !== '') filters[key] = value.slice(0, longest)
  }
  const sort = values.get('sort') ?? ''
  const key = sort.replace(/^-/, '')
  return {
    search: (values.get('q') ?? '').slice(0, longest), filters,
    ...(/^[A-Za-z]\w{0,40}$/.test(key) ? { sort: { key, order: sort.startsWith('-') ? 'desc' : 'asc' } as const } : {}),
    ...cursor('after', values), ...cursor('before', values),
  }
}

function cursor(name: 'after' | 'before', values: URLSearchParams): Readonly<Record<string, string>> {
  const value = values.get(name)
  return value === null || value === '' ? {} : { [name]: value.slice(0, longest) }
}

function isOurs(name: string): boolean {
  return ['q', 'sort', 'after', 'before', 'view'].includes(name) || filterName.test(name)
}

/** Keeps what is not ours (the chosen tab, for one). A view emptied by hand says so (`view=all`), or the fallback would come back. */
export function writeView(view: TableView, search: string, fallback: TableView = emptyView): string {
  const values = new URLSearchParams(search)
  for (const name of Array.from(values.keys())) if (isOurs(name)) values.delete(name)
  if (!sameView(view, fallback)) {
    if (view.search !== '') values.set('q', view.search)
    for (const [key, value] of Object.entries(view.filters)) if (value !== '') values.set(`f.${key}`, value)
    if (view.sort) values.set('sort', (view.sort.order === 'desc' ? '-' : '') + view.sort.key)
    if (view.after) values.set('after', view.after)
    if (view.before) values.set('before', view.before)
    if (sameView(view, emptyView)) values.set('view', 'all')
  }
  return values.toString()
}

export function sameView(one: TableView, other: TableView): boolean {
  const text = (view: TableView) => JSON.stringify([
    view.search, Object.entries(view.filters).filter(([, value]) => value !== '').toSorted(([a], [b]) => (a < b ? -1 : 1)),
    view.sort ?? null, view.after ?? null, view.before ?? null,
  ])
  return text(one) === text(other)
}

/** A new question starts at its first page. */
export function withSearch(view: TableView, search: string): TableView {
  return { search, filters: view.filters, sort: view.sort }
}

export function withFilter(view: TableView, key: string, value: string): TableView {
  const filters = Object.fromEntries(Object.entries(view.filters).filter(([name]) => name !== key))
  return { search: view.search, filters: value === '' ? filters : { ...filters, [key]: value }, sort: view.sort }
}

/** Unsorted → ascending → descending → unsorted. */
export function withSortBy(view: TableView, key: string): TableView {
  const order = view.sort?.key !== key ? 'asc' : view.sort.order === 'asc' ? 'desc' : undefined
  return { search: view.search, filters: view.filters, ...(order ? { sort: { key, order } } : {}) }
}

export function withPage(view: TableView, to: { readonly after?: string; readonly before?: string }): TableView {
  return { search: view.search, filters: view.filters, sort: view.sort, ...to }
}
