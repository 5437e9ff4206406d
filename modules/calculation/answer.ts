// One case answered: the family its kind belongs to computes every expected value, and each is held against its tolerance. Pure.
// A kind nobody answers, a name a family does not know and an input it cannot use are unsupported, with the reason; never a guess.
import type { Sentence } from '@duheng/decisions/refusal.ts'
import type { Case, Value } from './case.ts'
import type { Answers, Family } from './family.ts'
import { isComputed } from './family.ts'
import { assessments } from './families/assessment.ts'
import { comparisons } from './families/comparison.ts'
import { fits } from './families/fit.ts'
import { intervals } from './families/interval.ts'
import { models } from './families/model.ts'
import { pairedReadings } from './families/paired-readings.ts'
import { prepackages } from './families/prepackage.ts'
import { robustStatistics, scores } from './families/proficiency.ts'
import { quantiles } from './families/quantile.ts'
import { risks } from './families/risk.ts'
import { samplings } from './families/sampling.ts'
import { units } from './families/unit.ts'
import { variances } from './families/variance.ts'
import { reasonOf, Unusable } from './given.ts'
import { agrees, toleranceOf } from './tolerance.ts'
import type { Computed, Tolerance } from './tolerance.ts'

/** In the order in which a kind is offered to them: the narrow ones first. */
const FAMILIES: readonly Family[] = [
  units, quantiles, fits, intervals, prepackages, samplings, robustStatistics, comparisons, risks, variances, assessments, pairedReadings, models, scores,
]

export type Verdict = 'pass' | 'fail' | 'unsupported'

export type Outcome = {
  readonly case: string
  readonly name: string
  readonly expected: Value
  readonly got?: Value
  readonly tolerance?: string
  /** The tolerance in the unit of the value, where both are numbers. */
  readonly allowance?: number
  readonly verdict: Verdict
  /** Why there is no value, in both languages. */
  readonly reason?: Sentence
}

/** Every expected value of a case, in the order of the file. */
export async function answerCase(of: Case): Promise<readonly Outcome[]> {
  const prepared = await prepare(of)
  const outcomes: Outcome[] = []
  for (const expected of of.expected) {
    const base = { case: of.id, name: expected.name, expected: expected.value }
    if (!prepared.ok) { outcomes.push({ ...base, verdict: 'unsupported', reason: prepared.reason }); continue }
    const answered = await attempt(async () => prepared.value(expected.name))
    if (!answered.ok) { outcomes.push({ ...base, verdict: 'unsupported', reason: answered.reason }); continue }
    if (answered.value === undefined) {
      outcomes.push({ ...base, verdict: 'unsupported', reason: { zh: `“${of.kind}”类中没有名为“${expected.name}”的量`, en: `nothing called "${expected.name}" in the kind "${of.kind}"` } })
      continue
    }
    const computed: Computed = isComputed(answered.value) ? answered.value : { value: answered.value }
    const tolerance = toleranceOf(expected, of.note, computed)
    outcomes.push({ ...base, got: computed.value, tolerance: textOf(expected.value, tolerance), ...allowanceOf(expected.value, tolerance), verdict: agrees(expected.value, computed.value, tolerance) ? 'pass' : 'fail' })
  }
  return outcomes
}

/** The family a case goes to, by name, for a report of what is covered. */
export function familyOf({ kind, input }: Pick<Case, 'kind' | 'input'>): string | undefined {
  return FAMILIES.find((family) => family.takes(kind, input))?.name
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Sentence }

function prepare(of: Case): Promise<Attempt<Answers>> {
  const family = FAMILIES.find((one) => one.takes(of.kind, of.input))
  if (family === undefined) return Promise.resolve({ ok: false, reason: { zh: `不支持“${of.kind}”这一类`, en: `the kind "${of.kind}" is not supported` } })
  return attempt(async () => family.answers(of))
}

async function attempt<T>(make: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await make() }
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, reason: reasonOf(error) }
    throw error
  }
}

const allowanceOf = (expected: Value, { size, relative }: Tolerance): Pick<Outcome, 'allowance'> => (
  typeof expected === 'number' ? { allowance: relative ? size * Math.abs(expected) : size } : {})
const textOf = (expected: Value, tolerance: Tolerance): string => (isNumeric(expected) ? tolerance.text : 'equal')
const isNumeric = (value: Value): boolean => typeof value === 'number' || (Array.isArray(value) && value.every((one: Value) => isNumeric(one)))
