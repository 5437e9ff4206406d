import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { jobScope } from '#platform/db/scope.ts'
import { demoCreditCode } from './demo/names.ts'
import { mixedProblem } from './demo/demo-routes.ts'
import { readConfig } from './config.ts'
import { openSetup, setupRoutes } from './setup.ts'
import type { Setup } from './setup.ts'
import { openTestHouse } from './testing.ts'
import type { TestHouse } from './testing.ts'

let house: TestHouse
let setup: Setup
before(async () => {
  house = await openTestHouse()
  const opened = await openSetup(house.db)
  assert.ok(opened, 'an empty installation waits for its first administrator')
  setup = opened
  house.house.app.route('/api', setupRoutes(setup))
})
after(() => house.close())

const form = (change: Record<string, unknown> = {}) => ({
  code: setup.code, login: 'suozhang', password: 'three-weights-17',
  organisation: { kind: 'laboratory', name: '云溪县计量所', creditCode: demoCreditCode('body', '341181', 1), division: '341181' }, person: { name: '赵所长' }, ...change,
})

test('what is wrong is refused with its field, and the set-up stays open', async () => {
  const good = form().organisation
  const cases: readonly (readonly [string, Record<string, unknown>, number, string])[] = [
    ['a wrong code', { code: 'AAAA-BBBB-CCCC' }, 403, 'code'],
    ['a password that is too common', { password: 'password-1234' }, 422, 'password'],
    ['a password that holds the login', { login: 'lichuang', password: 'lichuang-2026' }, 422, 'password'],
    ['a credit code with a wrong check character', { organisation: { ...good, creditCode: '12341181DEM0000010' } }, 400, 'organisation.creditCode'],
    ['a kind that cannot invite others', { organisation: { ...good, kind: 'enterprise' } }, 400, 'organisation.kind'],
    ['a control character in a name', { person: { name: '赵\u202e所' } }, 400, 'person.name'],
    ['a hidden field', { roles: ['system-admin'] }, 400, 'roles'],
  ]
  for (const [name, change, status, field] of cases) {
    const answer = await house.call(undefined, 'POST', '/api/setup', form(change))
    assert.equal(answer.status, status, `${name}: ${JSON.stringify(answer.body)}`)
    assert.equal(answer.body.errors[0].field, field, name)
  }
  assert.equal((await house.call(undefined, 'GET', '/api/setup')).status, 200)
})

test('whoever knows the code sets up once, signs in and manages people; then the route is not there', async () => {
  const [one, other] = await Promise.all([house.call(undefined, 'POST', '/api/setup', form({ code: setup.code.toLowerCase().replaceAll('-', ' ') })), house.call(undefined, 'POST', '/api/setup', form({ login: 'another' }))])
  assert.deepEqual([one.status, other.status].toSorted(), [201, 404])
  assert.equal((await house.call(undefined, 'POST', '/api/setup', form())).status, 404)
  assert.equal((await house.call(undefined, 'GET', '/api/setup')).status, 404)
  assert.equal(await openSetup(house.db), undefined, 'after a restart neither')
  const login = one.status === 201 ? 'suozhang' : 'another'
  const signedIn = await house.call(undefined, 'POST', '/api/session', { login, password: 'three-weights-17' })
  assert.equal(signedIn.status, 201)
  const cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? ''
  const session = await house.call(undefined, 'GET', '/api/session', undefined, { Cookie: cookie })
  assert.deepEqual(session.body.roles.map((r: { role: string; org: { name: string } }) => [r.role, r.org.name]), [['head', '云溪县计量所']])
  const invited = await house.call(undefined, 'POST', '/api/people', { name: '钱质量', login: 'zhiliang', roles: ['quality'] }, { Cookie: cookie })
  assert.equal(invited.status, 201)
})

test('a demonstration is never added to a real database, nor real use to a demonstration', async () => {
  assert.match(await mixedProblem(house.db, true) ?? '', /real organisation/)
  assert.equal(await mixedProblem(house.db, false), undefined)
  await house.db.withTx(jobScope, (tx) => tx.updateTable('registry.organisation').set({ demo: true }).where('id', '=', (e) => e.selectFrom('registry.organisation').select((s) => s.fn.min<number>('id').as('first'))).execute())
  assert.match(await mixedProblem(house.db, false) ?? '', /demo city/)
  assert.equal(await mixedProblem(house.db, true), undefined)
})

test('a database server without DEMO said is refused', () => {
  const read = readConfig({ DATABASE_URL: 'postgres://duheng_app@127.0.0.1/duheng' })
  assert.ok(!read.ok)
  assert.match(read.problems.join(' '), /DEMO=0/)
  assert.ok(readConfig({ DATABASE_URL: 'postgres://duheng_app@127.0.0.1/duheng', DEMO: '0' }).ok)
})

test('ten wrong codes close the set-up until a restart', async () => {
  const fresh = await openTestHouse()
  try {
    const another = await openSetup(fresh.db)
    assert.ok(another)
    for (let n = 0; n < 10; n++) assert.equal(another.tryCode('wrong'), false)
    assert.equal(another.isOpen(), false)
  } finally {
    await fresh.close()
  }
})
