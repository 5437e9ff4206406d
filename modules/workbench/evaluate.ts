// What was typed, evaluated: the model read, its inputs, the first-order budget, and every problem at its place. Pure and fast enough for
// every keystroke; the same file runs in the browser and on the server. Absent: Monte Carlo (web/), printing (printed.ts).
import { namesIn, type Model } from '@duheng/uncertainty/ast.ts'
import { propagate, type Budget, type FirstOrderOptions } from '@duheng/uncertainty/budget.ts'
import type { Correlation } from '@duheng/uncertainty/influence.ts'
import type { Input } from '@duheng/uncertainty/inputs.ts'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { compile, type Program } from '@duheng/uncertainty/program.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import { inBoth } from './formula-words.ts'
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
export type Coverage = NonNullable<FirstOrderOptions['coverage']>
export type Answer = {
  readonly program: Program
  /** As the program takes them: rows whose symbol the formula uses, in the order of the table. */
  readonly inputs: readonly Input[]
  readonly correlations: readonly Correlation[]
  readonly coverage: Coverage
  readonly budgets: readonly Budget[]
  /** The one that is judged and sampled; `at` is its place among the results. */
  readonly budget: Budget
  readonly at: number
  /** r between results. */
  readonly correlation: readonly (readonly number[])[]
}

export function evaluate(body: StudyBody): Evaluated {
  const parsed = parseModel(modelText(body.formula))
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
  const compiled = compileOnce(body.formula, parsed.model, inputs, units)
  if (!compiled.ok) return { ...base, formula: { words: inBoth(compiled.message), offset: compiled.offset } }
  const propagated = propagate(compiled.program, inputs, { correlations, coverage })
  if (!propagated.ok) {
    const words: Pair = propagated.zh === undefined ? inBoth(propagated.message) : [propagated.zh, propagated.message]
    return /correlation/.test(propagated.message) ? { ...base, others: [{ part: 'correlations', words }] } : { ...base, formula: { words } }
  }
  const chosen = base.results.indexOf(body.measurand.trim())
  const at = chosen === -1 ? base.results.length - 1 : chosen
  const budget = propagated.budgets[at]
  if (budget === undefined) return base
  return { ...base, answer: { program: compiled.program, inputs, correlations, coverage, budgets: propagated.budgets, budget, at, correlation: propagated.correlation } }
}

/** Several results stand on lines of their own or after semicolons; places in the text stay what they are. */
export function modelText(formula: string): string {
  return formula.replaceAll(/\n(?=\s*[\p{L}_][\p{L}\p{N}\p{M}_₀-₉]*\s*=(?!=))/gu, (_, at: number) => (/[;；]\s*$|^\s*$/u.test(formula.slice(0, at)) ? '\n' : ';'))
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

function resultUnits(body: StudyBody, results: readonly string[], others: OtherProblem[]): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>()
  for (const [index, { name, unit }] of body.results.entries()) {
    if (unit.trim() === '' || !results.includes(name)) continue
    const parsed = parseUnit(unit.trim())
    if (parsed.ok) units.set(name, parsed.unit)
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

type Compiled = ReturnType<typeof compile>
let last: { readonly key: string; readonly compiled: Compiled } | undefined

/** Typing in the table changes numbers far more often than the model: the last program is kept. */
function compileOnce(formula: string, model: Model, inputs: readonly Input[], units: ReadonlyMap<string, Unit>): Compiled {
  const key = [formula, ...inputs.map(({ name, unit }) => `${name} ${unit?.symbol}`), '', ...[...units].map(([name, unit]) => `${name} ${unit.symbol}`)].join('\n')
  if (last?.key !== key) last = { key, compiled: compile(model, inputs.map(({ name, unit }) => ({ name, unit })), { units }) }
  return last.compiled
}
