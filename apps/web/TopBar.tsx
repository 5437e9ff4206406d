// The top bar: name, the role's nouns, search, to-dos, language, person. Absent: deep side menus.
import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { Icon } from '#ui/Icon.tsx'
import { dictionary, useSay, useWords, type Pair } from '#ui/i18n.ts'
import { usePlace } from '#ui/navigation.ts'
import { isSeenBy, type NavGroup } from '#ui/pages.ts'
import { Popup } from '#ui/Popup.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { LanguageSwitch } from '#ui/Switches.tsx'
import { allTodos } from './contributions.ts'
import { useNav, type NavLink } from './nav.ts'
import { PersonMenu } from './PersonMenu.tsx'

const words = dictionary({
  nav: ['主导航', 'Main'],
  more: ['更多', 'More'],
  search: ['搜索编号、名称、证书', 'Search numbers, names, certificates'],
  todo: ['待办', 'To do'],
  help: ['快捷键', 'Shortcuts'],
})
const groups: Readonly<Record<NavGroup, Pair>> = {
  work: ['业务', 'Work'],
  things: ['器具与标准', 'Instruments and standards'],
  proof: ['证书与日志', 'Certificates and log'],
  oversight: ['监管', 'Oversight'],
  service: ['服务', 'Services'],
  system: ['系统', 'System'],
}
const groupOrder: readonly NavGroup[] = ['work', 'things', 'proof', 'oversight', 'service', 'system']

export function TopBar({ onSearch, onHelp }: { readonly onSearch: () => void; readonly onHelp: () => void }) {
  const t = useWords(words)
  const { bar, more } = useNav()
  const session = useSession()
  const { path } = usePlace()
  const here = pageAt(path, [...bar, ...more].map(({ href }) => href))
  return (
    <header className="shell-top">
      <div className="shell-bar">
        <a className="shell-name" href="/">
          度衡
        </a>
        <nav className="shell-nav" aria-label={t.nav}>
          {bar.map((link) => (
            <a key={link.href} href={link.href} aria-current={link.href === here ? 'page' : undefined}>{link.title}</a>
          ))}
          {more.length > 0 && (
            <Popup type="text" label={t.more} icon={<Icon name="down" />}>
              {(close) => <More links={more} onGo={close} />}
            </Popup>
          )}
        </nav>
        <div className="shell-search-box">
          <button type="button" className="shell-search" onClick={onSearch}>
            <Icon name="search" />
            <span>{t.search}</span>
            <kbd>/</kbd>
          </button>
        </div>
        <div className="shell-tools">
          {session && <TodoLink />}
          <LanguageSwitch />
          {session ? <PersonMenu session={session} onHelp={onHelp} /> : <Button onClick={onHelp}>{t.help}</Button>}
        </div>
      </div>
    </header>
  )
}

/** Of the pages above a place the nearest: /work/sign is not also /work. */
function pageAt(path: string, hrefs: readonly string[]): string | undefined {
  return hrefs.filter((href) => path === href || path.startsWith(`${href}/`)).toSorted((one, other) => other.length - one.length)[0]
}

function More({ links, onGo }: { readonly links: readonly NavLink[]; readonly onGo: () => void }) {
  const say = useSay()
  return groupOrder.map((group) => {
    const own = links.filter((link) => link.group === group)
    return own.length > 0 && (
      <div key={group}>
        <div className="menu-title">{say(groups[group])}</div>
        <ul className="menu">{own.map(({ href, title }) => <li key={href}><a href={href} onClick={onGo}>{title}</a></li>)}</ul>
      </div>
    )
  })
}

function TodoLink() {
  const t = useWords(words)
  const roles = roleNames(useSession())
  const counts = allTodos.filter(({ sees }) => isSeenBy(sees, roles))
  const answers = useQueries({
    queries: counts.map(({ count }, index) => ({
      queryKey: ['todo', index],
      queryFn: ({ signal }: { signal: AbortSignal }) => count(signal),
      refetchInterval: 60_000,
    })),
  })
  const n = answers.reduce((sum, { data }) => sum + (data ?? 0), 0)
  return <a className="shell-todo" href="/">{t.todo}{n > 0 && <strong>{n}</strong>}</a>
}
