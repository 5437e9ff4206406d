// A round of proficiency testing from what was typed. Pure.
import { refuse, type Found } from '@duheng/decisions/refusal.ts'
import { scoreRound, type RoundScores } from '@duheng/statistics/proficiency.ts'
import { numberOf } from '../typed-number.ts'
import type { ComparisonBody } from '../../../comparison-body.ts'
import type { Read } from './compare.ts'

/** The assigned value comes from outside where one is given, else from the participants. */
export function scoresOf({ stated, k, sigma, reference, given, consensus }: ComparisonBody, { laboratories }: Read): Found<RoundScores> {
  const factor = stated === 'U' ? numberOf(k) ?? 2 : 2
  const participants = laboratories.map(({ lab, x, u }) => ({ lab, x, ...(Number.isNaN(u) ? {} : { U: factor * u, k: factor }) }))
  const wanted = sigma.trim() === '' ? undefined : numberOf(sigma)
  if (sigma.trim() !== '' && !(wanted !== undefined && wanted > 0)) return refuse('sigma', '须大于零', 'must be greater than zero')
  if (reference !== 'given') return scoreRound({ participants, consensus, ...(wanted !== undefined && { sigma: wanted }) })
  const [x, U, factorGiven] = [numberOf(given.x), numberOf(given.U), numberOf(given.k)]
  if (x === undefined) return refuse('given.x', '须填写指定值', 'the assigned value is needed')
  if (U === undefined || U < 0) return refuse('given.U', '须为不小于零的扩展不确定度', 'must be an expanded uncertainty, not negative')
  if (factorGiven === undefined || !(factorGiven > 0)) return refuse('given.k', '须大于零', 'must be greater than zero')
  return scoreRound({ participants, consensus, reference: { x, u: U / factorGiven }, ...(wanted !== undefined && { sigma: wanted }) })
}
