// What people and programs may send: every write of the house with fields it does not have, with SQL, with markup, with characters that
// deceive the eye, with a NUL, far too deep and far too large. Generated from the routes' own shapes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { monotonic_ms } from '#platform/clock.ts'
import { setLogSink } from '#platform/http/log.ts'
import { rolesOf } from '#platform/may/roles.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { bodyOf, operationsOf, pathOf } from './testing/operations.ts'
import type { JsonSchema, Operation } from './testing/operations.ts'
import { person, plantSide, rowsOf } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
let operations: Operation[]
const logged: string[] = []

before(async () => {
  setLogSink((line) => { logged.push(line) })
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
  operations = await operationsOf(t)
})
after(() => t.close())

const ENDING = new Set(['DELETE /api/session', 'DELETE /api/session/others', 'POST /api/session/password', 'POST /api/session/confirmation', 'POST /api/session'])
const writes = () => operations.filter((o) => o.body?.type === 'object' && !ENDING.has(o.name))

/** A person of the side whom the route admits. */
function admitted(o: Operation): TestPerson | undefined {
  const { declaration } = o
  if (declaration?.kind === 'public') return undefined
  if (declaration?.kind !== 'right') return person(a.people, 'owner-admin')
  const role = [...rolesOf.enterprise, ...rolesOf.laboratory, ...rolesOf.authority].find((r) => declaration.right.roles.includes(r))
  return role && person(a.people, role)
}
const told = (wrong: string[]) => assert.deepEqual(wrong, [])

test('a field a route does not have is refused by name, whatever column it hopes to reach', async () => {
  const { rows } = await t.db.asOwner((client) => client.query<{ name: string }>(`select distinct attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('platform', 'registry', 'laboratory', 'certificates', 'ledger', 'rulebook', 'workbench') and c.relkind = 'r' and attnum > 0`))
  const wrong: string[] = []
  for (const o of writes()) {
    const known = new Set(Object.keys(o.body?.properties ?? {}))
    const hidden = ['__proto__', 'constructor', 'orgs', 'own', 'roles', ...rows.map((r) => r.name)].filter((n) => !known.has(n) && n !== '__proto__')
    const body = { ...Object(bodyOf(o, a)), ...Object.fromEntries(hidden.map((n) => [n, 1])) }
    const answer = await t.call(admitted(o), o.method, pathOf(o, a), body)
    const named = answer.body?.errors?.some((e: { rule: string }) => e.rule === 'unknown-field')
    if (answer.status !== 400 || !named) wrong.push(`${o.name}: ${answer.status} ${answer.body?.title}`)
  }
  told(wrong)
})

test('a prototype in a body changes nothing, here or in any later request', async () => {
  const wrong: string[] = []
  for (const o of writes()) {
    const body = JSON.stringify(bodyOf(o, a)).replace(/^\{/, '{"__proto__":{"polluted":"yes","role":"head"},"constructor":{"prototype":{"polluted":"yes"}},')
    const answer = await t.raw(admitted(o), o.method, pathOf(o, a), { body, headers: { 'Content-Type': 'application/json' } })
    if (answer.status !== 400) wrong.push(`${o.name}: ${answer.status}`)
  }
  assert.equal(Reflect.get({}, 'polluted'), undefined)
  told(wrong)
})

/** Every path to a string in a body. */
function stringsIn(s: JsonSchema, path: string[] = []): { path: string[]; schema: JsonSchema }[] {
  if (s.type === 'string' && !s.enum && s.const === undefined) return [{ path, schema: s }]
  if (s.anyOf) return s.anyOf.flatMap((x) => stringsIn(x, path))
  if (s.type === 'array' && s.items) return stringsIn(s.items, [...path, '0'])
  return Object.entries(s.properties ?? {}).flatMap(([name, x]) => stringsIn(x, [...path, name]))
}
function put(body: unknown, path: string[], value: string): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (first === '0') return [put(Array.isArray(body) ? body[0] : {}, rest, value)]
  const object: Record<string, unknown> = Object(body)
  return { ...object, [first]: put(object[first], rest, value) }
}

