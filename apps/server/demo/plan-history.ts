// Two years of the city's own institute: some hundred owners in all counties, some thousands of instruments, bookings when they fall due
// (or late, or never), failures and repairs, corrections, revocations. Planned forwards from its founding to today. Pure.
import { addDays, addMonths, civilDate } from '@duheng/calendar/civil-date.ts'
import type { Act, Event, Part, PlanOptions, PlannedInstrument, PlannedOrder, PlannedPiece } from './city.ts'
import { historyOrganisations, LAB, VERIFIERS } from './history-owners.ts'
import type { Holding } from './history-owners.ts'
import { kinds } from './kinds.ts'
import type { Kind } from './kinds.ts'
import { at, certificate, instrument, plus, standards, workDay } from './plan-part.ts'
import { procedureMonths } from './procedure-of.ts'
import { randomOf } from './random.ts'

/** What a piece costs in time at the bench, and how many a verifier does in a day. House numbers of an invented institute. */
const PIECES_A_DAY = 10
const FAILING = 0.045
const NEVER_AGAIN = 0.05
const LATE_OWNERS = 0.12

export function planHistory(o: PlanOptions): Part {
  const { organisations, holdings } = historyOrganisations(o.seed, o.share)
  const foundedOn = workDay(o.calendar, o.from, 0)
  const standardsOf = standards(LAB, { weights: plus(foundedOn, -60), pressure: plus(foundedOn, -90), measure: plus(foundedOn, -200), thermometer: plus(foundedOn, -30) }, 'manual')
  const plan: Writing = { o, orders: [], events: [], instruments: [], serial: 0 }
  for (const holding of holdings) planHolding(plan, holding, plus(foundedOn, 1))
  for (const s of standardsOf) renew(plan, s)
  return {
    organisations, instruments: plan.instruments, orders: plan.orders,
    laboratory: { key: LAB, foundedOn, standards: standardsOf, scopesUntil: plus(o.until, 700) },
    events: plan.events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  }
}

type Writing = { o: PlanOptions; orders: PlannedOrder[]; events: Event[]; instruments: PlannedInstrument[]; serial: number }

/** Nothing is planned for today or later: today belongs to the people who look. */
function happens(plan: Writing, day: string, minute: number, act: Act): boolean {
  if (day >= plan.o.until) return false
  plan.events.push({ at: at(day, minute), ...act })
  return true
}

function renew(plan: Writing, s: Part['laboratory']['standards'][number]): void {
  const { calendar, until } = plan.o
  const months = Math.round((Date.parse(s.first.validUntil) - Date.parse(s.first.issuedOn)) / 2_629_800_000)
  for (let { validUntil } = s.first; validUntil < until;) {
    const issuedOn = workDay(calendar, plus(validUntil, -12), 0)
    const next = certificate(s.key.split('/')[1] ?? '', issuedOn, months, 'manual')
    happens(plan, workDay(calendar, issuedOn, 1), 5, { do: 'renew', laboratory: LAB, standard: s.key, certificate: next })
    validUntil = next.validUntil
  }
}

function planHolding(plan: Writing, h: Holding, from: string): void {
  const { o } = plan
  const random = randomOf(o.seed, 'holding', h.key)
  const kind: Kind = kinds[h.kind]
  const some = Array.from({ length: h.count }, (_, n) => {
    const key = `history/${h.key}/${n + 1}`
    plan.serial++
    const made = { key, owner: h.owner, place: n % h.places, n: 10_000 + plan.serial, ownerNo: `${h.prefix}${n + 1}`, variant: h.variant, madeOn: plus(from, -random.int(100, 1400)) }
    return kind.document === undefined ? withDeclared(plan, h, made, kind.months) : instrument(o.seed, h.kind, made)
  })
  plan.instruments.push(...some.map((s) => ('day' in s ? s.instrument : s)))
  if (kind.document === undefined) {
    for (const [n, s] of some.entries()) if ('day' in s) happens(plan, s.day, 40 + n % 400, { do: 'register', instrument: s.instrument.key })
    return
  }
  const months = procedureMonths(kind.document)
  const window_d = Math.round(months * 30.4)
  // Big owners come in lots of at most twelve, each with a rhythm of its own.
  for (let start = 0; start < h.count; start += 12) {
    const lot = some.slice(start, start + 12).flatMap((s) => ('day' in s ? [] : [s]))
    planLot(plan, h, lot, { kind, document: kind.document, months, first: plus(from, random.int(2, Math.max(3, window_d - 10))), late: random.chance(LATE_OWNERS), last: random.chance(NEVER_AGAIN) })
  }
}

