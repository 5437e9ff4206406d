// Imports in SQL: the part of a ledger a file speaks of, and writing everything at once.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { insertWithCodes } from '../instrument-facts.ts'
import { columnsOf, declaredOf, fieldsOf } from '../instrument-store.ts'
import type { InstrumentRow } from '../instrument-store.ts'
import { identityOf } from './rehearse.ts'
import type { ChangedRow, Known, Ledger, NewRow, Rehearsal } from './rehearse.ts'
import type { Mapping } from './mapping.ts'

const AT_ONCE = 2_000

/** The rows of an organisation that a file with these codes, serials and own numbers may mean. */
export async function ledgerFor(tx: Tx, orgId: number, asked: { codes: readonly string[]; serials: readonly string[]; ownerNos: readonly string[] }): Promise<Ledger> {
  const places = await tx.selectFrom('registry.place').select(['id', 'name']).where('org_id', '=', orgId).execute()
  const nameOf = new Map(places.map((p) => [p.id, p.name]))
  const { rows } = await sql<Omit<InstrumentRow, 'grams'>>`select id, org_id, place_id, code, name, catalogue, category, kind, model, measuring_range, accuracy_class, serial, maker, owner_no,
      purpose, settled_direct, sells_to_public, standard_role, made_on, installed_on, parameters, division, county, state, verified_on, due_on, due_key, verdict, certificate_no, declared, version
    from registry.instrument where org_id = ${orgId}
    and (serial = any (${asked.serials}::text[]) or (serial = '' and owner_no = any (${asked.ownerNos}::text[])) or code = any (${asked.codes}::text[]))`.execute(tx)
  const byCode = new Map<string, Known>()
  const byIdentity = new Map<string, Known>()
  for (const bare of rows) {
    const row: InstrumentRow = { ...bare, grams: [] }
    const fields = fieldsOf(row)
    const known: Known = {
      id: row.id, code: row.code, version: row.version, fields, declared: declaredOf(row), ownCertificate: row.verified_on !== null && !row.declared,
      verdict: row.verdict, state: row.state, placeName: row.place_id === null ? null : nameOf.get(row.place_id) ?? null,
    }
    byCode.set(row.code, known)
    const identity = identityOf(fields)
    if (identity !== undefined && known.state !== 'scrapped') byIdentity.set(identity, known)
  }
  return { byCode, byIdentity, places: new Map(places.map((p) => [p.name, p.id])) }
}

export const rememberedMapping = async (tx: Tx, orgId: number, heads: Buffer): Promise<unknown> =>
  (await tx.selectFrom('registry.import_mapping').select('mapping').where('org_id', '=', orgId).where('header_sha256', '=', heads).executeTakeFirst())?.mapping

export const rememberMapping = (tx: Tx, orgId: number, heads: Buffer, mapping: Mapping, at: string) =>
  tx.insertInto('registry.import_mapping').values({ org_id: orgId, header_sha256: heads, mapping: JSON.stringify(mapping), updated_at: at })
    .onConflict((oc) => oc.columns(['org_id', 'header_sha256']).doUpdateSet({ mapping: JSON.stringify(mapping), updated_at: at })).execute()

export type ImportFacts = { orgId: number; actor: number; fileName: string; fileSha256: Buffer }
export type Written = { added: number; changed: number; same: number; places: number; act: number | null }

/** Writes a clean dry run, all of it in the caller's transaction. Nothing new and nothing changed writes nothing. */
export async function writeImport(tx: Tx, clock: Clock, facts: ImportFacts, rehearsal: Rehearsal): Promise<Written> {
  const at = instant(clock)
  const owner = await tx.selectFrom('registry.organisation').select(['name', 'division']).where('id', '=', facts.orgId).executeTakeFirstOrThrow()
  const places = await placesFor(tx, facts.orgId, owner.division, rehearsal.newPlaces, at)
  const added = await addRows(tx, facts, owner, places, rehearsal.added, at)
  await changeRows(tx, facts.orgId, owner, places, rehearsal.changed, at)
  const counts = { added: added.length, changed: rehearsal.changed.length, same: rehearsal.same, places: rehearsal.newPlaces.length }
  if (counts.added + counts.changed === 0) return { ...counts, act: null }
  const lines = [
    ...added.map((a, i) => ({ instrument_id: a.id, added: true, changes: JSON.stringify({ row: rehearsal.added[i]?.row }) })),
    ...rehearsal.changed.map((c) => ({ instrument_id: c.known.id, added: false, changes: changesText(c) })),
  ]
  const act = await recordAct(tx, clock, {
    actor: facts.actor, org: facts.orgId, verb: 'instrument.import', object: `organisation:${facts.orgId}`,
    payload: { file: facts.fileName, sha256: facts.fileSha256.toString('hex'), ...counts, changesSha256: createHash('sha256').update(JSON.stringify(lines)).digest('hex') },
  })
  for (let i = 0; i < lines.length; i += AT_ONCE) {
    await sql`insert into registry.import_change (org_id, instrument_id, act_no, actor_id, at, added, changes)
      select ${facts.orgId}::bigint, instrument_id, ${act}::bigint, ${facts.actor}::bigint, ${at}::timestamptz, added, changes
      from json_to_recordset(${JSON.stringify(lines.slice(i, i + AT_ONCE))}::json) as r (instrument_id bigint, added boolean, changes text)`.execute(tx)
  }
  await tx.insertInto('registry.import_run').values({ org_id: facts.orgId, file_sha256: facts.fileSha256, file_name: facts.fileName, added: counts.added, changed: counts.changed, same: counts.same, act_no: act, at }).execute()
  return { ...counts, act }
}

