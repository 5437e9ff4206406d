// Who may do what in the laboratory by qualification, what authorises the institute, and the start-up time of a new one.
// In the start-up time one person may enter everybody's existing qualifications, also their own: marked, dated, and over on its last day.
import { Hono } from 'hono'
import { z } from 'zod'
import { civilDate, daysBetween } from '@duheng/calendar/civil-date.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { today } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, freshlyConfirmed, grantFor, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import {
  addAuthorisation, addScopes, anyStartUp, authorisationsOf, closeStartUp, endAuthorisation, endScope, listScopes, openStartUp, personOf, startUpOn,
} from './people-store.ts'
import { rights } from './rights.ts'
import { day, document, filledLine, pathId, rowId } from './shapes.ts'

/** House rule, not law: long enough to type in a laboratory's papers, short enough to end. */
export const START_UP_DAYS_MAX = 90

const NewScope = z.strictObject({
  personId: rowId, documents: z.array(document).min(1).max(100), duties: z.array(z.enum(['verify', 'check', 'sign'])).min(1).max(3), from: day, to: day, basis: filledLine(200),
}).refine((s) => s.from <= s.to, { path: ['to'], message: both('截止日早于起始日', 'It ends before it begins') })
const NewAuthorisation = z.strictObject({
  title: filledLine(80), number: filledLine(80), documents: z.array(z.union([z.literal('*'), document])).min(1).max(400), from: day, to: day,
}).refine((s) => s.from <= s.to, { path: ['to'], message: both('截止日早于起始日', 'It ends before it begins') })
const NewStartUp = z.strictObject({ until: day, reason: filledLine(300) })

export const peopleRoutes = new Hono<Env>()
  .get('/scopes', right('people.read', rights['people.read']), describe('laboratory', ['人员范围', 'Scopes of people']), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['people.read'])
    const rows = await c.var.tx((tx) => listScopes(tx, orgId))
    return c.json({ scopes: rows.map((r) => ({ id: r.id, person: { id: r.person_id, name: r.name }, document: r.document, duty: r.duty, from: r.from_on, to: r.to_on, basis: r.basis, startUp: r.start_up })) })
  })
  .post('/scopes', right('people.edit', rights['people.edit']), describe('laboratory', ['登记人员范围', 'Grant a scope']), shape('json', NewScope), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['people.edit'])
    const given = c.req.valid('json')
    const ids = await c.var.tx(async (tx) => {
      const person = await personOf(tx, orgId, given.personId)
      if (!person) throw notFound()
      const startUp = await startUpOn(tx, orgId, today(c.var.clock))
      if (person.id === actor.personId && !startUp) {
        throw refuse(409, 'own-scope', ['不能给自己登记范围。请另一位质量负责人或负责人登记；新机构可先开启动模式。', 'Nobody grants a scope to themselves. Ask the other of quality manager and head; a new laboratory opens its start-up time first.'])
      }
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'scope.grant', object: `person:${person.id}`, payload: given, personal: true })
      return addScopes(tx, given.documents.flatMap((d) => given.duties.map((duty) => ({
        org_id: orgId, person_id: person.id, document: d, duty, from_on: given.from, to_on: given.to, basis: given.basis, start_up: startUp !== undefined, granted_by: actor.personId, act_no: act,
      }))))
    })
    return c.json({ ids: ids.map((r) => r.id) }, 201)
  })
  .delete('/scopes/:id', right('people.edit', rights['people.edit']), describe('laboratory', ['终止人员范围', 'End a scope']), shape('param', pathId), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['people.edit'])
    await c.var.tx(async (tx) => {
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'scope.end', object: `scope:${c.req.valid('param').id}` })
      if (!(await endScope(tx, orgId, c.req.valid('param').id, act))) throw notFound()
    })
    return c.json({ ok: true })
  })
  .get('/authorisations', right('people.read', rights['people.read']), describe('laboratory', ['机构授权', 'Authorisations of the institute']), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['people.read'])
    return c.json({ authorisations: await c.var.tx((tx) => authorisationsOf(tx, orgId)) })
  })
  .post('/authorisations', right('people.edit', rights['people.edit']), describe('laboratory', ['登记机构授权', 'Add an authorisation']), shape('json', NewAuthorisation), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['people.edit'])
    const given = c.req.valid('json')
    const row = await c.var.tx(async (tx) => {
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'authorisation.add', object: `organisation:${orgId}`, payload: given })
      return addAuthorisation(tx, { org_id: orgId, title: given.title, number: given.number, documents: given.documents, from_on: given.from, to_on: given.to, added_by: actor.personId, act_no: act })
    })
    return c.json({ id: row.id }, 201)
  })
  .delete('/authorisations/:id', right('people.edit', rights['people.edit']), describe('laboratory', ['终止机构授权', 'End an authorisation']), shape('param', pathId), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['people.edit'])
    await c.var.tx(async (tx) => {
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'authorisation.end', object: `authorisation:${c.req.valid('param').id}` })
      if (!(await endAuthorisation(tx, orgId, c.req.valid('param').id, act))) throw notFound()
    })
    return c.json({ ok: true })
  })
  .get('/start-up', right('people.read', rights['people.read']), describe('laboratory', ['启动模式', 'The start-up time']), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['people.read'])
    const { row, used } = await c.var.tx(async (tx) => ({ row: await startUpOn(tx, orgId, today(c.var.clock)), used: await anyStartUp(tx, orgId) }))
    return c.json({ open: row ? { id: row.id, from: row.from_on, until: row.until_on, reason: row.reason } : null, used: used !== undefined, longest_d: START_UP_DAYS_MAX })
  })
  .post('/start-up', right('start-up.edit', rights['start-up.edit']), freshlyConfirmed(), describe('laboratory', ['开启启动模式', 'Open the start-up time']), shape('json', NewStartUp), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['start-up.edit'])
    const given = c.req.valid('json')
    const from = today(c.var.clock)
    const length_d = daysBetween(civilDate(from), civilDate(given.until))
    if (length_d < 0 || length_d > START_UP_DAYS_MAX) throw refuse(422, 'start-up-length', [`启动模式最长 ${START_UP_DAYS_MAX} 天。`, `The start-up time lasts ${START_UP_DAYS_MAX} days at most.`])
    const row = await c.var.tx(async (tx) => {
      if (await anyStartUp(tx, orgId)) throw refuse(409, 'start-up-once', ['本机构已用过启动模式。以后按正常程序登记。', 'This laboratory has had its start-up time. From now on things are registered the normal way.'])
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'laboratory.start-up-open', object: `organisation:${orgId}`, payload: given })
      return openStartUp(tx, { org_id: orgId, from_on: from, until_on: given.until, reason: given.reason, opened_by: actor.personId, act_no: act })
    })
    return c.json({ id: row.id }, 201)
  })
  .delete('/start-up/:id', right('start-up.edit', rights['start-up.edit']), describe('laboratory', ['结束启动模式', 'Close the start-up time']), shape('param', pathId), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['start-up.edit'])
    await c.var.tx(async (tx) => {
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'laboratory.start-up-close', object: `organisation:${orgId}` })
      if (!(await closeStartUp(tx, orgId, c.req.valid('param').id, act))) throw notFound()
    })
    return c.json({ ok: true })
  })
