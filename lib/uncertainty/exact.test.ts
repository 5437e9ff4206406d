import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cmp, exactly, exactText, toNumber } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { evaluateExact, exactArray, exactNumber, exactValue, inUnit, type ExactLookup, type ExactValue } from './exact.ts'
import { parse } from './parse.ts'

function q(text: string, unitText = '1'): ExactValue {
  const value = exactValue(text, unitText)
  assert.ok(value.ok, `${text} ${unitText}`)
  return value.value
}

const readings = exactArray(['10.02', '10.04', '9.98', '10.01'].map((text) => q(text, 'g')))
const grid = exactArray([exactArray([q('1'), q('2')]), exactArray([q('3'), q('4')])])
const NAMES: ReadonlyMap<string, ExactValue> = new Map([
  ['m', q('12.30', 'g')], ['M', q('1', 'kg')], ['t', q('23.5', '°C')], ['T', q('300', 'K')], ['x', q('0.25')], ['L', q('5', 'mm')],
  ['F', q('2', 'N')], ['d', q('3', 'm')],
  ['P', readings], ['G', grid], ['I', q('500.0', 'g')], ['e', q('0.1', 'g')], ['ΔL', q('0.03', 'g')], ['α', q('45', '°')],
  ['yes', { type: 'boolean', truth: true }],
])

function show(value: ExactValue): string {
  if (value.type === 'boolean') return String(value.truth)
  if (value.type === 'array') return `[${value.items.map(show).join(', ')}]`
  const text = exactText(value.number.value)
  const number = value.number.exact ? (text ?? `${value.number.value.n}/${value.number.value.d}`) : `~${toNumber(value.number.value)}`
  return value.unit.symbol === '1' ? number : `${number} ${value.unit.symbol}`
}

function evaluate(text: string, lookups?: ReadonlyMap<string, ExactLookup>): string {
  const parsed = parse(text, { lookups: new Set(lookups?.keys()) })
  assert.ok(parsed.ok, `${text}: ${parsed.ok ? '' : parsed.message}`)
  const result = evaluateExact(parsed.ast, NAMES, { lookups })
  return result.ok ? show(result.value) : `${result.line}:${result.column} ${result.message}`
}

test('values are exact and carry their units', () => {
  const cases: [string, string][] = [
    ['0.1 + 0.2', '0.3'], ['1/3 + 1/6', '0.5'], ['m + M', '1012.3 g'], ['M + m', '1.0123 kg'], ['M / m * 1', '10/123 kg/g'],
    ['0 + M / m', '10000/123'], ['sqrt(0.0625)', '0.25'], ['2^10', '1024'],
    ['x^-2', '16'], ['(-2)^3', '-8'], ['m * m', '151.29 g²'], ['m - 300[mg]', '12 g'], ['F * d', '6 N·m'], ['F*d + 1[J]', '7 N·m'],
    ['abs(m - M)', '987.7 g'],
    ['I + e/2 - ΔL', '500.02 g'], ['min(M, m)', '0.0123 kg'], ['max(P)', '10.04 g'], ['range(P)', '0.06 g'], ['mean(P)', '10.0125 g'],
    ['sum(P)', '40.05 g'], ['count(P)', '4'],
    ['sort(P)', '[9.98 g, 10.01 g, 10.02 g, 10.04 g]'], ['P[2]', '10.04 g'], ['P[1+1]', '10.04 g'], ['at(P, 3)', '9.98 g'],
    ['first(P) - last(P)', '0.01 g'], ['G[2][1]', '3'],
    ['sum(G)', '10'], ['max(sort(P)[1], 9[g])', '9.98 g'], ['round(8.53459, 0.01)', '8.53'], ['round(60.25, 0.5)', '60'],
    ['round(m, 0.5[g])', '12.5 g'], ['round(M, 100[g])', '1000 g'],
    ['floor(-2.5)', '-3'], ['m < M', 'true'], ['m == 0.0123[kg]', 'true'], ['m != 12.3[g]', 'false'], ['if(m > 10[g], 1[g], 2[g])', '1 g'],
    ['if(x > 1, 1/0, 7)', '7'],
    ['yes or 1/0 > 1', 'true'], ['not yes and 1/0 > 1', 'false'], ['interpolate(2.5, [1, 2, 3], [10, 20, 40])', '30'],
    ['interpolate(15[mm], [0[cm], 2[cm]], [0[g], 1[kg]])', '750 g'],
    ['interpolate(1, [1, 2], [5, 6])', '5'], ['5[%] * m', '61.5 %·g'], ['5[%] + 1', '105 %'], ['1 + 5[%]', '1.05'],
    ['(1[m] + 1[mm])^2', '1.002001 m²'], ['true', 'true'],
  ]
  for (const [text, expected] of cases) assert.equal(evaluate(text), expected, text)
})

