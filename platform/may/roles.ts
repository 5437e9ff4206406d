// The roles of the house, by the kind of organisation that grants them. Business words only where the law has them.

export const rolesOf = {
  laboratory: ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'],
  authority: ['city-desk', 'county-officer', 'enforcement'],
  enterprise: ['owner-admin', 'clerk'],
  operator: ['system-admin', 'security-admin', 'audit-admin'],
} as const

export type OrgKind = keyof typeof rolesOf
export type Role = (typeof rolesOf)[OrgKind][number]
export const allRoles: readonly Role[] = Object.values(rolesOf).flat()
export const isRole = (text: string): text is Role => allRoles.some((r) => r === text)

/** System, security and audit administration are never two in one person (GB/T 22239-2019, 三员). */
export const separated: readonly Role[] = rolesOf.operator
