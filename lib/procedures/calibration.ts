// Statements of conformity of a calibration report under the rule agreed with the client (ILAC-G8, JCGM 106): three-way where chosen.
// Verification never comes here. Pure; U per point is handed in, from the budget of the measurement.

import { decideConformity, guardBand, symmetricLimits } from '@duheng/decisions/decide.ts'
import type { Conformity, DecisionRule } from '@duheng/decisions/decide.ts'
import { plainText } from './evaluate.ts'
import { parseDecimal } from '@duheng/quantity/decimal.ts'
import { roundResult } from '@duheng/quantity/rounding.ts'
import type { Computed } from './compute.ts'
import { valuesOf } from './example.ts'

/** `value` is "<step>.<point>.<symbol>"; U in the unit of the value, with its k; `ratio` r of the guard band w = r·U. */
export type Statement = { value: string; U: string; k: string }
export type Agreed = { rule: 'simple acceptance' } | { rule: 'guarded' | 'three-way'; ratio: string }

export type Stated =
  | {
    ok: true; id: string; value: string; U: string; k: string; unit: string; limit: string; verdict: Conformity['verdict']; margin: string,
  }
  | { ok: false; id: string; reason: string }

export function stateConformity(computed: Computed, statements: readonly Statement[], agreed: Agreed): Stated[] {
  const values = valuesOf(computed)
  return statements.map(({ value: id, U, k }) => {
    const value = values.get(id)
    const point = computed.points.find((one) => id.startsWith(`${one.id}.`))
    const limit = point?.mpe
    if (value?.state !== 'known') return { ok: false, id, reason: 'the value is not there yet' }
    if (limit?.state !== 'known' || limit.unit !== value.unit) return {
      ok: false,
      id,
      reason: 'the point has no limit in the unit of the value',
    }
    const measured = parseDecimal(value.text)
    const mpe = parseDecimal(limit.text)
    const expanded = parseDecimal(U)
    const ratio = parseDecimal(agreed.rule === 'simple acceptance' ? '0' : agreed.ratio)
    if (!measured.ok || !mpe.ok || !expanded.ok || !ratio.ok) return {
      ok: false,
      id,
      reason: 'value, limit, U and ratio are decimal numbers',
    }
    const rule: DecisionRule = agreed.rule === 'simple acceptance' ? { rule: agreed.rule } : {
      rule: agreed.rule,
      w: guardBand(expanded.value, ratio.value),
    }
    const decided = decideConformity(measured.value, symmetricLimits(mpe.value), rule)
    const printed = roundResult(measured.value, expanded.value)
    if (!decided.ok || !printed.ok) return { ok: false, id, reason: decided.ok ? (printed.ok ? '' : printed.reason) : decided.reason }
    const { verdict, margin } = decided.value
    return {
      ok: true, id, value: printed.value.value.text, U: printed.value.uncertainty.text, k, unit: value.unit, limit: limit.text,
      verdict, margin: plainText(margin),
    }
  })
}
