// Two servers on one PostgreSQL database: a form's key is exclusive across them, falls with a server that dies, and a wait has an end.
// The embedded database lets one process in, so there is nothing to try on it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import type pg from 'pg'
import { sleep } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { idempotent } from '#platform/http/idempotency.ts'
import { identify } from '#platform/http/identify.ts'
import { setLogSink } from '#platform/http/log.ts'
import { Refusal } from '#platform/http/problem.ts'
import { signedIn } from '#platform/http/right.ts'
import { cookieName } from '#platform/sessions/session.ts'
import { openHouse } from '#apps/server/house.ts'
import type { House } from '#apps/server/house.ts'
import { anotherHandle, openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { actorFacts, tokenFacts } from '#modules/registry/contract.ts'

const skip = process.env['TEST_DATABASE_URL'] ? false : 'needs PostgreSQL: set TEST_DATABASE_URL'
let t: TestHouse
let second: Database
let other: House
let clerk: TestPerson

before(async () => {
  if (skip) return
  setLogSink(() => {})
  t = await openTestHouse()
  second = await anotherHandle(t.db)
  other = await openHouse({ db: second, tls: false, trustProxy: 0, clock: t.clock, filesDir: t.filesDir, publicUrl: 'https://demo.duheng.example' })
  clerk = await t.person(await t.org('enterprise', '两台服务器的市场'), '店员', ['clerk'])
})
after(async () => {
  if (skip) return
  await other.close()
  await second.close()
  await t.close()
})

type Answered = { status: number; body: unknown; replay: boolean }
async function register(app: House['app'], serial: string, key: string, who = clerk): Promise<Answered> {
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', Cookie: `${cookieName(false)}=${who.cookie}`, 'Idempotency-Key': key }
  const body = JSON.stringify({ name: '电子秤', purpose: 'trade', category: '衡器', kind: '非自动衡器', ownerNo: serial })
  const answer = await app.request('/api/instruments', { method: 'POST', headers, body }, {})
  return { status: answer.status, body: await answer.json(), replay: answer.headers.get('Idempotent-Replay') === 'yes' }
}
/** Acts of registering; not by serial, whose unique index would let one through by itself. */
const registered = (): Promise<number> => t.db.withTx(jobScope, async (tx) => Number((await tx.selectFrom('platform.act').select((e) => e.fn.countAll<number>().as('n')).where('verb', '=', 'instrument.register').executeTakeFirstOrThrow()).n))

const someoneWaits = async (client: pg.ClientBase): Promise<boolean> => (await client.query("select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())")).rowCount === 1
const lockOf = (client: pg.ClientBase, key: string) => client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`idempotency ${clerk.id} ${key}`])

test('a form sent to two servers with one key is one act, and both give the same answer', { skip }, async () => {
  for (let round = 0; round < 10; round++) {
    const was = await registered()
    const key = `round-${round}-abcdef`
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => register(i % 2 === 0 ? t.house.app : other.app, `同-${round}`, key)))
    assert.deepEqual(answers.map((a) => a.status), answers.map(() => 201))
    assert.equal(new Set(answers.map((a) => JSON.stringify(a.body))).size, 1)
    assert.equal(answers.filter((a) => a.replay).length, 7)
    assert.equal(await registered() - was, 1)
  }
})

test('more forms at once than there are connections to hold keys with are all worked on, each once', { skip }, async () => {
  const was = await registered()
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => register(i % 2 === 0 ? t.house.app : other.app, `多-${i >> 1}`, `many-${i >> 1}-abcdef`)))
  assert.deepEqual(answers.map((a) => a.status), answers.map(() => 201))
  assert.equal(await registered() - was, 30)
})

test('a server that dies over a form gives its key back, and who waited goes on', { skip }, async () => {
  const key = 'dying-server-key'
  let answered = false
  await assert.rejects(second.asOwner(async (client) => {
    await client.query('begin')
    await lockOf(client, key)
    const waiting = register(t.house.app, '死', key).then((a) => { answered = true; return a })
    for (let i = 0; i < 200 && !(await someoneWaits(client)); i++) await sleep(20)
    assert.ok(await someoneWaits(client) && !answered, 'it waits for the other server')
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await t.db.asOwner((killer) => killer.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
    assert.equal((await waiting).status, 201)
    await client.query('select 1')
  }))
})

test('a form whose own connection to the lock is lost is done and answered all the same', { skip }, async () => {
  const was = await registered()
  const answer = await t.db.asOwner(async (client) => {
    await client.query('begin; select hash from platform.act_head for update') // so that the form waits for its act
    const waiting = register(t.house.app, '断', 'lost-lock-connection')
    let lost = 0
    for (let i = 0; i < 100 && lost === 0; i++) {
      await sleep(20)
      lost = await second.asOwner(async (killer) => (await killer.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '%idempotent_answer%'")).rowCount ?? 0)
    }
    assert.equal(lost, 1)
    await client.query('commit')
    return waiting
  })
  assert.deepEqual([answer.status, await registered() - was], [201, 1])
  assert.equal((await register(other.app, '断后', 'after-lost-connection')).status, 201, 'and nobody crashed')
})

test('whoever waits too long for the same form elsewhere is told it is under way, and nothing is done twice', { skip }, async () => {
  let done = 0
  const app = new Hono<Env>()
  app.use(identify({ db: t.db, tls: false, clock: t.clock, actorFacts, tokenFacts })).use(idempotent({ wait_ms: 200 }))
  app.post('/form', signedIn(), (c) => c.json({ done: ++done }))
  app.onError((error, c) => c.json({ title: error instanceof Refusal ? error.type : error.message }, error instanceof Refusal ? error.status : 500))
  const send = () => app.request('/form', { method: 'POST', headers: { Cookie: `${cookieName(false)}=${clerk.cookie}`, 'Idempotency-Key': 'a-long-form' } })
  await second.asOwner(async (client) => {
    await client.query('begin')
    await lockOf(client, 'a-long-form')
    const answer = await send()
    assert.deepEqual([answer.status, await answer.json()], [503, { title: 'still-under-way' }])
    await client.query('commit')
  })
  assert.deepEqual([await (await send()).json(), await (await send()).json(), done], [{ done: 1 }, { done: 1 }, 1])
})

test('what was answered to somebody else under the same key is not theirs, on either server', { skip }, async () => {
  const stranger = await t.person(await t.org('enterprise', '别家市场'), '别人', ['clerk'])
  const mine = await register(t.house.app, '我', 'same-key-two-people')
  const theirs = await register(other.app, '我', 'same-key-two-people', stranger)
  assert.deepEqual([mine.status, theirs.status, theirs.replay], [201, 201, false])
  assert.notDeepEqual(theirs.body, mine.body)
})
