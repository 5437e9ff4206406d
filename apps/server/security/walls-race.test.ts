// The same request many times at once, two tabs with one form, and two people who reach for one thing: exactly one of them counts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setLogSink } from '#platform/http/log.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { issueFor } from '#modules/certificates/testing/issue.ts'
import { bodyOf, namesObject, operationsOf, pathOf } from './testing/operations.ts'
import { person, plantSide } from './testing/sides.ts'
import type { Side } from './testing/sides.ts'

let t: TestHouse
let a: Side
let clerk: TestPerson
before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  a = await plantSide(t, 'A', '341181')
  clerk = person(a.people, 'owner-admin')
})
after(() => t.close())

const PARALLEL = 50
const times = <T>(n: number, one: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => one(i)))
const count = async (text: string, values: unknown[] = []): Promise<number> => t.db.asOwner(async (client) => Number((await client.query<{ n: string }>(text, values)).rows[0]?.n))
const scale = (serial: string) => ({ name: '电子秤', purpose: 'trade', category: '衡器', kind: '非自动衡器', model: 'M', maker: '厂', serial })

test('a form sent fifty times with one key is one act, and everybody gets the same answer', async () => {
  const key = { 'Idempotency-Key': 'form-0001-abcdef' }
  const acts = await count('select count(*) as n from platform.act')
  const answers = await times(PARALLEL, () => t.call(clerk, 'POST', '/api/instruments', scale('once'), key))
  assert.equal(new Set(answers.map((r) => `${r.status} ${JSON.stringify(r.body)}`)).size, 1)
  assert.equal(answers[0]?.status, 201)
  assert.equal(answers.filter((r) => r.headers.get('Idempotent-Replay') === 'yes').length, PARALLEL - 1)
  assert.equal(await count("select count(*) as n from registry.instrument where serial = 'once'"), 1)
  assert.equal(await count('select count(*) as n from platform.act') - acts, 1)
})

test('a key belongs to one person and one form', async () => {
  const key = { 'Idempotency-Key': 'form-0002-abcdef' }
  assert.equal((await t.call(clerk, 'POST', '/api/instruments', scale('key'), key)).status, 201)
  assert.equal((await t.call(clerk, 'POST', '/api/instruments', scale('another'), key)).status, 422)
  assert.equal((await t.call(clerk, 'POST', '/api/places', { name: '摊', division: '341181' }, key)).status, 422)
  const other = await t.call(person(a.people, 'clerk'), 'POST', '/api/instruments', scale('of the clerk'), key)
  assert.equal(other.status, 201)
  assert.equal(other.headers.get('Idempotent-Replay'), null)
  for (const bad of ['short', 'with space inside', '../../../../etc', 'x'.repeat(101), "a'; drop table x;--"]) assert.equal((await t.call(clerk, 'POST', '/api/instruments', scale('bad'), { 'Idempotency-Key': bad })).status, 400)
})

test('a form that was refused may be corrected and sent with the same key', async () => {
  const key = { 'Idempotency-Key': 'form-0003-abcdef' }
  assert.equal((await t.call(clerk, 'POST', '/api/instruments', { ...scale('corrected'), purpose: 'play' }, key)).status, 400)
  assert.equal((await t.call(clerk, 'POST', '/api/instruments', scale('corrected'), key)).status, 201)
})

test('without a key the same instrument fifty times is one instrument', async () => {
  const answers = await times(PARALLEL, () => t.call(clerk, 'POST', '/api/instruments', scale('natural')))
  assert.deepEqual(answers.map((r) => r.status).toSorted().slice(0, 2), [201, 409])
  assert.equal(answers.filter((r) => r.status === 201).length, 1)
  assert.equal(await count("select count(*) as n from registry.instrument where serial = 'natural'"), 1)
})

