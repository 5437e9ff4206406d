// Written by `npm run tables` from the migrations of certificates; not edited by hand.
import type { GeneratedAlways } from 'kysely'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'certificates.certificate': {
      id: GeneratedAlways<number>
      org_id: number
      owner_org_id: number
      instrument_id: number | null
      division: string
      kind: string
      number: string
      public_id: string
      laboratory_name: string
      client_name: string
      item_name: string
      item_model: string
      item_serial: string
      record: string
      xml_sha256: string
      xml_size: number
      pdf_sha256: string
      pdf_size: number
      pdf_sm3: string
      claims: string
      claims_sha256: string
      stamp: string
      engine: string
      entry_id: number
      issued_on: string
      issued_at: string
      valid_until: string | null
      signed_by: number
      source: string
      replaces_id: number | null
      demo: boolean
    }
    'certificates.counter': {
      org_id: number
      year: number
      last: number
    }
    'certificates.event': {
      id: GeneratedAlways<number>
      certificate_id: number
      kind: string
      reason: string
      successor_id: number | null
      successor_public_id: string | null
      entry_id: number
      at: string
      actor_id: number
    }
    'certificates.published': {
      certificate_id: number
      public_id: string
      pdf_sha256: string
      xml_sha256: string
      claims: string
      entry_id: number
      valid_until: string | null
      demo: boolean
      item_code: GeneratedAlways<string | null>
    }
    'certificates.reservation': {
      id: GeneratedAlways<number>
      org_id: number
      source: string
      number: string
      public_id: string
      nonce: string
    }
  }
}
export {}
