// One unchanging view of the whole database for a reader that sees every row. A login under row-level security would silently see none,
// so it is asked first. Absent: writing anything.
import type pg from 'pg'
import { BACKUP_ROLE, blindTables } from '#platform/db/backup-role.ts'
import type { Database } from '#platform/db/database.ts'
import { EXACT_TEXT } from './rows.ts'

/** The login or the place is not what the command needs. The message is a sentence for people. */
export class BackupRefused extends Error {}

type Start<S> = { schemas: readonly string[]; lock?: number; atStart: () => Promise<S> }

/**
 * Runs `work` in a read-only snapshot. `lock`, on PostgreSQL, is an advisory lock held while the snapshot begins and `atStart` runs:
 * who works under it cannot be between two steps then. The embedded database has one connection, so nobody else is inside a step.
 */
export function inSnapshot<S, T>(db: Database, start: Start<S>, work: (client: pg.ClientBase, started: S) => Promise<T>): Promise<T> {
  return db.asOwner(async (client) => {
    const role = await readerRole(client, start.schemas)
    const locked = start.lock !== undefined && db.kind === 'postgres'
    if (locked) await client.query('select pg_advisory_lock($1::bigint)', [start.lock])
    return inTransaction(client, 'isolation level repeatable read read only', async () => {
      await client.query(`${role}${EXACT_TEXT}`)
      await client.query('select pg_current_snapshot()')
      const started = await start.atStart()
      if (locked) await client.query('select pg_advisory_unlock($1::bigint)', [start.lock])
      return work(client, started)
    })
  })
}

/** A transaction of the owner: all of it or nothing. */
export async function inTransaction<T>(client: pg.ClientBase, kind: '' | 'isolation level repeatable read read only', work: () => Promise<T>): Promise<T> {
  await client.query(`begin ${kind}`)
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the embedded server must not be left inside a transaction
    throw error
  }
}

/** How this login comes to see every row: by its own power, or by joining the backup role whose policies let it. */
async function readerRole(client: pg.ClientBase, schemas: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ powerful: boolean; joined: boolean }>(`
    select rolsuper or rolbypassrls as powerful,
      exists (select 1 from pg_roles r where r.rolname = $1 and pg_has_role(current_user, r.oid, 'member')) as joined
    from pg_roles where rolname = current_user`, [BACKUP_ROLE])
  if (rows[0]?.powerful) return 'set local row_security = off;'
  const blind = rows[0]?.joined ? (await blindTables(client, schemas))[0] : 'any table'
  if (blind === undefined) return `set local role ${BACKUP_ROLE};`
  throw new BackupRefused(`The login given cannot read every row (${blind}), so a backup would be incomplete. ` +
    'Give the login that ran "duheng db-setup" as DATABASE_OWNER_URL; after an upgrade run "duheng migrate" with it once.')
}
