// What a form holds: typed text, which survives a reload in this tab's storage; field problems of the page and of the server; the one
// attempt to send. Absent: drawing (Form.tsx), validation rules (the module's contract).
import { createContext, useCallback, useContext, useRef, useState } from 'react'
import { newIdempotencyKey } from './api.ts'
import { showInstant } from './dates.ts'
import { nowInstant } from './now.ts'
import { problemOf, type FieldProblem } from './problem.ts'

/** What Form tells its fields. */
export type FormState = { readonly problems: readonly FieldProblem[]; readonly idOf: (field: string) => string }
export const FormContext = createContext<FormState>({ problems: [], idOf: (field) => field })

export function useFieldProblem(name: string): string | undefined {
  return useContext(FormContext).problems.find(({ field }) => field === name)?.message
}

export type Draft<T> = {
  readonly value: T
  readonly set: <K extends keyof T>(field: K, value: T[K]) => void
  readonly replace: (value: T) => void
  /** `14:02` of the last keeping, '' before the first. */
  readonly keptAt: string
  /** Forget what was kept: the form was sent. */
  readonly forget: () => void
}

/** Flat records of text, numbers and booleans only; a kept draft of another shape is ignored. */
export function useDraft<T extends Readonly<Record<string, string | number | boolean>>>(key: string, initial: T): Draft<T> {
  const [state, setState] = useState(() => ({ value: { ...initial, ...keptDraft(key, initial) }, keptAt: '' }))
  const replace = useCallback((value: T) => {
    keep(key, value)
    setState({ value, keptAt: showInstant(nowInstant()).slice(11) })
  }, [key])
  return {
    value: state.value, keptAt: state.keptAt, replace,
    set: (field, value) => replace({ ...state.value, [field]: value }),
    forget: () => {
      try {
        sessionStorage.removeItem(storageKey(key))
      } catch {
        // Storage was refused from the start.
      }
    },
  }
}

const storageKey = (key: string) => `duheng.draft.${key}`

function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(storageKey(key), JSON.stringify(value))
  } catch {
    // No storage: the form lives as long as the page.
  }
}

function keptDraft<T extends Readonly<Record<string, unknown>>>(key: string, initial: T): Partial<T> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey(key)) ?? 'null')
    if (kept === null || typeof kept !== 'object') return {}
    const same = Object.entries(kept).filter(([name, value]) => Object.hasOwn(initial, name) && typeof value === typeof initial[name])
    // Names and types of the entries were just compared with the initial value's.
    return Object.fromEntries(same) as Partial<T>
  } catch {
    return {}
  }
}

export type Sending = {
  readonly isSending: boolean
  /** Which of the form's other acts is being answered; undefined for the form's own. */
  readonly act?: string
  /** The refusal, when it is not about fields alone. */
  readonly error: unknown
  readonly problems: readonly FieldProblem[]
  readonly setProblems: (problems: readonly FieldProblem[]) => void
  /** `work` gets the idempotency key of this attempt: the same one until it succeeds. True when it did. One act at a time. */
  readonly send: (work: (idempotencyKey: string) => Promise<void>, act?: string) => Promise<boolean>
}

export function useSending(): Sending {
  const [state, setState] = useState<{ isSending: boolean; act?: string; error: unknown; problems: readonly FieldProblem[] }>({
    isSending: false,
    error: undefined,
    problems: [],
  })
  const keys = useRef<ReadonlyMap<string, string>>(new Map())
  const busy = useRef(false)
  const send = async (work: (idempotencyKey: string) => Promise<void>, act?: string) => {
    if (busy.current) return false
    busy.current = true
    const name = act ?? ''
    const key = keys.current.get(name) ?? newIdempotencyKey()
    keys.current = new Map([...keys.current, [name, key]])
    const done = () => { keys.current = new Map([...keys.current].filter(([other]) => other !== name)) }
    setState({ isSending: true, act, error: undefined, problems: [] })
    try {
      await work(key)
      done()
      setState({ isSending: false, error: undefined, problems: [] })
      return true
    } catch (error) {
      const problem = problemOf(error)
      // A refused attempt was not recorded; the next one may differ and is another act. After a lost answer it must be the same.
      if (problem.status >= 400 && problem.status < 500) done()
      // A guard that does not hold is no mistake in a field: it is said as a refusal, with its rule.
      setState({ isSending: false, error, problems: problem.code === 'guard' ? [] : problem.fields })
      return false
    } finally {
      busy.current = false
    }
  }
  return { ...state, send, setProblems: (problems) => setState({ isSending: false, error: undefined, problems }) }
}
