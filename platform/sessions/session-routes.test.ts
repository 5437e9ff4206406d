import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { authScope, jobScope, publicScope } from '#platform/db/scope.ts'
import { hashPassword } from './password.ts'
import { addAccount } from './session-store.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

async function withLogin(login: string, password: string) {
  const org = await t.org('laboratory', '示范市计量检定测试所')
  const person = await t.person(org, '王检定', ['verifier'])
  const other = await t.db.withTx(jobScope, (tx) => tx.insertInto('registry.person').values({ org_id: org, name: '李核验', demo: true, created_at: '2026-11-23T00:00:00Z' }).returning('id').executeTakeFirstOrThrow())
  const hash = await hashPassword(password)
  await t.db.withTx(authScope, (tx) => addAccount(tx, { person_id: other.id, login, password_hash: hash }))
  return person
}

test('a person signs in, is known, and signs out; the old cookie is then worth nothing', async () => {
  await withLogin('lihy', 'a long enough pass')
  const signedIn = await t.call(undefined, 'POST', '/api/session', { login: 'lihy', password: 'a long enough pass' })
  assert.equal(signedIn.status, 201)
  const cookie = /duheng=([^;]+)/.exec(signedIn.headers.get('Set-Cookie') ?? '')?.[1] ?? ''
  const me = { id: 0, orgId: 0, name: '', cookie }
  assert.equal((await t.call(me, 'GET', '/api/session')).body.person.name, '李核验')
  const out = await t.call(me, 'DELETE', '/api/session')
  assert.equal(out.status, 200)
  assert.match(out.headers.get('Clear-Site-Data') ?? '', /cache/)
  assert.equal((await t.call(me, 'GET', '/api/session')).status, 401)
})

test('an unknown login and a wrong password get the same answer', async () => {
  const wrong = await t.call(undefined, 'POST', '/api/session', { login: 'lihy', password: 'nonsense here' })
  const unknown = await t.call(undefined, 'POST', '/api/session', { login: 'nobody', password: 'nonsense here' })
  assert.equal(wrong.status, 401)
  assert.equal(unknown.status, 401)
  assert.equal(wrong.body.detail, unknown.body.detail)
})

test('guessing is slowed down, never locked out', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) statuses.push((await t.call(undefined, 'POST', '/api/session', { login: 'victim', password: `guess ${i}` })).status)
  assert.ok(statuses.filter((s) => s === 401).length <= 10)
  assert.equal(statuses.at(-1), 429)
  t.clock.advance(16 * 60_000)
  assert.equal((await t.call(undefined, 'POST', '/api/session', { login: 'victim', password: 'later' })).status, 401)
})

test('a hidden field and a missing field are refused by name', async () => {
  const answer = await t.call(undefined, 'POST', '/api/session', { login: 'lihy', password: 'x', role: 'head' })
  assert.equal(answer.status, 400)
  assert.equal(answer.body.errors[0].field, 'role')
})

for (const [headers, status] of [
  [{ 'Sec-Fetch-Site': 'cross-site' }, 403], [{ 'Sec-Fetch-Site': 'same-site' }, 403], [{ 'Sec-Fetch-Site': 'none' }, 403],
  [{ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'text/plain' }, 415],
  [{ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
] as const) {
  test(`a form from elsewhere is refused: ${JSON.stringify(headers)}`, async () => {
    const response = await t.raw(undefined, 'POST', '/api/session', { headers, body: '{"login":"lihy","password":"x"}' })
    assert.equal(response.status, status)
  })
}

test('a session idle for half an hour is over', async () => {
  const org = await t.org('laboratory', '另一计量所')
  const person = await t.person(org, '赵', ['verifier'])
  assert.equal((await t.call(person, 'GET', '/api/session')).status, 200)
  t.clock.advance(31 * 60_000)
  assert.equal((await t.call(person, 'GET', '/api/session')).status, 401)
})

test('the public role sees no account, session or person', async () => {
  for (const table of ['platform.account', 'platform.session', 'registry.person'] as const) {
    await assert.rejects(t.db.withTx(publicScope, (tx) => tx.selectFrom(table).selectAll().execute()), /permission denied/)
  }
})
