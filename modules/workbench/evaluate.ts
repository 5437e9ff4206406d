// What was typed, evaluated: the model read, its inputs, the first-order budget, and every problem at its place. Pure and fast enough for
// every keystroke; the same file runs in the browser and on the server. Absent: Monte Carlo (web/), printing (printed.ts).
import { namesIn, type Model } from '@duheng/uncertainty/ast.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { Correlation } from '@duheng/uncertainty/influence.ts'
import type { Input } from '@duheng/uncertainty/inputs.ts'
import { firstOrderOf, readModel, withInputs, type MeasurementModel } from '@duheng/uncertainty/model.ts'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { chineseSentence } from '@duheng/uncertainty/problem-chinese.ts'
import type { Refusal } from '@duheng/uncertainty/refusal.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import { isBlank, readInput, type InputProblem, type InputRead } from './input.ts'
import type { Pair } from './pair.ts'
import { numberOf } from './spread.ts'
import type { StudyBody } from './study-body.ts'

/** `offset`: where in the text, from 0; absent where it is the model as a whole. */
export type FormulaProblem = { readonly words: Pair; readonly offset?: number }
/** `unused`: its symbol does not occur in the formula. */
export type Row = { readonly index: number; readonly name: string; readonly blank: boolean; readonly unused: boolean; readonly read: InputRead; readonly problems: readonly InputProblem[] }
export type OtherProblem = { readonly part: 'correlations' | 'coverage' | 'results'; readonly index?: number; readonly words: Pair }

export type Evaluated = {
  readonly rows: readonly Row[]
  /** Names of the formula that have no row. */
  readonly missing: readonly string[]
  /** Names of the results, in the order of the model. */
  readonly results: readonly string[]
  readonly formula?: FormulaProblem
  /** What keeps correlations, coverage or units of results from being used. */
  readonly others: readonly OtherProblem[]
  readonly answer?: Answer
}
export type Coverage = MeasurementModel['coverage']
export type Answer = {
  /** Its inputs are the rows whose symbol the formula uses, in the order of the table. */
  readonly model: MeasurementModel
  readonly budgets: readonly Budget[]
  /** The one that is judged and sampled; `at` is its place among the results. */
  readonly budget: Budget
  readonly at: number
  /** r between results. */
  readonly correlation: readonly (readonly number[])[]
}

export function evaluate(body: StudyBody): Evaluated {
  const parsed = parseModel(body.formula)
  if (!parsed.ok) {
    const nothing = body.formula.trim() === ''
    return { rows: rowsOf(body, undefined), missing: [], results: [], others: [], formula: nothing ? undefined : { words: inBoth(parsed.message), offset: parsed.offset } }
  }
  const needed = inputNames(parsed.model)
  const rows = rowsOf(body, new Set(needed))
  const known = new Set(rows.map(({ name }) => name))
  const base: Evaluated = { rows, missing: needed.filter((name) => !known.has(name)), results: parsed.model.map(({ name }) => name), others: [] }
  const others: OtherProblem[] = []
  const units = resultUnits(body, base.results, others)
  const coverage = coverageOf(body, others)
  const correlations = correlationsOf(body, new Set(needed), others)
  const used = rows.filter(({ blank, unused }) => !blank && !unused)
  const inputs = used.flatMap(({ read, problems }) => (read.ok && problems.length === 0 ? [read.input] : []))
  if (base.missing.length > 0 || inputs.length < used.length || others.length > 0 || coverage === undefined) return { ...base, others }
  const read = modelOf({ formula: body.formula, inputs, correlations, units, coverage })
  if (!read.ok) return { ...base, ...refused(body.formula, read) }
  const propagated = firstOrderOf(read.model)
  if (!propagated.ok) return { ...base, ...refused(body.formula, propagated) }
  const chosen = base.results.indexOf(body.measurand.trim())
  const at = chosen === -1 ? base.results.length - 1 : chosen
  const budget = propagated.budgets[at]
  if (budget === undefined) return base
  return { ...base, answer: { model: read.model, budgets: propagated.budgets, budget, at, correlation: propagated.correlation } }
}

/** A sentence about a formula in both languages; the page marks its place itself. */
const inBoth = (message: string): Pair => [chineseSentence(message) ?? message, message]

