// Which units may be added, and what comes out: the rules for points and differences of temperature.
// Pure. VIM 1.24 (quantity equations) has no word for it; °C and K follow SI Brochure 9th edition, 2.3.1.

import type { Outcome } from './decimal.ts'
import { comparable, intervalUnit, type Unit } from './unit-algebra.ts'

/** Units both sides are converted to, and the unit of the sum or difference. */
type AdditionRule = { readonly left: Unit; readonly right: Unit; readonly result: Unit }

/** How a + b or a − b is computed in units. Refused between kinds, and where a point of temperature would be taken for a difference. */
export function addUnits(operator: '+' | '-', a: Unit, b: Unit): Outcome<AdditionRule> {
  const pointLeft = a.offset !== undefined
  const pointRight = b.offset !== undefined
  const agreed = comparable(pointLeft ? intervalUnit(a) : a, pointRight ? intervalUnit(b) : b)
  if (!agreed.ok) return { ok: false, reason: `cannot ${operator === '+' ? 'add' : 'subtract'}: ${agreed.reason}` }
  if (pointLeft && pointRight) {
    if (operator === '+') {
      return { ok: false, reason: `two temperatures (${a.symbol}, ${b.symbol}) have no sum; a difference in K or Δ°C can be added` }
    }
    return { ok: true, value: { left: a, right: a, result: intervalUnit(a) } }
  }
  if (operator === '-' && (pointLeft ? b : a).symbol === 'K' && pointLeft !== pointRight) {
    return {
      ok: false, reason: 'K beside °C may be a temperature or a difference: write the difference in Δ°C, or both temperatures in one unit',
    }
  }
  if (pointLeft) return { ok: true, value: { left: a, right: intervalUnit(a), result: a } }
  if (pointRight) {
    if (operator === '-') return { ok: false, reason: `a temperature in ${b.symbol} cannot be subtracted from a difference` }
    return { ok: true, value: { left: intervalUnit(b), right: b, result: b } }
  }
  // The unit that names a kind wins, so that N·m + J·(ratio) stays torque or energy and never becomes neither.
  const result = a.kind === undefined && b.kind !== undefined && a.symbol !== 'K' ? { ...a, kind: b.kind } : a
  return { ok: true, value: { left: a, right: a, result } }
}
