import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromNumber, toNumber } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { forward, gradient } from './derivative.ts'
import { evaluateExact, exactArray, exactNumber, type ExactValue } from './exact.ts'
import { parse, parseModel } from './parse.ts'
import { compile, run, workspaceOf, type Program, type ProgramInput } from './program.ts'

function compiled(text: string, inputs: readonly ProgramInput[], units = new Map<string, ReturnType<typeof unit>>()): Program {
  const model = parseModel(text)
  assert.ok(model.ok, text)
  const result = compile(model.model, inputs, { units })
  assert.ok(result.ok, `${text}: ${result.ok ? '' : result.message}`)
  return result.program
}

function outputs(program: Program, inputs: readonly number[]): number[] {
  const slots = workspaceOf(program)
  run(program, inputs, slots)
  return program.outputs.map(({ slot }) => slots[slot] ?? Number.NaN)
}

test('a compiled formula gives the value of the formula', () => {
  const inputs = [{ name: 'x' }, { name: 'y' }, { name: 'P', length: 5 }]
  const at = [0.75, 2.5, 3, 1, 5, 4, 2]
  const cases: [string, number][] = [
    ['x + y*2 - 1', 4.75], ['if(x > y, x, y)', 2.5], ['max(x, y, 1)', 2.5], ['mean(P)', 3], ['sort(P)[2]', 2], ['last(sort(P))', 5],
    ['range(P)', 4], ['P[1+1]', 1], ['count(P)', 5],
    ['stdev(P)', Math.sqrt(2.5)], ['x^2', 0.5625], ['y^x', 2.5 ** 0.75], ['atan2(x, y)', Math.atan2(0.75, 2.5)], ['round(x, 0.5)', 1],
    ['floor(y)', 2], ['abs(-x)', 0.75],
    ['interpolate(y, [0, 2, 4], [0, 10, 30])', 15], ['if(x < 1 and not y < 1, 7, 8)', 7], ['if(x == 0.75 or y == 0, 1, 2)', 1],
    ['if(x != 0.75, 1, 2)', 2], ['if(1 < 2, x, 1/x)', 0.75],
    ['2*pi*x', 2 * Math.PI * 0.75],
    ['log10(y) + ln(x) + exp(x) + sqrt(y) + sin(x) + cos(x) + tan(x) + (asin(x) + acos(x) + atan(x))/1[rad]',
      Math.log10(2.5) + Math.log(0.75) + Math.exp(0.75) + Math.sqrt(2.5) + Math.sin(0.75) + Math.cos(0.75)
        + Math.tan(0.75) + Math.PI / 2 + Math.atan(0.75)],
  ]
  for (const [text, expected] of cases) {
    const [got = Number.NaN] = outputs(compiled(text, inputs), at)
    assert.ok(Math.abs(got - expected) <= 4e-16 * Math.max(1, Math.abs(expected)) * 4, `${text}: ${got}`)
  }
})

test('units are settled once, while compiling', () => {
  const inputs = [
    { name: 'm', unit: unit('g') }, { name: 'M', unit: unit('kg') }, { name: 't', unit: unit('°C') }, { name: 'α', unit: unit('°') },
  ]
  const units = new Map([['a', unit('g')], ['d', unit('K')]])
  const program = compiled('a = M + m; b = t - 20[°C]; c = sin(α); d = t', inputs, units)
  assert.deepEqual(outputs(program, [5, 2, 25, 30]).map((x) => Math.fround(x)), [2005, 5, 0.5, 298.15].map((x) => Math.fround(x)))
  assert.deepEqual(program.outputs.map((one) => one.unit.symbol), ['g', 'Δ°C', '1', 'K'])
  const wrong = parseModel('m + t')
  assert.ok(wrong.ok)
  const refused = compile(wrong.model, inputs)
  assert.ok(!refused.ok && refused.message.startsWith('cannot add') && refused.column === 3)
})

