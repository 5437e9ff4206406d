// Written by `npm run tables` from the migrations of registry; not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Json } from '#platform/db/json.ts'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'registry.client': {
      org_id: number
      client_org_id: number
      since: string
      act_no: number
    }
    'registry.import_change': {
      id: GeneratedAlways<number>
      org_id: number
      instrument_id: number
      act_no: number
      actor_id: number
      at: string
      added: boolean
      changes: string
    }
    'registry.import_mapping': {
      org_id: number
      header_sha256: Buffer
      mapping: ColumnType<Json, string, string>
      updated_at: string
    }
    'registry.import_run': {
      id: GeneratedAlways<number>
      org_id: number
      file_sha256: Buffer
      file_name: string
      added: number
      changed: number
      same: number
      act_no: number
      at: string
    }
    'registry.instrument': {
      id: GeneratedAlways<number>
      org_id: number
      place_id: number | null
      code: string
      name: string
      catalogue: string | null
      category: Generated<string>
      kind: Generated<string>
      model: Generated<string>
      measuring_range: Generated<string>
      accuracy_class: Generated<string>
      serial: Generated<string>
      maker: Generated<string>
      owner_no: Generated<string>
      purpose: string
      settled_direct: Generated<boolean>
      sells_to_public: boolean | null
      standard_role: string | null
      made_on: string | null
      installed_on: string | null
      parameters: ColumnType<Json, string | null | undefined, string>
      division: string
      county: GeneratedAlways<string>
      state: Generated<string>
      verified_on: string | null
      due_on: string | null
      due_key: GeneratedAlways<string>
      verdict: string | null
      certificate_no: string | null
      declared: Generated<boolean>
      grams: Generated<number[]>
      pinyin_key: Generated<string>
      version: Generated<number>
      created_at: string
      updated_at: string
      created_by: number
    }
    'registry.organisation': {
      id: GeneratedAlways<number>
      kind: string
      name: string
      credit_code: string | null
      division: string
      address: Generated<string>
      phone: Generated<string>
      parent_id: number | null
      demo: Generated<boolean>
      version: Generated<number>
      created_at: string
    }
    'registry.person': {
      id: GeneratedAlways<number>
      org_id: number
      name: string
      demo: Generated<boolean>
      created_at: string
    }
    'registry.place': {
      id: GeneratedAlways<number>
      org_id: number
      name: string
      division: string
      address: Generated<string>
      created_at: string
    }
    'registry.role_grant': {
      id: GeneratedAlways<number>
      person_id: number
      org_id: number
      role: string
      from_at: string
      to_at: string | null
      granted_act: number
      ended_act: number | null
    }
    'registry.saved_view': {
      id: GeneratedAlways<number>
      person_id: number
      page: string
      name: string
      query: string
    }
    'registry.token': {
      id: GeneratedAlways<number>
      org_id: number
      label: string
      token_sha256: Buffer
      hint: string
      scopes: string[]
      created_by: number
      created_at: string
      expires_at: string
      last_used_on: string | null
      ended_at: string | null
    }
  }
}
export {}
