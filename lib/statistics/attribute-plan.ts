// Sampling by attributes: acceptance probabilities, operating characteristics, risks, and plans found for two points. Exact (discrete.ts).
// Pure. Sources: ISO 2859-0 and ISO 2859-2 (definitions), Hald (1981). Absent: tables of plans, which are dated data (sampling-rule.ts).

import { root } from '@duheng/decisions/numeric.ts'
import { found, notProbability, refuse, type Found, type Refusal } from '@duheng/decisions/refusal.ts'
import { betaQuantile } from '@duheng/uncertainty/special/beta.ts'
import { binomialCdf, hypergeometricCdf, poissonCdf } from './discrete.ts'

/** Single: accept with at most `ac` in n. Double: accept up to ac1, reject from re1, else draw n2 and accept up to ac2 in both together. */
export type AttributePlan =
  | { readonly kind: 'single'; readonly n: number; readonly ac: number }
  | { readonly kind: 'double'; readonly n1: number; readonly ac1: number; readonly re1: number; readonly n2: number; readonly ac2: number }

/** What is sampled: a lot of N with D nonconforming items, a process with a share p, or nonconformities per 100 items. */
export type Quality =
  | { readonly of: 'lot'; readonly N: number; readonly D: number }
  | { readonly of: 'process'; readonly p: number }
  | { readonly of: 'nonconformities'; readonly per100: number }

/** Probability of accepting under a plan at a quality. */
export function acceptance(plan: AttributePlan, quality: Quality): Found<number> {
  const wrong = planProblem(plan) ?? qualityProblem(quality)
  if (wrong !== undefined) return wrong
  if (plan.kind === 'single') return upTo(plan.ac, plan.n, quality)
  let accepted = 0
  const first = upTo(plan.ac1, plan.n1, quality)
  if (!first.ok) return first
  accepted += first.value
  for (let found1 = plan.ac1 + 1; found1 < plan.re1; found1++) {
    const [at, below] = [upTo(found1, plan.n1, quality), upTo(found1 - 1, plan.n1, quality)]
    if (!at.ok) return at
    if (!below.ok) return below
    const here = at.value - below.value
    if (here <= 0) continue
    const rest: Quality = quality.of === 'lot' ? { of: 'lot', N: quality.N - plan.n1, D: quality.D - found1 } : quality
    const second = upTo(plan.ac2 - found1, plan.n2, rest)
    if (!second.ok) return second
    accepted += here * second.value
  }
  return found(accepted)
}

function upTo(c: number, n: number, quality: Quality): Found<number> {
  switch (quality.of) {
    case 'lot': return hypergeometricCdf(c, { N: quality.N, D: quality.D, n })
    case 'process': return found(binomialCdf(c, n, quality.p))
    case 'nonconformities': return found(poissonCdf(c, (n * quality.per100) / 100))
  }
}

export type OcPoint = { readonly quality: number; readonly accepted: number; readonly aoq: number; readonly ati: number }

/**
 * The operating characteristic at shares of nonconforming items. In a lot of N the share is taken to the nearest whole number of items.
 * `aoq`: average outgoing share when rejected lots are sorted; `ati`: average number inspected then (single plans; N where given).
 */
export function operatingCharacteristic(plan: AttributePlan, shares: readonly number[], N?: number): Found<OcPoint[]> {
  const points: OcPoint[] = []
  for (const share of shares) {
    const D = N === undefined ? 0 : Math.round(share * N)
    const quality: Quality = N === undefined ? { of: 'process', p: share } : { of: 'lot', N, D }
    const accepted = acceptance(plan, quality)
    if (!accepted.ok) return accepted
    const p = N === undefined ? share : D / N
    const n = plan.kind === 'single' ? plan.n : plan.n1
    const left = N === undefined ? 1 : (N - n) / N
    points.push({
      quality: p, accepted: accepted.value, aoq: accepted.value * p * left,
      ati: N === undefined ? Number.NaN : n + (1 - accepted.value) * (N - n),
    })
  }
  return found(points)
}

/** Share of nonconforming items at which a single plan accepts with probability `accepted`, sampling a process (exact: a beta quantile). */
export function qualityAccepted({ n, ac }: { n: number; ac: number }, accepted: number): Found<number> {
  const wrong = notProbability({ accepted }) ?? planProblem({ kind: 'single', n, ac })
  if (wrong !== undefined) return wrong
  return ac >= n ? refuse('ac', '须小于样本量', 'must be below the sample size') : found(betaQuantile(1 - accepted, ac + 1, n - ac))
}

