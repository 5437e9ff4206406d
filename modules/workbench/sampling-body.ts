// A sampling plan as it was typed: where it comes from, the lot, the two points it is held against. Pure. Shares are in percent.
import { z } from 'zod'
import { cells, typed } from './typed-shape.ts'

export const WAYS = ['points', 'plan', 'double', 'aql', 'lq', 'variables', 'meters'] as const
export type Way = (typeof WAYS)[number]
export const METER_KINDS = ['water', 'gas', 'electricity', 'heat'] as const

export const SamplingBody = z.strictObject({
  format: z.literal('duheng-sampling-plan/1'),
  way: z.enum(WAYS),
  /** Items in the lot; empty: a process without end. */
  N: typed(12),
  /** Producer's point: a share p1 is accepted but for alpha; consumer's: a share p2 is accepted with beta at most. All in percent. */
  points: z.strictObject({ p1: typed(20), alpha: typed(20), p2: typed(20), beta: typed(20) }),
  plan: z.strictObject({ n: typed(12), ac: typed(12) }),
  double: z.strictObject({ n1: typed(12), ac1: typed(12), re1: typed(12), n2: typed(12), ac2: typed(12) }),
  aql: z.strictObject({ level: typed(12), aql: typed(12), severity: z.enum(['normal', 'tightened']) }),
  lq: typed(12),
  variables: z.strictObject({ method: z.enum(['s', 'sigma']), from: z.enum(['points', 'plan']), n: typed(12), k: typed(20) }),
  meters: z.strictObject({ rule: typed(80), kind: z.enum(METER_KINDS), failed: typed(12), strata: cells({ rows: 100, columns: 3 }) }),
})
export type SamplingBody = z.infer<typeof SamplingBody>

export const emptySampling: SamplingBody = {
  format: 'duheng-sampling-plan/1', way: 'points', N: '1000', points: { p1: '1', alpha: '5', p2: '7', beta: '5' }, plan: { n: '50', ac: '1' }, double: { n1: '50', ac1: '0', re1: '3', n2: '50', ac2: '3' },
  aql: { level: 'II', aql: '1.0', severity: 'normal' }, lq: '8.0', variables: { method: 's', from: 'points', n: '30', k: '1.8' }, meters: { rule: 'DE-utility-meters', kind: 'water', failed: '', strata: [] },
}
