// A sampling plan worked out: found for two points, or taken as typed or tabled, with its operating characteristic, exact for the lot. Pure;
// a worker runs it, for a large lot takes its time.
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { acceptance, operatingCharacteristic, planFor, qualityAcceptedBy, type AttributePlan, type FoundPlan, type TwoPoints } from '@duheng/statistics/attribute-plan.ts'
import { judgeMeterLot, type MeterLotVerdict } from '@duheng/statistics/meter-lot.ts'
import type { MeterKind, MeterLotRule } from '@duheng/statistics/meter-lot-rule.ts'
import { variablesAcceptance, variablesPlanFor, type VariablesPlan } from '@duheng/statistics/variables-plan.ts'

/** What is to be worked out; shares and risks are fractions. */
export type Spec = {
  readonly points: TwoPoints
  readonly N?: number
  readonly from: { readonly kind: 'points' } | { readonly kind: 'plan'; readonly plan: AttributePlan } | { readonly kind: 'variables points'; readonly method: 's' | 'sigma' } | { readonly kind: 'variables'; readonly plan: VariablesPlan }
  readonly meters?: { readonly rule: MeterLotRule; readonly kind: MeterKind; readonly failed: number }
}

export type CurvePoint = { readonly p: number; readonly accepted: number; readonly aoq?: number; readonly ati?: number }
export type Design = {
  readonly plan: AttributePlan | ({ readonly kind: 'variables' } & VariablesPlan)
  readonly N?: number
  readonly curve: readonly CurvePoint[]
  readonly points: TwoPoints
  /** Acceptance at the two points; in a lot p1·N is rounded down and p2·N up. */
  readonly atP1: number
  readonly atP2: number
  /** Shares accepted with 95 %, 50 % and 10 %, sampling a process. */
  readonly quantiles: readonly { readonly accepted: number; readonly p: number }[]
  /** Where the average outgoing share is largest, rejected lots being sorted. */
  readonly aoql?: { readonly p: number; readonly aoq: number }
  /** The plan for the same points without a lot's end. */
  readonly endless?: FoundPlan
  readonly verdict?: Found<MeterLotVerdict>
}

const POINTS = 90
const LEVELS = [0.95, 0.5, 0.1] as const

export function design(spec: Spec): Found<Design> {
  const { from } = spec
  if (from.kind === 'variables points' || from.kind === 'variables') return byVariables(spec)
  const plan = from.kind === 'points' ? planFor(spec.points, spec.N) : undefined
  if (plan?.ok === false) return plan
  return byAttributes(spec, from.kind === 'plan' ? from.plan : { kind: 'single', n: plan?.value.n ?? 0, ac: plan?.value.ac ?? 0 })
}

function byAttributes({ points, N, from, meters }: Spec, plan: AttributePlan): Found<Design> {
  const size = plan.kind === 'single' ? plan.n : plan.n1 + plan.n2
  if (N !== undefined && size > N) return refuse(plan.kind === 'single' ? 'n' : 'n2', `样本量须不大于批量 ${N}`, `the sample must not exceed the lot of ${N}`)
  const first = acceptance(plan, N === undefined ? { of: 'process', p: points.p1 } : { of: 'lot', N, D: Math.floor(points.p1 * N) })
  const second = acceptance(plan, N === undefined ? { of: 'process', p: points.p2 } : { of: 'lot', N, D: Math.min(N, Math.ceil(points.p2 * N)) })
  if (!first.ok) return first
  if (!second.ok) return second
  const quantiles = LEVELS.flatMap((accepted) => {
    const at = qualityAcceptedBy(plan, accepted)
    return at.ok ? [{ accepted, p: at.value }] : []
  })
  const curve = operatingCharacteristic(plan, sharesOf(reach(quantiles, points), N), N)
  if (!curve.ok) return curve
  const endless = from.kind === 'points' && N !== undefined ? planFor(points) : undefined
  return found({
    plan, points, atP1: first.value, atP2: second.value, quantiles, curve: curve.value.map(({ quality, accepted, aoq, ati }) => ({ p: quality, accepted, aoq, ...(Number.isNaN(ati) ? {} : { ati }) })),
    aoql: curve.value.reduce((most, { quality, aoq }) => (aoq > most.aoq ? { p: quality, aoq } : most), { p: 0, aoq: 0 }), ...(N !== undefined && { N }), ...(endless?.ok === true && { endless: endless.value }),
    ...(meters !== undefined && N !== undefined && plan.kind === 'single' && { verdict: judgeMeterLot(meters.rule, { N, kind: meters.kind, n: plan.n, failed: meters.failed }, plan) }),
  })
}

function byVariables({ points, N, from }: Spec): Found<Design> {
  const plan = from.kind === 'variables points' ? variablesPlanFor(points, from.method) : from.kind === 'variables' ? found(from.plan) : undefined
  if (plan === undefined) return refuse('plan', '没有方案', 'there is no plan')
  if (!plan.ok) return plan
  const { method, n, k } = plan.value
  const at = (p: number) => variablesAcceptance({ method, n, k }, p)
  const [first, second] = [at(points.p1), at(points.p2)]
  if (!first.ok) return first
  if (!second.ok) return second
  const quantiles = LEVELS.map((accepted) => ({ accepted, p: shareAccepted((p) => { const value = at(p); return value.ok ? value.value : 0 }, accepted) }))
  const curve = sharesOf(reach(quantiles, points), undefined).flatMap((p): CurvePoint[] => {
    if (p <= 0) return [{ p: 0, accepted: 1 }]
    const value = at(p)
    return value.ok ? [{ p, accepted: value.value }] : []
  })
  return found({ plan: { kind: 'variables', method, n, k }, points, curve, atP1: first.value, atP2: second.value, quantiles, ...(N !== undefined && { N }) })
}

/** How far the curve goes: past both points and to where next to nothing is accepted. */
const reach = (quantiles: Design['quantiles'], { p2 }: TwoPoints): number => Math.min(1, Math.max(1.3 * p2, 2.1 * (quantiles.at(-1)?.p ?? p2)))

/** Shares at which the curve is computed; those a lot can have. */
function sharesOf(most: number, N: number | undefined): readonly number[] {
  if (N === undefined) return Array.from({ length: POINTS + 1 }, (_, i) => (i / POINTS) * most)
  const last = Math.min(N, Math.ceil(most * N))
  const step = Math.max(1, Math.ceil(last / POINTS))
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => (i * step) / N)
}

/** Acceptance falls with the share: bisection to eleven digits. */
function shareAccepted(acceptedAt: (p: number) => number, accepted: number): number {
  let [low, high] = [1e-12, 1 - 1e-12]
  for (let i = 0; i < 60 && high - low > 1e-11 * high; i++) {
    const middle = (low + high) / 2
    if (acceptedAt(middle) > accepted) low = middle
    else high = middle
  }
  return (low + high) / 2
}
