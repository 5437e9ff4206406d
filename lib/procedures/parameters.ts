// The facts of one instrument that a procedure asks for, read and checked: quantities with units, lists, choices.
// Pure. Expected mistakes are problems with the parameter's name; nothing is guessed.

import { exactText, parseDecimal } from '@duheng/quantity/decimal.ts'
import { parseQuantity, readQuantity } from '@duheng/quantity/quantity.ts'
import { comparable } from '@duheng/quantity/unit-algebra.ts'
import { unit } from '@duheng/quantity/unit.ts'
import type { Bilingual } from '@duheng/rules/citation.ts'
import { exactArray, exactNumber, inUnit } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import { evaluate } from './evaluate.ts'
import type { Names, Surroundings } from './evaluate.ts'
import type { Procedure } from './read.ts'
import type { ParameterFile } from './schema.ts'
import { parameterOfUnit } from './scope.ts'
import { tableConstant, tableLookup } from './table.ts'

/** As typed: 'Max' → '15 kg', 'class' → 'iii', 'graduations' → '0.4, 0.8, 1.2 MPa'. A number without unit has the declared one. */
export type ParameterValues = Readonly<Record<string, string>>

/**
 * `question`: strange but possible; `refusal`: cannot be used. `path` is a parameter, a cell id or a value. `where` says in words which
 * reading is meant, for readers who do not look at its cell.
 */
export type Finding = { path: string; kind: 'question' | 'refusal'; zh: string; en: string; where?: Bilingual }

/** The finding by itself: which reading, and what is wrong with it. */
export const findingWords = ({ zh, en, where }: Finding): Bilingual => (where === undefined ? { zh, en } : { zh: `${where.zh}，${zh}`, en: `${where.en}, ${en}` })

export type Instrument = Surroundings & {
  readonly choices: ReadonlyMap<string, string>
  /** The unit each quantity was given in, and its decimals as written there. */
  readonly given: ReadonlyMap<string, { text: string; unit: string; decimals: number }>
}

export type InstrumentReading = { ok: true; instrument: Instrument } | { ok: false; findings: Finding[] }

export function readInstrument(procedure: Procedure, values: ParameterValues): InstrumentReading {
  const typed = new Map(Object.entries(values))
  const findings: Finding[] = []
  const names = new Map<string, ExactValue>()
  const choices = new Map<string, string>()
  const given = new Map<string, { text: string; unit: string; decimals: number }>()
  for (const [name, parameter] of Object.entries(procedure.file.parameters)) {
    const text = (typed.get(name) ?? '').trim() || (parameter.default ?? '')
    typed.delete(name)
    const read = text === '' ? missing(parameter) : readParameter(parameter, text)
    if (!read.ok) findings.push({ path: name, kind: 'refusal', zh: `${parameter.zh}：${read.zh}`, en: `${parameter.en}: ${read.en}` })
    else if (read.choice !== undefined) choices.set(name, read.choice)
    else {
      names.set(name, read.value)
      given.set(name, { text: read.text, unit: read.unit, decimals: read.decimals })
    }
  }
  for (const name of typed.keys()) findings.push({
    path: name, kind: 'refusal', zh: `规程没有参数“${name.slice(0, 60)}”。`, en: `The procedure has no parameter "${name.slice(0, 60)}".`,
  })
  if (findings.length > 0) return { ok: false, findings }
  return withDefinitions(procedure, { names, choices, given, lookups: new Map(), formulas: procedure.formulas })
}

type ParameterRead =
  | { ok: true; choice: string }
  | { ok: true; choice?: undefined; value: ExactValue; text: string; unit: string; decimals: number }
  | { ok: false; zh: string; en: string }

function missing(parameter: ParameterFile): ParameterRead {
  return { ok: false, zh: parameter.kind === 'choice' ? '未选择。' : '未填写。', en: 'missing.' }
}

function readParameter(parameter: ParameterFile, text: string): ParameterRead {
  if (parameter.kind === 'choice') {
    const known = parameter.options.some(({ id }) => id === text)
    return known ? { ok: true, choice: text } : { ok: false, zh: '没有这个选项。', en: 'there is no such option.' }
  }
  if (parameter.kind === 'list') return readList(parameter, text)
  const quantity = parseQuantity(text, parameter.unit)
  if (!quantity.ok) return { ok: false, zh: quantity.reason, en: quantity.reason }
  const read = readQuantity(quantity.value)
  if (!read.ok) return { ok: false, zh: read.reason, en: read.reason }
  const fits = comparable(read.value.unit, unit(parameter.unit))
  if (!fits.ok) return { ok: false, zh: fits.reason, en: fits.reason }
  if (read.value.value.n <= 0n) return { ok: false, zh: '应大于零。', en: 'is greater than zero.' }
  return {
    ok: true, value: exactNumber(read.value.value, read.value.unit), text: quantity.value.value, unit: quantity.value.unit,
    decimals: read.value.decimals,
  }
}

