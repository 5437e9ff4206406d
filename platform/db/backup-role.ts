// The role a backup reads as: it sees every row and can do nothing else. It cannot log in; the migrating login joins it. Needed because
// forced row-level security hides every row from the owner of a table too, silently.
import type { ClientBase } from 'pg'

export const BACKUP_ROLE = 'duheng_backup'

export async function createBackupRole(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [BACKUP_ROLE])
  if (!rowCount) await client.query(`create role ${BACKUP_ROLE} noinherit nosuperuser nobypassrls nologin`)
  await client.query(`grant ${BACKUP_ROLE} to current_user`)
}

/** Tables under row-level security that the backup role cannot see, as quoted names. */
export async function blindTables(client: ClientBase, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and c.relrowsecurity and n.nspname = any ($1) and not exists (
      select 1 from pg_policy p join pg_roles r on r.oid = any (p.polroles) where p.polrelid = c.oid and r.rolname = $2 and p.polcmd = 'r')
    order by 1`, [schemas, BACKUP_ROLE])
  return rows.map((r) => r.name)
}

/** Lets the backup role read every table; run after migrations by the login that owns them. Repeating it changes nothing. */
export async function letBackupRead(client: ClientBase, schemas: readonly string[]): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [BACKUP_ROLE])
  if (!rowCount) return // a database set up without the role is read by a login that is above row-level security
  const blind = await blindTables(client, schemas)
  if (blind.length === 0) return
  for (const name of blind) await client.query(`create policy backup on ${name} for select to ${BACKUP_ROLE} using (true)`)
  for (const schema of schemas) {
    await client.query(`grant usage on schema ${schema} to ${BACKUP_ROLE}`)
    await client.query(`grant select on all tables in schema ${schema} to ${BACKUP_ROLE}`)
    await client.query(`grant select on all sequences in schema ${schema} to ${BACKUP_ROLE}`)
  }
}