/** A refusal of the model at its place in the formula, or of its correlations. */
function refused(formula: string, { message, zh, line, column }: Refusal): Pick<Evaluated, 'formula' | 'others'> {
  const words: Pair = zh === undefined || line !== undefined ? inBoth(message) : [zh, message]
  if (/correlation/.test(message)) return { others: [{ part: 'correlations', words }] }
  const offset = line === undefined || column === undefined ? undefined : formula.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1
  return { others: [], formula: { words, offset } }
}

/** Names a model needs from outside, in order of first use. */
export function inputNames(model: Model): string[] {
  const names: string[] = []
  const made = new Set<string>()
  for (const { name, expression, unnamed } of model) {
    for (const needed of namesIn(expression)) if (!made.has(needed) && !names.includes(needed)) names.push(needed)
    if (unnamed !== true) made.add(name)
  }
  return names
}

function rowsOf(body: StudyBody, needed: ReadonlySet<string> | undefined): Row[] {
  const seen = new Set<string>()
  return body.inputs.map((input, index): Row => {
    const [name, blank, read] = [input.name.trim(), isBlank(input), readInput(input)]
    const twice = name !== '' && seen.has(name)
    seen.add(name)
    const problems: readonly InputProblem[] = blank ? [] : [
      ...(read.ok ? [] : read.problems), ...(twice ? [{ field: 'name' as const, words: [`“${name}”已有一行`, `"${name}" has a row already`] as const }] : []),
    ]
    return { index, name, blank, read, problems, unused: needed !== undefined && !blank && !needed.has(name) }
  })
}

function resultUnits(body: StudyBody, results: readonly string[], others: OtherProblem[]): Readonly<Record<string, string>> {
  const units: Record<string, string> = {}
  for (const [index, { name, unit }] of body.results.entries()) {
    if (unit.trim() === '' || !results.includes(name)) continue
    const parsed = parseUnit(unit.trim())
    if (parsed.ok) units[name] = parsed.unit.symbol
    else others.push({ part: 'results', index, words: [`${name} 的单位“${unit}”读不懂`, `The unit "${unit}" of ${name} is not read: ${parsed.reason}`] })
  }
  return units
}

function coverageOf({ coverage: { kind, p, k } }: StudyBody, others: OtherProblem[]): Coverage | undefined {
  const number = numberOf((kind === 'p' ? p : k).trim())
  if (number.ok && kind === 'p' && number.value > 0 && number.value < 1) return { p: number.value }
  if (number.ok && kind === 'k' && number.value > 0) return { k: number.value }
  others.push({ part: 'coverage', words: kind === 'p' ? ['包含概率在 0 与 1 之间，如 0.95', 'A coverage probability lies between 0 and 1, such as 0.95'] : ['包含因子须大于零，如 2', 'A coverage factor is greater than zero, such as 2'] })
  return undefined
}

/** Correlations between inputs the formula uses; rows not filled in yet count as none. */
function correlationsOf(body: StudyBody, needed: ReadonlySet<string>, others: OtherProblem[]): readonly Correlation[] {
  return body.correlations.flatMap(({ a, b, r }, index): Correlation[] => {
    if (r.trim() === '' || !needed.has(a) || !needed.has(b)) return []
    const number = numberOf(r.trim())
    if (number.ok && number.value >= -1 && number.value <= 1) return [[a, b, number.value]]
    others.push({ part: 'correlations', index, words: ['相关系数在 −1 与 1 之间', 'A correlation lies between −1 and 1'] })
    return []
  })
}

type Given = { readonly formula: string; readonly inputs: readonly Input[]; readonly correlations: readonly Correlation[]; readonly units: Readonly<Record<string, string>>; readonly coverage: Coverage }
let last: { readonly key: string; readonly read: ReturnType<typeof readModel> } | undefined

/** Typing in the table changes numbers far more often than the model: what was read last is given other inputs. */
function modelOf({ formula, inputs, correlations, units, coverage }: Given): ReturnType<typeof readModel> {
  const key = JSON.stringify([formula, inputs.map(({ name, unit }) => [name, unit?.symbol]), units, coverage])
  if (last?.key === key && last.read.ok) return withInputs(last.read.model, inputs, correlations)
  last = { key, read: readModel({ model: formula, inputs: inputs.map((input) => ({ ...input, unit: input.unit?.symbol })), correlations, units, coverage }) }
  return last.read
}
