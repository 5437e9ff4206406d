// Judging values against their limits by the procedure's own rule. Verification 检定 knows pass and fail only; what is not there yet
// is "not yet". Absent: uncertainty (a matter of the method's budget) and the three-way decision of calibration (lib/decisions).

import type { Bilingual, Source } from '@duheng/rules/citation.ts'
import { judgeVerification, symmetricLimits } from '@duheng/decisions/decide.ts'
import type { Limits } from '@duheng/decisions/decide.ts'
import { abs } from '@duheng/quantity/decimal.ts'
import type { Rational } from '@duheng/quantity/decimal.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import { evaluate, evaluateIn, plainText } from './evaluate.ts'
import type { Names, Result, Surroundings } from './evaluate.ts'
import type { Procedure } from './read.ts'
import { sourceOf } from './read.ts'
import type { JudgementFile } from './schema.ts'

export type Verdict = 'pass' | 'fail' | 'not yet'
/** `id` is "<step>.<point>.<judgement>" or "<step>.<judgement>"; `shown` is the comparison with its numbers, such as "|1.5 g| ≤ 5 g". */
export type Check = Bilingual & { id: string; verdict: Verdict; shown: string; source: Source; reason?: string }

export type ToJudge = {
  procedure: Procedure; surroundings: Surroundings; names: Names; results: ReadonlyMap<string,
  Result>; unitOf: (name: string) => string,
}

export function judge(context: ToJudge, judgement: JudgementFile, prefix: string): Check {
  const head = { id: `${prefix}.${judgement.id}`, zh: judgement.zh, en: judgement.en, source: sourceOf(context.procedure, judgement.cite) }
  if (judgement.holds !== undefined) {
    const holds = evaluate(context.surroundings, context.names, judgement.holds)
    if (!holds.ok) return { ...head, verdict: 'not yet', shown: judgement.holds, reason: holds.reason }
    const truth = holds.value.type === 'boolean' && holds.value.truth
    return { ...head, verdict: truth ? 'pass' : 'fail', shown: judgement.holds }
  }
  return compare(context, judgement, head)
}

function compare(context: ToJudge, judgement: JudgementFile, head: Omit<Check, 'verdict' | 'shown' | 'reason'>): Check {
  const of = judgement.of ?? ''
  const result = context.results.get(of)
  const judged = judgement.compare === 'rounded' ? result?.rounded : result?.exact
  const value = numberOf(judged)
  const unit = context.unitOf(of)
  const limit = (formula: string | undefined): Rational | undefined => {
    const found = formula === undefined ? undefined : evaluateIn(context.surroundings, context.names, formula, unit)
    return found?.ok ? numberOf(found.value) : undefined
  }
  const write = (number: Rational): string => `${plainText(number)} ${unit}`.trim()
  const decided = (number: Rational, limits: Limits, shown: string): Check => ({
    ...head, verdict: judgeVerification(number, limits).verdict, shown,
  })
  const within = limit(judgement.within)
  const most = limit(judgement['at most'])
  const from = limit(judgement.from)
  const to = limit(judgement.to)
  if (value !== undefined && within !== undefined) return decided(
    value,
    symmetricLimits(within),
    `|${write(value)}| ≤ ${write(abs(within))}`,
  )
  if (value !== undefined && most !== undefined) return decided(value, { upper: most }, `${write(value)} ≤ ${write(most)}`)
  if (value !== undefined && from !== undefined && to !== undefined) {
    return decided(value, { lower: from, upper: to }, `${write(from)} ≤ ${write(value)} ≤ ${write(to)}`)
  }
  return { ...head, verdict: 'not yet', shown: '', reason: reasonOf(result, of) }
}

function numberOf(value: ExactValue | undefined): Rational | undefined {
  return value?.type === 'number' ? value.number.value : undefined
}

function reasonOf(result: Result | undefined, name: string): string {
  const value = result?.value
  if (value === undefined) return `not yet: ${name}`
  return value.state === 'refused'
    ? value.reason : value.state === 'not yet' ? `not yet: ${value.missing.join(', ')}` : 'the limit has no value here'
}
