// Links to one version in SQL. A share holds its own copy: the public role reads this table alone.
import type { Insertable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Tables } from '#platform/db/tables.ts'
import { OWN } from './study-store.ts'

export const SHARES_MAX = 100

export const sharesOf = (tx: Tx, studyId: number) =>
  tx.selectFrom('workbench.share').select(['id', 'number', 'token', 'shared_by', 'shared_at', 'ended_at']).where('study_id', '=', studyId).where((e) => visible(e, tx, OWN))
    .orderBy('id', 'desc').limit(SHARES_MAX).execute()

export const shareForChange = (tx: Tx, id: number) =>
  tx.selectFrom('workbench.share').select(['id', 'org_id', 'study_id', 'number', 'ended_at']).where('id', '=', id).where((e) => visible(e, tx, OWN)).forUpdate().executeTakeFirst()

export const addShare = (tx: Tx, row: Insertable<Tables['workbench.share']>) =>
  tx.insertInto('workbench.share').values(row).returning('id').executeTakeFirstOrThrow()

export const endShare = (tx: Tx, id: number, by: number, at: string) =>
  tx.updateTable('workbench.share').set({ ended_by: by, ended_at: at }).where('id', '=', id).where((e) => visible(e, tx, OWN)).execute()

/** What a link shows to anybody; in the public scope, whoever asks. */
export const sharedByToken = (tx: Tx, token: string) =>
  tx.selectFrom('workbench.share').select(['title', 'body', 'number', 'saved_at', 'shared_at']).where('token', '=', token).where('ended_at', 'is', null).executeTakeFirst()