/** Two points a plan must meet: acceptance at least 1 - alpha at share p1 and at most beta at share p2. */
export type TwoPoints = { readonly p1: number; readonly alpha: number; readonly p2: number; readonly beta: number }

export type FoundPlan = { readonly n: number; readonly ac: number; readonly atP1: number; readonly atP2: number }

/**
 * The single plan with the smallest acceptance number that meets both points, and for it the smallest sample. In a lot of N the shares
 * mean ⌊p1·N⌋ and ⌈p2·N⌉ items, so that both promises hold for every lot within them.
 */
export function planFor({ p1, alpha, p2, beta }: TwoPoints, N?: number): Found<FoundPlan> {
  const wrong = notProbability({ p1, alpha, p2, beta })
  if (wrong !== undefined) return wrong
  if (p1 >= p2) return refuse('p2', '须大于 p1', 'must be above p1')
  if (N !== undefined && (!Number.isSafeInteger(N) || N < 2)) return refuse('N', '批量须为不小于 2 的整数', 'must be a whole number of at least 2')
  const good: (n: number) => Quality = () => (N === undefined ? { of: 'process', p: p1 } : { of: 'lot', N, D: Math.floor(p1 * N) })
  const bad: Quality = N === undefined ? { of: 'process', p: p2 } : { of: 'lot', N, D: Math.ceil(p2 * N) }
  const most = N ?? 1_000_000
  let from = 1
  for (let ac = 0; ac <= 1000; ac++) {
    const n = smallest(Math.max(from, ac + 1), most, ac, bad, beta)
    if (n === undefined) break
    from = n
    const atP1 = acceptance({ kind: 'single', n, ac }, good(n))
    const atP2 = acceptance({ kind: 'single', n, ac }, bad)
    if (!atP1.ok) return atP1
    if (!atP2.ok) return atP2
    if (atP1.value >= 1 - alpha) return found({ n, ac, atP1: atP1.value, atP2: atP2.value })
  }
  return refuse('p2', '没有同时满足两个要求的一次抽样方案：须全检', 'no single plan meets both points: inspect every item')
}

/** Acceptance falls with n: bisection. */
function smallest(from: number, most: number, ac: number, quality: Quality, beta: number): number | undefined {
  const fits = (n: number): boolean => {
    const accepted = acceptance({ kind: 'single', n, ac }, quality)
    return accepted.ok && accepted.value <= beta
  }
  let high = Math.min(from, most)
  while (!fits(high)) {
    if (high >= most) return undefined
    high = Math.min(most, high * 2)
  }
  let low = from
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  return high
}

/** Share at which acceptance is `accepted` for any plan, sampling a process: by root, for double plans. */
export function qualityAcceptedBy(plan: AttributePlan, accepted: number): Found<number> {
  const wrong = notProbability({ accepted }) ?? planProblem(plan)
  if (wrong !== undefined) return wrong
  const at = root((p) => {
    const value = acceptance(plan, { of: 'process', p })
    return value.ok ? value.value - accepted : Number.NaN
  }, 1e-12, 1 - 1e-12, 1e-14)
  return at === undefined ? refuse('accepted', '方案达不到', 'the plan does not reach it') : found(at)
}

function planProblem(plan: AttributePlan): Refusal | undefined {
  const whole = (field: string, value: number, least: number): Refusal | undefined =>
    Number.isInteger(value) && value >= least ? undefined : refuse(
      field, `须为不小于 ${least} 的整数`, `must be a whole number of at least ${least}`,
    )
  if (plan.kind === 'single') return whole('n', plan.n, 1) ?? whole('ac', plan.ac, 0)
  const wrong = whole('n1', plan.n1, 1) ?? whole('n2', plan.n2, 1) ?? whole('ac1', plan.ac1, 0)
  if (wrong !== undefined) return wrong
  return plan.re1 > plan.ac1 && plan.ac2 >= plan.ac1 ? undefined
    : refuse('re1', '须大于 Ac1，且 Ac2 不小于 Ac1', 'must be above Ac1, and Ac2 at least Ac1')
}

function qualityProblem(quality: Quality): Refusal | undefined {
  if (quality.of === 'process' && !(quality.p >= 0 && quality.p <= 1)) return refuse('p', '须在 0 与 1 之间', 'must lie between 0 and 1')
  return quality.of === 'nonconformities' && !(quality.per100 >= 0) ? refuse('per100', '不得为负', 'is not negative') : undefined
}
