// What stands on a page and the way back: one stack of undo for all of it. Typing in one visit of one field is one step. Absent: keeping it
// (tool.ts).
import { useCallback, useReducer, type KeyboardEvent } from 'react'
import { isComposing, nameOf } from '#ui/keys.ts'
import type { StudyBody } from '../study-body.ts'

type State<Body> = { readonly past: readonly Body[]; readonly body: Body; readonly future: readonly Body[]; /** What the newest step changed. */ readonly group: string }
type Act<Body> = { readonly type: 'change'; readonly body: Body; readonly group: string } | { readonly type: 'undo' | 'redo' } | { readonly type: 'open'; readonly body: Body }
const DEEPEST = 200

export function step<Body>(state: State<Body>, act: Act<Body>): State<Body> {
  switch (act.type) {
    case 'open': return { past: [], body: act.body, future: [], group: '' }
    case 'change': {
      if (act.body === state.body) return state
      const same = act.group !== '' && act.group === state.group && state.past.length > 0
      return { past: same ? state.past : [...state.past, state.body].slice(-DEEPEST), body: act.body, future: [], group: act.group }
    }
    case 'undo': {
      const before = state.past.at(-1)
      return before === undefined ? state : { past: state.past.slice(0, -1), body: before, future: [state.body, ...state.future], group: '' }
    }
    case 'redo': {
      const [next, ...rest] = state.future
      return next === undefined ? state : { past: [...state.past, state.body], body: next, future: rest, group: '' }
    }
  }
}

/** `group` names what is typed in, so that its letters are one step; '' is a step of its own. */
export type Change<Body = StudyBody> = (body: Body, group?: string) => void
export type History<Body = StudyBody> = {
  readonly body: Body
  readonly change: Change<Body>
  readonly undo: () => void
  readonly redo: () => void
  /** Begins anew with another body; nothing is undone beyond it. */
  readonly open: (body: Body) => void
}

export function useHistory<Body>(first: () => Body): History<Body> {
  const [state, act] = useReducer(step<Body>, undefined, (): State<Body> => ({ past: [], body: first(), future: [], group: '' }))
  return {
    body: state.body, change: useCallback((body, group = '') => act({ type: 'change', body, group }), []),
    undo: useCallback(() => act({ type: 'undo' }), []), redo: useCallback(() => act({ type: 'redo' }), []), open: useCallback((body) => act({ type: 'open', body }), []),
  }
}

/** One way back for everything on the page; fields keep none of their own. */
export function undoKeys(event: KeyboardEvent, { undo, redo }: Pick<History, 'undo' | 'redo'>): void {
  if (isComposing(event.nativeEvent)) return
  const name = nameOf(event.nativeEvent)
  if (name !== 'Ctrl+z' && name !== 'Ctrl+Shift+z' && name !== 'Ctrl+y') return
  event.preventDefault()
  event.stopPropagation()
  if (name === 'Ctrl+z') undo()
  else redo()
}
