// Whom a laboratory serves, in SQL. The first booking makes an organisation a client; from then on the laboratory sees its ledger.
import type { Tx } from '#platform/db/database.ts'

/** Idempotent: a client twice is a client once, since the first day. */
export async function becomeClient(tx: Tx, link: { labOrgId: number; clientOrgId: number; since: string; actNo: number }): Promise<void> {
  await tx.insertInto('registry.client').values({ org_id: link.labOrgId, client_org_id: link.clientOrgId, since: link.since, act_no: link.actNo })
    .onConflict((oc) => oc.doNothing()).execute()
}

export const isClient = async (tx: Tx, labOrgId: number, clientOrgId: number): Promise<boolean> =>
  await tx.selectFrom('registry.client').select('org_id').where('org_id', '=', labOrgId).where('client_org_id', '=', clientOrgId).executeTakeFirst() !== undefined
