import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, readComparison, slowly } from './compare.ts'
import { comparisonExamples } from './comparison-examples.ts'
import { ComparisonBody, emptyComparison } from '../../../comparison-body.ts'

const example = (id: string) => comparisonExamples.find((one) => one.id === id)?.bodyIn(0) ?? assert.fail(id)
const answered = (body: ComparisonBody) => {
  const read = readComparison(body)
  return { read, slow: slowly(read.laboratories, read.alpha), answer: compare(body, read, slowly(read.laboratories, read.alpha)) }
}
const near = (got: number | undefined, expected: number, tolerance: number) => assert.ok(got !== undefined && Math.abs(got - expected) <= tolerance, `${got}, not ${expected}`)

test('PCB 28: the weighted mean is 33.29957, the recommended mean 33.60 with τ = 1.71, as printed', () => {
  const { answer, slow } = answered(example('pcb28'))
  const plain = answer.ways.find(({ name }) => name === 'weighted mean')
  assert.ok(plain?.reference.ok)
  near(plain.reference.value.value, 33.29957, 5e-6)
  assert.ok(answer.reference?.ok && slow.recommendation.ok)
  assert.equal(answer.reference.value.name, 'DerSimonian–Laird')
  near(answer.reference.value.value, 33.6004, 5e-5)
  assert.equal(slow.recommendation.value.reasons.length, 4)
})

test('the largest consistent subset leaves two out, and their degrees add variances', () => {
  const { answer, read } = answered({ ...example('pcb28'), reference: 'largest consistent subset' })
  assert.ok(answer.reference?.ok && answer.degrees?.ok)
  assert.deepEqual(answer.reference.value.weights?.map((weight) => weight > 0), [true, true, false, true, true, false])
  near(answer.degrees.value[5]?.u, Math.hypot(read.laboratories[5]?.u ?? 0, answer.reference.value.u), 1e-12)
})

test('expanded uncertainties are divided by their factor; a given reference needs no agreement among the laboratories', () => {
  const { answer, read } = answered(example('pilot'))
  near(read.laboratories[0]?.u, 0.05, 1e-15)
  assert.ok(answer.reference?.ok && answer.degrees?.ok)
  near(answer.degrees.value[2]?.en, (0.31 - 0.12) / Math.hypot(0.15, 0.05), 1e-12)
  assert.equal(answer.degrees.value.filter(({ equivalent }) => !equivalent).length, 1)
})

test('correlated laboratories share a standard once', () => {
  const body: ComparisonBody = { ...emptyComparison, rows: [['a', '10', '1'], ['b', '10.6', '1']], reference: 'generalised least squares', correlations: [{ a: 'a', b: 'b', r: '0.64' }] }
  const { answer } = answered(body)
  assert.ok(answer.reference?.ok)
  near(answer.reference.value.u, Math.sqrt(0.82), 1e-12)
  assert.equal(readComparison({ ...body, correlations: [{ a: 'a', b: 'a', r: '0.5' }] }).fields[0]?.field, 'correlations')
  assert.equal(readComparison({ ...body, correlations: [{ a: 'a', b: 'b', r: '2' }] }).fields[0]?.field, 'correlations')
})

test('each cell that cannot be used is named with its row, its column and the rule', () => {
  const of = (rows: string[][]) => readComparison({ ...emptyComparison, rows }).cells.map(({ row, column }) => `${row} ${column}`)
  assert.deepEqual(of([['A', '1', '0'], ['A', '2', '1'], ['C', '', '1'], ['D', '4', ''], ['E', '5', '1', '-1'], ['', '', '']]), ['0 u', '1 lab', '2 x', '3 u', '4 dof'])
  // In proficiency testing an uncertainty is welcome, not owed.
  assert.deepEqual(readComparison({ ...emptyComparison, purpose: 'proficiency', rows: [['A', '1']] }).cells, [])
  assert.deepEqual(readComparison({ ...emptyComparison, stated: 'U', k: '0', alpha: '2', coverage: 'x' }).fields.map(({ field }) => field), ['k', 'alpha', 'coverage'])
})

test('every example is a body that a file may hold', () => {
  for (const one of comparisonExamples) for (const language of [0, 1] as const) assert.ok(ComparisonBody.safeParse(JSON.parse(JSON.stringify(one.bodyIn(language)))).success, one.id)
})
