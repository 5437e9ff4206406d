// The readings of one record while someone types: computed here at once, sent when the hand pauses, kept through a lost connection.
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '#ui/client.ts'
import { newIdempotencyKey } from '#ui/api.ts'
import { useSay } from '#ui/i18n.ts'
import { nowInstant } from '#ui/now.ts'
import { Problem } from '#ui/problem.ts'
import { useUnsaved } from '#ui/unsaved.ts'
import { api } from './api.ts'
import { answered, keep, kept, textsWith, withReason, withValue } from './reading-queue.ts'
import type { Sent } from './reading-queue.ts'
import type { BenchRecord, Told } from './bench-query.ts'

const PAUSE_MS = 400
const AGAIN_MS = 5_000

export type BenchReadings = {
  readonly texts: Readonly<Record<string, string>>
  readonly write: (cell: string, text: string, source?: 'typed' | 'pasted') => void
  readonly state: 'saved' | 'saving' | 'offline'
  readonly waiting: number
  /** Corrections that need a reason first, as the server asked. */
  readonly needReason: readonly Sent[]
  readonly giveReason: (reason: string | undefined) => void
  readonly refused: unknown
  /** Values of the last batch that were not taken, each with its sentence. */
  readonly notTaken: readonly string[]
}

export function useBenchReadings(itemId: number, record: BenchRecord, onRecord: (record: Told) => void): BenchReadings {
  const say = useSay()
  const [waiting, setWaiting] = useState<readonly Sent[]>(() => kept(localStorage, record.id))
  const [state, setState] = useState<BenchReadings['state']>('saved')
  const [notTaken, setNotTaken] = useState<readonly string[]>([])
  const [refused, setRefused] = useState<unknown>()
  const queue = useRef(waiting)
  const busy = useRef(false)
  const put = useCallback((next: readonly Sent[]) => {
    queue.current = next
    keep(localStorage, record.id, next)
    setWaiting(next)
  }, [record.id])

  const flush = useCallback(async () => {
    const batch = queue.current.filter((w) => w.asks === '').slice(0, 200)
    if (busy.current || batch.length === 0) return
    busy.current = true
    setState('saving')
    try {
      const answer = await ask(api.items[':id'].readings.$put({ param: { id: String(itemId) }, json: { recordId: record.id, readings: batch.map(({ asks: _asks, ...b }) => b) } }))
      const after = answered(queue.current, answer.answers.map((one) => (one.ok ? { clientId: one.clientId, ok: true } : { clientId: one.clientId, ok: false, rule: one.rule, words: say([one.zh, one.en]) })))
      put(after.waiting)
      setNotTaken(after.refused)
      if (answer.record) onRecord(answer.record)
      setState('saved')
      setRefused(undefined)
    } catch (error) {
      if (error instanceof Problem && error.details.status >= 400 && error.details.status < 500) setRefused(error)
      setState('offline')
    } finally {
      busy.current = false
    }
  }, [itemId, record.id, onRecord, put, say])

  useEffect(() => {
    if (waiting.every((w) => w.asks !== '')) return
    const timer = setTimeout(() => void flush(), state === 'offline' ? AGAIN_MS : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [waiting, state, flush])
  useEffect(() => {
    const online = () => void flush()
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [flush])
  useUnsaved(waiting.length > 0)

  const write = (cell: string, text: string, source: 'typed' | 'pasted' = 'typed') =>
    put(withValue(queue.current, { cell, text, typedAt: nowInstant(), clientId: newIdempotencyKey(), source, reason: '', asks: '' }))
  const giveReason = (reason: string | undefined) => put(withReason(queue.current, reason, newIdempotencyKey))
  return { texts: textsWith(record.texts, waiting), write, state, waiting: waiting.length, needReason: waiting.filter((w) => w.asks !== ''), giveReason, refused, notTaken }
}
