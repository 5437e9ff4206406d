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

const booked = async (serial: string, more: Record<string, unknown> = {}): Promise<{ id: number; slip: string; code: string; orderId: number }> => {
  const instrumentId = await l.scale(serial)
  const order = l.ok(await api(l.people.owner, 'POST', '/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '周市场', instrumentIds: [instrumentId], ...more }))
  const seen = l.ok(await api(l.people.owner, 'GET', `/items/${order.items[0].id}`))
  return { ...order.items[0], code: seen.instrument.code, orderId: order.id }
}

test('an owner withdraws what it booked and accepts nothing; afterwards the instrument can be booked again', async () => {
  const item = await booked('S-0010')
  assert.equal((await l.step(l.people.owner, item.id, 'accept', { procedure: 'JJG 539' })).body.title, 'step-role')
  l.ok(await l.step(l.people.owner, item.id, 'withdraw', { fields: { reason: '改日再检' } }))
  const seen = l.ok(await api(l.people.reception, 'GET', `/items/${item.id}`))
  assert.equal(seen.state, 'withdrawn')
  assert.equal((await l.step(l.people.reception, item.id, 'accept', { procedure: 'JJG 539' })).body.title, 'step-state')
  assert.equal((await api(l.people.owner, 'POST', '/orders', { laboratoryId: l.lab, kind: 'verification', way: 'on-site', contact: '周', instrumentIds: [seen.instrument.id] })).status, 201)
})

test('the slip and the label of the instrument both lead to the item that is on its way', async () => {
  const item = await booked('S-0011')
  for (const code of [item.slip, item.slip.toLowerCase(), `https://demo.duheng.example/i/${item.code}`.replaceAll('/', '%2F')]) {
    assert.equal(l.ok(await api(l.people.reception, 'GET', `/items/by-slip/${code}`)).id, item.id, code)
  }
  assert.equal((await api(l.people.reception, 'GET', '/items/by-slip/0000000000')).status, 404)
})

test('a visit on site: the verifier receives at the client, and each item of a batch is answered for itself', async () => {
  const item = await booked('S-0012', { way: 'on-site', wantedOn: '2026-11-25' })
  const other = await booked('S-0013')
  l.ok(await l.step(l.people.reception, item.id, 'accept', { procedure: 'JJG 539' }))
  const { done, received } = l.ok(await api(l.people.verifier, 'POST', '/reception', { items: [{ itemId: item.id, condition: '完好' }, { itemId: other.id, condition: '完好' }, { itemId: 10_000_000, condition: '完好' }] }))
  assert.equal(received, 1)
  assert.deepEqual(done.map((d: { ok: boolean }) => d.ok), [true, false, false])
  assert.equal(done[2].rule, 'not-found')
})

test('what is late is counted on the board and listed; the clock says by which rule', async () => {
  const item = await l.assigned('S-0014')
  await l.at('2026-12-09T09:00:00+08:00')
  const late = l.ok(await api(l.people.head, 'GET', '/items?overdue=yes'))
  assert.ok(late.items.some((i: { id: number }) => i.id === item.id))
  const board = l.ok(await api(l.people.head, 'GET', '/board'))
  assert.ok(board.states.find((s: { id: string }) => s.id === 'assigned').late >= 1)
  const { clock } = l.ok(await api(l.people.head, 'GET', `/items/${item.id}`))
  assert.equal(clock.left, -1)
  assert.match(clock.rule.document, /安徽省计量监督管理条例/)
  assert.equal(clock.rule.grade, 'secondary')
  await l.at('2026-11-23T09:00:00+08:00')
})

test('an order of another client is not found, an instrument of another owner cannot be booked', async () => {
  const item = await booked('S-0015')
  const stranger = await l.house.person(await l.house.org('enterprise', '另一家市场'), '外人', ['owner-admin'])
  assert.equal((await api(stranger, 'GET', `/orders/${item.orderId}`)).status, 404)
  assert.equal((await api(stranger, 'POST', '/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '外', instrumentIds: [await l.scale('S-0016')] })).status, 404)
  assert.equal((await l.step(stranger, item.id, 'withdraw')).status, 404)
  assert.deepEqual(l.ok(await api(stranger, 'GET', '/orders')).orders, [])
})
