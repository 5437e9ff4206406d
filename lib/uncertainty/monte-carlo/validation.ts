// Whether first order was good enough: its interval beside that of Monte Carlo (JCGM 101:2008, clause 8), with a recommendation.
// Pure. The recommendation names what follows for the certificate; deciding stays with the laboratory.

import type { Budget } from '../budget.ts'
import { refuse, type Refusal, type Sentence } from '../refusal.ts'
import type { IntervalResult, OutputResult } from './result.ts'
import { numericalTolerance, printEstimate } from './tolerance.ts'

export type Validation = {
  readonly ok: true
  readonly p: number
  readonly interval: 'symmetric' | 'shortest'
  /** δ of u(y) by first order (8.1 a, 7.9.2). */
  readonly tolerance: number
  /** |y - U_p - y_low| and |y + U_p - y_high| with their standard errors. */
  readonly dLow: number
  readonly dHigh: number
  readonly standardErrors: { readonly low: number; readonly high: number }
  /** `undecided` where more trials could turn the verdict. */
  readonly verdict: 'validated' | 'not validated' | 'undecided'
  /** Whether the ends are known to δ/5 as 8.2 asks. */
  readonly fine: boolean
  readonly recommendation: Sentence
}

export type ValidationOptions = {
  /** Significant digits of u that matter; 2 unless given. */
  readonly digits?: 1 | 2
  readonly interval?: 'symmetric' | 'shortest'
}

/** Compares a first-order budget for a coverage probability with a Monte Carlo result for the same one. */
export function validateFirstOrder(budget: Budget, output: OutputResult, options: ValidationOptions = {}): Validation | Refusal {
  const { digits = 2, interval = 'shortest' } = options
  const { p } = budget
  if (p === undefined) {
    return refuse(
      'coverage', '按条款 8 比较需要以包含概率给出的一阶结果', 'a comparison by clause 8 needs a first-order result for a coverage probability',
    )
  }
  const coverage = output.coverage.find((one) => one.p === p)
  if (coverage === undefined || output.name !== budget.name) {
    return refuse(
      'probabilities', `蒙特卡洛结果没有“${budget.name}”在 p = ${p} 的包含区间`,
      `the Monte Carlo result has no coverage interval of "${budget.name}" for p = ${p}`,
    )
  }
  const found = coverage[interval]
  // A first-order u of zero has no digits: then any spread of the trials is more than it says.
  const tolerance = budget.u > 0 ? numericalTolerance(budget.u, digits) : 0
  const dLow = Math.abs(budget.value - budget.U - found.low)
  const dHigh = Math.abs(budget.value + budget.U - found.high)
  const errors = found.standardErrors
  const verdict = verdictOf([[dLow, errors.low], [dHigh, errors.high]], tolerance)
  const fine = 2 * Math.max(errors.low, errors.high) <= tolerance / 5
  return {
    ok: true, p, interval, tolerance, dLow, dHigh, standardErrors: errors, verdict, fine,
    recommendation: recommendationOf(verdict, fine, budget, output, found),
  }
}

function verdictOf(ends: readonly (readonly [d: number, error: number])[], tolerance: number): Validation['verdict'] {
  // An end that is outside by more than twice its standard error decides; all ends inside by as much decide too.
  if (ends.some(([d, error]) => d - 2 * error > tolerance)) return 'not validated'
  return ends.every(([d, error]) => d + 2 * error <= tolerance) ? 'validated' : 'undecided'
}

function recommendationOf(
  verdict: Validation['verdict'], fine: boolean, budget: Budget, output: OutputResult, found: IntervalResult,
): Sentence {
  const unit = output.unit.symbol === '1' || output.unit.symbol === '' ? '' : ` ${output.unit.symbol}`
  const low = printEstimate(found.low, found.standardErrors.low).text
  const high = printEstimate(found.high, found.standardErrors.high).text
  const percent = Number((100 * (budget.p ?? Number.NaN)).toPrecision(6))
  const provisional = fine ? { zh: '', en: '' } : { zh: '（区间端点尚未达到 δ/5，见 8.2）', en: ' (the ends are not yet known to δ/5, see 8.2)' }
  switch (verdict) {
    case 'validated': return {
      zh: `一阶法在此可用：两端与蒙特卡洛法之差均不超过数值容差${provisional.zh}（JCGM 101:2008，8.1）。可采用 U 与 k 的结果，并可用于同类测量。`,
      en: `First order holds here: both ends agree with Monte Carlo within the numerical tolerance${provisional.en} (JCGM 101:2008, 8.1). `
        + 'Its U and k may be used, and for measurements like this one.',
    }
    case 'not validated': return {
      zh: `一阶法在此不可用：至少一端与蒙特卡洛法之差超过数值容差（JCGM 101:2008，8.1）。建议采用蒙特卡洛法的结果：${percent} % 包含区间 [${low}, ${high}]${unit}。`,
      en: 'First order does not hold here: at least one end differs from Monte Carlo by more than the numerical tolerance '
        + `(JCGM 101:2008, 8.1). Use the Monte Carlo result: ${percent} % coverage interval [${low}, ${high}]${unit}.`,
    }
    case 'undecided': return {
      zh: '试验次数尚不足以判定：差值在数值容差附近，其标准误不能区分。请增加试验次数（JCGM 101:2008，8.2 要求容差为 δ/5）。',
      en: 'The trials do not decide: a difference is so near the numerical tolerance that its standard error spans it. '
        + 'Use more trials (JCGM 101:2008, 8.2 asks for a tolerance of δ/5).',
    }
  }
}