test('later results of a model use earlier ones, and one operation is computed once', () => {
  const program = compiled('r = x*y; s = x*y + r; t = r + s', [{ name: 'x' }, { name: 'y' }])
  assert.deepEqual(outputs(program, [2, 3]), [6, 12, 18])
  assert.equal(program.operations.length, 3)
})

test('what cannot be compiled is refused at its place', () => {
  const cases: [string, RegExp][] = [
    ['P[x]', /not known beforehand/], ['z', /no value here/], ['x = 1', /is an input/], ['x < 1', /should be a number, it is a condition/],
    ['P', /it is an array/], ['1/0', /division by zero/],
    ['x/0', /division by zero/], ['round(x, 0.3)', /rounding interval/], ['round(x, x)', /constant/], ['P[6]', /items 1 to 5/],
    ['interpolate(x, [2, 1], [1, 2])', /rise/],
  ]
  for (const [text, sentence] of cases) {
    const model = parseModel(text)
    assert.ok(model.ok, text)
    const refused = compile(model.model, [{ name: 'x' }, { name: 'P', length: 5 }])
    assert.ok(!refused.ok, text)
    assert.match(refused.message, sentence)
  }
  const twice = parseModel('x')
  assert.ok(twice.ok)
  assert.equal(compile(twice.model, [{ name: 'x' }, { name: 'x' }]).ok, false)
})

