// Instruments in SQL: rows in, rows out. Search is instrument-search.ts; what other modules read is instrument-facts.ts.
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Tables } from '#platform/db/tables.ts'
import { visible } from '#platform/db/visible.ts'
import { LEDGER, seenOrganisation } from './belongs.ts'
import { facetGram, gramsOf, pinyinKey } from './grams.ts'
import type { Declared, InstrumentFields } from './instrument.ts'
import type { Parameter, Parameters } from './parameters.ts'
import type {} from './tables.ts'

export type InstrumentRow = Selectable<Tables['registry.instrument']>

/** A row to be written. `ownerName` and `placeName` are words it is found by. */
export type NewInstrument = {
  code: string; orgId: number; ownerName: string; placeName: string | null; division: string
  fields: InstrumentFields; declared: Declared | null; at: string; createdBy: number
}

/** Columns of a ledger row and the words it is found by. */
export function columnsOf(fields: InstrumentFields, around: { code: string; orgId: number; ownerName: string; placeName: string | null; division: string; state: string; verdict: string | null }) {
  return {
    place_id: fields.placeId, name: fields.name, catalogue: fields.catalogue, category: fields.category, kind: fields.kind, model: fields.model,
    measuring_range: fields.measuringRange, accuracy_class: fields.accuracyClass, serial: fields.serial, maker: fields.maker, owner_no: fields.ownerNo,
    purpose: fields.purpose, settled_direct: fields.settledDirect, sells_to_public: fields.sellsToPublic, standard_role: fields.standardRole,
    made_on: fields.madeOn, installed_on: fields.installedOn, division: around.division, pinyin_key: pinyinKey(fields.name),
    grams: gramsOf(
      { code: around.code, name: fields.name, model: fields.model, serial: fields.serial, ownerNo: fields.ownerNo, ownerName: around.ownerName, placeName: around.placeName },
      { state: around.state, verdict: around.verdict, kind: fields.kind, catalogue: fields.catalogue, purpose: fields.purpose, placeId: fields.placeId, division: around.division, orgId: around.orgId }),
  }
}

/** Writes many rows at once. A code already taken leaves its row out: compare the answer with what was asked. */
export async function insertInstruments(tx: Tx, rows: readonly NewInstrument[]): Promise<{ id: number; code: string }[]> {
  const json = rows.map((row) => ({
    org_id: row.orgId, code: row.code, parameters: row.fields.parameters, created_at: row.at, created_by: row.createdBy,
    verified_on: row.declared?.verifiedOn ?? null, due_on: row.declared?.dueOn ?? null, verdict: row.declared?.verdict ?? null,
    certificate_no: row.declared ? row.declared.certificateNo : null, declared: row.declared !== null,
    ...columnsOf(row.fields, { ...row, state: 'in use', verdict: row.declared?.verdict ?? null }),
  }))
  const { rows: written } = await sql<{ id: number; code: string }>`
    insert into registry.instrument (org_id, place_id, code, name, catalogue, category, kind, model, measuring_range, accuracy_class, serial, maker, owner_no,
      purpose, settled_direct, sells_to_public, standard_role, made_on, installed_on, parameters, division, verified_on, due_on, verdict, certificate_no, declared,
      grams, pinyin_key, created_at, updated_at, created_by)
    select org_id, place_id, code, name, catalogue, category, kind, model, measuring_range, accuracy_class, serial, maker, owner_no,
      purpose, settled_direct, sells_to_public, standard_role, made_on, installed_on, parameters, division, verified_on, due_on, verdict, certificate_no, declared,
      grams, pinyin_key, created_at, created_at, created_by
    from json_to_recordset(${JSON.stringify(json)}::json) as r (org_id bigint, place_id bigint, code text, name text, catalogue text, category text, kind text,
      model text, measuring_range text, accuracy_class text, serial text, maker text, owner_no text, purpose text, settled_direct boolean, sells_to_public boolean,
      standard_role text, made_on date, installed_on date, parameters jsonb, division text, verified_on date, due_on date, verdict text, certificate_no text,
      declared boolean, grams int[], pinyin_key text, created_at timestamptz, created_by bigint)
    on conflict (code) do nothing returning id, code`.execute(tx)
  return written
}

export const instrumentByCodeRow = (tx: Tx, code: string): Promise<InstrumentRow | undefined> =>
  tx.selectFrom('registry.instrument').selectAll().where('code', '=', code).where((e) => visible(e, tx, LEDGER)).executeTakeFirst()

export const lockInstrument = (tx: Tx, code: string): Promise<InstrumentRow | undefined> =>
  tx.selectFrom('registry.instrument').selectAll().where('code', '=', code).where((e) => visible(e, tx, LEDGER)).forUpdate().executeTakeFirst()

export const instrumentsByCodes = (tx: Tx, codes: readonly string[]): Promise<InstrumentRow[]> =>
  tx.selectFrom('registry.instrument').selectAll().where('code', 'in', codes).where((e) => visible(e, tx, LEDGER)).execute()

export const instrumentRows = (tx: Tx, ids: readonly number[]): Promise<InstrumentRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : tx.selectFrom('registry.instrument').selectAll().where('id', 'in', ids).where((e) => visible(e, tx, LEDGER)).execute()

