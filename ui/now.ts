// The time of the server as this page knows it: its last answer plus what has passed here. In a demonstration the server's clock may be
// simulated, so "today" must never be the browser's. This file alone reads the browser's clock.
import { useSyncExternalStore } from 'react'
import { dayOfInstant } from './dates.ts'

let offset_ms = 0
let today = ''
const listeners = new Set<() => void>()

/** `X-Duheng-Now` (ISO 8601) where the clock is simulated, else the HTTP Date. */
export function noteServerTime(headers: Headers): void {
  const told = Date.parse(headers.get('x-duheng-now') ?? headers.get('date') ?? '')
  if (Number.isNaN(told)) return
  offset_ms = told - Date.now()
  announce()
}

export function nowInstant(): string {
  return new Date(Date.now() + offset_ms).toISOString()
}

export function todayInShanghai(): string {
  return dayOfInstant(nowInstant())
}

function announce(): void {
  const day = todayInShanghai()
  if (day === today) return
  today = day
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const timer = setInterval(announce, 30_000)
  return () => {
    listeners.delete(listener)
    clearInterval(timer)
  }
}

/** Renders again when the day changes. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, () => (today ||= todayInShanghai()), () => (today ||= todayInShanghai()))
}
