// Booking as a decision: which instruments may go into an order of this kind, and the steps each of them takes at once. Pure.
import type { Workflow } from '@duheng/rules/workflow.ts'
import type { FieldProblem } from '#platform/http/problem.ts'
import { decide } from '#platform/workflow/workflow.ts'
import type { FieldValue } from '#platform/workflow/workflow.ts'
import { catalogueResolved, divisionSet } from './guards.ts'

export type OrderKind = 'verification' | 'calibration'
export type Bookable = {
  id: number; orgId: number; name: string; catalogue: string | null; category: string; kind: string; division: string; state: string
}
export type Booking = { kind: OrderKind; way: 'delivered' | 'on-site'; wantedOn: string | undefined }
export type BookingStep = { transition: string; from: string | null; to: string; fields: Record<string, FieldValue> }

/** The three steps of a booking: written down, filed, booked. */
export const BOOKING = ['draft', 'file', 'book'] as const

export type BookingDecision = { ok: true; steps: readonly BookingStep[] } | { ok: false; problems: readonly FieldProblem[] }

/** Decides for one instrument; `place` is its place in the request, so that problems name it. */
export function decideBooking(workflow: Workflow, instrument: Bookable, booking: Booking, roles: readonly string[], place: number): BookingDecision {
  const field = `instrumentIds.${place}`
  if (instrument.state === 'scrapped') {
    return { ok: false, problems: [{ field, rule: 'scrapped', words: [`“${instrument.name}”已报废，不能预约。`, `"${instrument.name}" is scrapped and cannot be booked.`] }] }
  }
  const guards = new Map([
    ['catalogue entry resolved', catalogueResolved({ kind: booking.kind, name: instrument.name, catalogue: instrument.catalogue, category: instrument.category, instrumentKind: instrument.kind })],
    ['division code set', divisionSet(instrument.division)],
  ])
  const bookFields = new Map<string, FieldValue>([['place', booking.way === 'on-site' ? 'on site' : 'laboratory']])
  if (booking.wantedOn !== undefined) bookFields.set('wanted day', booking.wantedOn)
  const steps: BookingStep[] = []
  let state: string | undefined
  for (const transition of BOOKING) {
    const fields = transition === 'book' ? bookFields : new Map<string, FieldValue>()
    const decision = decide(workflow, { state, transition, roles, guards, fields })
    if (!decision.ok) return { ok: false, problems: decision.unmet.map((u) => ({ field, rule: u.rule, words: u.words })) }
    steps.push({ transition, from: state ?? null, to: decision.to, fields: Object.fromEntries(fields) })
    state = decision.to
  }
  return { ok: true, steps }
}

/** States in which an item is on its way; the unique index of the table says the same. */
export const OPEN_STATES = ['draft', 'filed', 'booked', 'accepted', 'received', 'assigned', 'measured', 'checked', 'signed'] as const
