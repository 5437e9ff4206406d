// Every guard refused once over HTTP, by name and with its rule, on a real house.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { jobScope } from '#platform/db/scope.ts'
import { openTestLaboratory, SCALE } from './testing.ts'
import type { TestLaboratory } from './testing.ts'
import type { TestPerson } from '#apps/server/testing.ts'

let l: TestLaboratory
before(async () => { l = await openTestLaboratory() })
after(() => l.close())
const api = (who: TestPerson | undefined, method: string, path: string, body?: unknown) => l.house.call(who, method, `/api/laboratory${path}`, body)
type Answer = Awaited<ReturnType<typeof api>>

/** Refused by exactly this guard (among others where several stand in the way), the rule named, in both languages. */
function refusedBy(answer: Answer, guard: string, rule: RegExp, status = 409) {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.ok(answer.body.unmet.includes(guard), `${guard} not among ${JSON.stringify(answer.body.unmet)}`)
  const error = answer.body.errors.find((e: { field: string }) => e.field === guard)
  assert.match(error.rule, rule)
  assert.ok(error.message.length > 5)
}
const book = async (instrumentId: number, more: Record<string, unknown> = {}) =>
  api(l.people.owner, 'POST', '/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '周', instrumentIds: [instrumentId], ...more })
const accepted = async (serial: string) => {
  const order = l.ok(await book(await l.scale(serial)))
  const id: number = order.items[0].id
  l.ok(await l.step(l.people.reception, id, 'accept', { procedure: 'JJG 539' }))
  l.ok(await api(l.people.reception, 'POST', '/reception', { items: [{ itemId: id, condition: '完好' }] }))
  return id
}
const submitted = async (serial: string) => {
  const item = await l.filled(serial)
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  return item
}
const shownOf = async (id: number): Promise<string> => l.ok(await api(l.people.signatory, 'GET', `/items/${id}/certificate`)).shown
const sign = async (id: number, shown?: string) => l.ok(await api(l.people.signatory, 'POST', '/sign', { items: [{ id, shown: shown ?? await shownOf(id) }] })).done[0]
const endScopes = async (personId: number, duty?: string) => {
  const { scopes } = l.ok(await api(l.people.quality, 'GET', '/scopes'))
  for (const s of scopes) if (s.person.id === personId && (duty === undefined || s.duty === duty)) l.ok(await api(l.people.quality, 'DELETE', `/scopes/${s.id}`))
}
const grant = async (personId: number, duties: string[], to = '2027-12-31') =>
  l.ok(await api(l.people.quality, 'POST', '/scopes', { personId, documents: ['JJG 539'], duties, from: '2026-01-01', to, basis: '证 1' }))

test('catalogue entry resolved: an instrument without category is not booked for verification, but for calibration', async () => {
  const id = await l.scale('G-01')
  await l.house.db.withTx(jobScope, (tx) => tx.updateTable('registry.instrument').set({ category: '', kind: '', catalogue: null }).where('id', '=', id).execute())
  const refused = await book(id)
  assert.equal(refused.status, 409)
  assert.match(refused.body.errors[0].rule, /2020 年第 42 号/)
  assert.equal((await book(id, { kind: 'calibration' })).status, 201)
})

test('the same instrument is not booked twice, a scrapped one not at all, a day in the past never', async () => {
  const id = await l.scale('G-02')
  l.ok(await book(id))
  assert.equal((await book(id)).body.errors[0].rule, 'already-booked')
  assert.equal((await book(await l.scale('G-02b'), { wantedOn: '2026-11-22' })).body.title, 'past-day')
  assert.equal((await book(id, { instrumentIds: [id, id] })).body.title, 'twice')
})

test('institute scope covers: without authorisation nothing is accepted', async () => {
  const order = l.ok(await book(await l.scale('G-03')))
  const { authorisations } = l.ok(await api(l.people.quality, 'GET', '/authorisations'))
  for (const a of authorisations) l.ok(await api(l.people.quality, 'DELETE', `/authorisations/${a.id}`))
  refusedBy(await l.step(l.people.reception, order.items[0].id, 'accept', { procedure: 'JJG 539' }), 'institute scope covers', /第二十条/)
  l.ok(await api(l.people.quality, 'POST', '/authorisations', { title: '计量授权证书', number: '(云)法计(2026)001', documents: ['JJG 539', 'JJG 52'], from: '2026-01-01', to: '2030-12-31' }))
  l.ok(await l.step(l.people.reception, order.items[0].id, 'accept', { procedure: 'JJG 539' }))
})

test('a field the workflow asks for is missing: refused by name', async () => {
  const order = l.ok(await book(await l.scale('G-04')))
  const refused = await l.step(l.people.reception, order.items[0].id, 'refuse')
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].field, 'reason')
  l.ok(await l.step(l.people.reception, order.items[0].id, 'refuse', { fields: { reason: '不在授权范围' } }))
  const seen = l.ok(await api(l.people.owner, 'GET', `/items/${order.items[0].id}`))
  assert.equal(seen.steps.at(-1).fields.reason, '不在授权范围', 'the owner is told why')
  assert.deepEqual([seen.steps.at(-1).by, seen.steps.at(-1).organisation], [undefined, '云溪市计量测试研究所'], 'and by whom, without the person')
})

