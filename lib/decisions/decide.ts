// Decides from a measured value and limits: verification by the regulation's own rule, the check of a method, conformity in a calibration
// report.
// Pure, on exact rationals; all numbers of one call are in one unit, which the caller has seen to. Absent: probabilities of conformity and
// global risks (risk.ts), guard bands from them (guard-band.ts), and every limit and ratio, which are the caller's dated data.
// Clause numbers of ILAC-G8, JCGM 106 and GB/T 8170, 4 are from memory.

import { abs, add, cmp, div, min, mul, neg, sub, ZERO, type Outcome, type Rational } from '@duheng/quantity/decimal.ts'
import { roundToInterval, type RoundingInterval } from '@duheng/quantity/rounding.ts'

/** Tolerance limits, inclusive; one is enough (JCGM 106:2012, 3.3.4 and 7.2). */
export type Limits = { readonly lower?: Rational; readonly upper?: Rational }

/** ±MPE around zero, or around a nominal value. MPE is given as its modulus (MPEV). */
export function symmetricLimits(mpev: Rational, around: Rational = ZERO): Limits {
  return { lower: sub(around, abs(mpev)), upper: add(around, abs(mpev)) }
}

/** GB/T 8170-2008, 4.3: a value is compared as it is (全数值比较法, where nothing else is said) or rounded first (修约值比较法). */
export type Comparison = { readonly method: 'full value' } | { readonly method: 'rounded value'; readonly interval: RoundingInterval }

export type Judgement = {
  readonly verdict: 'pass' | 'fail'
  /** The value as it was compared, and its text where it was rounded. */
  readonly compared: Rational
  readonly text?: string
  /** The limit that was passed. */
  readonly beyond?: 'lower' | 'upper'
  /** Distance to the nearer limit, negative outside; undefined without limits. */
  readonly margin?: Rational
}

/** Verification 检定: 合格 (pass) where the error lies within the limits, equality included, else 不合格 (fail); uncertainty has no part in it. */
export function judgeVerification(error: Rational, limits: Limits, comparison: Comparison = { method: 'full value' }): Judgement {
  const rounded = comparison.method === 'rounded value' ? roundToInterval(error, comparison.interval) : undefined
  const compared = rounded?.value ?? error
  const beyond = beyondWhich(compared, limits)
  return { verdict: beyond === undefined ? 'pass' : 'fail', compared, text: rounded?.text, beyond, margin: marginTo(compared, limits) }
}

/** 合格 only where every part is: one fail fails the instrument; no parts at all decide nothing. */
export function overallVerdict(verdicts: readonly ('pass' | 'fail')[]): 'pass' | 'fail' | undefined {
  return verdicts.length === 0 ? undefined : verdicts.includes('fail') ? 'fail' : 'pass'
}

export type MethodCheck = { readonly satisfied: boolean; readonly ratio: Rational; readonly required: Rational }

/**
 * U ≤ required · MPEV: whether a method may verify at all; `required` (often 1/3) and its document are the caller's data. Blocks the
 * method, never an instrument.
 */
export function checkMethod(U: Rational, mpev: Rational, required: Rational): Outcome<MethodCheck> {
  if (mpev.n <= 0n) return { ok: false, reason: 'the maximum permissible error must be greater than zero' }
  if (U.n < 0n) return { ok: false, reason: 'an expanded uncertainty is not negative' }
  if (required.n <= 0n) return { ok: false, reason: 'the required ratio must be greater than zero' }
  const ratio = div(U, mpev)
  return { ok: true, value: { satisfied: cmp(ratio, required) <= 0, ratio, required } }
}

/**
 * Decision rule of a calibration or test report, agreed with the client beforehand (ISO/IEC 17025:2017, 7.1.3):
 * `simple acceptance` w = 0 (ILAC-G8:09/2019, 4.2.1; JCGM 106:2012, 8.2); `guarded` accepts within the limits less w (4.2.2; JCGM 106,
 * 8.3.2);
 * `three-way` names what lies within w of a limit conditional (4.2.3, non-binary statement with guard band).
 */
export type DecisionRule =
  | { readonly rule: 'simple acceptance' }
  | { readonly rule: 'guarded'; readonly w: Rational }
  | { readonly rule: 'three-way'; readonly w: Rational }

export type Conformity = {
  readonly verdict: 'pass' | 'conditional pass' | 'conditional fail' | 'fail'
  readonly beyond?: 'lower' | 'upper'
  /** Distance to the nearer tolerance limit, negative outside. */
  readonly margin: Rational
  /** Limits of acceptance: the tolerance limits less the guard band. */
  readonly acceptance: Limits
}

/** Guard band w = r·U; r = 1 with U for 95 % keeps the risk of accepting wrongly below 2,5 % (ILAC-G8:09/2019, 4.2.2 and table 1). */
export function guardBand(U: Rational, r: Rational): Rational {
  return mul(abs(U), abs(r))
}

/**
 * Whether a measured value conforms under the rule agreed. Refused without limits, with crossed limits, or where guard bands leave
 * nothing to accept.
 */
export function decideConformity(value: Rational, limits: Limits, decision: DecisionRule): Outcome<Conformity> {
  const w = decision.rule === 'simple acceptance' ? ZERO : decision.w
  const margin = marginTo(value, limits)
  if (margin === undefined) return { ok: false, reason: 'a decision needs at least one limit' }
  if (w.n < 0n) return { ok: false, reason: 'a guard band is not negative' }
  const { lower, upper } = limits
  if (lower !== undefined && upper !== undefined && cmp(lower, upper) > 0) {
    return { ok: false, reason: 'the lower limit lies above the upper limit' }
  }
  const acceptance = moved(limits, w)
  if (acceptance.lower !== undefined && acceptance.upper !== undefined && cmp(acceptance.lower, acceptance.upper) > 0) {
    return { ok: false, reason: 'the guard bands leave no value that could be accepted: the uncertainty is too large for these limits' }
  }
  const beyond = beyondWhich(value, limits)
  return { ok: true, value: { verdict: verdictOf(value, limits, acceptance, decision), beyond, margin, acceptance } }
}

function verdictOf(value: Rational, limits: Limits, acceptance: Limits, decision: DecisionRule): Conformity['verdict'] {
  if (beyondWhich(value, acceptance) === undefined) return 'pass'
  if (decision.rule !== 'three-way') return 'fail'
  if (beyondWhich(value, limits) === undefined) return 'conditional pass'
  return beyondWhich(value, moved(limits, neg(decision.w))) === undefined ? 'conditional fail' : 'fail'
}

function moved({ lower, upper }: Limits, inwards: Rational): Limits {
  return { lower: lower === undefined ? undefined : add(lower, inwards), upper: upper === undefined ? undefined : sub(upper, inwards) }
}

function beyondWhich(value: Rational, { lower, upper }: Limits): 'lower' | 'upper' | undefined {
  if (lower !== undefined && cmp(value, lower) < 0) return 'lower'
  return upper !== undefined && cmp(value, upper) > 0 ? 'upper' : undefined
}

function marginTo(value: Rational, { lower, upper }: Limits): Rational | undefined {
  const below = lower === undefined ? undefined : sub(value, lower)
  const above = upper === undefined ? undefined : sub(upper, value)
  return below === undefined || above === undefined ? (below ?? above) : min(below, above)
}
