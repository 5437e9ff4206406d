// Studies and their versions in SQL.
import type { Insertable } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Tables } from '#platform/db/tables.ts'

/** A study and all that hangs on it are its organisation's alone. */
export const OWN = { own: ['org_id'] } as const
const VERSIONS_MAX = 500

export type StudyFilter = { readonly q?: string; readonly standard?: number; readonly procedure?: string; readonly kind?: string; readonly before?: number; readonly limit: number }

/** Newest first, each with its newest version. */
export const listStudies = (tx: Tx, { q, standard, procedure, kind, before, limit }: StudyFilter) =>
  tx.selectFrom('workbench.study as s')
    .innerJoinLateral((e) => e.selectFrom('workbench.version as v').select(['v.number', 'v.shown', 'v.author_id', 'v.at']).whereRef('v.study_id', '=', 's.id').orderBy('v.number', 'desc').limit(1).as('v'), (join) => join.onTrue())
    .select(['s.id', 's.kind', 's.title', 's.procedure_document', 's.standard_id', 'v.number', 'v.shown', 'v.author_id', 'v.at'])
    .where((e) => visible(e, tx, { own: ['s.org_id'] }))
    .$if(q !== undefined && q !== '', (query) => query.where('s.title', 'ilike', `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`))
    .$if(standard !== undefined, (query) => query.where('s.standard_id', '=', standard ?? 0))
    .$if(procedure !== undefined, (query) => query.where('s.procedure_document', '=', procedure ?? ''))
    .$if(kind !== undefined, (query) => query.where('s.kind', '=', kind ?? ''))
    .$if(before !== undefined, (query) => query.where('s.id', '<', before ?? 0))
    .orderBy('s.id', 'desc').limit(limit).execute()

export const studyById = (tx: Tx, id: number) =>
  tx.selectFrom('workbench.study').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).executeTakeFirst()

/** Locked, so that of two saves made from one version only the first is taken. */
export const studyForChange = (tx: Tx, id: number) =>
  tx.selectFrom('workbench.study').selectAll().where('id', '=', id).where((e) => visible(e, tx, OWN)).forUpdate().executeTakeFirst()

export const addStudy = (tx: Tx, row: Insertable<Tables['workbench.study']>) =>
  tx.insertInto('workbench.study').values(row).returning('id').executeTakeFirstOrThrow()

export const editStudy = (tx: Tx, id: number, change: { title?: string; procedure_document?: string | null; standard_id?: number | null }) =>
  tx.updateTable('workbench.study').set((e) => ({ ...change, version: e('version', '+', 1) })).where('id', '=', id).where((e) => visible(e, tx, OWN)).returning('version').executeTakeFirstOrThrow()

export const versionsOf = (tx: Tx, studyId: number) =>
  tx.selectFrom('workbench.version').select(['number', 'shown', 'note', 'author_id', 'at']).where('study_id', '=', studyId).where((e) => visible(e, tx, OWN))
    .orderBy('number', 'desc').limit(VERSIONS_MAX).execute()

/** One version with what was typed; the newest where no number is named. */
export const versionOf = (tx: Tx, studyId: number, number?: number) =>
  tx.selectFrom('workbench.version').select(['number', 'body', 'shown', 'note', 'author_id', 'at']).where('study_id', '=', studyId).where((e) => visible(e, tx, OWN))
    .$if(number !== undefined, (q) => q.where('number', '=', number ?? 0)).orderBy('number', 'desc').limit(1).executeTakeFirst()

export const addVersion = (tx: Tx, row: Insertable<Tables['workbench.version']>) =>
  tx.insertInto('workbench.version').values(row).returning('number').executeTakeFirstOrThrow()
