// Geometry and sentence of the error band: where steps, points and bars lie, which points are cut off at the edge, and what the picture
// says in words. Pure; numbers here are for drawing only, the values that count stay decimal text in the record.
import type { VerdictKind } from './tokens.ts'

export type MpePoint = {
  readonly id: string
  readonly at: number
  readonly error: number
  readonly U?: number
  readonly verdict: VerdictKind
  /** `10 kg 误差 +6.0 g` */
  readonly name: string
  readonly stroke?: 'up' | 'down'
}
/**
 * ±mpe from one load to the next; `low` where the band is not symmetrical. `guard`: width of the guard band, only where the decision rule
 * uses one.
 */
export type MpeStep = { readonly from: number; readonly to: number; readonly mpe: number; readonly low?: number; readonly guard?: number }

export const frame = { width: 340, height: 200, left: 44, right: 12, top: 10, bottom: 26 } as const
export type Scale = {
  readonly x: (at: number) => number
  readonly y: (error: number) => number
  readonly most: number
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
}

/** The band fills half the height; outliers are cut off so that it stays readable. */
export function scaleOf(steps: readonly MpeStep[]): Scale {
  const from = Math.min(...steps.map((step) => step.from))
  const to = Math.max(...steps.map((step) => step.to))
  const widest = Math.max(...steps.flatMap(({ mpe, low = -mpe }) => [Math.abs(mpe), Math.abs(low)]))
  const most = widest * 2
  const wide = frame.width - frame.left - frame.right
  const high = frame.height - frame.top - frame.bottom
  return {
    most,
    x: (at) => frame.left + ((at - from) / (to - from || 1)) * wide,
    y: (error) => frame.top + ((most - error) / (2 * most || 1)) * high,
    // From 0.5 on, points stand in their order: each whole number is one of them.
    xTicks: from === 0.5 && to <= 20.5 ? Array.from({ length: Math.floor(to) }, (_, at) => at + 1) : niceTicks(from, to, 4),
    yTicks: [-most, -most / 2, 0, most / 2, most],
  }
}

/** Round numbers within [from, to], about as many as asked. */
export function niceTicks(from: number, to: number, about: number): number[] {
  const rough = (to - from) / about
  if (!(rough > 0) || !Number.isFinite(rough)) return [from]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough
  const ticks: number[] = []
  for (let count = Math.ceil(from / step - 1e-9); count * step <= to + step * 1e-9 && ticks.length < 20; count += 1)
    ticks.push(Number((count * step).toPrecision(12)))
  return ticks
}

export function cutOff(point: MpePoint, { most }: Scale): 'above' | 'below' | undefined {
  return point.error > most ? 'above' : point.error < -most ? 'below' : undefined
}

/** The point that uses most of its allowance. */
export function worstPoint(points: readonly MpePoint[], steps: readonly MpeStep[]): MpePoint | undefined {
  const share = ({ at, error }: MpePoint) => {
    const step = steps.find(({ from, to }) => at >= from && at <= to)
    const limit = error < 0 ? Math.abs(step?.low ?? step?.mpe ?? 0) : (step?.mpe ?? 0)
    return limit === 0 ? Math.abs(error) : Math.abs(error) / limit
  }
  return points.toSorted((one, other) => share(other) - share(one))[0]
}

export function countOf(points: readonly MpePoint[], kind: VerdictKind): number {
  return points.filter(({ verdict }) => verdict === kind).length
}
