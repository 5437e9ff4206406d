// Who may do what in the registry. 'token' admits an organisation's token with that scope.
import type { Rights } from '#platform/may/may.ts'
import { rolesOf } from '#platform/may/roles.ts'

const laboratory = rolesOf.laboratory
const authority = rolesOf.authority
const enterprise = rolesOf.enterprise

export const rights = {
  'instrument.read': { roles: [...laboratory, ...authority, ...enterprise], token: 'instruments:read' },
  'instrument.register': { roles: ['reception', 'head', 'owner-admin', 'clerk'], token: 'instruments:write' },
  'instrument.edit': { roles: ['reception', 'head', 'owner-admin', 'clerk'], token: 'instruments:write' },
  'instrument.stop': { roles: ['owner-admin', 'clerk'] },
  'instrument.import': { roles: ['owner-admin', 'clerk', 'reception'] },
  'instrument.export': { roles: [...laboratory, ...authority, ...enterprise], token: 'instruments:read' },
  'instrument.label': { roles: ['reception', 'verifier', 'head', 'owner-admin', 'clerk'] },
  'organisation.read': { roles: [...laboratory, ...authority, ...enterprise, ...rolesOf.operator] },
  'organisation.register': { roles: ['reception', 'city-desk', 'county-officer', 'system-admin'] },
  'organisation.edit': { roles: ['head', 'city-desk', 'owner-admin', 'system-admin'] },
  'client.link': { roles: ['reception', 'head'] },
  'place.write': { roles: ['owner-admin', 'clerk', 'reception'] },
  'person.read': { roles: ['head', 'quality', 'city-desk', 'owner-admin', 'system-admin', 'security-admin', 'audit-admin'] },
  'person.invite': { roles: ['head', 'city-desk', 'owner-admin', 'security-admin'] },
  'role.grant': { roles: ['head', 'city-desk', 'owner-admin', 'security-admin'] },
  'token.manage': { roles: ['head', 'owner-admin'] },
} satisfies Rights
