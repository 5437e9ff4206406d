import type { Rights } from '#platform/may/may.ts'

export const rights = {
  'rulebook.adopt': { roles: ['quality', 'head', 'signatory', 'city-desk'] },
  'rulebook.edit': { roles: ['quality', 'head', 'city-desk'] },
} satisfies Rights
