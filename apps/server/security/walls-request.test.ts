// Walls around every request: where it comes from, whose address counts, what the answer carries, what a failure says, and that a broken
// transaction leaves nothing to the next.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import { setLogSink } from '#platform/http/log.ts'
import { registry } from '#platform/http/metrics.ts'
import { cookieName } from '#platform/sessions/session.ts'
import { readConfig } from '#apps/server/config.ts'
import { openHouse } from '#apps/server/house.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { bodyOf, operationsOf, pathOf } from './testing/operations.ts'
import type { Operation } from './testing/operations.ts'
import { person, plantSide } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
let b: Side
let operations: Operation[]
const logged: string[] = []
before(async () => {
  setLogSink((line) => { logged.push(line) })
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
  b = await plantSide(t, 'B', '341122')
  operations = await operationsOf(t)
})
after(() => t.close())
const told = (wrong: string[]) => assert.deepEqual(wrong, [])
const cookie = (side: Side) => `${cookieName(false)}=${person(side.people, 'owner-admin').cookie}`

type Origin = { what: string; headers: Record<string, string>; body?: string; reaches: boolean }
const json = { 'Content-Type': 'application/json' }
const origins: Origin[] = [
  { what: 'a page of this site', headers: { ...json, 'Sec-Fetch-Site': 'same-origin' }, reaches: true },
  { what: 'a page of this site, of a browser that says only its origin', headers: { ...json, Origin: 'http://duheng.test', Host: 'duheng.test' }, reaches: true },
  { what: 'another site, JSON', headers: { ...json, 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.test' }, reaches: false },
  { what: 'another site that hides what it is', headers: { ...json, Origin: 'http://evil.test', Host: 'duheng.test' }, reaches: false },
  { what: 'a sister host', headers: { ...json, 'Sec-Fetch-Site': 'same-site', Origin: 'http://other.duheng.test', Host: 'duheng.test' }, reaches: false },
  { what: 'the same host on another port', headers: { ...json, Origin: 'http://duheng.test:8081', Host: 'duheng.test' }, reaches: false },
  { what: 'an origin without a name', headers: { ...json, Origin: 'null', Host: 'duheng.test' }, reaches: false },
  { what: 'typed or bookmarked', headers: { ...json, 'Sec-Fetch-Site': 'none' }, reaches: false },
  { what: 'nothing said at all', headers: json, reaches: false },
  { what: 'another site, a plain form', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' }, body: 'page=/x', reaches: false },
  { what: 'another site, plain text', headers: { 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'cross-site' }, reaches: false },
  { what: 'another site, no type', headers: { 'Sec-Fetch-Site': 'cross-site' }, reaches: false },
  { what: 'another site with our own origin in the wrong place', headers: { ...json, 'Sec-Fetch-Site': 'cross-site', Origin: 'http://duheng.test', Host: 'duheng.test' }, reaches: false },
  { what: 'a plain form of this site', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }, body: 'page=/x', reaches: false },
]
for (const [i, { what, headers, body, reaches }] of origins.entries()) {
  test(`a write by cookie from ${what} is ${reaches ? 'taken' : 'refused'}`, async () => {
    const view = { page: '/instruments', name: `来源${i}`, query: 'q' }
    const answer = await t.house.app.request('/api/views', { method: 'POST', headers: { Cookie: cookie(a), ...headers }, body: body ?? JSON.stringify(view) }, {})
    assert.equal(answer.status < 300, reaches, `${answer.status}`)
    if (!reaches) assert.ok([403, 415].includes(answer.status))
    const kept = await t.db.asOwner(async (client) => (await client.query('select 1 from registry.saved_view where name = $1', [view.name])).rowCount)
    assert.equal(kept, reaches ? 1 : 0)
  })
}

test('every unsafe route refuses a foreign page', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.method !== 'GET')) {
    const answer = await t.house.app.request(pathOf(o, a), { method: o.method, headers: { ...json, Cookie: cookie(a), 'Sec-Fetch-Site': 'cross-site' }, body: o.method === 'DELETE' ? undefined : '{}' }, {})
    if (answer.status !== 403) wrong.push(`${o.name}: ${answer.status}`)
  }
  told(wrong)
})

