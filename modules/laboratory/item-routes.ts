// Items: lists, the work board, one item with its clock and what may follow, and the steps that need nothing but a decision.
// Reception, bench and signing have routes of their own.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { sha256 } from '@duheng/rules/sha256.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import type { Actor } from '#platform/may/may.ts'
import { decide, guardsOf, possible } from '#platform/workflow/workflow.ts'
import type { FieldValue } from '#platform/workflow/workflow.ts'
import { procedureFor, proceduresInForce } from '#modules/rulebook/contract.ts'
import { doersOf, instrumentFacts } from '#modules/registry/contract.ts'
import { answerGuards } from './guard-facts.ts'
import { itemAnswer, partyNames, stateWords, stepAnswer } from './item.ts'
import { canonicalText, ENGINE, loadMeasurement } from './measurement.ts'
import { parseSlip } from './number.ts'
import { countByState, itemById, itemBySlip, openItemByCode, lastProcedureFor, listItems, lockItem } from './order-store.ts'
import type { ItemRow } from './order-store.ts'
import { OPEN_STATES } from './order.ts'
import { personOf } from './people-store.ts'
import { addResult } from './record-store.ts'
import { rights } from './rights.ts'
import { isStaffOf, workflowRoles } from './roles.ts'
import { document, pathId, rowId } from './shapes.ts'
import { filesOfItem } from './standard-store.ts'
import { clockOf, refuseStep, takeStep, workflowOf } from './step.ts'
import { stepsOf } from './step-store.ts'

