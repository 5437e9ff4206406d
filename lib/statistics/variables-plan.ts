// Sampling by variables: decisions with k, s or σ; operating characteristics, exact for both; plans for two points. Pure, float64.
// Sources: ISO 3951-1:2013, 16 and annexes (method, not its tables); Lieberman and Resnikoff (1955) for the estimate of nonconformity;
// Owen (1967) for the noncentral t. Absent: tables of k, which are dated data.

import { found, notFinite, notPositive, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { root } from '@duheng/decisions/numeric.ts'
import { intervalProblem, type Interval } from '@duheng/decisions/risk.ts'
import { betaTails } from '@duheng/uncertainty/special/beta.ts'
import { normalQuantile, normalTail } from '@duheng/uncertainty/special/normal.ts'
import { noncentralTTail } from './noncentral-t.ts'
import type { TwoPoints } from './attribute-plan.ts'

/** n values, acceptability constant k; `s`: the sample's standard deviation decides, `sigma`: a known one. */
export type VariablesPlan = { readonly method: 's' | 'sigma'; readonly n: number; readonly k: number }

/** Probability that a one-sided plan accepts where a share p lies beyond the limit and values are normal. */
export function variablesAcceptance({ method, n, k }: VariablesPlan, p: number): Found<number> {
  const wrong = notProbability({ p }) ?? notFinite({ k }) ?? sizeProblem(method, n)
  if (wrong !== undefined) return wrong
  const root = Math.sqrt(n)
  const z = -normalQuantile(p)
  // (limit - x̄)/s ≥ k ⟺ noncentral t with n - 1 and √n·z is at least k·√n.
  return found(method === 's' ? noncentralTTail(k * root, n - 1, root * z) : normalTail(root * (k - z)))
}

export type VariablesVerdict = {
  readonly accepted: boolean
  /** (U - x̄)/s and (x̄ - L)/s, where the limits exist. */
  readonly qUpper?: number
  readonly qLower?: number
  /** Estimated shares beyond the limits, without bias (Lieberman and Resnikoff), and together. */
  readonly beyondUpper: number
  readonly beyondLower: number
  readonly beyond: number
  /** Largest estimate the plan accepts: that of a sample exactly at k. */
  readonly most: number
}

/**
 * Judges a lot by mean and standard deviation of a sample (s) or the known one (σ). One limit: Q ≥ k. Two limits: the estimated shares
 * beyond both together must not exceed the estimate of a sample exactly at k.
 */
export function judgeByVariables(
  plan: VariablesPlan, sample: { readonly mean: number; readonly sd: number }, limits: Interval,
): Found<VariablesVerdict> {
  const wrong = intervalProblem(limits) ?? sizeProblem(
    plan.method, plan.n,
  ) ?? notFinite({ mean: sample.mean, k: plan.k }) ?? notPositive({ sd: sample.sd })
  if (wrong !== undefined) return wrong
  const qUpper = limits.upper === undefined ? undefined : (limits.upper - sample.mean) / sample.sd
  const qLower = limits.lower === undefined ? undefined : (sample.mean - limits.lower) / sample.sd
  const beyondUpper = qUpper === undefined ? 0 : estimated(plan, qUpper)
  const beyondLower = qLower === undefined ? 0 : estimated(plan, qLower)
  const most = estimated(plan, plan.k)
  const beyond = beyondUpper + beyondLower
  const one = qUpper === undefined || qLower === undefined
  return found(
    { accepted: one ? (qUpper ?? qLower ?? 0) >= plan.k : beyond <= most, qUpper, qLower, beyondUpper, beyondLower, beyond, most },
  )
}

/** Unbiased estimate of the share beyond a limit at Q: symmetric beta for s, Φ(-Q·√(n/(n - 1))) for σ. */
function estimated({ method, n }: VariablesPlan, q: number): number {
  if (method === 'sigma') return n === 1 ? normalTail(q) : normalTail(q * Math.sqrt(n / (n - 1)))
  const x = (1 - (q * Math.sqrt(n)) / (n - 1)) / 2
  if (x <= 0) return 0
  return x >= 1 ? 1 : betaTails(n / 2 - 1, n / 2 - 1, x).lower
}

export type FoundVariablesPlan = VariablesPlan & { readonly atP1: number; readonly atP2: number }

/** The smallest sample whose plan accepts at least 1 - alpha at p1 and at most beta at p2; k in the middle of what both allow. */
export function variablesPlanFor({ p1, alpha, p2, beta }: TwoPoints, method: 's' | 'sigma'): Found<FoundVariablesPlan> {
  const wrong = notProbability({ p1, alpha, p2, beta })
  if (wrong !== undefined) return wrong
  if (p1 >= p2) return refuse('p2', '须大于 p1', 'must be above p1')
  const [z1, z2, za, zb] = [-normalQuantile(p1), -normalQuantile(p2), -normalQuantile(alpha), -normalQuantile(beta)]
  const known = ((za + zb) / (z1 - z2)) ** 2
  const room = (n: number): readonly [number, number] => [kAt(method, n, p2, beta), kAt(method, n, p1, 1 - alpha)]
  const fits = (n: number): boolean => {
    const [low, high] = room(n)
    return low <= high
  }
  let low = Math.max(method === 's' ? 3 : 1, Math.floor(known))
  let high = low
  while (!fits(high)) {
    if (high >= MOST_VALUES) return refuse('p2', '两点太近', 'the two points are too close')
    low = high + 1
    high = Math.min(MOST_VALUES, 2 * high)
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  const [least, most] = room(high)
  const plan = { method, n: high, k: (least + most) / 2 }
  const [atP1, atP2] = [variablesAcceptance(plan, p1), variablesAcceptance(plan, p2)]
  if (!atP1.ok) return atP1
  return atP2.ok ? found({ ...plan, atP1: atP1.value, atP2: atP2.value }) : atP2
}

const MOST_VALUES = 100_000

/** The k with which n values accept with probability `accepted` at share p: acceptance falls with k. */
function kAt(method: 's' | 'sigma', n: number, p: number, accepted: number): number {
  const z = -normalQuantile(p)
  if (method === 'sigma') return z - normalQuantile(accepted) / Math.sqrt(n)
  const root_ = Math.sqrt(n)
  return root((k) => noncentralTTail(k * root_, n - 1, root_ * z) - accepted, z - 60 / root_ - 1, z + 60 / root_ + 1, 1e-13) ?? Number.NaN
}

function sizeProblem(method: 's' | 'sigma', n: number) {
  const least = method === 's' ? 3 : 1
  return Number.isInteger(n) && n >= least ? undefined : refuse('n', `须为不小于 ${least} 的整数`, `must be a whole number of at least ${least}`)
}
