// Steps in SQL: append only.
import type { Tx } from '#platform/db/database.ts'
import type { Insertable, Selectable } from 'kysely'
import type { Tables } from '#platform/db/tables.ts'

export type StepRow = Selectable<Tables['laboratory.step']>

export const addSteps = (tx: Tx, rows: readonly Insertable<Tables['laboratory.step']>[]) =>
  tx.insertInto('laboratory.step').values(rows).execute()

export const stepsOf = (tx: Tx, itemId: number) =>
  tx.selectFrom('laboratory.step').selectAll().where('item_id', '=', itemId).orderBy('id').execute()

/** The person of the last check that was not sent back since. */
export async function lastChecker(tx: Tx, itemId: number): Promise<{ id: number; name: string } | undefined> {
  const row = await tx.selectFrom('laboratory.step').select(['transition', 'actor_id', 'actor_name']).where('item_id', '=', itemId)
    .where('transition', 'in', ['check', 'send back']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.transition === 'check' ? { id: row.actor_id, name: row.actor_name } : undefined
}
