import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { openTestLaboratory } from './testing.ts'
import type { TestLaboratory } from './testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory() })
after(() => l.close())

test('all results are computed again a page at a time, and none differs', async () => {
  const filled = await l.filled('F-02')
  l.ok(await l.step(l.people.verifier, filled.id, 'submit'))
  const page = l.ok(await l.house.call(l.people.head, 'GET', '/api/laboratory/replay'))
  assert.equal(page.total, 1)
  assert.equal(page.next, null)
  assert.deepEqual(page.replayed.map((r: { itemId: number; equal: boolean }) => [r.itemId, r.equal]), [[filled.id, true]])
  assert.equal((await l.house.call(l.people.reception, 'GET', '/api/laboratory/replay')).status, 403)
})

test('a dossier names who proposed and accepted it, and which components were evaluated by experiment', async () => {
  const { method, procedure } = l.ok(await l.house.call(l.people.verifier, 'GET', '/api/laboratory/methods/for/JJG%20539'))
  assert.deepEqual([method.proposedByName, method.acceptedByName], ['钱质量', '赵所长'])
  const types = new Map(method.budgets[0].components.map((c: { name: string; type: string }) => [c.name, c.type]))
  assert.deepEqual([types.get('I'), types.get('c_weights')], ['A', 'B'])
  assert.ok(procedure.parameters.some((p: { id: string }) => p.id === 'Max'))
})

test('a DCC is read for a look before anything is written', async () => {
  const read = async (body: Uint8Array) => {
    const response = await l.house.raw(l.people.quality, 'POST', `/api/laboratory/standards/${l.weights}/dcc/reading`, { body: new Uint8Array(body), headers: { 'Content-Type': 'application/octet-stream' } })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  const { certificates } = l.ok(await l.house.call(l.people.quality, 'GET', `/api/laboratory/standards/${l.weights}`))
  const found = await read(writeDcc(thermocoupleCalibration))
  assert.equal(found.status, 200)
  assert.equal(found.body.number, thermocoupleCalibration.publicId)
  assert.ok(found.body.values.length > 0 && found.body.facts.upward.length > 0)
  assert.equal((await read(Buffer.from('<?xml version="1.0"?><invoice/>'))).status, 422)
  assert.deepEqual(l.ok(await l.house.call(l.people.quality, 'GET', `/api/laboratory/standards/${l.weights}`)).certificates, certificates)
})

test('a newer proposal stands beside the dossier in force until somebody else accepts it', async () => {
  const { method } = l.ok(await l.house.call(l.people.verifier, 'GET', '/api/laboratory/methods/for/JJG%20539'))
  const { id } = l.ok(await l.house.call(l.people.quality, 'POST', '/api/laboratory/methods', { document: 'JJG 539', parameters: method.parameters, standards: method.standards }))
  const read = async () => l.ok(await l.house.call(l.people.head, 'GET', '/api/laboratory/methods/for/JJG%20539'))
  assert.deepEqual([(await read()).method.id, (await read()).proposal.id], [method.id, id])
  assert.equal((await l.house.call(l.people.quality, 'POST', `/api/laboratory/methods/${id}/acceptance`)).body.title, 'two-persons')
  l.ok(await l.house.call(l.people.head, 'POST', `/api/laboratory/methods/${id}/acceptance`))
  assert.deepEqual([(await read()).method.id, (await read()).proposal], [id, null])
})

test('what waits is listed with the soonest limit first, and what has none last', async () => {
  const early = await l.assigned('Q-1')
  await l.at('2026-11-25T09:00:00+08:00')
  const late = await l.assigned('Q-2')
  const { items } = l.ok(await l.house.call(l.people.verifier, 'GET', '/api/laboratory/items?states=assigned,booked&first=due'))
  assert.deepEqual(items.map((i: { id: number }) => i.id), [early.id, late.id])
  assert.ok(items[0].dueOn < items[1].dueOn)
})
