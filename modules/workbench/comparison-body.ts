// A comparison as it was typed: laboratories with value and uncertainty, what the reference is to be, what it is for. Pure.
import { z } from 'zod'
import { cells, typed } from './typed-shape.ts'

export const MOST_LABORATORIES = 200
/** Ways to a reference value, in the order they are shown. */
export const METHODS = [
  'weighted mean', 'arithmetic mean', 'Birge', 'DerSimonian–Laird', 'Mandel–Paule', 'REML', 'median (procedure B)', 'largest consistent subset', 'generalised least squares',
] as const
export type MethodName = (typeof METHODS)[number]

export const ComparisonBody = z.strictObject({
  format: z.literal('duheng-comparison/1'),
  purpose: z.enum(['comparison', 'proficiency']),
  unit: typed(30),
  /** How the laboratories state uncertainty: standard, or expanded with one factor for all. */
  stated: z.enum(['u', 'U']),
  k: typed(12),
  /** Laboratory, value, uncertainty, degrees of freedom. */
  rows: cells({ rows: MOST_LABORATORIES, columns: 4 }),
  reference: z.enum(['recommended', 'given', ...METHODS]),
  given: z.strictObject({ x: typed(60), U: typed(60), k: typed(12) }),
  alpha: typed(12),
  /** Coverage factor of the degrees of equivalence. */
  coverage: typed(12),
  correlations: z.array(z.strictObject({ a: typed(200), b: typed(200), r: typed(30) })).max(400),
  /** Standard deviation for proficiency assessment; from the results where nothing is set. */
  sigma: typed(60),
  consensus: z.enum(['Algorithm A', 'Q/Hampel']),
})
export type ComparisonBody = z.infer<typeof ComparisonBody>

export const emptyComparison: ComparisonBody = {
  format: 'duheng-comparison/1', purpose: 'comparison', unit: '', stated: 'u', k: '2', rows: [], reference: 'recommended', given: { x: '', U: '', k: '2' }, alpha: '0.05', coverage: '2',
  correlations: [], sigma: '', consensus: 'Algorithm A',
}
