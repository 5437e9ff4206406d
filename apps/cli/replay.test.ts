import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestLaboratory } from '#modules/laboratory/testing.ts'
import type { TestLaboratory, Working } from '#modules/laboratory/testing.ts'
import type { Replayed } from '#modules/laboratory/contract.ts'
import { replayAll } from './replay.ts'

let l: TestLaboratory
let items: Working[] = []
before(async () => {
  l = await openTestLaboratory()
  for (const [serial, example] of [['R-01', 'market-scale-passes'], ['R-02', 'market-scale-fails-on-a-corner']] as const) {
    const item = await l.filled(serial, example)
    l.ok(await l.step(l.people.verifier, item.id, 'submit'))
    items = [...items, item]
  }
})
after(() => l.close())

test('every submitted record computes again byte for byte', async () => {
  assert.deepEqual(await replayAll(l.house.db, () => {}), { n: 2, different: 0, absent: 0 })
})

test('a reading changed by somebody with the database in hand is found, and the byte where it parts is named', async () => {
  const [first] = items
  await l.house.db.asOwner((client) => client.query(`update laboratory.reading set text = '9.99' where record_id = $1 and cell = 'zero.1.dL'`, [first?.recordId]))
  const found: Replayed[] = []
  assert.deepEqual(await replayAll(l.house.db, (r) => found.push(r)), { n: 2, different: 1, absent: 0 })
  assert.match(found.find((r) => !r.equal)?.reason ?? '', /differs from byte \d+/)
})

test('a stored result that was edited no longer has its own hash', async () => {
  const second = items[1]
  await l.house.db.asOwner((client) => client.query(`update laboratory.result set bytes = replace(bytes, '不合格', '合格') where record_id = $1`, [second?.recordId]))
  const found: Replayed[] = []
  await replayAll(l.house.db, (r) => found.push(r))
  assert.match(found.find((r) => r.recordId === second?.recordId)?.reason ?? '', /own hash/)
})
