import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { release } from './release.ts'

let t: TestHouse
let quality: TestPerson
let head: TestPerson
before(async () => {
  t = await openTestHouse()
  const lab = await t.org('laboratory', '示范市计量所')
  quality = await t.person(lab, '质量', ['quality'])
  head = await t.person(lab, '所长', ['head'])
})
after(() => t.close())

const shipped = release().procedures.find((p) => p.of.file.document === 'JJG 52')
assert.ok(shipped)
const local = shipped.of.text.replace(/^edition: .*$/m, `edition: '${shipped.of.file.edition}+A'\nlocal: { of: '${shipped.of.file.edition}', hash: ${shipped.of.hash}, reason: 本所试用更密的检定点, basis: 本所质量手册第 7 章 }`)
const edition = async (who: TestPerson) => (await t.call(who, 'GET', '/api/procedures')).body.rows.find((r: { document: string }) => r.document === 'JJG 52')

test('a local edition holds only after a second person approved it, and for its own institute', async () => {
  const written = await t.call(quality, 'POST', '/api/local-editions', { text: local, reason: '更密的检定点', basis: '本所质量手册第 7 章' })
  assert.equal(written.status, 201, JSON.stringify(written.body))
  assert.equal((await edition(quality)).origin, 'release')
  assert.equal((await t.call(quality, 'POST', `/api/local-editions/${written.body.id}/approval`)).status, 409)
  assert.equal((await t.call(head, 'POST', `/api/local-editions/${written.body.id}/approval`)).status, 200)
  assert.equal((await edition(quality)).origin, 'local')
  const other = await t.person(await t.org('laboratory', '邻市计量所'), '外人', ['quality'])
  assert.equal((await edition(other)).origin, 'release')
  assert.deepEqual((await t.call(quality, 'GET', '/api/local-editions/partings')).body.rows, [])
  const exported = await t.raw(quality, 'GET', `/api/local-editions/${written.body.id}/text`)
  assert.equal(await exported.text(), local)
  assert.equal((await t.raw(other, 'GET', `/api/local-editions/${written.body.id}/text`)).status, 404)
})

test('a local edition with an error in a formula is not kept, and its place is named', async () => {
  const answer = await t.call(quality, 'POST', '/api/local-editions', { text: local.replace('formula:', 'formula: 1 +* '), reason: '试用', basis: '本所质量手册' })
  assert.equal(answer.status, 422)
  assert.ok(answer.body.problems[0].line > 1)
})