test('a forged address neither dodges the brake of sign-ins nor frames another', async () => {
  const wrongSignIn = (i: number, socket: string, forwarded: string) => t.house.app.request('/api/session', {
    method: 'POST', headers: { ...json, 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': forwarded, 'X-Real-IP': forwarded, Forwarded: `for=${forwarded}` },
    body: JSON.stringify({ login: `nobody-${i}`, password: 'wrong-password' }),
  }, { incoming: { socket: { remoteAddress: socket } } })
  const statuses: number[] = []
  for (let i = 0; i < 30; i++) statuses.push((await wrongSignIn(i, '198.51.100.7', `203.0.113.${i}`)).status)
  assert.equal(statuses[0], 401)
  assert.equal(statuses.at(-1), 429)
  assert.equal((await wrongSignIn(99, '203.0.113.5', '198.51.100.7')).status, 401, 'who was named in a header is not slowed')
})

const PUBLIC_CACHED = /^\/(log|public|c|i|numbers)([/.]|$)|^\/api\/public\//
test('every answer of every route carries its walls: type, framing, cache, referrer', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.method === 'GET')) {
    for (const who of [undefined, person(a.people, 'owner-admin'), person(a.people, 'head'), person(a.people, 'county-officer')]) {
      const { headers, status } = await t.raw(who, 'GET', pathOf(o, a))
      const csp = headers.get('Content-Security-Policy') ?? ''
      const cache = headers.get('Cache-Control') ?? ''
      const lacks = [
        /default-src 'none'/.test(csp) && /frame-ancestors '(none|self)'/.test(csp) && !/unsafe-eval|script-src[^;]*(unsafe|\*|http)/.test(csp) ? '' : `CSP ${csp.slice(0, 60)}`,
        headers.get('X-Content-Type-Options') === 'nosniff' ? '' : 'nosniff', headers.get('X-Frame-Options') === 'DENY' ? '' : 'frame', headers.get('Referrer-Policy') === 'same-origin' ? '' : 'referrer',
        headers.get('Cross-Origin-Opener-Policy') === 'same-origin' ? '' : 'opener', headers.has('Server') || headers.has('X-Powered-By') ? 'says what it is' : '',
        PUBLIC_CACHED.test(o.path) || (/\bprivate\b/.test(cache) && /\bno-store\b/.test(cache) && headers.get('Vary')?.includes('Cookie')) ? '' : `cache "${cache}" vary "${headers.get('Vary')}"`,
        headers.has('Access-Control-Allow-Origin') && !PUBLIC_CACHED.test(o.path) ? 'CORS' : '', headers.get('X-Request-Id') ? '' : 'request id',
      ].filter((l) => l !== '')
      if (lacks.length > 0) wrong.push(`${o.name} ${status}: ${lacks.join('; ')}`)
    }
  }
  told([...new Set(wrong)])
})

test('what is not text of our own is never shown in the place of the site', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.method === 'GET')) {
    for (const who of [person(a.people, 'owner-admin'), person(a.people, 'head')]) {
      const { headers, status } = await t.raw(who, 'GET', pathOf(o, a))
      const type = headers.get('Content-Type') ?? ''
      if (status >= 300 || /^(application\/(problem\+)?json|text\/(html|css|plain|csv|x-shellscript)|application\/(xml|openapi))/.test(type) && !type.includes('svg')) continue
      if (!/attachment/.test(headers.get('Content-Disposition') ?? '') && !/sandbox/.test(headers.get('Content-Security-Policy') ?? '')) wrong.push(`${o.name}: ${type}`)
    }
  }
  told(wrong)
})

const LEAKS = /relation "|registry\.|\/srv\/|node_modules|\.ts:\d|at Object|PostgreSQL|SQLSTATE|42P01|insert into|select \*|secret_table|Error:/i
test('a failure of ours says a request id and nothing of the inside, on every route', async () => {
  const breaking: Database = { ...t.db, withTx: (scope, work) => (scope.role === 'auth' || scope.role === 'job' ? t.db.withTx(scope, work) : Promise.reject(Object.assign(new Error('relation "registry.secret_table" does not exist at /srv/duheng/platform/db/kysely.ts:12 PostgreSQL 15.20; select * from x'), { code: '42P01' }))) }
  const house = await openHouse({ db: breaking, tls: false, trustProxy: 0, clock: t.clock, filesDir: t.filesDir, publicUrl: 'https://demo.duheng.example' })
  const wrong: string[] = []
  let failures = 0
  for (const o of operations) {
    const body = bodyOf(o, a)
    const role = o.declaration?.kind === 'right' ? o.declaration.right.roles[0] : 'owner-admin'
    const who = role && a.people.get(role)
    if (!who || /^DELETE \/api\/session$|others|password/.test(o.name)) continue
    const answer = await house.app.request(pathOf(o, a), { method: o.method, headers: { ...json, 'Sec-Fetch-Site': 'same-origin', Cookie: `${cookieName(false)}=${who.cookie}` }, body: body === undefined ? undefined : JSON.stringify(body) }, {})
    const said = await answer.text()
    if (answer.status < 500) continue
    failures++
    if (LEAKS.test(said) || answer.headers.get('Content-Type') !== 'application/problem+json' || !/"requestId":"[0-9a-f-]{36}"/.test(said)) wrong.push(`${o.name}: ${said.slice(0, 200)}`)
  }
  await house.close()
  told(wrong)
  assert.ok(failures > 60, `${failures} routes met the broken database`)
  assert.doesNotMatch(logged.filter((l) => l.includes('"event":"error"')).join('\n'), /secret_table|relation|select \*/)
})

