// Sampling of lots: acceptance probabilities of plans, operating characteristics, their risks, and plans for two points. Pure, exact.
// A plan stands in the name (`Pa N=500 n=50 c=3 p=2.5%`) or in the input; what the name says comes first.
import { acceptance, operatingCharacteristic, planFor, qualityAccepted } from '@duheng/statistics/attribute-plan.ts'
import type { AttributePlan, Quality } from '@duheng/statistics/attribute-plan.ts'
import { root } from '@duheng/decisions/numeric.ts'
import type { Answer, Family } from '../family.ts'
import { numberAfter } from '../family.ts'
import { has, isGiven, lacking, member, numberIn, taken } from '../given.ts'
import type { Given } from '../given.ts'

export const samplings: Family = {
  name: 'sampling',
  takes: (kind, input) => /sampling|operating characteristic|\bOC\b|in[\s-]?service|meter lot|acceptance prob|attribute|抽样/i.test(kind) || has(input, 'n') && has(input, 'c', 'Ac'),
  answers: ({ input }) => (name) => ofPlan(name, input),
}

const stated = (name: string, input: Given, ...words: readonly string[]): number | undefined => numberAfter(name, ...words) ?? numberIn(planIn(input), ...words) ?? numberIn(input, ...words)
const planIn = (input: Given): Given => {
  const plan = member(input, 'plan')?.value
  return isGiven(plan) ? plan : {}
}

function planOf(name: string, input: Given): AttributePlan {
  const n1 = stated(name, input, 'n1')
  if (n1 !== undefined) {
    const ac1 = stated(name, input, 'ac1', 'Ac1', 'c1') ?? lacking(['Ac1'])
    const ac2 = stated(name, input, 'ac2', 'Ac2', 'c2') ?? lacking(['Ac2'])
    return { kind: 'double', n1, ac1, re1: stated(name, input, 're1', 'Re1', 'r1') ?? ac2 + 1, n2: stated(name, input, 'n2') ?? n1, ac2 }
  }
  const n = stated(name, input, 'n', 'sample', 'sample_size') ?? lacking(['n'])
  const re = stated(name, input, 're', 'Re', 'r')
  return { kind: 'single', n, ac: stated(name, input, 'c', 'ac', 'Ac', 'acceptance_number') ?? (re === undefined ? lacking(['c']) : re - 1) }
}

/** What is sampled: "(12 of 500)", D or a share of N; a process where no lot is named; nonconformities per 100. */
function qualityOf(name: string, input: Given, share?: number): Quality {
  const per100 = stated(name, input, 'dpu100', 'per100')
  if (/poisson/i.test(name) && per100 !== undefined) return { of: 'nonconformities', per100 }
  const N = stated(name, input, 'N', 'lot', 'lot_size', 'lotsize')
  const p = share ?? numberAfter(name, 'p', 'share', 'quality') ?? shareOf(numberIn(input, 'p', 'share', 'quality', 'defective'))
  if (/poisson/i.test(name)) return { of: 'nonconformities', per100: 100 * (p ?? lacking(['p'])) }
  if (N === undefined || /binomial/i.test(name)) return { of: 'process', p: p ?? lacking(['p']) }
  const D = share !== undefined ? undefined : (/\((\d+)\s+(?:of|in|\/)\s+\d+\)/.exec(name)?.[1] ?? numberAfter(name, 'D') ?? (numberAfter(name, 'p') === undefined ? numberIn(input, 'D', 'nonconforming', 'defectives') : undefined))
  // A share of a lot is the whole number of items that do not exceed it.
  return { of: 'lot', N, D: D === undefined ? Math.floor((p ?? lacking(['p', 'D'])) * N + 1e-9) : Number(D) }
}

const shareOf = (value: number | undefined): number | undefined => (value !== undefined && value > 1 ? value / 100 : value)

function ofPlan(name: string, input: Given): Answer {
  if (/plan|smallest|sample size|least n/i.test(name) && stated(name, input, 'p1', 'AQL') !== undefined) return ofFoundPlan(name, input)
  const percent = (value: number) => (/(?<![\d.]\s?)%|percent/i.test(name) ? 100 * value : value)
  const plan = planOf(name, input)
  if (/quality at|\bp at|LTPD|\bLQ\b|\bp_?\(|\bp_?\d\d?\b|[Ii]ndifference|AQL at/.test(name) && plan.kind === 'single') {
    return percent(taken(qualityAccepted(plan, atProbability(name))))
  }
  if (/AOQL/i.test(name)) return percent(largestOutgoing(plan, stated(name, input, 'N')))
  if (/AOQ|\bATI\b/i.test(name)) {
    const quality = qualityOf(name, input)
    const [point] = taken(operatingCharacteristic(plan, [quality.of === 'lot' ? quality.D / quality.N : quality.of === 'process' ? quality.p : 0], stated(name, input, 'N')))
    return /ATI/i.test(name) ? point?.ati : point?.aoq
  }
  if (/producer|alpha|α|reject|\bPr\b|生产方/i.test(name)) return percent(1 - taken(acceptance(plan, qualityOf(name, input, shareAsked(name, input, 'p1', 'AQL')))))
  if (/consumer|beta|β|使用方/i.test(name)) return percent(taken(acceptance(plan, qualityOf(name, input, shareAsked(name, input, 'p2', 'LQ', 'LTPD')))))
  if (/\bP_?a\b|accept|\bOC\b|\bP\b|接收/i.test(name)) return percent(taken(acceptance(plan, qualityOf(name, input))))
  return undefined
}

/** The quality a risk is asked at, where neither name nor input says p or D. */
function shareAsked(name: string, input: Given, ...words: readonly string[]): number | undefined {
  if (numberAfter(name, 'p', 'D') !== undefined || /\(\d+ of \d+\)/.test(name) || has(input, 'D')) return undefined
  return shareOf(stated(name, input, ...words))
}

function atProbability(name: string): number {
  const said = numberAfter(name, 'Pa', 'P_a', 'P', 'beta', 'accepted')
  if (said !== undefined) return said
  const subscript = /\bp_?(\d\d?)\b/.exec(name)?.[1]
  if (subscript !== undefined) return 1 - Number(subscript) / 100
  const percent = /(\d+(?:\.\d+)?)\s*%/.exec(name)?.[1]
  if (percent !== undefined) return Number(percent) / 100
  return /LTPD|\bLQ\b/.test(name) ? 0.1 : /indifference/i.test(name) ? 0.5 : 0.95
}

function largestOutgoing(plan: AttributePlan, N: number | undefined): number {
  const at = (p: number): number => taken(operatingCharacteristic(plan, [p], N))[0]?.aoq ?? 0
  if (N !== undefined) return Math.max(...Array.from({ length: Math.min(N, 20_000) + 1 }, (_, i) => at(i / N)))
  const slope = (p: number): number => at(p + 1e-6) - at(p - 1e-6)
  const peak = root(slope, 1e-5, 0.999) ?? 0
  return at(peak)
}

function ofFoundPlan(name: string, input: Given): Answer {
  const need = (...words: readonly string[]): number => shareOf(stated(name, input, ...words)) ?? lacking(words)
  const found = taken(planFor({ p1: need('p1', 'AQL'), alpha: need('alpha'), p2: need('p2', 'LQ', 'LTPD'), beta: need('beta') }, stated(name, input, 'N')))
  return /\bc\b|\bAc\b|acceptance number/i.test(name) ? found.ac : found.n
}
