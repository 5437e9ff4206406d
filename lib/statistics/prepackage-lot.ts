// A lot of prepackaged goods judged by a dated rule: T, packages with errors T1 and T2, the test of the mean, the verdict. Exact rationals.
// Sources: the edition's own (prepackage-rule.ts). T1: short by more than T; T2: by more than 2T (OIML R 87, 2; JJF 1070, 4.3).
// Absent: weighing, tare and density; whether somebody adopted the rule, which the caller asks of its standing.

import {
  add, cmp, div, exactly, exactText, floor, fromInteger, mul, neg, parseDecimal, sub, toNumber, ZERO, type Rational,
} from '@duheng/quantity/decimal.ts'
import { roundingInterval, roundToInterval } from '@duheng/quantity/rounding.ts'
import { found, refuse, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import type { Grade } from '@duheng/rules/citation.ts'
import { weakest } from '@duheng/rules/citation.ts'
import type { DeficiencyRow, PlanRow, PrepackageEdition } from './prepackage-rule.ts'

export type QuantityKind = 'mass and volume' | 'length' | 'area' | 'count'

/** Tolerable deficiency of a nominal quantity in g, mL, m, m² or pieces, rounded as the edition says. */
export function tolerableDeficiency(edition: PrepackageEdition, kind: QuantityKind, nominal: Rational): Found<Rational> {
  if (nominal.n <= 0n) return refuse('nominal', '标注净含量须大于零', 'the nominal quantity must be greater than zero')
  if (kind === 'count' && nominal.d !== 1n) return refuse('nominal', '计数须为整数', 'a count is a whole number')
  const rows: readonly DeficiencyRow[] | undefined = edition.deficiency[kind]
  const row = rows?.find(({ upto }) => upto === undefined || cmp(nominal, exactly(upto)) <= 0)
  if (row === undefined) {
    return refuse('nominal', `${edition.title.zh} 没有该量的允许短缺量`, `${edition.title.en} has no tolerable deficiency for this quantity`)
  }
  const T = row.percent === undefined ? exactly(row.amount ?? '0') : div(mul(nominal, exactly(row.percent)), fromInteger(100))
  if (kind === 'count') return found(fromInteger(ceil(T)))
  if (kind !== 'mass and volume') return found(T)
  const step = edition.rounding['mass and volume'].find(({ upto }) => upto === undefined || cmp(nominal, exactly(upto)) <= 0)
  const interval = roundingInterval(step?.interval ?? '1')
  if (!interval.ok) return refuse('rounding', '修约间隔有误', interval.reason)
  if (edition.rounding.rule === 'half even') return found(roundToInterval(T, interval.value).value)
  return found(mul(fromInteger(ceil(div(T, interval.value.value))), interval.value.value))
}

/** The smallest whole number not below a. */
function ceil(a: Rational): bigint {
  return -floor(neg(a))
}

/** The plan for a lot of N packages. */
export type LotPlan = {
  readonly n: number
  /** Packages whose mean is tested; n where the edition tests both on one sample. */
  readonly meanN: number
  /** Sample correction factor λ; undefined where the mean is not tested. */
  readonly factor?: Rational
  readonly t1Allowed: number
  readonly t2Allowed?: number
}

export function lotPlan(edition: PrepackageEdition, N: number): Found<LotPlan> {
  if (!Number.isSafeInteger(N) || N < 1) return refuse('N', '批量须为正整数', 'a lot has a whole number of packages')
  const { sampling } = edition
  if (sampling.kind === 'unsettled') return refuse('sampling', sampling.zh, sampling.en)
  const row: PlanRow | undefined = sampling.rows.find(({ from, upto }) => N >= from && N <= (upto ?? Infinity))
  if (row === undefined) return refuse('N', `${edition.title.zh} 没有批量 ${N} 的抽样方案`, `${edition.title.en} has no plan for a lot of ${N}`)
  const n = row.n === 'all' ? N : row.n
  const allowed = row['T1 allowed']
  const t1Allowed = typeof allowed === 'number' ? allowed : Math.floor((Number(allowed.slice(0, -2)) * n) / 100)
  return found({
    n, meanN: row['mean n'] ?? n, factor: row.factor === undefined ? undefined : exactly(row.factor), t1Allowed,
    t2Allowed: row['T2 allowed'],
  })
}

/** What was found in a sample: the actual contents in the unit of the nominal quantity, as decimal texts in the order drawn. */
export type Sample = { readonly kind: QuantityKind; readonly nominal: string; readonly N: number; readonly contents: readonly string[] }

export type LotVerdict = {
  readonly edition: string
  readonly plan: LotPlan
  readonly T: Rational
  readonly mean: Rational
  /** Experimental standard deviation as the nearest float64, for showing; the verdict uses its exact square. */
  readonly s: number
  /** Qn - λ·s, for showing. */
  readonly lowestMean?: number
  readonly t1: number
  readonly t2: number
  readonly meanHolds?: boolean
  readonly t1Holds: boolean
  readonly t2Holds: boolean
  readonly verdict: 'pass' | 'fail'
  readonly reasons: readonly Sentence[]
  /** How well the weakest part of the rule was read. */
  readonly grade: Grade
}

/** Judges a lot. The sample must be as large as the plan says, neither smaller nor larger. */
export function judgeLot(edition: PrepackageEdition, { kind, nominal, N, contents }: Sample): Found<LotVerdict> {
  const Q = parseDecimal(nominal)
  if (!Q.ok) return refuse('nominal', '须为十进制数', Q.reason)
  const T = tolerableDeficiency(edition, kind, Q.value)
  if (!T.ok) return T
  const plan = lotPlan(edition, N)
  if (!plan.ok) return plan
  const size = Math.max(plan.value.n, plan.value.meanN)
  if (contents.length !== size) return refuse(
    'contents', `该批量须检 ${size} 件，得到 ${contents.length} 件`, `this lot needs ${size} packages, not ${contents.length}`,
  )
  const values: Rational[] = []
  for (const [i, text] of contents.entries()) {
    const value = parseDecimal(text)
    if (!value.ok || value.value.n < 0n) return refuse(`contents[${i + 1}]`, '须为非负十进制数', 'must be a decimal number, not negative')
    values.push(value.value)
  }
  const short = values.slice(0, plan.value.n).map((value) => sub(Q.value, value))
  const t2 = short.filter((one) => cmp(one, mul(fromInteger(2), T.value)) > 0).length
  const t1 = short.filter((one) => cmp(one, T.value) > 0).length
  return found(judged(edition, plan.value, Q.value, T.value, { ...meanOf(values.slice(0, plan.value.meanN)), t1, t2 }))
}

/**
 * Mean and standard deviation as decimal texts, with the packages short by more than T (those beyond 2T among them) and by more than 2T.
 */
export type SampleSummary = Omit<Sample, 'contents'> & {
  readonly mean: string
  readonly s: string
  readonly t1: number
  readonly t2: number
}

/** Judges a lot from the summary of its sample, where single contents are not at hand. */
export function judgeSummary(edition: PrepackageEdition, { kind, nominal, N, mean, s, t1, t2 }: SampleSummary): Found<LotVerdict> {
  const [Q, m, sd] = [parseDecimal(nominal), parseDecimal(mean), parseDecimal(s)]
  if (!Q.ok) return refuse('nominal', '须为十进制数', Q.reason)
  if (!m.ok) return refuse('mean', '须为十进制数', m.reason)
  if (!sd.ok || sd.value.n < 0n) return refuse('s', '须为非负十进制数', 'must be a decimal number, not negative')
  const T = tolerableDeficiency(edition, kind, Q.value)
  if (!T.ok) return T
  const plan = lotPlan(edition, N)
  if (!plan.ok) return plan
  if (![t1, t2].every((one) => Number.isInteger(one) && one >= 0 && one <= plan.value.n) || t2 > t1) {
    return refuse('t1', '须为 0 至样本量的整数，且包含大于 2T 的件数', 'must be a whole number up to the sample, those beyond 2T among them')
  }
  return found(judged(edition, plan.value, Q.value, T.value, { mean: m.value, variance: mul(sd.value, sd.value), t1, t2 }))
}

type Counted = { mean: Rational; variance: Rational; t1: number; t2: number }

function judged(edition: PrepackageEdition, plan: LotPlan, Q: Rational, T: Rational, { mean, variance, t1, t2 }: Counted): LotVerdict {
  const s = Math.sqrt(toNumber(variance))
  const meanHolds = plan.factor === undefined ? undefined : meanPasses(sub(Q, mean), plan.factor, variance)
  const t1Holds = t1 <= plan.t1Allowed
  const t2Holds = plan.t2Allowed === undefined || t2 <= plan.t2Allowed
  const holds = meanHolds !== false && t1Holds && t2Holds
  return {
    edition: edition.id, plan, T, mean, s, t1, t2, meanHolds, t1Holds, t2Holds, verdict: holds ? 'pass' : 'fail',
    ...(plan.factor !== undefined && { lowestMean: toNumber(Q) - toNumber(plan.factor) * s }),
    reasons: reasonsOf(plan, T, t1, t2, meanHolds),
    grade: weakest([edition.deficiency.grade, edition.rounding.grade, edition.sampling.grade]),
  }
}

function meanOf(values: readonly Rational[]): { mean: Rational; variance: Rational } {
  const n = fromInteger(values.length)
  const mean = div(values.reduce(add, ZERO), n)
  if (values.length < 2) return { mean, variance: ZERO }
  const squares = values.map((value) => sub(value, mean)).reduce((sum, d) => add(sum, mul(d, d)), ZERO)
  return { mean, variance: div(squares, fromInteger(values.length - 1)) }
}

/** mean ≥ Qn - λ·s without a root: the shortage squared against λ²·s². */
function meanPasses(shortage: Rational, factor: Rational, variance: Rational): boolean {
  return shortage.n <= 0n || cmp(mul(shortage, shortage), mul(mul(factor, factor), variance)) <= 0
}

function reasonsOf(plan: LotPlan, T: Rational, t1: number, t2: number, meanHolds: boolean | undefined): Sentence[] {
  const shown = exactText(T) ?? `${T.n}/${T.d}`
  const out: Sentence[] = [{
    zh: `短缺量大于 T = ${shown} 的有 ${t1} 件，允许 ${plan.t1Allowed} 件。`, en: `${t1} short by more than T = ${shown}; ${plan.t1Allowed} allowed.`,
  }]
  if (plan.t2Allowed !== undefined) out.push({
    zh: `短缺量大于 2T 的有 ${t2} 件，允许 ${plan.t2Allowed} 件。`, en: `${t2} short by more than 2T; ${plan.t2Allowed} allowed.`,
  })
  if (meanHolds === undefined) out.push({ zh: '该批量不做平均实际含量检验。', en: 'The mean is not tested for a lot of this size.' })
  else out.push(meanHolds
    ? { zh: '平均实际含量（经修正）不小于标注净含量。', en: 'The corrected mean reaches the nominal quantity.' }
    : { zh: '平均实际含量（经修正）小于标注净含量。', en: 'The corrected mean falls short of the nominal quantity.' })
  return out
}
