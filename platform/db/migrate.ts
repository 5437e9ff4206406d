// Forward-only migrations: plain SQL files, one statement at a time, checksummed once applied. A file that changed after
// it was applied stops the start with a sentence.
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { letBackupRead } from './backup-role.ts'
import type { Database } from './database.ts'
import { statements } from './statements.ts'

/** A schema and the folder its migrations lie in, in the order they are applied. */
export type MigrationFolder = { schema: string; folder: string }
type Migration = { schema: string; name: string; sql: string; sha256: string }

export async function readMigrations(folders: readonly MigrationFolder[]): Promise<Migration[]> {
  const found = await Promise.all(folders.map(async ({ schema, folder }) => {
    const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort()
    return Promise.all(names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return { schema, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }))
  }))
  return found.flat()
}

/** One hash over all migrations, to key a template database. */
export const migrationsHash = (all: readonly Migration[]): string =>
  createHash('sha256').update(all.map((m) => `${m.schema}/${m.name} ${m.sha256}`).join('\n')).digest('hex').slice(0, 16)

const BOOTSTRAP = [
  'create schema if not exists migration',
  'create table if not exists migration.applied (schema text not null, name text not null, sha256 text not null, applied_at timestamptz not null default now(), primary key (schema, name))',
]

/** A server that starts without the owner's rights must still see whether the database is of its release. */
const APP_READS = ['grant usage on schema migration to duheng_app', 'grant select on migration.applied to duheng_app']

/** Applies what is missing; returns the names applied. `wanted` leaves out what an older backup does not have yet. */
export async function migrate(db: Database, folders: readonly MigrationFolder[], wanted: (key: string) => boolean = () => true): Promise<string[]> {
  const all = (await readMigrations(folders)).filter((m) => wanted(`${m.schema}/${m.name}`))
  return db.asOwner(async (client) => {
    for (const statement of BOOTSTRAP) await client.query(statement)
    const { rows } = await client.query<{ schema: string; name: string; sha256: string }>('select schema, name, sha256 from migration.applied')
    const applied = new Map(rows.map((r) => [`${r.schema}/${r.name}`, r.sha256]))
    const done: string[] = []
    for (const m of all) {
      const key = `${m.schema}/${m.name}`
      const known = applied.get(key)
      if (known === m.sha256) continue
      if (known) throw new Error(`Migration ${key} was changed after it was applied. Released migrations are never edited; add a new file instead.`)
      await apply(client, m)
      done.push(key)
    }
    for (const statement of APP_READS) await client.query(statement)
    await letBackupRead(client, [...new Set(all.map((m) => m.schema)), 'migration'])
    return done
  })
}

async function apply(client: ClientBase, m: Migration): Promise<void> {
  await client.query('begin')
  try {
    for (const statement of statements(m.sql)) await client.query(statement)
    await client.query('insert into migration.applied (schema, name, sha256) values ($1, $2, $3)', [m.schema, m.name, m.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`migration ${m.schema}/${m.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Names of migrations that are in the release but not in the database, seen without owner rights. */
export async function pending(db: Database, folders: readonly MigrationFolder[]): Promise<string[]> {
  const all = await readMigrations(folders)
  const known = await db.asOwner(async (client) => {
    const { rows: [there] } = await client.query<{ there: boolean }>(`select to_regclass('migration.applied') is not null as there`)
    if (!there?.there) return new Set<string>()
    const { rows } = await client.query<{ key: string }>(`select schema || '/' || name as key from migration.applied`)
    return new Set(rows.map((r) => r.key))
  })
  return all.map((m) => `${m.schema}/${m.name}`).filter((key) => !known.has(key))
}