function changesText(c: ChangedRow): string {
  const whole = JSON.stringify({ row: c.row, changes: c.changes })
  return whole.length <= 20_000 ? whole : JSON.stringify({ row: c.row, changes: c.changes.map(({ field }) => ({ field })) })
}

type PlaceOf = ReadonlyMap<string, { id: number; division: string }>
async function placesFor(tx: Tx, orgId: number, division: string, names: readonly string[], at: string): Promise<PlaceOf> {
  if (names.length > 0) {
    await tx.insertInto('registry.place').values(names.map((name) => ({ org_id: orgId, name, division, created_at: at }))).onConflict((oc) => oc.columns(['org_id', 'name']).doNothing()).execute()
  }
  const rows = await tx.selectFrom('registry.place').select(['id', 'name', 'division']).where('org_id', '=', orgId).execute()
  return new Map(rows.map((p) => [p.name, { id: p.id, division: p.division }]))
}

async function addRows(tx: Tx, facts: ImportFacts, owner: { name: string; division: string }, places: PlaceOf, rows: readonly NewRow[], at: string) {
  const written: { id: number; code: string }[] = []
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    written.push(...await insertWithCodes(tx, rows.slice(i, i + AT_ONCE).map((row) => {
      const placed = row.placeName === null ? undefined : places.get(row.placeName)
      return {
        orgId: facts.orgId, ownerName: owner.name, placeName: row.placeName, division: placed?.division ?? owner.division,
        fields: { ...row.fields, placeId: placed?.id ?? row.fields.placeId }, declared: row.declared, at, createdBy: facts.actor,
      }
    })))
  }
  return written
}

async function changeRows(tx: Tx, orgId: number, owner: { name: string; division: string }, places: PlaceOf, rows: readonly ChangedRow[], at: string): Promise<void> {
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const json = rows.slice(i, i + AT_ONCE).map((row) => {
      const placed = row.placeName === null ? undefined : places.get(row.placeName)
      const declared = row.known.ownCertificate ? undefined : row.declared
      return {
        id: row.known.id, version: row.known.version, parameters: row.fields.parameters, own: row.known.ownCertificate,
        verified_on: declared?.verifiedOn ?? null, due_on: declared?.dueOn ?? null, verdict: declared?.verdict ?? null, certificate_no: declared?.certificateNo ?? null, declared: declared != null,
        ...columnsOf({ ...row.fields, placeId: placed?.id ?? null }, { code: row.known.code, orgId, ownerName: owner.name, placeName: row.placeName, division: placed?.division ?? owner.division, state: row.known.state, verdict: row.known.ownCertificate ? row.known.verdict : declared?.verdict ?? null }),
      }
    })
    const { rows: done } = await sql<{ id: number }>`update registry.instrument i set place_id = r.place_id, name = r.name, catalogue = r.catalogue, category = r.category, kind = r.kind, model = r.model,
        measuring_range = r.measuring_range, accuracy_class = r.accuracy_class, serial = r.serial, maker = r.maker, owner_no = r.owner_no, purpose = r.purpose,
        settled_direct = r.settled_direct, sells_to_public = r.sells_to_public, standard_role = r.standard_role, made_on = r.made_on, installed_on = r.installed_on,
        parameters = r.parameters, division = r.division, pinyin_key = r.pinyin_key, grams = r.grams, version = i.version + 1, updated_at = ${at}::timestamptz,
        verified_on = case when r.own then i.verified_on else r.verified_on end, due_on = case when r.own then i.due_on else r.due_on end,
        verdict = case when r.own then i.verdict else r.verdict end, certificate_no = case when r.own then i.certificate_no else r.certificate_no end,
        declared = case when r.own then false else r.declared end
      from json_to_recordset(${JSON.stringify(json)}::json) as r (id bigint, version int, own boolean, place_id bigint, name text, catalogue text, category text, kind text, model text,
        measuring_range text, accuracy_class text, serial text, maker text, owner_no text, purpose text, settled_direct boolean, sells_to_public boolean, standard_role text,
        made_on date, installed_on date, parameters jsonb, division text, verified_on date, due_on date, verdict text, certificate_no text, declared boolean, grams int[], pinyin_key text)
      where i.id = r.id and i.version = r.version returning i.id`.execute(tx)
    if (done.length !== json.length) throw new ChangedMeanwhile()
  }
}
/** A row was changed by somebody between reading and writing; the transaction is given up. */
export class ChangedMeanwhile extends Error {}
