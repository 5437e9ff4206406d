// Named views of a register: a name for an address, kept for the person by the server (through the keeper the shell provides), in this browser
// where nobody is signed in. What is kept is checked when it is read. Absent: the route that keeps them.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { usePlace } from './navigation.ts'
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
const textOf = ({ search, filters, sort }: TableView): string => writeView({ search, filters, sort }, '', emptyView)

export function writeSaved(views: readonly SavedView[]): string {
  return JSON.stringify(
    views
      .slice(0, most)
      .map(({ name, view }) => [name, textOf(view)]),
  )
}

/** A second view of the same name takes the first one's place. */
export function withSaved(views: readonly SavedView[], name: string, view: TableView): SavedView[] {
  const short = name.trim().slice(0, longestName)
  return short === '' ? [...views] : [...views.filter((one) => one.name !== short), { name: short, view }]
}

/** Where views are kept for whoever is signed in, so that they are there on every device; the shell provides it. `query` is a view as address text. */
export type ViewsKeeper = {
  readonly list: (page: string, signal: AbortSignal) => Promise<readonly { readonly id: number; readonly name: string; readonly query: string }[]>
  readonly save: (page: string, name: string, query: string) => Promise<void>
  readonly remove: (id: number) => Promise<void>
}
export const ViewsContext = createContext<ViewsKeeper | undefined>(undefined)

const stores = new Map<string, Preference<string>>()
const isBounded = (text: string): text is string => text.length < 20_000

function useLocalViews(id: string): [views: readonly SavedView[], set: (views: readonly SavedView[]) => void] {
  const store = stores.get(id) ?? preference<string>(`views.${id}`, '', isBounded)
  stores.set(id, store)
  const [text, setText] = usePreference(store)
  return [readSaved(text), (views) => setText(writeSaved(views))]
}

export type KeptViews = {
  /** `undefined` while they are asked for. */
  readonly views: readonly SavedView[] | undefined
  readonly error: unknown
  readonly save: (name: string, view: TableView) => Promise<void>
  readonly forget: (name: string) => Promise<void>
}

/** The views of the present page: kept by the server for a person, by the browser where nobody is signed in. */
export function useKeptViews(id: string): KeptViews {
  const keeper = useContext(ViewsContext)
  const { path } = usePlace()
  const queries = useQueryClient()
  const [local, setLocal] = useLocalViews(id)
  const queryKey = ['views', path]
  const kept = useQuery({ queryKey, queryFn: ({ signal }) => keeper?.list(path, signal) ?? [], enabled: keeper !== undefined })
  if (!keeper) {
    return {
      views: local, error: undefined,
      save: async (name, view) => setLocal(withSaved(local, name, view)),
      forget: async (name) => setLocal(local.filter((one) => one.name !== name)),
    }
  }
  const changed = () => queries.invalidateQueries({ queryKey })
  return {
    views: kept.data?.map(({ name, query }) => ({ name, view: readView(query) })),
    error: kept.error ?? undefined,
    save: async (name, view) => {
      const short = name.trim().slice(0, longestName)
      if (short !== '') await keeper.save(path, short, textOf(view))
      await changed()
    },
    forget: async (name) => {
      const id = kept.data?.find((one) => one.name === name)?.id
      if (id !== undefined) await keeper.remove(id)
      await changed()
    },
  }
}
