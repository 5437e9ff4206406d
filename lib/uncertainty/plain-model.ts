// The flat form of inputs and models that case files, spreadsheets and interfaces write: `{ name, estimate, dist, half_width }`.
// Pure. A field that is not known, or that the distribution does not take, is refused by name. Absent: case files of other kinds.

import type { Coverage } from './coverage.ts'
import type { Correlation } from './influence.ts'
import type { Stated } from './inputs.ts'
import type { ImplicitData, InputData, ModelData } from './model.ts'
import { refuse, type Refusal } from './refusal.ts'

/** Fields by name; which of them a distribution takes is in `FIELDS`. */
export type PlainInput = { readonly name: string; readonly dist: string } & Readonly<Record<string, unknown>>

export type PlainModel = {
  readonly model?: string | readonly string[]
  readonly implicit?: ImplicitData
  readonly unit?: string
  readonly inputs?: readonly PlainInput[]
  /** `[name, name, r]` for each pair, or the whole matrix in the order of the inputs. */
  readonly corr?: readonly (readonly [string, string, number])[] | readonly (readonly number[])[]
  /** The correlation of two inputs. */
  readonly r?: number
  readonly p?: number
  readonly k?: number
  /** Columns read together, row by row. */
  readonly typeA_simultaneous_readings?: Readonly<Record<string, readonly number[]>>
}

/** Field names as written, and the parameter each is; `?` marks those that may be left out. */
const HALF = { half_width: 'halfWidth' }
const LIMITS = { a: 'low', b: 'high' }
const SCALED = { shape: 'shape', scale: 'scale' }
const LOCATED = { location: 'location', scale: 'scale', shape: 'shape' }
type Names = Readonly<Record<string, string>>
const FORMS: Readonly<Record<Stated['type'], readonly { readonly needed: Names; readonly free?: Names }[]>> = {
  readings: [{
    needed: { readings: 'readings' },
    free: { simultaneous: 'simultaneous', pooled: 'pooled', series: 'series', resolution: 'resolution' },
  }],
  constant: [{ needed: {} }],
  normal: [{ needed: { u: 'u' } }, { needed: { U: 'U', k: 'k' } }],
  t_scaled: [{ needed: { u: 'u', dof: 'dof' } }],
  t_sd: [{ needed: { u: 'u', dof: 'dof' } }],
  rectangular: [{ needed: HALF }, { needed: LIMITS }],
  triangular: [{ needed: HALF }, { needed: { ...LIMITS, mode: 'mode' } }],
  trapezoidal: [{ needed: { ...HALF, top_ratio: 'topRatio' } }, { needed: { ...LIMITS, top_low: 'topLow', top_high: 'topHigh' } }],
  u_shaped: [{ needed: HALF }, { needed: LIMITS }],
  curvilinear_trapezoid: [{ needed: { ...HALF, d: 'd' } }, { needed: { ...LIMITS, d: 'd' } }],
  exponential: [{ needed: {}, free: { origin: 'origin' } }],
  gamma: [{ needed: SCALED, free: { origin: 'origin' } }],
  beta: [{ needed: { alpha: 'alpha', beta: 'beta' }, free: LIMITS }],
  lognormal: [{ needed: { mu: 'mu', sigma: 'sigma' }, free: { origin: 'origin' } }],
  weibull: [{ needed: SCALED, free: { origin: 'origin' } }],
  skew_normal: [{ needed: LOCATED }],
  gev: [{ needed: LOCATED }],
  truncated_normal: [{ needed: { location: 'location', scale: 'scale' }, free: LIMITS }],
  laplace: [{ needed: { u: 'u' } }],
  logistic: [{ needed: { u: 'u' } }],
  discrete: [{ needed: { values: 'values', probabilities: 'probabilities' } }],
  samples: [{ needed: { samples: 'samples' } }],
}

/** Other names of distributions. `t` is the scaled one, as s/√n of readings is; the note of case S1-9.5 tells the two apart. */
const ALSO_CALLED: Readonly<Record<string, Stated['type']>> = {
  t: 't_scaled', gaussian: 'normal', uniform: 'rectangular', arcsine: 'u_shaped', 'u-shaped': 'u_shaped', ctrap: 'curvilinear_trapezoid',
}
/** Fields every input has or may have. */
const COMMON = new Set(['name', 'dist', 'estimate', 'unit', 'identity', 'dof', 'df'])

/** An input from its flat form. */
export function readPlainInput(plain: PlainInput): { readonly ok: true; readonly input: InputData } | Refusal {
  const { name } = plain
  const type = Object.entries(ALSO_CALLED).find(([other]) => other === plain.dist)?.[1] ?? plain.dist
  const forms = Object.entries(FORMS).find(([known]) => known === type)?.[1]
  if (forms === undefined) {
    const known = Object.keys(FORMS).join(', ')
    return refuse(`${name}.dist`, `没有分布“${plain.dist}”；可用：${known}`, `there is no distribution "${plain.dist}"; known are ${known}`)
  }
  const given = new Map(Object.entries(plain).map(([field, value]) => [field === 'df' ? 'dof' : field, value]))
  const form = forms.find(({ needed }) => Object.keys(needed).every((field) => given.has(field))) ?? forms[0] ?? { needed: {} }
  const fields: Names = { ...form.needed, ...form.free }
  const missing = Object.keys(form.needed).find((field) => !given.has(field))
  if (missing !== undefined) return refuse(`${name}.${missing}`, `“${name}”缺少 ${missing}`, `"${name}" needs ${missing}`)
  const stray = [...given.keys()].find((field) => !COMMON.has(field) && !Object.hasOwn(fields, field))
  if (stray !== undefined) {
    return refuse(`${name}.${stray}`, `分布 ${type} 不用 ${stray}`, `the distribution ${type} takes no ${stray}`)
  }
  const stated: Record<string, unknown> = { type }
  for (const [field, parameter] of Object.entries({ ...fields, ...(given.has('dof') && type !== 'readings' && { dof: 'dof' }) })) {
    const value = given.get(field)
    if (value === undefined) continue
    const wrong = wrongKind(field, value)
    if (wrong !== undefined) return refuse(`${name}.${field}`, `“${name}”的 ${field} 须为${wrong.zh}`, `${field} of "${name}" is ${wrong.en}`)
    stated[parameter] = value
  }
  const texts = textsOf(plain)
  if ('ok' in texts) return texts
  // Every parameter has been found under its name, with a value of its kind.
  return { ok: true, input: { name, ...texts, stated: stated as Stated } }
}

