// What a module gives the web application: `modules/<module>/web/pages.tsx` exports `pages: ModulePages`, and if it has them `home:
// HomeCards`, `finders: Finders`, `todos: TodoCounts`. The shell composes them; modules never import one another's pages.
import type { ComponentType } from 'react'
import type { ChordName } from './chords.ts'
import type { Pair } from './i18n.ts'

/** Where a page stands in the top bar's 更多 menu; within a group by `order`. */
export type NavGroup = 'work' | 'things' | 'proof' | 'oversight' | 'service' | 'system'

/** `signed-in`: everybody with a session; `anyone`: also without one. Roles are the session's role names. */
export type Sees = readonly string[] | 'signed-in' | 'anyone'

export type PageEntry = {
  /** TanStack Router path: `/instruments/$code`. Unique over all modules. */
  readonly path: string
  readonly title: Pair
  /** `() => import('./InstrumentPage.tsx').then((page) => page.InstrumentPage)`: one chunk a page. */
  readonly load: () => Promise<ComponentType>
  readonly sees: Sees
  /** Absent: reachable by link only. `roles` narrows who has it in the top bar, the rest find it under 更多. `chord` goes there. */
  readonly nav?: { readonly group: NavGroup; readonly order: number; readonly roles?: readonly string[]; readonly chord?: ChordName }
  /** More words for the command palette, also pinyin initials. */
  readonly alsoKnownAs?: readonly string[]
}
export type ModulePages = readonly PageEntry[]

/** A card of the home page. `todo` is the wide column, the others stand beside it. */
export type HomeCard = {
  readonly slot: 'todo' | 'figures' | 'recent' | 'shortcuts'
  readonly order: number
  readonly sees: Sees
  readonly load: () => Promise<ComponentType>
}
export type HomeCards = readonly HomeCard[]

export type Found = { readonly href: string; readonly title: string; readonly about?: string; readonly kind: Pair }
/** Answers a search typed into the palette; at most ten rows, within the signal's life. */
export type Finder = { readonly sees: Sees; readonly find: (text: string, signal: AbortSignal) => Promise<readonly Found[]> }
export type Finders = readonly Finder[]

/** What waits for the signed-in person in this module. */
export type TodoCount = { readonly sees: Sees; readonly count: (signal: AbortSignal) => Promise<number> }
export type TodoCounts = readonly TodoCount[]

export type ModuleWeb = { readonly pages: ModulePages; readonly home?: HomeCards; readonly finders?: Finders; readonly todos?: TodoCounts }

/** `roles` undefined: nobody is signed in. */
export function isSeenBy(sees: Sees, roles: readonly string[] | undefined): boolean {
  if (sees === 'anyone') return true
  if (roles === undefined) return false
  return sees === 'signed-in' || sees.some((role) => roles.includes(role))
}
