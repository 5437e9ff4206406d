// Geometry of the picture of a run: bars of the histogram, the first-order curve over them, both intervals beneath, limits across. Pure;
// numbers here are for drawing, what is printed is rounded elsewhere.
import { normalDensity } from '@duheng/uncertainty/special/normal.ts'
import { tDensity } from '@duheng/uncertainty/special/student.ts'
import type { Histogram } from '@duheng/uncertainty/monte-carlo/block.ts'
import { niceTicks } from '#ui/mpe-chart.ts'
import { digitsShown } from '../printed.ts'

export const frame = { width: 560, height: 292, left: 10, right: 10, top: 14, base: 218 } as const

export type Curve = { readonly y: number; readonly u: number; readonly dof: number }
export type Picture = {
  readonly x: (value: number) => number
  readonly bars: readonly { readonly key: number; readonly x: number; readonly width: number; readonly height: number; readonly from: number }[]
  readonly curve: string
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
  /** Power of ten taken out of the labels. */
  readonly exponent: number
  readonly low: number
  readonly high: number
}

type Given = { readonly histogram: Histogram | undefined; readonly curve: Curve | undefined; readonly shown: readonly number[] }

/** `shown`: values that must be in view, such as ends of intervals and limits near enough. */
export function picture({ histogram, curve, shown }: Given): Picture | undefined {
  const range = rangeOf({ histogram, curve, shown })
  if (range === undefined) return undefined
  const [low, high] = range
  const x = (value: number) => frame.left + ((value - low) / (high - low)) * (frame.width - frame.left - frame.right)
  const densities = densitiesOf(histogram)
  const line = curve === undefined || !(curve.u > 0) ? [] : Array.from({ length: 141 }, (_, i) => {
    const value = low + (i / 140) * (high - low)
    return { value, density: densityOf(curve, value) }
  })
  const most = Math.max(...densities.map(({ density }) => density), ...line.map(({ density }) => density), Number.MIN_VALUE)
  const height = (density: number) => (density / most) * (frame.base - frame.top)
  const { ticks, exponent } = ticksOf(low, high)
  return {
    x, low, high, ticks: ticks.map((one) => ({ at: x(one.value), text: one.text })), exponent,
    bars: densities.filter(({ from, to }) => from >= low && to <= high).map(({ key, from, to, density }) => ({ key, from, x: x(from), width: Math.max(0.5, x(to) - x(from)), height: height(density) })),
    curve: line.map(({ value, density }, i) => `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${(frame.base - height(density)).toFixed(1)}`).join(''),
  }
}

function rangeOf({ histogram, curve, shown }: Given): readonly [number, number] | undefined {
  const ends = [...bodyOf(histogram), ...(curve === undefined || !(curve.u > 0) ? [] : [curve.y - 3.3 * curve.u, curve.y + 3.3 * curve.u])]
  if (ends.length === 0) return undefined
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const span = high - low
  // A far limit would press the picture into a line; it is said in words instead.
  const near = shown.filter((value) => value > low - 0.7 * span && value < high + 0.7 * span)
  const [first, last] = [Math.min(low, ...near), Math.max(high, ...near)]
  const margin = (last - first) * 0.02
  return span > 0 && Number.isFinite(span) ? [first - margin, last + margin] : undefined
}

/** Where all but one in two thousand trials lie, so that a far tail does not press the picture together. */
function bodyOf(histogram: Histogram | undefined): readonly number[] {
  if (histogram === undefined) return []
  const { low, high, counts, below, above } = histogram
  const width = (high - low) / counts.length
  const total = counts.reduce((sum, n) => sum + n, below + above)
  let [first, last] = [0, counts.length - 1]
  for (let n = below; first < last && n + (counts[first] ?? 0) < total * 0.0005; first++) n += counts[first] ?? 0
  for (let n = above; last > first && n + (counts[last] ?? 0) < total * 0.0005; last--) n += counts[last] ?? 0
  return [low + first * width, low + (last + 1) * width]
}

function densitiesOf(histogram: Histogram | undefined): { key: number; from: number; to: number; density: number }[] {
  if (histogram === undefined) return []
  const { low, high, counts, below, above } = histogram
  const width = (high - low) / counts.length
  const trials = counts.reduce((sum, n) => sum + n, below + above)
  return Array.from(counts, (count, key) => ({ key, from: low + key * width, to: low + (key + 1) * width, density: trials === 0 ? 0 : count / trials / width }))
}

/** First order says t about y with scale u and ν_eff (GUM G.3.2), normal where ν is unlimited. */
export function densityOf({ y, u, dof }: Curve, value: number): number {
  const z = (value - y) / u
  return (dof === Infinity ? normalDensity(z) : tDensity(z, dof)) / u
}

/** About six labels that do not touch; a common power of ten is taken out of very small and very large numbers. */
export function ticksOf(low: number, high: number): { readonly ticks: readonly { readonly value: number; readonly text: string }[]; readonly exponent: number } {
  const size = Math.max(Math.abs(low), Math.abs(high))
  const first = size > 0 ? Math.floor(Math.log10(size)) : 0
  const exponent = first < -3 || first > 9 ? first : 0
  const scale = 10 ** exponent
  const values = niceTicks(low / scale, high / scale, 7)
  const step = values.length > 1 ? Math.abs((values[1] ?? 0) - (values[0] ?? 0)) : 1
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)))
  return { exponent, ticks: values.map((value) => ({ value: value * scale, text: digitsShown(value.toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, '$1')) })) }
}
