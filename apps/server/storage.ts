// Opens the database the configuration names, brings it to this release, and refuses what would not be safe.
import { openEmbedded, openPostgres, FolderInUse } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { migrate, pending } from '#platform/db/migrate.ts'
import { createRoles, databaseProblem, loginProblem } from '#platform/db/roles.ts'
import type { Config } from './config.ts'
import { migrationFolders } from './migrations.ts'

export type Storage = { db: Database; migrated: number }
export type Opened = ({ ok: true } & Storage) | { ok: false; reason: string }

export async function openStorage(config: Config): Promise<Opened> {
  return config.databaseUrl ? openServer(config.databaseUrl, config.ownerUrl) : openFolder(config.dataDir)
}

async function openFolder(dataDir: string): Promise<Opened> {
  try {
    const db = await openEmbedded(dataDir)
    await db.asOwner((client) => createRoles(client))
    return { ok: true, db, migrated: (await migrate(db, migrationFolders)).length }
  } catch (error) {
    if (error instanceof FolderInUse) return { ok: false, reason: error.message }
    throw error
  }
}

async function openServer(url: string, ownerUrl: string | undefined): Promise<Opened> {
  const db = await openPostgres(url, ownerUrl)
  const refused = async (reason: string): Promise<Opened> => { await db.close(); return { ok: false, reason } }
  const asApp = ownerUrl ? await openPostgres(url) : db
  const problem = await asApp.asOwner(async (client) => (await databaseProblem(client)) ?? loginProblem(client)).catch((e: Error) => `The database at DATABASE_URL cannot be reached: ${e.message}`)
  if (asApp !== db) await asApp.close()
  if (problem) return refused(problem)
  if (ownerUrl) return { ok: true, db, migrated: (await migrate(db, migrationFolders)).length }
  const missing = await pending(db, migrationFolders)
  if (missing.length > 0) return refused(`The database lacks ${missing.length} migration(s) of this release (${missing[0]} …). Run "duheng migrate" with DATABASE_OWNER_URL, or start with it set.`)
  return { ok: true, db, migrated: 0 }
}
