// Who did it, as each reader of a history may know it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'

let t: TestHouse
let owner: TestPerson
let verifier: TestPerson
let desk: TestPerson
let code: string
before(async () => {
  t = await openTestHouse()
  const market = await t.org('enterprise', '示范市南门市场')
  owner = await t.person(market, '王五', ['owner-admin'])
  const institute = await t.org('laboratory', '示范市计量所')
  verifier = await t.person(institute, '赵检', ['verifier', 'reception'])
  desk = await t.person(await t.org('authority', '示范市市场监管局'), '钱科', ['city-desk'])
  const made = await t.call(owner, 'POST', '/api/instruments', { name: '秤', purpose: 'trade', model: 'ACS-30', serial: 'D1', catalogue: 'non-automatic-weighing' })
  code = made.body.code
  const booked = await t.call(owner, 'POST', '/api/laboratory/orders', { laboratoryId: institute, kind: 'verification', way: 'delivered', contact: '王五', instrumentIds: [made.body.id] })
  assert.equal(booked.status, 201, JSON.stringify(booked.body))
  const changed = await t.call(verifier, 'PATCH', `/api/instruments/${code}`, { version: 1, accuracyClass: 'Ⅲ' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
})
after(() => t.close())

test('one\'s own people are named, others are their organisation, and nobody of them is the system', async () => {
  const seen = async (who: TestPerson) => (await t.call(who, 'GET', `/api/instruments/${code}/history`)).body.acts
    .map((act: { verb: string; by: string | null; organisation: string | null; system: boolean }) => [act.verb, act.by, act.organisation, act.system]).toReversed()
  assert.deepEqual(await seen(owner), [['instrument.register', '王五', '示范市南门市场', false], ['instrument.change', null, '示范市计量所', false]])
  assert.deepEqual(await seen(verifier), [['instrument.register', null, '示范市南门市场', false], ['instrument.change', '赵检', '示范市计量所', false]])
  assert.deepEqual(await seen(desk), [['instrument.register', null, '示范市南门市场', false], ['instrument.change', null, '示范市计量所', false]])
})
