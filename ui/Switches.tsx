// Language, theme, and any choice among two to four words as a row of segments. The demo banner stands here too: it is part of every shell.
import { Button } from 'antd'
import { useId, type ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { dictionary, language, useLanguage, useWords } from './i18n.ts'
import { usePreference } from './preference.ts'
import { themeChoice, type ThemeChoice } from './ThemeProvider.tsx'
import './Switches.css'

const words = dictionary({
  theme: ['外观', 'Theme'],
  system: ['跟随系统', 'System'],
  light: ['浅色', 'Light'],
  dark: ['深色', 'Dark'],
  demo: ['演示 DEMO', 'DEMO 演示'],
  demoMeans: ['数据均为虚构，不具法律效力', 'All data are invented and have no legal force'],
})

/** Shows the other language's name, in that language. */
export function LanguageSwitch() {
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en'
  return (
    <Button onClick={() => language.set(other)} lang={other}>
      {other === 'en' ? 'EN' : '中文'}
      <span className="hidden">{other === 'en' ? ', English' : ''}</span>
    </Button>
  )
}

type SegmentsProps<T extends string> = {
  readonly label: string
  readonly value: T | undefined
  readonly onChange: (value: T) => void
  readonly choices: readonly { readonly value: T; readonly label: ReactNode; readonly icon?: IconName }[]
}

export function Segments<T extends string>({ label, value, onChange, choices }: SegmentsProps<T>) {
  const name = useId()
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.icon && <Icon name={choice.icon} />}
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  )
}

export function ThemeSwitch() {
  const t = useWords(words)
  const [choice, choose] = usePreference(themeChoice)
  const choices: readonly { value: ThemeChoice; label: string; icon: IconName }[] = [
    { value: 'system', label: t.system, icon: 'device' },
    { value: 'light', label: t.light, icon: 'sun' },
    { value: 'dark', label: t.dark, icon: 'moon' },
  ]
  return <Segments label={t.theme} value={choice} onChange={choose} choices={choices} />
}

export function DemoBanner() {
  const t = useWords(words)
  return <aside className="demo-banner" aria-label={t.demo}><span><strong>{t.demo}</strong> · {t.demoMeans}</span></aside>
}
