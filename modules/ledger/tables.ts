// Written by `npm run tables` from the migrations of ledger; not edited by hand.
import type { GeneratedAlways } from 'kysely'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'ledger.entry': {
      id: GeneratedAlways<number>
      leaf: Buffer
      leaf_sha256: Buffer
      op: string
      at: string
      leaf_index: number | null
      sequenced_at: string | null
    }
    'ledger.stamp': {
      id: GeneratedAlways<number>
      org_id: number
      key: string
      role: string
      p256_key: Buffer
      sm2_key: Buffer
      certificate: Buffer
      not_after: string
      added_entry: number
      ended_entry: number | null
      compromised_since: number | null
    }
  }
}
export {}