/** Numbers between commas; the unit stands once, after the last. */
function readList(parameter: { unit: string; max?: number }, text: string): ParameterRead {
  const parts = text.split(/[,，;；]/)
  const most = parameter.max ?? 100
  if (text.length > 2000 || parts.length > most) return { ok: false, zh: `最多 ${most} 个数。`, en: `holds at most ${most} numbers.` }
  const last = parseQuantity(parts.at(-1) ?? '', parameter.unit)
  if (!last.ok) return { ok: false, zh: last.reason, en: last.reason }
  const items: ExactValue[] = []
  let decimals = 0
  const common = unit(last.value.unit)
  const fits = comparable(common, unit(parameter.unit))
  if (!fits.ok) return { ok: false, zh: fits.reason, en: fits.reason }
  for (const part of [...parts.slice(0, -1).map((one) => one.trim()), last.value.value]) {
    const number = parseDecimal(part)
    if (!number.ok) return { ok: false, zh: number.reason, en: number.reason }
    items.push(exactNumber(number.value, common))
    decimals = Math.max(decimals, number.decimals)
  }
  return { ok: true, value: exactArray(items), text, unit: last.value.unit, decimals }
}

function withDefinitions(procedure: Procedure, start: Instrument): InstrumentReading {
  const { file } = procedure
  const names = new Map(start.names)
  for (const [name, constant] of Object.entries(file.constants ?? {})) {
    const value = parseDecimal(constant.value)
    if (value.ok) names.set(name, exactNumber(value.value, unit(constant.unit)))
  }
  const lookups = new Map(start.lookups)
  for (const [name, table] of Object.entries(file.tables ?? {})) {
    const constant = table.over === undefined ? tableConstant(table, start.choices) : undefined
    if (constant !== undefined) names.set(name, constant)
    if (table.over !== undefined) lookups.set(name, tableLookup(name, table, start.choices))
  }
  const instrument: Instrument = { ...start, names, lookups }
  const findings: Finding[] = []
  for (const definition of file.definitions ?? []) {
    const value = evaluate(instrument, names, definition.formula)
    if (value.ok) names.set(definition.name, value.value)
    else findings.push({
      path: definition.name, kind: 'refusal', zh: `${definition.zh}：${value.reason}`, en: `${definition.en}: ${value.reason}`,
    })
  }
  for (const requirement of file.requirements ?? []) {
    const holds = conditionHolds(instrument, names, requirement.holds)
    if (holds !== true) findings.push({ path: requirement.holds, kind: 'refusal', zh: requirement.zh, en: requirement.en })
  }
  return findings.length > 0 ? { ok: false, findings } : { ok: true, instrument }
}

/** Whether a condition holds; undefined when it has no value yet. */
export function conditionHolds(instrument: Surroundings, names: Names, formula: string): boolean | undefined {
  const value = evaluate(instrument, names, formula)
  return value.ok && value.value.type === 'boolean' ? value.value.truth : undefined
}

/** The unit a part is written in for this instrument: `as e` is the unit in which e was given. */
export function unitFor(procedure: Procedure, instrument: Instrument, text: string): string {
  const parameter = parameterOfUnit(text)
  return parameter === undefined ? text : (instrument.given.get(parameter)?.unit ?? text)
}

/** The decimals of a cell: a number, or those of a parameter written in the cell's unit. */
export function decimalsFor(instrument: Instrument, decimals: number | string, cellUnit: string): number {
  if (typeof decimals === 'number') return decimals
  const name = decimals.slice('like '.length)
  const given = instrument.given.get(name)
  const value = instrument.names.get(name)
  if (given === undefined || value?.type !== 'number') return 0
  if (given.unit === cellUnit) return given.decimals
  const converted = inUnit(value, unit(cellUnit))
  const text = converted.ok ? exactText(converted.value.value) : undefined
  return text?.split('.')[1]?.length ?? 0
}

