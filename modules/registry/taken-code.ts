// What is said of a credit code that is registered already. Whoever may see the holder is led to it: the register holds an organisation
// once. To everybody else the holder stays unnamed; that the code is taken cannot be hidden without registering the same organisation
// twice, so such an answer is an act, and few of them are given in a day.
import type { Context } from 'hono'
import { recordAct } from '#platform/acts/acts.ts'
import { instantOf } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { Refusal } from '#platform/http/problem.ts'
import { actorOf } from '#platform/http/right.ts'
import { ownOrgs } from '#platform/may/may.ts'
import { organisationByCreditCode } from './organisation-store.ts'

/** House rules, not law: a counter mistypes a few times a day. */
export const UNSEEN_MAX = 5
const WINDOW_MS = 24 * 3_600_000
const VERB = 'organisation.code-taken'

/** Does `work`, which writes `code`; when another organisation holds it, answers by what the actor may see. */
export async function writingCode<T>(c: Context<Env>, code: string | null, work: () => Promise<T>): Promise<T> {
  if (code !== null) await notTooOften(c)
  try {
    return await work()
  } catch (error) {
    if (code !== null && error instanceof Error && 'code' in error && error.code === '23505') throw await taken(c, code)
    throw error
  }
}

async function taken(c: Context<Env>, code: string): Promise<Refusal> {
  const seen = await c.var.tx((tx) => organisationByCreditCode(tx, code))
  if (seen) {
    return new Refusal(409, 'taken', [`这个统一社会信用代码已登记为“${seen.name}”，不再登记一次；已填内容不变。`, `This credit code is registered already, as “${seen.name}”; it is not registered twice, and nothing is lost.`], {
      fields: [{ field: 'creditCode', rule: 'taken', words: [`已登记为“${seen.name}”`, `Registered as “${seen.name}”`] }],
      extra: { existing: { id: seen.id, name: seen.name, href: `/organisations/${seen.id}` } },
    })
  }
  const { personId } = actorOf(c)
  await c.var.tx((tx) => recordAct(tx, c.var.clock, { actor: personId, org: ownOrgs(actorOf(c))[0] ?? 0, verb: VERB, object: `person:${personId}`, payload: { creditCode: code } }))
  return new Refusal(409, 'taken', [
    '这个统一社会信用代码不能登记。请核对证照；客户出示证照的，可凭代码和全称“列为客户”，否则请联系市级管理员。已填内容不变。',
    'This credit code cannot be registered. Check the licence; a client who shows it is added by code and full name, otherwise contact the city desk. Nothing is lost.',
  ], { fields: [{ field: 'creditCode', rule: 'taken', words: ['不能登记，请核对或联系管理员', 'Cannot be registered; check it or contact the city desk'] }] })
}

async function notTooOften(c: Context<Env>): Promise<void> {
  const { personId } = actorOf(c)
  const since = instantOf(c.var.clock.now() - WINDOW_MS)
  const acts = await c.var.tx((tx) => tx.selectFrom('platform.act').select('no').where('object', '=', `person:${personId}`).where('actor_id', '=', personId)
    .where('verb', '=', VERB).where('at', '>', since).limit(UNSEEN_MAX).execute())
  if (acts.length >= UNSEEN_MAX) {
    throw new Refusal(429, 'slow-down', ['今天不能登记的代码已试了多次。请核对证照，或联系市级管理员；明天可以再试。', 'Several codes that cannot be registered were tried today. Check the licences or contact the city desk; try again tomorrow.'], { retryAfter_s: 3_600 })
  }
}
