import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactly as x, exactText, rational } from '@duheng/quantity/decimal.ts'
import { judgeVerification } from './decide.ts'
import { mpeAt, type MpeTable } from './mpe-table.ts'
import { decideThreeWay } from './three-way.ts'

const limit = (table: MpeTable, value: string): string => {
  const found = mpeAt(table, x(value))
  if (!found.ok) return found.field
  const { lower, upper } = found.value.limits
  return `${lower === undefined ? '-' : exactText(lower)} ${upper === undefined ? '-' : exactText(upper)}`
}

test('a stepped table in intervals of the scale (the pattern of OIML R 76, table 6, class III, e = 5 g)', () => {
  const step = (count: string) => ({ anyOf: [[{ kind: 'digits', count: x(count) } as const]] })
  const table: MpeTable = {
    resolution: x('5'),
    rows: [{ upTo: x('2500'), both: step('0.5') }, { upTo: x('10000'), both: step('1') }, { upTo: x('50000'), both: step('1.5') }],
  }
  for (const [load, mpe] of [['0', '2.5'], ['2500', '2.5'], ['2500.1', '5'], ['-10000', '5'], ['10000.1', '7.5']] as const) {
    assert.equal(limit(table, load), `-${mpe} ${mpe}`, load)
  }
  assert.equal(limit(table, '50001'), 'value')
  assert.equal(limit({ rows: table.rows }, '1'), 'resolution')
})

test('the wider of two limits, sums of terms, fiducial errors and one-sided rows', () => {
  const wider: MpeTable = {
    rows: [{ both: { anyOf: [[{ kind: 'absolute', amount: x('5') }], [{ kind: 'relative', share: x('0.1') }]] } }],
  }
  assert.equal(limit(wider, '20'), '-5 5')
  assert.equal(limit(wider, '50'), '-5 5')
  assert.equal(limit(wider, '200'), '-20 20')
  const meter: MpeTable = {
    resolution: x('0.01'),
    rows: [{ both: { anyOf: [[{ kind: 'relative', share: x('0.005') }, { kind: 'digits', count: x('2') }]] } }],
  }
  assert.equal(limit(meter, '10'), '-0.07 0.07')
  const gauge: MpeTable = { span: x('1.6'), rows: [{ both: { anyOf: [[{ kind: 'fiducial', share: x('0.016') }]] } }] }
  assert.equal(limit(gauge, '0.4'), '-0.0256 0.0256')
  assert.equal(limit({ rows: gauge.rows }, '0.4'), 'span')
  const speed: MpeTable = { rows: [{ from: x('0'), fromIncluded: false, upper: { anyOf: [[{ kind: 'absolute', amount: x('6') }]] } }] }
  assert.equal(limit(speed, '40'), '- 6')
  assert.equal(limit(speed, '0'), 'value')
})

test('a rule’s table judges an error', () => {
  const table: MpeTable = { rows: [{ both: { anyOf: [[{ kind: 'relative', share: x('0.003') }]] } }] }
  const at = mpeAt(table, x('20'))
  assert.ok(at.ok)
  assert.equal(judgeVerification(x('-0.06'), at.value.limits).verdict, 'pass')
  assert.equal(judgeVerification(x('-0.0601'), at.value.limits).verdict, 'fail')
})

test('JJF 1094: the examples of an examination question, error, MPEV 0.1 and U', () => {
  const rows: [string, string, 'pass' | 'fail' | 'undecided'][] = [
    ['0.09', '0.03', 'pass'], ['0.1', '0.03', 'pass'], ['0.11', '0.03', 'fail'], ['0.05', '0.05', 'pass'], ['0.06', '0.05', 'undecided'],
    ['0.14', '0.05', 'undecided'], ['0.15', '0.05', 'fail'], ['-0.16', '0.05', 'fail'],
  ]
  for (const [error, U, verdict] of rows) {
    const decided = decideThreeWay(x(error), x('0.1'), x(U), rational(1n, 3n))
    assert.ok(decided.ok)
    assert.equal(decided.value.verdict, verdict, `${error} ${U}`)
    assert.equal(decided.value.negligible, U === '0.03')
  }
  for (const [mpev, U, share, field] of [['0', '0.1', '1', 'MPEV'], ['1', '-0.1', '1', 'U'], ['1', '0.1', '0', 'share']] as const) {
    const refused = decideThreeWay(x('0'), x(mpev), x(U), x(share))
    assert.ok(!refused.ok)
    assert.equal(refused.field, field)
  }
})
