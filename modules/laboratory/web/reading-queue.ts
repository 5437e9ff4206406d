// Values on their way to the server: kept in this browser until acknowledged, sent in order, sent again after a lost connection.
// Pure but for the storage handed in.

export type Sent = { readonly cell: string; readonly text: string; readonly typedAt: string; readonly clientId: string; readonly source: 'typed' | 'pasted'; readonly reason: string }
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
  typeof value === 'object' && value !== null && ['cell', 'text', 'typedAt', 'clientId', 'source', 'reason'].every((k) => typeof (value as Record<string, unknown>)[k] === 'string') // each member is compared

export function keep(store: Store, recordId: number, waiting: readonly Sent[]): void {
  if (waiting.length === 0) store.removeItem(keyOf(recordId))
  else store.setItem(keyOf(recordId), JSON.stringify(waiting.slice(-MOST)))
}

/** A value typed again before it was sent replaces the waiting one of its cell. */
export const withValue = (waiting: readonly Sent[], value: Sent): readonly Sent[] =>
  [...waiting.filter((w) => w.cell !== value.cell || w.reason !== ''), value]

/** Texts as they stand here: the server's, and over them what waits. */
export function textsWith(server: Readonly<Record<string, string>>, waiting: readonly Sent[]): Readonly<Record<string, string>> {
  const texts = new Map(Object.entries(server))
  for (const { cell, text } of waiting) texts.set(cell, text)
  return Object.fromEntries([...texts].filter(([, text]) => text !== ''))
}
