// Who keeps uncertainty studies: everybody whose organisation measures, judges or is measured. Calculating needs no right at all.
import type { Rights } from '#platform/may/may.ts'

const everybody = [
  'reception', 'verifier', 'checker', 'signatory', 'quality', 'head', 'owner-admin', 'clerk', 'city-desk', 'county-officer', 'enforcement',
] as const

export const rights = {
  'study.read': { roles: everybody },
  'study.edit': { roles: everybody },
} satisfies Rights
