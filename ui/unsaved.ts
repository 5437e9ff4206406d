// Work on this page that the server does not have yet. While there is any, the shell says so and the browser asks before the page is
// closed.
import { useEffect, useSyncExternalStore } from 'react'

const open = new Set<symbol>()
const listeners = new Set<() => void>()

function announce(): void {
  for (const listener of listeners) listener()
}

function ask(event: BeforeUnloadEvent): void {
  if (open.size > 0) event.preventDefault()
}

/** `useUnsaved(draftDiffersFromServer)`. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const mark = Symbol('unsaved')
    open.add(mark)
    if (open.size === 1) window.addEventListener('beforeunload', ask)
    announce()
    return () => {
      open.delete(mark)
      if (open.size === 0) window.removeEventListener('beforeunload', ask)
      announce()
    }
  }, [isUnsaved])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useUnsavedCount(): number {
  return useSyncExternalStore(subscribe, () => open.size, () => 0)
}
