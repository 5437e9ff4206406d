// The published cases of first-order propagation, read from the reference data; each number with the tolerance of its case file.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { firstOrder, type Budget } from './budget.ts'
import type { Correlation } from './influence.ts'
import type { Input, Stated } from './inputs.ts'
import { parseModel } from './parse.ts'

const folder = join(process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared'), 'cases/measurement')
const skip = existsSync(folder) ? false : 'needs reference data'

type CaseInput = { name: string; estimate: number; dist: string; u?: number; half_width?: number; dof?: number }
type CaseFile = {
  input: { model: string | string[]; inputs?: CaseInput[]; corr?: number[][]; typeA_simultaneous_readings?: Record<string, number[]> }
  expected: { name: string; value: number; abs_tol: number }[]
}

function statedOf({ dist, u = Number.NaN, half_width: halfWidth = Number.NaN, dof }: CaseInput): Stated {
  switch (dist) {
    case 'normal': return { type: 'normal', u, dof }
    case 't': case 't_scaled': case 't_sd': return { type: dist === 't_sd' ? 't_sd' : 't_scaled', u, dof: dof ?? Infinity }
    case 'rectangular': return { type: 'rectangular', halfWidth, dof }
    case 'triangular': return { type: 'triangular', halfWidth, dof }
    case 'arcsine': return { type: 'u_shaped', halfWidth, dof }
    default: throw new Error(`no distribution "${dist}" here`)
  }
}

function inputsOf(file: CaseFile): Input[] {
  const together = Object.entries(file.input.typeA_simultaneous_readings ?? {})
  if (together.length > 0) {
    return together.map(([name, readings]) => ({ name, stated: { type: 'readings', readings, simultaneous: 'all' } }))
  }
  return (file.input.inputs ?? []).map((one) => ({ name: one.name, estimate: one.estimate, stated: statedOf(one) }))
}

function correlationsOf(file: CaseFile, inputs: readonly Input[]): Correlation[] {
  return (file.input.corr ?? []).flatMap(
    (row, i) => row.slice(i + 1).map((r, k): Correlation => [inputs[i]?.name ?? '', inputs[i + 1 + k]?.name ?? '', r])
  )
}

/** Every number a budget prints, under the names the case files use. */
function printed(budgets: readonly Budget[], correlation: readonly (readonly number[])[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [i, one] of budgets.entries()) {
    numbers.set(one.name, one.value).set(`u(${one.name})`, one.u).set('dof of each output (GTC ensemble)', one.dof)
    for (const [j, other] of budgets.entries()) numbers.set(`r(${one.name},${other.name})`, correlation[i]?.[j] ?? Number.NaN)
    for (const part of one.components) numbers.set(`component ${part.names[0]}`, Math.abs(part.contribution))
  }
  const [first] = budgets
  if (first === undefined) return numbers
  for (
    const name of ['u', 'u GUF', 'u_c first order (GTC)', 'u_c published', 'u from these rounded inputs', 'u published from unrounded data']
  ) {
    numbers.set(name, first.u)
  }
  for (const name of ['nu_eff', 'nu_eff exact', 'nu_eff (GTC, from rounded inputs)', 'nu_eff published (truncated)']) {
    numbers.set(name, first.dof)
  }
  return numbers.set('y', first.value).set('U99 published (k=2.92)', first.U)
}

const CASES: readonly [string, number][] = [
  ['GUM-H1', 12], ['GUM-H2', 19], ['NUM-Resistance', 3], ['NUM-Stefan', 2], ['NUM-Thermal', 2], ['QUAM-A1', 2], ['TEN-INPUT', 2],
  ['WS-ENGR224', 2],
]
for (const [id, values] of CASES) {
  test(`case ${id}: every first-order number is within its tolerance`, { skip }, () => {
    const file: CaseFile = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))
    const model = parseModel([file.input.model].flat().join('; '))
    assert.ok(model.ok)
    const inputs = inputsOf(file)
    const result = firstOrder(model.model, inputs, { correlations: correlationsOf(file, inputs), coverage: { p: 0.99 } })
    assert.ok(result.ok, result.ok ? '' : result.message)
    const numbers = printed(result.budgets, result.correlation)
    // The estimates of readings taken together are results too: of the model that is the input itself.
    if (file.input.typeA_simultaneous_readings !== undefined) {
      const names = Object.keys(file.input.typeA_simultaneous_readings)
      const echo = parseModel(names.map((name) => `${name}_ = ${name}`).join('; '))
      const read = echo.ok ? firstOrder(echo.model, inputs) : echo
      assert.ok(read.ok)
      for (const [name, value] of printed(read.budgets, read.correlation)) numbers.set(name.replaceAll('_', ''), value)
    }
    const known = file.expected.filter(({ name }) => numbers.has(name))
    for (const { name, value, abs_tol } of known) {
      const got = numbers.get(name) ?? Number.NaN
      assert.ok(Math.abs(got - value) <= abs_tol, `${name}: ${got}, not ${value}`)
    }
    assert.equal(
      known.length, values,
      `numbers not compared: ${file.expected.filter(({ name }) => !numbers.has(name)).map(({ name }) => name).join('; ')}`,
    )
  })
}
