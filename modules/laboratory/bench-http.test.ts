import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { jobScope } from '#platform/db/scope.ts'
import { openTestLaboratory } from './testing.ts'
import type { TestLaboratory, Working } from './testing.ts'
import type { TestPerson } from '#apps/server/testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory() })
after(() => l.close())
const api = (who: TestPerson | undefined, method: string, path: string, body?: unknown, headers?: Record<string, string>) => l.house.call(who, method, `/api/laboratory${path}`, body, headers)
const at = (seconds: number) => new Date(l.house.clock.now() + seconds * 1000).toISOString()
const put = (item: Working, readings: unknown[], who = l.people.verifier) => api(who, 'PUT', `/items/${item.id}/readings`, { recordId: item.recordId, readings })
const opened = async (serial: string): Promise<Working> => {
  const item = await l.assigned(serial)
  const { recordId } = l.ok(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}))
  return { ...item, recordId }
}
const cellOf = (record: { histories: { cell: string; text: string; struck: { text: string; arrivedLate: boolean }[] }[] }, cell: string) => record.histories.find((h) => h.cell === cell)

test('the bench proposes what the ledger knows and plans by the procedure', async () => {
  const item = await l.assigned('B-01')
  const bench = l.ok(await api(l.people.verifier, 'GET', `/items/${item.id}/bench`))
  assert.deepEqual(bench.procedure.proposed, { Max: '15 kg', Min: '100 g', e: '5 g' })
  assert.deepEqual(bench.guards, [])
  const { record } = l.ok(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}))
  assert.ok(record.plan.some((s: { id: string }) => s.id === 'weighing'))
  assert.equal(record.conclusion.verdict, 'not yet')
})

test('parameters the procedure refuses are refused by name before a record is opened', async () => {
  const item = await l.assigned('B-02')
  const answer = await api(l.people.verifier, 'POST', `/items/${item.id}/record`, { parameters: { class: 'i', e: '5 mm' } })
  assert.equal(answer.status, 422)
  assert.deepEqual(answer.body.errors.map((e: { field: string }) => e.field).toSorted(), ['parameters.class', 'parameters.e'])
})

test('live values and verdicts follow each batch; a partial record is "not yet", an impossible reading is refused by its cell', async () => {
  const item = await opened('B-03')
  const { record } = l.ok(await put(item, [
    { cell: 'zero.1.L0', text: '50', typedAt: at(0), clientId: 'b03-00001' }, { cell: 'zero.1.I', text: '50', typedAt: at(0), clientId: 'b03-00002' },
    { cell: 'zero.1.dL', text: '2.00', typedAt: at(0), clientId: 'b03-00003' }, { cell: 'tare.1.dL', text: '-1', typedAt: at(0), clientId: 'b03-00004' },
  ]))
  const zero = record.points.find((p: { id: string }) => p.id === 'zero.1')
  assert.equal(zero.values.find((v: { symbol: string }) => v.symbol === 'E0').text, '0.5')
  assert.equal(zero.verdict, 'pass')
  const refused = record.problems.find((p: { path: string; kind: string }) => p.path === 'tare.1.dL' && p.kind === 'refusal')
  assert.match(`${refused.zh} ${refused.en}`, /-1 g 不可能，应在 0 g 到 5 g 之间。.*must be between 0 g and 5 g/)
  const refusal = await l.step(l.people.verifier, item.id, 'submit')
  assert.match(refusal.body.detail, /除皮装置准确度，附加小砝码：-1 g 不可能/, 'read away from its cell, it says which reading')
  assert.equal(record.conclusion.verdict, 'not yet')
})

test('values typed offline arrive late and twice: once each, in the order of typing', async () => {
  const item = await opened('B-04')
  l.house.clock.advance(10 * 60_000)
  const early = { cell: 'conditions.t', text: '19.0', typedAt: at(-500), clientId: 'b04-early1' }
  const late = { cell: 'conditions.t', text: '20.5', typedAt: at(-100), clientId: 'b04-later1', reason: '温度计重读' }
  l.ok(await put(item, [late]))
  const first = l.ok(await put(item, [early, late]))
  assert.deepEqual(first.answers.map((a: { counts: boolean }) => a.counts), [false, true])
  const again = l.ok(await put(item, [early, late, early]))
  assert.deepEqual(again.answers.map((a: { ok: boolean }) => a.ok), [true, true, true])
  assert.equal(cellOf(again.record, 'conditions.t')?.text, '20.5')
  assert.deepEqual(cellOf(again.record, 'conditions.t')?.struck.map((s) => [s.text, s.arrivedLate]), [['19.0', true]])
  const rows = await l.house.db.withTx(jobScope, (tx) => tx.selectFrom('laboratory.reading').select('id').where('record_id', '=', item.recordId).execute())
  assert.equal(rows.length, 2)
})

