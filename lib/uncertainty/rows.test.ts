import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstOrderOf, type InputData, type ModelData } from './model.ts'
import { byRows, type RowResult } from './rows.ts'
import { accepted, modelOf, near } from './testing.ts'

function rows(data: ModelData): readonly RowResult[] {
  return accepted(byRows(modelOf(data))).results
}

const together = (name: string, readings: readonly number[]): InputData => {
  return { name, stated: { type: 'readings', readings, simultaneous: 'rows' } }
}

// GUM H.4, table H.7: counts of standard, blank and sample in six cycles, and the times they were taken at in minutes.
const TIMES = { S: [243.74, 984.53, 1723.87, 2463.17, 3217.56, 3956.83], x: [367.37, 1107.66, 1846.99, 2586.28, 3340.68, 4079.94] }
const COUNTS = {
  S: [15380, 14978, 14394, 13254, 12516, 11058], B: [4054, 3922, 4200, 3830, 3956, 3980], x: [41432, 38706, 35860, 32238, 29640, 26356],
}
const rate = (counts: readonly number[], times: readonly number[]) => counts.map(
  (count, k) => ((count - (COUNTS.B[k] ?? 0)) / 60) * Math.exp(1.25894e-4 * (times[k] ?? 0)),
)
const RADON: ModelData = {
  model: 'R = Rx/RS\n Ax = A_S*m_S/m_x*R',
  inputs: [
    together('RS', rate(COUNTS.S, TIMES.S)), together('Rx', rate(COUNTS.x, TIMES.x)),
    { name: 'A_S', estimate: 0.1368, stated: { type: 'normal', u: 0.0018 } },
    { name: 'm_S', estimate: 5.0192, stated: { type: 'normal', u: 0.005 } },
    { name: 'm_x', estimate: 5.0571, stated: { type: 'normal', u: 0.001 } },
  ],
}

test('GUM H.4: radon activity by both routes', () => {
  const read = modelOf(RADON)
  const first = firstOrderOf(read)
  assert.ok(first.ok)
  const [R, Ax] = first.budgets
  // Table H.8: means 652.60 and 206.09 min⁻¹ with 6.42 and 3.79, r = 0.646.
  const of = (name: string) => R?.components.find(({ names }) => names[0] === name)
  near(of('Rx')?.estimate, 652.6, 5e-3, 'R_x')
  near(of('Rx')?.u, 6.42, 5e-3, 'u(R_x)')
  near(of('RS')?.estimate, 206.09, 5e-3, 'R_S')
  near(of('RS')?.u, 3.79, 5e-3, 'u(R_S)')
  near(read.prepared.influences.pairs[0]?.r, 0.646, 5e-4, 'r')
  // H.4.3.1: 0.4300 Bq/g with 0.0083; H.4.3.2: 0.4304 with 0.0084.
  near(Ax?.value, 0.43, 1e-4, 'A_x by means')
  near(Ax?.u, 0.0083, 5e-5, 'u by means')
  const [ratio, activity] = rows(RADON)
  near(ratio?.value, 3.17, 5e-4, 'R by rows')
  near(ratio?.uRows, 0.046, 5e-4, 'u(R) by rows')
  near(ratio?.dof, 5, 1e-12, 'ν of six rows')
  near(activity?.value, 0.4304, 5e-5, 'A_x by rows')
  near(activity?.u, 0.0084, 5e-5, 'u by rows')
})

test('GUM H.2.4: resistance and reactance by rows are those by means', () => {
  const [R, X, Z] = rows({
    model: 'R = V/I*cos(phi); X = V/I*sin(phi); Z = V/I',
    inputs: [
      together('V', [5.007, 4.994, 5.005, 4.99, 4.999]), together('I', [0.019663, 0.019639, 0.01964, 0.019685, 0.019678]),
      together('phi', [1.0456, 1.0438, 1.0468, 1.0428, 1.0433]),
    ],
    coverage: { p: 0.95 },
  })
  const printed = [[R, 127.732, 0.071], [X, 219.847, 0.295], [Z, 254.26, 0.236]] as const
  for (const [result, value, u] of printed) {
    near(result?.value, value, 1e-3, 'value (table H.4)')
    near(result?.u, u, 1e-3, 'u')
    near(result?.k, 2.776, 5e-4, 't95(4)')
  }
})

test('rows need one table of plain readings', () => {
  const said = (inputs: readonly InputData[]) => {
    const found = byRows(modelOf({ model: 'y = x', inputs }))
    return found.ok ? 'computed' : `${found.field}: ${found.message}`
  }
  assert.match(said([{ name: 'x', estimate: 1, stated: { type: 'constant' } }]), /^inputs: .*exactly one set/)
  const rounded: InputData = { name: 'x', stated: { type: 'readings', readings: [1, 2], simultaneous: 'a', resolution: 1 } }
  assert.match(said([rounded]), /^x\.readings: .*plain/)
  assert.equal(said([together('x', [1, 2, 4])]), 'computed')
})
