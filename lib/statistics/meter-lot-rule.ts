// Rules for the surveillance of utility meters in service, as dated, cited data. Reads rules/meter-lots. Pure.
// Absent: the plan tables they point to (sampling-rule.ts), and which meters of a city make a lot.

import { Bilingual, CivilDateText, DecimalText, Grade, Id, Source, Text, WholeNumber } from '@duheng/rules/citation.ts'
import type { Reading } from '@duheng/rules/problem.ts'
import { refusal } from '@duheng/rules/problem.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { readShape } from '@duheng/rules/shape.ts'
import { z } from 'zod'

export const MeterKind = z.enum(['water', 'gas', 'electricity', 'heat'])
export type MeterKind = z.infer<typeof MeterKind>

const Plan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('limiting quality'), document: Text }),
  z.strictObject({
    kind: z.literal('two points'), p1: DecimalText, alpha: DecimalText, p2: DecimalText, beta: DecimalText, note: Text.optional(),
  }),
])

const Rule = z.strictObject({
  id: Id,
  jurisdiction: Id,
  title: Bilingual,
  from: CivilDateText,
  until: CivilDateText.optional(),
  meters: z.array(MeterKind).min(1).max(4),
  plan: Plan,
  'extension years': z.partialRecord(MeterKind, WholeNumber).optional(),
  failed: Bilingual,
  source: Source,
  grade: Grade,
})
export type MeterLotRule = z.infer<typeof Rule>

const Shape = z.strictObject({ format: z.literal('duheng-meter-lots/1'), title: Bilingual, rules: z.array(Rule).min(1).max(200) })
export type MeterLotRules = z.infer<typeof Shape> & { text: string; hash: string }

/** Reads the rules; each id stands once. */
export function readMeterLotRules(text: string): Reading<MeterLotRules> {
  const shaped = readShape(text, Shape)
  if (!shaped.ok) return shaped
  const { rules } = shaped.value
  const twice = rules.findIndex((rule, i) => rules.findIndex(({ id }) => id === rule.id) !== i)
  if (twice >= 0) {
    const path = ['rules', twice, 'id']
    return refusal([{ ...shaped.positions.at(path), path: path.join('.'), message: `"${rules[twice]?.id}" stands here twice.` }])
  }
  return { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}
