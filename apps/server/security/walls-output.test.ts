// What people type stays where it belongs: marks typed into every field, then looked for in logs, metrics, the public log and refusals.
// And what they upload is judged by its bytes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setLogSink } from '#platform/http/log.ts'
import { registry } from '#platform/http/metrics.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { bodyOf, operationsOf, pathOf } from './testing/operations.ts'
import type { JsonSchema } from './testing/operations.ts'
import { person, plantSide } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
const logged: string[] = []
before(async () => {
  setLogSink((line) => { logged.push(line) })
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
})
after(() => t.close())

const NAME = '金丝雀乙七'
const PHONE = '13800138000'
const IDENTITY = '34118119900101123X'
const SECRET = 'dhk_canarycanarycanarycanarycanarycanarycan'
const CANARIES = [NAME, PHONE, IDENTITY, SECRET]

/** The body with every free text replaced by a canary. */
function marked(schema: JsonSchema, value: unknown, canary: string): unknown {
  if (schema.type === 'string' && typeof value === 'string' && !schema.enum && !schema.format) return schema.pattern && !new RegExp(schema.pattern, 'u').test(canary) ? value : canary
  if (Array.isArray(value)) return value.map((v) => marked(schema.items ?? {}, v, canary))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, marked(schema.properties?.[k] ?? {}, v, canary)]))
}
const full = (schema: JsonSchema, value: unknown): unknown => {
  if (schema.type !== 'object') return value
  const optional = Object.entries(schema.properties ?? {}).filter(([k, s]) => s.type === 'string' && !s.enum && !s.format && !Object.hasOwn(Object(value), k)).map(([k]) => [k, 'x'])
  return { ...Object.fromEntries(optional), ...Object(value) }
}

test('what is typed into any field is in no log, no metric, no public leaf and no address', async () => {
  const operations = await operationsOf(t)
  for (const o of operations.filter((p) => p.body)) {
    const role = o.declaration?.kind === 'right' ? o.declaration.right.roles.find((r) => a.people.has(r)) : 'owner-admin'
    const who: TestPerson | undefined = role && a.people.get(role)
    if (/^DELETE|session\/(others|password)/.test(o.name)) continue
    for (const canary of CANARIES) for (const body of [bodyOf(o, a), full(o.body ?? {}, bodyOf(o, a))]) await t.call(who, o.method, pathOf(o, a), marked(o.body ?? {}, body, canary))
  }
  for (const o of operations.filter((p) => p.method === 'GET')) {
    for (const q of o.query) for (const canary of [NAME, PHONE]) await t.raw(person(a.people, 'owner-admin'), 'GET', `${pathOf(o, a).split('?')[0]}?${q.name}=${encodeURIComponent(canary)}`)
  }
  const typed = await t.db.asOwner(async (client) => Number((await client.query<{ n: string }>('select count(*) as n from registry.instrument where name = any ($1)', [CANARIES])).rows[0]?.n))
  assert.ok(typed >= 1, 'the canaries did arrive where they belong')
  const metrics = await registry.metrics()
  const leaves = await t.db.asOwner(async (client) => (await client.query<{ leaf: Buffer }>('select leaf from ledger.entry')).rows.map((r) => r.leaf.toString('utf8')).join('\n'))
  const headers = logged.join('\n')
  assert.ok(headers.length > 10_000 && metrics.length > 1_000 && leaves.length > 500)
  for (const canary of [...CANARIES, encodeURIComponent(NAME), a.mark]) {
    assert.equal(headers.includes(canary), false, `${canary} in the log`)
    assert.equal(metrics.includes(canary), false, `${canary} in the metrics`)
    assert.equal(leaves.includes(canary), false, `${canary} in a leaf`)
  }
  assert.match(metrics, /^duheng_log_redacted_total 0$/m)
})

test('the last line of the log masks what should never have reached it, and counts it', async () => {
  const { log } = await import('#platform/http/log.ts')
  const before_ = logged.length
  log({ event: 'error', name: `${PHONE} ${IDENTITY} ${SECRET}` }, '2026-11-25T00:00:00Z')
  const line = logged.slice(before_).join('')
  for (const canary of [PHONE, IDENTITY, SECRET]) assert.equal(line.includes(canary), false)
  assert.match(await registry.metrics(), /^duheng_log_redacted_total 1$/m)
})

test('a leaf of the public log says no name of a person, an organisation or an instrument', async () => {
  const index = 0
  const leaf = await (await t.raw(undefined, 'GET', `/log/leaf/${index}`)).text()
  assert.equal(leaf.includes(a.mark), false)
  const rows = await t.db.asOwner(async (client) => (await client.query<{ leaf: Buffer }>("select leaf from ledger.entry where op = 'issue'")).rows)
  assert.ok(rows.length > 0)
  for (const { leaf: bytes } of rows) assert.doesNotMatch(bytes.toString('utf8'), /[\u4e00-\u9fff]/)
})

const png = (width: number, height: number) => {
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.alloc(20)])
}
type Upload = [what: string, bytes: Buffer, taken: boolean]
const uploads: Upload[] = [
  ['a photograph', png(800, 600), true],
  ['sixty thousand pixels square', png(60_000, 60_000), false],
  ['a picture without a size', png(0, 10), false],
  ['SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), false],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), false],
  ['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), false],
  ['a GIF that is JavaScript', Buffer.from('GIF89a/*\x00*/=alert(1)//'), false],
  ['a ZIP', Buffer.from('PK\x03\x04\x14\x00\x00\x00'), false],
  ['nothing', Buffer.alloc(0), false],
  ['only the first bytes of a photograph', Buffer.from([0x89, 0x50, 0x4e, 0x47]), false],
]
for (const [what, bytes, taken] of uploads) {
  test(`an upload is judged by its bytes: ${what} is ${taken ? 'kept' : 'refused in a sentence'}`, async () => {
    const receiver = person(a.people, 'reception')
    const answer = await t.raw(receiver, 'POST', `/api/laboratory/items/${a.ids.item}/files?purpose=reception`, { body: new Uint8Array(bytes), headers: { 'Content-Type': 'application/octet-stream' } })
    const text = await answer.text()
    assert.equal(answer.status < 300, taken, `${answer.status} ${text}`)
    if (!taken) { assert.ok(answer.status < 500, text); return }
    const { sha256 } = JSON.parse(text)
    const read = await t.raw(receiver, 'GET', `/api/laboratory/items/${a.ids.item}/files/${sha256}`)
    assert.equal(read.status, 200)
    assert.equal(read.headers.get('X-Content-Type-Options'), 'nosniff')
    assert.match(read.headers.get('Content-Security-Policy') ?? '', /sandbox/)
  })
}
