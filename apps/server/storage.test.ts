// Starting on PostgreSQL as an operator does: db-setup made the logins, the server gets DATABASE_URL alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { openPostgres } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import type { Config } from './config.ts'
import { migrationFolders } from './migrations.ts'
import { openStorage } from './storage.ts'

const superUrl = process.env['TEST_DATABASE_URL']
const PASSWORD = 'not-a-secret-of-tests-only'

describe('a server on PostgreSQL', { skip: superUrl === undefined && 'needs TEST_DATABASE_URL' }, () => {
  const name = `duheng_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: superUrl })
  const at = (login?: { user: string; password: string }) => {
    const url = new URL(superUrl ?? '')
    url.pathname = `/${name}`
    if (login) { url.username = login.user; url.password = login.password }
    return url.href
  }
  const app = { user: 'duheng_app', password: PASSWORD }
  const config = (databaseUrl: string, ownerUrl?: string): Config => ({ databaseUrl, ownerUrl } as Config) // openStorage reads these two alone when an address is given
  before(async () => {
    await admin.connect()
    await createRoles(admin, PASSWORD)
    await admin.query(`create database ${name} encoding 'UTF8' template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`)
  })
  after(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })

  test('refuses an empty database with the command that prepares it', async () => {
    const opened = await openStorage(config(at(app)))
    assert.ok(!opened.ok)
    assert.match(opened.reason, /lacks \d+ migration\(s\).*duheng migrate/)
  })

  test('opens a prepared database with the app login alone', async () => {
    const owner = await openPostgres(at())
    await migrate(owner, migrationFolders)
    await owner.close()
    const opened = await openStorage(config(at(app)))
    assert.ok(opened.ok, opened.ok ? '' : opened.reason)
    assert.equal(opened.migrated, 0)
    await opened.db.close()
  })

  test('refuses a login that could switch the walls off', async () => {
    const opened = await openStorage(config(at()))
    assert.ok(!opened.ok)
    assert.match(opened.reason, /could switch row-level security off/)
  })

  test('says in a sentence that the address cannot be reached', async () => {
    const opened = await openStorage(config(at({ user: 'duheng_nobody', password: 'wrong' })))
    assert.ok(!opened.ok)
    assert.match(opened.reason, /cannot be reached/)
  })
})
