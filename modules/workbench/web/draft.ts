// What was typed and not saved, kept in this browser: it survives a reload, a lost network and a closed tab. Absent: anything a server knows.
import { useEffect } from 'react'
import { readBody, type StudyBody } from '../study-body.ts'

/** One draft for the page without a study, one for each study; `basedOn` is the version it was made from. */
export type Draft = { readonly body: StudyBody; readonly basedOn: number }
const keyOf = (name: string) => `duheng.uncertainty.${name}`

export function keptDraft(name: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('body' in kept) || !('basedOn' in kept) || typeof kept.basedOn !== 'number') return undefined
    const body = readBody(kept.body)
    return body && { body, basedOn: kept.basedOn }
  } catch {
    // No storage, or something else stands there: there is no draft.
    return undefined
  }
}

export function keepAsDraft(name: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(draft))
  } catch {
    // Full or refused: the page still holds it.
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(keyOf(name))
  } catch {
    // Storage was refused from the start.
  }
}

/** Keeps a draft a moment after the last change, or at once when the page goes; `body` undefined: nothing differs from what is saved. */
export function useKeptDraft(name: string, body: StudyBody | undefined, basedOn: number): void {
  useEffect(() => {
    if (body === undefined) {
      forgetDraft(name)
      return
    }
    const keep = () => keepAsDraft(name, { body, basedOn })
    const timer = setTimeout(keep, 300)
    addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', keep)
    }
  }, [name, body, basedOn])
}
