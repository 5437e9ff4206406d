// What stands on the page and the way back: one stack of undo for formula, table and settings alike. Typing in one visit of one field is
// one step. Absent: keeping it (draft.ts).
import { useCallback, useReducer } from 'react'
import type { StudyBody } from '../study-body.ts'

type State = { readonly past: readonly StudyBody[]; readonly body: StudyBody; readonly future: readonly StudyBody[]; /** What the newest step changed. */ readonly group: string }
type Act = { readonly type: 'change'; readonly body: StudyBody; readonly group: string } | { readonly type: 'undo' | 'redo' } | { readonly type: 'open'; readonly body: StudyBody }
const DEEPEST = 200

export function step(state: State, act: Act): State {
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
export type Change = (body: StudyBody, group?: string) => void
export type History = {
  readonly body: StudyBody
  readonly change: Change
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Begins anew with another body; nothing is undone beyond it. */
  readonly open: (body: StudyBody) => void
}

export function useHistory(first: () => StudyBody): History {
  const [state, act] = useReducer(step, undefined, (): State => ({ past: [], body: first(), future: [], group: '' }))
  return {
    body: state.body, canUndo: state.past.length > 0, canRedo: state.future.length > 0,
    change: useCallback((body, group = '') => act({ type: 'change', body, group }), []),
    undo: useCallback(() => act({ type: 'undo' }), []), redo: useCallback(() => act({ type: 'redo' }), []), open: useCallback((body) => act({ type: 'open', body }), []),
  }
}
