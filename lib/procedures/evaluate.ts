// Evaluates the formulas of a procedure exactly and keeps the trace: the formula, the values that went in, what came out.
// Pure. A value whose names are not there yet is pending, never an error.

import { exactText } from '@duheng/quantity/decimal.ts'
import type { Rational } from '@duheng/quantity/decimal.ts'
import { roundToInterval, roundToSignificant, roundingInterval } from '@duheng/quantity/rounding.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { namesIn } from '@duheng/uncertainty/ast.ts'
import type { Node } from '@duheng/uncertainty/ast.ts'
import { evaluateExact, exactNumber, inUnit } from '@duheng/uncertainty/exact.ts'
import type { ExactLookup, ExactValue } from '@duheng/uncertainty/exact.ts'
import type { ValueFile } from './schema.ts'

export type Names = ReadonlyMap<string, ExactValue>
export type Surroundings = {
  readonly names: Names
  readonly lookups: ReadonlyMap<string, ExactLookup>
  readonly formulas: ReadonlyMap<string, Node>
}

/** A value as it is shown: decimal text and unit. `text` of an array is its items joined by "; ". */
export type Shown = { name: string; text: string; unit: string }
export type Trace = { formula: string; with: Shown[]; exact: boolean }

/** A computed value. `text` is rounded where the procedure says so; `unrounded` is what later formulas and exact comparison use. */
export type ComputedValue = { symbol: string; zh: string; en: string; unit: string } & (
  | { state: 'known'; text: string; rounded: boolean; trace: Trace }
  | { state: 'not yet'; missing: string[] }
  | { state: 'refused'; reason: string }
)

export type Evaluated = { ok: true; value: ExactValue } | { ok: false; missing: string[]; reason: string }

export function evaluate(surroundings: Surroundings, names: Names, formula: string): Evaluated {
  const ast = surroundings.formulas.get(formula)
  if (ast === undefined) throw new Error(`the formula "${formula}" was not read with its procedure`)
  const missing = [...namesIn(ast)].filter((name) => !names.has(name))
  const result = evaluateExact(ast, names, { lookups: surroundings.lookups })
  if (result.ok) return result
  return { ok: false, missing, reason: missing.length > 0 ? `not yet: ${missing.join(', ')}` : result.message }
}

/** A numeric formula in a unit; arrays and conditions are refused, as the reader has made sure. */
export function evaluateIn(surroundings: Surroundings, names: Names, formula: string, wanted: string): Evaluated {
  const evaluated = evaluate(surroundings, names, formula)
  if (!evaluated.ok) return evaluated
  const converted = inUnit(evaluated.value, unit(wanted))
  if (!converted.ok) return { ok: false, missing: [], reason: converted.reason }
  return { ok: true, value: exactNumber(converted.value.value, unit(wanted), converted.value.exact) }
}

export type Result = { value: ComputedValue; exact?: ExactValue; rounded?: ExactValue }

/** Computes one value of a procedure in its unit for this instrument, rounding once for the text. */
export function computeValue(surroundings: Surroundings, names: Names, value: ValueFile, inThisUnit: string): Result {
  const head = { symbol: value.name, zh: value.zh, en: value.en, unit: inThisUnit }
  const evaluated = evaluateIn(surroundings, names, value.formula, inThisUnit)
  if (!evaluated.ok) {
    if (evaluated.missing.length > 0) return { value: { ...head, state: 'not yet', missing: evaluated.missing } }
    return { value: { ...head, state: 'refused', reason: evaluated.reason } }
  }
  if (evaluated.value.type !== 'number') throw new Error('evaluateIn gives numbers')
  const number = evaluated.value.number
  const trace = traceOf(surroundings, names, value.formula, number.exact)
  if (value.round === undefined) return {
    value: { ...head, state: 'known', text: plainText(number.value), rounded: false, trace },
    exact: evaluated.value,
  }
  const interval = evaluateIn(surroundings, names, value.round, inThisUnit)
  const step = interval.ok && interval.value.type === 'number' ? roundingInterval(interval.value.number.value) : undefined
  if (step === undefined || !step.ok) {
    const reason = step?.ok === false ? step.reason : interval.ok ? 'the rounding interval is no number' : interval.reason
    return { value: { ...head, state: 'refused', reason } }
  }
  const rounded = roundToInterval(number.value, step.value)
  return {
    value: { ...head, state: 'known', text: rounded.text, rounded: true, trace },
    exact: evaluated.value,
    rounded: exactNumber(rounded.value, unit(inThisUnit), number.exact),
  }
}

export function traceOf(surroundings: Surroundings, names: Names, formula: string, exact: boolean): Trace {
  const ast = surroundings.formulas.get(formula)
  const used = ast === undefined ? [] : [...namesIn(ast)]
  const shown = used.flatMap((name) => {
    const value = names.get(name)
    return value === undefined ? [] : [show(name, value)]
  })
  return { formula, with: shown, exact }
}

export function show(name: string, value: ExactValue): Shown {
  if (value.type === 'number') return { name, text: plainText(value.number.value), unit: value.unit.symbol }
  if (value.type === 'boolean') return { name, text: value.truth ? 'true' : 'false', unit: '' }
  const items = value.items.slice(0, 100).map((item) => show(name, item))
  return { name, text: items.map(({ text }) => text).join('; '), unit: items[0]?.unit ?? '' }
}

/** Exact decimal text where it ends within twelve decimals, else twelve significant digits; for showing, never for certificates. */
export function plainText(value: Rational): string {
  const exact = exactText(value)
  if (exact !== undefined && (exact.split('.')[1]?.length ?? 0) <= 12) return exact
  return roundToSignificant(value, 12).text
}
