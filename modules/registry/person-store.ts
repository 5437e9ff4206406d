// People and their roles in SQL. A role begins and ends by an act.
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Role } from '#platform/may/roles.ts'
import { OWN } from './belongs.ts'

export const addPerson = (tx: Tx, row: { org_id: number; name: string; demo: boolean; created_at: string }) =>
  tx.insertInto('registry.person').values(row).returning('id').executeTakeFirstOrThrow()

export const grantRole = (tx: Tx, row: { person_id: number; org_id: number; role: Role; from_at: string; granted_act: number }) =>
  tx.insertInto('registry.role_grant').values(row).returning('id').executeTakeFirstOrThrow()

export const personById = (tx: Tx, id: number) =>
  tx.selectFrom('registry.person').select(['id', 'org_id', 'name', 'created_at']).where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()

/** Roles in force at an instant. */
export const rolesHeld = (tx: Tx, personIds: readonly number[], at: string) =>
  tx.selectFrom('registry.role_grant').select(['id', 'person_id', 'org_id', 'role', 'from_at']).where('person_id', 'in', [0, ...personIds]).where((e) => visible(e, tx, OWN))
    .where((e) => e.or([e('to_at', 'is', null), e('to_at', '>', at)])).orderBy('id').execute()

/** Roles in force in an organisation, locked, so that two requests cannot each end the other's last administrator. */
export const rolesInOrganisation = (tx: Tx, orgId: number, at: string) =>
  tx.selectFrom('registry.role_grant').select(['id', 'person_id', 'role']).where('org_id', '=', orgId).where((e) => visible(e, tx, OWN))
    .where((e) => e.or([e('to_at', 'is', null), e('to_at', '>', at)])).orderBy('id').forUpdate().execute()

export const endRole = (tx: Tx, grantId: number, at: string, act: number) =>
  tx.updateTable('registry.role_grant').set({ to_at: at, ended_act: act }).where('id', '=', grantId).where((e) => visible(e, tx, OWN)).execute()

export const peopleOf = (tx: Tx, orgIds: readonly number[], after: number, limit: number) =>
  tx.selectFrom('registry.person').select(['id', 'org_id', 'name', 'created_at']).where('org_id', 'in', [0, ...orgIds]).where((e) => visible(e, tx, OWN)).where('id', '>', after).orderBy('id').limit(limit).execute()

/** Names of people of the own organisations; whoever else acted stays unnamed. */
export const namesOf = async (tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> =>
  new Map((await tx.selectFrom('registry.person').select(['id', 'name']).where('id', 'in', [0, ...ids]).where((e) => visible(e, tx, OWN)).execute()).map((p) => [p.id, p.name]))

export const hasPeople = async (tx: Tx, orgId: number): Promise<boolean> =>
  await tx.selectFrom('registry.person').select('id').where('org_id', '=', orgId).limit(1).executeTakeFirst() !== undefined
