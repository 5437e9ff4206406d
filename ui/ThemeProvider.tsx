// Wraps an application in the theme: system, light or dark, remembered; sets data-theme for the style sheets and gives antd the same
// colours and words.
import { ConfigProvider, type ConfigProviderProps } from 'antd'
import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage } from './i18n.ts'
import { preference, usePreference } from './preference.ts'
import { antdTheme } from './theme.ts'
import type { Mode } from './tokens.ts'
import './tokens.css'
import './base.css'

export type ThemeChoice = 'system' | Mode
const isChoice = (text: string): text is ThemeChoice => text === 'system' || text === 'light' || text === 'dark'
export const themeChoice = preference<ThemeChoice>('theme', 'system', isChoice)

type Locale = NonNullable<ConfigProviderProps['locale']>
const locales: Readonly<Record<'zh-CN' | 'en', Locale>> = {
  'zh-CN': {
    locale: 'zh-cn',
    global: { placeholder: '请选择' },
    Modal: { okText: '确定', cancelText: '取消', justOkText: '知道了' },
    Empty: { description: '没有内容' },
    Popconfirm: { okText: '确定', cancelText: '取消' },
    Table: {
      sortTitle: '排序',
      selectionAll: '全选',
      selectAll: '全选本页',
      selectInvert: '反选本页',
      emptyText: '没有内容',
      expand: '展开行',
      collapse: '收起行',
    },
  },
  en: {
    locale: 'en',
    global: { placeholder: 'Choose' },
    Modal: { okText: 'OK', cancelText: 'Cancel', justOkText: 'OK' },
    Empty: { description: 'Nothing here' },
    Popconfirm: { okText: 'OK', cancelText: 'Cancel' },
    Table: {
      sortTitle: 'Sort',
      selectionAll: 'Select all',
      selectAll: 'Select this page',
      selectInvert: 'Invert this page',
      emptyText: 'Nothing here',
      expand: 'Expand row',
      collapse: 'Collapse row',
    },
  },
}

const themes = { light: antdTheme('light'), dark: antdTheme('dark') }
const darkQuery = typeof window === 'undefined' ? undefined : window.matchMedia('(prefers-color-scheme: dark)')

function subscribeToSystem(listener: () => void): () => void {
  darkQuery?.addEventListener('change', listener)
  return () => darkQuery?.removeEventListener('change', listener)
}

export function useMode(): Mode {
  const [choice] = usePreference(themeChoice)
  const isSystemDark = useSyncExternalStore(subscribeToSystem, () => darkQuery?.matches ?? false, () => false)
  return choice === 'system' ? (isSystemDark ? 'dark' : 'light') : choice
}

const button = { autoInsertSpace: false } as const

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const mode = useMode()
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.dataset['theme'] = mode
  }, [mode])
  return <ConfigProvider theme={themes[mode]} locale={locales[language]} button={button} componentSize="medium">{children}</ConfigProvider>
}
