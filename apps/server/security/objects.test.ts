// Objects of others: for every route that names one, "not yours" and "not there" are the same answer; and each wall by itself. With the
// roles ignored, row-level security alone shows no foreign row and changes none. With row-level security off, the roles alone still
// refuse whoever is not declared.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '#platform/db/database.ts'
import { kyselyOn } from '#platform/db/kysely.ts'
import { beginText } from '#platform/db/scope.ts'
import { setLogSink } from '#platform/http/log.ts'
import { withRolesIgnored } from '#platform/http/right.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import { rolesOf } from '#platform/may/roles.ts'
import { cookieName } from '#platform/sessions/session.ts'
import { openHouse } from '#apps/server/house.ts'
import type { House } from '#apps/server/house.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { bodyOf, makerOf, namesObject, operationsOf, pathOf } from './testing/operations.ts'
import type { Operation } from './testing/operations.ts'
import { person, plantSide, rowsOf } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
let b: Side
let operations: Operation[]

before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
  b = await plantSide(t, 'B', '341122')
  operations = await operationsOf(t)
})
after(() => t.close())

const kinds = ['enterprise', 'laboratory', 'authority'] as const satisfies readonly OrgKind[]
type Answered = { status: number; title: string; text: string }

async function ask(app: House['app'], who: TestPerson | undefined, o: Operation, about: { path: Side | undefined; body: Side }, env: object = {}): Promise<Answered> {
  const body = bodyOf(o, about.body)
  const headers = new Headers({ 'Sec-Fetch-Site': 'same-origin' })
  if (who) headers.set('Cookie', `${cookieName(false)}=${who.cookie}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const answer = await app.request(pathOf(o, about.path), { method: o.method, headers, body: body === undefined ? undefined : JSON.stringify(body) }, env)
  const text = await answer.text()
  const problem = answer.headers.get('Content-Type') === 'application/problem+json' ? JSON.parse(text) : undefined
  return { status: answer.status, title: problem?.title ?? '', text: problem ? JSON.stringify({ ...problem, requestId: '' }) : text }
}

/** For each kind of organisation, one person of the side who holds a declared role; anybody when the route is for anybody. */
function allowed(o: Operation, side: Side): TestPerson[] {
  const { declaration } = o
  if (declaration?.kind !== 'right') return [person(side.people, 'owner-admin'), person(side.people, 'quality')]
  return kinds.flatMap((kind) => {
    const role = rolesOf[kind].find((r) => declaration.right.roles.includes(r))
    return role ? [person(side.people, role)] : []
  })
}

const told = (wrong: string[]) => assert.deepEqual(wrong, [])
const objects = () => operations.filter((o) => namesObject(o) && o.declaration?.kind !== 'public' && !makerOf(o)?.everybodys)
const reading = (o: Operation) => o.method === 'GET'

test('every route that names an object has a maker of such objects, and every maker a route', () => {
  told(operations.filter((o) => namesObject(o) && !makerOf(o)).map((o) => o.name))
})

test('one\'s own object is found, another\'s and nobody\'s are the same 404', async () => {
  const wrong: string[] = []
  for (const o of objects()) {
    const own: number[] = []
    for (const [i, mine] of allowed(o, a).entries()) {
      const foreign = allowed(o, b)[i]
      const absent = await ask(t.house.app, foreign, o, { path: undefined, body: b })
      const theirs = await ask(t.house.app, foreign, o, { path: a, body: b })
      if (absent.status !== 404 || theirs.status !== 404 || absent.text !== theirs.text) wrong.push(`${o.name}: absent ${absent.status} ${absent.title}, another's ${theirs.status} ${theirs.title}`)
      if (reading(o)) own.push((await ask(t.house.app, mine, o, { path: a, body: a })).status)
    }
    if (reading(o) && !own.some((status) => status === 200 || status === 409)) wrong.push(`${o.name}: nobody reaches its own object (${own.join(', ')})`)
    if (own.some((status) => status >= 500)) wrong.push(`${o.name}: ${own.join(', ')}`)
  }
  told(wrong)
})

const declares = (o: Operation, role: Role) => o.declaration?.kind !== 'right' || o.declaration.right.roles.includes(role)

