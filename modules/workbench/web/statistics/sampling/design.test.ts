import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hypergeometricCdf } from '@duheng/statistics/discrete.ts'
import { readMeterLotRules } from '@duheng/statistics/meter-lot-rule.ts'
import { readSamplingRule } from '@duheng/statistics/sampling-rule.ts'
import type { LotRules, Stands } from '../lot-rules.ts'
import { design } from './design.ts'
import { emptySampling, SamplingBody } from '../../../sampling-body.ts'
import { samplingExamples } from './sampling-examples.ts'
import { specOf, strataOf } from './spec.ts'

const folder = join(import.meta.dirname, '../../../../../rules')
const stands = (id: string): Stands => ({ id, digest: '', grade: 'secondary', standing: 'not adopted', source: '', url: '', read: '' })
const read = <T>(reading: { ok: true; value: T } | { ok: false }): T => (reading.ok ? reading.value : assert.fail('a shipped rule cannot be read'))
/** The shipped tables as the rulebook's route sends them: what is not there is null. */
const rules: LotRules = JSON.parse(JSON.stringify({
  date: '2026-11-23', prepackages: [],
  sampling: ['GB-T-2828.1', 'GB-T-2828.2'].map((name) => ({ rule: read(readSamplingRule(readFileSync(join(folder, `sampling/${name}.yaml`), 'utf8'))), stands: stands(name) })),
  meters: read(readMeterLotRules(readFileSync(join(folder, 'meter-lots/surveillance.yaml'), 'utf8'))).rules.map((rule) => ({ rule, stands: stands(rule.id) })),
}))
const worked = (body: SamplingBody) => {
  const asked = specOf(body, rules)
  assert.ok(asked?.ok, asked?.ok === false ? asked.reason : 'no rules')
  const made = design(asked.value.spec)
  assert.ok(made.ok, made.ok ? '' : made.reason)
  return { ...made.value, asked: asked.value }
}
const refusedField = (body: SamplingBody) => {
  const asked = specOf(body, rules)
  if (asked?.ok !== true) return asked?.field ?? 'no rules'
  const made = design(asked.value.spec)
  return made.ok ? 'worked out' : made.field
}
const near = (got: number | undefined, expected: number, tolerance: number) => assert.ok(got !== undefined && Math.abs(got - expected) <= tolerance, `${got}, not ${expected}`)

test('95 % at 1 % and 5 % at 7 % in a lot of 1000: draw 86, accept with 2; without an end 109 and 3', () => {
  const { plan, atP1, atP2, endless, curve } = worked(emptySampling)
  assert.deepEqual(plan, { kind: 'single', n: 86, ac: 2 })
  near(atP1, 0.9527, 5e-5)
  near(atP2, 0.0477, 5e-5)
  assert.deepEqual([endless?.n, endless?.ac], [109, 3])
  // Every share of the curve is one the lot can have, and acceptance only falls.
  for (const [i, { p, accepted }] of curve.entries()) assert.ok(Math.abs(p * 1000 - Math.round(p * 1000)) < 1e-9 && accepted <= (curve[i - 1]?.accepted ?? 1) + 1e-12)
})

test('a typed plan of 50 and 3 in a lot of 500 accepts exactly what counting says', () => {
  const made = worked({ ...emptySampling, way: 'plan', N: '500', plan: { n: '50', ac: '3' }, points: { p1: '2.4', alpha: '5', p2: '20', beta: '10' } })
  const exact = hypergeometricCdf(3, { N: 500, D: 12, n: 50 })
  assert.ok(exact.ok)
  assert.equal(made.atP1, exact.value)
  near(made.atP1, 0.9759883885598157, 1e-12)
  assert.equal(made.quantiles.length, 3)
  assert.ok((made.aoql?.aoq ?? 0) > 0)
})

