// The uncertainty budget of the method at the points a procedure names, first order (GUM 5.1.2), and the check U ≤ ratio × MPEV.
// It belongs to the standard's dossier: it blocks the procedure, never the instrument. Pure. Absent: Monte Carlo.

import type { Bilingual, Source } from '@duheng/rules/citation.ts'
import { checkMethod } from '@duheng/decisions/decide.ts'
import { fromNumber, toNumber } from '@duheng/quantity/decimal.ts'
import type { Rational } from '@duheng/quantity/decimal.ts'
import { parseQuantity, readQuantity } from '@duheng/quantity/quantity.ts'
import { roundToSignificant, roundUncertainty } from '@duheng/quantity/rounding.ts'
import { comparable, intervalUnit } from '@duheng/quantity/unit-algebra.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { firstOrder } from '@duheng/uncertainty/budget.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import { exactNumber } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import type { Input, Stated } from '@duheng/uncertainty/inputs.ts'
import { evaluateIn, plainText } from './evaluate.ts'
import type { Names } from './evaluate.ts'
import { conditionHolds, readInstrument, unitFor } from './parameters.ts'
import type { Finding, Instrument, ParameterValues } from './parameters.ts'
import type { Procedure } from './read.ts'
import { sourceOf } from './read.ts'
import type { BudgetFile, BudgetInputFile } from './schema.ts'

/** What stands behind a standard of the procedure: its values as text with unit, and the identity of the very thing. */
export type StandardsInUse = Readonly<Record<string, { identity?: string; values: Readonly<Record<string, string>> }>>

export type MethodComponent = Bilingual & {
  name: string
  identity?: string
  distribution: string
  estimate: string
  unit: string
  u: string
  sensitivity: string
  contribution: string
  share_percent: string
}
export type MethodBudget = Bilingual & {
  id: string
  unit: string
  value: string
  u: string
  k: string
  U: string
  mpev: string
  /** U / MPEV as computed, and the greatest allowed. */
  ratio: string
  required: string
  satisfied: boolean
  requirements: (Bilingual & { holds: boolean | 'not known' })[]
  components: MethodComponent[]
  notes: readonly string[]
  source: Source
}
export type MethodBudgets = { ok: true; budgets: MethodBudget[]; blocked: boolean } | { ok: false; problems: Finding[] }

export function methodBudget(procedure: Procedure, parameters: ParameterValues, standards: StandardsInUse): MethodBudgets {
  const read = readInstrument(procedure, parameters)
  if (!read.ok) return { ok: false, problems: read.findings }
  const given = new Map(Object.entries(standards))
  const problems: Finding[] = []
  const names = new Map([...read.instrument.names, ...standardValues(procedure, given, problems)])
  if (problems.length > 0) return { ok: false, problems }
  const budgets: MethodBudget[] = []
  for (const file of procedure.file.budgets ?? []) {
    const made = oneBudget(procedure, read.instrument, names, file, given)
    if (typeof made === 'string') problems.push({ path: file.id, kind: 'refusal', zh: `${file.zh}：${made}`, en: `${file.en}: ${made}` })
    else budgets.push(made)
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    budgets,
    blocked: budgets.some(({ satisfied, requirements }) => !satisfied || requirements.some(({ holds }) => holds !== true)),
  }
}

type Given = ReadonlyMap<string, { identity?: string; values: Readonly<Record<string, string>> }>

function standardValues(procedure: Procedure, given: Given, problems: Finding[]): [string, ExactValue][] {
  return procedure.file.standards.flatMap((standard) => standard.values.flatMap((value): [string, ExactValue][] => {
    const typed = new Map(Object.entries(given.get(standard.id)?.values ?? {})).get(value.name)
    const quantity = parseQuantity(typed ?? '', value.unit)
    const read = quantity.ok ? readQuantity(quantity.value) : quantity
    const fits = read.ok ? comparable(read.value.unit, unit(value.unit)) : read
    if (read.ok && fits.ok && read.value.value.n >= 0n) return [[value.name, exactNumber(read.value.value, read.value.unit)]]
    const reason = typed === undefined ? 'missing' : !read.ok ? read.reason : !fits.ok ? fits.reason : 'negative'
    problems.push({
      path: `${standard.id}.${value.name}`,
      kind: 'refusal',
      zh: `${standard.zh}：${value.zh}（${reason}）`,
      en: `${standard.en}: ${value.en} (${reason})`,
    })
    return []
  }))
}

