// What the four tools share: a body of typed text with a way back, kept in this browser, opened from an example or a file. Nothing is sent
// anywhere.
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { language, type Pair } from '#ui/i18n.ts'
import { usePlace } from '#ui/navigation.ts'

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
type Act<Body> = { readonly type: 'change'; readonly body: Body; readonly group: string } | { readonly type: 'undo' | 'redo' }
const DEEPEST = 200

function step<Body>(state: State<Body>, act: Act<Body>): State<Body> {
  if (act.type === 'change') {
    if (act.body === state.body) return state
    const same = act.group !== '' && act.group === state.group && state.past.length > 0
    return { past: same ? state.past : [...state.past, state.body].slice(-DEEPEST), body: act.body, future: [], group: act.group }
  }
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
}

/** What stands on the page: the example the address asks for, else what was typed last, else nothing. */
export function useTool<Body>(tool: Tool<Body>): Work<Body> {
  const { search } = usePlace()
  const [state, act] = useReducer(step<Body>, undefined, (): State<Body> => ({ past: [], body: opened(tool, search), future: [], group: '' }))
  const { body } = state
  const latest = useRef(body)
  useEffect(() => {
    latest.current = body
    const timer = setTimeout(() => keep(tool, body), 300)
    return () => clearTimeout(timer)
  }, [tool, body])
  useEffect(() => {
    // Whoever leaves within a moment loses nothing.
    const keepLatest = () => keep(tool, latest.current)
    window.addEventListener('pagehide', keepLatest)
    return () => {
      window.removeEventListener('pagehide', keepLatest)
      keepLatest()
    }
  }, [tool])
  return {
    body, change: useCallback((next, group = '') => act({ type: 'change', body: next, group }), []), undo: useCallback(() => act({ type: 'undo' }), []),
    redo: useCallback(() => act({ type: 'redo' }), []),
  }
}

export const isEmpty = <Body>(tool: Tool<Body>, body: Body): boolean => JSON.stringify(body) === JSON.stringify(tool.empty)

function opened<Body>(tool: Tool<Body>, search: string): Body {
  const wanted = new URLSearchParams(search).get('example')
  const example = tool.examples.find(({ id }) => id === wanted)
  return example?.bodyIn(language.get() === 'en' ? 1 : 0) ?? kept(tool) ?? tool.empty
}

const keyOf = <Body>({ kind }: Tool<Body>) => `duheng.statistics.${kind}`

function kept<Body>(tool: Tool<Body>): Body | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(tool)) ?? 'null')
    return tool.read(value)
  } catch {
    // No storage, or something else stands there: there is no draft.
    return undefined
  }
}

function keep<Body>(tool: Tool<Body>, body: Body): void {
  try {
    if (isEmpty(tool, body)) localStorage.removeItem(keyOf(tool))
    else localStorage.setItem(keyOf(tool), JSON.stringify(body))
  } catch {
    // Full or refused: the page still holds it.
  }
}
