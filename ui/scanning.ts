// Listens to wedge scanners on the whole page, so that a scan never lands in whatever field has the focus. What was scanned goes to the
// newest listener.
import { useEffect, useRef } from 'react'
import { feed, noScan } from './scan.ts'

export type OnScan = (code: string) => void

/** While `enabled`. The characters of a scan that a focused field took are taken out again. */
export function useScanner(onScan: OnScan, enabled = true): void {
  const current = useRef(onScan)
  useEffect(() => {
    current.current = onScan
  })
  useEffect(() => {
    if (!enabled) return
    let state = noScan
    let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const next = feed(state, { code: event.code, shift: event.shiftKey, at_ms: event.timeStamp })
      if (next.state.text.length === 1 && isField(event.target)) field = { element: event.target, value: event.target.value }
      state = next.state
      if (next.scanned === undefined) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (field) setNatively(field.element, field.value)
      field = undefined
      current.current(next.scanned)
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
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
