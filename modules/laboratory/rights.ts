// Who may do what in the laboratory. Whether this item may be touched now is decided by the workflow and its guards. 'token' admits an
// organisation's token with that scope, to read.
import type { Rights } from '#platform/may/may.ts'

const staff = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'] as const
const owners = ['owner-admin', 'clerk'] as const

export const rights = {
  'order.read': { roles: [...staff, ...owners, 'city-desk', 'county-officer', 'enforcement'], token: 'orders:read' },
  'order.book': { roles: ['reception', ...owners] },
  'item.step': { roles: [...staff, ...owners] },
  'item.receive': { roles: ['reception', 'verifier'] },
  'bench.read': { roles: ['verifier', 'checker', 'signatory', 'quality', 'head'] },
  'bench.measure': { roles: ['verifier'] },
  'item.sign': { roles: ['signatory'] },
  'standard.read': { roles: [...staff] },
  'standard.edit': { roles: ['quality', 'head'] },
  'people.read': { roles: [...staff] },
  'people.edit': { roles: ['quality', 'head'] },
  'method.read': { roles: [...staff] },
  'method.edit': { roles: ['verifier', 'quality', 'head'] },
  'start-up.edit': { roles: ['head'] },
  'record.replay': { roles: ['checker', 'signatory', 'quality', 'head'] },
} satisfies Rights
