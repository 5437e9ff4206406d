// Listens to wedge scanners on the whole page, so that a scan never lands in whatever field has the focus. What was scanned goes to the
// newest listener.
import { useEffect, useRef } from 'react'
import { feed, noScan } from './scan.ts'

export type OnScan = (code: string) => void

export type Listens = {
  readonly enabled?: boolean
  /** What this listener takes; the rest goes to the one before it, and typing that nobody takes stays typing. */
  readonly accepts?: (code: string) => boolean
}
type Listener = { onScan: OnScan; accepts: (code: string) => boolean }

/** The newest last. */
const listeners: Listener[] = []
let state = noScan
let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | undefined

function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  const next = feed(state, { code: event.code, shift: event.shiftKey, at_ms: event.timeStamp })
  if (next.state.text.length === 1) field = isField(event.target) ? { element: event.target, value: event.target.value } : undefined
  state = next.state
  const { scanned } = next
  const listener = scanned === undefined ? undefined : listeners.findLast(({ accepts }) => accepts(scanned))
  if (scanned === undefined || !listener) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (field) setNatively(field.element, field.value)
  field = undefined
  listener.onScan(scanned)
}

/** The characters of a scan that a focused field took are taken out again. */
export function useScanner(onScan: OnScan, { enabled = true, accepts }: Listens = {}): void {
  const own = useRef<Listener>({ onScan, accepts: () => true })
  useEffect(() => {
    own.current.onScan = onScan
    own.current.accepts = accepts ?? (() => true)
  })
  useEffect(() => {
    if (!enabled) return
    const listener = own.current
    if (listeners.length === 0) document.addEventListener('keydown', onKeyDown, { capture: true })
    listeners.push(listener)
    return () => {
      listeners.splice(listeners.indexOf(listener), 1)
      if (listeners.length === 0) document.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [enabled])
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** As if it had been typed, so that the field's owner hears of it. */
function setNatively(element: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value)
  element.dispatchEvent(new Event('input', { bubbles: true }))
}

export type ScanTone = 'known' | 'unknown' | 'wrong'
const tones = { known: [880, 0.09], unknown: [440, 0.18], wrong: [220, 0.35] } as const
let audio: AudioContext | undefined

/** A different tone for each answer; silence where the browser refuses sound. */
export function playTone(tone: ScanTone): void {
  try {
    audio ??= new AudioContext()
    const [frequency, length_s] = tones[tone]
    const [oscillator, gain] = [audio.createOscillator(), audio.createGain()]
    oscillator.frequency.value = frequency
    gain.gain.value = 0.08
    oscillator.connect(gain).connect(audio.destination)
    oscillator.start()
    oscillator.stop(audio.currentTime + length_s)
  } catch {
    // No audio device or no permission yet: the words say it too.
  }
}
