// A decision against limits: simple acceptance or a guard band of r·U, the probability that the quantity conforms, and the limits as typed
// (`5`, `5 g`, `±5` for both). Pure. Sources: JCGM 106:2012, 7 and 8; ILAC-G8:09/2019, 4.2. Absent: verification, which has its own rule.
import { decideConformity, guardBand, type Conformity } from '@duheng/decisions/decide.ts'
import { specificRisk } from '@duheng/decisions/risk.ts'
import { fromNumber, parseDecimal, toNumber } from '@duheng/quantity/decimal.ts'
import { intervalUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { convert, parseUnit } from '@duheng/quantity/unit.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { Pair } from './pair.ts'
import { numberOf } from './spread.ts'
import type { StudyBody } from './study-body.ts'

export type Limits = { readonly lower?: number; readonly upper?: number }
export type LimitsRead = { readonly ok: true; readonly limits: Limits } | { readonly ok: false; readonly side: 'lower' | 'upper' | 'r'; readonly words: Pair }
export type Decision = {
  readonly limits: Limits
  readonly conformity: Conformity
  readonly acceptance: Limits
  /** Guard band, zero under simple acceptance. */
  readonly w: number
  /** Probability that the quantity lies within the limits, by first order; undefined where it states no spread. */
  readonly probability?: number
}
export type DecisionRead = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly side: 'lower' | 'upper' | 'r'; readonly words: Pair } | undefined

/** Limits in the unit of the result; absent where nothing is typed. */
export function limitsOf({ limits }: StudyBody, unit: Unit): LimitsRead {
  const read: { lower?: number; upper?: number } = {}
  for (const side of ['lower', 'upper'] as const) {
    const text = limits[side].trim()
    if (text === '') continue
    const isBoth = text.startsWith('±')
    // Read as one limit, ±5 would decide by an interval nobody meant.
    if (isBoth && limits[side === 'lower' ? 'upper' : 'lower'].trim() !== '') return { ok: false, side, words: ['± 写两个限：另一格须空着', '± states both limits: leave the other field empty'] }
    const value = quantityIn(isBoth ? text.slice(1) : text, unit)
    if (!value.ok) return { ok: false, side, words: value.words }
    read[side] = value.value
    if (isBoth) Object.assign(read, { lower: -Math.abs(value.value), upper: Math.abs(value.value) })
  }
  return { ok: true, limits: read }
}

/** A number with or without a unit, in `unit`. */
export function quantityIn(text: string, unit: Unit): { readonly ok: true; readonly value: number } | { readonly ok: false; readonly words: Pair } {
  const split = /^([-+−]?[0-9０-９.．。]+(?:[eE][-+−]?[0-9]+)?)\s*(.*)$/u.exec(text.trim())
  const number = numberOf(split?.[1] ?? text)
  if (!number.ok) return number
  const unitText = split?.[2] ?? ''
  if (unitText === '') return { ok: true, value: number.value }
  const from = parseUnit(unitText)
  const exact = parseDecimal(number.text)
  if (!from.ok || !exact.ok) return { ok: false, words: [`单位“${unitText}”读不懂`, `The unit "${unitText}" is not read`] }
  const done = convert(exact.value, from.unit, unit)
  return done.ok ? { ok: true, value: toNumber(done.value) } : { ok: false, words: [`${unitText} 换算不到 ${unit.symbol}`, `${unitText} cannot be converted to ${unit.symbol}`] }
}

/** Undefined where no limit is typed. */
export function decide(body: StudyBody, budget: Budget): DecisionRead {
  const read = limitsOf(body, budget.unit)
  if (!read.ok) return read
  const { limits } = read
  if (limits.lower === undefined && limits.upper === undefined) return undefined
  const r = body.limits.rule === 'simple' ? { ok: true as const, value: 0 } : numberOf(body.limits.r)
  if (!r.ok || r.value < 0) return { ok: false, side: 'r', words: ['r 须为不小于零的数，如 1', 'r is a number, zero or greater, such as 1'] }
  const exact = (value: number | undefined) => (value === undefined ? undefined : fromNumber(value))
  const w = guardBand(fromNumber(budget.U), fromNumber(r.value))
  const made = decideConformity(fromNumber(budget.value), { lower: exact(limits.lower), upper: exact(limits.upper) }, body.limits.rule === 'simple' ? { rule: 'simple acceptance' } : { rule: 'three-way', w })
  if (!made.ok) return { ok: false, side: 'upper', words: wordsOf(made.reason) }
  const risk = budget.u > 0 ? specificRisk({ y: budget.value, scatter: budget.dof === Infinity ? { type: 'normal', u: budget.u } : { type: 't', scale: budget.u, dof: budget.dof } }, limits) : undefined
  const { lower, upper } = made.value.acceptance
  return {
    ok: true,
    decision: {
      limits, conformity: made.value, w: body.limits.rule === 'simple' ? 0 : toNumber(w), probability: risk?.ok === true ? risk.value.conformance : undefined,
      acceptance: { lower: lower === undefined ? undefined : toNumber(lower), upper: upper === undefined ? undefined : toNumber(upper) },
    },
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['the lower limit lies above the upper limit', '下限大于上限'],
  ['the guard bands leave no value that could be accepted: the uncertainty is too large for these limits', '保护带之后没有可接受的值：对这些限而言不确定度太大'],
])
const wordsOf = (reason: string): Pair => [REASONS.get(reason) ?? reason, reason]

/** The target U as typed, in the unit of the result's uncertainty; undefined where nothing is typed. */
export function targetOf(body: StudyBody, budget: Budget): { readonly ok: true; readonly U: number } | { readonly ok: false; readonly words: Pair } | undefined {
  if (body.target.trim() === '') return undefined
  const value = quantityIn(body.target, intervalUnit(budget.unit))
  if (!value.ok) return value
  return value.value > 0 ? { ok: true, U: value.value } : { ok: false, words: ['目标 U 须大于零', 'A target U is greater than zero'] }
}