function oneBudget(procedure: Procedure, instrument: Instrument, start: Names, file: BudgetFile, given: Given): MethodBudget | string {
  const symbol = unitFor(procedure, instrument, file.unit)
  const names = new Map(start)
  for (const setting of file.settings ?? []) {
    const value = evaluateIn(instrument, names, setting.formula, unitFor(procedure, instrument, setting.unit))
    if (!value.ok) return value.reason
    names.set(setting.name, value.value)
  }
  const inputs: Input[] = []
  for (const input of file.inputs) {
    const made = inputOf(procedure, instrument, names, input, given)
    if (typeof made === 'string') return made
    inputs.push(made)
  }
  const model = procedure.formulas.get(file.model)
  if (model === undefined) throw new Error('the reader has parsed every model')
  const propagated = firstOrder(model, inputs, { coverage: { k: Number(file.k) }, units: new Map([['y', unit(symbol)]]) })
  if (!propagated.ok) return propagated.message
  const [budget] = propagated.budgets
  if (budget === undefined) return 'the model has no result'
  return finished(procedure, instrument, names, file, symbol, budget)
}

function finished(
  procedure: Procedure, instrument: Instrument, names: Names, file: BudgetFile, symbol: string, budget: Budget,
): MethodBudget | string {
  const mpev = number(evaluateIn(instrument, names, file.mpev, symbol))
  const required = number(evaluateIn(instrument, names, file.ratio, '1'))
  if (mpev === undefined || required === undefined) return 'the maximum permissible error has no value here'
  const U = fromNumber(budget.U)
  const check = checkMethod(U, mpev, required)
  if (!check.ok) return check.reason
  const printed = roundUncertainty(U)
  if (!printed.ok) return printed.reason
  const requirements = (file.requires ?? []).map(
    ({ zh, en, holds }) => ({ zh, en, holds: conditionHolds(instrument, names, holds) ?? ('not known' as const) })
  )
  return {
    id: file.id,
    zh: file.zh,
    en: file.en,
    unit: symbol,
    value: short(budget.value),
    u: short(budget.u),
    k: file.k,
    U: printed.value.text,
    mpev: plainText(mpev),
    ratio: short(toNumber(check.value.ratio)),
    required: short(toNumber(required)),
    satisfied: check.value.satisfied,
    requirements,
    components: budget.components.flatMap((component) => {
      const input = file.inputs.find(({ name }) => component.names.includes(name))
      return input === undefined ? [] : [componentOf(input, component)]
    }),
    notes: budget.notes,
    source: sourceOf(procedure, file.cite),
  }
}

function componentOf(input: BudgetInputFile, component: Budget['components'][number]): MethodComponent {
  return {
    name: component.names.join(' = '),
    zh: input.zh,
    en: input.en,
    ...(component.identity !== undefined && { identity: component.identity }),
    distribution: input.distribution,
    estimate: short(component.estimate),
    unit: component.unit.symbol,
    u: short(component.u),
    sensitivity: short(component.sensitivity),
    contribution: short(component.contribution),
    share_percent: short(component.share * 100),
  }
}

function inputOf(procedure: Procedure, instrument: Instrument, names: Names, input: BudgetInputFile, given: Given): Input | string {
  const own = unit(unitFor(procedure, instrument, input.unit))
  const estimate = number(evaluateIn(instrument, names, input.estimate, own.symbol))
  if (estimate === undefined) return `the input "${input.name}" has no estimate here`
  const read = (formula: string | undefined, wanted: string): number | undefined => {
    const value = formula === undefined ? undefined : number(evaluateIn(instrument, names, formula, wanted))
    return value === undefined ? undefined : toNumber(value)
  }
  const width = intervalUnit(own).symbol
  const stated = statedOf(
    input, read(input.u, width), read(input.U, width), read(input.k, '1'), read(input['half width'], width),
    read(input.dof, '1'),
  )
  if (stated === undefined) return `the uncertainty of the input "${input.name}" has no value here`
  const thing = input.standard === undefined ? undefined : given.get(input.standard)?.identity
  return {
    name: input.name,
    unit: own,
    estimate: toNumber(estimate),
    stated,
    ...(thing !== undefined && { identity: `${thing}/${input.name}` }),
  }
}

function statedOf(input: BudgetInputFile, u?: number, U?: number, k?: number, halfWidth?: number, dof?: number): Stated | undefined {
  const freedom = dof === undefined ? {} : { dof }
  if (input.distribution === 'constant') return { type: 'constant' }
  if (input.distribution === 'normal') {
    if (u !== undefined) return { type: 'normal', u, ...freedom }
    return U === undefined || k === undefined ? undefined : { type: 'normal', U, k, ...freedom }
  }
  if (halfWidth === undefined) return undefined
  return { type: input.distribution === 'u-shaped' ? 'u_shaped' : input.distribution, halfWidth, ...freedom }
}

function number(evaluated: ReturnType<typeof evaluateIn>): Rational | undefined {
  return evaluated.ok && evaluated.value.type === 'number' ? evaluated.value.number.value : undefined
}

/** Four significant digits: enough to read a budget by; what is certified is U. */
function short(value: number): string {
  return Number.isFinite(value) ? roundToSignificant(fromNumber(value), 4).text : '∞'
}