/** An instrument without a procedure here: its owner states what an invented certificate from elsewhere says. */
function withDeclared(plan: Writing, h: Holding, made: Omit<Parameters<typeof instrument>[2], 'declared'>, months: number): { day: string; instrument: PlannedInstrument } {
  const { o } = plan
  const random = randomOf(o.seed, 'declared', made.key)
  const day = workDay(o.calendar, plus(o.until, -random.int(2, 170)), -1)
  const verifiedOn = plus(day, -random.int(3, 330))
  const dueOn = months === 0 ? null : addDays(addMonths(civilDate(verifiedOn), months), -1)
  return { day: day < o.from ? workDay(o.calendar, o.from, 1) : day, instrument: instrument(o.seed, h.kind, { ...made, declared: { verifiedOn, dueOn, verdict: random.chance(0.02) ? 'fail' : 'pass', certificateNo: `演示外证-${made.n}` } }) }
}

type Lot = { kind: Kind; document: string; months: number; first: string; late: boolean; last: boolean }

function planLot(plan: Writing, h: Holding, lot: readonly PlannedInstrument[], { kind, document, months, first, late, last }: Lot): void {
  const { seed, calendar, until } = plan.o
  let alive = [...lot]
  for (let visit = 1, booked = workDay(calendar, first, 0); booked < until && alive.length > 0; visit++) {
    const random = randomOf(seed, 'visit', h.key, lot[0]?.key ?? '', visit)
    const verifier = random.pick(VERIFIERS)
    const pieces = alive.map((i): PlannedPiece => {
      const wear = Math.max(-0.85, Math.min(0.85, 0.45 * random.normal() + 0.1))
      return { instrument: i.key, verifier, wear, ...(random.chance(FAILING) ? { fault: random.pick(kind.faults) } : {}) }
    })
    const order: PlannedOrder = { key: `${lot[0]?.key ?? h.key}/v${visit}`, laboratory: LAB, owner: h.owner, document, way: document === 'JJG 443' ? 'on-site' : 'delivered', pieces, remark: visit === 1 ? '首次在本所送检' : '' }
    const measured = planOrder(plan, order, booked)
    const failed = pieces.filter((p) => p.fault !== undefined)
    const gone = measured === undefined ? [] : afterFailure(plan, order, failed, measured)
    alive = alive.filter((i) => !gone.includes(i.key))
    if (last || measured === undefined) return
    const due = addDays(addMonths(civilDate(measured), months), -1)
    booked = workDay(calendar, plus(due, late ? random.int(3, 45) : -random.int(6, 24)), 0)
  }
}

