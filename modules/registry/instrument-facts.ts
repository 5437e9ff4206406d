// What other modules may know of an instrument and do to its ledger row: read it, register one, write what a certificate said.
import { randomBytes } from 'node:crypto'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Words } from '#platform/http/problem.ts'
import { LEDGER } from './belongs.ts'
import { catalogueAt, entryOf, NOT_LISTED } from './catalogue.ts'
import { IDENTITY_BYTES, identityCode } from './identity-code.ts'
import { blankFields, dateProblems } from './instrument.ts'
import type { Declared, InstrumentFields, InstrumentState, InstrumentVerdict } from './instrument.ts'
import { aroundOf, insertInstruments, instrumentByCodeRow, instrumentRows, parametersOf } from './instrument-store.ts'
import type { InstrumentRow, NewInstrument } from './instrument-store.ts'
import { parameterProblems } from './parameters.ts'
import type { Parameters } from './parameters.ts'

export type InstrumentFacts = {
  id: number; orgId: number; ownerName: string; code: string; name: string; catalogue: string | null; category: string; kind: string; model: string
  measuringRange: string; accuracyClass: string; serial: string; maker: string; ownerNo: string; placeName: string | null; purpose: string; division: string
  parameters: Parameters; state: InstrumentState; verifiedOn: string | null; dueOn: string | null; verdict: InstrumentVerdict | null; certificateNo: string | null
  declared: boolean; version: number
}

/** The instrument as the caller's scope shows it; undefined when it is not there or not theirs. */
export const instrumentFacts = async (tx: Tx, id: number): Promise<InstrumentFacts | undefined> =>
  (await factsOf(tx, await instrumentRows(tx, [id])))[0]

export const instrumentsFacts = async (tx: Tx, ids: readonly number[]): Promise<InstrumentFacts[]> => factsOf(tx, await instrumentRows(tx, ids))

export async function instrumentByCode(tx: Tx, code: string): Promise<InstrumentFacts | undefined> {
  const row = await instrumentByCodeRow(tx, code)
  return row && (await factsOf(tx, [row]))[0]
}

async function factsOf(tx: Tx, rows: readonly InstrumentRow[]): Promise<InstrumentFacts[]> {
  const { owners, places } = await aroundOf(tx, rows)
  return rows.map((row) => ({
    id: row.id, orgId: row.org_id, ownerName: owners.get(row.org_id)?.name ?? '', code: row.code, name: row.name, catalogue: row.catalogue,
    category: row.category, kind: row.kind, model: row.model, measuringRange: row.measuring_range, accuracyClass: row.accuracy_class, serial: row.serial,
    maker: row.maker, ownerNo: row.owner_no, placeName: row.place_id === null ? null : places.get(row.place_id)?.name ?? null, purpose: row.purpose,
    division: row.division, parameters: parametersOf(row.parameters), state: stateOf(row.state), verifiedOn: row.verified_on, dueOn: row.due_on,
    verdict: row.verdict === 'pass' || row.verdict === 'fail' ? row.verdict : null, certificateNo: row.certificate_no, declared: row.declared, version: row.version,
  }))
}
const stateOf = (text: string): InstrumentState => (text === 'stopped' || text === 'scrapped' ? text : 'in use')

export type NewLedgerRow = { orgId: number; fields: Partial<InstrumentFields> & Pick<InstrumentFields, 'name' | 'purpose'>; declared?: Declared | null }
export type RowProblem = { field: string; rule: string; words: Words }
export type Registered = { ok: true; id: number; code: string } | { ok: false; problems: RowProblem[] }

