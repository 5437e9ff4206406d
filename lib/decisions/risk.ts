// Probabilities of conformity and of wrong decisions: specific (about one measured value) and global (about all items, with a stated
// prior). Pure, float64. Source: JCGM 106:2012, 7 (conformance probability), 9 and annex A (consumer's and producer's risk).
// Absent: exact verdicts (decide.ts) and the choice of a guard band (guard-band.ts). One or two limits everywhere.

import { toNumber } from '@duheng/quantity/decimal.ts'
import { normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import type { Limits } from './decide.ts'
import { curveOf, described, scatterCurve, type Curve, type Distribution, type Scatter } from './distribution.ts'
import { integrate } from './numeric.ts'
import { found, notFinite, refuse, type Found, type Refusal, type Sentence } from './refusal.ts'

/** Limits as float64, in the unit of the value; one is enough, both inclusive. */
export type Interval = { readonly lower?: number; readonly upper?: number }

/** The exact limits of a rule as float64. */
export function intervalOf(limits: Limits): Interval {
  return {
    lower: limits.lower === undefined ? undefined : toNumber(limits.lower),
    upper: limits.upper === undefined ? undefined : toNumber(limits.upper),
  }
}

/** Refused without a limit, with limits that are no numbers, or with crossed limits. */
export function intervalProblem({ lower, upper }: Interval, field = 'limits'): Refusal | undefined {
  if (lower === undefined && upper === undefined) return refuse(field, '至少需要一个限', 'at least one limit is needed')
  const wrong = notFinite({ [`${field}.lower`]: lower, [`${field}.upper`]: upper })
  if (wrong !== undefined) return wrong
  if (lower !== undefined && upper !== undefined && lower >= upper) {
    return refuse(field, '下限须小于上限', 'the lower limit must lie below the upper limit')
  }
  return undefined
}

/** A measured value y with what scatters about it, both in the unit of the limits. */
export type Measured = { readonly y: number; readonly scatter: Scatter }

export type SpecificRisk = {
  /** Probability that the quantity lies within the limits, given y (JCGM 106, 7.2.2; flat prior). */
  readonly conformance: number
  /** Probability that it lies beyond: the consumer's risk of accepting this item (9.3.2.2), split by side. */
  readonly risk: number
  readonly lower: number
  readonly upper: number
  /** min(upper - y, y - lower)/(3u) with the standard uncertainty u: the capability index of suncal and of process control. */
  readonly cpk: number
}

/** Conformance probability of one measured value (JCGM 106:2012, 7.2 to 7.4), for one or two limits. */
export function specificRisk({ y, scatter }: Measured, limits: Interval): Found<SpecificRisk> {
  const wrong = intervalProblem(limits) ?? notFinite({ y })
  if (wrong !== undefined) return wrong
  const curve = scatterCurve(scatter)
  if (!curve.ok) return curve
  const lower = limits.lower === undefined ? 0 : curve.value.below(limits.lower - y)
  const upper = limits.upper === undefined ? 0 : curve.value.above(limits.upper - y)
  const room = Math.min((limits.upper ?? Infinity) - y, y - (limits.lower ?? -Infinity))
  return found({ conformance: within(curve.value, limits, y), risk: lower + upper, lower, upper, cpk: room / (3 * standardOf(scatter)) })
}

/** Standard uncertainty of a scatter; infinite for t with two degrees of freedom or fewer. */
export function standardOf(scatter: Scatter): number {
  switch (scatter.type) {
    case 'normal': return scatter.u
    case 't': return scatter.dof > 2 ? scatter.scale * Math.sqrt(scatter.dof / (scatter.dof - 2)) : Infinity
    case 'uniform': return scatter.halfWidth / Math.sqrt(3)
  }
}

/** What is known of the items before they are measured, how they are measured, what conforms and what is accepted. */
export type Inspection = {
  readonly prior: Distribution
  readonly scatter: Scatter
  readonly limits: Interval
  /** Limits of acceptance; the tolerance limits themselves where nothing is said (simple acceptance). */
  readonly acceptance?: Interval
}

/** All probabilities are per item inspected except those named `given…`. */
export type GlobalRisk = {
  /** Share of items within the limits: the prior reliability. */
  readonly conforming: number
  readonly accepted: number
  /** Probability of false acceptance, global consumer's risk R_C (JCGM 106, 9.5.2). */
  readonly pfa: number
  /** Probability of false rejection, global producer's risk R_P (9.5.3). */
  readonly pfr: number
  /** Share of accepted items that do not conform; of rejected items that do. */
  readonly pfaGivenAccepted: number
  readonly pfrGivenRejected: number
  /** Probability of accepting a nonconforming item, of rejecting a conforming one. */
  readonly acceptedGivenNonconforming: number
  readonly rejectedGivenConforming: number
  /** The prior these numbers rest on: without it they mean nothing. */
  readonly prior: Sentence
}

/** Global consumer's and producer's risk of a decision rule (JCGM 106:2012, 9.5), by quadrature to about 1e-13. */
export function globalRisk(inspection: Inspection): Found<GlobalRisk> {
  const prepared = prepare(inspection)
  if (!prepared.ok) return prepared
  const { prior, limits, accept, reject, points } = prepared.value
  const outside = (x: number): boolean => (limits.lower !== undefined && x < limits.lower)
    || (limits.upper !== undefined && x > limits.upper)
  const pfa = integrate((x) => (outside(x) ? prior.density(x) * accept(x) : 0), points)
  const pfr = integrate((x) => (outside(x) ? 0 : prior.density(x) * reject(x)), points)
  const conforming = within(prior, limits, 0)
  const nonconforming = (limits.lower === undefined ? 0 : prior.below(limits.lower))
    + (limits.upper === undefined ? 0 : prior.above(limits.upper))
  const accepted = conforming - pfr + pfa
  const rejected = nonconforming - pfa + pfr
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)
  return found({
    conforming, accepted, pfa, pfr, pfaGivenAccepted: share(pfa, accepted), pfrGivenRejected: share(pfr, rejected),
    acceptedGivenNonconforming: share(pfa, nonconforming), rejectedGivenConforming: share(pfr, conforming),
    prior: described(inspection.prior),
  })
}

