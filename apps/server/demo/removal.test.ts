import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { jobScope } from '#platform/db/scope.ts'
import { setLogSink } from '#platform/http/log.ts'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { afterRemoval } from '../start.ts'
import { openTestHouse } from '../testing.ts'
import type { TestHouse, TestPerson } from '../testing.ts'
import { openRemoval, REMOVAL_STEPS, removalBegun, removalFetch, removeEverything } from './removal.ts'
import type { Removal } from './removal.ts'
import { removalRoutes } from './removal-routes.ts'

let t: TestHouse
let removal: Removal
let system: TestPerson
let asked = false
before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  removal = openRemoval({ db: t.db, mayEmpty: true })
  void removal.asked.then(() => { asked = true })
  t.house.app.route('/api/demo', removalRoutes(removal))
  system = await t.person(await t.org('operator', '度衡平台运行方（演示）'), '系统管理员', ['system-admin'])
})
after(() => t.close())

test('what would be removed is counted; only the system administrator may, and only with the word typed', async () => {
  const { body } = await t.call(system, 'GET', '/api/demo/removal')
  assert.deepEqual(body, { organisations: 1, people: 1, instruments: 0, certificates: 0, obstacle: null })
  const security = await t.person(system.orgId, '安全管理员', ['security-admin'])
  assert.equal((await t.call(security, 'POST', '/api/demo/removal', { confirm: 'DEMO' })).status, 403)
  const wrong = await t.call(system, 'POST', '/api/demo/removal', { confirm: 'demo' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'confirm'])
  assert.equal(asked, false)
})

test('a database that holds a real organisation, or that this process may not empty, is refused with its reason', async () => {
  const real = await t.org('enterprise', '真实的店')
  await t.db.withTx(jobScope, (tx) => tx.updateTable('registry.organisation').set({ demo: false }).where('id', '=', real).execute())
  const refused = await t.call(system, 'POST', '/api/demo/removal', { confirm: 'DEMO' })
  assert.deepEqual([refused.status, refused.body.title], [409, 'not-removable'])
  assert.match(refused.body.detail, /真实的店/)
  await t.db.withTx(jobScope, (tx) => tx.updateTable('registry.organisation').set({ demo: true }).where('id', '=', real).execute())
  assert.match((await openRemoval({ db: t.db, mayEmpty: false }).facts()).obstacle?.[1] ?? '', /DATABASE_OWNER_URL/)
  assert.equal(asked, false)
})

test('what somebody of a demonstration registers is marked as one, the organisation and its people', async () => {
  const made = await t.call(system, 'POST', '/api/organisations', { kind: 'enterprise', name: '新登记的店', creditCode: null, division: '341181', address: '', phone: '' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const admin = await t.call(system, 'POST', `/api/organisations/${made.body.id}/first-admin`, { name: '店主', login: 'dianzhu' })
  assert.equal(admin.status, 201, JSON.stringify(admin.body))
  const rows = await t.db.withTx(jobScope, async (tx) => [
    await tx.selectFrom('registry.organisation').select('demo').where('id', '=', made.body.id).executeTakeFirstOrThrow(),
    await tx.selectFrom('registry.person').select('demo').where('id', '=', admin.body.id).executeTakeFirstOrThrow(),
  ])
  assert.deepEqual(rows, [{ demo: true }, { demo: true }])
})

test('asked for, the running server is told', async () => {
  const answer = await t.call(system, 'POST', '/api/demo/removal', { confirm: 'DEMO' })
  assert.deepEqual([answer.status, answer.body.of], [202, REMOVAL_STEPS.length])
  assert.equal(await removal.asked, 'removal')
})

test('while it goes on its steps are answered, and everybody else is asked to come back', async () => {
  const { fetch, did } = removalFetch()
  did(2)
  assert.deepEqual(await fetch(new Request('http://x/api/demo/removal/progress')).json(), { step: 2, of: REMOVAL_STEPS.length, doing: REMOVAL_STEPS[2] })
  const other = fetch(new Request('http://x/api/instruments'))
  assert.deepEqual([other.status, other.headers.get('Retry-After')], [503, '5'])
})

function folder(env: Record<string, string> = {}): { config: Config; at: (name: string) => string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'duheng-removal-'))
  const read = readConfig({ DATA_DIR: dataDir, ...env })
  assert.ok(read.ok)
  for (const name of ['pg', 'files/keys', 'backups']) mkdirSync(join(dataDir, name), { recursive: true })
  writeFileSync(join(dataDir, 'files/keys/log-name'), 'demo')
  return { config: read.config, at: (name) => join(dataDir, name) }
}

test('database, files, log and keys go, what is beside them stays, and no demonstration comes back by default', async () => {
  const { config, at } = folder()
  assert.ok(config.demo)
  const steps: number[] = []
  await removeEverything(config, (step) => steps.push(step))
  assert.deepEqual([existsSync(at('pg')), existsSync(at('files')), existsSync(at('backups')), removalBegun(config)], [false, false, true, false])
  assert.deepEqual(steps, [3, 4])
  const next = await afterRemoval(config)
  assert.equal(next.ok && next.config.demo, false)
  const said = readConfig({ DATA_DIR: config.dataDir, DEMO: '1' })
  assert.ok(said.ok)
  const refused = await afterRemoval(said.config)
  assert.match(refused.ok ? '' : refused.reason, /removed for real use/)
  rmSync(config.dataDir, { recursive: true })
})

test('a removal that was cut off is finished at the next start', async () => {
  const { config, at } = folder()
  writeFileSync(at('demo-removal-begun'), '')
  const next = await afterRemoval(config)
  assert.equal(next.ok && next.config.demo, false)
  assert.deepEqual([existsSync(at('pg')), existsSync(at('files')), removalBegun(config)], [false, false, false])
  rmSync(config.dataDir, { recursive: true })
})
