import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { adoptionsOf } from './contract.ts'
import { jobScope } from '#platform/db/scope.ts'

let t: TestHouse
let quality: TestPerson
let head: TestPerson
let stranger: TestPerson
let desk: TestPerson
let lab: number
before(async () => {
  t = await openTestHouse()
  lab = await t.org('laboratory', '示范市计量所')
  quality = await t.person(lab, '质量', ['quality'])
  head = await t.person(lab, '所长', ['head'])
  stranger = await t.person(await t.org('laboratory', '邻市计量所'), '外人', ['quality', 'head'])
  desk = await t.person(await t.org('authority', '示范市市场监督管理局', '341100'), '计量科', ['city-desk'])
})
after(() => t.close())

const sha256 = 'a'.repeat(64)
const proposal = { rule: 'R2', sha256, document: '市场监管总局公告2020年第42号，官网下载文本' }
const held = (org: number) => t.db.withTx(jobScope, (tx) => adoptionsOf(tx, org))

test('an adoption takes two persons of one organisation, and holds until withdrawn', async () => {
  const { body } = await t.call(quality, 'POST', '/api/adoptions', proposal)
  assert.equal((await held(lab)).length, 0)
  const alone = await t.call(quality, 'POST', `/api/adoptions/${body.id}/confirmation`)
  assert.equal(alone.status, 409)
  assert.match(alone.body.detail, /同一人/)
  assert.equal((await t.call(stranger, 'POST', `/api/adoptions/${body.id}/confirmation`)).status, 404)
  assert.equal((await t.call(head, 'POST', `/api/adoptions/${body.id}/confirmation`)).status, 200)
  assert.deepEqual((await held(lab)).map((a) => [a.id, a.digest]), [['R2', sha256]])
  assert.equal((await held(stranger.orgId)).length, 0)
  assert.equal((await t.call(head, 'POST', `/api/adoptions/${body.id}/withdrawal`, { reason: '文本已修订' })).status, 200)
  assert.equal((await held(lab)).length, 0)
})

test('an authority adopts for its whole city', async () => {
  const second = await t.person(desk.orgId, '副科长', ['city-desk'])
  const { body } = await t.call(desk, 'POST', '/api/adoptions', { ...proposal, rule: 'R5' })
  assert.equal((await t.call(second, 'POST', `/api/adoptions/${body.id}/confirmation`)).status, 200)
  assert.deepEqual((await held(lab)).map((a) => a.id), ['R5'])
})

for (const [what, body, field] of [
  ['a digest that is none', { ...proposal, sha256: 'xyz' }, 'sha256'],
  ['no document', { ...proposal, document: ' ' }, 'document'],
  ['a hidden field', { ...proposal, confirmed_by: 1 }, 'confirmed_by'],
] as const) {
  test(`a proposal with ${what} is refused by name`, async () => {
    const answer = await t.call(quality, 'POST', '/api/adoptions', body)
    assert.equal(answer.status, 400)
    assert.equal(answer.body.errors[0].field, field)
  })
}

test('a verifier may not adopt', async () => {
  const verifier = await t.person(lab, '检定员', ['verifier'])
  assert.equal((await t.call(verifier, 'POST', '/api/adoptions', proposal)).status, 403)
})

test('every rule shows its source, grade and standing', async () => {
  const { body } = await t.call(quality, 'GET', '/api/rules?date=2026-11-23')
  const clock = body.rows.find((r: { id: string }) => r.id === 'verification-time-CN-34')
  assert.equal(clock.grade, 'secondary')
  assert.equal(clock.standing, 'not adopted')
  assert.match(clock.saysZh, /15 日/)
})

test('a procedure file with errors is refused with line and column', async () => {
  const answer = await t.call(quality, 'POST', '/api/procedures/check', { text: 'format: duheng-procedure/1\nnonsense: yes\n' })
  assert.equal(answer.body.ok, false)
  assert.ok(answer.body.problems.length > 0 && answer.body.problems[0].line >= 1)
})
