// What the tools share: a body of typed text with a way back, kept in this browser, opened from an example or a file. Absent: what a server
// keeps (ToolHouse.tsx).
import { useCallback, useEffect, useRef } from 'react'
import { language } from '#ui/i18n.ts'
import type { Example } from '../example.ts'
import type { StudyKind } from '../saved-body.ts'
import { keepDraft, keptDraft } from './draft.ts'
import { useHistory, type History } from './history.ts'

export type Tool<Body> = {
  readonly kind: StudyKind
  readonly empty: Body
  /** A file or a kept draft as a body, or undefined when it is none. */
  readonly read: (value: unknown) => Body | undefined
  readonly examples: readonly Example<Body>[]
}

export type Work<Body> = History<Body> & {
  /** It is kept elsewhere: from now on this browser keeps no draft of it. */
  readonly forget: () => void
}

/**
 * What stands on the page, kept in this browser under a name as long as it differs from `saved`; `basedOn` is the version it was made from. Of
 * no name nothing is kept.
 */
export function useWork<Body>(name: string | undefined, first: () => Body, { saved, basedOn = 0 }: { readonly saved: Body; readonly basedOn?: number }): Work<Body> {
  const history = useHistory(first)
  const { body } = history
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
  const forget = useCallback(() => {
    isOver.current = true
    if (name !== undefined) keepDraft(name, undefined)
  }, [name])
  return { ...history, forget }
}

export const isSame = <Body>(a: Body, b: Body): boolean => JSON.stringify(a) === JSON.stringify(b)
export const isEmpty = <Body>(tool: Tool<Body>, body: Body): boolean => isSame(body, tool.empty)

/** The example the address asks for, else what was typed last, else nothing. */
export function opened<Body>(tool: Tool<Body>, search: string): Body {
  const wanted = new URLSearchParams(search).get('example')
  const example = tool.examples.find(({ id }) => id === wanted)
  return example?.bodyIn(language.get() === 'en' ? 1 : 0) ?? keptDraft(tool.kind, tool.read)?.body ?? tool.empty
}
