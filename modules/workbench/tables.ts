// Written by `npm run tables` from the migrations of workbench; not edited by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Json } from '#platform/db/json.ts'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'workbench.share': {
      id: GeneratedAlways<number>
      org_id: number
      study_id: number
      number: number
      token: string
      title: string
      body: ColumnType<Json, string, string>
      saved_at: string
      shared_by: number
      shared_at: string
      ended_by: number | null
      ended_at: string | null
    }
    'workbench.study': {
      id: GeneratedAlways<number>
      org_id: number
      title: string
      procedure_document: string | null
      standard_id: number | null
      created_by: number
      created_at: string
      version: Generated<number>
      kind: Generated<string>
    }
    'workbench.version': {
      id: GeneratedAlways<number>
      org_id: number
      study_id: number
      number: number
      body: ColumnType<Json, string, string>
      shown: string | null
      note: string
      author_id: number
      at: string
      act_no: number
    }
  }
}
export {}
