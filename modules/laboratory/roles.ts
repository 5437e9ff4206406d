// The words of the workflow for who acts: an enterprise's people are the owner, the laboratory's staff go by their own roles. Pure.
import type { Actor } from '#platform/may/may.ts'

export type Parties = { org_id: number; client_org_id: number }

/** Roles an actor plays towards an order of this laboratory and this client. */
export function workflowRoles(actor: Actor, parties: Parties): string[] {
  const roles = actor.grants.flatMap((g) => {
    if (g.orgId === parties.org_id && g.orgKind === 'laboratory') return [g.role]
    return g.orgId === parties.client_org_id && (g.role === 'owner-admin' || g.role === 'clerk') ? ['owner'] : []
  })
  return [...new Set(roles)]
}

export const isStaffOf = (actor: Actor, orgId: number): boolean => actor.grants.some((g) => g.orgId === orgId && g.orgKind === 'laboratory')