/** Registers one instrument and records the act. The caller has already asked whether the actor may. */
export async function addInstrument(tx: Tx, clock: Clock, actor: number, row: NewLedgerRow): Promise<Registered> {
  const fields: InstrumentFields = { ...blankFields, ...row.fields }
  const around = await aroundOf(tx, [{ org_id: row.orgId, place_id: fields.placeId }])
  const owner = around.owners.get(row.orgId)
  if (!owner) return { ok: false, problems: [{ field: 'orgId', rule: 'absent', words: ['没有这个单位，或您无权为其登记。', 'No such organisation, or not yours to register for.'] }] }
  const problems = [...fieldProblems(fields, row.declared ?? null, today(clock)), ...placeProblems(around.places, row.orgId, fields.placeId)]
  const twin = problems.length > 0 ? undefined : await twinOf(tx, row.orgId, fields)
  if (twin) problems.push(twinProblem(fields, twin))
  if (problems.length > 0) return { ok: false, problems }
  const place = fields.placeId === null ? undefined : around.places.get(fields.placeId)
  const [written] = await insertWithCodes(tx, [{
    orgId: row.orgId, ownerName: owner.name, placeName: place?.name ?? null, division: place?.division ?? owner.division, fields,
    declared: row.declared ?? null, at: instant(clock), createdBy: actor,
  }])
  if (!written) throw new Error('the instrument was not written')
  await recordAct(tx, clock, { actor, org: row.orgId, verb: 'instrument.register', object: `instrument:${written.id}`, payload: { code: written.code, fields, declared: row.declared ?? null } })
  return { ok: true, ...written }
}

/** Writes rows in the given order, each with a code of its own; a code drawn twice is drawn again. */
export async function insertWithCodes(tx: Tx, rows: readonly Omit<NewInstrument, 'code'>[]): Promise<{ id: number; code: string }[]> {
  const found = new Map<number, { id: number; code: string }>()
  for (let round = 0; found.size < rows.length; round++) {
    if (round > 5) throw new Error('no free identity code was drawn')
    const asked = rows.flatMap((row, place) => (found.has(place) ? [] : [{ ...row, place, code: identityCode(randomBytes(IDENTITY_BYTES)) }]))
    const written = new Map((await insertInstruments(tx, asked)).map((w) => [w.code, w.id]))
    for (const { place, code } of asked) {
      const id = written.get(code)
      if (id !== undefined) found.set(place, { id, code })
    }
  }
  return rows.flatMap((_, place) => found.get(place) ?? [])
}

/** Problems that need nothing but the row and the day. */
export function fieldProblems(fields: InstrumentFields, declared: Declared | null, day: string): RowProblem[] {
  const problems: RowProblem[] = dateProblems({ ...fields, declared }, day).map((p) => ({ ...p, rule: 'date' }))
  if (fields.catalogue !== null && fields.catalogue !== NOT_LISTED && !entryOf(catalogueAt(day), fields.catalogue)) {
    problems.push({ field: 'catalogue', rule: 'catalogue', words: ['目录中没有这一项。请从目录中选择，或写“不在目录”。', 'The catalogue has no such entry. Choose one, or say it is not listed.'] })
  }
  for (const p of parameterProblems(fields.parameters)) problems.push({ field: `parameters.${p.name}`, rule: p.rule, words: [p.zh, p.en] })
  return problems
}

/** A place belongs to the same organisation; another one's place and none at all are the same answer. */
export function placeProblems(places: ReadonlyMap<number, { orgId: number }>, orgId: number, placeId: number | null): RowProblem[] {
  if (placeId === null || places.get(placeId)?.orgId === orgId) return []
  return [{ field: 'placeId', rule: 'place', words: ['本单位没有这个使用地点。', 'This organisation has no such place.'] }]
}

/** Another row with the same identity: model, serial and maker, or the owner's number where there is no serial. */
export async function twinOf(tx: Tx, orgId: number, fields: InstrumentFields, but = 0): Promise<{ code: string } | undefined> {
  if (fields.serial === '' && fields.ownerNo === '') return undefined
  const mine = tx.selectFrom('registry.instrument').select('code').where('org_id', '=', orgId).where((e) => visible(e, tx, LEDGER)).where('state', '!=', 'scrapped').where('id', '!=', but)
  return fields.serial !== ''
    ? mine.where('model', '=', fields.model).where('serial', '=', fields.serial).where('maker', '=', fields.maker).executeTakeFirst()
    : mine.where('serial', '=', '').where('owner_no', '=', fields.ownerNo).executeTakeFirst()
}

export const twinProblem = (fields: InstrumentFields, twin: { code: string }): RowProblem => (fields.serial !== ''
  ? { field: 'serial', rule: 'duplicate', words: [`本单位已有同型号、同出厂编号、同制造单位的器具（${twin.code}）。请核对出厂编号。`, `This organisation already has the same model, serial number and maker (${twin.code}). Check the serial number.`] }
  : { field: 'ownerNo', rule: 'duplicate', words: [`本单位已有编号相同的器具（${twin.code}）。`, `This organisation already has an instrument of that number (${twin.code}).`] })
