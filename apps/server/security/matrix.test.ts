// The generated matrix of rights: every route of the house × every kind of person, from the routes' own declarations. A route that
// declares nothing fails by name. The objects of others are in objects.test.ts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { setLogSink } from '#platform/http/log.ts'
import { allRoles, rolesOf } from '#platform/may/roles.ts'
import { openDemoCity } from '#apps/server/demo/demo-city.ts'
import { demoRoutes } from '#apps/server/demo/demo-routes.ts'
import { openRemoval } from '#apps/server/demo/removal.ts'
import { removalRoutes } from '#apps/server/demo/removal-routes.ts'
import { openSetup } from '#apps/server/setup.ts'
import { surround } from '#apps/server/surroundings.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { operationsOf, pathOf } from './testing/operations.ts'
import type { Operation } from './testing/operations.ts'
import { person, plantSide } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let side: Side
let operations: Operation[]
const people = new Map<string, TestPerson>()

before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  const demo = openDemoCity({ db: t.db, filesDir: t.filesDir, tls: false, clock: t.clock })
  t.house.app.route('/api/demo', removalRoutes(openRemoval({ db: t.db, mayEmpty: false })))
  t.house.app.route('/api/demo', demoRoutes(demo)) // a running server has these or the set-up; here both are tried
  surround(t.house.app, { health: { db: t.db, house: t.house, started: () => true }, demo: undefined, setup: await openSetup(t.db), webFolder: () => undefined })
  side = await plantSide(t, 'A', '341181')
  operations = await operationsOf(t)
  for (const [role, who] of side.people) people.set(role, who)
  const operator = await t.org('operator', '运维单位')
  for (const role of rolesOf.operator) people.set(role, await t.person(operator, role, [role]))
  people.set('of no role', await t.person(side.orgs.enterprise, '无角色', []))
  people.set('of ended roles', await t.person(side.orgs.laboratory, '离任', ['head', 'signatory', 'quality', 'reception', 'verifier', 'checker']))
  const ended = people.get('of ended roles')?.id ?? 0
  await t.db.withTx(jobScope, (tx) => tx.updateTable('registry.role_grant').set({ to_at: instant(t.clock), ended_act: 1 }).where('person_id', '=', ended).execute())
  t.clock.advance(1_000)
})
after(() => t.close())

/** What ends the session it is called with is tried by itself. */
const ENDING = new Set(['DELETE /api/session', 'DELETE /api/session/others', 'POST /api/session/password'])

type Answered = { status: number; title: string }
async function ask(o: Operation, how: { who?: TestPerson; token?: string }, house = t): Promise<Answered> {
  const headers: Record<string, string> = how.token ? { Authorization: `Bearer ${how.token}` } : {}
  const body = o.method === 'GET' || o.method === 'DELETE' ? undefined : {}
  const answer = await house.call(how.who, o.method, pathOf(o, undefined), body, headers)
  return { status: answer.status, title: typeof answer.body === 'object' && answer.body !== null && 'title' in answer.body ? String(answer.body.title) : '' }
}

const passed = ({ status, title }: Answered): boolean => status !== 401 && title !== 'not-your-role' && status < 500
const told = (wrong: string[]) => assert.deepEqual(wrong, [])

