import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartOf, flagsOf, readChart, testsOf } from './chart.ts'
import { ChartBody, emptyChart } from '../../../chart-body.ts'
import { chartExamples } from './chart-examples.ts'

const example = (id: string) => chartExamples.find((one) => one.id === id)?.bodyIn(1) ?? assert.fail(id)
const charted = (body: ChartBody) => {
  const made = chartOf(body, readChart(body))
  assert.ok(made.ok, made.ok ? '' : made.reason)
  return made.value
}
const refusedField = (body: ChartBody) => {
  const made = chartOf(body, readChart(body))
  return made.ok ? 'charted' : made.field
}

test('Montgomery’s table 9.1: the CUSUM signals at point 29 with 5.28; the shift began after point 22', () => {
  const made = charted(example('cusum'))
  assert.ok(made.kind === 'CUSUM')
  assert.equal(made.cusum.above[28]?.toFixed(2), '5.28')
  const [flag] = flagsOf(made)
  assert.deepEqual([flag?.points.at(0), flag?.points.at(-1)], [22, 28])
  // Run lengths of the two-sided chart are printed as 465 and 10.4.
  assert.ok(made.runs && Math.abs(made.runs.still - 465) < 2 && Math.abs(made.runs.shifted - 10.4) < 0.05)
})

test('the first twenty weeks set the limits of the check weight; the last is beyond them and the drift is found before', () => {
  const made = charted(example('check-weight'))
  const flags = flagsOf(made)
  const first = flags.findIndex(({ rule, points }) => rule === '1' && points.includes(29))
  assert.ok(first >= 0)
  assert.ok(flags.some(({ rule, points }) => rule === '2' && (points.at(-1) ?? 99) < 29))
  // The moving range of the last jump belongs to the last point, not to the one before.
  assert.ok(flags.some(({ chart, points }) => chart === 'dispersion' && points[0] === 29))
})

test('subgroups: one day’s mean is beyond the limits, another day’s range is', () => {
  const flags = flagsOf(charted(example('subgroups')))
  assert.ok(flags.some(({ chart, rule, points }) => chart === 'location' && rule === '1' && points[0] === 17))
  assert.ok(flags.some(({ chart, points }) => chart === 'dispersion' && points[0] === 19))
})

test('tests can be left out, taken from Western Electric, or be the limits alone', () => {
  assert.equal(testsOf({ tests: 'nelson', off: ['2', '7'] }).length, 6)
  assert.deepEqual(testsOf({ tests: 'western electric', off: [] }).map(({ id }) => id), ['1', '2', '3', '4'])
  assert.deepEqual(testsOf({ tests: 'limits', off: ['1'] }).map(({ id }) => id), ['1'])
})

test('what cannot be used is refused by its field; a subgroup with a hole names the hole', () => {
  const body = example('subgroups')
  assert.equal(refusedField({ ...body, baseline: '99' }), 'baseline')
  assert.equal(refusedField({ ...body, basis: 'given', given: { mean: '', sigma: '1' } }), 'mean')
  assert.equal(refusedField({ ...body, basis: 'given', given: { mean: '10', sigma: '0' } }), 'sigma')
  assert.equal(refusedField({ ...example('ewma'), ewma: { lambda: '2', L: '3' } }), 'lambda')
  assert.equal(refusedField({ ...emptyChart, rows: [['1', '2']] }), 'values')
  const holed = readChart({ ...body, rows: [...body.rows.slice(0, 3), ['4', '1', '', '3', '4', '5']] })
  assert.deepEqual([holed.points.length, holed.missing], [3, [{ row: 3, column: 'x2' }]])
})

test('every example is a body that a file may hold', () => {
  for (const one of chartExamples) for (const language of [0, 1] as const) assert.ok(ChartBody.safeParse(JSON.parse(JSON.stringify(one.bodyIn(language)))).success, one.id)
})
