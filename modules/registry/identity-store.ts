// Who a signed-in person is: name, grants in force, organisations they may see. Read in the auth role at every request.
import type { Tx } from '#platform/db/database.ts'
import type { TokenFacts } from '#platform/http/env.ts'
import type { Actor, Grant } from '#platform/may/may.ts'
import { isRole } from '#platform/may/roles.ts'

/** A laboratory with more clients than this works by code and order, not by list. */
const CLIENTS_MAX = 3_000

export async function actorFacts(tx: Tx, personId: number, at: string): Promise<Actor | undefined> {
  const rows = await tx.selectFrom('registry.person as p')
    .leftJoin('registry.role_grant as g', (on) => on.onRef('g.person_id', '=', 'p.id').on('g.from_at', '<=', at)
      .on((e) => e.or([e('g.to_at', 'is', null), e('g.to_at', '>', at)])))
    .leftJoin('registry.organisation as o', 'o.id', 'g.org_id')
    .select(['p.id', 'p.name', 'g.role', 'g.org_id', 'o.name as org_name', 'o.kind', 'o.division'])
    .where('p.id', '=', personId).orderBy('g.id').execute()
  const first = rows[0]
  if (!first) return undefined
  const grants = rows.flatMap((r): Grant[] => (r.role && isRole(r.role) && r.org_id !== null && r.org_name !== null && isOrgKind(r.kind)
    ? [{ role: r.role, orgId: r.org_id, orgName: r.org_name, orgKind: r.kind, division: r.division ?? '' }] : []))
  const laboratories = [...new Set(grants.filter((g) => g.orgKind === 'laboratory').map((g) => g.orgId))]
  return { personId, name: first.name, grants, orgs: await clientsOf(tx, laboratories) }
}

async function clientsOf(tx: Tx, laboratories: readonly number[]): Promise<number[]> {
  if (laboratories.length === 0) return []
  const rows = await tx.selectFrom('registry.client').select('client_org_id').where('org_id', 'in', laboratories).limit(CLIENTS_MAX).execute()
  return rows.map((c) => c.client_org_id)
}

const isOrgKind = (kind: string | null): kind is Grant['orgKind'] => kind === 'laboratory' || kind === 'authority' || kind === 'enterprise' || kind === 'operator'

/** An organisation's token sees what the organisation sees. It holds no role, only scopes; its acts bear the name of whoever made it. */
export async function tokenFacts(tx: Tx, hash: Buffer, at: string): Promise<{ actor: Actor; token: TokenFacts } | undefined> {
  const row = await tx.selectFrom('registry.token as t').innerJoin('registry.organisation as o', 'o.id', 't.org_id')
    .select(['t.id', 't.org_id', 't.label', 't.scopes', 't.created_by', 't.last_used_on', 'o.kind'])
    .where('t.token_sha256', '=', hash).where('t.expires_at', '>', at).where('t.ended_at', 'is', null).executeTakeFirst()
  if (!row) return undefined
  const day = at.slice(0, 10)
  if (row.last_used_on !== day) await tx.updateTable('registry.token').set({ last_used_on: day }).where('id', '=', row.id).execute()
  const orgs = await clientsOf(tx, row.kind === 'laboratory' ? [row.org_id] : [])
  return { actor: { personId: row.created_by, name: row.label, grants: [], orgs, tokenOf: row.org_id }, token: { id: row.id, orgId: row.org_id, scopes: row.scopes } }
}
