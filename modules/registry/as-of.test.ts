// An instrument as on a day: the rules and adoptions in force then, and honesty where the ledger does not reach.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { catalogueAt } from './catalogue.ts'
import { rowStandable } from '@duheng/rules/catalogue.ts'

let t: TestHouse
let owner: TestPerson
let pile: string
before(async () => {
  t = await openTestHouse()
  owner = await t.person(await t.org('enterprise', '示范市充电站'), '王五', ['owner-admin'])
  const made = await t.call(owner, 'POST', '/api/instruments', {
    name: '充电桩', purpose: 'trade', model: 'DC-60', serial: 'P1', catalogue: 'ev-charging-pile', sellsToPublic: true,
    declared: { verifiedOn: '2025-03-10', dueOn: '2026-03-09', verdict: 'pass', certificateNo: '外-1' },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  pile = made.body.code
})
after(() => t.close())

const on = async (day?: string) => {
  const query = day === undefined ? '' : `?on=${day}`
  const [page, why] = await Promise.all([t.call(owner, 'GET', `/api/instruments/${pile}${query}`), t.call(owner, 'GET', `/api/instruments/${pile}/why${query}`)])
  assert.deepEqual([page.status, why.status], [200, 200], JSON.stringify([page.body, why.body]))
  assert.equal(page.body.asOf, why.body.asOf)
  assert.equal(page.body.due, why.body.due.state)
  return { says: why.body.compulsory.says, due: page.body.due, asOf: page.body.asOf, sentences: [...why.body.compulsory.sentences, ...why.body.due.sentences].map((s: { zh: string }) => s.zh).join('') }
}

test('a charging pile is compulsory from 2023 on, and the day decides which side', async () => {
  assert.equal((await on('2022-12-31')).says, 'no')
  assert.match((await on('2022-12-31')).sentences, /自 2023-01-01 起才实行强制检定/)
  assert.equal((await on('2023-01-01')).says, 'yes')
})

test('valid on its last day, overdue on the next; on a day before it was verified the ledger says that it does not know', async () => {
  assert.equal((await on('2026-03-09')).due, 'valid')
  assert.equal((await on('2026-03-10')).due, 'overdue')
  const before = await on('2025-03-09')
  assert.equal(before.due, 'later')
  assert.match(before.sentences, /2025-03-10）在 2025-03-09 之后/)
})

test('before the first shipped catalogue nothing is claimed', async () => {
  const early = await on('2020-10-25')
  assert.equal(early.says, 'unknown')
  assert.match(early.sentences, /没有 2020-10-25 有效的目录/)
})

test('without a day it is today; what is no day, or before the law, is refused under its field', async () => {
  assert.equal((await on()).asOf, '2026-11-23')
  for (const day of ['2026-02-30', 'yesterday', '1949-10-01']) {
    const refused = await t.call(owner, 'GET', `/api/instruments/${pile}?on=${day}`)
    assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'on'], day)
  }
})

test('an adoption decides from its own day on, and before its withdrawal alone', async () => {
  const office = await t.org('authority', '示范市市场监管局', '341100')
  const [desk, second] = [await t.person(office, '甲', ['city-desk']), await t.person(office, '乙', ['city-desk'])]
  const entry = catalogueAt('2026-11-23').entries.find((e) => e.id === 'ev-charging-pile')
  assert.ok(entry)
  const { id, digest } = rowStandable(entry)
  const standingOn = async (day: string) => (await t.call(owner, 'GET', `/api/instruments/${pile}/why?on=${day}`)).body.compulsory.sentences.find((s: { rule: string }) => s.rule === id)?.standing
  const proposed = await t.call(desk, 'POST', '/api/adoptions', { rule: id, sha256: digest, document: '公告纸本，馆藏 9' })
  assert.equal(proposed.status, 201, JSON.stringify(proposed.body))
  assert.equal((await t.call(second, 'POST', `/api/adoptions/${proposed.body.id}/confirmation`)).status, 200)
  assert.deepEqual([await standingOn('2026-11-22'), await standingOn('2026-11-23')], ['not adopted', 'adopted'])
  t.clock.set('2026-11-24T10:00:00+08:00')
  const morning = { desk: await t.person(office, '甲', ['city-desk']), owner: await t.person(owner.orgId, '王五', ['owner-admin']) } // sessions end overnight
  owner = morning.owner
  assert.equal((await t.call(morning.desk, 'POST', `/api/adoptions/${proposed.body.id}/withdrawal`, { reason: '核对有误，重新核对' })).status, 200)
  assert.deepEqual([await standingOn('2026-11-23'), await standingOn('2026-11-24')], ['adopted', 'not adopted'])
})
