// A control chart as it was typed: values of a check standard or a process, what sets the limits, which tests look for signals. Pure.
import { z } from 'zod'
import { cells, typed } from './typed-shape.ts'

export const MOST_POINTS = 500
export const MOST_IN_SUBGROUP = 25
export const CHART_KINDS = ['I–MR', 'X̄–R', 'X̄–s', 'EWMA', 'CUSUM'] as const
export type ChartKind = (typeof CHART_KINDS)[number]

export const ChartBody = z.strictObject({
  format: z.literal('duheng-control-chart/1'),
  kind: z.enum(CHART_KINDS),
  quantity: typed(60),
  unit: typed(30),
  /** Values of one subgroup; 1 for single values. */
  size: typed(4),
  /** A name (day, number), then the values. */
  rows: cells({ rows: MOST_POINTS, columns: MOST_IN_SUBGROUP + 1 }),
  basis: z.enum(['data', 'given']),
  /** The first so many points set the limits; all where nothing is said. */
  baseline: typed(6),
  given: z.strictObject({ mean: typed(60), sigma: typed(60) }),
  spread: z.enum(['mean', 'median']),
  tests: z.enum(['nelson', 'western electric', 'limits']),
  /** Tests of the set that are left out. */
  off: z.array(typed(3)).max(20),
  ewma: z.strictObject({ lambda: typed(12), L: typed(12) }),
  cusum: z.strictObject({ k: typed(12), h: typed(12) }),
})
export type ChartBody = z.infer<typeof ChartBody>

export const emptyChart: ChartBody = {
  format: 'duheng-control-chart/1', kind: 'I–MR', quantity: '', unit: '', size: '5', rows: [], basis: 'data', baseline: '', given: { mean: '', sigma: '' }, spread: 'mean', tests: 'nelson', off: [],
  ewma: { lambda: '0.2', L: '3' }, cusum: { k: '0.5', h: '5' },
}

/** Subgroups are for means; the others may have single values. */
export const takesSingles = (kind: ChartKind): boolean => kind === 'I–MR' || kind === 'EWMA' || kind === 'CUSUM'
