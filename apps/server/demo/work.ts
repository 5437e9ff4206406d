// Performs the planned events of a part through the routes, in the order of their time. Each is safe to repeat after a stop: bookings and
// registrations carry keys, and every other act first asks where the item stands.
import { z } from 'zod'
import { instantOf } from '#platform/clock.ts'
import type { Event, Part, PlannedInstrument, PlannedOrder, PlannedPiece } from './city.ts'
import { enterCertificate, theActor } from './found.ts'
import type { Cast } from './found.ts'
import type { Actor, Drive } from './drive.ts'
import { procedureOf } from './procedure-of.ts'
import { readingsOf } from './sim.ts'

export type Worker = { perform(event: Event): Promise<void> }

const Registered = z.object({ id: z.number(), code: z.string() })
const Booked = z.object({ id: z.number(), items: z.array(z.object({ id: z.number(), instrumentId: z.number() })) })
const Items = z.object({ items: z.array(z.object({
  id: z.number(), state: z.string(), version: z.number(), instrument: z.object({ id: z.number() }),
  certificate: z.object({ id: z.number(), publicId: z.string().nullable() }).nullable(),
})) })
type Item = z.infer<typeof Items>['items'][number]
const Bench = z.object({ record: z.object({ id: z.number() }).nullable() })
const Opened = z.object({ recordId: z.number() })
const Written = z.object({ answers: z.array(z.object({ ok: z.boolean() }).loose()) })
const Shown = z.object({ shown: z.string() })
const Signed = z.object({ refused: z.number(), done: z.array(z.object({ ok: z.boolean() }).loose()) })
const Instrument = z.object({ version: z.number(), state: z.string() })

