// Keyboard shortcuts, in one place: never while a Chinese input method composes (isComposing, keyCode 229, and 100 ms after compositionend,
// for WebKit ends the composition before it sends Enter), never while typing unless a key says so, and switched off where the person said
// so (WCAG 2.1.4).
import { useEffect, useRef } from 'react'
import { chords, type ChordName } from './chords.ts'
import type { Pair } from './i18n.ts'
import { preference } from './preference.ts'

export type Shortcut = {
  readonly chord: ChordName
  readonly does: Pair
  readonly run: () => void
  /** Also while the focus is in a text field. Only for keys with Ctrl, or Escape. */
  readonly whileTyping?: boolean
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** `Ctrl+k`, `Shift+x`, `?`: a printable character carries its own shift. */
export function nameOf(event: Pressed): string {
  const isLetter = /^[a-z]$/i.test(event.key)
  const key = isLetter ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (isLetter || event.key.length > 1)
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

let compositionEnded_ms = Number.NEGATIVE_INFINITY
if (typeof document !== 'undefined') {
  document.addEventListener('compositionend', (event) => {
    compositionEnded_ms = event.timeStamp
  }, { capture: true })
}

export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'timeStamp'>): boolean {
  return event.isComposing || event.keyCode === 229 || event.timeStamp - compositionEnded_ms < 100
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  const plain = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file']
  return target instanceof HTMLInputElement ? !plain.includes(target.type) : target.getAttribute('role') === 'combobox'
}

/** Keys of the page beneath rest while a dialog is open. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog, [role="dialog"]') !== null
}

const isOnOrOff = (text: string): text is 'on' | 'off' => text === 'on' || text === 'off'
export const shortcutsSwitch = preference<'on' | 'off'>('shortcuts', 'on', isOnOrOff)

/** Shortcuts now in force, for the help that `?` opens; newest first. */
const inForce = new Set<{ readonly current: readonly Shortcut[] }>()
export function shortcutsInForce(): readonly Shortcut[] {
  const seen = new Map<ChordName, Shortcut>()
  for (const shortcut of [...inForce].toReversed().flatMap(({ current }) => current))
    if (!seen.has(shortcut.chord)) seen.set(shortcut.chord, shortcut)
  return [...seen.values()]
}

/** First matching shortcut, where `before` is the key pressed just before. */
export function match(shortcuts: readonly Shortcut[], name: string, before: string): Shortcut | undefined {
  return shortcuts.find(({ chord }) => chords[chord] === `${before} ${name}`) ?? shortcuts.find(({ chord }) => chords[chord] === name)
}

export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    if (!enabled) return
    inForce.add(current)
    let before = ''
    let before_ms = 0
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || isInDialog(event.target)) return
      const name = nameOf(event)
      const shortcut = match(current.current, name, event.timeStamp - before_ms < 1200 ? before : '')
      before = name
      before_ms = event.timeStamp
      if (!shortcut || (isTyping(event.target) && !shortcut.whileTyping)) return
      if (shortcutsSwitch.get() === 'off' && !name.includes('+') && name !== 'Escape') return
      event.preventDefault()
      before = ''
      shortcut.run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      inForce.delete(current)
    }
  }, [enabled])
}
