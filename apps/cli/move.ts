// duheng move-to-postgres OWNER_URL: the embedded database of DATA_DIR into a prepared, empty PostgreSQL database. Files, log and keys stay
// where they are. Hashes of every table are compared before anything is kept.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { moveRows } from '#platform/backup/restore.ts'
import { BackupRefused } from '#platform/backup/snapshot.ts'
import { systemClock } from '#platform/clock.ts'
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import { databaseProblem } from '#platform/db/roles.ts'
import { pending } from '#platform/db/migrate.ts'
import { houseContents } from '#apps/server/backups.ts'
import { readConfig } from '#apps/server/config.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { answering, osUser, understood } from './backup.ts'

const USAGE = 'duheng move-to-postgres postgres://OWNER@HOST/DATABASE [--reason TEXT]\n  from DATA_DIR, with the server stopped, into a database that "duheng db-setup" has just prepared.'

export async function moveToPostgres(args: string[]): Promise<number> {
  const given = understood(() => parseArgs({ args, allowPositionals: true, options: { reason: { type: 'string' } } }))
  const [ownerUrl, ...more] = given?.positionals ?? []
  if (!given || ownerUrl === undefined || more.length > 0 || !/^postgres(ql)?:\/\//.test(ownerUrl)) { console.error(USAGE); return 2 }
  const read = readConfig({ ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined })
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  const { config } = read
  if (!existsSync(join(config.dataDir, 'pg'))) { console.error(`There is no database in ${resolve(config.dataDir)}. Set DATA_DIR to the folder to move from.`); return 2 }
  return answering(async () => {
    const source = await openEmbedded(config.dataDir)
    const target = await openPostgres(ownerUrl)
    try {
      await target.asOwner(async (client) => {
        const problem = await databaseProblem(client)
        if (problem) throw new BackupRefused(problem)
      })
      const lacking = await pending(target, migrationFolders).catch(() => ['every migration'])
      if (lacking.length > 0) throw new BackupRefused(`The database is not prepared (${lacking[0]} is missing). Run "duheng db-setup ${redacted(ownerUrl)}" first; it prints what to start with.`)
      const old = await pending(source, migrationFolders)
      if (old.length > 0) throw new BackupRefused(`The folder is not at this release yet (${old[0]} is missing). Start the server on it once, stop it, and try again.`)
      const moved = await moveRows(source, target, houseContents, { osUser: osUser(), reason: given.values.reason ?? 'none given', clock: systemClock })
      for (const { name, rows, sha256 } of moved.tables) if (rows > 0) console.log(`${String(rows).padStart(10)}  ${sha256.slice(0, 16)}  ${name}`)
      const rows = moved.tables.reduce((n, t) => n + t.rows, 0)
      console.log(`${rows} rows in ${moved.tables.length} tables are in PostgreSQL with the same hashes.`)
      console.log(`Start with DATABASE_URL as "duheng db-setup" printed it, DEMO=${config.demo ? '1' : '0'} and the same DATA_DIR (${resolve(config.dataDir)}): files, log and keys stay there.`)
      console.log(`The folder's own database was not changed. Do not start from it again; remove ${resolve(config.dataDir, 'pg')} when the new one has proved itself.`)
      return 0
    } finally {
      await source.close()
      await target.close()
    }
  })
}

function redacted(url: string): string {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
