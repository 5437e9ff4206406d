// One row of the inputs table as an input of lib/uncertainty, or what keeps it from being one, at which field. Pure; a row that did not
// change is not read again.
import { knownInput, type Standard } from '@duheng/uncertainty/known.ts'
import type { Input, Stated } from '@duheng/uncertainty/inputs.ts'
import type { Law } from '@duheng/uncertainty/law.ts'
import { coverageFactor } from '@duheng/uncertainty/special/student.ts'
import { DIMENSIONLESS, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import type { Pair } from './pair.ts'
import { FORMS } from './parameters.ts'
import { howTo, numberOf, readSpread, type Spread } from './spread.ts'
import type { StatedType, StudyInput } from './study-body.ts'

export type InputField = 'name' | 'estimate' | 'unit' | 'spread' | 'dof' | 'type'
export type InputProblem = { readonly field: InputField; readonly words: Pair; /** Nothing is wrong yet, something is still to be filled in. */ readonly missing?: true }
export type InputRead =
  | { readonly ok: true; readonly input: Input; readonly unit: Unit; readonly standard: Standard; readonly law: Law; readonly notes: readonly Pair[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

const read = new WeakMap<StudyInput, InputRead>()

export function readInput(row: StudyInput): InputRead {
  const known = read.get(row)
  if (known !== undefined) return known
  const made = makeInput(row)
  read.set(row, made)
  return made
}

export const isBlank = (row: StudyInput): boolean => [row.name, row.estimate, row.unit, row.spread, row.dof, row.about].every((text) => text.trim() === '')

function makeInput(row: StudyInput): InputRead {
  const problems: InputProblem[] = []
  const name = row.name.trim()
  if (name === '') problems.push({ field: 'name', words: ['填写公式里的符号', 'Give the symbol used in the formula'], missing: true })
  const unit = unitOf(row, problems)
  const estimate = estimateOf(row, problems)
  const dof = dofOf(row, problems)
  const spread = readSpread(row.type, row.spread, unit, estimate)
  if (!spread.ok) return { ok: false, problems: [...problems, { field: 'spread', words: spread.words }] }
  const lacking = lackingOf(row, spread.spread)
  if (lacking !== undefined) problems.push(lacking)
  if (problems.length > 0) return { ok: false, problems }
  const stated = statedOf(row.type, spread.spread, dof)
  if (!('type' in stated)) return { ok: false, problems: [stated] }
  // An input without a unit stays without one: where none has one, the unit of a result is its label.
  const input: Input = { name, unit: row.unit.trim() === '' ? undefined : unit, estimate, stated, identity: row.identity.trim() === '' ? undefined : row.identity.trim() }
  const result = knownInput(input)
  if (result.ok) return { ok: true, input, unit, standard: result.standard, law: result.law, notes: result.notes.map(({ zh, en }): Pair => [zh, en]) }
  return { ok: false, problems: [{ field: fieldOf(result.field, name), words: [result.zh ?? result.message, result.message] }] }
}

function unitOf(row: StudyInput, problems: InputProblem[]): Unit {
  const text = row.unit.trim()
  if (text === '') return DIMENSIONLESS
  const parsed = parseUnit(text)
  if (parsed.ok) return parsed.unit
  problems.push({ field: 'unit', words: [`单位“${text}”读不懂，如 mm、kg·m/s²、1/K、℃`, `The unit "${text}" is not read: ${parsed.reason}`] })
  return DIMENSIONLESS
}

function estimateOf(row: StudyInput, problems: InputProblem[]): number | undefined {
  const text = row.estimate.trim()
  if (text === '') {
    const follows = FORMS[row.type].ownEstimate === true || /(?:low|min|下限)\s*=/iu.test(row.spread)
    if (!follows) problems.push({ field: 'estimate', words: ['填写估计值', 'Give the estimate'], missing: true })
    return undefined
  }
  const number = numberOf(text)
  if (number.ok) return number.value
  problems.push({ field: 'estimate', words: number.words })
  return undefined
}

function dofOf(row: StudyInput, problems: InputProblem[]): number | undefined {
  const text = row.dof.trim()
  if (text === '' || /^(∞|inf(inity)?)$/i.test(text)) return undefined
  const number = numberOf(text)
  if (number.ok && number.value > 0) return number.value
  problems.push({ field: 'dof', words: ['自由度须为大于零的数，或 ∞', 'Degrees of freedom are a number greater than zero, or ∞'] })
  return undefined
}

/** What is still to be filled in before the form means anything. */
function lackingOf(row: StudyInput, { values, list, pairs }: Spread): InputProblem | undefined {
  const form = FORMS[row.type]
  const missing = (zh: string, en: string): InputProblem => ({ field: 'spread', words: [zh, en], missing: true })
  if (form.list === 'numbers' && list.length === 0) return missing('粘贴或输入读数', 'Paste or type the readings')
  if (form.list === 'pairs') return pairs.length === 0 ? missing('写 值:概率，如 1:0.2 2:0.8', 'Write value:probability, such as 1:0.2 2:0.8') : undefined
  const lacks = form.parameters.filter((one) => one.optional !== true && !values.has(one.key)).map((one) => one.symbol)
  if (lacks.length > 0 && row.type !== 'exponential') return missing(`填写 ${lacks.join('、')}（${howTo(row.type)}）`, `Give ${lacks.join(', ')} (${howTo(row.type)})`)
  const widthless = form.first === 'a' && !values.has('a') && !values.has('low')
  const uless = row.type === 'normal' && !values.has('u') && !values.has('U')
  return widthless || uless ? missing(`填写 ${howTo(row.type)}`, `Give ${howTo(row.type)}`) : undefined
}

function fieldOf(field: string | undefined, name: string): InputField {
  const last = field?.startsWith(`${name}.`) === true ? field.slice(name.length + 1) : ''
  return last === 'estimate' ? 'estimate' : last === 'dof' ? 'dof' : 'spread'
}

type Parts = { readonly values: ReadonlyMap<string, number>; readonly dof: number | undefined }

/** The typed parts in the vocabulary of lib/uncertainty; which combinations hold is decided there. */
function statedOf(type: StatedType, spread: Spread, column: number | undefined): Stated | InputProblem {
  const { values, list, pairs } = spread
  const dof = values.get('nu') ?? column
  switch (type) {
    case 'constant': return { type }
    case 'readings': return readings(spread, values)
    case 'samples': return { type, samples: list, dof: column }
    case 'discrete': return { type, values: pairs.map(([x]) => x), probabilities: pairs.map(([, p]) => p), dof: column }
    case 'normal': return normal({ values, dof })
    case 't_scaled': case 't_sd': return { type, u: values.get('u') ?? Number.NaN, dof: dof ?? Infinity }
    case 'laplace': case 'logistic': return { type, u: values.get('u') ?? Number.NaN, dof }
    case 'rectangular': case 'triangular': case 'trapezoidal': case 'u_shaped': case 'curvilinear_trapezoid': return bounded(type, { values, dof })
    default: return skewed(type, { values, dof })
  }
}

function readings({ list, flags, together }: Spread, values: ReadonlyMap<string, number>): Stated {
  const [s, nu, resolution] = [values.get('s'), values.get('nu'), values.get('resolution')]
  return {
    type: 'readings', readings: list, simultaneous: together, series: flags.has('series') ? true : undefined, resolution,
    pooled: s === undefined ? undefined : { s, dof: nu ?? Infinity },
  }
}

function normal({ values, dof }: Parts): Stated | InputProblem {
  const [u, U, k, p] = [values.get('u'), values.get('U'), values.get('k'), values.get('p')]
  const problem = (zh: string, en: string): InputProblem => ({ field: 'spread', words: [zh, en] })
  // A number alone beside k or p is the U of a certificate: `0.004 k=2`.
  const expanded = U ?? (k !== undefined || p !== undefined ? u : undefined)
  if (U !== undefined && u !== undefined) return problem('u 与 U 只给一个', 'Give u or U, not both')
  if (expanded === undefined) return { type: 'normal', u: u ?? Number.NaN, dof }
  if (k !== undefined && p !== undefined) return problem('k 与 p 只给一个', 'Give k or p, not both')
  if (k === undefined && p === undefined) return problem('U 要连同 k 或 p 一起给，如 U=0.004 k=2', 'U is given with k or p, such as U=0.004 k=2')
  if (p !== undefined && !(p > 0 && p < 1)) return problem('包含概率在 0 与 1 之间，如 p=0.95', 'A probability lies between 0 and 1, such as p=0.95')
  return { type: 'normal', U: expanded, k: k ?? coverageFactor(p ?? Number.NaN, dof ?? Infinity), dof }
}

type Bounded = 'rectangular' | 'triangular' | 'trapezoidal' | 'u_shaped' | 'curvilinear_trapezoid'

function bounded(type: Bounded, { values, dof }: Parts): Stated | InputProblem {
  const at = (key: string) => values.get(key) ?? Number.NaN
  const hasWidth = values.has('a')
  if (hasWidth && (values.has('low') || values.has('high'))) return { field: 'spread', words: ['半宽与上下限只给一种', 'Give the half-width or the limits, not both'] }
  const width = hasWidth ? { halfWidth: at('a') } : { low: at('low'), high: at('high') }
  if (!hasWidth && !(values.has('low') && values.has('high'))) return { field: 'spread', words: ['上限与下限要一起给', 'The limits are given together'] }
  switch (type) {
    case 'curvilinear_trapezoid': return { type, ...width, d: at('d'), dof }
    case 'triangular': return hasWidth ? { type, halfWidth: at('a'), dof } : { type, low: at('low'), mode: at('mode'), high: at('high'), dof }
    case 'trapezoidal': return hasWidth ? { type, halfWidth: at('a'), topRatio: at('beta'), dof }
      : { type, low: at('low'), topLow: at('toplow'), topHigh: at('tophigh'), high: at('high'), dof }
    default: return { type, ...width, dof }
  }
}

type Skewed = 'exponential' | 'gamma' | 'beta' | 'lognormal' | 'weibull' | 'skew_normal' | 'gev' | 'truncated_normal'

function skewed(type: Skewed, { values, dof }: Parts): Stated {
  const at = (key: string) => values.get(key) ?? Number.NaN
  const origin = values.get('origin')
  switch (type) {
    case 'exponential': return { type, origin, dof }
    case 'gamma': case 'weibull': return { type, shape: at('shape'), scale: at('scale'), origin, dof }
    case 'beta': return { type, alpha: at('alpha'), beta: at('beta'), low: values.get('low'), high: values.get('high'), dof }
    case 'lognormal': return { type, mu: at('mu'), sigma: at('sigma'), origin, dof }
    case 'skew_normal': case 'gev': return { type, location: at('location'), scale: at('scale'), shape: at('shape'), dof }
    case 'truncated_normal': return { type, location: at('location'), scale: at('scale'), low: values.get('low'), high: values.get('high'), dof }
  }
}
