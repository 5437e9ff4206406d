// Adoptions in SQL.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import type { Adoption } from '@duheng/rules/standing.ts'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import { civilDate as shanghaiDate } from '#platform/clock.ts'

/** Adoptions are public facts to be read; changed by the organisation that adopts alone. */
const OWN = { own: ['org_id'] } as const
const ADOPTIONS_MAX = 2_000

/**
 * Confirmed adoptions that hold for an organisation: its own and those of the city. As on an earlier day (YYYY-MM-DD), those that were
 * withdrawn after it as well; from when each holds is for whoever asks a rule's standing on a day.
 */
export async function adoptionsOf(tx: Tx, orgId: number, on?: string): Promise<Adoption[]> {
  const since = on === undefined ? undefined : `${on}T24:00:00+08:00`
  const rows = await tx.selectFrom('rulebook.adoption').select(['rule', 'sha256', 'document', 'proposed_by', 'confirmed_by', 'confirmed_at'])
    .where((e) => e.or([e('org_id', '=', orgId), e('reach', '=', 'city')])).where('confirmed_by', 'is not', null).where((e) => (since === undefined ? e('withdrawn_at', 'is', null) : e.or([e('withdrawn_at', 'is', null), e('withdrawn_at', '>=', since)])))
    .orderBy('id').limit(ADOPTIONS_MAX).execute()
  return rows.flatMap((r) => (r.confirmed_by === null || r.confirmed_at === null ? [] : [{
    id: r.rule, digest: r.sha256, document: r.document, persons: [String(r.proposed_by), String(r.confirmed_by)] as const,
    on: civilDate(shanghaiDate(Date.parse(r.confirmed_at))),
  }]))
}

export const adoptionById = (tx: Tx, id: number) =>
  tx.selectFrom('rulebook.adoption').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).forUpdate().executeTakeFirst()

export const listAdoptions = (tx: Tx, before: number | undefined, limit: number) =>
  tx.selectFrom('rulebook.adoption').selectAll().$if(before !== undefined, (q) => q.where('id', '<', before ?? 0)).orderBy('id', 'desc').limit(limit).execute()

export const propose = (tx: Tx, row: { org_id: number; rule: string; sha256: string; document: string; reach: 'organisation' | 'city'; proposed_by: number; proposed_at: string }) =>
  tx.insertInto('rulebook.adoption').values(row).returning('id').executeTakeFirstOrThrow()

export const confirm = (tx: Tx, id: number, by: number, at: string) =>
  tx.updateTable('rulebook.adoption').set({ confirmed_by: by, confirmed_at: at }).where('id', '=', id).where((e) => visible(e, tx, OWN)).execute()

export const withdraw = (tx: Tx, id: number, by: number, at: string, reason: string) =>
  tx.updateTable('rulebook.adoption').set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason }).where('id', '=', id).where((e) => visible(e, tx, OWN)).execute()
