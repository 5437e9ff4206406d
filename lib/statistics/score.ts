// Scores of proficiency testing and comparisons: z, z', ζ, Eₙ, relative differences, and what each says. Pure, float64.
// Sources: ISO 13528:2015, 9.3 to 9.7; ISO/IEC 17043:2010, B.4.1; JJF 1117-2010, 7 (Eₙ). The limits 2, 3 and 1 are of those documents.
// Absent: assigned values (robust.ts, consensus.ts).

import { found, notFinite, notPositive, refuse, type Found } from '@duheng/decisions/refusal.ts'

export type Scored = {
  readonly kind: 'z' | "z'" | 'zeta' | 'En'
  readonly score: number
  /** 满意, 有问题, 不满意; Eₙ has no middle. */
  readonly says: 'satisfactory' | 'questionable' | 'unsatisfactory'
  /** What the difference was divided by, in the unit of the result. */
  readonly divisor: number
}

/** z = (x - x_pt)/σ_pt (ISO 13528:2015, 9.4). |z| ≤ 2 satisfactory, ≥ 3 unsatisfactory. */
export function zScore(x: number, assigned: number, sigma: number): Found<Scored> {
  return notFinite({ x, x_pt: assigned }) ?? notPositive({ sigma_pt: sigma }) ?? found(scored('z', x - assigned, sigma))
}

/** z' = (x - x_pt)/√(σ_pt² + u²(x_pt)) (9.5): where the assigned value is not much better than the spread. */
export function zPrimeScore(x: number, assigned: number, sigma: number, u: number): Found<Scored> {
  return notFinite({ x, x_pt: assigned }) ?? notPositive({ sigma_pt: sigma }) ?? notNegative({ u_pt: u })
    ?? found(scored("z'", x - assigned, Math.hypot(sigma, u)))
}

/** ζ = (x - x_pt)/√(u²(x) + u²(x_pt)) (9.6), with standard uncertainties. */
export function zetaScore(x: number, u: number, assigned: number, uAssigned: number): Found<Scored> {
  return notFinite({ x, x_pt: assigned }) ?? notNegative({ u, u_pt: uAssigned }) ?? positiveSum(u, uAssigned, 'u')
    ?? found(scored('zeta', x - assigned, Math.hypot(u, uAssigned)))
}

/** How the reference of an Eₙ stands to the laboratory; `drift` is what the artefact's own drift adds, as an expanded uncertainty. */
export type EnOptions = {
  /** The laboratory's result is part of the reference mean: the root takes the difference of squares (JJF 1117-2010). */
  readonly includedInReference?: boolean
  /** Correlation of both values by a shared standard. */
  readonly correlation?: number
  readonly drift?: number
}

/** Eₙ = (x - x_ref)/√(U² + U_ref²) with expanded uncertainties of the same coverage (9.7; JJF 1117). |Eₙ| ≤ 1 satisfactory. */
export function enScore(
  x: number, U: number, reference: number, URef: number, { includedInReference = false, correlation = 0, drift = 0 }: EnOptions = {},
): Found<Scored> {
  const wrong = notFinite({ x, x_ref: reference, correlation }) ?? notNegative({ U, U_ref: URef, drift }) ?? positiveSum(U, URef, 'U')
  if (wrong !== undefined) return wrong
  if (Math.abs(correlation) > 1) return refuse('correlation', '须在 -1 与 1 之间', 'must lie between -1 and 1')
  const own = includedInReference ? U * U - URef * URef : U * U + URef * URef - 2 * correlation * U * URef
  const squares = own + drift * drift
  if (!(squares > 0)) return refuse('U', '参考值的不确定度不小于参加者的：Eₙ 无定义', 'the reference is not better than its part: En is not defined')
  const divisor = Math.sqrt(squares)
  const score = (x - reference) / divisor
  return found({ kind: 'En', score, says: Math.abs(score) <= 1 ? 'satisfactory' : 'unsatisfactory', divisor })
}

/** Difference in percent of the assigned value, D % (9.3). */
export function relativeDifference(x: number, assigned: number): Found<number> {
  const wrong = notFinite({ x, x_pt: assigned })
  if (wrong !== undefined) return wrong
  return assigned === 0 ? refuse('x_pt', '指定值为零时没有相对差', 'there is no relative difference from zero')
    : found((100 * (x - assigned)) / assigned)
}

function scored(kind: Scored['kind'], difference: number, divisor: number): Scored {
  const score = difference / divisor
  const size = Math.abs(score)
  return { kind, score, says: size <= 2 ? 'satisfactory' : size < 3 ? 'questionable' : 'unsatisfactory', divisor }
}

function notNegative(values: Readonly<Record<string, number>>) {
  for (const [field, value] of Object.entries(values)) {
    if (!(value >= 0 && value < Infinity)) return refuse(field, '不得为负', 'is not negative')
  }
  return undefined
}

function positiveSum(a: number, b: number, field: string) {
  return a > 0 || b > 0 ? undefined : refuse(field, '两个不确定度不能都为零', 'both uncertainties cannot be zero')
}
