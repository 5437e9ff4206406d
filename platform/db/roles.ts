// The database roles. On PostgreSQL each is a login without any power of its own; on PGlite they cannot log in and every
// transaction sets one.
import type { ClientBase } from 'pg'
import { createBackupRole } from './backup-role.ts'
import { databaseRoles } from './scope.ts'

/** Creates what is missing. Roles live in the whole cluster, so this is idempotent and not a migration. */
export async function createRoles(client: ClientBase, password?: string): Promise<void> {
  if (password !== undefined && !/^[A-Za-z0-9_-]{16,}$/.test(password)) throw new Error('a database password is 16 or more letters and digits')
  for (const role of databaseRoles) {
    const name = `duheng_${role}`
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name])
    if (!rowCount) await client.query(`create role ${name} noinherit nosuperuser nobypassrls nologin`)
    if (password !== undefined) await client.query(`alter role ${name} login password '${password}'`)
  }
  await createSearchRole(client)
  await createBackupRole(client)
}

/**
 * Owner of the functions that search a register past the planner's blindness under row-level security. It cannot log in; what it may
 * read is a policy of its own, and its functions ask the scope themselves. The migrating role joins it, to hand functions over to it.
 */
async function createSearchRole(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query(`select 1 from pg_roles where rolname = 'duheng_search'`)
  if (!rowCount) await client.query('create role duheng_search noinherit nosuperuser nobypassrls nologin')
  await client.query('grant duheng_search to current_user')
}

/** Refuses a database where Chinese text cannot be searched or stored. */
export async function databaseProblem(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ encoding: string; version: number }>(
    `select pg_encoding_to_char(encoding) as encoding, current_setting('server_version_num')::int as version from pg_database where datname = current_database()`)
  const found = rows[0]
  if (!found || found.encoding !== 'UTF8') return `The database must be encoded in UTF8, not ${found?.encoding ?? 'unknown'}: create it with "create database duheng encoding 'UTF8' template template0".`
  if (found.version < 150_000) return `PostgreSQL 15 or newer is needed, this is ${found.version}.`
  return undefined
}

/** A login that could switch row-level security off is refused. */
export async function loginProblem(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; powerful: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user')
  const who = rows[0]
  return who?.powerful ? `DATABASE_URL logs in as ${who.name}, who could switch row-level security off. Use the login duheng_app made by "duheng db-setup".` : undefined
}
