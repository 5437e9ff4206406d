// Words in Chinese and English, side by side where they are used:
//   const words = dictionary({ save: ['暂存', 'Save'], found: ['共 {n} 台件', '{n} {n|item|items}'] })
//   const t = useWords(words);  t.save  →  string;  t.found({ n: 12 })  →  string, its parameters checked by the compiler.
// Absent: key strings, loading of languages (two are few), formatting of dates (dates.ts) and numbers (numbers.ts).
import { useSyncExternalStore } from 'react'
import { preference } from './preference.ts'

export type Language = 'zh-CN' | 'en'
/** One text in both languages, Chinese first. */
export type Pair = readonly [zh: string, en: string]

type Names<S extends string> = S extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | Names<Rest>
  : never
type Said<P extends Pair> = [Names<P[0] | P[1]>] extends [never]
  ? string
  : (values: Readonly<Record<Names<P[0] | P[1]>, string | number>>) => string
export type Words<D extends Readonly<Record<string, Pair>>> = { readonly [K in keyof D]: Said<D[K]> }
export type Dictionary<D extends Readonly<Record<string, Pair>>> = { readonly [L in Language]: Words<D> }

export function dictionary<const D extends Readonly<Record<string, Pair>>>(pairs: D): Dictionary<D> {
  const inLanguage = (index: 0 | 1): Words<D> => {
    const entries = Object.entries(pairs).map(([key, pair]) => {
      const text = pair[index]
      const takesValues = pair[0].includes('{') || pair[1].includes('{')
      return [key, takesValues ? (values: Readonly<Record<string, string | number>>) => fill(text, values) : text] as const
    })
    // The loop above builds exactly what Said<> describes; the compiler cannot follow Object.fromEntries.
    return Object.fromEntries(entries) as Words<D>
  }
  return { 'zh-CN': inLanguage(0), en: inLanguage(1) }
}

/** `{name}` becomes its value, `{name|one|many}` the word that suits the number. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([^{}]{1,200})\}/g, (_, inside: string) => {
    const [name = '', one, many] = inside.split('|')
    const value = Object.hasOwn(values, name) ? values[name] : ''
    return one === undefined ? String(value) : String(value) === '1' ? one : (many ?? one)
  })
}

const isLanguage = (text: string): text is Language => text === 'zh-CN' || text === 'en'
function browserLanguage(): Language {
  const wanted = typeof navigator === 'undefined' ? 'zh-CN' : navigator.language
  return wanted.startsWith('en') ? 'en' : 'zh-CN'
}

export const language = preference<Language>('language', browserLanguage(), isLanguage)

/** Keeps `<html lang>` true. Called once by an application's entry. */
export function keepDocumentLanguage(): void {
  const apply = () => {
    document.documentElement.lang = language.get()
  }
  apply()
  language.subscribe(apply)
}

export function useLanguage(): Language {
  return useSyncExternalStore(language.subscribe, language.get, language.get)
}

export function useWords<D extends Readonly<Record<string, Pair>>>(words: Dictionary<D>): Words<D> {
  return words[useLanguage()]
}

export function say(pair: Pair, inLanguage: Language): string {
  return pair[inLanguage === 'en' ? 1 : 0]
}

/** For pairs that arrive as data: titles of pages, names of rules. */
export function useSay(): (pair: Pair) => string {
  const now = useLanguage()
  return (pair) => say(pair, now)
}