test('every route declares who may call it', () => {
  told(operations.filter((o) => o.declaration === undefined).map((o) => o.name))
  assert.ok(operations.length > 130, `${operations.length} routes`)
  for (const path of ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /api/demo/progress', 'GET /api/setup', 'POST /api/setup', 'GET /assets/*', 'GET /*']) assert.ok(operations.some((o) => o.name === path), path)
})

test('every right names roles there are, and an action a module lists', () => {
  told(operations.flatMap((o) => (o.declaration?.kind === 'right' ? o.declaration.right.roles.filter((r) => !allRoles.includes(r)).map((r) => `${o.name}: ${r}`) : [])))
})

test('nobody signed in reaches only public routes', async () => {
  const wrong: string[] = []
  for (const o of operations) {
    const { status } = await ask(o, {})
    const right = o.declaration?.kind === 'public' ? status < 500 && status !== 403 : status === 401
    if (!right) wrong.push(`${o.name}: ${status}`)
  }
  told(wrong)
})

for (const role of [...allRoles, 'of no role', 'of ended roles'] as const) {
  test(`a person ${role.startsWith('of') ? role : `with the role ${role}`} reaches exactly what is declared`, async () => {
    const who = person(people as Map<never, TestPerson>, role as never) // the map holds the roles and the two without any
    const wrong: string[] = []
    for (const o of operations.filter((p) => !ENDING.has(p.name))) {
      const answer = await ask(o, { who })
      const declared = o.declaration?.kind !== 'right' || o.declaration.right.roles.some((r) => r === role)
      const right = declared ? passed(answer) : answer.status === 403 && answer.title === 'not-your-role'
      if (!right) wrong.push(`${o.name}: ${answer.status} ${answer.title}, declared ${declared ? 'yes' : 'no'}`)
    }
    told(wrong)
  })
}

test('a token reaches the routes that name one of its scopes, and no other right', async () => {
  const wrong: string[] = []
  for (const o of operations) {
    if (o.declaration?.kind !== 'right') continue
    const answer = await ask(o, { token: side.token })
    const right = o.declaration.right.token ? passed(answer) : answer.status === 403 && answer.title === 'not-your-role'
    if (!right) wrong.push(`${o.name}: ${answer.status} ${answer.title}`)
  }
  told(wrong)
})

test('a token without scopes reaches no right at all', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.declaration?.kind === 'right')) {
    const answer = await ask(o, { token: side.tokenWithout })
    if (answer.status !== 403) wrong.push(`${o.name}: ${answer.status}`)
  }
  told(wrong)
})

test('a token is no person: what is a person\'s own is not for it, and what it may read besides is everybody\'s', async () => {
  const wrong: string[] = []
  for (const o of operations) {
    if (o.declaration?.kind !== 'person') continue
    const { status, title } = await ask(o, { token: side.token })
    const right = o.declaration.tokens ? o.method === 'GET' && passed({ status, title }) : status === 403 && title === 'not-for-tokens'
    if (!right) wrong.push(`${o.name}: ${status} ${title}`)
  }
  told(wrong)
})

test('a role taken away is gone at the next request, of the same session', async () => {
  const who = await t.person(side.orgs.enterprise, '将离任', ['clerk'])
  assert.equal((await t.call(who, 'GET', '/api/instruments')).status, 200)
  await t.db.withTx(jobScope, (tx) => tx.updateTable('registry.role_grant').set({ to_at: instant(t.clock), ended_act: 1 }).where('person_id', '=', who.id).execute())
  t.clock.advance(1)
  assert.equal((await t.call(who, 'GET', '/api/instruments')).status, 403)
})

test('an ended session and an ended or expired token are nobody\'s', async () => {
  const who = await t.person(side.orgs.enterprise, '签退', ['clerk'])
  assert.equal((await t.call(who, 'DELETE', '/api/session')).status < 300, true)
  assert.equal((await t.call(who, 'GET', '/api/instruments')).status, 401)
  const other = await plantSide(t, 'B', '341122')
  const bearer = { Authorization: `Bearer ${other.token}` }
  assert.equal((await t.call(undefined, 'GET', '/api/instruments', undefined, bearer)).status, 200)
  await t.db.withTx({ role: 'app', orgs: [other.orgs.enterprise], own: [other.orgs.enterprise], actor: 1 }, (tx) => tx.updateTable('registry.token').set({ ended_at: instant(t.clock) }).where('org_id', '=', other.orgs.enterprise).execute())
  assert.equal((await t.call(undefined, 'GET', '/api/instruments', undefined, bearer)).status, 401)
  const year_ms = 366 * 86_400_000
  assert.equal((await t.call(undefined, 'GET', '/api/instruments', undefined, { Authorization: `Bearer ${side.token}` })).status, 200)
  t.clock.advance(year_ms)
  assert.equal((await t.call(undefined, 'GET', '/api/instruments', undefined, { Authorization: `Bearer ${side.token}` })).status, 401)
})

test('X-HTTP-Method-Override and its kin change nothing', async () => {
  const who = await t.person(side.orgs.enterprise, '换动词', ['owner-admin'])
  for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
    assert.equal((await t.call(who, 'GET', `/api/places/${side.ids.place}`, undefined, { [header]: 'PATCH' })).status, 404)
    assert.equal((await t.call(who, 'POST', '/api/session?_method=DELETE', {}, { [header]: 'DELETE' })).status, 400)
  }
  assert.equal((await t.call(who, 'GET', '/api/session')).status, 200)
})