test('a transaction that breaks anywhere leaves neither its role nor its organisations to the next', async () => {
  const scope = (side: Side) => ({ role: 'app' as const, orgs: [side.orgs.enterprise], own: [side.orgs.enterprise], actor: 1 })
  const rows = (side: Side) => t.db.withTx(scope(side), async (tx) => (await tx.selectFrom('registry.instrument').select('org_id').execute()).map((r) => r.org_id))
  const breakings: ((side: Side) => Promise<unknown>)[] = [
    (side) => t.db.withTx(scope(side), async () => { throw new Error('before anything') }),
    (side) => t.db.withTx(scope(side), async (tx) => { await tx.selectFrom('registry.instrument').selectAll().execute(); throw new Error('after a query') }),
    (side) => t.db.withTx(scope(side), async (tx) => { await sql`select 1/0`.execute(tx) }),
    (side) => t.db.withTx(scope(side), async (tx) => { await sql`select 1/0`.execute(tx).catch(() => {}); await tx.selectFrom('registry.instrument').selectAll().execute() }),
    (side) => t.db.withTx(scope(side), async (tx) => { await sql`rollback`.execute(tx); throw new Error('ended by itself') }),
    // the embedded database has no signals and so no statement_timeout; its queries are bounded by their shape alone
    ...(t.db.kind === 'postgres' ? [(side: Side) => t.db.withTx(scope(side), async (tx) => { await sql`set local statement_timeout = 50`.execute(tx); await sql`select pg_sleep(1)`.execute(tx) })] : []),
    () => t.db.asOwner(async (client) => { await client.query('begin'); await client.query('set local role duheng_city'); await client.query('select nothing') }),
  ]
  for (const [i, breaking] of breakings.entries()) {
    await assert.rejects(breaking(a), Error, `breaking ${i}`)
    assert.deepEqual([...new Set(await rows(b))], [b.orgs.enterprise])
    const seen = await t.db.withTx({ role: 'public', orgs: [], own: [], actor: 0 }, async (tx) => (await sql<{ role: string; orgs: string }>`select current_user::text as role, current_setting('duheng.orgs', true) as orgs`.execute(tx)).rows[0])
    assert.deepEqual(seen, { role: 'duheng_public', orgs: '{}' })
  }
})

test('a transaction inside another is our own bug and is said so, instead of waiting for ever', async () => {
  await assert.rejects(t.db.withTx({ role: 'app', orgs: [], own: [], actor: 0 }, () => t.db.withTx({ role: 'app', orgs: [], own: [], actor: 0 }, async () => 1)), /already open in this flow/)
})

test('a demonstration and real use are never mixed by an accident of settings', () => {
  const problems = (env: Record<string, string>) => { const read = readConfig(env); return read.ok ? '' : read.problems.join() }
  assert.match(problems({ DATABASE_URL: 'postgres://duheng_app@db/duheng' }), /say DEMO=0 for real use or DEMO=1/)
  assert.equal(problems({ DATABASE_URL: 'postgres://duheng_app@db/duheng', DEMO: '0' }), '')
  const alone = readConfig({})
  assert.ok(alone.ok && alone.config.host === '127.0.0.1', 'nobody else on the network reaches a first start')
})

test('metrics name routes and never what was in them', async () => {
  for (const path of [`/api/instruments/${a.texts.instrumentCode}`, '/api/instruments?q=13812345678', `/c/${a.texts.publicId}`, '/api/nowhere/13812345678']) await t.raw(person(a.people, 'owner-admin'), 'GET', path)
  const text = await registry.metrics()
  for (const secret of [a.texts.instrumentCode, '13812345678', a.texts.publicId, a.mark]) assert.equal(text.includes(secret), false, secret)
})
