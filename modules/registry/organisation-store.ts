// Organisations in SQL.
import type { Tx } from '#platform/db/database.ts'
import type { OrgKind } from '#platform/may/roles.ts'

export type NewOrganisation = { kind: OrgKind; name: string; credit_code: string | null; division: string; address: string; phone: string; demo: boolean; created_at: string; parent_id?: number | null }

export const addOrganisation = (tx: Tx, row: NewOrganisation) =>
  tx.insertInto('registry.organisation').values(row).returning('id').executeTakeFirstOrThrow()

export const organisationById = (tx: Tx, id: number) =>
  tx.selectFrom('registry.organisation').selectAll().where('id', '=', id).executeTakeFirst()
