// Who and what an event of the plan means in the house: people, owners, registered instruments, booked orders and their items now.
// Registrations and bookings carry keys, so that asking again after a restart gives the same ones.
import { z } from 'zod'
import type { Part, PlannedInstrument, PlannedOrder } from './city.ts'
import { theActor } from './found.ts'
import type { Cast } from './found.ts'
import { succeeded } from './drive.ts'
import type { Actor, Drive } from './drive.ts'

const Registered = z.object({ id: z.number(), code: z.string() })
const Booked = z.object({ id: z.number() })
const Items = z.object({ items: z.array(z.object({
  id: z.number(), state: z.string(), version: z.number(), instrument: z.object({ id: z.number() }),
  certificate: z.object({ id: z.number(), publicId: z.string().nullable() }).nullable(),
})) })
const Listed = z.object({ rows: z.array(z.object({ id: z.number(), code: z.string(), serial: z.string() })) })
const OrderOf = z.object({ items: z.array(z.object({ orderId: z.number() })) })
export type Item = z.infer<typeof Items>['items'][number]

export type Stage = {
  readonly d: Drive
  readonly cast: Cast
  instrument(key: string): PlannedInstrument
  order(key: string): PlannedOrder
  staff(role: string): Actor
  ownerOf(key: string): Actor
  register(i: PlannedInstrument): Promise<{ id: number; code: string }>
  book(o: PlannedOrder): Promise<number>
  /** Items of an order in the order of its pieces, as they stand now. */
  itemsOf(o: PlannedOrder): Promise<Item[]>
}

export function openStage(d: Drive, cast: Cast, part: Part): Stage {
  const instruments = new Map(part.instruments.map((i) => [i.key, i]))
  const orders = new Map(part.orders.map((o) => [o.key, o]))
  const organisations = new Map(part.organisations.map((o) => [o.key, o]))
  const registered = new Map<string, { id: number; code: string }>()
  const booked = new Map<string, number>()
  const personOf = (organisation: string, role: string): Actor => {
    const person = organisations.get(organisation)?.people.find((p) => p.roles.some((r) => r === role))
    return theActor(cast, person?.key ?? `${role} of ${organisation}`)
  }
  const ownerOf = (key: string) => personOf(key, 'owner-admin')
  const staff = (role: string) => personOf(part.laboratory.key, role)
  const instrument = (key: string) => planned(instruments, key)

  // A stop can fall between an act and the keeping of its answer: then the act was done, and is found again by what it made.
  const bySerial = async (i: PlannedInstrument): Promise<{ id: number; code: string }> => {
    const { rows } = Listed.parse(await d.ask(ownerOf(i.owner), 'GET', `/api/instruments?q=${encodeURIComponent(i.fields.serial)}`))
    const found = rows.find((r) => r.serial === i.fields.serial)
    if (!found) throw new Error(`${i.key} is taken and not there`)
    return found
  }
  const openOrder = async (instrumentId: number, owner: Actor): Promise<{ id: number }> => {
    const [item] = OrderOf.parse(await d.ask(owner, 'GET', `/api/laboratory/items?instrument=${instrumentId}&limit=1`)).items
    if (!item) throw new Error(`instrument ${instrumentId} is booked and in no order`)
    return { id: item.orderId }
  }

  const register: Stage['register'] = async (i) => {
    const known = registered.get(i.key)
    if (known) return known
    const placeId = cast.places.get(i.owner)?.[i.place] ?? null
    const answer = await d.call(ownerOf(i.owner), 'POST', '/api/instruments', { ...i.fields, placeId }, keyOf('instrument', i.key))
    const made = answer.status === 409 ? await bySerial(i) : Registered.parse(succeeded(answer, `registration of ${i.key}`))
    registered.set(i.key, made)
    return made
  }
  const book: Stage['book'] = async (o) => {
    const known = booked.get(o.key)
    if (known !== undefined) return known
    const instrumentIds = []
    for (const piece of o.pieces) instrumentIds.push((await register(instrument(piece.instrument))).id)
    const owner = ownerOf(o.owner)
    const asked = { laboratoryId: planned(cast.organisations, o.laboratory), kind: 'verification', way: o.way, contact: owner.name, phone: '0550-0000000', remark: o.remark, instrumentIds }
    const answer = await d.call(owner, 'POST', '/api/laboratory/orders', asked, keyOf('order', o.key))
    const { id } = answer.status === 409 ? await openOrder(instrumentIds[0] ?? 0, owner) : Booked.parse(succeeded(answer, `order ${o.key}`))
    booked.set(o.key, id)
    return id
  }
  const itemsOf: Stage['itemsOf'] = async (o) => {
    const now = Items.parse(await d.ask(staff('reception'), 'GET', `/api/laboratory/items?order=${await book(o)}&limit=200`)).items
    const found = []
    for (const piece of o.pieces) {
      const { id } = await register(instrument(piece.instrument))
      found.push(now.find((i) => i.instrument.id === id))
    }
    return found.flatMap((i) => i ?? [])
  }
  return { d, cast, instrument, order: (key) => planned(orders, key), staff, ownerOf, register, book, itemsOf }
}

export function planned<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`nothing is planned as ${key}`)
  return found
}

const keyOf = (what: string, key: string) => `${what}-${key.replaceAll('/', '-')}`
