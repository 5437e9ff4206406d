// People and their roles in SQL. A role begins and ends by an act.
import type { Tx } from '#platform/db/database.ts'
import type { Role } from '#platform/may/roles.ts'

export const addPerson = (tx: Tx, row: { org_id: number; name: string; demo: boolean; created_at: string }) =>
  tx.insertInto('registry.person').values(row).returning('id').executeTakeFirstOrThrow()

export const grantRole = (tx: Tx, row: { person_id: number; org_id: number; role: Role; from_at: string; granted_act: number }) =>
  tx.insertInto('registry.role_grant').values(row).returning('id').executeTakeFirstOrThrow()
