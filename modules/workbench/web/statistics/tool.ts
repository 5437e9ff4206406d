// What the four tools share: a body of typed text with a way back, kept in this browser, opened from an example or a file. Absent: what a
// server keeps (ToolHouse.tsx).
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { language, type Pair } from '#ui/i18n.ts'

export type Example<Body> = {
  readonly id: string
  readonly title: Pair
  /** Where its numbers are published, or that they are invented. */
  readonly source: Pair
  readonly bodyIn: (language: 0 | 1) => Body
}
export type Tool<Body> = {
  readonly kind: 'comparison' | 'prepackage' | 'control-chart' | 'sampling'
  readonly empty: Body
  /** A file or a kept draft as a body, or undefined when it is none. */
  readonly read: (value: unknown) => Body | undefined
  readonly examples: readonly Example<Body>[]
}

type State<Body> = { readonly past: readonly Body[]; readonly body: Body; readonly future: readonly Body[]; /** What the newest step changed. */ readonly group: string }
type Act<Body> = { readonly type: 'change'; readonly body: Body; readonly group: string } | { readonly type: 'open'; readonly body: Body } | { readonly type: 'undo' | 'redo' }
const DEEPEST = 200

function step<Body>(state: State<Body>, act: Act<Body>): State<Body> {
  if (act.type === 'change') {
    if (act.body === state.body) return state
    const same = act.group !== '' && act.group === state.group && state.past.length > 0
    return { past: same ? state.past : [...state.past, state.body].slice(-DEEPEST), body: act.body, future: [], group: act.group }
  }
  if (act.type === 'open') return { past: [], body: act.body, future: [], group: '' }
  if (act.type === 'undo') {
    const before = state.past.at(-1)
    return before === undefined ? state : { past: state.past.slice(0, -1), body: before, future: [state.body, ...state.future], group: '' }
  }
  const [next, ...rest] = state.future
  return next === undefined ? state : { past: [...state.past, state.body], body: next, future: rest, group: '' }
}

export type Work<Body> = {
  readonly body: Body
  /** `group` names what is typed in, so that its letters are one step back; '' is a step of its own. */
  readonly change: (body: Body, group?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Begins anew with another body; nothing is undone beyond it. */
  readonly open: (body: Body) => void
  /** It is kept elsewhere: from now on this browser keeps no draft of it. */
  readonly forget: () => void
}

/**
 * What stands on the page, kept in this browser under a name as long as it differs from `saved`; `basedOn` is the version it was made from. Of
 * no name nothing is kept.
 */
export function useWork<Body>(name: string | undefined, first: () => Body, { saved, basedOn = 0 }: { readonly saved: Body; readonly basedOn?: number }): Work<Body> {
  const [state, act] = useReducer(step<Body>, undefined, (): State<Body> => ({ past: [], body: first(), future: [], group: '' }))
  const { body } = state
  const keepNow = useRef(() => {})
  const isOver = useRef(false)
  useEffect(() => {
    keepNow.current = () => { if (name !== undefined && !isOver.current) keepDraft(name, isSame(body, saved) ? undefined : { body, basedOn }) }
    const timer = setTimeout(() => keepNow.current(), 300)
    return () => clearTimeout(timer)
  }, [name, body, saved, basedOn])
  useEffect(() => {
    // Whoever leaves within a moment loses nothing.
    const keepLatest = () => keepNow.current()
    window.addEventListener('pagehide', keepLatest)
    return () => {
      window.removeEventListener('pagehide', keepLatest)
      keepLatest()
    }
  }, [])
  return {
    body, change: useCallback((next, group = '') => act({ type: 'change', body: next, group }), []), undo: useCallback(() => act({ type: 'undo' }), []),
    redo: useCallback(() => act({ type: 'redo' }), []), open: useCallback((next) => act({ type: 'open', body: next }), []),
    forget: useCallback(() => {
      isOver.current = true
      if (name !== undefined) keepDraft(name, undefined)
    }, [name]),
  }
}

export const isSame = <Body>(a: Body, b: Body): boolean => JSON.stringify(a) === JSON.stringify(b)
export const isEmpty = <Body>(tool: Tool<Body>, body: Body): boolean => isSame(body, tool.empty)

/** The example the address asks for, else what was typed last, else nothing. */
export function opened<Body>(tool: Tool<Body>, search: string): Body {
  const wanted = new URLSearchParams(search).get('example')
  const example = tool.examples.find(({ id }) => id === wanted)
  return example?.bodyIn(language.get() === 'en' ? 1 : 0) ?? keptDraft(tool, tool.kind)?.body ?? tool.empty
}

export type Draft<Body> = { readonly body: Body; readonly basedOn: number }
const keyOf = (name: string) => `duheng.statistics.${name}`

export function keptDraft<Body>(tool: Tool<Body>, name: string): Draft<Body> | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
    if (typeof value !== 'object' || value === null || !('body' in value && 'basedOn' in value) || typeof value.basedOn !== 'number') return undefined
    const body = tool.read(value.body)
    return body && { body, basedOn: value.basedOn }
  } catch {
    // No storage, or something else stands there: there is no draft.
    return undefined
  }
}

/** Without a draft nothing is kept under the name any more. */
export function keepDraft<Body>(name: string, draft: Draft<Body> | undefined): void {
  try {
    if (draft === undefined) localStorage.removeItem(keyOf(name))
    else localStorage.setItem(keyOf(name), JSON.stringify(draft))
  } catch {
    // Full or refused: the page still holds it.
  }
}
