import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { jobScope } from '#platform/db/scope.ts'
import { readDcc } from '@duheng/dcc/read.ts'
import { openTestLaboratory, exampleReadings } from './testing.ts'
import type { TestLaboratory } from './testing.ts'
import type { TestPerson } from '#apps/server/testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory() })
after(() => l.close())
const api = (who: TestPerson | undefined, method: string, path: string, body?: unknown) => l.house.call(who, method, `/api/laboratory${path}`, body)
const checked = async (serial: string, example?: string) => {
  const item = await l.filled(serial, example)
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  return item
}
const shownOf = async (id: number) => l.ok(await api(l.people.signatory, 'GET', `/items/${id}/certificate`))
const sign = async (items: { id: number; shown: string }[]) => l.ok(await api(l.people.signatory, 'POST', '/sign', { items }))

test('50 parallel signatures of one item give one certificate', async () => {
  const item = await checked('P-01')
  const { shown } = await shownOf(item.id)
  const answers = await Promise.all(Array.from({ length: 50 }, () => sign([{ id: item.id, shown }])))
  assert.equal(new Set(answers.map((a) => a.done[0].number)).size, 1)
  assert.equal(answers.filter((a) => a.done[0].already === false).length, 1)
  const rows = await l.house.db.withTx(jobScope, (tx) => tx.selectFrom('certificates.certificate').select('id').where('source', '=', `item:${item.id}`).execute())
  assert.equal(rows.length, 1)
})

test('what is issued is what was shown, in the XML and on the ledger of the owner', async () => {
  const item = await checked('P-02')
  const { record, shown, flags } = await shownOf(item.id)
  assert.equal(record.kind, 'verification')
  assert.equal(record.conclusion.verdict, 'pass')
  assert.equal(record.dates.validUntil, '2027-11-22', 'one year, the day before (the procedure says so)')
  assert.equal(record.standards[0].certificateNumber, 'FM-2026-0045')
  assert.deepEqual(record.conditions.map((c: { from: string; unit: string }) => [c.from, c.unit]), [['20.0', '°C'], ['55', '%']])
  assert.ok(Array.isArray(flags))
  const [done] = (await sign([{ id: item.id, shown }])).done
  const xml = await l.house.raw(l.people.owner, 'GET', `/api/certificates/${done.certificateId}/xml`)
  assert.equal(xml.status, 200)
  const read = readDcc(new Uint8Array(await xml.arrayBuffer()))
  assert.ok(read.ok)
  const values = read.ok ? read.dcc.rows.filter((r) => r.within === 'result').map((r) => r.value) : []
  assert.ok(values.some((v) => v.split(' ').includes('1.0')), 'the error at 10 kg of the worked example')
  const ledger = await l.house.db.withTx(jobScope, (tx) => tx.selectFrom('registry.instrument').select(['verdict', 'verified_on', 'due_on', 'certificate_no']).where('id', '=', item.instrumentId).executeTakeFirstOrThrow())
  assert.deepEqual(ledger, { verdict: 'pass', verified_on: '2026-11-23', due_on: '2027-11-22', certificate_no: done.number })
})

test('a scale that fails gets a notice that names what failed, and no validity', async () => {
  const item = await checked('P-03', 'market-scale-fails-on-a-corner')
  const { record, shown } = await shownOf(item.id)
  assert.equal(record.kind, 'rejection')
  assert.equal(record.dates.validUntil, undefined)
  assert.ok(record.conclusion.failed.length > 0)
  const { done } = await sign([{ id: item.id, shown }])
  assert.match(done[0].number, /^TZ-/)
  const ledger = await l.house.db.withTx(jobScope, (tx) => tx.selectFrom('registry.instrument').select(['verdict', 'due_on']).where('id', '=', item.instrumentId).executeTakeFirstOrThrow())
  assert.deepEqual(ledger, { verdict: 'fail', due_on: null })
})

test('one bad item does not stop the others; an item of another laboratory is not found', async () => {
  const good = await checked('P-04')
  const unchecked = await l.filled('P-05')
  const answer = await sign([{ id: unchecked.id, shown: '0'.repeat(64) }, { id: good.id, shown: (await shownOf(good.id)).shown }, { id: 999_999, shown: '0'.repeat(64) }])
  assert.deepEqual([answer.issued, answer.refused], [1, 2])
  assert.deepEqual(answer.done.map((d: { ok: boolean }) => d.ok), [false, true, false])
  assert.equal(answer.done[2].rule, 'not-found')
})