test('parallel copies of one batch write each value once', async () => {
  const item = await opened('B-05')
  const batch = [{ cell: 'conditions.t', text: '20.0', typedAt: at(0), clientId: 'b05-000001' }, { cell: 'conditions.h', text: '50', typedAt: at(0), clientId: 'b05-000002' }]
  await Promise.all(Array.from({ length: 20 }, () => put(item, batch)))
  const rows = await l.house.db.withTx(jobScope, (tx) => tx.selectFrom('laboratory.reading').select('id').where('record_id', '=', item.recordId).execute())
  assert.equal(rows.length, 2)
})

test('the same form twice (Idempotency-Key) opens one record', async () => {
  const item = await l.assigned('B-06')
  const answers = await Promise.all(Array.from({ length: 10 }, () => api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}, { 'Idempotency-Key': 'open-b06-one-form' })))
  assert.equal(new Set(answers.map((a) => a.body.recordId)).size, 1)
})

test('after submission nothing is written until the record is sent back', async () => {
  const item = await l.filled('B-07')
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  const answer = l.ok(await put(item, [{ cell: 'conditions.t', text: '25', typedAt: at(1), clientId: 'b07-000001', reason: '改' }]))
  assert.equal(answer.answers[0].rule, 'submitted')
})

for (const [name, reading] of [
  ['a cell of another language', { cell: '__proto__', text: '1' }], ['a script', { cell: 'zero.1.I', text: '<script>1</script>' }], ['a formula', { cell: 'zero.1.I', text: '=1+1' }],
  ['words', { cell: 'zero.1.I', text: '约五十' }], ['a thousand digits', { cell: 'zero.1.I', text: '9'.repeat(61) }], ['an exponent', { cell: 'zero.1.I', text: '1e999' }],
] as const) {
  test(`bad input breaks nothing: ${name}`, async () => {
    const item = await opened(`B-bad-${name.replaceAll(' ', '-')}`)
    const answer = await put(item, [{ ...reading, typedAt: at(0), clientId: 'bad-000001' }])
    if (answer.status === 400) return
    const body = l.ok(answer)
    const refused = body.answers[0].ok === false || body.record.problems.some((p: { path: string }) => p.path === reading.cell) || body.record.cells.some((cell: { id: string; state: string }) => cell.id === reading.cell && cell.state === 'refused')
    assert.ok(refused, JSON.stringify(body.answers))
  })
}

test('photographs are kept by content, shown to the owner as pictures, and hidden from others', async () => {
  const item = await l.assigned('B-08')
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const send = (bytes: Buffer) => l.house.raw(l.people.reception, 'POST', `/api/laboratory/items/${item.id}/files`, { body: new Uint8Array(bytes), headers: { 'Content-Type': 'application/octet-stream' } })
  const kept = await send(png)
  assert.equal(kept.status, 201)
  const { sha256 } = JSON.parse(await kept.text())
  assert.equal((await send(Buffer.from('<svg onload=alert(1)>'))).status, 422)
  const seen = await l.house.raw(l.people.owner, 'GET', `/api/laboratory/items/${item.id}/files/${sha256}`)
  assert.equal(seen.headers.get('Content-Type'), 'image/png')
  assert.match(seen.headers.get('Content-Security-Policy') ?? '', /sandbox/)
  const stranger = await l.house.person(await l.house.org('enterprise', '别家超市'), '外人', ['clerk'])
  assert.equal((await l.house.raw(stranger, 'GET', `/api/laboratory/items/${item.id}/files/${sha256}`)).status, 404)
})

test('the database itself refuses to change or delete a reading, a step or a result', async () => {
  const item = await l.filled('B-09')
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  const scope = { role: 'app' as const, orgs: [l.lab], own: [l.lab], actor: l.people.verifier.id }
  await assert.rejects(l.house.db.withTx(scope, (tx) => tx.updateTable('laboratory.reading').set({ text: '1' }).where('record_id', '=', item.recordId).execute()), /permission denied/)
  await assert.rejects(l.house.db.withTx(scope, (tx) => tx.deleteFrom('laboratory.step').where('item_id', '=', item.id).execute()), /permission denied/)
  await assert.rejects(l.house.db.withTx(scope, (tx) => tx.updateTable('laboratory.result').set({ verdict: '合格' }).where('record_id', '=', item.recordId).execute()), /permission denied/)
  const owner = { role: 'app' as const, orgs: [l.market], own: [l.market], actor: l.people.owner.id }
  assert.deepEqual(await l.house.db.withTx(owner, (tx) => tx.selectFrom('laboratory.reading').selectAll().execute()), [], 'a client never sees raw readings')
})
