// The published cases of first- and second-order propagation, read from the reference data; each number with the tolerance of its file.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { firstOrderOf, readModel, type MeasurementModel } from './model.ts'
import { readPlainModel, type PlainModel } from './plain-model.ts'
import { secondOrderOf } from './second-order.ts'

const folder = join(process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared'), 'cases/measurement')
const skip = existsSync(folder) ? false : 'needs reference data'

type CaseFile = { input: PlainModel; expected: { name: string; value: number; abs_tol?: number }[] }

function read(plain: PlainModel): MeasurementModel {
  const data = readPlainModel(plain)
  assert.ok(data.ok, data.ok ? '' : data.message)
  const model = readModel(data.data)
  assert.ok(model.ok, model.ok ? '' : model.message)
  return model.model
}

/** Every number of first and second order, under the names the case files use. */
function printed(model: MeasurementModel): Map<string, number> {
  const first = firstOrderOf(model)
  assert.ok(first.ok, first.ok ? '' : first.message)
  const second = secondOrderOf(model)
  const numbers = new Map<string, number>()
  const put = (value: number, ...names: string[]) => { for (const name of names) numbers.set(name, value) }
  for (const [i, one] of first.budgets.entries()) {
    put(one.value, one.name, `GUF ${one.name}`)
    put(one.u, `u(${one.name})`, `GUF u(${one.name})`)
    put(one.dof, 'dof of each output (GTC ensemble)')
    for (const [j, other] of first.budgets.entries()) put(first.correlation[i]?.[j] ?? Number.NaN, `r(${one.name},${other.name})`)
    for (const part of one.components) put(Math.abs(part.contribution), `component ${part.names[0]}`)
  }
  const [budget] = first.budgets
  assert.ok(budget)
  put(budget.value, 'y', 'GUF y', 'GUF1 y', 'GUF first-order mean')
  put(
    budget.u, 'u', 'u GUF', 'GUF u', 'GUF1 u', 'GUF first-order u', 'u_c first order (GTC)', 'u_c published', 'u from these rounded inputs',
    'u published from unrounded data',
  )
  put(budget.dof, 'nu_eff', 'nu_eff exact', 'nu_eff (GTC, from rounded inputs)', 'nu_eff published (truncated)')
  put(budget.U, 'U99 published (k=2.92)', 'GUF half width', 'GUF 99% half-width')
  put(budget.value + budget.U, 'GUF high')
  // Beside zero, the magnitude and phase of JCGM 102, 9.3 have no second order; its cases compare first order.
  const [curved] = second.ok ? second.results : []
  if (curved === undefined) return numbers
  put(curved.u, 'GUF2 (higher order) u', 'u_c with second-order terms (H.1.7)', 'MCM/analytic u')
  put(curved.value + curved.bias, 'MCM/analytic mean', 'mean')
  return numbers
}

/** Case, and how many of its numbers are first or second order. */
const CASES: readonly [id: string, values: number, given?: Partial<PlainModel>][] = [
  ['GUM-H1', 13, { p: 0.99 }], ['GUM-H2', 19], ['NUM-Resistance', 3], ['NUM-Stefan', 2], ['NUM-Thermal', 2], ['QUAM-A1', 2],
  ['TEN-INPUT', 2], ['WS-ENGR224', 2], ['S1-9.2.2', 2], ['S1-9.2.3', 2], ['S1-9.2.4', 2], ['S1-9.3', 3], ['S1-9.4-0.000-r0', 4],
  ['S1-9.4-0.010-r0', 4], ['S1-9.4-0.050-r0', 4], ['S1-9.4-0.010-r0.9', 2], ['S1-9.4-0.050-r0.9', 2], ['S1-9.5', 2],
  ['S2-9.3-re0.001-r0', 3], ['S2-9.3-re0.001-r0.9', 3], ['NPL-log', 3],
]
for (const [id, values, given] of CASES) {
  test(`case ${id}: every number of first and second order is within its tolerance`, { skip }, () => {
    const file: CaseFile = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))
    const plain = { ...file.input, ...given }
    const numbers = printed(read(plain))
    // The estimates of readings taken together are results too: of the model that is the input itself.
    if (plain.typeA_simultaneous_readings !== undefined) {
      const echo = Object.keys(plain.typeA_simultaneous_readings).map((name) => `${name}_ = ${name}`)
      for (const [name, value] of printed(read({ ...plain, model: echo }))) numbers.set(name.replaceAll('_', ''), value)
    }
    // In the cases of the comparison loss u is that of the exact distribution, which second order has.
    if (id.startsWith('S1-9.4')) numbers.set('u', numbers.get('MCM/analytic u') ?? Number.NaN)
    const known = file.expected.filter(({ name }) => numbers.has(name))
    for (const { name, value, abs_tol = 1e-9 * Math.abs(value) } of known) {
      const got = numbers.get(name) ?? Number.NaN
      assert.ok(Math.abs(got - value) <= abs_tol, `${name}: ${got}, not ${value}`)
    }
    assert.equal(
      known.length, values,
      `numbers not compared: ${file.expected.filter(({ name }) => !numbers.has(name)).map(({ name }) => name).join('; ')}`,
    )
  })
}
