// The published Monte Carlo cases, read from the reference data: each number within the tolerance of its case file, or where the file has
// none, within five of its own standard errors and one part in a hundred of u.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ellipsoidFactor } from '../coverage.ts'
import { firstOrderOf, readModel, type MeasurementModel } from '../model.ts'
import { readPlainModel, type PlainModel } from '../plain-model.ts'
import type { MonteCarloResult } from './result.ts'
import { simulate } from './simulate.ts'
import { taskOf } from './task.ts'

const folder = join(process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/measurement')
const skip = existsSync(folder) ? false : 'needs reference data'
type CaseFile = { input: PlainModel; expected: { name: string; value: number; abs_tol?: number }[] }

function caseOf(id: string): CaseFile {
  return JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))
}

function modelOf(file: CaseFile): MeasurementModel {
  const plain = readPlainModel(file.input)
  assert.ok(plain.ok, plain.ok ? '' : plain.message)
  const read = readModel(plain.data)
  assert.ok(read.ok, read.ok ? '' : read.message)
  return read.model
}

type Found = { readonly value: number; readonly error: number }

/** Every number of a result under the names that the case files use. */
function named(result: MonteCarloResult): Map<string, Found> {
  const numbers = new Map<string, Found>()
  const put = (names: readonly string[], value: number, error: number) => { for (const name of names) numbers.set(name, { value, error }) }
  for (const { name, mean, u, standardErrors } of result.outputs) {
    put([`MCM ${name}`], mean, standardErrors.mean)
    put([`MCM u(${name})`], u, standardErrors.u)
  }
  const [y] = result.outputs
  assert.ok(y)
  put(['y', 'mean', 'MCM y', 'MCM/analytic mean'], y.mean, y.standardErrors.mean)
  put(['u', 'MCM u', 'MCM/analytic u', 'u MCM', 'MCM u, 1e7 here', 'u from these rounded inputs', 'u published from unrounded data'], y.u, y.standardErrors.u)
  for (const { p, symmetric, shortest } of y.coverage) {
    const percent = Math.round(p * 100)
    put([`${percent}% low`, ...(p === 0.95 ? ['low', 'MCM low'] : [])], symmetric.low, symmetric.standardErrors.low)
    put([`${percent}% high`, ...(p === 0.95 ? ['high', 'high exact', 'high published', 'MCM high'] : [])], symmetric.high, symmetric.standardErrors.high)
    put(p === 0.95 ? ['shortest low'] : ['99% shortest low'], shortest.low, shortest.standardErrors.low)
    put(p === 0.95 ? ['shortest high', '95% high (exponential law)'] : ['99% shortest high'], shortest.high, shortest.standardErrors.high)
    if (p === 0.95 && shortest.low < symmetric.low) put(['95% low'], shortest.low, shortest.standardErrors.low)
  }
  return numbers
}

const CASES: readonly [id: string, values: number][] = [
  ['S1-9.2.2', 4], ['S1-9.2.3', 3], ['S1-9.2.4', 3], ['S1-9.3', 4], ['S1-9.4-0.000-r0', 4], ['S1-9.4-0.010-r0', 2], ['S1-9.4-0.010-r0.9', 2],
  ['S1-9.4-0.050-r0', 2], ['S1-9.4-0.050-r0.9', 2], ['S1-9.5', 5], ['S2-9.3-re0.001-r0', 4], ['S2-9.3-re0.001-r0.9', 4], ['NUM-Stefan', 4],
  ['NUM-Thermal', 2], ['NUM-Resistance', 3], ['NPL-log', 4],
]
for (const [id, values] of CASES) {
  test(`case ${id}: every Monte Carlo number is within its tolerance`, { skip }, () => {
    const file = caseOf(id)
    const model = modelOf(file)
    const task = taskOf(model)
    assert.ok(task.ok)
    const result = simulate(task.task, { seed: 20261125, trials: 2_000_000, probabilities: [0.95, 0.99], bins: 0 })
    assert.ok(result.ok, result.ok ? '' : result.message)
    const numbers = named(result)
    const u = result.outputs[0]?.u ?? Number.NaN
    const known = file.expected.filter(({ name }) => numbers.has(name) && !name.startsWith('GUF'))
    for (const { name, value, abs_tol: tolerance } of known) {
      const { value: got, error } = numbers.get(name) ?? { value: Number.NaN, error: Number.NaN }
      // A tolerance narrower than the trials can tell (first-order cases) gives way to five standard errors.
      const allowed = Math.max(tolerance ?? 0, 5 * error)
      assert.ok(Math.abs(got - value) <= allowed, `${name}: ${got} ± ${error}, not ${value}`)
      assert.ok(tolerance !== undefined || error < u / 100, `${name} is known to ${error} only`)
    }
    assert.equal(known.length, values, `not compared: ${file.expected.filter((one) => !known.includes(one)).map(({ name }) => name).join('; ')}`)
  })
}

test('case S2-coverage-factors: k_p of one to four Gaussian outputs', { skip }, () => {
  for (const { name, value, abs_tol: tolerance = 0 } of caseOf('S2-coverage-factors').expected) {
    const [, p, m] = /k_(0\.\d+) m=(\d)/.exec(name) ?? []
    assert.ok(Math.abs(ellipsoidFactor(Number(p), Number(m)) - value) <= tolerance, name)
  }
})

test('case GUM-H2: readings taken together agree with first order where n is large enough to compare', { skip }, () => {
  // Five sets of three quantities leave ν = 2, for which no covariance exists (JCGM 102:2011, 5.3.2): said, not hidden.
  const model = modelOf(caseOf('GUM-H2'))
  const task = taskOf(model)
  assert.ok(task.ok)
  const result = simulate(task.task, { seed: 1, trials: 200_000 })
  assert.ok(result.ok)
  assert.match(result.notes[0]?.en ?? '', /V, I, phi.*2 degree\(s\) of freedom.*no standard deviation/)
  const first = firstOrderOf(model)
  assert.ok(first.ok)
  const [R] = result.outputs
  const inner = R?.coverage[0]?.symmetric
  assert.ok(inner && first.budgets[0])
  // Of t with ν = 2 and scale u√(4/2), 95 % lie within 4.303 scales.
  const half = first.budgets[0].u * Math.SQRT2 * 4.3027
  assert.ok(Math.abs((inner.high - inner.low) / 2 / half - 1) < 0.02, `${(inner.high - inner.low) / 2}, not ${half}`)
})
