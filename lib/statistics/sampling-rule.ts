// Sampling plans of a standard as dated, cited data, and the switching between normal and tightened inspection. Reads rules/sampling.
// Pure. Sources: the file's own; switching: GB/T 2828.1-2012, 9.3 (from memory). Absent: what a plan accepts (attribute-plan.ts).

import { Bilingual, CivilDateText, Grade, Id, Source, Text, WholeNumber } from '@duheng/rules/citation.ts'
import type { Problem, Reading } from '@duheng/rules/problem.ts'
import { refusal } from '@duheng/rules/problem.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { readShape } from '@duheng/rules/shape.ts'
import { z } from 'zod'
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'

const Words = z.string().transform((text) => text.trim().split(/\s+/))
const Plans = z.string().regex(/^(\d{1,5}\/\d{1,3}|-)( (\d{1,5}\/\d{1,3}|-))*$/, 'Expected plans such as 50/3, or a dash').transform(
  (text) => text.split(' ').map((cell) => (cell === '-' ? undefined : { n: Number(cell.split('/')[0]), ac: Number(cell.split('/')[1]) })),
)
const Common = {
  format: z.literal('duheng-sampling/1'), id: Id, title: Bilingual, from: CivilDateText, until: CivilDateText.optional(), source: Source,
  grade: Grade,
  notes: z.array(Bilingual).max(20).optional(), quality: Words,
}
const ByAql = z.strictObject({
  ...Common, index: z.literal('AQL'), levels: z.array(Text).min(1).max(10),
  letters: z.array(z.strictObject({ upto: WholeNumber.optional(), letters: Words })).min(1).max(30),
  tables: z.strictObject({ normal: z.record(Text, Plans), tightened: z.record(Text, Plans) }),
})
const ByLq = z.strictObject({
  ...Common, index: z.literal('LQ'),
  lots: z.array(z.strictObject({ from: WholeNumber, upto: WholeNumber.optional(), plans: Plans })).min(1).max(30),
})
const Shape = z.discriminatedUnion('index', [ByAql, ByLq])

export type SamplingRule = z.infer<typeof Shape> & { text: string; hash: string }
export type AqlRule = Extract<SamplingRule, { index: 'AQL' }>
export type LqRule = Extract<SamplingRule, { index: 'LQ' }>

/** Reads a table of plans; every row has one plan for each quality. */
export function readSamplingRule(text: string): Reading<SamplingRule> {
  const shaped = readShape(text, Shape)
  if (!shaped.ok) return shaped
  const rule = shaped.value
  const problems: Problem[] = []
  const complain = (path: (string | number)[], message: string) => {
    problems.push({ ...shaped.positions.at(path), path: path.join('.'), message })
  }
  const columns = rule.quality.length
  if (rule.index === 'LQ') {
    for (const [i, { plans }] of rule.lots.entries()) if (plans.length !== columns) complain(
      ['lots', i, 'plans'], `Expected ${columns} plans.`,
    )
  } else {
    for (const [i, { letters }] of rule.letters.entries()) if (letters.length !== rule.levels.length) complain(
      ['letters', i, 'letters'], `Expected ${rule.levels.length} letters.`,
    )
    for (const severity of ['normal', 'tightened'] as const) {
      for (const [letter, plans] of Object.entries(rule.tables[severity])) {
        if (plans.length !== columns) complain(['tables', severity, letter], `Expected ${columns} plans.`)
      }
    }
  }
  return problems.length > 0 ? refusal(problems) : { ok: true, value: { ...rule, text, hash: sha256(text) } }
}

export type Severity = 'normal' | 'tightened'
/** A single plan from a table; `census` where the sample would be the lot: every item is inspected. */
export type TablePlan = {
  readonly letter?: string
  readonly n: number
  readonly ac: number
  readonly census: boolean
  readonly grade: Grade
}

/** The plan for a lot, an inspection level and an AQL as written in the standard ("1.0"). */
export function planByAql(
  rule: AqlRule, lot: { readonly N: number; readonly level: string; readonly aql: string; readonly severity: Severity },
): Found<TablePlan> {
  const { N, level, aql, severity } = lot
  if (!Number.isSafeInteger(N) || N < 2) return refuse('N', '批量须为不小于 2 的整数', 'must be a whole number of at least 2')
  const column = rule.quality.indexOf(aql)
  if (column < 0) return refuse('AQL', `该表没有 AQL ${aql}`, `the table has no AQL ${aql}`)
  const place = rule.levels.indexOf(level)
  if (place < 0) return refuse('level', `没有检验水平 ${level}`, `there is no level ${level}`)
  const letter = rule.letters.find(({ upto }) => N <= (upto ?? Infinity))?.letters[place]
  const plan = letter === undefined ? undefined : rule.tables[severity][letter]?.[column]
  if (letter === undefined || plan === undefined) return refuse('N', '表中没有该方案', 'the table has no such plan')
  return found({ letter, n: Math.min(plan.n, N), ac: plan.ac, census: plan.n >= N, grade: rule.grade })
}

/** The plan for an isolated lot and a limiting quality in percent as written ("8.0"). */
export function planByLq(rule: LqRule, { N, lq }: { readonly N: number; readonly lq: string }): Found<TablePlan> {
  if (!Number.isSafeInteger(N) || N < 2) return refuse('N', '批量须为不小于 2 的整数', 'must be a whole number of at least 2')
  const column = rule.quality.indexOf(lq)
  if (column < 0) return refuse('LQ', `该表没有 LQ ${lq}`, `the table has no LQ ${lq}`)
  const plan = rule.lots.find(({ from, upto }) => N >= from && N <= (upto ?? Infinity))?.plans[column]
  if (plan === undefined) return refuse('N', `批量 ${N} 在 LQ ${lq} 没有方案：须全检`, `no plan for a lot of ${N} at LQ ${lq}: inspect every item`)
  return found({ n: Math.min(plan.n, N), ac: plan.ac, census: plan.n >= N, grade: rule.grade })
}

export type Switching = { readonly severity: Severity | 'discontinued'; readonly since: number }

/**
 * Severity for the next lot after a series of original inspections (true: accepted): to tightened after 2 rejected of 5 or fewer in a row;
 * back after 5 accepted in a row; discontinued after 5 rejected under tightened inspection. `since`: the lot (from 0) that brought it
 * about.
 */
export function severityAfter(accepted: readonly boolean[]): Switching {
  let severity: Severity = 'normal'
  let since = 0
  let rejectedTightened = 0
  for (let i = 0; i < accepted.length; i++) {
    const window = accepted.slice(Math.max(since, i - 4), i + 1)
    if (severity === 'normal' && window.filter((one) => !one).length >= 2) {
      severity = 'tightened'
      since = i + 1
      rejectedTightened = 0
    } else if (severity === 'tightened') {
      if (accepted[i] === false) rejectedTightened++
      if (rejectedTightened >= 5) return { severity: 'discontinued', since: i + 1 }
      if (i + 1 - since >= 5 && window.length === 5 && window.every(Boolean)) {
        severity = 'normal'
        since = i + 1
      }
    }
  }
  return { severity, since }
}
