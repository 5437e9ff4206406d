// What a person typed, exactly: the model as text, one row an input, units, limits, targets. Every number is text, so that 0.10 stays
// 0.10; what it means is evaluate.ts. The same shape is saved, exported, imported and shared. Pure.
import { z } from 'zod'
import { readerOf, typed } from './typed-shape.ts'

export const FORMAT = 'duheng-uncertainty/1'

/** The forms an input's uncertainty may be stated in; names as lib/uncertainty/inputs.ts. */
export const STATED_TYPES = [
  'constant', 'readings', 'normal', 't_scaled', 't_sd', 'rectangular', 'triangular', 'trapezoidal', 'u_shaped', 'curvilinear_trapezoid',
  'exponential', 'gamma', 'beta', 'lognormal', 'weibull', 'skew_normal', 'gev', 'truncated_normal', 'laplace', 'logistic', 'discrete', 'samples',
] as const
export type StatedType = (typeof STATED_TYPES)[number]

const INPUTS_MAX = 200
const SPREAD_MAX = 120_000

/** Where a value was taken from: one value of a certificate of a standard, so that it can be looked up again. */
export const Source = z.strictObject({
  kind: z.literal('standard-certificate'), id: z.number().int().positive(), standardId: z.number().int().positive(), number: typed(120), standard: typed(120), value: typed(120), validUntil: typed(10).optional(),
})
export type Source = z.infer<typeof Source>

export const StudyInput = z.strictObject({
  name: typed(60), about: typed(200), estimate: typed(60), unit: typed(60), type: z.enum(STATED_TYPES), spread: typed(SPREAD_MAX), dof: typed(30),
  /** The influence itself, where other inputs or studies share it. */
  identity: typed(120), source: Source.optional(),
})
export type StudyInput = z.infer<typeof StudyInput>

export const StudyBody = z.strictObject({
  format: z.literal(FORMAT),
  formula: typed(20_000),
  /** The result that is judged, printed and sampled; the last one of the model where nothing is chosen. */
  measurand: typed(60),
  inputs: z.array(StudyInput).max(INPUTS_MAX),
  correlations: z.array(z.strictObject({ a: typed(60), b: typed(60), r: typed(30) })).max(1_000),
  /** Units the results are wanted in; the rest follow from the model. */
  results: z.array(z.strictObject({ name: typed(60), unit: typed(60) })).max(50),
  /** By a probability, with k from t and ν_eff, or by a factor as agreed. */
  coverage: z.strictObject({ kind: z.enum(['p', 'k']), p: typed(12), k: typed(12) }),
  print: z.strictObject({ digits: z.enum(['1', '2']), mode: z.enum(['nearest', 'up']) }),
  limits: z.strictObject({ lower: typed(60), upper: typed(60), rule: z.enum(['simple', 'guarded']), r: typed(12) }),
  target: typed(60),
  monteCarlo: z.strictObject({ trials: typed(12), seed: typed(20) }),
})
export type StudyBody = z.infer<typeof StudyBody>

export const newInput = (name = ''): StudyInput => ({ name, about: '', estimate: '', unit: '', type: 'normal', spread: '', dof: '', identity: '' })

export const emptyBody: StudyBody = {
  format: FORMAT, formula: '', measurand: '', inputs: [], correlations: [], results: [],
  coverage: { kind: 'p', p: '0.95', k: '2' }, print: { digits: '2', mode: 'nearest' }, limits: { lower: '', upper: '', rule: 'simple', r: '1' }, target: '',
  monteCarlo: { trials: '1000000', seed: '1' },
}

export const readBody = readerOf(StudyBody)
