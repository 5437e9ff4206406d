// A database of its own on a PostgreSQL server, for processes that are killed. For tests.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openPostgres } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { migrationFolders } from '#apps/server/migrations.ts'

const PASSWORD = 'not-a-secret-of-tests-only'

export type ChildrenDatabase = { name: string; appUrl: string; ownerUrl: string; drop(): Promise<void> }

/** An empty migrated database, or a copy of `template`, to which nobody may be connected. */
export async function postgresDatabaseForChildren(superUrl: string, template?: string): Promise<ChildrenDatabase> {
  const name = `duheng_crash_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: superUrl })
  await admin.connect()
  await createRoles(admin, PASSWORD)
  try {
    await admin.query(template === undefined ? `create database ${name} encoding 'UTF8' template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'` : `create database ${name} template ${template}`)
  } catch (error) {
    await admin.end()
    throw error
  }
  const ownerUrl = new URL(superUrl)
  ownerUrl.pathname = `/${name}`
  if (template === undefined) {
    const db = await openPostgres(ownerUrl.href)
    await migrate(db, migrationFolders)
    await db.close()
  }
  const appUrl = new URL(ownerUrl)
  appUrl.username = 'duheng_app'
  appUrl.password = PASSWORD
  return {
    name, appUrl: appUrl.href, ownerUrl: ownerUrl.href,
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