const query = z.strictObject({
  before: z.coerce.number().int().positive().optional(), states: z.string().max(200).regex(/^[a-z ,]+$/).optional(), order: z.coerce.number().int().positive().optional(),
  verifier: z.union([z.literal('me'), z.coerce.number().int().positive()]).optional(), instrument: z.coerce.number().int().positive().optional(),
  overdue: z.enum(['yes']).optional(),
  /** The soonest limit first, for a short list of what waits; not to be paged. */
  first: z.enum(['due']).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** Steps of other routes: booking, reception, bench and signing have more to do than to decide. */
const here = ['accept', 'refuse', 'withdraw', 'assign', 'extend', 'submit', 'check', 'send back', 'return', 'report'] as const
const Step = z.strictObject({
  transition: z.enum(here),
  version: z.number().int().positive(),
  fields: z.record(z.string().max(60).regex(/^[a-z][a-z ]*$/), z.union([z.string().max(2000), z.array(z.string().max(100)).max(20)])).default({}),
  procedure: document.optional(),
  verifierId: rowId.optional(),
})
type Step = z.infer<typeof Step>
const Slip = z.strictObject({ code: z.string().min(1).max(200) })

export const itemRoutes = new Hono<Env>()
  .get('/items', right('order.read', rights['order.read']), describe('laboratory', ['台件', 'Items']), shape('query', query), async (c) => {
    const q = c.req.valid('query')
    const verifier = q.verifier === 'me' ? actorOf(c).personId : q.verifier
    const { rows, names } = await c.var.tx(async (tx) => {
      const items = await listItems(tx, {
        before: q.before, states: q.states?.split(',').map((s) => s.trim()).filter((s) => s !== ''), order: q.order, verifier, instrument: q.instrument,
        overdueOn: q.overdue ? today(c.var.clock) : undefined, dueFirst: q.first === 'due', limit: q.limit,
      })
      return { rows: items, names: await partyNames(tx, items) }
    })
    return c.json({ items: rows.map((i) => itemAnswer(i, names, isStaffOf(actorOf(c), i.org_id))), next: rows.length === q.limit ? rows.at(-1)?.id ?? null : null })
  })
  .get('/board', right('order.read', rights['order.read']), describe('laboratory', ['在办统计', 'How much work stands where']), async (c) => {
    const rows = await c.var.tx((tx) => countByState(tx, today(c.var.clock)))
    const workflow = workflowOf({ workflow_id: 'verification' })
    return c.json({
      states: workflow.states.map((s) => {
        const mine = rows.filter((r) => r.state === s.id)
        return { id: s.id, zh: s.zh, en: s.en, count: mine.reduce((n, r) => n + Number(r.n), 0), late: mine.reduce((n, r) => n + Number(r.late), 0) }
      }),
    })
  })
  .get('/items/by-slip/:code', right('order.read', rights['order.read']), describe('laboratory', ['扫码找台件', 'An item by its slip']), shape('param', Slip), async (c) => {
    const slip = parseSlip(c.req.valid('param').code)
    const row = slip === undefined ? undefined : await c.var.tx(async (tx) => await itemBySlip(tx, slip) ?? await openItemByCode(tx, slip, OPEN_STATES))
    if (!row) throw notFound()
    return c.json({ id: row.id, no: row.no, state: row.state })
  })
  .get('/items/:id', right('order.read', rights['order.read']), describe('laboratory', ['一件', 'One item']), shape('param', pathId), async (c) => {
    const answer = await c.var.tx((tx) => oneItem(tx, c.req.valid('param').id, actorOf(c), today(c.var.clock)))
    if (!answer) throw notFound()
    return c.json(answer)
  })
  .get('/items/:id/procedures', right('order.read', rights['order.read']), describe('laboratory', ['可用规程', 'Procedures in force']), shape('param', pathId), async (c) => {
    const found = await c.var.tx(async (tx) => {
      const item = await itemById(tx, c.req.valid('param').id)
      if (!item) return undefined
      return { editions: await proceduresInForce(tx, { orgId: item.org_id, date: today(c.var.clock) }), last: await lastProcedureFor(tx, item.org_id, item.instrument_name) }
    })
    if (!found) throw notFound()
    return c.json({
      proposed: found.last?.procedure_document ?? null,
      procedures: found.editions.map((e) => ({ document: e.document, edition: e.edition, sha256: e.sha256, standing: e.standing, origin: e.origin, zh: e.procedure.file.title.zh, en: e.procedure.file.title.en, kind: e.procedure.file.kind })),
    })
  })
  .post('/items/:id/steps', right('item.step', rights['item.step']), describe('laboratory', ['办理一步', 'Take a step']), shape('param', pathId), shape('json', Step), async (c) => {
    const given = c.req.valid('json')
    return c.json(await c.var.tx((tx) => stepHere(tx, c, c.req.valid('param').id, given)))
  })

async function stepHere(tx: Tx, c: Context<Env>, id: number, given: Step) {
  const actor = actorOf(c)
  const item = await lockItem(tx, id)
  if (!item || workflowRoles(actor, item).length === 0) throw notFound()
  mustBeCurrent(item, given)
  const day = today(c.var.clock)
  const fields = new Map<string, FieldValue>(Object.entries(given.fields))
  const verifier = await chosenVerifier(tx, item, given, fields)
  const guards = await answerGuards(tx, { item, transition: given.transition, day, actor: { id: actor.personId, name: actor.name }, fields, document: given.procedure, verifier })
  const decision = await takeStep(tx, c.var.clock, { item, transition: given.transition, actor, fields, guards, change: await changeOf(tx, item, given, day, verifier?.id) })
  if (!decision.ok) throw refuseStep(decision)
  if (given.transition === 'submit') await keepResult(tx, item, day, instant(c.var.clock))
  return { id, state: decision.to, version: item.version + 1 }
}

function mustBeCurrent(item: ItemRow, given: Step): void {
  if (given.version === item.version) return
  throw new Refusal(409, 'stale', ['这一件刚被别人办过一步。请刷新后核对。', 'Somebody took a step with this item meanwhile. Reload and look again.'], { extra: { yours: { version: given.version }, theirs: { version: item.version, state: item.state } } })
}

async function chosenVerifier(tx: Tx, item: ItemRow, given: Step, fields: Map<string, FieldValue>): Promise<{ id: number; name: string } | undefined> {
  if (given.transition !== 'assign') return undefined
  const person = given.verifierId === undefined ? undefined : await personOf(tx, item.org_id, given.verifierId)
  if (given.verifierId !== undefined && !person) throw refuse(422, 'no-such-person', ['本机构没有这个人。', 'The laboratory has no such person.'], [{ field: 'verifierId', rule: 'no-such-person', words: ['本机构没有这个人。', 'No such person here.'] }])
  if (person) fields.set('verifier', person.name)
  return person
}

/** A procedure is chosen on accepting or assigning; the edition is the one in force that day. */
async function changeOf(tx: Tx, item: ItemRow, given: Step, day: string, verifierId: number | undefined) {
  if (given.procedure !== undefined && given.transition !== 'accept' && given.transition !== 'assign') {
    throw refuse(422, 'not-here', ['规程在受理或分派时选定。', 'The procedure is chosen on accepting or assigning.'])
  }
  const name = given.procedure ?? item.procedure_document
  const edition = name === null || given.procedure === undefined ? undefined : await procedureFor(tx, { orgId: item.org_id, document: name, date: day })
  return {
    ...(given.procedure === undefined ? {} : { procedure_document: given.procedure, procedure_sha256: edition?.sha256 ?? null }),
    ...(verifierId === undefined ? {} : { verifier_id: verifierId }),
  }
}

/** What came out, as canonical bytes, at the moment of submission. */
async function keepResult(tx: Tx, item: ItemRow, day: string, at: string): Promise<void> {
  const m = await loadMeasurement(tx, item.id, day)
  if (!m) throw new Error('a record was submitted that is not there')
  const bytes = canonicalText(m.computed)
  await addResult(tx, { record_id: m.record.id, org_id: item.org_id, bytes, sha256: sha256(bytes), last_reading_id: m.readings.at(-1)?.id ?? 0, verdict: m.computed.conclusion.verdict, engine: ENGINE, at })
}

async function oneItem(tx: Tx, id: number, actor: Actor, day: string) {
  const item = await itemById(tx, id)
  if (!item) return undefined
  const [listed] = await listItems(tx, { order: item.order_id, limit: 200 }).then((rows) => rows.filter((r) => r.id === id))
  if (!listed) return undefined
  const workflow = workflowOf(item)
  const staff = isStaffOf(actor, item.org_id)
  const roles = workflowRoles(actor, item)
  const next = []
  for (const t of possible(workflow, item.state, roles)) {
    const verifier = item.verifier_id === null ? undefined : await personOf(tx, item.org_id, item.verifier_id)
    const guards = staff ? await answerGuards(tx, { item, transition: t.id, day, actor: { id: actor.personId, name: actor.name }, fields: new Map(), verifier, fresh: true }, guardsOf(workflow, t.id).filter((g) => g !== 'sender agreed')) : new Map()
    const fields = new Map(t.fields.filter((f) => f.required).map((f) => [f.id, f.options?.[0] ?? '…'] as const))
    const decision = decide(workflow, { state: item.state, transition: t.id, roles, guards, fields })
    const unmet = decision.ok || !staff ? [] : decision.unmet.filter((u) => u.what === 'guard' && u.name !== 'sender agreed')
    next.push({ id: t.id, zh: t.zh, en: t.en, fields: t.fields, unmet: unmet.map((u) => ({ guard: u.name, zh: u.words[0], en: u.words[1], rule: u.rule })) })
  }
  const [zh, en] = stateWords(workflow, item.state)
  const steps = await stepsOf(tx, id)
  const doer = await doersOf(tx, steps.map((s) => s.actor_id))
  return {
    ...itemAnswer(listed, await partyNames(tx, [listed]), staff), stateZh: zh, stateEn: en, clock: await clockOf(tx, item, day), next,
    steps: steps.map((s) => stepAnswer(workflow, s, staff, doer(s.actor_id))), files: await filesOfItem(tx, id),
    receptions: await tx.selectFrom('laboratory.reception').select(['condition', 'accessories', 'seals', 'at']).where('item_id', '=', id).orderBy('id').execute(),
    facts: staff ? await instrumentFacts(tx, item.instrument_id) ?? null : null,
  }
}
