import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dossierOf, draftOf, fieldOf } from './method-draft.ts'

const asked = {
  document: 'JJG 539',
  parameters: [
    { id: 'class', kind: 'choice' as const, zh: '等级', en: 'Class', options: [{ id: 'iii', zh: 'III', en: 'III' }] },
    { id: 'Max', kind: 'quantity' as const, zh: '最大秤量', en: 'Max', unit: 'kg' },
  ],
  standards: [
    { id: 'weights', zh: '砝码', en: 'Weights', values: [{ name: 'mpe_weights', zh: '允许误差', en: 'MPE', unit: 'g' }] },
    { id: 'repeatability', zh: '重复性', en: 'Repeatability', values: [{ name: 's', zh: '标准差', en: 's', unit: 'g' }] },
  ],
}
const dossier = {
  parameters: { class: 'iii', Max: '15 kg' },
  standards: { weights: { standardId: 7, values: { mpe_weights: '1.5 g' } }, repeatability: { standardId: null, values: { s: '0.4 g' } } },
}

test('a dossier survives its form: what was proposed comes back as it was', () => {
  assert.deepEqual(dossierOf(asked, draftOf(asked, dossier)), { document: 'JJG 539', ...dossier })
})

test('an empty form proposes the first choice and nothing else', () => {
  assert.deepEqual(dossierOf(asked, draftOf(asked, null)), { document: 'JJG 539', parameters: { class: 'iii' }, standards: {} })
})

for (const [named, field] of [['Max', 'parameters.Max'], ['weights.mpe_weights', 'standards.weights.values.mpe_weights'], ['standards.weights', 'standards.weights'], ['max', 'max']] as const) {
  test(`the server's “${named}” is the form's “${field}”`, () => assert.equal(fieldOf(asked, named), field))
}