test('tables: GB/T 2828.1 at level II and AQL 1.0 draws 80 of 1000; LQ 8.0 draws 50 with 1; a table that knows no plan says so', () => {
  assert.deepEqual(worked({ ...emptySampling, way: 'aql' }).plan, { kind: 'single', n: 80, ac: 2 })
  assert.equal(worked({ ...emptySampling, way: 'aql' }).asked.letter, 'J')
  assert.deepEqual(worked({ ...emptySampling, way: 'lq' }).plan, { kind: 'single', n: 50, ac: 1 })
  assert.equal(refusedField({ ...emptySampling, way: 'lq', N: '60', lq: '2.0' }), 'N')
  assert.equal(refusedField({ ...emptySampling, way: 'aql', N: '' }), 'N')
  assert.equal(specOf({ ...emptySampling, way: 'aql' }, undefined), undefined)
})

test('by variables 43 values with unknown σ do what 109 counted items do, 15 with a known one', () => {
  const of = (method: 's' | 'sigma') => worked({ ...emptySampling, way: 'variables', N: '', variables: { method, from: 'points', n: '', k: '' } }).plan
  assert.deepEqual([of('s'), of('sigma')].map((plan) => plan.kind === 'variables' && plan.n), [43, 15])
  const typedPlan = worked({ ...emptySampling, way: 'variables', variables: { method: 'sigma', from: 'plan', n: '16', k: '1.9' }, points: { p1: '2', alpha: '5', p2: '9', beta: '5' } })
  near(typedPlan.atP1, 0.7307, 1e-4)
  // The share accepted with 95 % is accepted with 95 %.
  near(typedPlan.quantiles[0]?.accepted, 0.95, 0)
})

test('a double plan, and what is wrong with one', () => {
  assert.equal(worked({ ...emptySampling, way: 'double' }).plan.kind, 'double')
  assert.equal(refusedField({ ...emptySampling, way: 'double', double: { ...emptySampling.double, re1: '1', ac1: '1' } }), 're1')
  assert.equal(refusedField({ ...emptySampling, way: 'double', N: '60' }), 'n2')
})

test('meters in service: what the rule draws, what the sample says, parts that fail differently', () => {
  const meters = { ...emptySampling.meters, failed: '1' }
  const made = worked({ ...emptySampling, way: 'meters', N: '881', meters })
  assert.ok(made.verdict?.ok)
  assert.deepEqual([made.verdict.value.verdict, made.verdict.value.extensionYears], ['stays', 3])
  assert.equal(refusedField({ ...emptySampling, way: 'meters', meters: { ...meters, kind: 'heat' } }), 'kind')
  assert.deepEqual(worked({ ...emptySampling, way: 'meters', meters: { ...meters, rule: 'CN-31-electricity-2018', kind: 'electricity' } }).plan, { kind: 'single', n: 50, ac: 1 })
  const apart = strataOf({ ...emptySampling, meters: { ...meters, strata: [['2015', '100', '2'], ['2016', '100', '15']] } })
  assert.ok(apart?.ok && !apart.value.alike)
})

test('what cannot be used is refused by its field', () => {
  const points = (change: Partial<SamplingBody['points']>) => refusedField({ ...emptySampling, points: { ...emptySampling.points, ...change } })
  assert.deepEqual([points({ p1: '0' }), points({ p2: '0.5' }), points({ alpha: 'x' }), points({ beta: '100' })], ['p1', 'p2', 'alpha', 'beta'])
  const plan = (n: string, ac: string) => refusedField({ ...emptySampling, way: 'plan', plan: { n, ac } })
  assert.deepEqual([plan('0', '0'), plan('50', '-1'), plan('5', '5'), plan('5000', '1')], ['n', 'ac', 'ac', 'n'])
  assert.equal(refusedField({ ...emptySampling, N: '1.5' }), 'N')
})

test('every example is a body that a file may hold', () => {
  for (const one of samplingExamples) for (const language of [0, 1] as const) {
    assert.ok(SamplingBody.safeParse(JSON.parse(JSON.stringify(one.bodyIn(language)))).success, one.id)
    assert.equal(refusedField(one.bodyIn(language)), 'worked out', one.id)
  }
})
