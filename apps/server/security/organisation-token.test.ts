// An organisation's token sees what the organisation's own people see: its instruments, what is due, its bookings, and all certificates of
// a period as one ZIP with an index. Each is asked for by a session and by a token, and the answers compared.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { instantOf } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { setLogSink } from '#platform/http/log.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { person, plantSide } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
let b: Side
let owner: TestPerson

before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
  b = await plantSide(t, 'B', '341122')
  owner = person(a.people, 'owner-admin')
  await t.db.withTx(jobScope, (tx) => tx.updateTable('registry.instrument').set({ verified_on: '2025-12-10', due_on: '2026-12-09', verdict: 'pass' }).where('id', 'in', [a.ids.instrument, b.ids.instrument]).execute())
})
after(() => t.close())

/** A token as its organisation makes it, with these scopes. */
async function newToken(who: TestPerson, scopes: readonly string[]): Promise<string> {
  const made = await t.call(who, 'POST', '/api/tokens', { label: '台账系统', scopes, days: 30 })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.token
}
const by = (token: string, path: string) => t.call(undefined, 'GET', path, undefined, { Authorization: `Bearer ${token}` })

type Body = Awaited<ReturnType<TestHouse['call']>>['body']
type Sight = { what: string; scope: string; path: (s: Side) => string; rows: (body: Body) => unknown[] }
const sights: readonly Sight[] = [
  { what: 'its instruments', scope: 'instruments:read', path: () => '/api/instruments', rows: (body) => body.rows },
  { what: 'one of its instruments', scope: 'instruments:read', path: (s) => `/api/instruments/${s.texts.instrumentCode}`, rows: (body) => [body.code] },
  { what: 'what is due within a month, soonest first', scope: 'instruments:read', path: () => '/api/instruments?due=30&sort=due', rows: (body) => body.rows },
  { what: 'why one is due then', scope: 'instruments:read', path: (s) => `/api/instruments/${s.texts.instrumentCode}/why`, rows: (body) => body.due.sentences },
  { what: 'its places', scope: 'instruments:read', path: () => '/api/places', rows: (body) => body.places },
  { what: 'its bookings', scope: 'orders:read', path: () => '/api/laboratory/orders', rows: (body) => body.orders },
  { what: 'one booking with its pieces', scope: 'orders:read', path: (s) => `/api/laboratory/orders/${s.ids.order}`, rows: (body) => body.items },
  { what: 'the pieces under way', scope: 'orders:read', path: () => '/api/laboratory/items', rows: (body) => body.items },
  { what: 'how much stands where', scope: 'orders:read', path: () => '/api/laboratory/board', rows: (body) => body.states.filter((s: { count: number }) => s.count > 0) },
  { what: 'its certificates', scope: 'certificates:read', path: () => '/api/certificates', rows: (body) => body.rows },
  { what: 'one certificate', scope: 'certificates:read', path: (s) => `/api/certificates/${s.ids.certificate}`, rows: (body) => [body.record] },
]

for (const { what, scope, path, rows } of sights) {
  test(`by its token an organisation sees ${what} as its own people do, and nobody else's`, async () => {
    const mine = await t.call(owner, 'GET', path(a))
    assert.ok(rows(mine.body).length > 0, 'there is something to see')
    const token = await newToken(owner, [scope])
    const same = await by(token, path(a))
    assert.equal(same.status, 200, JSON.stringify(same.body))
    assert.deepEqual(same.body, mine.body)
    const strangers = await newToken(person(b.people, 'owner-admin'), [scope])
    const foreign = await by(strangers, path(a))
    assert.ok(!JSON.stringify(foreign.body).includes(a.mark))
    if (path(a) !== path(b)) assert.equal(foreign.status, 404)
    const others = ['instruments:read', 'orders:read', 'certificates:read'].filter((s) => s !== scope)
    assert.equal((await by(await newToken(owner, others), path(a))).status, 403, 'another scope does not do')
  })
}

test('by its token an organisation downloads all certificates of a period as one ZIP with an index', async () => {
  const path = '/api/certificates/archive?from=2026-11-01&to=2026-11-30'
  const zipOf = async (headers: Record<string, string>, who?: TestPerson) => {
    const answer = await t.raw(who, 'GET', path, { headers })
    assert.equal(answer.status, 200)
    return unzipSync(new Uint8Array(await answer.arrayBuffer()))
  }
  const mine = await zipOf({}, owner)
  const same = await zipOf({ Authorization: `Bearer ${await newToken(owner, ['certificates:read'])}` })
  assert.deepEqual(Object.keys(same), Object.keys(mine))
  assert.deepEqual(same, mine)
  const index = Buffer.from(same['index.csv'] ?? []).toString('utf8').trim().split('\r\n')
  const documents = Object.keys(same).filter((name) => name.endsWith('.pdf'))
  assert.equal(documents.length, 1)
  assert.equal(index.length, 1 + documents.length, 'a line a certificate under its heads')
  assert.ok(documents.every((name) => index.some((line) => line.startsWith(name.slice(0, -4)))), index.join('\n'))
  assert.ok(index.some((line) => line.includes(a.mark)))
  const strangers = Buffer.from((await zipOf({ Authorization: `Bearer ${b.token}` }))['index.csv'] ?? []).toString('utf8')
  assert.ok(strangers.includes(b.mark) && !strangers.includes(a.mark), strangers)
})

test('a laboratory\'s token sees its orders and its clients\' instruments, never who measured', async () => {
  const token = await newToken(person(a.people, 'head'), ['orders:read', 'instruments:read', 'certificates:read'])
  const item = await by(token, `/api/laboratory/items/${a.ids.item}`)
  assert.equal(item.status, 200)
  assert.equal(item.body.verifierId, null)
  assert.deepEqual(item.body.next, [], 'a token takes no step')
  assert.equal((await by(token, `/api/instruments/${a.texts.instrumentCode}`)).status, 200)
  assert.equal((await by(token, `/api/instruments/${b.texts.instrumentCode}`)).status, 404)
  assert.equal((await by(token, `/api/laboratory/items/${b.ids.item}`)).status, 404)
  assert.equal((await by(token, `/api/certificates/${a.ids.certificate}`)).status, 200)
  assert.equal((await by(token, `/api/laboratory/items/${a.ids.item}/bench`)).status, 403)
})

test('a token books, signs and manages nothing, whatever its scopes', async () => {
  const headers = { Authorization: `Bearer ${a.token}` }
  const booking = { laboratoryId: a.ids.laboratory, kind: 'verification', way: 'delivered', contact: '甲', instrumentIds: [a.ids.instrument] }
  assert.equal((await t.call(undefined, 'POST', '/api/laboratory/orders', booking, headers)).status, 403)
  assert.equal((await t.call(undefined, 'POST', '/api/tokens', { label: '再来一个', scopes: ['orders:read'], days: 1 }, headers)).status, 403)
  assert.equal((await t.call(undefined, 'GET', '/api/people', undefined, headers)).status, 403)
  assert.equal((await t.call(undefined, 'GET', '/api/views?page=/instruments', undefined, headers)).body.title, 'not-for-tokens')
})

test('a token seen past its end is nobody\'s, in every list', async () => {
  const token = await newToken(owner, ['orders:read'])
  assert.equal((await by(token, '/api/laboratory/orders')).status, 200)
  const from = t.clock.now()
  t.clock.set(instantOf(from + 31 * 86_400_000))
  assert.equal((await by(token, '/api/laboratory/orders')).status, 401)
  t.clock.set(from)
})
