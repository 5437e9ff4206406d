// Objects of others: for every route that names one, "not yours" and "not there" are the same answer; and each wall by itself. With the
// roles ignored, the policies alone and the queries alone show no row of another and change none; with row-level security off, the roles
// alone refuse whoever is not declared.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Database } from '#platform/db/database.ts'
import { setLogSink } from '#platform/http/log.ts'
import { withRolesIgnored } from '#platform/http/right.ts'
import { rolesOf } from '#platform/may/roles.ts'
import { openHouse } from '#apps/server/house.ts'
import type { House } from '#apps/server/house.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { allowed, ask, ENDING, kinds, leaks, policiesAlone, queriesAlone } from './testing/attempts.ts'
import type { Attacker } from './testing/attempts.ts'
import { makerOf, namesObject, operationsOf } from './testing/operations.ts'
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

const mine = () => operations.filter((o) => o.declaration?.kind !== 'public' && !ENDING.has(o.name))

const attackers = ['clerk', 'owner-admin', 'head', 'signatory', 'reception', 'city-desk', 'county-officer', 'token'] as const satisfies readonly Attacker[]

async function unchanged(was: ReadonlyMap<string, string>): Promise<void> {
  const is = await rowsOf(t, a)
  for (const [table, hash] of was) assert.equal(is.get(table), hash, `${table} of side A changed`)
}

const walls = [['row-level security', policiesAlone], ['what the queries say', queriesAlone]] as const
for (const [wall, only] of walls) {
  test(`with the roles ignored, ${wall} alone lets no row of another out and none be changed`, async () => {
    const was = await rowsOf(t, a)
    await behind(only, async (app) => { told(await leaks({ app, env: withRolesIgnored({}), from: b, about: a, operations: mine() }, attackers)) })
    await unchanged(was)
  })
}

test('with both away, the rows of another come out: the attempts reach what the walls guard', async () => {
  await behind((db) => policiesAlone(queriesAlone(db)), async (app) => {
    const found = await leaks({ app, env: withRolesIgnored({}), from: b, about: a, operations: mine().filter(reading) }, ['head', 'county-officer', 'token'])
    assert.ok(found.length > 60, found.join('\n'))
  })
})

/** The house again on the same database, seen through fewer walls. */
async function behind(wall: (db: Database) => Database, work: (app: House['app']) => Promise<void>): Promise<void> {
  const house = await openHouse({ db: wall(t.db), tls: false, trustProxy: 0, clock: t.clock, filesDir: t.filesDir, publicUrl: 'https://demo.duheng.example' })
  try {
    await work(house.app)
  } finally {
    await house.close()
  }
}

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

test('with row-level security off, the roles alone still refuse whoever is not declared', async () => {
  await behind(queriesAlone, async (app) => {
    const wrong: string[] = []
    for (const o of mine()) {
      const { declaration } = o
      if (declaration?.kind !== 'right') continue
      for (const kind of kinds) {
        const role = rolesOf[kind].find((r) => !declaration.right.roles.includes(r))
        if (!role) continue
        const answer = await ask(app, person(b.people, role), o, { path: a, body: a })
        if (answer.status !== 403 || answer.title !== 'not-your-role') wrong.push(`${role}: ${o.name} ${answer.status}`)
      }
    }
    told(wrong)
  })
})