test('two tabs: the one that saves later is told what both hold', async () => {
  const { body: { code } } = await t.call(clerk, 'POST', '/api/instruments', scale('tabs'))
  const edits = await times(PARALLEL, (i) => t.call(clerk, 'PATCH', `/api/instruments/${code}`, { version: 1, ownerNo: `号${i}` }))
  assert.equal(edits.filter((r) => r.status === 200).length, 1)
  const stale = edits.filter((r) => r.status === 409)
  assert.equal(stale.length, PARALLEL - 1)
  assert.ok(stale.every((r) => /号\d+/.test(JSON.stringify(r.body))), JSON.stringify(stale[0]?.body))
})

test('every edit that carries a version refuses one that is not the newest', async () => {
  const wrong: string[] = []
  for (const o of (await operationsOf(t)).filter((p) => p.body?.properties?.['version'] !== undefined && namesObject(p))) {
    const { declaration } = o
    const role = declaration?.kind === 'right' ? declaration.right.roles.find((r) => a.people.has(r)) : 'owner-admin'
    const body = { ...Object(bodyOf(o, a)), version: 987_654 }
    for (const r of declaration?.kind === 'right' ? declaration.right.roles : [role]) {
      const who = r && a.people.get(r)
      if (!who) continue
      const answer = await t.call(who, o.method, pathOf(o, a), body)
      if (answer.status !== 409 && answer.status !== 404 && answer.status !== 403) wrong.push(`${o.name} as ${r}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 120)}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('one certificate an item: eight who issue it at once issue one', async () => {
  const signatory = person(a.people, 'signatory')
  const issues = await Promise.allSettled(Array.from({ length: 8 }, () => issueFor({
    db: t.db, services: t.house.certificates, clock: t.clock, orgId: a.orgs.laboratory, ownerOrgId: a.orgs.enterprise, personId: signatory.id, source: 'item:raced',
  })))
  assert.equal(await count("select count(*) as n from certificates.certificate where source = 'item:raced'"), 1)
  assert.equal(await count("select count(*) as n from ledger.entry e join certificates.certificate c on c.entry_id = e.id where c.source = 'item:raced'"), 1)
  assert.ok(issues.some((i) => i.status === 'fulfilled'))
})

test('one confirmation of an adoption, and never by who proposed it', async () => {
  const path = `/api/adoptions/${a.ids.adoption}/confirmation`
  assert.ok((await t.call(person(a.people, 'quality'), 'POST', path, {})).status >= 400, 'the proposer does not confirm')
  const answers = await times(PARALLEL, () => t.call(person(a.people, 'head'), 'POST', path))
  assert.equal(answers.filter((r) => r.status < 300).length, 1, answers.map((r) => r.status).join())
})

test('one open order an instrument: fifty bookings at once are one', async () => {
  const { body: { code } } = await t.call(clerk, 'POST', '/api/instruments', scale('booked'))
  const id = await count('select id as n from registry.instrument where code = $1', [code])
  const answers = await times(PARALLEL, () => t.call(clerk, 'POST', '/api/laboratory/orders', { laboratoryId: a.orgs.laboratory, kind: 'verification', way: 'delivered', contact: '周', instrumentIds: [id] }))
  assert.equal(answers.filter((r) => r.status === 201).length, 1, [...new Set(answers.map((r) => r.status))].join())
  assert.equal(await count('select count(*) as n from laboratory.item where instrument_id = $1', [id]), 1)
})

test('a role ended by fifty at once is ended once, and its act is one', async () => {
  const who = await t.person(a.orgs.enterprise, '被撤', ['clerk'])
  const grant = await count('select id as n from registry.role_grant where person_id = $1', [who.id])
  const acts = await count('select count(*) as n from platform.act')
  const answers = await times(PARALLEL, () => t.call(clerk, 'POST', `/api/people/${who.id}/roles/${grant}/end`))
  assert.equal(answers.filter((r) => r.status < 300).length, 1, answers.map((r) => r.status).join())
  assert.equal(await count('select count(*) as n from platform.act') - acts, 1)
})

test('acts written by many at once are still one chain', async () => {
  await times(PARALLEL, (i) => t.call(clerk, 'POST', '/api/instruments', scale(`chain-${i}`)))
  const breaks = await count('select count(*) as n from (select previous_hash, lag(hash) over (order by no) as before from platform.act) x where before is not null and before <> previous_hash')
  assert.equal(breaks, 0)
})
