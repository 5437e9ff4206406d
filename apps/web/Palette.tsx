// The palette with this application's commands: the pages one may open, the appearance, and what the modules find.
import { useCallback } from 'react'
import { CommandPalette, type Command } from '#ui/CommandPalette.tsx'
import { dictionary, language, useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { isSeenBy } from '#ui/pages.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { themeChoice } from '#ui/ThemeProvider.tsx'
import { allFinders, allPages } from './contributions.ts'

const words = dictionary({
  page: ['页面', 'Page'],
  setting: ['设置', 'Setting'],
  home: ['首页', 'Home'],
  dark: ['深色外观', 'Dark theme'],
  light: ['浅色外观', 'Light theme'],
  otherLanguage: ['Switch to English', '切换到中文'],
})

export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useWords(words)
  const say = useSay()
  const go = useGo()
  const roles = roleNames(useSession())
  const pages: Command[] = allPages
    .filter((page) => page.nav && !page.path.includes('$') && isSeenBy(page.sees, roles))
    .map((page) => ({
      id: page.path,
      title: say(page.title),
      kind: t.page,
      alsoKnownAs: [...page.title, ...(page.alsoKnownAs ?? [])],
      run: () => go(page.path),
    }))
  const commands: Command[] = [
    { id: 'home', title: t.home, kind: t.page, run: () => go('/') }, ...pages,
    { id: 'dark', title: t.dark, kind: t.setting, run: () => themeChoice.set('dark') },
    { id: 'light', title: t.light, kind: t.setting, run: () => themeChoice.set('light') },
    { id: 'language', title: t.otherLanguage, kind: t.setting, run: () => language.set(language.get() === 'en' ? 'zh-CN' : 'en') },
  ]
  const rolesText = roles?.join(' ')
  const find = useCallback(async (text: string, signal: AbortSignal): Promise<readonly Command[]> => {
    const finders = allFinders.filter(({ sees }) => isSeenBy(sees, rolesText?.split(' ')))
    const answers = await Promise.allSettled(finders.map((finder) => finder.find(text, signal)))
    return answers
      .flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
      .map(({ href, title, about, kind }) => ({ id: href, title, about, kind: say(kind), run: () => go(href) }))
  }, [rolesText, go, say])
  return <CommandPalette open={open} onClose={onClose} commands={commands} find={find} />
}