const LISTS = new Set(['readings', 'values', 'probabilities', 'samples'])

function wrongKind(field: string, value: unknown): { zh: string; en: string } | undefined {
  if (LISTS.has(field)) {
    const good = Array.isArray(value) && value.every((one) => typeof one === 'number')
    return good ? undefined : { zh: '一列数', en: 'a list of numbers' }
  }
  if (field === 'simultaneous') return typeof value === 'string' ? undefined : { zh: '文字', en: 'text' }
  if (field === 'series') return value === true ? undefined : { zh: ' true', en: 'true where it is given' }
  if (field === 'pooled') {
    const good = typeof value === 'object' && value !== null && 's' in value && 'dof' in value
      && typeof value.s === 'number' && typeof value.dof === 'number'
    return good ? undefined : { zh: ' { s, dof }', en: '{ s, dof }, both numbers' }
  }
  return typeof value === 'number' ? undefined : { zh: '数', en: 'a number' }
}

function textsOf(plain: PlainInput): Pick<InputData, 'estimate' | 'unit' | 'identity'> | Refusal {
  const { name, estimate, unit, identity } = plain
  if (estimate !== undefined && typeof estimate !== 'number') return refuse(`${name}.estimate`, '估计值须为数', 'an estimate is a number')
  if (unit !== undefined && typeof unit !== 'string') return refuse(`${name}.unit`, '单位须为文字', 'a unit is text')
  if (identity !== undefined && typeof identity !== 'string') return refuse(`${name}.identity`, '身份须为文字', 'an identity is text')
  return { estimate, unit, identity }
}

/** A model from its flat form. */
export function readPlainModel(plain: PlainModel): { readonly ok: true; readonly data: ModelData } | Refusal {
  const inputs: InputData[] = []
  for (const [name, readings] of Object.entries(plain.typeA_simultaneous_readings ?? {})) {
    inputs.push({ name, stated: { type: 'readings', readings, simultaneous: 'rows' } })
  }
  for (const one of plain.inputs ?? []) {
    const read = readPlainInput(one)
    if (!read.ok) return read
    inputs.push(read.input)
  }
  const correlations = readCorrelations(plain, inputs.map(({ name }) => name))
  if ('ok' in correlations) return correlations
  const { p, k } = plain
  if (p !== undefined && k !== undefined) return refuse('p', 'p 与 k 只能给一个', 'give p or k, not both')
  const coverage: Coverage | undefined = p !== undefined ? { p } : k !== undefined ? { k } : undefined
  const model = plain.model === undefined ? undefined : [plain.model].flat().map((text) => text.replace(/;\s*$/, '')).join('; ')
  return { ok: true, data: { model, implicit: plain.implicit, inputs, correlations, unit: plain.unit, coverage } }
}

function readCorrelations({ corr, r }: PlainModel, names: readonly string[]): readonly Correlation[] | Refusal {
  const [first = '', second = ''] = names
  if (r !== undefined && names.length !== 2) return refuse('r', 'r 只用于两个输入量', 'r is for two inputs; write corr for more')
  if (r !== undefined) return [[first, second, r]]
  if (corr === undefined) return []
  const found: Correlation[] = []
  for (const [i, row] of corr.entries()) {
    const [a, b, value] = row
    if (typeof a === 'string' && typeof b === 'string' && typeof value === 'number') {
      found.push([a, b, value])
      continue
    }
    const broken = brokenRow(corr, i, names.length)
    if (broken !== undefined) return broken
    for (let j = i + 1; j < row.length; j++) found.push([names[i] ?? '', names[j] ?? '', Number(row[j])])
  }
  return found
}

function brokenRow(corr: readonly (readonly unknown[])[], i: number, size: number): Refusal | undefined {
  const row = corr[i] ?? []
  if (corr.length !== size || row.length !== size || !row.every((one) => typeof one === 'number')) {
    return refuse('corr', `相关系数矩阵须为 ${size} 行 ${size} 列的数`, `the correlation matrix has ${size} rows and columns of numbers`)
  }
  if (row[i] !== 1) return refuse('corr', '相关系数矩阵的对角线为 1', 'the diagonal of a correlation matrix is 1')
  const uneven = row.findIndex((value, j) => value !== corr[j]?.[i])
  if (uneven === -1) return undefined
  return refuse('corr', `相关系数矩阵须对称：第 ${i + 1} 行第 ${uneven + 1} 列`, `a correlation matrix is symmetric: row ${i + 1}, column ${uneven + 1}`)
}
