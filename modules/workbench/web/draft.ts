// What was typed and not saved, kept in this browser: it survives a reload, a lost network and a closed tab. Absent: anything a server knows.

/** `basedOn` is the version it was made from; 0 where it belongs to no study. */
export type Draft<Body> = { readonly body: Body; readonly basedOn: number }
const keyOf = (name: string) => `duheng.draft.${name}`
/** Changes to one study; the page of a tool keeps its own under the tool's kind. */
export const studyDraft = (id: string): string => `study.${id}`

export function keptDraft<Body>(name: string, read: (value: unknown) => Body | undefined): Draft<Body> | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('body' in kept) || !('basedOn' in kept) || typeof kept.basedOn !== 'number') return undefined
    const body = read(kept.body)
    return body && { body, basedOn: kept.basedOn }
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
