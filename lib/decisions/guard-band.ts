// Families of guard bands: from the ratio of tolerance to uncertainty, from a bound on a risk, or from what wrong decisions cost.
// Pure, float64; the caller turns w into an exact rational before a verdict (decide.ts). Sources beside each rule.
// Absent: which rule a regulation or a client asks for, and its numbers, which are dated data or agreed in writing.

import { normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import { scatterCurve } from './distribution.ts'
import { integrate, root } from './numeric.ts'
import { found, notPositive, notProbability, refuse, type Found, type Sentence } from './refusal.ts'
import {
  globalRisk, intervalProblem, prepare, specificRisk, standardOf, type GlobalRisk, type Inspection, type Interval,
} from './risk.ts'

/** Costs of one wrong decision of either kind, in any one currency. */
export type Costs = { readonly falseAcceptance: number; readonly falseRejection: number }

/**
 * `multiple of U`: w = r·U (ILAC-G8:09/2019, table 1; r = 1 is also "test 95 %"); `rss`: w = T - √(T² - U²) (ISO 14253-1 practice, NCSLI
 * RP-10); `RP-10`: acceptance at (1,25 - 1/TUR)·T up to TUR 4; `managed 2 %`: w = U·(1,04 - e^(0,38 ln TUR - 0,54)), PFA ≤ 2 % for any
 * prior reliability (Dobbert 2008, method 6 of ANSI/NCSL Z540.3 handbook); `specific risk`: risk at the acceptance limit (JCGM 106:2012,
 * 8.3.2); `pfa`, `pfa of 4:1`: global risk with the stated prior; `least cost`: smallest expected cost with the stated prior, each side by
 * itself; `minimax cost`: smallest worst cost without a prior (Easterling 1991).
 */
export type GuardBandRule =
  | { readonly rule: 'none' }
  | { readonly rule: 'multiple of U'; readonly r: number }
  | { readonly rule: 'rss' }
  | { readonly rule: 'RP-10' }
  | { readonly rule: 'managed 2 %' }
  | { readonly rule: 'specific risk'; readonly risk: number }
  | { readonly rule: 'pfa'; readonly pfa: number }
  | { readonly rule: 'pfa of 4:1' }
  | { readonly rule: 'least cost'; readonly costs: Costs }
  | { readonly rule: 'minimax cost'; readonly costs: Costs }

export type GuardBand = {
  /** Guard bands at the lower and upper limit, in the unit of the limits; negative where rejecting costs more than accepting. */
  readonly lower?: number
  readonly upper?: number
  readonly acceptance: Interval
  /** Width of acceptance over width of tolerance, where there are two limits. */
  readonly factor?: number
  /** Test uncertainty ratio T/U with T half the tolerance, where there are two limits. */
  readonly tur?: number
  readonly rule: Sentence
}

type Base = { limits: Interval; U: number; T?: number; tur?: number }

/** Guard bands that need only the ratio T/U. `factor` multiplies ±T. `undefined` where the rule asks for more. */
export function ratioFactor(rule: 'rss' | 'RP-10' | 'managed 2 %', tur: number): number {
  switch (rule) {
    case 'rss': return Math.sqrt(1 - 1 / (tur * tur))
    case 'RP-10': return tur <= 4 ? 1.25 - 1 / tur : 1
    case 'managed 2 %': return 1 - (1.04 - Math.exp(0.38 * Math.log(tur) - 0.54)) / tur
  }
}

/**
 * The acceptance limits under a rule. `k` is the coverage factor of U = k·u (2 where nothing is said). The prior of the inspection is used
 * by the rules that need one and stated in `rule`. Refused where nothing could be accepted, or where the rule needs what is missing.
 */
export function guardBandOf(inspection: Omit<Inspection, 'acceptance'>, of: GuardBandRule, k = 2): Found<GuardBand> {
  const curve = scatterCurve(inspection.scatter)
  const wrong = intervalProblem(inspection.limits) ?? notPositive({ k }) ?? (curve.ok ? undefined : curve)
  if (wrong !== undefined) return wrong
  const { limits } = inspection
  const T = limits.lower === undefined || limits.upper === undefined ? undefined : (limits.upper - limits.lower) / 2
  const U = k * standardOf(inspection.scatter)
  const base: Base = { limits, U, T, tur: T === undefined ? undefined : T / U }
  switch (of.rule) {
    case 'none': return both(base, 0, { zh: '简单接受，w = 0', en: 'simple acceptance, w = 0' })
    case 'multiple of U': return of.r >= 0
      ? both(base, of.r * U, { zh: `w = ${of.r}·U`, en: `w = ${of.r}·U` })
      : refuse('r', '不得为负', 'is not negative')
    case 'rss': case 'RP-10': case 'managed 2 %': return byRatio(base, of.rule)
    case 'specific risk': return bySpecificRisk(inspection, base, of.risk)
    case 'pfa': return byPfa(inspection, base, of.pfa, { zh: `全局误接受概率 ≤ ${of.pfa}`, en: `global PFA ≤ ${of.pfa}` })
    case 'pfa of 4:1': return byFourToOne(inspection, base)
    case 'least cost': return byCost(inspection, base, of.costs)
    case 'minimax cost': return byMinimax(inspection, base, of.costs)
  }
}

/** The risks of an inspection once its guard band is set. */
export function riskWith(inspection: Omit<Inspection, 'acceptance'>, band: GuardBand): Found<GlobalRisk> {
  return globalRisk({ ...inspection, acceptance: band.acceptance })
}

function both(base: Base, w: number, rule: Sentence): Found<GuardBand> {
  return sides(base, base.limits.lower === undefined ? undefined : w, base.limits.upper === undefined ? undefined : w, rule)
}

function sides({ limits, T, tur }: Base, lower: number | undefined, upper: number | undefined, rule: Sentence): Found<GuardBand> {
  const acceptance = {
    lower: limits.lower === undefined ? undefined : limits.lower + (lower ?? 0),
    upper: limits.upper === undefined ? undefined : limits.upper - (upper ?? 0),
  }
  if (acceptance.lower !== undefined && acceptance.upper !== undefined && acceptance.lower > acceptance.upper) {
    return refuse('w', '保护带后没有可接受的值：对这些限而言不确定度太大', 'the guard bands leave nothing to accept: U is too large here')
  }
  const factor = T === undefined ? undefined : ((acceptance.upper ?? 0) - (acceptance.lower ?? 0)) / (2 * T)
  return found({ lower, upper, acceptance, factor, tur, rule })
}

function byRatio(base: Base, rule: 'rss' | 'RP-10' | 'managed 2 %'): Found<GuardBand> {
  const { T, tur } = base
  if (T === undefined || tur === undefined) return refuse('limits', '该规则需要上下两个限', 'this rule needs both limits')
  if (tur < 1) return refuse('U', '该规则要求 U 不大于允差的一半宽', 'this rule needs U not larger than half the tolerance')
  const factor = ratioFactor(rule, tur)
  return both(base, Math.max(0, T * (1 - factor)), { zh: `${rule}，TUR = ${tur}`, en: `${rule}, TUR = ${tur}` })
}

/** The value at which the probability beyond the limits is `risk`, both tails counted. */
function bySpecificRisk(inspection: Omit<Inspection, 'acceptance'>, base: Base, risk: number): Found<GuardBand> {
  const wrong = notProbability({ risk })
  if (wrong !== undefined) return wrong
  const { limits, scatter } = inspection
  const excess = (y: number): number => {
    const found_ = specificRisk({ y, scatter }, limits)
    return found_.ok ? found_.value.risk - risk : Number.NaN
  }
  const reach = 60 * standardOf(scatter)
  const middle = limits.lower === undefined || limits.upper === undefined ? undefined : (limits.lower + limits.upper) / 2
  if (middle !== undefined && excess(middle) > 0) {
    return refuse('risk', '即使在允差中央也达不到该风险', 'not even the centre of the tolerance has so small a risk')
  }
  const high = limits.upper === undefined ? undefined : root(excess, middle ?? limits.upper - reach, limits.upper + reach)
  const low = limits.lower === undefined ? undefined : root(excess, limits.lower - reach, middle ?? limits.lower + reach)
  const below = low === undefined ? undefined : low - (limits.lower ?? 0)
  const above = high === undefined ? undefined : (limits.upper ?? 0) - high
  return sides(base, below, above, { zh: `接受限处的特定风险 ${risk}`, en: `specific risk ${risk} at the acceptance limit` })
}

function byPfa(inspection: Omit<Inspection, 'acceptance'>, base: Base, pfa: number, rule: Sentence): Found<GuardBand> {
  const wrong = notProbability({ pfa })
  if (wrong !== undefined) return wrong
  const at = (w: number): Found<number> => {
    const band = both(base, w, rule)
    if (!band.ok) return band
    const risk = riskWith(inspection, band.value)
    return risk.ok ? found(risk.value.pfa - pfa) : risk
  }
  const simple = at(0)
  if (!simple.ok) return simple
  const risk = globalRisk(inspection)
  const stated: Sentence = risk.ok
    ? { zh: `${rule.zh}；先验：${risk.value.prior.zh}`, en: `${rule.en}; prior: ${risk.value.prior.en}` }
    : rule
  if (simple.value <= 0) return both(base, 0, stated)
  const most = base.T ?? 60 * base.U
  const excess = (w: number): number => {
    const value = at(w)
    return value.ok ? value.value : -pfa
  }
  const w = root(excess, 0, most)
  return w === undefined ? refuse('pfa', '任何保护带都达不到', 'no guard band reaches it') : both(base, w, stated)
}

/** The guard band with which the risk is that of simple acceptance at TUR 4 (4:1 equivalent). */
function byFourToOne(inspection: Omit<Inspection, 'acceptance'>, base: Base): Found<GuardBand> {
  if (base.T === undefined) return refuse('limits', '该规则需要上下两个限', 'this rule needs both limits')
  if (inspection.scatter.type !== 'normal') return refuse('scatter', '该规则要求正态', 'this rule needs a normal scatter')
  const reference = globalRisk({ ...inspection, scatter: { type: 'normal', u: (inspection.scatter.u * (base.tur ?? 4)) / 4 } })
  if (!reference.ok) return reference
  return byPfa(inspection, base, reference.value.pfa, { zh: '与 4:1 等误接受概率', en: 'same PFA as at 4:1' })
}

/**
 * Accept where the expected cost of accepting is below that of rejecting: the limit a of acceptance solves
 * C_FA·∫out g(η) f(a|η) dη = C_FR·∫in g(η) f(a|η) dη, which makes C_FA·PFA + C_FR·PFR smallest.
 */
function byCost(inspection: Omit<Inspection, 'acceptance'>, base: Base, costs: Costs): Found<GuardBand> {
  const wrong = notPositive(costs)
  if (wrong !== undefined) return wrong
  const prepared = prepare(inspection)
  if (!prepared.ok) return prepared
  const { prior, scatter, limits, points } = prepared.value
  const outside = (x: number): boolean => (limits.lower !== undefined && x < limits.lower)
    || (limits.upper !== undefined && x > limits.upper)
  const balance = (a: number): number => {
    const [first = 0, last = 0] = [prior.points[0], prior.points.at(-1)]
    const around = [...points, ...scatter.points.map((point) => a - point)].filter((x) => x >= first && x <= last)
    const joint = (x: number): number => prior.density(x) * scatter.density(a - x)
    const out = integrate((x) => (outside(x) ? joint(x) : 0), around, 1e-14)
    const inside = integrate((x) => (outside(x) ? 0 : joint(x)), around, 1e-14)
    return out + inside === 0 ? 1 : (costs.falseAcceptance * out - costs.falseRejection * inside) / (out + inside)
  }
  const { lower, upper } = limits
  const reach = 8 * standardOf(inspection.scatter)
  const centre = lower !== undefined && upper !== undefined ? (lower + upper) / 2 : upper === undefined ? (lower ?? 0) + reach
    : upper - reach
  if (balance(centre) >= 0) return refuse('costs', '在此代价与先验下不应接受任何值', 'with these costs and this prior nothing should be accepted')
  const high = upper === undefined ? undefined : root(balance, centre, upper + reach, 1e-12)
  const low = lower === undefined ? undefined : root(balance, lower - reach, centre, 1e-12)
  if ((upper !== undefined && high === undefined) || (lower !== undefined && low === undefined)) {
    return refuse('costs', '在此代价与先验下应接受所有值', 'with these costs and this prior everything should be accepted')
  }
  const prior_ = globalRisk(inspection)
  const named = prior_.ok ? prior_.value.prior : { zh: '', en: '' }
  return sides(base, low === undefined ? undefined : low - (lower ?? 0), high === undefined ? undefined : (upper ?? 0) - high, {
    zh: `期望代价最小（误接受 ${costs.falseAcceptance}，误拒收 ${costs.falseRejection}）；先验：${named.zh}`,
    en: `least expected cost (false acceptance ${costs.falseAcceptance}, false rejection ${costs.falseRejection}); prior: ${named.en}`,
  })
}

/** w = u·z with P(Z ≤ z) = C_FA/(C_FA + C_FR): at the limit both wrong decisions then cost the same on average. */
function byMinimax({ scatter }: Omit<Inspection, 'acceptance'>, base: Base, costs: Costs): Found<GuardBand> {
  const wrong = notPositive(costs)
  if (wrong !== undefined) return wrong
  const z = normalQuantile(costs.falseAcceptance / (costs.falseAcceptance + costs.falseRejection))
  return both(base, z * standardOf(scatter), { zh: '最大期望代价最小', en: 'smallest worst expected cost' })
}

