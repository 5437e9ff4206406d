// Axes of the pictures: where a value lies, and labels that people would write. Pure; numbers here are for drawing, what is printed is
// rounded elsewhere.
import { niceTicks } from '#ui/mpe-chart.ts'
import { digitsShown } from '../../printed.ts'

export type Tick = { readonly at: number; readonly value: number; readonly text: string }
export type Axis = {
  readonly low: number
  readonly high: number
  readonly at: (value: number) => number
  /** The value at a place. */
  readonly of: (at: number) => number
  readonly ticks: readonly Tick[]
  /** Power of ten taken out of the labels. */
  readonly exponent: number
}
export type Span = { readonly from: number; readonly to: number; readonly about: number; readonly pad?: number }

/** An axis over all the values, with room at both ends; `from` and `to` are places on the page (upright axes run from bottom to top). */
export function axisOf(values: readonly number[], { from, to, about, pad = 0.05 }: Span): Axis {
  const finite = values.filter(Number.isFinite)
  const [least, most] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)]
  const width = most - least || Math.abs(most) * 0.1 || 1
  return scaled(least - pad * width, most + pad * width, { from, to, about })
}

/** An axis from exactly one value to another. */
export function scaled(low: number, high: number, { from, to, about }: Span): Axis {
  const at = (value: number) => from + ((value - low) / (high - low)) * (to - from)
  const { values, exponent } = tickValues(low, high, about)
  const texts = labelsOf(values, exponent)
  return { low, high, at, of: (place) => low + ((place - from) / (to - from)) * (high - low), exponent, ticks: values.map((value, i) => ({ value, at: at(value), text: texts[i] ?? '' })) }
}

function tickValues(low: number, high: number, about: number): { readonly values: readonly number[]; readonly exponent: number } {
  const size = Math.max(Math.abs(low), Math.abs(high))
  const first = size > 0 ? Math.floor(Math.log10(size)) : 0
  const exponent = first < -3 || first > 6 ? first : 0
  const scale = 10 ** exponent
  return { values: niceTicks(low / scale, high / scale, about).map((value) => value * scale), exponent }
}

function labelsOf(values: readonly number[], exponent: number): string[] {
  const inUnits = values.map((value) => value / 10 ** exponent)
  const step = inUnits.length > 1 ? Math.abs((inUnits[1] ?? 0) - (inUnits[0] ?? 0)) : 1
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)))
  return inUnits.map((value) => digitsShown(value.toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, '$1')))
}

/** Room that upright labels need at the left. */
export const roomFor = (axis: Axis): number => Math.max(...axis.ticks.map(({ text }) => text.length), 2) * 6.8 + 12

/** Places of things in a row, each in the middle of its share. */
export const slots = (count: number, from: number, to: number): ((index: number) => number) => {
  const width = (to - from) / Math.max(1, count)
  return (index) => from + width * (index + 0.5)
}
