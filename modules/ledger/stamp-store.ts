// Rows of ledger.stamp. SQL and nothing else.
import type { Tx } from '#platform/db/database.ts'
import './tables.ts'

export type StampRow = {
  id: number; org_id: number; key: string; role: string; p256_key: Buffer; sm2_key: Buffer; certificate: Buffer; not_after: string
  added_entry: number; ended_entry: number | null; compromised_since: number | null
}

const all = (tx: Tx) => tx.selectFrom('ledger.stamp').selectAll()

export const currentStamp = (tx: Tx, orgId: number): Promise<StampRow | undefined> =>
  all(tx).where('org_id', '=', orgId).where('ended_entry', 'is', null).executeTakeFirst()

export async function addStamp(tx: Tx, row: Omit<StampRow, 'id' | 'ended_entry' | 'compromised_since'>): Promise<number> {
  const { id } = await tx.insertInto('ledger.stamp').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function endStamp(tx: Tx, id: number, entryId: number, compromisedSince: number | null): Promise<void> {
  await tx.updateTable('ledger.stamp').set({ ended_entry: entryId, compromised_since: compromisedSince })
    .where('id', '=', id).where('ended_entry', 'is', null).execute()
}

const PUBLIC_COLUMNS = [
  'ledger.stamp.id', 'ledger.stamp.key', 'ledger.stamp.role', 'ledger.stamp.certificate',
  'added.leaf_index as added_index', 'ended.leaf_index as ended_index', 'ended.op as ended_op', 'ledger.stamp.compromised_since',
] as const

/** Stamps with the places of their leaves; no organisation, so that the public role may ask. */
export const publicStamps = (tx: Tx, keys?: readonly string[]) =>
  tx.selectFrom('ledger.stamp')
    .innerJoin('ledger.entry as added', 'added.id', 'ledger.stamp.added_entry')
    .leftJoin('ledger.entry as ended', 'ended.id', 'ledger.stamp.ended_entry')
    .select(PUBLIC_COLUMNS)
    .$if(keys !== undefined, (q) => q.where('ledger.stamp.key', 'in', [...(keys ?? [])]))
    .orderBy('ledger.stamp.id').limit(10_000).execute()
