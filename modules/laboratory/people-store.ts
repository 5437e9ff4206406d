// Scopes of people, authorisations of the institute and its start-up time, in SQL. Ended by acts, never deleted.
import type { Insertable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Tables } from '#platform/db/tables.ts'
import { peopleOf, personById } from '#modules/registry/contract.ts'
import type { AuthorisationFact, Duty, ScopeFact } from './guards.ts'

const isDuty = (text: string): text is Duty => text === 'verify' || text === 'check' || text === 'sign'

export async function scopesOf(tx: Tx, orgId: number, personId: number): Promise<ScopeFact[]> {
  const rows = await tx.selectFrom('laboratory.scope').select(['document', 'duty', 'from_on', 'to_on'])
    .where('org_id', '=', orgId).where('person_id', '=', personId).where('ended_act', 'is', null).execute()
  return rows.flatMap((r) => (isDuty(r.duty) ? [{ document: r.document, duty: r.duty, from: r.from_on, to: r.to_on }] : []))
}

/** Scopes in force or to come, with the names of their people, by name and document. */
export async function listScopes(tx: Tx, orgId: number) {
  const rows = await tx.selectFrom('laboratory.scope').select(['id', 'person_id', 'document', 'duty', 'from_on', 'to_on', 'basis', 'start_up', 'granted_by'])
    .where('org_id', '=', orgId).where('ended_act', 'is', null).orderBy('document').orderBy('id').limit(2000).execute()
  const names = new Map((await peopleOf(tx, [orgId], 0, PEOPLE_MAX)).map((p) => [p.id, p.name]))
  return rows.map((r) => ({ ...r, name: names.get(r.person_id) ?? '' })).toSorted((a, b) => a.name.localeCompare(b.name, 'zh'))
}

export const PEOPLE_MAX = 2000

export async function personOf(tx: Tx, orgId: number, personId: number): Promise<{ id: number; name: string } | undefined> {
  const person = await personById(tx, personId)
  return person?.org_id === orgId ? { id: person.id, name: person.name } : undefined
}

export const addScopes = (tx: Tx, rows: readonly Insertable<Tables['laboratory.scope']>[]) => tx.insertInto('laboratory.scope').values(rows).returning('id').execute()

export const endScope = (tx: Tx, orgId: number, id: number, actNo: number) =>
  tx.updateTable('laboratory.scope').set({ ended_act: actNo }).where('org_id', '=', orgId).where('id', '=', id).where('ended_act', 'is', null).returning('id').executeTakeFirst()

export async function authorisationsOf(tx: Tx, orgId: number): Promise<(AuthorisationFact & { id: number; title: string })[]> {
  const rows = await tx.selectFrom('laboratory.authorisation').select(['id', 'title', 'number', 'documents', 'from_on', 'to_on'])
    .where('org_id', '=', orgId).where('ended_act', 'is', null).orderBy('id').limit(200).execute()
  return rows.map((r) => ({ id: r.id, title: r.title, number: r.number, documents: r.documents, from: r.from_on, to: r.to_on }))
}

export const addAuthorisation = (tx: Tx, row: Insertable<Tables['laboratory.authorisation']>) =>
  tx.insertInto('laboratory.authorisation').values(row).returning('id').executeTakeFirstOrThrow()

export const endAuthorisation = (tx: Tx, orgId: number, id: number, actNo: number) =>
  tx.updateTable('laboratory.authorisation').set({ ended_act: actNo }).where('org_id', '=', orgId).where('id', '=', id).where('ended_act', 'is', null).returning('id').executeTakeFirst()

/** The start-up time that is open on a day, if any. */
export const startUpOn = (tx: Tx, orgId: number, day: string) =>
  tx.selectFrom('laboratory.start_up').select(['id', 'from_on', 'until_on', 'reason', 'opened_by']).where('org_id', '=', orgId)
    .where('closed_act', 'is', null).where('from_on', '<=', day).where('until_on', '>=', day).orderBy('id', 'desc').limit(1).executeTakeFirst()

export const openStartUp = (tx: Tx, row: Insertable<Tables['laboratory.start_up']>) => tx.insertInto('laboratory.start_up').values(row).returning('id').executeTakeFirstOrThrow()
export const anyStartUp = (tx: Tx, orgId: number) => tx.selectFrom('laboratory.start_up').select('id').where('org_id', '=', orgId).limit(1).executeTakeFirst()
export const closeStartUp = (tx: Tx, orgId: number, id: number, actNo: number) =>
  tx.updateTable('laboratory.start_up').set({ closed_act: actNo }).where('org_id', '=', orgId).where('id', '=', id).where('closed_act', 'is', null).returning('id').executeTakeFirst()
