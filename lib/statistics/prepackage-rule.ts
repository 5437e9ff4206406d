// Rules for lots of prepackaged goods as dated, cited data: tolerable deficiency, its rounding, sampling plans. Reads rules/prepackages.
// Pure. Absent: what a lot's packages weigh (prepackage-lot.ts); marking of the net quantity.

import { Bilingual, CivilDateText, DecimalText, Grade, Id, Source, Text, WholeNumber } from '@duheng/rules/citation.ts'
import type { Problem, Reading } from '@duheng/rules/problem.ts'
import { refusal } from '@duheng/rules/problem.ts'
import { canonicalJson } from '@duheng/rules/rule.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { readShape } from '@duheng/rules/shape.ts'
import type { Standable } from '@duheng/rules/standing.ts'
import { z } from 'zod'
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'

/** T up to a nominal quantity, as a share of it or an amount in g, mL, m, m² or pieces. Rows rise; the last may have no end. */
const DeficiencyRow = z.strictObject({ upto: DecimalText.optional(), percent: DecimalText.optional(), amount: DecimalText.optional() })
  .refine((row) => (row.percent === undefined) !== (row.amount === undefined), 'A row has either percent or amount')

const Deficiency = z.strictObject({
  source: Source,
  grade: Grade,
  'mass and volume': z.array(DeficiencyRow).min(1).max(30),
  length: z.array(DeficiencyRow).max(10).optional(),
  area: z.array(DeficiencyRow).max(10).optional(),
  count: z.array(DeficiencyRow).max(10).optional(),
})

/** How T of mass and volume is rounded; pieces always go up to the next whole one. */
const Rounding = z.strictObject({
  rule: z.enum(['half even', 'up']),
  'mass and volume': z.array(z.strictObject({ upto: DecimalText.optional(), interval: DecimalText })).min(1).max(5),
  source: Source,
  grade: Grade,
})

const PlanRow = z.strictObject({
  from: WholeNumber,
  upto: WholeNumber.optional(),
  n: z.union([z.literal('all'), WholeNumber]),
  'mean n': WholeNumber.optional(),
  factor: DecimalText.optional(),
  'T1 allowed': z.union([WholeNumber, z.string().regex(/^\d{1,2} %$/, 'Expected a number or a share such as 5 %')]),
  'T2 allowed': WholeNumber.optional(),
})

const Sampling = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plans'), source: Source, grade: Grade, rows: z.array(PlanRow).min(1).max(30) }),
  z.strictObject({ kind: z.literal('unsettled'), zh: Text, en: Text, source: Source, grade: Grade }),
])

/** U of one package's content against T; how many tares are averaged, and when each is weighed by itself. */
const Measuring = z.strictObject({ 'share of T': DecimalText, source: Source, grade: Grade })
const Tare = z.strictObject({
  'light up to percent of nominal': DecimalText,
  'light n': WholeNumber,
  'steady up to share of T': DecimalText,
  'steady n': WholeNumber,
  source: Source,
  grade: Grade,
})

const Edition = z.strictObject({
  id: Id,
  title: Bilingual,
  from: CivilDateText,
  until: CivilDateText.optional(),
  confidence: DecimalText,
  note: Bilingual.optional(),
  deficiency: Deficiency,
  rounding: Rounding,
  measuring: Measuring.optional(),
  tare: Tare.optional(),
  sampling: Sampling,
})
export type PrepackageEdition = z.infer<typeof Edition>
export type PlanRow = z.infer<typeof PlanRow>
export type DeficiencyRow = z.infer<typeof DeficiencyRow>

const Shape = z.strictObject({
  format: z.literal('duheng-prepackages/1'),
  id: Id,
  title: Bilingual,
  jurisdiction: Id,
  editions: z.array(Edition).min(1).max(50),
})
export type PrepackageRule = z.infer<typeof Shape> & { text: string; hash: string }

/**
 * Reads a rule file; complaints carry line and column. Editions stand in the order of their dates and do not overlap; plans cover no lot
 * twice.
 */
export function readPrepackageRule(text: string): Reading<PrepackageRule> {
  const shaped = readShape(text, Shape)
  if (!shaped.ok) return shaped
  const problems: Problem[] = []
  for (const [i, edition] of shaped.value.editions.entries()) {
    const complain = (path: (string | number)[], message: string) => {
      problems.push({ ...shaped.positions.at(['editions', i, ...path]), path: ['editions', i, ...path].join('.'), message })
    }
    const before = shaped.value.editions[i - 1]
    if (before !== undefined && edition.from <= (before.until ?? before.from)) complain(
      ['from'], 'Editions stand in the order of their dates and do not overlap.',
    )
    if (edition.sampling.kind === 'unsettled') continue
    for (const [j, row] of edition.sampling.rows.entries()) {
      const earlier = edition.sampling.rows[j - 1]
      if (earlier !== undefined && row.from <= (earlier.upto ?? Infinity)) complain(
        ['sampling', 'rows', j, 'from'], 'A lot size stands in two rows.',
      )
    }
  }
  return problems.length > 0 ? refusal(problems) : { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}

/** The edition in force on a day (YYYY-MM-DD), or why there is none. */
export function editionOn(rule: PrepackageRule, date: string): Found<PrepackageEdition> {
  const begun = rule.editions.findLast((edition) => edition.from <= date)
  return begun === undefined || (begun.until !== undefined && begun.until < date)
    ? refuse('date', `${date} 没有生效的版本`, `no edition of ${rule.id} is in force on ${date}`)
    : found(begun)
}

/** The parts of an edition that a verdict rests on, for adoption: each with the digest of its words. */
export function standables(edition: PrepackageEdition): Standable[] {
  return (['deficiency', 'rounding', 'sampling'] as const).map((part) => ({
    id: `${edition.id}.${part}`, digest: sha256(canonicalJson(edition[part])), grade: edition[part].grade,
  }))
}
