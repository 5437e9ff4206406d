// The D-SI name of a printed unit. Unit grammar and tables live in lib/quantity alone; this file only says what a DCC does with
// a unit the SI does not know: it writes the unit one and declares the real name beside it (dcc:nonSIUnit).

import { toDsi } from '@duheng/quantity/unit-dsi.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'

/** `℃` → `\degreecelsius`; a currency → `\one` with `isSi: false`. */
export function dsiUnitOf(printed: string): { unit: string; isSi: boolean } {
  const parsed = parseUnit(printed)
  if (!parsed.ok) return { unit: '\\one', isSi: false }
  const dsi = toDsi(parsed.unit)
  return dsi.ok ? { unit: dsi.value, isSi: true } : { unit: '\\one', isSi: false }
}
