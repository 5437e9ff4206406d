import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { addInstrument, becomeClient, instrumentByCode, instrumentFacts, parseIdentityCode, recordVerification } from './contract.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())
const scope = (orgs: number[], own: number[], actor: number) => ({ role: 'app' as const, orgs, own, actor })

test('a registered instrument is read back with its owner, and another organisation does not see it', async () => {
  const shop = await t.org('enterprise', '示范市鲜果店')
  const other = await t.org('enterprise', '示范市另一店')
  const who = await t.person(shop, '陈店主', ['owner-admin'])
  const added = await t.db.withTx(scope([shop], [shop], who.id), (tx) => addInstrument(tx, t.clock, who.id, {
    orgId: shop, fields: { name: '电子计价秤', purpose: 'trade', model: 'ACS-30', serial: '2219', catalogue: 'non-automatic-weighing', parameters: { Max: { value: '30', unit: 'kg' }, e: { value: '10', unit: 'g' } } },
  }))
  assert.ok(added.ok)
  assert.equal(parseIdentityCode(added.code).ok, true)
  const facts = await t.db.withTx(scope([shop], [shop], who.id), (tx) => instrumentFacts(tx, added.id))
  assert.equal(facts?.ownerName, '示范市鲜果店')
  assert.equal(facts?.division, '341181')
  assert.deepEqual(facts?.parameters, { Max: { value: '30', unit: 'kg' }, e: { value: '10', unit: 'g' } })
  assert.equal(await t.db.withTx(scope([other], [other], who.id), (tx) => instrumentByCode(tx, added.code)), undefined)
})

test('a laboratory sees a ledger from the day the organisation became its client, and writes the result beside the instrument', async () => {
  const shop = await t.org('enterprise', '示范市水产店')
  const lab = await t.org('laboratory', '示范市计量所')
  const who = await t.person(shop, '王店主', ['owner-admin'])
  const verifier = await t.person(lab, '李检定', ['verifier'])
  const added = await t.db.withTx(scope([shop], [shop], who.id), (tx) => addInstrument(tx, t.clock, who.id, { orgId: shop, fields: { name: '台秤', purpose: 'trade', serial: 'T1' } }))
  assert.ok(added.ok)
  await t.db.withTx(scope([shop], [shop], who.id), (tx) => becomeClient(tx, { labOrgId: lab, clientOrgId: shop, since: instant(t.clock), actNo: 1 }))
  const asLab = scope([lab, shop], [lab], verifier.id)
  await t.db.withTx(asLab, (tx) => recordVerification(tx, { instrumentId: added.id, verifiedOn: '2026-11-23', dueOn: '2027-11-22', verdict: 'pass', certificateNo: 'JD-2026-1', at: instant(t.clock) }))
  const facts = await t.db.withTx(asLab, (tx) => instrumentFacts(tx, added.id))
  assert.deepEqual([facts?.verdict, facts?.dueOn, facts?.certificateNo, facts?.version], ['pass', '2027-11-22', 'JD-2026-1', 2])
  await t.db.withTx(jobScope, (tx) => recordVerification(tx, { instrumentId: added.id, verifiedOn: null, dueOn: null, verdict: null, certificateNo: null, at: instant(t.clock) }))
  assert.equal((await t.db.withTx(asLab, (tx) => instrumentFacts(tx, added.id)))?.verdict, null)
})

test('a twin, a foreign place, an unknown catalogue entry and limits that disagree are each refused by field', async () => {
  const shop = await t.org('enterprise', '示范市肉铺')
  const other = await t.org('enterprise', '示范市邻铺')
  const who = await t.person(shop, '赵店主', ['owner-admin'])
  const place = await t.db.withTx(jobScope, (tx) => tx.insertInto('registry.place').values({ org_id: other, name: '邻铺', division: '341181', created_at: instant(t.clock) }).returning('id').executeTakeFirstOrThrow())
  const add = (fields: object) => t.db.withTx(scope([shop], [shop], who.id), (tx) => addInstrument(tx, t.clock, who.id, { orgId: shop, fields: { name: '电子秤', purpose: 'trade', model: 'A', serial: '7', maker: 'M', ...fields } }))
  assert.equal((await add({})).ok, true)
  const cases: [object, string, string][] = [
    [{}, 'serial', 'duplicate'],
    [{ serial: '8', placeId: place.id }, 'placeId', 'place'],
    [{ serial: '8', placeId: 999_999 }, 'placeId', 'place'],
    [{ serial: '8', catalogue: 'no-such-entry' }, 'catalogue', 'catalogue'],
    [{ serial: '8', parameters: { Max: { value: '30', unit: 'kg' }, e: { value: '10', unit: 's' } } }, 'parameters.e', 'parameter-unit'],
    [{ serial: '8', parameters: { Max: { value: '30', unit: 'g' }, Min: { value: '1', unit: 'kg' } } }, 'parameters.Min', 'parameter-order'],
    [{ serial: '8', madeOn: '2027-01-01' }, 'madeOn', 'date'],
  ]
  for (const [fields, field, rule] of cases) {
    const answer = await add(fields)
    assert.deepEqual(answer.ok ? [] : answer.problems.map((p) => [p.field, p.rule])[0], [field, rule], JSON.stringify(fields))
  }
})
