// Values on their way to the server: kept in this browser until acknowledged, sent in order, sent again after a lost connection.
// Pure but for the storage handed in.

export type Sent = {
  readonly cell: string; readonly text: string; readonly typedAt: string; readonly clientId: string; readonly source: 'typed' | 'pasted'; readonly reason: string
  /** What the server asks before it takes the value, '' while nothing: such a value waits here for its reason. */
  readonly asks: string
}
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (recordId: number) => `duheng.readings.${recordId}`
const MOST = 2000

/** What was kept for a record; anything else found there is ignored. */
export function kept(store: Store, recordId: number): readonly Sent[] {
  try {
    const found: unknown = JSON.parse(store.getItem(keyOf(recordId)) ?? '[]')
    return Array.isArray(found) ? found.filter(isSent).slice(0, MOST) : []
  } catch {
    return []
  }
}

const isSent = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && ['cell', 'text', 'typedAt', 'clientId', 'source', 'reason', 'asks'].every((k) => typeof (value as Record<string, unknown>)[k] === 'string') // each member is compared

export function keep(store: Store, recordId: number, waiting: readonly Sent[]): void {
  if (waiting.length === 0) store.removeItem(keyOf(recordId))
  else store.setItem(keyOf(recordId), JSON.stringify(waiting.slice(-MOST)))
}

/** A value typed again before it was sent replaces the waiting one of its cell. */
export const withValue = (waiting: readonly Sent[], value: Sent): readonly Sent[] =>
  [...waiting.filter((w) => w.cell !== value.cell || w.reason !== ''), value]

export type ReadingAnswer = { readonly clientId: string } & ({ readonly ok: true } | { readonly ok: false; readonly rule: string; readonly words: string })

/** What waits after a batch was answered: taken and refused values leave, those that need a reason stay and say so. */
export function answered(waiting: readonly Sent[], answers: readonly ReadingAnswer[]): { waiting: readonly Sent[]; refused: readonly string[] } {
  const byId = new Map(answers.map((a) => [a.clientId, a]))
  const left = waiting.flatMap((w) => {
    const answer = byId.get(w.clientId)
    if (!answer) return [w]
    return !answer.ok && answer.rule === 'reason' ? [{ ...w, asks: answer.words }] : []
  })
  return { waiting: left, refused: answers.flatMap((a) => (a.ok || a.rule === 'reason' ? [] : [a.words])) }
}

/** One reason for everything that waits for one, as new values; without a reason the old values stand. */
export const withReason = (waiting: readonly Sent[], reason: string | undefined, newId: () => string): readonly Sent[] =>
  waiting.flatMap((w) => (w.asks === '' ? [w] : reason === undefined ? [] : [{ ...w, clientId: newId(), reason, asks: '' }]))

/** Texts as they stand here: the server's, and over them what waits. */
export function textsWith(server: Readonly<Record<string, string>>, waiting: readonly Sent[]): Readonly<Record<string, string>> {
  const texts = new Map(Object.entries(server))
  for (const { cell, text } of waiting) texts.set(cell, text)
  return Object.fromEntries([...texts].filter(([, text]) => text !== ''))
}
