import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseModel } from '../parse.ts'
import { compile, run, workspaceOf, type Program } from '../program.ts'
import { columnsOf } from './columns.ts'
import { kernelOf } from './kernel.ts'

function programOf(text: string, names: readonly string[]): Program {
  const model = parseModel(text)
  assert.ok(model.ok, model.ok ? '' : model.message)
  const compiled = compile(model.model, names.map((name) => ({ name })))
  assert.ok(compiled.ok, compiled.ok ? '' : compiled.message)
  return compiled.program
}

/** Runs columns of n trials and the same program one trial at a time, and compares every output. */
function compare(text: string, n = 257): void {
  const program = programOf(text, ['a', 'b', 'c'])
  const columns = columnsOf(kernelOf(program))
  for (const [j, column] of columns.inputs.entries()) for (let i = 0; i < n; i++) column[i] = 0.1 + j + Math.sin(i * (j + 1)) * 0.9
  const given = columns.inputs.map((column) => column.slice())
  columns.run(n)
  const slots = workspaceOf(program)
  for (let i = 0; i < n; i++) {
    run(program, given.map((column) => column[i] ?? 0), slots)
    for (const [o, output] of program.outputs.entries()) {
      const [got, expected] = [columns.outputs[o]?.[i] ?? Number.NaN, slots[output.slot] ?? Number.NaN]
      assert.ok(Object.is(got, expected) || Math.abs(got - expected) <= 5e-15 * Math.max(1, Math.abs(expected)), `${text} at ${i}: ${got}, not ${expected}`)
    }
  }
}

test('columns give what the program gives, for every operation', () => {
  const formulas = [
    'a + b - c', 'a * b / c', '-a', 'a^2 + b^2', 'abs(b)^1.5', 'abs(b)^abs(c)', 'a^3 - b^-2', 'abs(a)', 'floor(b*3)', 'sqrt(abs(a))', 'exp(a)', 'ln(abs(b) + 1)',
    'log10(abs(b) + 1)', 'sin(a)', 'cos(b)', 'tan(a/4)', 'asin(sin(a))/1[rad]', 'acos(cos(b))/1[rad]', 'atan(c)/1[rad]', 'atan2(a, b)/1[rad]',
    'round(b, 0.01)', 'round(b, 5)', 'if(a < b, a, c)', 'if(a <= b and not (c == 1), a, c)', 'if(a > 1 or b > 1, 1, 2)', 'min(a, b, c) + max(a, b)',
    'mean([a, b, c]) + stdev([a, b, c])', 'sort([a, b, c])[2]', 'interpolate(abs(a)/2, [0, 0.5, 2], [1, 3, 2])',
  ]
  for (const formula of formulas) compare(formula)
})

test('several outputs, some of them inputs or constants, stand together', () => {
  compare('p = a*b; q = p + c; r = a; s = 2; t = q^2 - p')
})

test('columns are used again without one value overwriting another that is still needed', () => {
  compare('p = a + b; q = p*p - a; r = q*p; s = (r - q)*(r + q)/(p + 3); t = s - r + q - p')
  const program = programOf('((((a+b)*(a-b)+c)*(a+c)-b)*(b+c)+a)*(c-a)', ['a', 'b', 'c'])
  const distinct = new Set([...columnsOf(kernelOf(program)).outputs, ...columnsOf(kernelOf(program)).inputs])
  assert.ok(distinct.size <= 7)
})

test('inputs that are one quantity may share a column', () => {
  const program = programOf('a - b + c', ['a', 'b', 'c'])
  const shared = new Float64Array(1000).fill(3)
  const columns = columnsOf(kernelOf(program), [shared, shared])
  columns.inputs[2]?.fill(1)
  columns.run(5)
  assert.deepEqual([...(columns.outputs[0]?.subarray(0, 5) ?? [])], [1, 1, 1, 1, 1])
})

test('values that do not exist come out as such', () => {
  const columns = columnsOf(kernelOf(programOf('p = sqrt(a); q = ln(a); r = 1/b', ['a', 'b'])))
  columns.inputs[0]?.fill(-1)
  columns.run(1)
  assert.deepEqual(columns.outputs.map((column) => column[0]), [Number.NaN, Number.NaN, Infinity])
})
