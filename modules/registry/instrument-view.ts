// What a list row, a page and a history line show of an instrument. Named projections; no row is spread.
import { z } from 'zod'
import type { CompulsorySays, DueState } from './compulsory.ts'
import { dueState } from './compulsory.ts'
import { declaredOf, fieldsOf } from './instrument-store.ts'
import type { Around, InstrumentRow } from './instrument-store.ts'

const Says = z.object({ says: z.enum(['yes', 'no', 'unknown']), decided: z.boolean() })
export const ListRow = z.object({
  id: z.number(), code: z.string(), name: z.string(), model: z.string(), serial: z.string(), ownerNo: z.string(), kind: z.string(),
  owner: z.object({ id: z.number(), name: z.string() }), place: z.object({ id: z.number(), name: z.string() }).nullable(), division: z.string(),
  purpose: z.string(), state: z.string(), compulsory: Says, due: z.enum(['never', 'valid', 'overdue', 'without end', 'later']),
  verifiedOn: z.string().nullable(), dueOn: z.string().nullable(), verdict: z.string().nullable(), declared: z.boolean(),
})
export type ListRow = z.infer<typeof ListRow>
export const ListAnswer = z.object({ rows: z.array(ListRow), next: z.string().nullable(), previous: z.string().nullable(), today: z.string() })

export function listRow(row: InstrumentRow, around: Around, says: CompulsorySays, today: string): ListRow {
  return {
    id: row.id, code: row.code, name: row.name, model: row.model, serial: row.serial, ownerNo: row.owner_no, kind: row.kind,
    owner: { id: row.org_id, name: around.owners.get(row.org_id)?.name ?? '' }, place: placeOf(row, around), division: row.division,
    purpose: row.purpose, state: row.state, compulsory: says, due: dueState({ verifiedOn: row.verified_on, dueOn: row.due_on }, today),
    verifiedOn: row.verified_on, dueOn: row.due_on, verdict: row.verdict, declared: row.declared,
  }
}

const placeOf = (row: InstrumentRow, around: Around) => {
  const place = row.place_id === null ? undefined : around.places.get(row.place_id)
  return row.place_id === null || !place ? null : { id: row.place_id, name: place.name }
}

export type InstrumentPage = ReturnType<typeof pageOf>
export function pageOf(row: InstrumentRow, around: Around, says: CompulsorySays, today: string) {
  const due: DueState = dueState({ verifiedOn: row.verified_on, dueOn: row.due_on }, today)
  return {
    id: row.id, code: row.code, version: row.version, state: row.state, owner: { id: row.org_id, name: around.owners.get(row.org_id)?.name ?? '' },
    place: placeOf(row, around), division: row.division, fields: fieldsOf(row), compulsory: says, due,
    verifiedOn: row.verified_on, dueOn: row.due_on, verdict: row.verdict, certificateNo: row.certificate_no, declared: declaredOf(row), asOf: today,
    createdAt: row.created_at, updatedAt: row.updated_at,
  }
}
