// The nouns of the top bar for the signed-in person: at most six of the role's own, the rest behind 更多 in their groups.
import type { ChordName } from '#ui/chords.ts'
import { useSay, type Pair } from '#ui/i18n.ts'
import { isSeenBy, type NavGroup, type PageEntry } from '#ui/pages.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { allPages } from './contributions.ts'

export type NavLink = {
  readonly href: string
  readonly title: string
  readonly group: NavGroup
  readonly chord?: ChordName
  readonly pair: Pair
}
const most = 6

export function navOf(
  pages: readonly PageEntry[],
  roles: readonly string[] | undefined,
): { readonly bar: readonly PageEntry[]; readonly more: readonly PageEntry[] } {
  const seen = pages
    .filter((page) => page.nav && !page.path.includes('$') && isSeenBy(page.sees, roles))
    .toSorted((one, other) => (one.nav?.order ?? 0) - (other.nav?.order ?? 0))
  const own = seen.filter(({ nav }) => nav?.roles === undefined || nav.roles.some((role) => roles?.includes(role)))
  const bar = own.slice(0, most)
  return { bar, more: seen.filter((page) => !bar.includes(page)) }
}

export function useNav(): { readonly bar: readonly NavLink[]; readonly more: readonly NavLink[] } {
  const say = useSay()
  const { bar, more } = navOf(allPages, roleNames(useSession()))
  const link = ({ path, title, nav }: PageEntry): NavLink => ({
    href: path,
    title: say(title),
    pair: title,
    group: nav?.group ?? 'system',
    chord: nav?.chord,
  })
  return { bar: bar.map(link), more: more.map(link) }
}