type Prepared = {
  prior: Curve
  scatter: Curve
  limits: Interval
  acceptance: Interval
  accept: (x: number) => number
  reject: (x: number) => number
  points: number[]
}

/** The curves of an inspection with the points where their product may bend. */
export function prepare({ prior, scatter, limits, acceptance = limits }: Inspection): Found<Prepared> {
  const wrong = intervalProblem(limits) ?? (acceptance === limits ? undefined : notFinite({
    'acceptance.lower': acceptance.lower, 'acceptance.upper': acceptance.upper,
  }))
  if (wrong !== undefined) return wrong
  if (acceptance.lower !== undefined && acceptance.upper !== undefined && acceptance.lower > acceptance.upper) {
    return refuse('acceptance', '接受区间为空', 'the acceptance interval is empty')
  }
  const before = curveOf(prior)
  const about = scatterCurve(scatter)
  if (!before.ok) return before
  if (!about.ok) return about
  const [first = 0, last = 0] = [before.value.points[0], before.value.points.at(-1)]
  const ends = [limits.lower, limits.upper, acceptance.lower, acceptance.upper].filter((end) => end !== undefined)
  const bends = [acceptance.lower, acceptance.upper].filter((end) => end !== undefined)
    .flatMap((end) => about.value.points.map((point) => end + point))
  const points = [...before.value.points, ...ends, ...bends].filter((point) => point >= first && point <= last)
  const reject = (x: number): number => (acceptance.lower === undefined ? 0 : about.value.below(acceptance.lower - x))
    + (acceptance.upper === undefined ? 0 : about.value.above(acceptance.upper - x))
  const accept = (x: number): number => within(about.value, acceptance, x)
  return found({ prior: before.value, scatter: about.value, limits, acceptance, accept, reject, points })
}

/** P(lower ≤ centre + scatter ≤ upper), from whichever tails lose fewer digits. */
function within(curve: Curve, { lower, upper }: Interval, centre: number): number {
  if (lower === undefined) return upper === undefined ? 1 : curve.below(upper - centre)
  if (upper === undefined) return curve.above(lower - centre)
  const [low, high] = [lower - centre, upper - centre]
  if (high <= low) return 0
  const [below, above] = [curve.below(low), curve.above(high)]
  if (below > 0.5) return curve.above(low) - above
  return above > 0.5 ? curve.below(high) - below : 1 - below - above
}

/** The normal prior, centred between both limits, with which the share `reliability` conforms (in-tolerance probability of NCSLI RP-19). */
export function priorOfReliability(reliability: number, limits: Interval): Found<Distribution> {
  const wrong = intervalProblem(limits)
  if (wrong !== undefined) return wrong
  if (!(reliability > 0 && reliability < 1)) return refuse('reliability', '须在 0 与 1 之间', 'must lie between 0 and 1')
  const { lower, upper } = limits
  if (lower === undefined || upper === undefined) return refuse('limits', '需要上下两个限', 'both limits are needed')
  return found({ type: 'normal', mean: (lower + upper) / 2, sd: (upper - lower) / 2 / normalQuantile((1 + reliability) / 2) })
}

/** What is known after measuring y with a normal prior and normal scatter (JCGM 106:2012, 6.2 and annex A). */
export function posterior(prior: { mean: number; sd: number }, y: number, u: number): { mean: number; sd: number } {
  const weight = (prior.sd * prior.sd) / (prior.sd * prior.sd + u * u)
  return { mean: prior.mean + weight * (y - prior.mean), sd: Math.sqrt(weight) * u }
}
