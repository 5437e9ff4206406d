import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

test('stamps are public without their organisation; the head ends the own one, once, with a reason', async () => {
  const lab = await t.org('laboratory', '示范市计量检定测试所')
  const head = await t.person(lab, '周', ['head'])
  const verifier = await t.person(lab, '王', ['verifier'])
  const stamp = await t.house.certificates.ledger.stamps.of(lab, '示范市计量检定测试所', t.clock)
  const listed = await t.call(undefined, 'GET', '/api/ledger/stamps')
  assert.equal(listed.status, 200)
  assert.deepEqual(listed.body.stamps.map((s: { role: string; addedIndex: number }) => [s.role, s.addedIndex]), [['root', 0], ['stamp', 1]])
  assert.ok(!JSON.stringify(listed.body).includes('orgId') && !JSON.stringify(listed.body).includes('org_id'))
  const end = (who: typeof head, body: object) => t.call(who, 'POST', '/api/ledger/stamps/end', body)
  assert.equal((await end(verifier, { how: 'retire', reason: '换用新密钥' })).status, 403)
  assert.equal((await end(head, { how: 'retire', reason: '' })).status, 400)
  assert.equal((await end(head, { how: 'retire', since: 3, reason: '换用新密钥' })).status, 422)
  assert.equal((await end(head, { how: 'compromise', reason: '密钥疑似泄露' })).status, 422)
  assert.equal((await end(head, { how: 'compromise', since: 2, reason: '密钥疑似泄露' })).status, 200)
  assert.equal((await end(head, { how: 'retire', reason: '换用新密钥' })).status, 409)
  const after_ = (await t.call(undefined, 'GET', '/api/ledger/stamps')).body.stamps.find((s: { key: string }) => s.key === stamp.key)
  assert.equal(after_.ended, 'key-compromise')
  assert.equal(after_.compromisedSince, 2)
})

test('the log is there for anybody, without a session and for other sites', async () => {
  const checkpoint = await t.raw(undefined, 'GET', '/log/checkpoint')
  assert.equal(checkpoint.status, 200)
  assert.equal(checkpoint.headers.get('Access-Control-Allow-Origin'), '*')
  assert.match(await checkpoint.text(), /^demo\.duheng\.example\/log\n/)
  assert.equal((await t.raw(undefined, 'GET', '/log/keys/log.pem')).status, 404)
})
