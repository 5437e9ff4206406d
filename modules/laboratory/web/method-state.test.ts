import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockersOf, methodStanding } from './method-state.ts'
import type { Blocker, BudgetFacts, DossierFacts, UsedStandard } from './method-state.ts'

const budget: BudgetFacts = { zh: '最大秤量处', en: 'At Max', unit: 'g', U: '2.0', mpev: '7.5', ratio: '0.2667', required: '0.3333', satisfied: true, requirements: [{ zh: '砝码', en: 'Weights', holds: true }] }
const dossier: DossierFacts = { current: true, fit: true, acceptedBy: 7, budgets: [budget] }
const weights: UsedStandard = { zh: '砝码', en: 'Weights', code: 'M1-07', standing: 'valid' }
const cases: readonly (readonly [string, DossierFacts | null, string, UsedStandard, readonly Blocker['kind'][]])[] = [
  ['nothing is wrong', dossier, 'adopted', weights, []],
  ['the standard ends soon', dossier, 'official', { ...weights, standing: 'expiring' }, []],
  ['there is no dossier', null, 'adopted', weights, ['no dossier']],
  ['nobody accepted it', { ...dossier, acceptedBy: null }, 'adopted', weights, ['not accepted']],
  ['the edition was replaced', { ...dossier, current: false }, 'adopted', weights, ['replaced']],
  ['U is too large', { ...dossier, fit: false, budgets: [{ ...budget, satisfied: false }] }, 'adopted', weights, ['ratio']],
  ['a requirement cannot be judged', { ...dossier, fit: false, budgets: [{ ...budget, requirements: [{ zh: '', en: '', holds: 'not known' }] }] }, 'adopted', weights, ['requirement']],
  ['the standard has expired', dossier, 'adopted', { ...weights, standing: 'expired' }, ['standard']],
  ['the edition is not adopted', dossier, 'not adopted', weights, ['not adopted']],
]
for (const [name, facts, standing, standard, kinds] of cases) {
  test(`what blocks a method when ${name}`, () => assert.deepEqual(blockersOf(facts, standing, [standard]).map(({ kind }) => kind), kinds))
}

test('a method stands where its dossier does', () => {
  assert.deepEqual([null, dossier, { ...dossier, acceptedBy: null }, { ...dossier, fit: false }, { ...dossier, current: false }].map(methodStanding), ['missing', 'fit', 'waiting', 'unfit', 'replaced'])
})
