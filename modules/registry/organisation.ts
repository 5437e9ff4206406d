// An organisation as people fill it in, who may register which kind, and which roles one person may hold. Pure.
import { z } from 'zod'
import { both } from '#platform/http/shape.ts'
import type { Words } from '#platform/http/problem.ts'
import { rolesOf, separated } from '#platform/may/roles.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import { parseCreditCode } from './credit-code.ts'
import { division, line } from './plain-text.ts'

export const orgKinds = ['enterprise', 'laboratory', 'authority', 'operator'] as const
export const creditCode = z.string().max(60).refine((text) => parseCreditCode(text).ok, {
  error: (issue) => {
    const read = parseCreditCode(String(issue.input))
    return read.ok ? '' : both(read.zh, read.en)
  },
})

export const NewOrganisationShape = z.strictObject({
  kind: z.enum(orgKinds), name: line(2, 120), creditCode: creditCode.nullable(), division, address: line(0, 200).default(''), phone: line(0, 40).default(''),
})
export const OrganisationChange = z.strictObject({
  version: z.number().int().positive(), name: line(2, 120).optional(), creditCode: creditCode.optional(), division: division.optional(), address: line(0, 200).optional(), phone: line(0, 40).optional(),
})

/** Kinds an actor with these roles may register. */
export function kindsFor(roles: readonly Role[]): readonly OrgKind[] {
  if (roles.includes('system-admin')) return orgKinds
  if (roles.includes('city-desk')) return ['enterprise', 'laboratory', 'authority']
  return ['enterprise']
}

export type HeldRole = { role: string; orgId: number }

/** Why a role may not be granted to a person; undefined when it may. */
export function grantProblem(role: Role, org: { id: number; kind: string }, held: readonly HeldRole[]): Words | undefined {
  const possible: readonly string[] = org.kind in rolesOf ? rolesOf[org.kind as OrgKind] : [] // the line before the cast is its proof
  if (!possible.includes(role)) return ['这类单位没有这个角色。', 'This kind of organisation has no such role.']
  if (held.some((h) => h.role === role && h.orgId === org.id)) return ['此人已有这个角色。', 'The person holds this role already.']
  const others = separated.filter((s) => s !== role)
  if (separated.includes(role) && held.some((h) => others.some((s) => s === h.role))) {
    return ['系统管理员、安全管理员、审计管理员不能由同一人兼任（GB/T 22239—2019，三员分立）。', 'System, security and audit administration are never held by one person (GB/T 22239—2019).']
  }
  return undefined
}
