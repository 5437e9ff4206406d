// What the demonstration city is made of, as data: nothing here is done yet. Types alone.
import type { WorkingCalendar } from '@duheng/calendar/working-days.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import type { Fault } from './sim.ts'

export type PlannedPerson = { key: string; name: string; roles: readonly Role[]; login?: string; zh?: string; en?: string }
export type PlannedPlace = { name: string; division: string; address: string }
export type PlannedOrganisation = {
  key: string; kind: OrgKind; name: string; creditCode: string | null; division: string; address: string; phone: string
  people: readonly PlannedPerson[]; places: readonly PlannedPlace[]
}

/** An upstream certificate of a standard, of the demonstration's own invented institute. */
export type PlannedCertificate = { number: string; issuedOn: string; validUntil: string; origin: 'manual' | 'start-up' }
export type PlannedStandard = { key: string; role: string; document: string; code: string; name: string; range: string; accuracy: string; serial: string; maker: string; first: PlannedCertificate }
export type PlannedLaboratory = { key: string; foundedOn: string; startUpUntil?: string; standards: readonly PlannedStandard[]; scopesUntil: string }

export type Parameter = { value: string; unit: string } | { text: string }
export type PlannedInstrument = {
  key: string; owner: string; place: number; document?: string
  fields: {
    name: string; catalogue: string | null; category: string; kind: string; model: string; measuringRange: string; accuracyClass: string; serial: string; maker: string
    ownerNo: string; purpose: 'trade' | 'safety' | 'medical' | 'environment' | 'enforcement' | 'other'; sellsToPublic: boolean | null; settledDirect: boolean; madeOn: string
    parameters: Readonly<Record<string, Parameter>>
    declared?: { verifiedOn: string; dueOn: string | null; verdict: 'pass' | 'fail'; certificateNo: string }
  }
  /** What the record asks beyond the ledger. */
  given: Readonly<Record<string, string>>
}

export type PlannedPiece = { instrument: string; verifier: string; wear: number; fault?: Fault }
export type PlannedOrder = { key: string; laboratory: string; owner: string; document: string; way: 'delivered' | 'on-site'; pieces: readonly PlannedPiece[]; remark: string }

export type Act =
  | { do: 'register'; instrument: string }
  | { do: 'book' | 'accept' | 'receive' | 'assign' | 'check' | 'sign' | 'return'; order: string }
  | { do: 'refuse' | 'withdraw'; order: string; reason: string }
  | { do: 'measure'; order: string; piece: number; half?: true }
  | { do: 'send back'; order: string; piece: number; reason: string }
  | { do: 'revoke'; order: string; piece: number; code: 'issued-in-error' | 'measurement-in-doubt' | 'standard-in-doubt'; reason: string }
  | { do: 'supersede'; order: string; piece: number; by: string; reason: string }
  | { do: 'scrap'; instrument: string; reason: string }
  | { do: 'renew'; laboratory: string; standard: string; certificate: PlannedCertificate }
/** `at` is a minute in Asia/Shanghai, 'YYYY-MM-DDTHH:MM'. */
export type Event = { at: string } & Act

/** One part of the city: the small complete core, or its two years of history. Events are in the order of their time. */
export type Part = {
  organisations: readonly PlannedOrganisation[]
  laboratory: PlannedLaboratory
  instruments: readonly PlannedInstrument[]
  orders: readonly PlannedOrder[]
  events: readonly Event[]
}
export type City = { seed: string; from: string; until: string; core: Part; history: Part }

export type PlanOptions = {
  seed: string
  /** First day of the history; the city's institute is founded then. */
  from: string
  /** The day planned for: today. */
  until: string
  /** Share of the full size, 1 for the whole city. */
  share: number
  calendar: WorkingCalendar
}