const leaves = fc.constantFrom('x', 'y', 'z', '2', '0.5', '3', 'P[1]', 'P[3]')
const { formula } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof({ maxDepth: 4 }, leaves,
    fc.tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula')).map(([a, o, b]) => `(${a}${o}${b})`),
    fc.tuple(
      fc.constantFrom('abs', 'sum', 'exp', 'sin', 'cos', 'atan', 'sqrt', 'ln', 'tan', 'log10'), tie('formula'),
    ).map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([a, b, c]) => `if(${a} < ${b}, ${b}, ${c})`),
    tie('formula').map((a) => `(${a})^2`), fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `max(${a}, ${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `stdev([${a}, ${b}, 1])`), fc.tuple(tie('formula'), tie('formula')).map(
      ([a, b]) => `sort([${a}, 2, ${b}])[2]`
    )),
}))
const points = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 6, maxLength: 6 })
const INPUTS = [{ name: 'x' }, { name: 'y' }, { name: 'z' }, { name: 'P', length: 3 }]

// Only growing functions of positive values, so that no digits cancel and the two evaluations may be compared to the last few.
const { positive } = fc.letrec<{ positive: string }>((tie) => ({
  positive: fc.oneof({ maxDepth: 4 }, leaves,
    fc.tuple(tie('positive'), fc.constantFrom('+', '*', '/'), tie('positive')).map(([a, o, b]) => `(${a}${o}${b})`),
    fc.tuple(
      fc.constantFrom('abs', 'sum', 'mean', 'atan', 'sqrt', 'last'), tie('positive'),
    ).map(([f, a]) => (f === 'last' ? `last([1, ${a}])` : `${f}(${a})`)),
    tie('positive').map((a) => `(${a})^2`), fc.tuple(tie('positive'), tie('positive')).map(([a, b]) => `max(${a}, ${b})`),
    tie('positive').map((a) => `if(${a} > 0, ${a}, 1/0)`), fc.tuple(tie('positive'), tie('positive')).map(
      ([a, b]) => `first(sort([${a}, 2, ${b}]))`
    )),
}))

test('the compiled value is the exact value to the digits of float64', () => {
  let compared = 0
  fc.assert(fc.property(positive, points, (text, at) => {
    const ast = parse(text)
    const model = parseModel(text)
    assert.ok(ast.ok && model.ok)
    const values = at.map((value) => exactNumber(fromNumber(value)))
    const named = ['x', 'y', 'z'].map((name, i) => [name, values[i] ?? exactNumber(fromNumber(1))] as const)
    const exact = evaluateExact(ast.ast, new Map<string, ExactValue>([...named, ['P', exactArray(values.slice(3))]]))
    const program = compile(model.model, INPUTS)
    if (!exact.ok || exact.value.type !== 'number' || !program.ok) return
    const expected = toNumber(exact.value.number.value)
    const [got = Number.NaN] = outputs(program.program, at)
    if (!Number.isFinite(got)) return
    compared++
    assert.ok(Math.abs(got - expected) <= 1e-12 * expected, `${text}: ${got}, exactly ${expected}`)
  }), { numRuns: 2000, interruptAfterTimeLimit: 2000, markInterruptAsFailure: false })
  assert.ok(compared > 50)
})

test('backward and forward derivatives agree for every input', () => {
  let compared = 0
  fc.assert(fc.property(formula, points, (text, at) => {
    const model = parseModel(text)
    assert.ok(model.ok)
    const made = compile(model.model, INPUTS)
    if (!made.ok) return
    const back = gradient(made.program, at).gradient
    // Where cancellation makes the derivative itself meaningless (a step of 1e-13 changes it, or it is a rounding of nothing) there is nothing to compare.
    const beside = gradient(made.program, at.map((x) => x * (1 + 1e-13))).gradient
    for (let i = 0; i < at.length; i++) {
      const [ahead] = forward(made.program, at, at.map((_, j) => (i === j ? 1 : 0)))
      const [one = Number.NaN, other = Number.NaN, near = Number.NaN] = [back[i], ahead?.derivative, beside[i]]
      const size = Math.max(Math.abs(one), Math.abs(near))
      if (!Number.isFinite(one) || !Number.isFinite(other) || !(Math.abs(one - near) <= 1e-8 * size)) continue
      compared++
      assert.ok(Math.abs(one - other) <= 1e-5 * size + 1e-12, `${text}: ${one} backward, ${other} forward`)
    }
  }), { numRuns: 3000, interruptAfterTimeLimit: 2000, markInterruptAsFailure: false })
  assert.ok(compared > 100)
})

test('derivatives are those of the calculus book', () => {
  const cases: [string, number, number][] = [
    ['x^3', 2, 12], ['x^-1', 2, -0.25], ['2^x', 3, 8 * Math.LN2], ['x^x', 2, 4 * (1 + Math.LN2)], ['sqrt(x)', 4, 0.25],
    ['exp(2*x)', 0.5, 2 * Math.E], ['ln(x)', 4, 0.25],
    ['log10(x)', 2, 0.5 / Math.LN10], ['sin(x)', 1, Math.cos(1)], ['cos(x)', 1, -Math.sin(1)], ['tan(x)', 1, 1 / Math.cos(1) ** 2],
    ['asin(x)', 0.5, 1 / Math.sqrt(0.75)],
    ['acos(x)', 0.5, -1 / Math.sqrt(0.75)], ['atan(x)', 2, 0.2], ['atan2(x, 2)', 1, 0.4], ['atan2(2, x)', 1, -0.4], ['abs(x)', -3, -1],
    ['1/x', 2, -0.25], ['x - 1/x', 2, 1.25],
    ['if(x > 1, x^2, x)', 3, 6], ['max(x, 2)', 3, 1], ['max(x, 2)', 1, 0], ['min(x, 2*x)', 1, 1], ['x*0', 5, 0],
    ['interpolate(x, [0, 1, 3], [0, 2, 3])', 2, 0.5], ['mean([x, 1, x^2])', 2, 5 / 3],
  ]
  for (const [text, at, expected] of cases) {
    const { gradient: [got = Number.NaN] } = gradient(compiled(text, [{ name: 'x' }]), [at])
    assert.ok(Math.abs(got - expected) <= 4e-16 * Math.max(1, Math.abs(expected)), `${text}: ${got}, not ${expected}`)
  }
})
