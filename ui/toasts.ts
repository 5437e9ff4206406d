// Passing messages: only for a success that happened elsewhere (sent, exported), at least six seconds, with 撤销 or 查看. An error is never a
// toast.
import { useSyncExternalStore } from 'react'

export type ToastAction = { readonly label: string; readonly run: () => void }
export type Toast = { readonly id: number; readonly text: string; readonly action?: ToastAction }

let shown: readonly Toast[] = []
let next = 1
const listeners = new Set<() => void>()
const lifetime_ms = 8000

/** Ten seconds where the action is 撤销. */
export function toast(text: string, action?: ToastAction): void {
  const one: Toast = { id: next, text, action }
  next += 1
  change([...shown, one].slice(-3))
  setTimeout(() => dismissToast(one.id), action ? 10_000 : lifetime_ms)
}

export function dismissToast(id: number): void {
  change(shown.filter((one) => one.id !== id))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => shown, () => shown)
}

function change(toasts: readonly Toast[]): void {
  shown = toasts
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