test('temperatures are points, their differences are not', () => {
  const cases: [string, string][] = [
    ['t - 20[°C]', '3.5 Δ°C'], ['t + 2[Δ°C]', '25.5 °C'], ['t + 2[K]', '25.5 °C'], ['t - 2[Δ°C]', '21.5 °C'], ['2[K] + t', '25.5 °C'],
    ['t < 300[K]', 'true'], ['T - 299[K]', '1 K'],
    ['mean([t, 20[°C]])', '21.75 °C'], ['range([t, 20[°C]])', '3.5 Δ°C'], ['max([t, 77[°F]])', '25 °C'],
    ['0.00021[1/°C] * (t - 20[°C])', '0.000735'], ['-5[°C]', '-5 °C'],
    ['round(t, 1[°C])', '24 °C'], ['round(t, 0.2[Δ°C])', '23.6 °C'], ['t - 68[°F]', '3.5 Δ°C'],
    ['t + 20[°C]', '1:3 two temperatures (°C, °C) have no sum; a difference in K or Δ°C can be added'],
    ['t - 2[K]', '1:3 K beside °C may be a temperature or a difference: write the difference in Δ°C, or both temperatures in one unit'],
    ['2 * t', '1:3 a temperature in °C is a point on a scale: take a difference first, such as t - 20[°C]'],
    ['sum([t, t])', '1:1 temperatures in °C have a mean but no sum'],
    ['2[K] - t', '1:6 K beside °C may be a temperature or a difference: write the difference in Δ°C, or both temperatures in one unit'],
  ]
  for (const [text, expected] of cases) assert.equal(evaluate(text), expected, text)
})

test('beyond rational functions a value is the float64 of the platform and says so', () => {
  const cases: [string, number][] = [
    ['sqrt(2)', Math.SQRT2], ['exp(1)', Math.E], ['sin(α)', Math.sin(Math.PI / 4)], ['2^0.5', Math.SQRT2], ['ln(10)', Math.LN10],
    ['pi', Math.PI], ['atan2(1, -1)', Math.atan2(1, -1)],
    ['0.1 + sqrt(0.05)', 0.1 + Math.sqrt(0.05)], ['log10(1000)', 3],
  ]
  for (const [text, expected] of cases) {
    const parsed = parse(text)
    assert.ok(parsed.ok)
    const result = evaluateExact(parsed.ast, NAMES)
    assert.ok(result.ok && result.value.type === 'number', text)
    assert.equal(result.value.number.exact, false)
    assert.ok(Math.abs(toNumber(result.value.number.value) - expected) <= 2e-16 * Math.abs(expected), text)
  }
  // GUM 4.2.2 on the readings 10.02, 10.04, 9.98, 10.01 g: s² = 0.000625 g², s = 0.025 g
  // and the exact half rounds to even, where the float64 next to 0.025 would round up.
  assert.equal(evaluate('stdev(P)'), '0.025 g')
  assert.equal(evaluate('round(stdev(P), 0.01[g])'), '0.02 g')
  assert.match(evaluate('stdev([1, 2, 4])'), /^~1\.52752523165194/)
})

