// Studies over HTTP: saved as typed, version by version, shared by a link that can be ended.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setLogSink } from '#platform/http/log.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { examples } from './examples.ts'
import { readBody } from './study-body.ts'
import type { StudyBody } from './study-body.ts'

let t: TestHouse
let verifier: TestPerson
let colleague: TestPerson
let stranger: TestPerson
const gauge = exampleOf('gum-h1')

const plain = (text: string) => text.replaceAll('\u202f', ' ')
function exampleOf(id: string): StudyBody {
  const found = examples.find((one) => one.id === id)
  assert.ok(found, id)
  return found.bodyIn(0)
}

before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  const lab = await t.org('laboratory', '云溪市计量测试研究所')
  verifier = await t.person(lab, '沈检定', ['verifier'])
  colleague = await t.person(lab, '吕质量', ['quality'])
  stranger = await t.person(await t.org('laboratory', '别家计量所'), '周', ['head'])
})
after(() => t.close())

const started = async (who: TestPerson, title = '量块'): Promise<number> => {
  const made = await t.call(who, 'POST', '/api/workbench/studies', { title, body: gauge, note: '初稿' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return Number(made.body.id)
}

test('what was typed comes back as it was typed, with the result as it prints', async () => {
  const id = await started(verifier)
  const read = await t.call(colleague, 'GET', `/api/workbench/studies/${id}`)
  assert.equal(plain(read.body.versions[0].shown), 'l = (50 000 838 ± 93) nm, k = 2.92')
  assert.equal(read.body.versions[0].by.name, '沈检定')
  const version = await t.call(colleague, 'GET', `/api/workbench/studies/${id}/versions/1`)
  assert.deepEqual(readBody(version.body.body), gauge)
})

test('a version is kept beside the next one, and a save made from an old one is refused', async () => {
  const id = await started(verifier)
  const wider = { ...gauge, inputs: gauge.inputs.map((row) => (row.name === 'ls' ? { ...row, spread: 'u=50' } : row)) }
  assert.equal((await t.call(colleague, 'POST', `/api/workbench/studies/${id}/versions`, { basedOn: 1, body: wider, note: '' })).body.number, 2)
  const late = await t.call(verifier, 'POST', `/api/workbench/studies/${id}/versions`, { basedOn: 1, body: gauge, note: '' })
  assert.equal(late.status, 409)
  assert.equal(late.body.newest, 2)
  const { body } = await t.call(verifier, 'GET', `/api/workbench/studies/${id}`)
  assert.deepEqual(body.versions.map((v: { number: number }) => v.number), [2, 1])
  assert.equal(plain(body.versions[0].shown), 'l = (50 000 840 ± 160) nm, k = 2.83')
})

test('of ten saves at once from one version, one is taken', async () => {
  const id = await started(verifier)
  const answers = await Promise.all(Array.from({ length: 10 }, () => t.call(verifier, 'POST', `/api/workbench/studies/${id}/versions`, { basedOn: 1, body: gauge })))
  assert.deepEqual(answers.map((a) => a.status).toSorted(), [201, ...Array.from({ length: 9 }, () => 409)])
})

test('an unfinished model is saved too, without a result', async () => {
  const made = await t.call(verifier, 'POST', '/api/workbench/studies', { title: '草稿', body: { ...gauge, formula: 'l = ls +' } })
  assert.equal(made.status, 201)
  const read = await t.call(verifier, 'GET', `/api/workbench/studies/${made.body.id}`)
  assert.equal(read.body.versions[0].shown, null)
})

test('the list finds by name, newest first, and shows the newest version', async () => {
  await started(verifier, '一等砝码 100 g')
  const { body } = await t.call(colleague, 'GET', `/api/workbench/studies?q=${encodeURIComponent('砝码')}`)
  assert.deepEqual(body.studies.map((s: { title: string }) => s.title), ['一等砝码 100 g'])
  assert.deepEqual((await t.call(colleague, 'GET', '/api/workbench/studies?q=%25')).body.studies, [])
  const page = await t.call(colleague, 'GET', '/api/workbench/studies?limit=2')
  assert.equal(page.body.studies.length, 2)
  const next = await t.call(colleague, 'GET', `/api/workbench/studies?limit=2&before=${page.body.next}`)
  assert.ok(next.body.studies[0].id < page.body.studies[1].id)
})

test('it is attached to a procedure or to a standard of the own laboratory, never to both', async () => {
  const id = await started(verifier)
  const standard = await t.call(colleague, 'POST', '/api/laboratory/standards', { kind: 'reference instrument', code: 'K-01', name: '量块', range: '0.5～100 mm', accuracy: '3 等' })
  const change = (body: object, who = verifier) => t.call(who, 'PATCH', `/api/workbench/studies/${id}`, body)
  assert.equal((await change({ version: 1, procedure: 'JJG 146' })).status, 200)
  assert.equal((await change({ version: 2, standardId: standard.body.id })).status, 200)
  const read = await t.call(verifier, 'GET', `/api/workbench/studies/${id}`)
  assert.deepEqual([read.body.procedure, read.body.standardId], [null, standard.body.id])
  assert.deepEqual((await t.call(verifier, 'GET', `/api/workbench/studies?standard=${standard.body.id}`)).body.studies.map((s: { id: number }) => s.id), [id])
  assert.equal((await change({ version: 3, procedure: 'JJG 146', standardId: 1 })).status, 400)
  assert.equal((await change({ version: 3, standardId: 999_999 })).status, 404)
  assert.equal((await change({ version: 1, title: '旧' })).status, 409)
})

test('another organisation finds nothing, as if it were not there', async () => {
  const id = await started(verifier)
  for (const [method, path, body] of [
    ['GET', `/studies/${id}`], ['GET', `/studies/${id}/versions/1`], ['GET', `/studies/${id}/shares`], ['POST', `/studies/${id}/versions`, { basedOn: 1, body: gauge }],
    ['POST', `/studies/${id}/shares`, { number: 1 }], ['PATCH', `/studies/${id}`, { version: 1, title: '我的' }],
  ] as const) assert.equal((await t.call(stranger, method, `/api/workbench${path}`, body)).status, 404, path)
})

test('a link opens one version for anybody until it is ended', async () => {
  const id = await started(verifier, '分享的量块')
  const { body: share } = await t.call(verifier, 'POST', `/api/workbench/studies/${id}/shares`, { number: 1 })
  await t.call(verifier, 'POST', `/api/workbench/studies/${id}/versions`, { basedOn: 1, body: { ...gauge, formula: 'y = ls' } })
  const opened = await t.call(undefined, 'GET', `/api/workbench/shared/${share.token}`)
  assert.equal(opened.body.title, '分享的量块')
  assert.deepEqual(readBody(opened.body.body), gauge, 'the version that was shared, not the newest')
  assert.deepEqual(Object.keys(opened.body).toSorted(), ['body', 'number', 'savedAt', 'sharedAt', 'title'])
  const listed = await t.call(colleague, 'GET', `/api/workbench/studies/${id}/shares`)
  assert.equal(listed.body.shares[0].token, share.token)
  assert.equal((await t.call(colleague, 'POST', `/api/workbench/shares/${share.id}/end`, {})).status, 200)
  assert.equal((await t.call(undefined, 'GET', `/api/workbench/shared/${share.token}`)).status, 404)
  assert.equal((await t.call(verifier, 'GET', `/api/workbench/studies/${id}/shares`)).body.shares[0].token, null)
  assert.equal((await t.call(stranger, 'POST', `/api/workbench/shares/${share.id}/end`, {})).status, 404)
})

test('a body of another shape is refused by field', async () => {
  const wrong = await t.call(verifier, 'POST', '/api/workbench/studies', { title: '错', body: { ...gauge, inputs: [{ ...gauge.inputs[0], type: 'guess' }] } })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.body.errors[0].field, 'body.inputs.0.type')
})
