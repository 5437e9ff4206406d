// Prepares PostgreSQL: roles, logins with a fresh password, migrations. The password is printed once and kept nowhere.
import { randomBytes } from 'node:crypto'
import { openPostgres } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles, databaseProblem } from '#platform/db/roles.ts'
import { migrationFolders } from '#apps/server/migrations.ts'

export async function dbSetup([ownerUrl]: string[]): Promise<number> {
  if (!ownerUrl) {
    console.error('duheng db-setup postgres://OWNER@HOST/DATABASE  (a login that may create roles and owns the database)')
    return 2
  }
  const password = randomBytes(24).toString('base64url')
  const db = await openPostgres(ownerUrl)
  try {
    const problem = await db.asOwner(databaseProblem)
    if (problem) { console.error(problem); return 1 }
    await db.asOwner((client) => createRoles(client, password))
    const applied = await migrate(db, migrationFolders)
    const url = new URL(ownerUrl)
    url.username = 'duheng_app'
    url.password = password
    console.log(`${applied.length} migration(s) applied. Start with:\nDATABASE_URL=${url.href} DEMO=0 npm start`)
    return 0
  } finally {
    await db.close()
  }
}

export async function migrateNow(): Promise<number> {
  const ownerUrl = process.env['DATABASE_OWNER_URL']
  if (!ownerUrl) { console.error('Set DATABASE_OWNER_URL to a login that owns the database.'); return 2 }
  const db = await openPostgres(ownerUrl)
  try {
    const applied = await migrate(db, migrationFolders)
    console.log(applied.length === 0 ? 'nothing to do' : applied.join('\n'))
    return 0
  } finally {
    await db.close()
  }
}
