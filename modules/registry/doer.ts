// Who did it, as far as the reader may know: the person's name among one's own, the organisation's otherwise. Actor 0 is the system itself.
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { seenOrganisation } from './belongs.ts'
import { namesOf } from './person-store.ts'

/** `name` and `organisation` are null where the reader may not see them. */
export type Doer = { name: string | null; organisation: string | null; system: boolean }

export async function doersOf(tx: Tx, actorIds: readonly number[]): Promise<(actorId: number) => Doer> {
  const ids = [...new Set(actorIds)].filter((id) => id !== 0)
  if (ids.length === 0) return doerOf(new Map(), new Map())
  const people = await namesOf(tx, ids)
  const { rows: homes } = await sql<{ person_id: number; org_id: number }>`select person_id, org_id from registry.organisations_of(${ids}::bigint[])`.execute(tx)
  const orgs = homes.length === 0 ? [] : await tx.selectFrom('registry.organisation').select(['id', 'name']).where('id', 'in', homes.map((h) => h.org_id)).where((e) => seenOrganisation(e, tx)).execute()
  const nameOf = new Map(orgs.map((o) => [o.id, o.name]))
  return doerOf(people, new Map(homes.map((h) => [h.person_id, nameOf.get(h.org_id) ?? null])))
}

const doerOf = (people: ReadonlyMap<number, string>, organisations: ReadonlyMap<number, string | null>) => (id: number): Doer =>
  ({ name: people.get(id) ?? null, organisation: organisations.get(id) ?? null, system: id === 0 })
