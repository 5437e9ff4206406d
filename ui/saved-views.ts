// Named views of a register, remembered in this browser: a name for an address. Pure but for the preference that keeps them; what is kept
// is checked when it is read, for anybody may write to the browser's storage.
import { preference, usePreference, type Preference } from './preference.ts'
import { emptyView, readView, writeView, type TableView } from './table-view.ts'

export type SavedView = { readonly name: string; readonly view: TableView }
const most = 20
const longestName = 40

export function readSaved(text: string): SavedView[] {
  try {
    const kept: unknown = JSON.parse(text === '' ? '[]' : text)
    if (!Array.isArray(kept)) return []
    return kept.slice(0, most).flatMap((entry: unknown) => {
      const [name, search]: readonly unknown[] = Array.isArray(entry) ? entry : []
      return typeof name === 'string' && typeof search === 'string' && name !== ''
        ? [{ name: name.slice(0, longestName), view: readView(search) }]
        : []
    })
  } catch {
    return []
  }
}

/** The place in the pages is not part of a view. */
export function writeSaved(views: readonly SavedView[]): string {
  return JSON.stringify(
    views
      .slice(0, most)
      .map(({ name, view }) => [name, writeView({ search: view.search, filters: view.filters, sort: view.sort }, '', emptyView)]),
  )
}

/** A second view of the same name takes the first one's place. */
export function withSaved(views: readonly SavedView[], name: string, view: TableView): SavedView[] {
  const short = name.trim().slice(0, longestName)
  return short === '' ? [...views] : [...views.filter((one) => one.name !== short), { name: short, view }]
}

const stores = new Map<string, Preference<string>>()
const isBounded = (text: string): text is string => text.length < 20_000

export function useSavedViews(id: string): [views: readonly SavedView[], set: (views: readonly SavedView[]) => void] {
  const store = stores.get(id) ?? preference<string>(`views.${id}`, '', isBounded)
  stores.set(id, store)
  const [text, setText] = usePreference(store)
  return [readSaved(text), (views) => setText(writeSaved(views))]
}
