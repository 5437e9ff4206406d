// Who may do what with keys. Reading the log is everybody's.
import type { Rights } from '#platform/may/may.ts'

export const rights = {
  'stamp.end': { roles: ['head'] },
} satisfies Rights
