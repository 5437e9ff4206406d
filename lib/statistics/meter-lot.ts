// A lot of meters in service judged by a sample: how many to draw, whether the lot stays, what the sample says about the whole. Exact
// counts. Pure. Sources: the rule's own (meter-lot-rule.ts); upper limits by inversion of the hypergeometric (discrete.ts); strata:
// Fisher–Freeman–Halton by χ². Absent: drawing the sample (the draw of the laboratory), refunds, and the verification of a single meter,
// which a passing lot never replaces.

import { found, notProbability, refuse, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import type { Grade } from '@duheng/rules/citation.ts'
import { chi2Tail } from '@duheng/uncertainty/special/gamma.ts'
import { acceptance, planFor, type TwoPoints } from './attribute-plan.ts'
import { lotUpperLimit } from './discrete.ts'
import type { MeterKind, MeterLotRule } from './meter-lot-rule.ts'
import { planByLq, type LqRule } from './sampling-rule.ts'
import { exactSum } from './sum.ts'

export type MeterPlan = {
  readonly n: number
  readonly ac: number
  /** Probability of accepting a lot at the rule's own points, exact for this lot size. */
  readonly atGood?: number
  readonly atBad: number
  readonly grade: Grade
}

/** What a limiting-quality rule needs beside itself: the table and the quality agreed, as written there ("8.0"). */
export type Limiting = { readonly table: LqRule; readonly lq: string }

/** The sample for a lot of N meters under a rule. */
export function meterPlan(rule: MeterLotRule, N: number, limiting?: Limiting): Found<MeterPlan> {
  if (rule.plan.kind === 'limiting quality') {
    if (limiting === undefined) return refuse('LQ', '该规则需要极限质量表和约定的 LQ', 'this rule needs a table of limiting qualities and the LQ agreed')
    const plan = planByLq(limiting.table, { N, lq: limiting.lq })
    if (!plan.ok) return plan
    const atBad = acceptance(
      { kind: 'single', n: plan.value.n, ac: plan.value.ac }, { of: 'lot', N, D: Math.ceil((Number(limiting.lq) / 100) * N) },
    )
    return atBad.ok ? found({ n: plan.value.n, ac: plan.value.ac, atBad: atBad.value, grade: plan.value.grade }) : atBad
  }
  const points: TwoPoints = {
    p1: Number(rule.plan.p1), alpha: Number(rule.plan.alpha), p2: Number(rule.plan.p2), beta: Number(rule.plan.beta),
  }
  const plan = planFor(points, N)
  return plan.ok ? found({ n: plan.value.n, ac: plan.value.ac, atGood: plan.value.atP1, atBad: plan.value.atP2, grade: rule.grade }) : plan
}

export type MeterLotVerdict = {
  readonly verdict: 'stays' | 'leaves'
  readonly observed: number
  /** With the stated confidence no more than this share of the lot's meters is beyond its limits. */
  readonly shareAtMost: number
  readonly confidence: number
  /** Years by which the period is extended where the lot stays, if the rule says so. */
  readonly extensionYears?: number
  readonly says: Sentence
}

/** Judges a lot of N: `failed` of n meters drawn were beyond the limits in service. Meters lost or unreadable count as failed. */
export function judgeMeterLot(
  rule: MeterLotRule, lot: { readonly N: number; readonly kind: MeterKind; readonly n: number; readonly failed: number },
  plan: Pick<MeterPlan, 'n' | 'ac'>, confidence = 0.95,
): Found<MeterLotVerdict> {
  const { N, kind, n, failed } = lot
  if (!rule.meters.includes(kind)) return refuse('kind', '该规则不适用于此类表计', 'the rule is not for this kind of meter')
  if (n !== plan.n) return refuse('n', `须抽 ${plan.n} 台，得到 ${n} 台`, `the plan draws ${plan.n} meters, not ${n}`)
  const limit = lotUpperLimit(failed, { N, n }, confidence)
  if (!limit.ok) return limit
  const stays = failed <= plan.ac
  const years = stays ? rule['extension years']?.[kind] : undefined
  return found({
    verdict: stays ? 'stays' : 'leaves', observed: failed / n, shareAtMost: limit.value / N, confidence, extensionYears: years, says: stays
      ? {
        zh: `不合格 ${failed} 台，允许 ${plan.ac} 台：该批继续使用${years === undefined ? '' : `，延长 ${years} 年`}。`,
        en: `${failed} failed, ${plan.ac} allowed: the lot stays in service${years === undefined ? '' : `, extended by ${years} years`}.`,
      }
      : { zh: `不合格 ${failed} 台，允许 ${plan.ac} 台：${rule.failed.zh}。`, en: `${failed} failed, ${plan.ac} allowed: ${rule.failed.en}.` },
  })
}

/** Meters drawn and failed in a part of the lot: one maker, year, district. */
export type Stratum = { readonly name: string; readonly n: number; readonly failed: number }

export type StrataTest = {
  readonly chi2: number
  readonly dof: number
  readonly p: number
  readonly alike: boolean
  readonly caution?: Sentence
}

/**
 * Whether the parts of a lot fail alike; where they do not, it was not one lot and is to be split. χ² with its caution for small counts.
 */
export function strataTest(strata: readonly Stratum[], level = 0.05): Found<StrataTest> {
  const wrong = notProbability({ level })
  if (wrong !== undefined) return wrong
  if (strata.length < 2) return refuse('strata', '至少两个部分', 'needs at least two')
  for (const { name, n, failed } of strata) {
    if (!(Number.isInteger(n) && n > 0 && Number.isInteger(failed) && failed >= 0 && failed <= n)) {
      return refuse(name, '须给出抽样数和不大于它的不合格数', 'needs a number drawn and a number failed not above it')
    }
  }
  const n = exactSum(strata.map((one) => one.n))
  const share = exactSum(strata.map((one) => one.failed)) / n
  const dof = strata.length - 1
  if (share === 0 || share === 1) return found({ chi2: 0, dof, p: 1, alike: true })
  const chi2 = exactSum(strata.map((one) => (one.failed - one.n * share) ** 2 / (one.n * share * (1 - share))))
  const p = chi2Tail(chi2, dof)
  const small = strata.some((one) => one.n * Math.min(share, 1 - share) < 5)
  return found({
    chi2, dof, p, alike: p >= level,
    ...(small && { caution: { zh: '期望数小于 5：该概率是近似的。', en: 'Expected numbers below 5: the probability is approximate.' } }),
  })
}
