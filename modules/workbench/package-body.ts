// A lot of prepackaged goods as it was typed: what is on the label, how many there are, what was found in the sample. Pure.
import { z } from 'zod'
import { typed } from './typed-shape.ts'

export const MOST_PACKAGES = 500

export const UNITS = ['g', 'kg', 'mL', 'L', 'm', 'cm', 'm²', 'pcs'] as const
export type UnitName = (typeof UNITS)[number]

export const PackageBody = z.strictObject({
  format: z.literal('duheng-prepackage/1'),
  product: typed(120),
  /** Day of the inspection, `2026-11-23`; empty: today. */
  date: typed(10),
  rule: typed(80),
  unit: z.enum(UNITS),
  nominal: typed(30),
  N: typed(12),
  entry: z.enum(['contents', 'gross', 'summary']),
  contents: z.array(typed(60)).max(MOST_PACKAGES),
  gross: z.array(typed(60)).max(MOST_PACKAGES),
  tares: z.array(typed(60)).max(MOST_PACKAGES),
  /** One mean tare for all, or each package's own. */
  tare: z.enum(['average', 'each']),
  summary: z.strictObject({ mean: typed(60), s: typed(60), t1: typed(6), t2: typed(6) }),
  /** Expanded uncertainty of one package's content. */
  U: typed(30),
})
export type PackageBody = z.infer<typeof PackageBody>

export const emptyPackage: PackageBody = {
  format: 'duheng-prepackage/1', product: '', date: '', rule: 'JJF-1070', unit: 'g', nominal: '', N: '', entry: 'contents', contents: [], gross: [], tares: [], tare: 'average',
  summary: { mean: '', s: '', t1: '0', t2: '0' }, U: '',
}
