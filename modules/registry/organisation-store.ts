// Organisations and their places in SQL.
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { OrgKind } from '#platform/may/roles.ts'
import { CHANGED_ORGANISATION, LEDGER, seenOrganisation } from './belongs.ts'
import { gramsOf } from './grams.ts'
import { aroundOf } from './instrument-store.ts'

export type NewOrganisation = { kind: OrgKind; name: string; credit_code: string | null; division: string; address: string; phone: string; demo: boolean; created_at: string; parent_id?: number | null }

export const addOrganisation = (tx: Tx, row: NewOrganisation) =>
  tx.insertInto('registry.organisation').values(row).returning('id').executeTakeFirstOrThrow()

export const organisationById = (tx: Tx, id: number) =>
  tx.selectFrom('registry.organisation').selectAll().where('id', '=', id).where((e) => seenOrganisation(e, tx)).executeTakeFirst()

export const lockOrganisation = (tx: Tx, id: number) =>
  tx.selectFrom('registry.organisation').selectAll().where('id', '=', id).where((e) => visible(e, tx, CHANGED_ORGANISATION)).forUpdate().executeTakeFirst()

export const organisationByCreditCode = (tx: Tx, code: string) =>
  tx.selectFrom('registry.organisation').selectAll().where('credit_code', '=', code).where((e) => seenOrganisation(e, tx)).executeTakeFirst()

export const updateOrganisation = (tx: Tx, id: number, values: { name: string; credit_code: string | null; division: string; address: string; phone: string; version: number }) =>
  tx.updateTable('registry.organisation').set(values).where('id', '=', id).where((e) => visible(e, tx, CHANGED_ORGANISATION)).execute()

export type OrganisationFilter = { text?: string; kind?: OrgKind; clientsOf?: readonly number[]; before?: number; limit: number }
/** Visible organisations, newest first. */
export const listOrganisations = (tx: Tx, f: OrganisationFilter) => tx.selectFrom('registry.organisation').selectAll().where((e) => seenOrganisation(e, tx))
  .$if(f.text !== undefined, (q) => q.where('name', 'ilike', `%${escapeLike(f.text ?? '')}%`))
  .$if(f.kind !== undefined, (q) => q.where('kind', '=', f.kind ?? ''))
  .$if(f.clientsOf !== undefined, (q) => q.where('id', 'in', (e) => e.selectFrom('registry.client').select('client_org_id').where('org_id', 'in', [0, ...f.clientsOf ?? []])))
  .$if(f.before !== undefined, (q) => q.where('id', '<', f.before ?? 0))
  .orderBy('id', 'desc').limit(f.limit).execute()

export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (c) => `\\${c}`)

export const addPlace = (tx: Tx, row: { org_id: number; name: string; division: string; address: string; created_at: string }) =>
  tx.insertInto('registry.place').values(row).onConflict((oc) => oc.columns(['org_id', 'name']).doNothing()).returning('id').executeTakeFirst()

export const placesOf = (tx: Tx, orgId: number) =>
  tx.selectFrom('registry.place').select(['id', 'org_id', 'name', 'division', 'address']).where('org_id', '=', orgId).where((e) => visible(e, tx, LEDGER)).orderBy('name').limit(2_000).execute()

export const placeById = (tx: Tx, id: number) =>
  tx.selectFrom('registry.place').selectAll().where('id', '=', id).where((e) => visible(e, tx, LEDGER)).forUpdate().executeTakeFirst()

export const updatePlace = (tx: Tx, id: number, values: { name: string; division: string; address: string }) =>
  tx.updateTable('registry.place').set(values).where('id', '=', id).where((e) => visible(e, tx, LEDGER)).execute()

const AT_ONCE = 1_000

/** Writes anew the words and division by which an organisation's instruments are found, after it or a place was renamed or moved. */
export async function refreshWords(tx: Tx, orgId: number): Promise<number> {
  let last = 0
  let done = 0
  for (;;) {
    const rows = await tx.selectFrom('registry.instrument').selectAll().where('org_id', '=', orgId).where('id', '>', last).orderBy('id').limit(AT_ONCE).execute()
    if (rows.length === 0) return done
    const { owners, places } = await aroundOf(tx, rows)
    const next = rows.map((r) => {
      const owner = owners.get(r.org_id)
      const place = r.place_id === null ? undefined : places.get(r.place_id)
      const division = place?.division ?? owner?.division ?? r.division
      const words = { code: r.code, name: r.name, model: r.model, serial: r.serial, ownerNo: r.owner_no, ownerName: owner?.name ?? '', placeName: place?.name ?? null }
      const facets = { state: r.state, verdict: r.verdict, kind: r.kind, catalogue: r.catalogue, purpose: r.purpose, placeId: r.place_id, division, orgId: r.org_id }
      return { id: r.id, division, grams: gramsOf(words, facets) }
    })
    await sql`update registry.instrument i set grams = r.grams, division = r.division
      from json_to_recordset(${JSON.stringify(next)}::json) as r (id bigint, division text, grams int[]) where i.id = r.id`.execute(tx)
    done += rows.length
    last = rows.at(-1)?.id ?? last
  }
}
