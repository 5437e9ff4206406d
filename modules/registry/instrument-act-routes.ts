// Acts on the ledger over HTTP: register, change, stop, restart, scrap. Each is recorded with what it changed.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, Refusal, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { ownOrgs } from '#platform/may/may.ts'
import type { z } from 'zod'
import { parseIdentityCode } from './identity-code.ts'
import { Change, Registration, StateChange, changesBetween, fieldNames, stateAfter } from './instrument.ts'
import type { Acts, InstrumentFields } from './instrument.ts'
import { addInstrument, fieldProblems, placeProblems, twinOf, twinProblem } from './instrument-facts.ts'
import type { RowProblem } from './instrument-facts.ts'
import { CodeParam } from './instrument-routes.ts'
import { aroundOf, declaredOf, fieldsOf, lockInstrument, setState, updateInstrument } from './instrument-store.ts'
import type { InstrumentRow } from './instrument-store.ts'
import { rights } from './rights.ts'

export const instrumentActRoutes = new Hono<Env>()
  .post('/instruments', right('instrument.register', rights['instrument.register']), describe('registry', ['登记器具', 'Register an instrument']), shape('json', Registration), async (c) => {
    const { orgId, declared, ...fields } = c.req.valid('json')
    const owner = ownerOf(c, orgId)
    const answer = await refusingTwins(() => c.var.tx((tx) => addInstrument(tx, c.var.clock, actorOf(c).personId, { orgId: owner, fields, declared: declared ?? null })))
    if (!answer.ok) throw notAccepted(answer.problems)
    return c.json({ id: answer.id, code: answer.code }, 201)
  })
  .patch('/instruments/:code', right('instrument.edit', rights['instrument.edit']), describe('registry', ['修改器具信息', 'Change an instrument']), shape('param', CodeParam), shape('json', Change), async (c) => {
    const given = c.req.valid('json')
    return c.json(await refusingTwins(() => c.var.tx((tx) => change(c, tx, c.req.valid('param').code, given))))
  })
  .post('/instruments/:code/stop', right('instrument.stop', rights['instrument.stop']), describe('registry', ['停用', 'Stop']), shape('param', CodeParam), shape('json', StateChange), async (c) =>
    c.json(await c.var.tx((tx) => turn(c, tx, c.req.valid('param').code, 'stop', c.req.valid('json')))))
  .post('/instruments/:code/restart', right('instrument.stop', rights['instrument.stop']), describe('registry', ['重新启用', 'Restart']), shape('param', CodeParam), shape('json', StateChange), async (c) =>
    c.json(await refusingTwins(() => c.var.tx((tx) => turn(c, tx, c.req.valid('param').code, 'restart', c.req.valid('json'))))))
  .post('/instruments/:code/scrap', right('instrument.stop', rights['instrument.stop']), describe('registry', ['报废', 'Scrap']), shape('param', CodeParam), shape('json', StateChange), async (c) =>
    c.json(await c.var.tx((tx) => turn(c, tx, c.req.valid('param').code, 'scrap', c.req.valid('json')))))

/** The organisation an instrument is registered for: one the actor sees; left out, the only one they belong to. */
export function ownerOf(c: { var: Context<Env>['var'] }, asked: number | undefined): number {
  const actor = actorOf(c)
  const own = ownOrgs(actor)
  const orgId = asked ?? (own.length === 1 ? own[0] : undefined)
  if (orgId === undefined) {
    throw refuse(422, 'which-organisation', ['您属于多个单位，请指明为哪个单位登记。', 'You belong to several organisations; say for which one.'], [{ field: 'orgId', rule: 'needed', words: ['请选择单位', 'Choose an organisation'] }])
  }
  if (!own.includes(orgId) && !actor.orgs.includes(orgId)) throw notFound()
  return orgId
}

export function notAccepted(problems: readonly RowProblem[]): Refusal {
  const sentences = problems.slice(0, 3).map((p) => p.words)
  return new Refusal(problems.some((p) => p.rule === 'duplicate') ? 409 : 422, problems[0]?.rule ?? 'not-accepted', [
    `没有登记：${sentences.map((w) => w[0]).join('')}已填内容不变。`, `Not recorded: ${sentences.map((w) => w[1]).join(' ')} Nothing is lost.`,
  ], { fields: problems.map((p) => ({ field: p.field, rule: p.rule, words: p.words })) })
}

