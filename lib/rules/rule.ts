// A dated, cited rule: what it says in which period. Code asks for the edition in force at a date and never knows the number.
// A rule file is YAML; its bytes are kept beside what was read, so that what goes out is what came in.

import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import { z } from 'zod'
import { Bilingual, CivilDateText, DecimalText, Grade, Id, Source, Text, WholeNumber } from './citation.ts'
import type { Reading } from './problem.ts'
import { refusal } from './problem.ts'
import { sha256 } from './sha256.ts'
import { readShape } from './shape.ts'

const ClockValue = z.strictObject({
  kind: z.literal('clock'),
  days: WholeNumber,
  unit: z.enum(['day', 'working day']),
  event: Text,
  extension: Bilingual.optional(),
})
const AmountValue = z.strictObject({ kind: z.literal('amount'), value: DecimalText, unit: Text })
const StatementValue = z.strictObject({ kind: z.literal('statement'), zh: Text, en: Text })
const UnsettledValue = z.strictObject({ kind: z.literal('unsettled'), zh: Text, en: Text })

/** unsettled: the rule is known to exist here, its number is not; nobody may count with it. */
export const RuleValue = z.discriminatedUnion('kind', [ClockValue, AmountValue, StatementValue, UnsettledValue])
export type RuleValue = z.infer<typeof RuleValue>

export const RuleEdition = z.strictObject({
  from: CivilDateText,
  until: CivilDateText.optional(),
  value: RuleValue,
  source: Source,
  grade: Grade,
  note: Bilingual.optional(),
})
export type RuleEdition = z.infer<typeof RuleEdition>

export const Rule = z.strictObject({ id: Id, zh: Text, en: Text, jurisdiction: Id, editions: z.array(RuleEdition).min(1).max(100) })
export type Rule = z.infer<typeof Rule>

const RuleFileShape = z.strictObject({
  format: z.literal('duheng-rules/1'),
  title: Bilingual,
  rules: z.array(Rule).min(1).max(2000),
})
export type RuleFile = z.infer<typeof RuleFileShape> & { text: string; hash: string }

export function readRuleFile(text: string): Reading<RuleFile> {
  const shaped = readShape(text, RuleFileShape)
  if (!shaped.ok) return shaped
  const problems = shaped.value.rules.flatMap((rule, index) => disorder(rule, shaped.value.rules, index))
  if (problems.length > 0) {
    return refusal(problems.map(({ path, message }) => ({ ...shaped.positions.at(path), path: path.join('.'), message })))
  }
  return { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}

type Placed = { path: (string | number)[]; message: string }

function disorder(rule: Rule, rules: readonly Rule[], index: number): Placed[] {
  const found: Placed[] = []
  if (rules.findIndex((other) => other.id === rule.id) !== index) {
    found.push({ path: ['rules', index, 'id'], message: `The rule "${rule.id}" stands here twice.` })
  }
  for (const [place, edition] of rule.editions.entries()) {
    const path = ['rules', index, 'editions', place, 'from']
    const earlier = rule.editions[place - 1]
    if (edition.until !== undefined && edition.until < edition.from) found.push({ path, message: 'The edition ends before it begins.' })
    if (earlier !== undefined && edition.from <= (earlier.until ?? earlier.from)) {
      found.push({ path, message: 'Editions stand in the order of their dates and do not overlap.' })
    }
  }
  return found
}

/** The edition in force on a day, or undefined when none was. A later edition ends an earlier one without `until`. */
export function editionAt(editions: readonly RuleEdition[], date: CivilDate): RuleEdition | undefined {
  const begun = editions.findLast((edition) => edition.from <= date)
  return begun === undefined || (begun.until !== undefined && begun.until < date) ? undefined : begun
}

/** The identity of what a rule says: changes when any word, number, date or source of the edition changes. */
export function editionDigest(id: string, edition: RuleEdition): string {
  return sha256(canonicalJson({ id, edition }))
}

/** JSON with sorted keys and nothing optional in it: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
