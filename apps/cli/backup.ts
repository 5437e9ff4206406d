// duheng backup FILE: everything the house holds in one encrypted file. Offline for the embedded database, also while running for PostgreSQL.
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { recordAct } from '#platform/acts/acts.ts'
import { writeBackup } from '#platform/backup/backup.ts'
import { keyFileFor } from '#platform/backup/key-file.ts'
import { BackupRefused } from '#platform/backup/snapshot.ts'
import { instant, systemClock } from '#platform/clock.ts'
import { FolderInUse, openEmbedded, openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { filesDirOf, houseContents } from '#apps/server/backups.ts'
import { readConfig } from '#apps/server/config.ts'
import type { Config } from '#apps/server/config.ts'

const USAGE = 'duheng backup FILE [--keys] [--reason TEXT]\n  DATA_DIR, or DATABASE_URL with DATABASE_OWNER_URL, as for the server. --keys puts the signing keys in too.'

export async function backup(args: string[]): Promise<number> {
  const given = understood(() => parseArgs({ args, allowPositionals: true, options: { keys: { type: 'boolean' }, reason: { type: 'string' } } }))
  const [file, ...more] = given?.positionals ?? []
  if (!given || file === undefined || more.length > 0) { console.error(USAGE); return 2 }
  const withKeys = given.values.keys ?? false
  const read = readConfig(process.env)
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  const { config } = read
  const to = resolve(file)
  if (existsSync(to)) { console.error(`${to} is there already; a backup never replaces another. Give a new name.`); return 2 }
  return answering(async () => {
    const db = await openSource(config)
    try {
      const key = await keyFileFor(resolve(config.backupKey))
      if (!key.ok) throw new BackupRefused(key.reason)
      if (key.made) console.log(`A backup key was made: ${resolve(config.backupKey)}\nKeep it apart from the backups, and keep a copy: who has both can read everything, and without it no backup can be read.`)
      await recordBackup(db, given.values.reason, withKeys)
      const done = await writeBackup({
        db, contents: houseContents, filesDir: filesDirOf(config), to, key: key.key, at: instant(systemClock), demo: config.demo, withKeys,
      })
      console.log(`${to}: ${done.bytes} bytes; ${done.rows} rows, ${done.files} files, log of ${done.log?.size ?? 0} entries.`)
      console.log(withKeys ? 'The signing keys are in it.' : 'The signing keys are not in it; they are in files/keys of DATA_DIR and are kept separately, or put in with --keys.')
      for (const finding of done.findings) console.error(finding)
      if (done.findings.length > 0) console.error('What was backed up contradicts itself as said above. The backup was written as it is.')
      return done.findings.length === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  })
}

export async function openSource(config: Config): Promise<Database> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, config.ownerUrl)
  if (!existsSync(join(config.dataDir, 'pg'))) throw new BackupRefused(`There is no database in ${resolve(config.dataDir)}. Set DATA_DIR, or DATABASE_URL for PostgreSQL.`)
  return openEmbedded(config.dataDir)
}

const recordBackup = (db: Database, reason: string | undefined, withKeys: boolean) => db.withTx(jobScope, (tx) =>
  recordAct(tx, systemClock, { actor: 0, org: 0, verb: 'backup.make', object: 'house', payload: { osUser: osUser(), reason: reason ?? 'none given', withKeys } }))

/** Who runs the command, as the operating system knows it. */
export function osUser(): string {
  try { return userInfo().username } catch { return `uid ${process.getuid?.() ?? 'unknown'}` } // containers may have no name for the uid
}

/** What parseArgs made of the command line; undefined for an option nobody knows. */
export function understood<T>(parse: () => T): T | undefined {
  try { return parse() } catch { return undefined } // the usage says which options there are
}

/** Sentences for people; anything else is our own bug and is thrown on. */
export async function answering(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupRefused || error instanceof FolderInUse) { console.error(error.message); return 1 }
    throw error
  }
}
