// Booking and orders: an enterprise books with a laboratory, or reception books for a client.
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import type { FieldProblem } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import type { Actor } from '#platform/may/may.ts'
import { becomeClient, instrumentFacts, organisationById } from '#modules/registry/contract.ts'
import { decideBooking, OPEN_STATES } from './order.ts'
import type { BookingStep } from './order.ts'
import { addItems, addOrder, listItems, listOrders, openItemOf, orderById } from './order-store.ts'
import { itemAnswer, partyNames } from './item.ts'
import { draw, numberText, slipCode } from './number.ts'
import { rights } from './rights.ts'
import { isStaffOf, workflowRoles } from './roles.ts'
import { day, filledLine, line, pathId } from './shapes.ts'
import { addSteps } from './step-store.ts'
import { workflowOf } from './step.ts'

export const Booking = z.strictObject({
  laboratoryId: z.number().int().positive(),
  kind: z.enum(['verification', 'calibration']),
  way: z.enum(['delivered', 'on-site']),
  wantedOn: day.optional(),
  contact: filledLine(60),
  phone: line(40).default(''),
  remark: line(500).default(''),
  instrumentIds: z.array(z.number().int().positive()).min(1, both('请选择器具', 'Choose instruments')).max(200, both('一次最多 200 台件', 'At most 200 pieces at a time')),
  decisionRule: z.enum(['none', 'simple acceptance', 'guard band']).default('none'),
})
type Booking = z.infer<typeof Booking>
const List = z.strictObject({ before: z.coerce.number().int().positive().optional(), kind: z.enum(['verification', 'calibration']).optional(), client: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

export const orderRoutes = new Hono<Env>()
  .get('/orders', right('order.read', rights['order.read']), describe('laboratory', ['委托单', 'Orders']), shape('query', List), async (c) => {
    const rows = await c.var.tx(async (tx) => {
      const orders = await listOrders(tx, c.req.valid('query'))
      return { orders, names: await partyNames(tx, orders) }
    })
    return c.json({
      orders: rows.orders.map((o) => ({
        id: o.id, no: o.no, kind: o.kind, way: o.way, wantedOn: o.wanted_on, bookedAt: o.booked_at, pieces: Number(o.pieces ?? 0),
        laboratory: { id: o.org_id, name: rows.names.get(o.org_id) ?? '' }, client: { id: o.client_org_id, name: rows.names.get(o.client_org_id) ?? '' },
      })),
      next: rows.orders.length === c.req.valid('query').limit ? rows.orders.at(-1)?.id ?? null : null,
    })
  })
  .get('/orders/:id', right('order.read', rights['order.read']), describe('laboratory', ['一份委托', 'One order']), shape('param', pathId), async (c) => {
    const found = await c.var.tx(async (tx) => {
      const order = await orderById(tx, c.req.valid('param').id)
      if (!order) return undefined
      return { order, items: await listItems(tx, { order: order.id, limit: 200 }), names: await partyNames(tx, [order]) }
    })
    if (!found) throw notFound()
    const { order: o, items, names } = found
    return c.json({
      id: o.id, no: o.no, kind: o.kind, way: o.way, wantedOn: o.wanted_on, contact: o.contact, phone: o.phone, remark: o.remark, decisionRule: o.decision_rule,
      bookedAt: o.booked_at, laboratory: { id: o.org_id, name: names.get(o.org_id) ?? '' }, client: { id: o.client_org_id, name: names.get(o.client_org_id) ?? '' },
      items: items.map((i) => itemAnswer(i, names, isStaffOf(actorOf(c), o.org_id))),
    })
  })
  .post('/orders', right('order.book', rights['order.book']), describe('laboratory', ['预约', 'Book']), shape('json', Booking), async (c) => {
    const booking = c.req.valid('json')
    if (new Set(booking.instrumentIds).size !== booking.instrumentIds.length) throw refuse(422, 'twice', ['同一台器具选了两次。', 'An instrument was chosen twice.'])
    if (booking.wantedOn !== undefined && booking.wantedOn < today(c.var.clock)) {
      throw refuse(422, 'past-day', ['希望日期已经过去。', 'The wanted day has passed.'], [{ field: 'wantedOn', rule: 'past-day', words: ['希望日期已经过去。', 'The wanted day has passed.'] }])
    }
    return c.json(await c.var.tx((tx) => book(tx, c.var.clock, actorOf(c), booking)), 201)
  })

async function book(tx: Tx, clock: Clock, actor: Actor, booking: Booking) {
  const laboratory = await organisationById(tx, booking.laboratoryId)
  if (!laboratory || laboratory.kind !== 'laboratory') throw notFound()
  const instruments = []
  for (const instrumentId of booking.instrumentIds) {
    const facts = await instrumentFacts(tx, instrumentId)
    if (!facts) throw notFound()
    instruments.push(facts)
  }
  const clientId = instruments[0]?.orgId ?? 0
  if (instruments.some((i) => i.orgId !== clientId)) throw refuse(422, 'two-owners', ['一份委托只能有一个委托单位。请分开预约。', 'An order has one client. Book separately.'])
  const roles = workflowRoles(actor, { org_id: laboratory.id, client_org_id: clientId })
  if (roles.length === 0) throw notFound()
  const workflow = workflowOf({ workflow_id: 'verification' })
  const problems: FieldProblem[] = []
  const steps: (readonly BookingStep[])[] = []
  for (const [place, instrument] of instruments.entries()) {
    const decision = decideBooking(workflow, instrument, { kind: booking.kind, way: booking.way, wantedOn: booking.wantedOn }, roles, place)
    if (decision.ok) steps.push(decision.steps)
    else problems.push(...decision.problems)
  }
  for (const open of await openItemOf(tx, booking.instrumentIds, OPEN_STATES)) {
    problems.push({ field: `instrumentIds.${booking.instrumentIds.indexOf(open.instrument_id)}`, rule: 'already-booked', words: [`“${open.instrument_name}”已在 ${open.no} 中。`, `"${open.instrument_name}" is already in ${open.no}.`] })
  }
  if (problems.length > 0) {
    throw new Refusal(409, 'not-bookable', [`${problems.length} 台件不能预约，没有写入任何数据。${problems[0]?.words[0] ?? ''}`, `${problems.length} pieces cannot be booked; nothing was written. ${problems[0]?.words[1] ?? ''}`], { fields: problems.slice(0, 50) })
  }
  return writeBooking(tx, clock, actor, booking, { laboratoryId: laboratory.id, clientId, division: instruments[0]?.division ?? laboratory.division, instruments, steps })
}

type Decided = {
  laboratoryId: number; clientId: number; division: string
  instruments: readonly { id: number; code: string; name: string; division: string }[]
  steps: readonly (readonly BookingStep[])[]
}

async function writeBooking(tx: Tx, clock: Clock, actor: Actor, booking: Booking, decided: Decided) {
  const at = instant(clock)
  const year = today(clock).slice(0, 4)
  const workflow = workflowOf({ workflow_id: 'verification' })
  const parties = { org_id: decided.laboratoryId, client_org_id: decided.clientId }
  const orderNo = numberText(`WT-${year}`, await draw(tx, decided.laboratoryId, `WT-${year}`))
  const firstNo = await draw(tx, decided.laboratoryId, `JD-${year}`, decided.instruments.length)
  const actNo = await recordAct(tx, clock, { actor: actor.personId, org: actor.grants.some((g) => g.orgId === decided.clientId) ? decided.clientId : decided.laboratoryId, verb: 'order.book', object: `order:${orderNo}`, payload: { laboratory: decided.laboratoryId, client: decided.clientId, kind: booking.kind, pieces: decided.instruments.length } })
  await becomeClient(tx, { labOrgId: decided.laboratoryId, clientOrgId: decided.clientId, since: at, actNo })
  const order = await addOrder(tx, {
    ...parties, no: orderNo, kind: booking.kind, way: booking.way, wanted_on: booking.wantedOn ?? null, contact: booking.contact, phone: booking.phone, remark: booking.remark,
    decision_rule: booking.decisionRule, division: decided.division, booked_by: actor.personId, booked_at: at, act_no: actNo,
  })
  const items = await addItems(tx, decided.instruments.map((i, place) => ({
    ...parties, order_id: order.id, instrument_id: i.id, instrument_code: i.code, instrument_name: i.name, no: numberText(`JD-${year}`, firstNo + place), slip: slipCode(),
    kind: booking.kind, division: i.division, workflow_id: workflow.id, workflow_sha256: workflow.hash, state: decided.steps[place]?.at(-1)?.to ?? 'draft', created_at: at, updated_at: at,
  })))
  const placeOf = new Map(decided.instruments.map((i, place) => [i.id, place]))
  await addSteps(tx, items.flatMap((item) => (decided.steps[placeOf.get(item.instrument_id) ?? -1] ?? []).map((s) => ({
    ...parties, item_id: item.id, transition: s.transition, from_state: s.from, to_state: s.to, workflow_sha256: workflow.hash, actor_id: actor.personId, actor_name: actor.name,
    at, on: today(clock), fields: JSON.stringify(s.fields), act_no: actNo,
  }))))
  return { id: order.id, no: orderNo, items: items.map((i) => ({ id: i.id, no: i.no, slip: i.slip, instrumentId: i.instrument_id })) }
}

