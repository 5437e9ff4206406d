// Who may do what with certificates. 'token' admits an organisation's token with that scope.
import type { Rights } from '#platform/may/may.ts'
import { rolesOf } from '#platform/may/roles.ts'

export const rights = {
  'certificate.read': { roles: [...rolesOf.laboratory, ...rolesOf.authority, ...rolesOf.enterprise], token: 'certificates:read' },
  'certificate.revoke': { roles: ['signatory', 'head'] },
  'certificate.supersede': { roles: ['signatory', 'head'] },
} satisfies Rights
