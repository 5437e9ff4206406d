// How one person likes one register: hidden columns and density, remembered in this browser under the register's id.
import { preference, usePreference, type Preference } from './preference.ts'

type Density = 'compact' | 'normal'
const layouts = new Map<string, Preference<string>>()
const anyText = (text: string): text is string => text.length < 2000

function layoutOf(id: string): Preference<string> {
  const known = layouts.get(id)
  if (known) return known
  const made = preference<string>(`table.${id}`, '', anyText)
  layouts.set(id, made)
  return made
}

export type TableLayout = {
  readonly isShown: (key: string) => boolean
  readonly density: Density
  readonly show: (key: string, shown: boolean) => void
  readonly setDensity: (density: Density) => void
  readonly restore: () => void
}

/** Stored as `density;+shown;-hidden`: only what differs from the defaults. */
export function useTableLayout(id: string, hiddenAtFirst: readonly string[]): TableLayout {
  const [text, setText] = usePreference(layoutOf(id))
  const [first = '', ...changes] = text.split(';')
  const density: Density = first === 'normal' ? 'normal' : 'compact'
  const shown = (key: string) => (changes.includes(`+${key}`) ? true : changes.includes(`-${key}`) ? false : !hiddenAtFirst.includes(key))
  return {
    isShown: shown,
    density,
    show: (key, isShown) =>
      setText([density, ...changes.filter((change) => change.slice(1) !== key), `${isShown ? '+' : '-'}${key}`].join(';')),
    setDensity: (next) => setText([next, ...changes].join(';')),
    restore: () => setText(''),
  }
}