test('sender agreed: the clock is paused only with the record of an agreement', async () => {
  const id = await accepted('G-05')
  const refused = await l.step(l.people.reception, id, 'extend')
  assert.equal(refused.status, 422)
  refusedBy({ ...refused, status: 409 }, 'sender agreed', /第十五条/)
  l.ok(await l.step(l.people.reception, id, 'extend', { fields: { agreement: '2026-11-23 电话，延长 5 天' } }))
  assert.equal(l.ok(await api(l.people.reception, 'GET', `/items/${id}`)).clock.state, 'paused')
})

test('person scope covers: only a person whose scope covers the procedure is assigned or measures', async () => {
  const id = await accepted('G-06')
  await endScopes(l.people.verifier.id)
  refusedBy(await l.step(l.people.reception, id, 'assign', { verifierId: l.people.verifier.id }), 'person scope covers', /检定人员/)
  await grant(l.people.verifier.id, ['verify'], '2026-11-22')
  refusedBy(await l.step(l.people.reception, id, 'assign', { verifierId: l.people.verifier.id }), 'person scope covers', /检定人员/)
  await grant(l.people.verifier.id, ['verify'])
  l.ok(await l.step(l.people.reception, id, 'assign', { verifierId: l.people.verifier.id }))
  await endScopes(l.people.verifier.id)
  refusedBy(await api(l.people.verifier, 'POST', `/items/${id}/record`, {}), 'person scope covers', /检定人员/)
  await grant(l.people.verifier.id, ['verify'])
  l.ok(await api(l.people.verifier, 'POST', `/items/${id}/record`, {}), 201)
})

test('standards valid: an expired or withdrawn certificate stops before measuring; a rehearsal is still possible', async () => {
  const item = await l.assigned('G-07')
  const { certificates } = l.ok(await api(l.people.quality, 'GET', `/standards/${l.weights}`))
  l.ok(await api(l.people.quality, 'POST', `/standard-certificates/${certificates[0].id}/withdrawal`, { reason: '送检期间碰损' }))
  refusedBy(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}), 'standards valid', /总局令第 72 号/)
  const rehearsal = l.ok(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, { rehearsal: true }), 201)
  assert.equal(rehearsal.record.rehearsal, true)
  refusedBy(await l.step(l.people.verifier, item.id, 'submit'), 'record complete', /原始记录/)
  l.ok(await api(l.people.quality, 'POST', `/standards/${l.weights}/certificates`, { origin: 'manual', issuer: '省计量院', number: 'FM-2026-0099', issuedOn: '2026-11-20', validUntil: '2027-11-19' }))
  l.ok(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}), 201)
})

test('procedure not blocked: without an accepted fit dossier the procedure is blocked, whatever the instrument', async () => {
  const id = await accepted('G-08')
  const { methods } = l.ok(await api(l.people.quality, 'GET', '/methods'))
  for (const m of methods) l.ok(await api(l.people.quality, 'DELETE', `/methods/${m.id}`))
  const assign = () => l.step(l.people.reception, id, 'assign', { verifierId: l.people.verifier.id })
  refusedBy(await assign(), 'procedure not blocked', /./)
  const dossier = (s: string) => ({ document: 'JJG 539', parameters: SCALE.parameters, standards: { weights: { standardId: l.weights, values: { mpe_weights: '1.5 g' } }, repeatability: { standardId: null, values: { s } } } })
  const unfit = l.ok(await api(l.people.quality, 'POST', '/methods', dossier('4 g')))
  assert.equal(unfit.fit, false)
  refusedBy(await assign(), 'procedure not blocked', /./)
  assert.equal((await api(l.people.quality, 'POST', `/methods/${unfit.id}/acceptance`)).body.title, 'two-persons')
  l.ok(await api(l.people.head, 'POST', `/methods/${unfit.id}/acceptance`))
  const blocked = await assign()
  refusedBy(blocked, 'procedure not blocked', /./)
  assert.match(blocked.body.detail, /与被检器具无关/)
  const fit = l.ok(await api(l.people.quality, 'POST', '/methods', dossier('0.4 g')))
  l.ok(await api(l.people.head, 'POST', `/methods/${fit.id}/acceptance`))
  l.ok(await assign())
})

