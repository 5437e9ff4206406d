import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestLaboratory } from './testing.ts'
import type { TestLaboratory } from './testing.ts'
import type { TestPerson } from '#apps/server/testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory() })
after(() => l.close())
const api = (who: TestPerson | undefined, method: string, path: string, body?: unknown) => l.house.call(who, method, `/api/laboratory${path}`, body)

test('a market books a scale; it is accepted, received, assigned, measured, submitted and checked, each step on record', async () => {
  const item = await l.filled('S-0001')
  const bench = l.ok(await api(l.people.verifier, 'GET', `/items/${item.id}/bench`))
  assert.equal(bench.record.conclusion.verdict, '合格')
  assert.equal(bench.record.standards[0].code, 'M1-07')
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  const seen = l.ok(await api(l.people.reception, 'GET', `/items/${item.id}`))
  assert.equal(seen.state, 'checked')
  assert.deepEqual(seen.steps.map((s: { transition: string }) => s.transition), ['draft', 'file', 'book', 'accept', 'receive', 'assign', 'submit', 'check'])
  assert.deepEqual(seen.clock.state, 'running')
  assert.equal(seen.clock.last, '2026-12-08')
  assert.equal(seen.dueOn, '2026-12-08')
  const owner = l.ok(await api(l.people.owner, 'GET', `/items/${item.id}`))
  assert.equal(owner.state, 'checked')
  assert.ok(!JSON.stringify(owner).includes('王检定'), 'the client is not told who measured')
  assert.equal((await api(l.people.owner, 'GET', `/items/${item.id}/bench`)).status, 403)
})

const shownOf = async (id: number): Promise<string> => {
  const queue = l.ok(await api(l.people.signatory, 'GET', '/queue?step=sign&limit=50'))
  return queue.items.find((i: { id: number }) => i.id === id)?.shown
}
const checked = async (serial: string, example?: string) => {
  const item = await l.filled(serial, example)
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  return item
}

test('a checked scale is signed and issued once: certificate, ledger row and link stand together', async () => {
  const item = await checked('S-0002')
  const signed = l.ok(await api(l.people.signatory, 'POST', '/sign', { items: [{ id: item.id, shown: await shownOf(item.id) }] }))
  assert.deepEqual([signed.issued, signed.refused], [1, 0], JSON.stringify(signed))
  const { number, publicId } = signed.done[0]
  const seen = l.ok(await api(l.people.owner, 'GET', `/items/${item.id}`))
  assert.equal(seen.state, 'issued')
  assert.equal(seen.certificate.number, number)
  assert.equal(seen.clock.state, 'stopped')
  assert.equal(seen.clock.late, false)
  const replayed = l.ok(await api(l.people.checker, 'GET', `/records/${item.recordId}/replay`))
  assert.deepEqual(replayed.replayed.map((r: { equal: boolean }) => r.equal), [true])
  const open = await l.house.call(undefined, 'GET', `/api/public/certificates/${publicId}`)
  assert.equal(open.status, 200, JSON.stringify(open.body))
  l.ok(await l.step(l.people.reception, item.id, 'return'))
})
