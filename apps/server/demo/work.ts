// Performs the planned events of a part through the routes, in the order of their time. Each is safe to repeat after a stop: an act first
// asks where the item stands and does nothing when it was done already.
import { z } from 'zod'
import type { Event, Part, PlannedOrder, PlannedPiece } from './city.ts'
import { measure, sendBack, step } from './bench-work.ts'
import { enterCertificate, theActor } from './found.ts'
import type { Cast } from './found.ts'
import type { Drive } from './drive.ts'
import { openStage, planned } from './stage.ts'
import type { Item, Stage } from './stage.ts'

export type Worker = { perform(event: Event): Promise<void> }

const Shown = z.object({ shown: z.string() })
const Signed = z.object({ refused: z.number(), done: z.array(z.object({ ok: z.boolean() }).loose()) })
const Instrument = z.object({ version: z.number(), state: z.string() })

export function openWorker(d: Drive, cast: Cast, part: Part): Worker {
  const s = openStage(d, cast, part)
  return {
    perform: async (e) => {
      const at_ms = Date.parse(`${e.at}:00+08:00`)
      if (at_ms > d.clock.now()) d.clock.set(at_ms)
      if (e.do === 'register') await s.register(s.instrument(e.instrument))
      else if (e.do === 'scrap') await scrap(s, e.instrument, e.reason)
      else if (e.do === 'renew') await enterCertificate(d, s.staff('quality'), planned(cast.standards, e.standard), e.certificate)
      else await performOrder(s, e, s.order(e.order))
    },
  }
}

async function performOrder(s: Stage, e: Extract<Event, { order: string }>, o: PlannedOrder): Promise<void> {
  switch (e.do) {
    case 'book': { await s.book(o); return }
    case 'accept': return each(s, o, 'booked', (item) => step(s, s.staff('reception'), item, 'accept', { procedure: o.document }))
    case 'refuse': return each(s, o, 'booked', (item) => step(s, s.staff('reception'), item, 'refuse', { fields: { reason: e.reason } }))
    case 'withdraw': return each(s, o, 'booked', (item) => step(s, s.ownerOf(o.owner), item, 'withdraw', { fields: { reason: e.reason } }))
    case 'receive': return receive(s, o)
    case 'assign': return each(s, o, 'received', (item, piece) => step(s, s.staff('reception'), item, 'assign', { verifierId: theActor(s.cast, piece.verifier).personId }))
    case 'measure': return measure(s, o, e.piece, e.half === true)
    case 'send back': return sendBack(s, o, e.piece, e.reason)
    case 'check': return each(s, o, 'measured', (item) => step(s, s.staff('checker'), item, 'check'))
    case 'sign': return sign(s, o)
    case 'return': return each(s, o, 'issued', (item) => step(s, s.staff('reception'), item, 'return'))
    case 'revoke': return end(s, `${(await certificateOf(s, o, e.piece)).id}/revocation`, { code: e.code, reason: e.reason })
    case 'supersede': {
      const [old, by] = [await certificateOf(s, o, e.piece), await certificateOf(s, s.order(e.by), 0)]
      return end(s, `${old.id}/supersession`, { by: by.publicId, reason: e.reason })
    }
  }
}

async function each(s: Stage, o: PlannedOrder, state: string, act: (item: Item, piece: PlannedPiece) => Promise<unknown>): Promise<void> {
  const items = await s.itemsOf(o)
  for (const [n, piece] of o.pieces.entries()) {
    const item = items[n]
    if (item?.state === state) await act(item, piece)
  }
}

const Received = z.object({ received: z.number() })

async function receive(s: Stage, o: PlannedOrder): Promise<void> {
  const items = (await s.itemsOf(o)).filter((i) => i.state === 'accepted')
  if (items.length === 0) return
  const given = items.map((item) => ({ itemId: item.id, condition: '外观完好，附件齐全', seals: '1', shelf: `A${(item.id % 6) + 1}` }))
  const { received } = Received.parse(await s.d.ask(s.staff('reception'), 'POST', '/api/laboratory/reception', { items: given }))
  if (received < items.length) throw new Error(`${items.length - received} pieces of ${o.key} were not received`)
}

/** The signatory looks at each certificate as it will be issued, and signs what was shown. */
async function sign(s: Stage, o: PlannedOrder): Promise<void> {
  const signatory = s.staff('signatory')
  const waiting = (await s.itemsOf(o)).filter((i) => i.state === 'checked')
  if (waiting.length === 0) return
  const items = []
  for (const { id } of waiting) items.push({ id, shown: Shown.parse(await s.d.ask(signatory, 'GET', `/api/laboratory/items/${id}/certificate`)).shown })
  const signed = Signed.parse(await s.d.ask(signatory, 'POST', '/api/laboratory/sign', { items }))
  if (signed.refused > 0) throw new Error(`not issued: ${JSON.stringify(signed.done.find((one) => !one.ok))}`)
}

async function certificateOf(s: Stage, o: PlannedOrder, n: number): Promise<NonNullable<Item['certificate']>> {
  const certificate = (await s.itemsOf(o))[n]?.certificate
  if (!certificate) throw new Error(`piece ${n} of ${o.key} has no certificate`)
  return certificate
}

/** A certificate that ended already has ended. */
async function end(s: Stage, path: string, body: object): Promise<void> {
  const answer = await s.d.call(s.staff('head'), 'POST', `/api/certificates/${path}`, body)
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

async function scrap(s: Stage, key: string, reason: string): Promise<void> {
  const i = s.instrument(key)
  const { code } = await s.register(i)
  const now = Instrument.parse(await s.d.ask(s.ownerOf(i.owner), 'GET', `/api/instruments/${code}`))
  if (now.state !== 'scrapped') await s.d.ask(s.ownerOf(i.owner), 'POST', `/api/instruments/${code}/scrap`, { version: now.version, reason })
}
