import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestLaboratory } from './testing.ts'
import type { TestLaboratory } from './testing.ts'
import type { TestPerson } from '#apps/server/testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory({ adopt: false }) })
after(() => l.close())
const api = (who: TestPerson | undefined, method: string, path: string, body?: unknown) => l.house.call(who, method, `/api/laboratory${path}`, body)

test('an edition nobody adopted computes everything and passes or fails nobody', async () => {
  const item = await l.filled('N-01')
  const bench = l.ok(await api(l.people.verifier, 'GET', `/items/${item.id}/bench`))
  assert.equal(bench.record.standing, 'not adopted')
  assert.equal(bench.record.conclusion.verdict, 'not adopted')
  assert.equal(bench.record.conclusion.computed, '合格')
  assert.ok(bench.record.points.some((p: { values: { state: string }[] }) => p.values.some((v) => v.state === 'known')), 'values are computed')
  const refused = await l.step(l.people.verifier, item.id, 'submit')
  assert.equal(refused.status, 409)
  assert.deepEqual(refused.body.unmet, ['rules adopted'])
})

test('two persons adopt it, and the same record goes on', async () => {
  const item = await l.filled('N-02')
  const rule = { rule: 'JJG 539-2016', sha256: l.procedureSha256, document: 'JJG 539—2016 纸本，馆藏 017' }
  const { id } = l.ok(await l.house.call(l.people.quality, 'POST', '/api/adoptions', rule))
  assert.equal((await l.house.call(l.people.quality, 'POST', `/api/adoptions/${id}/confirmation`)).status, 409, 'one person is not two')
  l.ok(await l.house.call(l.people.head, 'POST', `/api/adoptions/${id}/confirmation`))
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
})
