// How components move between pages without knowing the router: the shell provides a Place, components read it. Links are plain `<a href>`;
// the shell turns clicks on them into page changes. Absent: routes and their names (each module's web/pages.tsx).
import { createContext, useCallback, useContext, useMemo } from 'react'

export type Place = {
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly search: string
  /** Moves to an address of this application; `replace` leaves no entry in the history. */
  readonly go: (href: string, how?: 'push' | 'replace') => void
}

const nowhere: Place = { path: '/', params: {}, search: '', go: () => undefined }
export const PlaceContext = createContext<Place>(nowhere)

export function usePlace(): Place {
  return useContext(PlaceContext)
}

export function useGo(): Place['go'] {
  return usePlace().go
}

/** A named part of the path: `/instruments/$code` → useParam('code'). */
export function useParam(name: string): string {
  return usePlace().params[name] ?? ''
}

/** One value of the address, e.g. the chosen tab: what is on screen can be sent as a link. */
export function useAddressValue(name: string, fallback: string): [string, (value: string) => void] {
  const { path, search, go } = usePlace()
  const value = useMemo(() => new URLSearchParams(search).get(name) ?? fallback, [search, name, fallback])
  const set = useCallback((next: string) => {
    const values = new URLSearchParams(search)
    if (next === fallback) values.delete(name)
    else values.set(name, next)
    const text = values.toString()
    go(path + (text === '' ? '' : `?${text}`), 'replace')
  }, [path, search, go, name, fallback])
  return [value, set]
}
