// duheng restore FILE: a backup into an empty DATA_DIR or an empty PostgreSQL database, all of it or nothing. --check reads and verifies
// everything and writes nothing.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readKeyFile } from '#platform/backup/key-file.ts'
import { readBackup } from '#platform/backup/read.ts'
import type { BackupRead } from '#platform/backup/read.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { BackupRefused } from '#platform/backup/snapshot.ts'
import { BackupUnreadable } from '#platform/backup/vault.ts'
import type { BackupKey } from '#platform/backup/vault.ts'
import { systemClock } from '#platform/clock.ts'
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { lockFolder } from '#platform/db/lock.ts'
import { migrate, pending } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { houseContents } from '#apps/server/backups.ts'
import { readConfig } from '#apps/server/config.ts'
import type { Config } from '#apps/server/config.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { answering, osUser, understood } from './backup.ts'

const USAGE = `duheng restore FILE [--check] [--key KEYFILE] [--reason TEXT] [--anyway]
  into an empty DATA_DIR, or an empty DATABASE_URL with DATABASE_OWNER_URL. --check verifies everything and writes nothing.
  --anyway keeps a backup that contradicts itself; the log will then issue nothing until a person has compared.`

/** What may lie in a DATA_DIR that counts as empty. */
const HARMLESS = new Set(['backup.key', 'lock.db', 'lock.db-journal', '.restoring'])

export async function restore(args: string[]): Promise<number> {
  const options = { check: { type: 'boolean' }, anyway: { type: 'boolean' }, key: { type: 'string' }, reason: { type: 'string' } } as const
  const given = understood(() => parseArgs({ args, allowPositionals: true, options }))
  const [file, ...more] = given?.positionals ?? []
  if (!given || file === undefined || more.length > 0) { console.error(USAGE); return 2 }
  const read = readConfig(process.env)
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  const from = resolve(file)
  const key = readKeyFile(resolve(given.values.key ?? read.config.backupKey))
  if (!existsSync(from) || !key.ok) { console.error(key.ok ? `There is no file ${from}.` : key.reason); return 2 }
  const answer = () => (given.values.check ? check(from, key.key) : into(read.config, {
    from, key: key.key, anyway: given.values.anyway ?? false, reason: given.values.reason ?? 'none given',
  }))
  return answering(() => answer().catch((error) => {
    if (error instanceof BackupUnreadable) throw new BackupRefused(`${error.message} Nothing was restored.`)
    throw error
  }))
}

async function check(from: string, key: BackupKey): Promise<number> {
  const read = await readBackup(from, key, houseContents)
  say(read)
  if (read.findings.length > 0) { console.error(`${read.findings.join('\n')}\nThis backup contradicts itself.`); return 1 }
  console.log('Every part is as it was written, and they agree with each other.')
  return 0
}

function say({ head, manifest }: BackupRead): void {
  const rows = manifest.tables.reduce((n, t) => n + t.rows, 0)
  console.log(`Backup of ${head.at} by release ${head.release} (${head.database}${head.demo ? ', demo' : ''}): ${rows} rows in ${manifest.tables.length} tables, ${manifest.files.count} files, log of ${manifest.log?.size ?? 0} entries, last act ${manifest.acts.last}.`)
}

type Wanted = { from: string; key: BackupKey; anyway: boolean; reason: string }

async function into(config: Config, wanted: Wanted): Promise<number> {
  const dataDir = resolve(config.dataDir)
  const there = existsSync(dataDir) ? readdirSync(dataDir).filter((n) => !HARMLESS.has(n)) : []
  if (there.length > 0) throw new BackupRefused(`${dataDir} is not empty (${there.slice(0, 3).join(', ')}). Nothing was written; set DATA_DIR to a new folder.`)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const locked = lockFolder(dataDir)
  if (!locked.ok) throw new BackupRefused(locked.reason)
  const staging = join(dataDir, '.restoring')
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(join(staging, 'files'), { recursive: true, mode: 0o700 })
  const databases: Database[] = []
  const keep = async (db: Promise<Database>) => { const opened = await db; databases.push(opened); return opened }
  try {
    const read = await restoreBackup({
      ...wanted, contents: houseContents, filesDir: join(staging, 'files'), author: { osUser: osUser(), reason: wanted.reason, clock: systemClock },
      prepare: (has) => (config.databaseUrl ? preparedServer(config.databaseUrl, config.ownerUrl, has, keep) : preparedFolder(staging, has, keep)),
      beforeCommit: async () => renameSync(join(staging, 'files'), join(dataDir, 'files')),
    }).catch((error) => { rmSync(join(dataDir, 'files'), { recursive: true, force: true }); throw error })
    for (const db of databases) await migrate(db, migrationFolders)
    for (const db of databases.splice(0)) await db.close()
    if (!config.databaseUrl) renameSync(join(staging, 'pg'), join(dataDir, 'pg'))
    say(read)
    for (const finding of read.findings) console.error(finding)
    console.log(`Restored ${config.databaseUrl ? 'into the database, the files ' : ''}into ${dataDir}; everybody is signed out. Roles and tokens that ended after the backup are in force again: look through them.`)
    if (!read.head.keys) console.log(`The backup holds no signing keys: put the folder of keys, as it was kept, into ${join(dataDir, 'files', 'keys')} before the server starts.`)
    return 0
  } finally {
    for (const db of databases) await db.close()
    rmSync(staging, { recursive: true, force: true })
    locked.lock.release()
  }
}

type Has = (key: string) => boolean
type Keep = (db: Promise<Database>) => Promise<Database>

async function preparedFolder(staging: string, has: Has, keep: Keep): Promise<Database> {
  const db = await keep(openEmbedded(staging))
  await db.asOwner((client) => createRoles(client))
  await migrate(db, migrationFolders, has)
  return db
}

async function preparedServer(url: string, ownerUrl: string | undefined, has: Has, keep: Keep): Promise<Database> {
  if (!ownerUrl) throw new BackupRefused('Set DATABASE_OWNER_URL to the login that owns the database; restoring writes past row-level security.')
  const db = await keep(openPostgres(url, ownerUrl))
  const before = await pending(db, migrationFolders).catch(() => undefined)
  if (before === undefined) {
    await db.asOwner((client) => createRoles(client))
    await migrate(db, migrationFolders, has)
    return db
  }
  const other = before.some(has) || (await appliedBeyond(db, has))
  if (other) throw new BackupRefused('The database has other migrations than the backup. Give a new, empty database in which "duheng db-setup" was not run; the roles may be there.')
  return db
}

const appliedBeyond = (db: Database, has: Has) => db.asOwner(async (client) =>
  (await client.query<{ key: string }>(`select schema || '/' || name as key from migration.applied`)).rows.some((r) => !has(r.key)))
