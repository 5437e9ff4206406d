// The house as tests see it: real routes on a real database, embedded by default, PostgreSQL when TEST_DATABASE_URL names a superuser.
// A migrated template is made once and copied for every test file.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { instant, simulatedClock } from '#platform/clock.ts'
import type { SimulatedClock } from '#platform/clock.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { migrate, migrationsHash, readMigrations } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { authScope, jobScope } from '#platform/db/scope.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import { newToken, tokenHash, cookieName } from '#platform/sessions/session.ts'
import { addAccount, addSession } from '#platform/sessions/session-store.ts'
import { instantOf } from '#platform/clock.ts'
import { addOrganisation, addPerson, grantRole } from '#modules/registry/contract.ts'
import { openHouse } from './house.ts'
import type { House } from './house.ts'
import { migrationFolders } from './migrations.ts'
import { webRoutes } from './web.ts'

const cache = fileURLToPath(new URL('../../node_modules/.cache/duheng-db', import.meta.url))
const TEST_PASSWORD = 'not-a-secret-of-tests-only'

/** A fresh migrated database for one test file. */
export async function testDatabase(): Promise<Database> {
  const hash = migrationsHash(await readMigrations(migrationFolders))
  const superUrl = process.env['TEST_DATABASE_URL']
  return superUrl ? postgresFromTemplate(superUrl, hash) : openEmbedded(undefined, await embeddedTemplate(hash))
}

async function embeddedTemplate(hash: string): Promise<string> {
  const file = join(cache, `${hash}.tar`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  const db = await openEmbedded(undefined)
  await db.asOwner((client) => createRoles(client))
  await migrate(db, migrationFolders)
  const part = `${file}.${process.pid}`
  await db.dumpTo?.(part)
  await db.close()
  renameSync(part, file)
  return file
}

async function postgresFromTemplate(superUrl: string, hash: string): Promise<Database> {
  const template = `duheng_template_${hash}`
  const name = `duheng_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: superUrl })
  await admin.connect()
  await admin.query('select pg_advisory_lock(20260101)') // one process makes the template, the others wait
  try {
    await createRoles(admin, TEST_PASSWORD)
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) {
      await admin.query(`create database ${template}_part encoding 'UTF8' template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`)
      const owner = await openPostgres(at(superUrl, `${template}_part`))
      await migrate(owner, migrationFolders)
      await owner.close()
      await admin.query(`alter database ${template}_part rename to ${template}`)
    }
    await admin.query(`create database ${name} template ${template}`)
  } finally {
    await admin.query('select pg_advisory_unlock(20260101)')
  }
  const db = await openPostgres(asApp(superUrl, name), at(superUrl, name))
  const close = async () => {
    await db.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  return { ...db, close }
}
const at = (url: string, database: string) => { const u = new URL(url); u.pathname = `/${database}`; return u.href }
function asApp(url: string, database: string): string {
  const u = new URL(at(url, database))
  u.username = 'duheng_app'
  u.password = TEST_PASSWORD
  return u.href
}

/** Another handle on the database of a test, as another process has one. PostgreSQL alone; the embedded one lets one process in. */
export async function anotherHandle(db: Database): Promise<Database> {
  const superUrl = process.env['TEST_DATABASE_URL']
  if (!superUrl) throw new Error('the embedded database has one handle')
  const name = await db.asOwner(async (client) => (await client.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? '')
  return openPostgres(asApp(superUrl, name), at(superUrl, name))
}

export type TestPerson = { id: number; orgId: number; name: string; cookie: string }
export type TestHouse = {
  db: Database; house: House; clock: SimulatedClock; filesDir: string
  org(kind: OrgKind, name: string, division?: string): Promise<number>
  person(orgId: number, name: string, roles: readonly Role[]): Promise<TestPerson>
  /** Sends a request as a person (or nobody) and gives status and parsed body. */
  call(who: TestPerson | undefined, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: any; headers: Headers }>
  raw(who: TestPerson | undefined, method: string, path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export type Served = {
  /** The built web, served as well. */
  webFolder?: () => string | undefined
  publicUrl?: string
  /** As in earnest: who signs is asked again who they are. A rehearsed time never asks. */
  asksAgain?: boolean
}

/** The whole house on a fresh database, its clock standing at `start`. */
export async function openTestHouse(start = '2026-11-23T09:00:00+08:00', demo = false, served: Served = {}): Promise<TestHouse> {
  const db = await testDatabase()
  const clock = served.asksAgain ? { ...simulatedClock(start), simulated: false } : simulatedClock(start)
  const { webFolder, publicUrl = 'https://demo.duheng.example' } = served
  const filesDir = mkdtempSync(join(tmpdir(), 'duheng-test-'))
  const house = await openHouse({ db, tls: false, trustProxy: 0, clock, filesDir, publicUrl, demo: demo ? { accounts: [] } : undefined, webFolder })
  if (webFolder) house.app.route('/', webRoutes(webFolder))
  const raw: TestHouse['raw'] = async (who, method, path, init = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('Sec-Fetch-Site')) headers.set('Sec-Fetch-Site', 'same-origin')
    if (who) headers.set('Cookie', `${cookieName(false)}=${who.cookie}`)
    return house.app.request(path, { ...init, method, headers }, {})
  }
  return {
    db, house, clock, filesDir, raw,
    org: async (kind, name, division = '341181') => (await db.withTx(jobScope, (tx) =>
      addOrganisation(tx, { kind, name, credit_code: null, division, address: '', phone: '', demo: true, created_at: instant(clock) }))).id,
    person: (orgId, name, roles) => newPerson(db, clock, orgId, name, roles),
    call: async (who, method, path, body, headers = {}) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }
      const response = await raw(who, method, path, body === undefined ? { headers } : json)
      const text = await response.text()
      const isJson = (response.headers.get('Content-Type') ?? '').includes('json')
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
    },
    close: async () => {
      await house.close()
      await db.close()
      rmSync(filesDir, { recursive: true, force: true })
    },
  }
}

async function newPerson(db: Database, clock: SimulatedClock, orgId: number, name: string, roles: readonly Role[]): Promise<TestPerson> {
  const id = await db.withTx(jobScope, async (tx) => {
    const person = await addPerson(tx, { org_id: orgId, name, demo: true, created_at: instant(clock) })
    const act = await recordAct(tx, clock, { actor: 0, org: orgId, verb: 'role.grant', object: `person:${person.id}`, payload: { roles } })
    for (const role of roles) await grantRole(tx, { person_id: person.id, org_id: orgId, role, from_at: instant(clock), granted_act: act })
    return person.id
  })
  const cookie = newToken()
  await db.withTx(authScope, async (tx) => {
    const account = await addAccount(tx, { person_id: id, login: `test-${id}`, password_hash: null })
    await addSession(tx, { token_sha256: tokenHash(cookie), account_id: account.id, at: instant(clock), expires_at: instantOf(clock.now() + 400 * 86_400_000), device: 'test', confirmed_at: instant(clock) })
  })
  return { id, orgId, name, cookie }
}