test('what has no value is refused at its place', () => {
  const cases: [string, string][] = [
    ['m + L', '1:3 cannot add: g and mm measure different quantities'], ['m + 1', '1:3 cannot add: g and 1 measure different quantities'],
    ['zz * 2', '1:1 "zz" has no value here'],
    ['toString', '1:1 "toString" has no value here'], ['1 /\n (x - 0.25)', '1:3 division by zero'],
    ['P[5]', '1:2 the array has items 1 to 4, there is no item 5'],
    ['P[0]', '1:2 the array has items 1 to 4, there is no item 0'], ['P[1.5]', '1:2 the array has items 1 to 4, there is no item 3/2'],
    ['P[m]', '1:2 an index is a number without unit'],
    ['m[1]', '1:2 only an array has items'], ['exp(m)', '1:1 exp takes a number without unit, this is in g'],
    ['P + 1', '1:1 a number is needed here, this is an array'],
    ['m and yes', '1:1 a condition is needed here, such as x <= 5[g]'], ['2 ^ m', '1:3 a number without unit is needed here, this is in g'],
    ['m^0.5', '1:2 a quantity in g is raised to whole powers only, written as a number'],
    ['sqrt(m)', '1:1 g has no square root: its dimension is no square'],
    ['9^9^9^9', '1:4 the power is too large to be kept exactly'], ['sqrt(-1)', '1:1 a negative number has no square root'],
    ['ln(0)', '1:1 only a number greater than zero has a logarithm'],
    ['(-8)^(1/3)', '1:5 a negative number has whole powers only'], ['0^-1', '1:2 zero to a negative power is a division by zero'],
    ['exp(10000)', '1:1 exp is too large to be computed'],
    ['round(m, 0.3[g])', '1:1 0.3 is not a rounding interval: 1, 2 or 5 times a power of ten (GB/T 8170-2008)'],
    ['round(m, 0.1)', '1:1 g and 1 measure different quantities'],
    ['interpolate(5, [1, 2], [1, 2])', '1:1 the value lies outside the table'],
    ['interpolate(1, [2, 1], [1, 2])', '1:1 the value lies outside the table'],
    ['interpolate(1.5, [1, 1, 2], [1, 2, 3])', '1:1 the first array of interpolate must rise'],
    ['stdev(m)', '1:1 an experimental standard deviation needs at least two readings'],
    ['F*d*1 == 1[J] or 1[J] < 1[N·m]', '1:23 N·m (torque) and J (energy) are different kinds of quantity'],
    ['acos(2)', '1:1 acos takes a number from -1 to 1'],
    ['if(1, 2, 3)', '1:4 a condition is needed here, such as x <= 5[g]'], ['sum(yes)', '1:1 readings are numbers, this is a condition'],
  ]
  for (const [text, expected] of cases) assert.equal(evaluate(text), expected, text)
})

test('tables of the caller are looked up by name', () => {
  const density: ExactLookup = ([at]) => {
    if (at?.type !== 'number') return 'density takes a temperature'
    const celsius = inUnit(at, unit('°C'))
    return celsius.ok && cmp(
      celsius.value.value, exactly('20'),
    ) === 0 ? exactNumber(exactly('0.9982'), unit('g/mL')) : 'the table holds 20 °C only'
  }
  const lookups = new Map([['density', density]])
  assert.equal(evaluate('round(m / density(20[°C]) / 1[mL], 0.01[g·mL/(g·mL)])', lookups), '12.32')
  assert.equal(evaluate('density(t)', lookups), '1:1 the table holds 20 °C only')
})

test('a formula has a budget of steps', () => {
  const parsed = parse('sum([x, x, x, x]) + count(P)')
  assert.ok(parsed.ok)
  assert.equal(evaluateExact(parsed.ast, NAMES, { steps: 100 }).ok, true)
  const refused = evaluateExact(parsed.ast, NAMES, { steps: 8 })
  assert.ok(!refused.ok && refused.message.includes('too many steps'))
  const grown = parse('((((((((3^1000)^2)^2)^2)^2)^2)^2)^2)^2')
  assert.ok(grown.ok)
  assert.equal(evaluateExact(grown.ast, NAMES).ok, false)
})

test('results convert to the unit wanted, or are refused', () => {
  const grams = inUnit(q('1.5', 'kg'), unit('g'))
  assert.ok(grams.ok && exactText(grams.value.value) === '1500')
  assert.equal(inUnit(q('1.5', 'kg'), unit('m')).ok, false)
  assert.equal(inUnit(readings, unit('g')).ok, false)
})

test('evaluating never throws, whatever was parsed', () => {
  const leaves = fc.constantFrom('m', 'M', 't', 'x', 'P', 'G', '0', '1/3', '5[g]', '2[K]', 'α', 'yes', 'e', '1e30')
  const { formula } = fc.letrec<{ formula: string }>((tie) => ({
    formula: fc.oneof({ maxDepth: 4 }, leaves,
      fc.tuple(
        tie('formula'), fc.constantFrom('+', '-', '*', '/', '^', '<', '==', ' and '), tie('formula'),
      ).map(([a, o, b]) => `(${a}${o}${b})`),
      fc.tuple(
        fc.constantFrom('abs', 'sum', 'stdev', 'sqrt', 'exp', 'sort', 'first', 'ln', 'range', 'sin', 'acos', 'floor'), tie('formula'),
      ).map(([f, a]) => `${f}(${a})`),
      fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
      fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `${a}[${b}]`), fc.tuple(tie('formula'), tie('formula')).map(
        ([a, b]) => `round(${a}, ${b})`
      )),
  }))
  fc.assert(fc.property(formula, (text) => {
    const parsed = parse(text)
    if (parsed.ok) evaluateExact(parsed.ast, NAMES, { steps: 10_000 })
  }), { numRuns: 20_000, interruptAfterTimeLimit: 2000, markInterruptAsFailure: false })
})
