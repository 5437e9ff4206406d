// Studies of the other kinds: a comparison, a lot, a chart, a plan are kept, versioned and shared as an uncertainty is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setLogSink } from '#platform/http/log.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { emptyBody } from './study-body.ts'
import { emptyChart } from './chart-body.ts'
import { emptyComparison } from './comparison-body.ts'
import { emptyPackage } from './package-body.ts'
import { emptySampling } from './sampling-body.ts'
import { readSaved } from './saved-body.ts'
import type { SavedBody } from './saved-body.ts'

let t: TestHouse
let quality: TestPerson
let colleague: TestPerson
before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  const lab = await t.org('laboratory', '云溪市计量测试研究所')
  quality = await t.person(lab, '吕质量', ['quality'])
  colleague = await t.person(lab, '沈检定', ['verifier'])
})
after(() => t.close())

const pcb: SavedBody = { ...emptyComparison, unit: 'µg/kg', rows: [['IRMM', '34.3', '1.03'], ['KRISS', '32.9', '0.69'], ['', '', '']] }
const kinds: readonly (readonly [string, SavedBody, string])[] = [
  ['comparison', pcb, 'n = 2, µg/kg'],
  ['prepackage', { ...emptyPackage, product: '大米', nominal: '500', N: '400', contents: ['500.1', '', '499.8'] }, '大米: Q = 500 g, N = 400, n = 2'],
  ['control-chart', { ...emptyChart, rows: [['1', '10.0'], ['2', '10.1']] }, 'I–MR, n = 2'],
  ['sampling', emptySampling, 'N = 1000, p₁ = 1 %, p₂ = 7 %'],
  ['uncertainty', emptyBody, ''],
]

for (const [kind, body, shown] of kinds) {
  test(`a ${kind} is kept as typed and found by its kind`, async () => {
    const made = await t.call(quality, 'POST', '/api/workbench/studies', { title: `${kind} 一`, body })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const { body: study } = await t.call(colleague, 'GET', `/api/workbench/studies/${made.body.id}`)
    assert.deepEqual([study.kind, study.versions[0].shown ?? ''], [kind, shown])
    const version = await t.call(colleague, 'GET', `/api/workbench/studies/${made.body.id}/versions/1`)
    assert.deepEqual(readSaved(version.body.body), body)
    const { body: listed } = await t.call(colleague, 'GET', `/api/workbench/studies?kind=${kind}`)
    assert.deepEqual(listed.studies.map((one: { kind: string }) => one.kind), [kind])
  })
}

test('a version is of its study’s kind, and a shared comparison is read by anybody', async () => {
  const { body: { id } } = await t.call(quality, 'POST', '/api/workbench/studies', { title: 'PCB 28', body: pcb })
  const other = await t.call(quality, 'POST', `/api/workbench/studies/${id}/versions`, { basedOn: 1, body: emptySampling })
  assert.equal(other.status, 422)
  assert.match(other.body.detail, /种类不同/)
  const { body: { token } } = await t.call(quality, 'POST', `/api/workbench/studies/${id}/shares`, { number: 1 })
  assert.deepEqual(readSaved((await t.call(undefined, 'GET', `/api/workbench/shared/${token}`)).body.body), pcb)
})

test('a body of no kind, and one with a field too much, are refused by name', async () => {
  const post = (body: unknown) => t.call(quality, 'POST', '/api/workbench/studies', { title: 'x', body })
  const none = await post({ format: 'duheng-nothing/1' })
  assert.deepEqual([none.status, none.body.errors[0].field], [400, 'body.format'])
  const more = await post({ ...pcb, verdict: 'pass' })
  assert.deepEqual([more.status, more.body.errors[0].field], [400, 'body.verdict'])
})