/** Two requests may pass the question for a twin together; the index lets one through. */
async function refusingTwins<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') {
      throw refuse(409, 'duplicate', ['本单位刚刚登记了相同的器具。', 'The same instrument has just been registered in this organisation.'])
    }
    throw error
  }
}

async function locked(tx: Tx, code: string, version: number): Promise<InstrumentRow> {
  const read = parseIdentityCode(code)
  const row = read.ok ? await lockInstrument(tx, read.code) : undefined
  if (!row) throw notFound()
  if (row.version !== version) throw stale(row, version)
  return row
}

const stale = (row: InstrumentRow, version: number) => new Refusal(409, 'stale', [
  `这台器具在您打开之后被修改过（第 ${row.version} 版，您的是第 ${version} 版）。请对照后再保存，已填内容不变。`,
  `This instrument was changed after you opened it (version ${row.version}, yours is ${version}). Compare and save again; nothing is lost.`,
], { extra: { version: row.version, theirs: { fields: fieldsOf(row), state: row.state, declared: declaredOf(row) } } })

async function change(c: Context<Env>, tx: Tx, code: string, given: z.infer<typeof Change>) {
  const row = await locked(tx, code, given.version)
  if (row.state === 'scrapped') throw refuse(409, 'scrapped', ['器具已报废，不能再修改。', 'The instrument is scrapped and no longer changes.'])
  const now = fieldsOf(row)
  const { version: _version, reason, declared, ...asked } = given
  const next: InstrumentFields = { ...now, ...Object.fromEntries(fieldNames.flatMap((f) => (asked[f] === undefined ? [] : [[f, asked[f]]]))) }
  if (declared !== undefined && !row.declared && row.verified_on !== null) {
    throw refuse(409, 'own-certificate', ['检定结论来自本平台签发的证书，不能自行改写。', 'The result comes from a certificate issued here and is not rewritten by hand.'])
  }
  const changes = changesBetween(now, next)
  const declaredChanged = declared !== undefined && JSON.stringify(declared) !== JSON.stringify(declaredOf(row))
  if (changes.length === 0 && !declaredChanged) return { version: row.version, changed: [] }
  const around = await aroundOf(tx, [{ org_id: row.org_id, place_id: next.placeId }])
  const problems = [...fieldProblems(next, declared ?? null, today(c.var.clock)), ...placeProblems(around.places, row.org_id, next.placeId)]
  const twin = problems.length > 0 ? undefined : await twinOf(tx, row.org_id, next, row.id)
  if (twin) problems.push(twinProblem(next, twin))
  if (problems.length > 0) throw notAccepted(problems)
  const place = next.placeId === null ? undefined : around.places.get(next.placeId)
  const owner = around.owners.get(row.org_id)
  await updateInstrument(tx, row, { fields: next, division: place?.division ?? owner?.division ?? row.division, ownerName: owner?.name ?? '', placeName: place?.name ?? null, at: instant(c.var.clock), declared })
  await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: row.org_id, verb: 'instrument.change', object: `instrument:${row.id}`, payload: { changes, ...(declaredChanged ? { declared: { from: declaredOf(row), to: declared } } : {}), reason: reason ?? '' } })
  return { version: row.version + 1, changed: [...changes.map((f) => f.field), ...(declaredChanged ? ['declared'] : [])] }
}

async function turn(c: Context<Env>, tx: Tx, code: string, act: Acts, given: z.infer<typeof StateChange>) {
  const row = await locked(tx, code, given.version)
  const next = stateAfter(row.state, act)
  if (!next.ok) throw refuse(409, 'state', next.words)
  await setState(tx, row, next.to, instant(c.var.clock))
  await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: row.org_id, verb: `instrument.${act}`, object: `instrument:${row.id}`, payload: { from: row.state, to: next.to, reason: given.reason } })
  return { version: row.version + 1, state: next.to }
}
