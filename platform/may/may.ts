// Whether an actor may do a thing. Pure and table-driven: action → roles. The relation to the object (own, client, division)
// is in the transaction's scope; guards that depend on the object's state are the module's own decisions.
import type { Scope } from '#platform/db/scope.ts'
import type { OrgKind, Role } from './roles.ts'

export type Grant = { role: Role; orgId: number; orgName: string; orgKind: OrgKind; division: string }

export type Actor = {
  personId: number
  name: string
  grants: readonly Grant[]
  /** Organisations whose rows may be seen: own, and a laboratory's clients. */
  orgs: readonly number[]
  /** The organisation whose token this is; a token belongs to it and holds no role. */
  tokenOf?: number
}

/** Organisations the actor belongs to, by a role or by being the organisation's token. */
export const ownOrgs = (actor: Actor): number[] => [...new Set([...actor.grants.map((g) => g.orgId), ...(actor.tokenOf === undefined ? [] : [actor.tokenOf])])]

/** What an action needs: one of these roles. 'token' admits an organisation's token with that scope. */
export type Right = { roles: readonly Role[]; token?: string }
export type Rights = Readonly<Record<string, Right>>

export type MayAnswer = { ok: true; grants: readonly Grant[] } | { ok: false; needs: readonly Role[] }

/** The grants by which `actor` may do `action`, or the roles that would be needed. */
export function may(actor: Actor, right: Right): MayAnswer {
  const grants = actor.grants.filter((g) => right.roles.includes(g.role))
  return grants.length > 0 ? { ok: true, grants } : { ok: false, needs: right.roles }
}

/** '341100' governs '3411'; '341181' governs itself. GB/T 2260: trailing pairs of zeros mean "the whole". */
export const divisionPrefix = (code: string): string => code.replace(/(00)+$/, '')

/** The scope an actor's transactions run in. */
export function scopeOf(actor: Actor): Scope {
  const authority = actor.grants.filter((g) => g.orgKind === 'authority')
  const own = ownOrgs(actor)
  const division = authority[0] ? shortest(authority.map((g) => divisionPrefix(g.division))) : ''
  return { role: authority.length > 0 ? ('city' as const) : ('app' as const), orgs: [...new Set([...own, ...actor.orgs])], own, actor: actor.personId, division }
}

const shortest = (prefixes: readonly string[]) => prefixes.reduce((a, b) => (b.length < a.length ? b : a))
