// A round of proficiency testing scored as a whole: assigned value, standard deviation for assessment, the score that suits, and why.
// Pure. Source: ISO 13528:2015, 7.7 (consensus), 8 (σ_pt), 9.2.1 (u(x_pt) ≤ 0.3·σ_pt); ISO/IEC 17043:2010, annex B.
// Absent: collusion, several rounds of one participant, and whose assessment follows.

import { found, notFinite, notPositive, refuse, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import { algorithmA, hampel, qMethod, type AlgorithmA } from './robust.ts'
import { enScore, zetaScore, zPrimeScore, zScore, type Scored } from './score.ts'

/** A participant's result, with its expanded uncertainty and coverage factor where stated. */
export type Participant = { readonly lab: string; readonly x: number; readonly U?: number; readonly k?: number }

/** An assigned value from outside (reference laboratory, formulation), or consensus of the participants. */
export type Round = {
  readonly participants: readonly Participant[]
  readonly reference?: { readonly x: number; readonly u: number }
  /** Standard deviation for proficiency assessment; from the participants' robust spread where none is set. */
  readonly sigma?: number
  readonly consensus?: 'Algorithm A' | 'Q/Hampel'
}

export type RoundScores = {
  readonly assigned: number
  readonly uAssigned: number
  readonly sigma: number
  readonly score: 'z' | "z'"
  readonly results: readonly { readonly lab: string; readonly score: Scored; readonly zeta?: Scored; readonly en?: Scored }[]
  /** How Algorithm A ran, where it did: factor, tolerance, iterations. */
  readonly algorithm?: AlgorithmA
  readonly reasons: readonly Sentence[]
}

/**
 * Scores every participant; z' where the assigned value's uncertainty is above 0.3·σ_pt, ζ and Eₙ beside it where uncertainties are stated.
 */
export function scoreRound({ participants, reference, sigma, consensus = 'Algorithm A' }: Round): Found<RoundScores> {
  const wrong = participantsProblem(participants) ?? notPositive({ sigma_pt: sigma }) ?? notFinite({
    x_pt: reference?.x, u_pt: reference?.u,
  })
  if (wrong !== undefined) return wrong
  const reasons: Sentence[] = []
  const spread = spreadOf(participants, reference, sigma, consensus)
  if (!spread.ok) return spread
  const { assigned, uAssigned, sd, algorithm } = spread.value
  if (sd === 0) return refuse('sigma_pt', '参加者结果的离散为零，须另行规定', 'the results do not scatter: it must be set')
  reasons.push(reference === undefined
    ? {
      zh: `指定值为参加者的稳健平均（${consensus}），u = 1.25·s*/√n。`,
      en: `The assigned value is the participants' robust mean (${consensus}), u = 1.25·s*/√n.`,
    }
    : { zh: '指定值由外部参考给定。', en: 'The assigned value comes from outside.' })
  const good = uAssigned <= 0.3 * sd
  reasons.push(good
    ? { zh: 'u(x_pt) ≤ 0.3·σ_pt：可忽略，用 z 值。', en: 'u(x_pt) ≤ 0.3·σ_pt: negligible, so z.' }
    : { zh: "u(x_pt) > 0.3·σ_pt：不可忽略，用 z' 值。", en: "u(x_pt) > 0.3·σ_pt: not negligible, so z'." })
  if (reference === undefined && participants.length < 12) reasons.push({
    zh: `只有 ${participants.length} 个参加者：由其结果求得的 σ_pt 不可靠。`,
    en: `Only ${participants.length} participants: a σ_pt from their results is unreliable.`,
  })
  const results = participants.map((one) => resultOf(one, assigned, uAssigned, sd, good, reference === undefined))
  const refused = results.find((one) => !one.ok)
  if (refused !== undefined && !refused.ok) return refused
  return found({
    assigned, uAssigned, sigma: sd, score: good ? 'z' : "z'", results: results.flatMap((one) => (one.ok ? [one.value] : [])), algorithm,
    reasons,
  })
}

function participantsProblem(participants: readonly Participant[]) {
  if (participants.length < 1) return refuse('participants', '没有参加者', 'there are none')
  for (const { lab, x, U, k } of participants) {
    const wrong = notFinite({ [`${lab}.x`]: x }) ?? notPositive({ [`${lab}.U`]: U, [`${lab}.k`]: k })
    if (wrong !== undefined) return wrong
  }
  return undefined
}

type Spread = { assigned: number; uAssigned: number; sd: number; algorithm?: AlgorithmA }

function spreadOf(
  participants: readonly Participant[], reference: Round['reference'], sigma: number | undefined, by: NonNullable<Round['consensus']>,
): Found<Spread> {
  if (reference !== undefined && sigma !== undefined) return found({ assigned: reference.x, uAssigned: reference.u, sd: sigma })
  const x = participants.map((one) => one.x)
  if (by === 'Algorithm A') {
    const robust = algorithmA(x)
    if (!robust.ok) return robust
    const { value } = robust
    return found({ assigned: reference?.x ?? value.x, uAssigned: reference?.u ?? value.u, sd: sigma ?? value.s, algorithm: value })
  }
  const s = qMethod(x.map((one) => [one]))
  if (!s.ok) return s
  const centre = hampel(x, s.value)
  if (!centre.ok) return centre
  return found({ assigned: reference?.x ?? centre.value.x, uAssigned: reference?.u ?? centre.value.u, sd: sigma ?? s.value })
}

function resultOf(
  { lab, x, U, k = 2 }: Participant, assigned: number, u: number, sigma: number, good: boolean, included: boolean,
): Found<RoundScores['results'][number]> {
  const score = good ? zScore(x, assigned, sigma) : zPrimeScore(x, assigned, sigma, u)
  if (!score.ok) return score
  if (U === undefined) return found({ lab, score: score.value })
  const zeta = zetaScore(x, U / k, assigned, u)
  // A participant belongs to a consensus of few: ζ and Eₙ then only orient, since the correlation of a robust mean is not known.
  const en = included ? undefined : enScore(x, (2 * U) / k, assigned, 2 * u)
  return found({ lab, score: score.value, ...(zeta.ok && { zeta: zeta.value }), ...(en?.ok === true && { en: en.value }) })
}