export async function updateInstrument(tx: Tx, row: InstrumentRow, next: { fields: InstrumentFields; division: string; ownerName: string; placeName: string | null; at: string; declared?: Declared | null }) {
  const declaredNow = next.declared === undefined ? {} : next.declared === null
    ? { verified_on: null, due_on: null, verdict: null, certificate_no: null, declared: false }
    : { verified_on: next.declared.verifiedOn, due_on: next.declared.dueOn, verdict: next.declared.verdict, certificate_no: next.declared.certificateNo, declared: true }
  const verdict = next.declared === undefined ? row.verdict : next.declared?.verdict ?? null
  await tx.updateTable('registry.instrument')
    .set({ ...columnsOf(next.fields, { code: row.code, orgId: row.org_id, state: row.state, verdict, ...next }), parameters: JSON.stringify(next.fields.parameters), ...declaredNow, version: row.version + 1, updated_at: next.at })
    .where('id', '=', row.id).where((e) => visible(e, tx, LEDGER)).execute()
}

/** Replaces one facet among the grams without knowing the rest. */
const swapped = (name: 'state' | 'verdict', to: string, all: readonly string[]) =>
  sql<number[]>`array_append(${all.reduce((grams, value) => sql<number[]>`array_remove(${grams}, ${facetGram(name, value)}::int)`, sql<number[]>`grams`)}, ${facetGram(name, to)}::int)`

export async function setState(tx: Tx, row: InstrumentRow, state: string, at: string): Promise<void> {
  await tx.updateTable('registry.instrument').set({ state, grams: swapped('state', state, ['in use', 'stopped', 'scrapped']), version: row.version + 1, updated_at: at })
    .where('id', '=', row.id).where((e) => visible(e, tx, LEDGER)).execute()
}

export type Verification = { instrumentId: number; verifiedOn: string | null; dueOn: string | null; verdict: 'pass' | 'fail' | null; certificateNo: string | null; at: string }

/** Writes what a certificate said beside the instrument, or takes it away (all null) when the certificate lost its force. */
export async function recordVerification(tx: Tx, v: Verification): Promise<void> {
  await tx.updateTable('registry.instrument').set({
    verified_on: v.verifiedOn, due_on: v.dueOn, verdict: v.verdict, certificate_no: v.certificateNo, declared: false, updated_at: v.at,
    version: sql<number>`version + 1`, grams: swapped('verdict', v.verdict ?? '', ['', 'pass', 'fail']),
  }).where('id', '=', v.instrumentId).where((e) => visible(e, tx, LEDGER)).execute()
}

export type Around = { owners: ReadonlyMap<number, { name: string; division: string }>; places: ReadonlyMap<number, { orgId: number; name: string; division: string }> }

/** Owners and places of rows, as far as the caller may see them. */
export async function aroundOf(tx: Tx, rows: readonly { org_id: number; place_id: number | null }[]): Promise<Around> {
  const orgIds = [...new Set(rows.map((r) => r.org_id))]
  const placeIds = [...new Set(rows.flatMap((r) => r.place_id ?? []))]
  const owners = orgIds.length === 0 ? [] : await tx.selectFrom('registry.organisation').select(['id', 'name', 'division']).where('id', 'in', orgIds).where((e) => seenOrganisation(e, tx)).execute()
  const places = placeIds.length === 0 ? [] : await tx.selectFrom('registry.place').select(['id', 'org_id', 'name', 'division']).where('id', 'in', placeIds).where((e) => visible(e, tx, LEDGER)).execute()
  return {
    owners: new Map(owners.map((o) => [o.id, { name: o.name, division: o.division }])),
    places: new Map(places.map((p) => [p.id, { orgId: p.org_id, name: p.name, division: p.division }])),
  }
}

/** The stored fields as the house speaks of them. */
export function fieldsOf(row: InstrumentRow): InstrumentFields {
  return {
    name: row.name, catalogue: row.catalogue, category: row.category, kind: row.kind, model: row.model, measuringRange: row.measuring_range,
    accuracyClass: row.accuracy_class, serial: row.serial, maker: row.maker, ownerNo: row.owner_no, purpose: purposeOf(row.purpose),
    settledDirect: row.settled_direct, sellsToPublic: row.sells_to_public, standardRole: standardRoleOf(row.standard_role),
    madeOn: row.made_on, installedOn: row.installed_on, parameters: parametersOf(row.parameters), placeId: row.place_id,
  }
}
function purposeOf(text: string): InstrumentFields['purpose'] {
  const known = (['trade', 'safety', 'medical', 'environment', 'enforcement'] as const).find((p) => p === text)
  return known ?? 'other'
}
const standardRoleOf = (text: string | null): InstrumentFields['standardRole'] => (text === 'public standard' || text === 'highest standard' ? text : null)

export function parametersOf(json: unknown): Parameters {
  if (typeof json !== 'object' || json === null) return {}
  return Object.fromEntries(Object.entries(json).flatMap(([name, p]: [string, unknown]): [string, Parameter][] => {
    if (typeof p !== 'object' || p === null) return []
    if ('text' in p && typeof p.text === 'string') return [[name, { text: p.text }]]
    return 'value' in p && 'unit' in p && typeof p.value === 'string' && typeof p.unit === 'string' ? [[name, { value: p.value, unit: p.unit }]] : []
  }))
}

export const declaredOf = (row: InstrumentRow): Declared | null => (row.declared && row.verified_on !== null
  ? { verifiedOn: row.verified_on, dueOn: row.due_on, verdict: row.verdict === 'fail' ? 'fail' : 'pass', certificateNo: row.certificate_no ?? '' } : null)
