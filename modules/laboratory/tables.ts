// Written by `npm run tables` from the migrations of laboratory; not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Json } from '#platform/db/json.ts'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'laboratory.authorisation': {
      id: GeneratedAlways<number>
      org_id: number
      title: string
      number: string
      documents: string[]
      from_on: string
      to_on: string
      added_by: number
      act_no: number
      ended_act: number | null
    }
    'laboratory.counter': {
      org_id: number
      key: string
      last: number
    }
    'laboratory.file': {
      id: GeneratedAlways<number>
      org_id: number
      client_org_id: number | null
      item_id: number | null
      purpose: string
      sha256: string
      media_type: string
      bytes: number
      added_by: number
      at: string
    }
    'laboratory.issued': {
      item_id: number
      org_id: number
      client_org_id: number
      record_id: number
      result_id: number
      certificate_id: number
      entry_id: number
      number: string
      public_id: string
      verdict: string
      issued_on: string
      due_on: string | null
      at: string
    }
    'laboratory.item': {
      id: GeneratedAlways<number>
      order_id: number
      org_id: number
      client_org_id: number
      instrument_id: number
      instrument_code: string
      instrument_name: string
      no: string
      slip: string
      kind: string
      division: string
      workflow_id: string
      workflow_sha256: string
      state: string
      received_on: string | null
      due_on: string | null
      verifier_id: number | null
      procedure_sha256: string | null
      procedure_document: string | null
      shelf: Generated<string>
      version: Generated<number>
      created_at: string
      updated_at: string
    }
    'laboratory.method': {
      id: GeneratedAlways<number>
      org_id: number
      document: string
      procedure_sha256: string
      parameters: ColumnType<Json, string, string>
      standards: ColumnType<Json, string, string>
      budgets: ColumnType<Json, string, string>
      fit: boolean
      proposed_by: number
      proposed_at: string
      act_no: number
      accepted_by: number | null
      accepted_at: string | null
      withdrawn_act: number | null
    }
    'laboratory.order': {
      id: GeneratedAlways<number>
      org_id: number
      client_org_id: number
      no: string
      kind: string
      way: string
      wanted_on: string | null
      contact: string
      phone: Generated<string>
      remark: Generated<string>
      decision_rule: Generated<string>
      division: string
      booked_by: number
      booked_at: string
      act_no: number
    }
    'laboratory.reading': {
      id: GeneratedAlways<number>
      record_id: number
      org_id: number
      cell: string
      text: string
      source: string
      typed_at: string
      at: string
      by_id: number
      by_name: string
      client_id: string
      reason: Generated<string>
    }
    'laboratory.reception': {
      id: GeneratedAlways<number>
      item_id: number
      org_id: number
      client_org_id: number
      condition: string
      accessories: Generated<string>
      seals: Generated<string>
      received_by: number
      at: string
    }
    'laboratory.record': {
      id: GeneratedAlways<number>
      item_id: number
      org_id: number
      rehearsal: Generated<boolean>
      procedure_path: string
      procedure_sha256: string
      document: string
      edition: string
      parameters: ColumnType<Json, string, string>
      instrument: ColumnType<Json, string, string>
      place: ColumnType<Json, string, string>
      engine: string
      verifier_id: number
      verifier_name: string
      opened_at: string
      opened_on: string
      act_no: number
    }
    'laboratory.record_standard': {
      id: GeneratedAlways<number>
      record_id: number
      org_id: number
      set_no: number
      role: string
      standard_id: number
      certificate_id: number
      snapshot: ColumnType<Json, string, string>
      at: string
      by_id: number
    }
    'laboratory.result': {
      id: GeneratedAlways<number>
      record_id: number
      org_id: number
      bytes: string
      sha256: string
      last_reading_id: number
      verdict: string
      engine: string
      at: string
    }
    'laboratory.scope': {
      id: GeneratedAlways<number>
      org_id: number
      person_id: number
      document: string
      duty: string
      from_on: string
      to_on: string
      basis: string
      start_up: Generated<boolean>
      granted_by: number
      act_no: number
      ended_act: number | null
    }
    'laboratory.standard': {
      id: GeneratedAlways<number>
      org_id: number
      kind: string
      code: string
      name: string
      range: string
      accuracy: string
      serial: Generated<string>
      maker: Generated<string>
      location: Generated<string>
      version: Generated<number>
      added_by: number
      added_at: string
      retired_act: number | null
    }
    'laboratory.standard_certificate': {
      id: GeneratedAlways<number>
      org_id: number
      standard_id: number
      origin: string
      issuer: string
      number: string
      issued_on: string
      valid_until: string | null
      file_sha256: string | null
      facts: ColumnType<Json, string | null | undefined, string>
      values: ColumnType<Json, string | null | undefined, string>
      added_by: number
      added_at: string
      act_no: number
      withdrawn_act: number | null
      withdrawn_reason: string | null
    }
    'laboratory.start_up': {
      id: GeneratedAlways<number>
      org_id: number
      from_on: string
      until_on: string
      reason: string
      opened_by: number
      act_no: number
      closed_act: number | null
    }
    'laboratory.step': {
      id: GeneratedAlways<number>
      item_id: number
      org_id: number
      client_org_id: number
      transition: string
      from_state: string | null
      to_state: string
      workflow_sha256: string
      actor_id: number
      actor_name: string
      at: string
      on: string
      fields: ColumnType<Json, string | null | undefined, string>
      act_no: number
    }
  }
}
export {}
