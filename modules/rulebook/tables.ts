// Written by `npm run tables` from the migrations of rulebook; not edited by hand.
import type { GeneratedAlways } from 'kysely'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'rulebook.adoption': {
      id: GeneratedAlways<number>
      org_id: number
      rule: string
      sha256: string
      document: string
      reach: string
      proposed_by: number
      proposed_at: string
      confirmed_by: number | null
      confirmed_at: string | null
      withdrawn_by: number | null
      withdrawn_at: string | null
      withdrawn_reason: string | null
    }
    'rulebook.local_edition': {
      id: GeneratedAlways<number>
      org_id: number
      path: string
      sha256: string
      text: string
      in_force_from: string
      author_id: number
      approver_id: number | null
      reason: string
      basis: string
      written_at: string
      approved_at: string | null
    }
  }
}
export {}
