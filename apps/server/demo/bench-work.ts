// The verifier's part of an order: opens the record, types what the instrument shows, submits; and corrects what was sent back.
import { z } from 'zod'
import { instantOf } from '#platform/clock.ts'
import type { PlannedInstrument, PlannedOrder, PlannedPiece } from './city.ts'
import { theActor } from './found.ts'
import type { Actor } from './drive.ts'
import { procedureOf } from './procedure-of.ts'
import { readingsOf } from './sim.ts'
import type { Item, Stage } from './stage.ts'

const Bench = z.object({ record: z.object({ id: z.number() }).nullable() })
const Opened = z.object({ recordId: z.number() })
const Written = z.object({ answers: z.array(z.object({ ok: z.boolean() }).loose()) })

export const step = (s: Stage, who: Actor, item: Item, transition: string, more: object = {}) =>
  s.d.ask(who, 'POST', `/api/laboratory/items/${item.id}/steps`, { transition, version: item.version, ...more })

/** `half` leaves the record open in the middle, for somebody to go on with. */
export async function measure(s: Stage, o: PlannedOrder, n: number, half: boolean): Promise<void> {
  const [piece, item] = [o.pieces[n], (await s.itemsOf(o))[n]]
  if (!piece || item?.state !== 'assigned') return
  const verifier = theActor(s.cast, piece.verifier)
  const i = s.instrument(piece.instrument)
  const recordId = await recordOf(s, verifier, item, i)
  const texts = [...readingsOf(procedureOf(o.document), { ...ledgerParameters(i), ...i.given }, visitOf(o, piece))]
  await write(s, verifier, { item, recordId, texts: half ? texts.slice(0, Math.ceil(texts.length / 2)) : texts, tag: 'm' })
  if (!half) await step(s, verifier, item, 'submit')
}

/** The checker sends it back; the verifier corrects one reading with a reason and submits again. */
export async function sendBack(s: Stage, o: PlannedOrder, n: number, reason: string): Promise<void> {
  const [piece, item] = [o.pieces[n], (await s.itemsOf(o))[n]]
  if (!piece || !item) return
  if (item.state === 'measured') await step(s, s.staff('checker'), item, 'send back', { fields: { reason } })
  const again = (await s.itemsOf(o))[n]
  if (again?.state !== 'assigned') return
  const verifier = theActor(s.cast, piece.verifier)
  s.d.clock.advance(120_000)
  const recordId = await recordOf(s, verifier, again, s.instrument(piece.instrument))
  await write(s, verifier, { item: again, recordId, texts: [['conditions.h', '57']], tag: 'c', reason: '核对湿度计后更正' })
  await step(s, verifier, again, 'submit')
}

async function recordOf(s: Stage, verifier: Actor, item: Item, i: PlannedInstrument): Promise<number> {
  const bench = Bench.parse(await s.d.ask(verifier, 'GET', `/api/laboratory/items/${item.id}/bench`))
  return bench.record?.id ?? Opened.parse(await s.d.ask(verifier, 'POST', `/api/laboratory/items/${item.id}/record`, { parameters: i.given })).recordId
}

type Writing = { item: Item; recordId: number; texts: readonly (readonly [cell: string, text: string])[]; tag: string; reason?: string }

async function write(s: Stage, verifier: Actor, { item, recordId, texts, tag, reason }: Writing): Promise<void> {
  const typedAt = instantOf(s.d.clock.now())
  const readings = texts.map(([cell, text], n) => ({ cell, text, typedAt, clientId: `${tag}-${item.id}-${String(n).padStart(6, '0')}`, ...(reason === undefined ? {} : { reason }) }))
  const { answers } = Written.parse(await s.d.ask(verifier, 'PUT', `/api/laboratory/items/${item.id}/readings`, { recordId, readings }))
  const refused = answers.find((a) => !a.ok)
  if (refused) throw new Error(`a reading was refused: ${JSON.stringify(refused)}`)
}

/** What the bench proposes from the ledger, as it proposes it. */
const ledgerParameters = (i: PlannedInstrument): Record<string, string> =>
  Object.fromEntries(Object.entries(i.fields.parameters).map(([name, p]) => [name, 'text' in p ? p.text : `${p.value} ${p.unit}`]))

const visitOf = (o: PlannedOrder, piece: PlannedPiece) => ({ seed: `${o.key}/${piece.instrument}`, wear: piece.wear, ...(piece.fault === undefined ? {} : { fault: piece.fault }) })
