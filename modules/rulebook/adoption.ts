// Who may confirm or withdraw an adoption. Pure.
import type { Words } from '#platform/http/problem.ts'

export type AdoptionFacts = { org_id: number; proposed_by: number; confirmed_by: number | null; withdrawn_at: string | null }
export type Decision = { ok: true } | { ok: false; type: string; words: Words }

const RULE: Words = ['规则：采用由两人完成，第二人不能是提出人（mission.md“事实规则”）。', 'Rule: an adoption is an act of two persons; the second is not the proposer.']

export function mayConfirm(a: AdoptionFacts, personId: number, ownOrgs: readonly number[]): Decision {
  if (!ownOrgs.includes(a.org_id)) return { ok: false, type: 'another-organisation', words: ['这是另一个单位提出的采用，由该单位的人确认。', 'Another organisation proposed this; one of its people confirms it.'] }
  if (a.withdrawn_at !== null) return { ok: false, type: 'withdrawn', words: ['这项采用已撤回，请重新提出。', 'This adoption was withdrawn; propose it anew.'] }
  if (a.confirmed_by !== null) return { ok: false, type: 'confirmed-already', words: ['这项采用已经确认。', 'This adoption is confirmed already.'] }
  if (a.proposed_by === personId) return { ok: false, type: 'two-persons', words: [`不能确认：提出人与确认人是同一人。${RULE[0]}请另一位同事确认。`, `Not confirmed: you proposed it. ${RULE[1]} Ask a colleague to confirm.`] }
  return { ok: true }
}

export function mayWithdraw(a: AdoptionFacts, ownOrgs: readonly number[]): Decision {
  if (!ownOrgs.includes(a.org_id)) return { ok: false, type: 'another-organisation', words: ['只有提出采用的单位可以撤回。', 'Only the organisation that adopted can withdraw.'] }
  if (a.withdrawn_at !== null) return { ok: false, type: 'withdrawn', words: ['这项采用已经撤回。', 'This adoption is withdrawn already.'] }
  return { ok: true }
}
