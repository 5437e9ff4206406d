// Conformity of an indication error by JJF 1094: judged as it is where U is small against MPEV, with a zone 待定 where it is not.
// Pure, on exact rationals in one unit. Source: JJF 1094-2002, 5.3.1.4 to 5.3.1.6 (read in an examination question, grade secondary).
// The share (1/3 in that edition) is the caller's dated data. Absent: verification, which has its own rule (decide.ts).

import { abs, add, cmp, div, sub, type Rational } from '@duheng/quantity/decimal.ts'
import { found, refuse, type Found } from './refusal.ts'

export type ThreeWay = {
  /** 合格, 不合格, 待定. */
  readonly verdict: 'pass' | 'fail' | 'undecided'
  /** True where U ≤ share·MPEV, so that the error was compared with MPEV itself. */
  readonly negligible: boolean
  readonly ratio: Rational
  /** |error| up to here passes; from here on it fails. Equal where U is negligible, and there equality passes. */
  readonly passUpTo: Rational
  readonly failFrom: Rational
}

/**
 * |error| against MPEV with U (k = 2): where U ≤ share·MPEV, pass up to MPEV and fail beyond; else pass up to MPEV - U, fail from MPEV + U,
 * undecided between.
 */
export function decideThreeWay(error: Rational, mpev: Rational, U: Rational, share: Rational): Found<ThreeWay> {
  if (mpev.n <= 0n) return refuse('MPEV', '最大允许误差绝对值须大于零', 'must be greater than zero')
  if (U.n < 0n) return refuse('U', '扩展不确定度不得为负', 'an expanded uncertainty is not negative')
  if (share.n <= 0n) return refuse('share', '比例须大于零', 'must be greater than zero')
  const size = abs(error)
  const ratio = div(U, mpev)
  if (cmp(ratio, share) <= 0) {
    return found({ verdict: cmp(size, mpev) <= 0 ? 'pass' : 'fail', negligible: true, ratio, passUpTo: mpev, failFrom: mpev })
  }
  const passUpTo = sub(mpev, U)
  const failFrom = add(mpev, U)
  const verdict = cmp(size, passUpTo) <= 0 ? 'pass' : cmp(size, failFrom) >= 0 ? 'fail' : 'undecided'
  return found({ verdict, negligible: false, ratio, passUpTo, failFrom })
}