export function openWorker(d: Drive, cast: Cast, part: Part): Worker {
  const instruments = new Map(part.instruments.map((i) => [i.key, i]))
  const orders = new Map(part.orders.map((o) => [o.key, o]))
  const registered = new Map<string, { id: number; code: string }>()
  const laboratory = part.organisations.find((o) => o.key === part.laboratory.key)
  const staff = (role: string): Actor => {
    const person = laboratory?.people.find((p) => p.roles.some((r) => r === role))
    if (!person) throw new Error(`the laboratory has no ${role}`)
    return theActor(cast, person.key)
  }
  const ownerOf = (key: string): Actor => {
    const admin = part.organisations.find((o) => o.key === key)?.people.find((p) => p.roles.includes('owner-admin'))
    if (!admin) throw new Error(`${key} has nobody who books`)
    return theActor(cast, admin.key)
  }
  const planned = <T>(map: ReadonlyMap<string, T>, key: string): T => {
    const found = map.get(key)
    if (!found) throw new Error(`nothing is planned as ${key}`)
    return found
  }

  const register = async (i: PlannedInstrument): Promise<{ id: number; code: string }> => {
    const known = registered.get(i.key)
    if (known) return known
    const placeId = cast.places.get(i.owner)?.[i.place] ?? null
    const made = Registered.parse(await d.ask(ownerOf(i.owner), 'POST', '/api/instruments', { ...i.fields, placeId }, `instrument-${i.key.replaceAll('/', '-')}`))
    registered.set(i.key, made)
    return made
  }
  const bookOrder = async (o: PlannedOrder) => {
    const instrumentIds = []
    for (const piece of o.pieces) instrumentIds.push((await register(planned(instruments, piece.instrument))).id)
    const laboratoryId = planned(cast.organisations, o.laboratory)
    const owner = ownerOf(o.owner)
    return Booked.parse(await d.ask(owner, 'POST', '/api/laboratory/orders', {
      laboratoryId, kind: 'verification', way: o.way, contact: owner.name, phone: '0550-0000000', remark: o.remark, instrumentIds,
    }, `order-${o.key.replaceAll('/', '-')}`))
  }
  /** Items of an order in the order of its pieces, as they stand now. */
  const itemsOf = async (o: PlannedOrder): Promise<Item[]> => {
    const booked = await bookOrder(o)
    const now = Items.parse(await d.ask(staff('reception'), 'GET', `/api/laboratory/items?order=${booked.id}&limit=200`)).items
    return o.pieces.flatMap((piece) => now.filter((i) => i.instrument.id === registered.get(piece.instrument)?.id))
  }
  const step = (who: Actor, item: Item, transition: string, more: object = {}) =>
    d.ask(who, 'POST', `/api/laboratory/items/${item.id}/steps`, { transition, version: item.version, ...more })
  const each = async (o: PlannedOrder, state: string, act: (item: Item, piece: PlannedPiece) => Promise<unknown>) => {
    const items = await itemsOf(o)
    for (const [n, piece] of o.pieces.entries()) {
      const item = items[n]
      if (item?.state === state) await act(item, piece)
    }
  }

  const recordOf = async (verifier: Actor, item: Item, i: PlannedInstrument): Promise<number> => {
    const bench = Bench.parse(await d.ask(verifier, 'GET', `/api/laboratory/items/${item.id}/bench`))
    if (bench.record) return bench.record.id
    return Opened.parse(await d.ask(verifier, 'POST', `/api/laboratory/items/${item.id}/record`, { parameters: i.given })).recordId
  }
  const write = async (verifier: Actor, item: Item, recordId: number, texts: readonly (readonly [string, string])[], more: { tag: string; reason?: string }) => {
    const now_ms = d.clock.now()
    const readings = texts.map(([cell, text], n) => ({ cell, text, typedAt: instantOf(now_ms), clientId: `${more.tag}-${item.id}-${String(n).padStart(4, '0')}`, ...(more.reason === undefined ? {} : { reason: more.reason }) }))
    const written = Written.parse(await d.ask(verifier, 'PUT', `/api/laboratory/items/${item.id}/readings`, { recordId, readings }))
    const refused = written.answers.find((a) => !a.ok)
    if (refused) throw new Error(`a reading was refused: ${JSON.stringify(refused)}`)
  }
  const measure = async (o: PlannedOrder, n: number, half: boolean) => {
    const [piece, item] = [o.pieces[n], (await itemsOf(o))[n]]
    if (!piece || item?.state !== 'assigned') return
    const verifier = theActor(cast, piece.verifier)
    const i = planned(instruments, piece.instrument)
    const recordId = await recordOf(verifier, item, i)
    const texts = [...readingsOf(procedureOf(o.document), { ...ledgerParameters(i), ...i.given }, visitOf(o, piece))]
    await write(verifier, item, recordId, half ? texts.slice(0, Math.ceil(texts.length / 2)) : texts, { tag: 'm' })
    if (!half) await step(verifier, item, 'submit')
  }
  /** The checker sends it back; the verifier corrects one reading with a reason and submits again. */
  const sendBack = async (o: PlannedOrder, n: number, reason: string) => {
    const [piece, item] = [o.pieces[n], (await itemsOf(o))[n]]
    if (!piece || !item) return
    if (item.state === 'measured') await step(staff('checker'), item, 'send back', { fields: { reason } })
    const again = (await itemsOf(o))[n]
    if (again?.state !== 'assigned') return
    const verifier = theActor(cast, piece.verifier)
    const i = planned(instruments, piece.instrument)
    d.clock.advance(120_000)
    const recordId = await recordOf(verifier, again, i)
    await write(verifier, again, recordId, [['conditions.h', '57']], { tag: 'c', reason: '核对湿度计后更正' })
    await step(verifier, again, 'submit')
  }
  const sign = async (o: PlannedOrder) => {
    const signatory = staff('signatory')
    const waiting = (await itemsOf(o)).filter((i) => i.state === 'checked')
    if (waiting.length === 0) return
    const items = []
    for (const { id } of waiting) items.push({ id, shown: Shown.parse(await d.ask(signatory, 'GET', `/api/laboratory/items/${id}/certificate`)).shown })
    const signed = Signed.parse(await d.ask(signatory, 'POST', '/api/laboratory/sign', { items }))
    if (signed.refused > 0) throw new Error(`not issued: ${JSON.stringify(signed.done.find((s) => !s.ok))}`)
  }
  const certificateOf = async (o: PlannedOrder, n: number) => {
    const certificate = (await itemsOf(o))[n]?.certificate
    if (!certificate) throw new Error(`piece ${n} of ${o.key} has no certificate`)
    return certificate
  }
  /** A certificate that ended already has ended: the event may be repeated. */
  const end = async (path: string, body: object) => {
    const answer = await d.call(staff('head'), 'POST', path, body)
    if (answer.status >= 300 && answer.status !== 409) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  const scrap = async (key: string, reason: string) => {
    const i = planned(instruments, key)
    const { code } = await register(i)
    const now = Instrument.parse(await d.ask(ownerOf(i.owner), 'GET', `/api/instruments/${code}`))
    if (now.state !== 'scrapped') await d.ask(ownerOf(i.owner), 'POST', `/api/instruments/${code}/scrap`, { version: now.version, reason })
  }

  const perform = async (e: Event): Promise<void> => {
    const at_ms = Date.parse(`${e.at}:00+08:00`)
    if (at_ms > d.clock.now()) d.clock.set(at_ms)
    if (e.do === 'register') { await register(planned(instruments, e.instrument)); return }
    if (e.do === 'scrap') return scrap(e.instrument, e.reason)
    if (e.do === 'renew') { await enterCertificate(d, staff('quality'), planned(cast.standards, e.standard), e.certificate, `renew-${e.standard.replaceAll('/', '-')}-${e.certificate.issuedOn}`); return }
    const o = planned(orders, e.order)
    switch (e.do) {
      case 'book': { await bookOrder(o); return }
      case 'accept': return each(o, 'booked', (item) => step(staff('reception'), item, 'accept', { procedure: o.document }))
      case 'refuse': return each(o, 'booked', (item) => step(staff('reception'), item, 'refuse', { fields: { reason: e.reason } }))
      case 'withdraw': return each(o, 'booked', (item) => step(ownerOf(o.owner), item, 'withdraw', { fields: { reason: e.reason } }))
      case 'receive': return each(o, 'accepted', (item) => d.ask(staff('reception'), 'POST', '/api/laboratory/reception', { items: [{ itemId: item.id, condition: '外观完好，附件齐全', seals: '1', shelf: `A${(item.id % 6) + 1}` }] }))
      case 'assign': return each(o, 'received', (item, piece) => step(staff('reception'), item, 'assign', { verifierId: theActor(cast, piece.verifier).personId }))
      case 'measure': return measure(o, e.piece, e.half === true)
      case 'send back': return sendBack(o, e.piece, e.reason)
      case 'check': return each(o, 'measured', (item) => step(staff('checker'), item, 'check'))
      case 'sign': return sign(o)
      case 'return': return each(o, 'issued', (item) => step(staff('reception'), item, 'return'))
      case 'revoke': { const { id } = await certificateOf(o, e.piece); return end(`/api/certificates/${id}/revocation`, { code: e.code, reason: e.reason }) }
      case 'supersede': {
        const old = await certificateOf(o, e.piece)
        const by = await certificateOf(planned(orders, e.by), 0)
        return end(`/api/certificates/${old.id}/supersession`, { by: by.publicId, reason: e.reason })
      }
    }
  }
  return { perform }
}

/** What the bench proposes from the ledger, as it proposes it. */
const ledgerParameters = (i: PlannedInstrument): Record<string, string> =>
  Object.fromEntries(Object.entries(i.fields.parameters).map(([name, p]) => [name, 'text' in p ? p.text : `${p.value} ${p.unit}`]))

const visitOf = (o: PlannedOrder, piece: PlannedPiece) => ({ seed: `${o.key}/${piece.instrument}`, wear: piece.wear, ...(piece.fault === undefined ? {} : { fault: piece.fault }) })