/** The steps of one order, with the days an institute takes; the day of its measurements, or undefined when they lie ahead or never come. */
function planOrder(plan: Writing, order: PlannedOrder, booked: string): string | undefined {
  const { calendar, seed } = plan.o
  const random = randomOf(seed, 'steps', order.key)
  plan.orders.push(order)
  const later = (day: string, n: number) => workDay(calendar, day, n)
  const key = order.key
  if (!happens(plan, booked, random.int(5, 300), { do: 'book', order: key })) { plan.orders.pop(); return undefined }
  if (random.chance(0.02)) {
    happens(plan, later(booked, 1), 60, random.chance(0.5) ? { do: 'refuse', order: key, reason: '器具不在使用地点，无法检定，请另约' } : { do: 'withdraw', order: key, reason: '改期，另行预约' })
    return undefined
  }
  const accepted = later(booked, 1)
  const received = later(accepted, random.int(1, 4))
  const started = random.chance(0.03) ? later(received, 12) : later(received, random.int(1, 3)) // some wait beyond the statutory time
  const days = Math.ceil(order.pieces.length / PIECES_A_DAY)
  happens(plan, accepted, random.int(10, 100), { do: 'accept', order: key })
  happens(plan, received, random.int(10, 200), { do: 'receive', order: key })
  happens(plan, received, 240, { do: 'assign', order: key })
  const minute = random.int(20, 60)
  for (const n of order.pieces.keys()) happens(plan, later(started, Math.floor(n / PIECES_A_DAY)), minute + 38 * (n % PIECES_A_DAY), { do: 'measure', order: key, piece: n })
  const checked = later(started, days)
  if (random.chance(0.04)) happens(plan, checked, 12, { do: 'send back', order: key, piece: 0, reason: '湿度与记录仪不一致，请核对' })
  happens(plan, checked, random.int(60, 200), { do: 'check', order: key })
  happens(plan, checked, random.int(230, 400), { do: 'sign', order: key })
  happens(plan, later(checked, random.int(1, 4)), random.int(30, 400), { do: 'return', order: key })
  endSome(plan, order, later(checked, 8), random)
  return later(started, days - 1)
}

/** A few certificates do not last: revoked after a review, or replaced after the instrument was measured again. */
function endSome(plan: Writing, order: PlannedOrder, day: string, random: ReturnType<typeof randomOf>): void {
  if (random.chance(0.008)) happens(plan, day, 80, { do: 'revoke', order: order.key, piece: 0, code: 'measurement-in-doubt', reason: '内部质量抽查发现记录存疑，撤销并通知使用单位重新送检' })
  else if (random.chance(0.012)) {
    const [piece] = order.pieces
    if (!piece || piece.fault !== undefined) return
    const again: PlannedOrder = { ...order, key: `${order.key}/again`, pieces: [{ ...piece, wear: piece.wear / 2 }], remark: '证书名称有误，重新检定换发' }
    if (planAgain(plan, again, day)) happens(plan, workDay(plan.o.calendar, day, 6), 300, { do: 'supersede', order: order.key, piece: 0, by: again.key, reason: '原证书使用单位名称有误，重新检定后换发' })
  }
}

/** Booked, accepted, received, measured, checked and issued within a week. */
function planAgain(plan: Writing, order: PlannedOrder, day: string): boolean {
  const next = (n: number) => workDay(plan.o.calendar, day, n)
  if (next(6) >= plan.o.until) return false
  plan.orders.push(order)
  happens(plan, next(0), 200, { do: 'book', order: order.key })
  happens(plan, next(1), 50, { do: 'accept', order: order.key })
  happens(plan, next(2), 50, { do: 'receive', order: order.key })
  happens(plan, next(2), 90, { do: 'assign', order: order.key })
  for (const n of order.pieces.keys()) happens(plan, next(3), 40 + 38 * n, { do: 'measure', order: order.key, piece: n })
  happens(plan, next(4), 40, { do: 'check', order: order.key })
  happens(plan, next(5), 40, { do: 'sign', order: order.key })
  happens(plan, next(6), 60, { do: 'return', order: order.key })
  return true
}

/** What failed is repaired and comes again, or is scrapped; which were scrapped. */
function afterFailure(plan: Writing, order: PlannedOrder, failed: readonly PlannedPiece[], measured: string): string[] {
  const gone: string[] = []
  const repaired: PlannedPiece[] = []
  for (const piece of failed) {
    const random = randomOf(plan.o.seed, 'failed', order.key, piece.instrument)
    if (random.chance(0.25)) {
      const day = workDay(plan.o.calendar, measured, random.int(12, 20))
      if (happens(plan, day, 150, { do: 'scrap', instrument: piece.instrument, reason: '检定不合格，无法修复' })) gone.push(piece.instrument)
    } else repaired.push({ instrument: piece.instrument, verifier: piece.verifier, wear: piece.wear / 3 })
  }
  if (repaired.length > 0) planAgain(plan, { ...order, key: `${order.key}/repaired`, pieces: repaired, remark: '修理后复检' }, workDay(plan.o.calendar, measured, 10))
  return gone
}