const SQL = [
  "'", "''", '"', '\\', "' or '1'='1", "1; select pg_sleep(9)--", "'||(select pg_sleep(9))||'", "') union select null,null,null--", "'; drop table registry.instrument;--", '$$;reset role;$$',
  "'; set duheng.orgs='{1,2,3}';--", '%', '_', '%%%%%%%%%%', '{1,2}', '${7*7}', "a' and 1=cast((select version()) as int)--", '1e999', '-1', '9223372036854775808', '/**/',
]
const SPEAKS_SQL = /syntax error|SQLSTATE|pg_|relation "|column "|PostgreSQL \d|PGlite|at or near|unterminated/i

test('SQL in any field of any body is text like any other', async () => {
  const was = await rowsOf(t, a)
  const wrong: string[] = []
  for (const o of writes()) {
    const strings = stringsIn(o.body ?? {})
    for (const sql of SQL.slice(0, 8)) {
      for (const { path } of strings.slice(0, 12)) {
        const from = monotonic_ms()
        const answer = await t.call(admitted(o), o.method, pathOf(o, undefined), put(bodyOf(o, a), path, sql))
        const said = JSON.stringify(answer.body).replaceAll(JSON.stringify(sql).slice(1, -1), '')
        if (answer.status >= 500 || SPEAKS_SQL.test(said) || monotonic_ms() - from > 8_000) wrong.push(`${o.name} ${path.join('.')} = ${sql}: ${answer.status} ${said.slice(0, 150)}`)
      }
    }
  }
  told(wrong)
  const is = await rowsOf(t, a)
  assert.equal(is.get('registry.instrument') === undefined, false)
  assert.equal(was.size, is.size)
})

test('SQL in any query of any list is text like any other, and so are wildcards', async () => {
  const wrong: string[] = []
  for (const o of operations.filter((p) => p.method === 'GET' && p.declaration?.kind === 'right')) {
    for (const { name } of o.query) {
      for (const sql of SQL.filter((_, i) => i % 2 === 0)) {
        const path = pathOf(o, a)
        const answer = await t.raw(admitted(o), 'GET', `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(sql)}`)
        const said = (await answer.text()).replaceAll(sql, '')
        if (answer.status >= 500 || (answer.status >= 400 && SPEAKS_SQL.test(said))) wrong.push(`${o.name} ${name}=${sql}: ${answer.status} ${said.slice(0, 150)}`)
      }
    }
  }
  told(wrong)
})

test('anything in a path that names an object is refused in a sentence', async () => {
  const wrong: string[] = []
  const strange = ["1'", '1%20or%201=1', '..%2f..%2fetc%2fpasswd', '%00', '%F0%28%8C%28', '-1', '1e9', '0x1f', '99999999999999999999', '%E2%80%AE', 'a'.repeat(3_000), '%', '%zz']
  for (const o of operations.filter((p) => p.path.includes(':'))) {
    for (const value of strange) {
      const path = o.path.replaceAll(/:(\w+)(\{(?:[^{}]|\{[^}]*\})*\})?/g, () => value)
      const answer = await t.raw(admitted(o), o.method, path, o.method === 'GET' ? {} : { body: '{}', headers: { 'Content-Type': 'application/json' } })
      const said = await answer.text()
      if (answer.status >= 500 || answer.status < 300 || SPEAKS_SQL.test(said) || said.includes('/etc/') && answer.status !== 404) wrong.push(`${o.name} ${value.slice(0, 30)}: ${answer.status} ${said.slice(0, 120)}`)
    }
  }
  told(wrong)
})

test('a NUL, a lone surrogate or an enormous text in any field is refused and breaks nothing', async () => {
  const wrong: string[] = []
  for (const o of writes()) {
    for (const [i, { path }] of stringsIn(o.body ?? {}).slice(0, 20).entries()) {
      for (const text of ['a\u0000b', '\ud800', ...(i === 0 ? ['x'.repeat(990_000)] : [])]) {
        const answer = await t.call(admitted(o), o.method, pathOf(o, a), put(bodyOf(o, a), path, text))
        if (answer.status >= 500) wrong.push(`${o.name} ${path.join('.')} ${JSON.stringify(text.slice(0, 5))}: ${answer.status}`)
      }
    }
  }
  told(wrong)
})

