// A choice this browser remembers (theme, language, density, columns): a value with subscribers, kept in localStorage when there is one.
// Absent: anything a server must know, and anything secret.
import { useSyncExternalStore } from 'react'

export type Preference<T extends string> = {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: () => void) => () => void
}

export function preference<T extends string>(key: string, fallback: T, isValid: (text: string) => text is T): Preference<T> {
  const storageKey = `duheng.${key}`
  const listeners = new Set<() => void>()
  let value = read(storageKey, fallback, isValid)
  const change = (next: T) => {
    if (next === value) return
    value = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => value,
    set: (next) => {
      write(storageKey, next)
      change(next)
    },
    subscribe: (listener) => {
      const onStorage = (event: StorageEvent) => event.key === storageKey && change(read(storageKey, fallback, isValid))
      listeners.add(listener)
      globalThis.addEventListener?.('storage', onStorage)
      return () => {
        listeners.delete(listener)
        globalThis.removeEventListener?.('storage', onStorage)
      }
    },
  }
}

export function usePreference<T extends string>(one: Preference<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(one.subscribe, one.get, one.get), one.set]
}

/** A private window may refuse storage; the choice then lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return typeof window === 'undefined' ? undefined : window.localStorage
  } catch {
    return undefined
  }
}

function read<T extends string>(key: string, fallback: T, isValid: (text: string) => text is T): T {
  const text = storage()?.getItem(key)
  return text != null && isValid(text) ? text : fallback
}

function write(key: string, value: string): void {
  try {
    storage()?.setItem(key, value)
  } catch {
    // Quota or policy: the choice still holds for this page.
  }
}
