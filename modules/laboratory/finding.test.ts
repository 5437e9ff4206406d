import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { meantNumber } from './finding.ts'
import { openTestLaboratory } from './testing.ts'
import type { TestLaboratory, Working } from './testing.ts'

const cases: readonly (readonly [string, ReturnType<typeof meantNumber>])[] = [
  ['12', { numbers: ['JD-2026-000012', 'JD-2025-000012', 'JD-2024-000012'] }],
  ['１２', { numbers: ['JD-2026-000012', 'JD-2025-000012', 'JD-2024-000012'] }],
  ['jd-2026-0043', { slip: 'JD20260043', numbers: ['JD-2026-0043'], beginning: 'JD-2026-0043' }],
  ['WT-2026-000001', { numbers: [] }],
  ['7q4k9m2x1a', { slip: '7Q4K9M2X1A', numbers: [] }],
  ['%', { numbers: [] }],
  ["JD-2026-' or 1=1", { numbers: [] }],
  ['电子秤', { numbers: [] }],
  ['', { numbers: [] }],
]
for (const [typed, meant] of cases) {
  test(`“${typed}” is read as ${meant.slip ?? (meant.numbers.join(' or ') || 'no number')}`, () => {
    const read = meantNumber(typed, 'JD', 2026)
    assert.deepEqual({ ...read, slip: read.slip }, { ...meant, slip: meant.slip })
  })
}

let l: TestLaboratory
let item: Working
before(async () => {
  l = await openTestLaboratory()
  item = await l.assigned('F-01')
})
after(() => l.close())
const find = async (who: 'owner' | 'reception', q: string) => l.ok(await l.house.call(l.people[who], 'GET', `/api/laboratory/search?q=${encodeURIComponent(q)}`))

test('an item is found by its whole number, its last digits, its beginning and its slip', async () => {
  for (const q of [item.no, String(Number(item.no.slice(-6))), item.no.slice(0, -2), item.slip, item.slip.toLowerCase()]) {
    const { items } = await find('reception', q)
    assert.deepEqual(items.map((i: { id: number }) => i.id), [item.id], q)
  }
})

test('an order is found by its number, by the client too; strangers find nothing', async () => {
  const order = l.ok(await l.house.call(l.people.owner, 'GET', `/api/laboratory/orders/${item.orderId}`))
  assert.deepEqual((await find('owner', order.no)).orders.map((o: { id: number }) => o.id), [item.orderId])
  const stranger = await l.house.person(await l.house.org('enterprise', '别家'), '郑某', ['owner-admin'])
  const body = l.ok(await l.house.call(stranger, 'GET', `/api/laboratory/search?q=${item.slip}`))
  assert.deepEqual(body, { items: [], orders: [] })
})