test('a signature needs the role, fresh at each request', async () => {
  const item = await checked('P-06')
  const { shown } = await shownOf(item.id)
  assert.equal((await api(l.people.checker, 'POST', '/sign', { items: [{ id: item.id, shown }] })).status, 403)
  await l.house.db.withTx(jobScope, (tx) => tx.updateTable('registry.role_grant').set({ to_at: '2026-11-23T00:00:00Z', ended_act: 1 }).where('person_id', '=', l.people.signatory.id).execute())
  assert.equal((await api(l.people.signatory, 'POST', '/sign', { items: [{ id: item.id, shown }] })).status, 403)
  await l.house.db.withTx(jobScope, (tx) => tx.insertInto('registry.role_grant').values({ person_id: l.people.signatory.id, org_id: l.lab, role: 'signatory', from_at: '2026-01-01T00:00:00Z', granted_act: 1 }).execute())
  assert.equal((await sign([{ id: item.id, shown }])).issued, 1)
})

test('the preview is typeset as it will be issued', async () => {
  const item = await checked('P-07')
  const pdf = await l.house.raw(l.people.signatory, 'GET', `/api/laboratory/items/${item.id}/certificate.pdf`)
  assert.equal(pdf.status, 200, pdf.status === 200 ? '' : await pdf.text())
  assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString('latin1'), '%PDF-')
})

test('sent back after the check, measured and submitted again: the correction is struck through and the new record is signed', async () => {
  const item = await checked('P-08')
  l.ok(await l.step(l.people.checker, item.id, 'send back', { fields: { reason: '湿度请复核' } }).then((a) => (a.status === 200 ? a : l.step(l.people.signatory, item.id, 'send back', { fields: { reason: '湿度请复核' } }))))
  const typedAt = new Date(l.house.clock.now()).toISOString()
  const write = (reason: string, clientId: string) => api(l.people.verifier, 'PUT', `/items/${item.id}/readings`, { recordId: item.recordId, readings: [{ cell: 'conditions.h', text: '54', typedAt, clientId, reason }] })
  assert.equal(l.ok(await write('', 'again-0001')).answers[0].rule, 'reason')
  const written = l.ok(await write('复核后为 54', 'again-0002'))
  assert.equal(written.answers[0].counts, true)
  assert.deepEqual(written.record.histories.find((h: { cell: string }) => h.cell === 'conditions.h').struck.map((s: { text: string }) => s.text), ['55'])
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  const { record, shown, flags } = await shownOf(item.id)
  assert.equal(record.conditions[1].from, '54')
  assert.ok(flags.some((f: { kind: string }) => f.kind === 'corrected'))
  assert.equal((await sign([{ id: item.id, shown }])).issued, 1)
  const { replayed } = l.ok(await api(l.people.head, 'GET', `/records/${item.recordId}/replay`))
  assert.deepEqual(replayed.map((r: { equal: boolean }) => r.equal), [true, true], 'both submissions compute as they did')
})

for (const [rule, name] of [['none', 'none'], ['simple acceptance', 'simple acceptance'], ['guard band', 'guard band']] as const) {
  test(`a calibration carries U and, where agreed, a decision: ${rule}`, async () => {
    const instrumentId = await l.scale(`C-${rule}`)
    const order = l.ok(await api(l.people.owner, 'POST', '/orders', { laboratoryId: l.lab, kind: 'calibration', way: 'delivered', contact: '周', instrumentIds: [instrumentId], decisionRule: rule }))
    const id: number = order.items[0].id
    l.ok(await l.step(l.people.reception, id, 'accept', { procedure: 'JJG 539' }))
    l.ok(await api(l.people.reception, 'POST', '/reception', { items: [{ itemId: id, condition: '完好' }] }))
    l.ok(await l.step(l.people.reception, id, 'assign', { verifierId: l.people.verifier.id }))
    const { recordId } = l.ok(await api(l.people.verifier, 'POST', `/items/${id}/record`, {}))
    const typedAt = new Date(l.house.clock.now()).toISOString()
    l.ok(await api(l.people.verifier, 'PUT', `/items/${id}/readings`, { recordId, readings: Object.entries(exampleReadings('market-scale-passes')).map(([cell, text], i) => ({ cell, text, typedAt, clientId: `calibration-${id}-${i}` })) }))
    l.ok(await l.step(l.people.verifier, id, 'submit'))
    l.ok(await l.step(l.people.checker, id, 'check'))
    const { record, shown } = await shownOf(id)
    assert.equal(record.kind, 'calibration')
    assert.equal(record.dates.validUntil, undefined)
    assert.equal(record.decisionRule.name, name)
    const weighing = record.tables.find((t: { id: string }) => t.id === 't_weighing')
    const withU = weighing.rows.flatMap((r: { cells: { uncertainty?: { U: string } }[] }) => r.cells.filter((cell) => cell.uncertainty))
    assert.ok(withU.length > 0, 'values carry U')
    assert.equal(record.conclusion.verdict === undefined, rule === 'none')
    const signed = await sign([{ id, shown }])
    assert.equal(signed.issued, 1, JSON.stringify(signed))
    assert.match(signed.done[0].number, /^JZ-/)
    const seen = l.ok(await api(l.people.reception, 'GET', `/items/${id}`))
    assert.equal(seen.clock.state, 'not started', 'no statutory clock for a calibration')
  })
}