const DECEIVING = ['\u202e', '\u202d', '\u2066', '\u200f', '\u0007', '\u001b[31m']
test('characters that turn or hide text are refused in every name, and nowhere kept silently', async () => {
  const wrong: string[] = []
  for (const o of writes()) {
    for (const { path, schema } of stringsIn(o.body ?? {})) {
      if (path.some((p) => /password|text$|response|current|next/i.test(p)) || schema.format) continue // secrets are compared, files of rules have a reader of their own
      for (const c of DECEIVING) {
        const answer = await t.call(admitted(o), o.method, pathOf(o, undefined), put(bodyOf(o, a), path, `甲乙${c}丙丁`))
        if (answer.status !== 400) wrong.push(`${o.name} ${path.join('.')}: ${answer.status}`)
      }
    }
  }
  told([...new Set(wrong)])
})

test('nesting, keys and size are bounded before anything is parsed', async () => {
  const who = person(a.people, 'owner-admin')
  const send = (body: string, type = 'application/json') => t.raw(who, 'POST', '/api/views', { body, headers: { 'Content-Type': type } })
  const cases: [what: string, body: string, status: number][] = [
    ['a hundred thousand lists', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['a hundred thousand objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), 400],
    ['thirty-three levels', '{"a":'.repeat(33) + '1' + '}'.repeat(33), 400],
    ['a million keys', `{${Array.from({ length: 80_000 }, (_, i) => `"k${i}":1`).join(',')}}`, 400],
    ['more than a megabyte', JSON.stringify({ page: '/x', name: 'x', query: 'x'.repeat(1_000_001) }), 413],
    ['half a document', '{"page":"/x"', 400],
    ['nothing', '', 400],
    ['a number', '1e400', 400],
    ['a list instead of an object', '[]', 400],
    ['a name twice', '{"page":"/x","page":"/y","name":"n","query":"q","extra":1}', 400],
  ]
  for (const [what, body, status] of cases) {
    const from = monotonic_ms()
    const answer = await send(body)
    assert.equal(answer.status, status, what)
    assert.ok(monotonic_ms() - from < 5_000, `${what} took long`)
  }
  const upload = await t.raw(who, 'POST', '/api/imports/look', { body: new Uint8Array(20_000_001), headers: { 'Content-Type': 'application/octet-stream' } })
  assert.equal(upload.status, 413)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json+x', 'text/html']) assert.equal((await send('{}', type)).status, 415, type)
})

const MARKUP = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "';alert(1)//", '<svg/onload=alert(1)>', 'javascript:alert(1)', '{{constructor.constructor("alert(1)")()}}', '</title><script>alert(1)</script>', '<!--', ']]>', '&lt;b&gt;', '#read("/etc/passwd")', '#eval("1")', '$(id)', '`id`', '${jndi:ldap://x}']
test('markup in a name comes back as that name, in JSON, and is written out on every page', async () => {
  const clerk = person(a.people, 'owner-admin')
  for (const [i, markup] of MARKUP.entries()) {
    const made = await t.call(clerk, 'POST', '/api/instruments', { name: markup, purpose: 'trade', category: '衡器', kind: '非自动衡器', serial: `X-${i}`, maker: markup, model: markup })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const code = String(made.body.code)
    const read = await t.raw(clerk, 'GET', `/api/instruments/${code}`)
    assert.match(read.headers.get('Content-Type') ?? '', /^application\/json/)
    assert.equal(read.headers.get('X-Content-Type-Options'), 'nosniff')
    assert.ok((await read.text()).includes(JSON.stringify(markup)), markup)
    for (const path of [`/i/${code}`, `/c/${encodeURIComponent(markup)}`, `/api/instruments/${code}/label`, `/${encodeURIComponent(markup)}`]) {
      const page = await t.raw(clerk, 'GET', path)
      const text = await page.text()
      const type = page.headers.get('Content-Type') ?? ''
      if (type.startsWith('text/html')) assert.equal(text.includes(markup) && /[<>]/.test(markup), false, `${path} holds ${markup}`)
      assert.match(page.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/)
    }
  }
})

test('what is logged of all this holds none of it', () => {
  assert.ok(logged.length > 100)
  const all = logged.join('\n')
  for (const text of ['alert(1)', 'pg_sleep', a.mark, 'polluted']) assert.equal(all.includes(text), false, text)
})