test('what is taken in another organisation is free in one\'s own, so that nothing can be learned by trying', async () => {
  const clerk = person(b.people, 'owner-admin')
  const twin = await t.call(clerk, 'POST', '/api/instruments', { name: '秤', maker: a.mark, model: 'M1', serial: 'A-1', purpose: 'trade', category: '衡器', kind: '非自动衡器' })
  assert.equal(twin.status, 201, JSON.stringify(twin.body))
  assert.equal((await t.call(clerk, 'POST', '/api/places', { name: `${a.mark}摊位`, division: b.division })).status, 201)
  assert.equal((await t.call(person(b.people, 'quality'), 'POST', '/api/laboratory/standards', { kind: 'reference instrument', code: a.mark, name: '砝码', range: '1 g', accuracy: 'M1' })).status, 201)
  await t.db.asOwner(async (client) => { // so that the mark stays that of side A alone
    await client.query('update registry.instrument set maker = $1 where org_id = $2 and maker = $3', ['厂', b.orgs.enterprise, a.mark])
    await client.query('update registry.place set name = $1 where org_id = $2 and name like $3', ['摊', b.orgs.enterprise, `${a.mark}%`])
    await client.query('update laboratory.standard set code = $1 where org_id = $2 and code = $3', ['码', b.orgs.laboratory, a.mark])
  })
})

/** Requests by persons of side B about objects of side A, through `app`; what of A came out or changed. */
async function leaks(app: House['app'], env: object, about: { roles: readonly Role[]; operations: readonly Operation[] }): Promise<string[]> {
  const found: string[] = []
  for (const role of about.roles) {
    for (const o of about.operations) {
      const answer = await ask(app, person(b.people, role), o, { path: a, body: a }, env)
      if (answer.text.includes(a.mark) && !answer.text.includes('"errors"')) found.push(`${role} sees a row: ${o.name} ${answer.status}`)
      if (answer.status >= 500 && declares(o, role)) found.push(`${role}: ${o.name} ${answer.status} ${answer.title}`) // an undeclared role meets the grants of its database role
      if (namesObject(o) && answer.status < 300 && !makerOf(o)?.everybodys) found.push(`${role} reached an object: ${o.name} ${answer.status}`)
    }
  }
  return found
}
const ENDING = new Set(['DELETE /api/session', 'DELETE /api/session/others', 'POST /api/session/password'])
const mine = () => operations.filter((o) => o.declaration?.kind !== 'public' && !ENDING.has(o.name))

test('with the roles ignored, row-level security alone shows no row of another and changes none', async () => {
  const was = await rowsOf(t, a)
  told(await leaks(t.house.app, withRolesIgnored({}), { roles: ['clerk', 'owner-admin', 'head', 'signatory', 'reception', 'county-officer'], operations: mine() }))
  const is = await rowsOf(t, a)
  for (const [table, hash] of was) assert.equal(is.get(table), hash, `${table} of side A changed`)
})

test('the bodies sent are ones the shapes accept, so that the walls behind the shape were tried', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.body !== undefined && p.declaration?.kind === 'right')) {
    const who = allowed(o, b)[0]
    const answer = await ask(t.house.app, who, o, { path: a, body: a })
    if (answer.title === 'shape') wrong.push(`${o.name}: ${answer.text.slice(0, 200)}`)
  }
  told(wrong)
})

test('no request can choose to have the roles ignored', async () => {
  const o = operations.find((p) => p.name === 'GET /api/laboratory/standards')
  assert.ok(o)
  assert.equal((await ask(t.house.app, person(b.people, 'clerk'), o, { path: a, body: a }, { rolesIgnored: true })).status, 403)
  const context = process.env['NODE_TEST_CONTEXT']
  delete process.env['NODE_TEST_CONTEXT']
  try { assert.throws(() => withRolesIgnored({}), /only a test/) } finally { if (context !== undefined) process.env['NODE_TEST_CONTEXT'] = context }
})

/** Every transaction as the owner, who is above row-level security in tests. */
const bypassing = (db: Database): Database => ({
  ...db,
  withTx: (scope, work) => db.asOwner(async (client) => {
    await client.query(beginText(scope, { setRole: false, statementTimeout_ms: 5_000 }))
    try {
      const result = await work(kyselyOn(client, scope))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }),
})

test('with row-level security off, the roles alone still refuse whoever is not declared', async (context) => {
  const house = await openHouse({ db: bypassing(t.db), tls: false, trustProxy: 0, clock: t.clock, filesDir: t.filesDir, publicUrl: 'https://demo.duheng.example' })
  try {
    const wrong: string[] = []
    for (const o of mine()) {
      const { declaration } = o
      if (declaration?.kind !== 'right') continue
      for (const kind of kinds) {
        const role = rolesOf[kind].find((r) => !declaration.right.roles.includes(r))
        if (!role) continue
        const answer = await ask(house.app, person(b.people, role), o, { path: a, body: a })
        if (answer.status !== 403 || answer.title !== 'not-your-role') wrong.push(`${role}: ${o.name} ${answer.status}`)
      }
    }
    told(wrong)
    const rows = await leaks(house.app, {}, { roles: ['clerk', 'head', 'county-officer'], operations: mine().filter(reading) })
    context.diagnostic(`with row-level security off ${rows.length} readings show a row of another side: those are scoped by it alone\n${rows.join('\n')}`)
  } finally {
    await house.close()
  }
})