test('environment recorded and record complete: an empty condition and an empty cell are named', async () => {
  const item = await l.assigned('G-09')
  l.ok(await api(l.people.verifier, 'POST', `/items/${item.id}/record`, {}), 201)
  const answer = await l.step(l.people.verifier, item.id, 'submit')
  refusedBy(answer, 'environment recorded', /检定条件/)
  refusedBy(answer, 'record complete', /原始记录/)
})

test('checker is not verifier, both ways: the verifier does not check, and whoever wrote a value does not either', async () => {
  const own = await l.filled('G-10')
  await grant(l.people.verifier.id, ['check'])
  await l.house.db.withTx(jobScope, (tx) => tx.insertInto('registry.role_grant').values({ person_id: l.people.verifier.id, org_id: l.lab, role: 'checker', from_at: '2026-01-01T00:00:00Z', granted_act: 1 }).execute())
  l.ok(await l.step(l.people.verifier, own.id, 'submit'))
  refusedBy(await l.step(l.people.verifier, own.id, 'check'), 'checker is not verifier', /两个人/)

  const other = await l.filled('G-11')
  const typedAt = new Date(l.house.clock.now()).toISOString()
  l.ok(await api(l.people.checker, 'PUT', `/items/${other.id}/readings`, { recordId: other.recordId, readings: [{ cell: 'conditions.h', text: '56', typedAt, clientId: 'by-the-checker-1', reason: '抄错' }] }))
  l.ok(await l.step(l.people.verifier, other.id, 'submit'))
  const refused = await l.step(l.people.checker, other.id, 'check')
  refusedBy(refused, 'checker is not verifier', /两个人/)
  assert.match(refused.body.detail, /李核验/)
})

test('a role the step does not know is refused', async () => {
  const item = await submitted('G-12')
  const refused = await l.step(l.people.reception, item.id, 'check')
  assert.equal(refused.status, 403)
  assert.equal(refused.body.title, 'step-role')
})

test('signatory scope covers: a signatory out of scope signs nothing, and is told so for each item', async () => {
  const item = await submitted('G-13')
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  await endScopes(l.people.signatory.id)
  const refused = await sign(item.id)
  assert.equal(refused.ok, false)
  assert.deepEqual(refused.unmet, ['signatory scope covers'])
  assert.match(refused.zh, /不含签发 JJG 539/)
  await grant(l.people.signatory.id, ['sign'])
  assert.equal((await sign(item.id)).ok, true)
})

test('the clock moves between page and signature: scope, standard and what was shown are asked again', async () => {
  const item = await submitted('G-14')
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  const shown = await shownOf(item.id)
  await l.at('2027-11-20T09:00:00+08:00') // one day after the standard's certificate
  const refused = await sign(item.id, shown)
  assert.equal(refused.ok, false)
  assert.ok(refused.unmet.includes('standards valid'), JSON.stringify(refused))
  assert.match(refused.zh, /FM|M1-07/)
  await l.at('2026-11-23T10:00:00+08:00')
  const changed = await sign(item.id, 'a'.repeat(64))
  assert.equal(changed.rule, 'changed')
  assert.equal((await sign(item.id, shown)).ok, true)
})

test('a stale page cannot take a step', async () => {
  const item = await l.assigned('G-15')
  const refused = await api(l.people.reception, 'POST', `/items/${item.id}/steps`, { transition: 'extend', version: 1, fields: { agreement: 'x' } })
  assert.equal(refused.status, 409)
  assert.equal(refused.body.title, 'stale')
  assert.ok(refused.body.theirs.version > 1)
})
