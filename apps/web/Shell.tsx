// Around every staff page: skip link, demo strip, offline and unsaved strips, top bar, palette, help, toasts, the dialogs that ask who is
// acting. Clicks on plain links become page changes here, so no component below knows the router.
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { dictionary, useWords } from '#ui/i18n.ts'
import { useShortcuts, type Shortcut } from '#ui/keys.ts'
import { PlaceContext, type Place } from '#ui/navigation.ts'
import { ViewsContext } from '#ui/saved-views.ts'
import { codeIn, isOurAddress } from '#ui/scan.ts'
import { useScanner } from '#ui/scanning.ts'
import { useSession } from '#ui/session.ts'
import { ShortcutHelp } from '#ui/ShortcutHelp.tsx'
import { DemoBanner } from '#ui/Switches.tsx'
import { Toasts } from '#ui/Toast.tsx'
import { ConfirmPerson } from './ConfirmPerson.tsx'
import { DemoProgress } from './DemoProgress.tsx'
import { hrefToFollow } from './links.ts'
import { useNav } from './nav.ts'
import { Palette } from './Palette.tsx'
import { SessionEnded } from './SessionEnded.tsx'
import { StatusStrips } from './StatusStrips.tsx'
import { TopBar } from './TopBar.tsx'
import { viewsKeeper } from './views-keeper.ts'
import './Shell.css'

const words = dictionary({
  skip: ['跳到正文', 'Skip to content'],
  gallery: ['组件一览', 'All components'],
})

export function Shell() {
  const t = useWords(words)
  const place = usePlaceOfRouter()
  const session = useSession()
  const main = useRef<HTMLElement>(null)
  const [overlay, setOverlay] = useState<'palette' | 'help'>()
  useLinks(place)
  useFocusOnPage(place.path, main)
  useShellShortcuts(place, setOverlay)
  useScanner((scanned) => place.go(`${/\/c\//.test(scanned) ? '/certificates/code' : '/instruments'}/${codeIn(scanned)}`), { accepts: isOurAddress })
  return (
    <PlaceContext value={place}>
      <div className="shell">
        <div className="shell-head">
          <a className="skip" href="#main" data-native onClick={(event) => {
            event.preventDefault()
            main.current?.focus()
          }}>{t.skip}</a>
          {session?.demo && <><DemoBanner /><DemoProgress /></>}
          <StatusStrips />
          <TopBar onSearch={() => setOverlay('palette')} onHelp={() => setOverlay('help')} />
        </div>
        <main className="shell-main" id="main" tabIndex={-1} ref={main}><ViewsContext value={session ? viewsKeeper : undefined}><Outlet /></ViewsContext></main>
      </div>
      <Palette open={overlay === 'palette'} onClose={() => setOverlay(undefined)} />
      <ShortcutHelp open={overlay === 'help'} onClose={() => setOverlay(undefined)}><a href="/gallery">{t.gallery}</a></ShortcutHelp>
      <SessionEnded />
      <ConfirmPerson />
      <Toasts />
    </PlaceContext>
  )
}

function usePlaceOfRouter(): Place {
  const router = useRouter()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const search = useRouterState({ select: ({ location }) => location.searchStr })
  const params = useRouterState({
    select: ({ matches }) => new URLSearchParams(Object.entries(matches.at(-1)?.params ?? {}).map(([name, value]) => [name, String(value)])).toString(),
  })
  return useMemo(
    () => ({
      path,
      search,
      params: Object.fromEntries(new URLSearchParams(params)),
      go: (href, how = 'push') => (how === 'push' ? router.history.push(href) : router.history.replace(href)),
    }),
    [path, search, params, router],
  )
}

function useLinks(place: Place): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const href = hrefToFollow(event, location)
      if (href === undefined) return
      event.preventDefault()
      place.go(href)
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [place])
}

/** After a page change the focus goes to the content, so that a screen reader begins there. */
function useFocusOnPage(path: string, main: React.RefObject<HTMLElement | null>): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
  }, [path, main])
}

function useShellShortcuts(place: Place, open: (overlay: 'palette' | 'help') => void): void {
  const { bar, more } = useNav()
  const go: Shortcut[] = [...bar, ...more].flatMap(({ chord, pair, href }) =>
    chord === undefined ? [] : [{ chord, does: pair, run: () => place.go(href) }],
  )
  useShortcuts([
    { chord: 'search', does: ['搜索', 'Search'], run: () => open('palette') },
    { chord: 'commands', does: ['搜索，或输入要做的事', 'Search or run a command'], whileTyping: true, run: () => open('palette') },
    { chord: 'help', does: ['本页快捷键', 'Shortcuts of this page'], run: () => open('help') },
    { chord: 'go home', does: ['首页', 'Home'], run: () => place.go('/') },
    ...go,
  ])
}
