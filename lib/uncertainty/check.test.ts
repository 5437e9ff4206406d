import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exactly } from '@duheng/quantity/decimal.ts'
import { comparable } from '@duheng/quantity/unit-algebra.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { check, type Shape } from './check.ts'
import { evaluateExact, exactArray, exactNumber, type ExactValue } from './exact.ts'
import { parse } from './parse.ts'

const number = (text: string): Shape => ({ type: 'number', unit: unit(text) })
const NAMES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['m', number('g')], ['M', number('kg')], ['L', number('mm')], ['t', number('°C')], ['V', number('L')], ['p', number('kPa')],
  ['α', number('°')], ['n', number('1')], ['i', number('1')],
  ['P', { type: 'array', item: number('g') }], ['Q', { type: 'array', item: number('kPa'), length: 3 }], ['ok', { type: 'boolean' }],
])

function shown(shape: Shape): string {
  if (shape.type === 'number') return shape.unit.symbol
  if (shape.type === 'boolean') return 'condition'
  return `array of ${shown(shape.item)}${shape.length === undefined ? '' : ` × ${shape.length}`}`
}

function unitOf(text: string, wanted?: string): string {
  const parsed = parse(text)
  assert.ok(parsed.ok, text)
  const checked = check(parsed.ast, NAMES, wanted === undefined ? {} : { unit: unit(wanted) })
  return checked.ok ? shown(checked.shape) : `${checked.line}:${checked.column} ${checked.message}`
}

test('units follow from the formula without any values', () => {
  const cases: [string, string][] = [
    ['m + M', 'g'], ['M + m', 'kg'], ['m / V', 'g/L'], ['m/V*V', 'g'], ['L^3', 'mm³'], ['sqrt(L^2)', 'mm'], ['t - 20[°C]', 'Δ°C'],
    ['mean(P)', 'g'], ['P[i]', 'g'], ['P[3]', 'g'], ['Q[i]', 'kPa'],
    ['Q[3]', 'kPa'], ['sort(P)', 'array of g'], ['[m, M]', 'array of g × 2'], ['stdev(P)', 'g'], ['count(P)', '1'],
    ['if(m > 5[g], m, M)', 'g'], ['m < M and ok', 'condition'],
    ['round(m, 0.1[g])', 'g'], ['sin(α)', '1'], ['asin(n)', 'rad'], ['exp(m/M)', '1'], ['L^-1', '1/mm'], ['[m, M][i]', 'g'],
    ['interpolate(p, Q, [1[g], 2[g], 3[g]])', 'g'],
    ['max(m, 0[g])', 'g'], ['last(P) - first(P)', 'g'], ['range(Q)', 'kPa'], ['1/n', '1'], ['sum(P)/count(P)', 'g'],
  ]
  for (const [text, expected] of cases) assert.equal(unitOf(text), expected, text)
})

test('a formula whose units do not fit is refused at its place', () => {
  const cases: [string, string][] = [
    ['m + L', '1:3 cannot add: g and mm measure different quantities'],
    ['m +\n  p', '1:3 cannot add: g and kPa measure different quantities'],
    ['exp(m)', '1:1 exp takes a number without unit, this is in g'],
    ['L^n', '1:2 a quantity in mm is raised to whole powers only, written as a number'],
    ['L^0.5', '1:2 a quantity in mm is raised to whole powers only, written as a number'],
    ['if(ok, m, L)', '1:1 mm and g measure different quantities'], ['x', '1:1 "x" has no value here'],
    ['Q[4]', '1:2 the array has items 1 to 3, there is no item 4'], ['round(m, 0.1)', '1:1 g and 1 measure different quantities'],
    ['m/0', '1:2 division by zero'],
    ['2*t', '1:2 a temperature in °C is a point on a scale: take a difference first, such as t - 20[°C]'],
    ['max(m, 0)', '1:1 1 and g measure different quantities'],
    ['m < 5', '1:3 1 and g measure different quantities'], ['ok + 1', '1:1 a number is needed here, this is a condition'],
    ['sin(m)', '1:1 g and rad measure different quantities'],
    ['round(m, 0.3[g])', '1:1 0.3 is not a rounding interval: 1, 2 or 5 times a power of ten (GB/T 8170-2008)'],
  ]
  for (const [text, expected] of cases) assert.equal(unitOf(text), expected, text)
})

test('the result is compared with the unit it should have', () => {
  assert.equal(unitOf('M', 'g'), 'kg')
  assert.equal(unitOf('m/V', 'kg/m³'), 'g/L')
  assert.equal(unitOf('m/V', 'kg'), '1:2 the result should be in kg: g/L and kg measure different quantities')
  assert.equal(unitOf('m < M', 'kg'), '1:3 the result should be a number in kg')
})

test('tables of the caller say what they take and give', () => {
  const parsed = parse('m / density(t)', { lookups: new Set(['density']) })
  assert.ok(parsed.ok)
  const lookups = new Map([['density', (args: readonly Shape[]) => (args.length === 1 ? number('g/mL') : 'density takes one temperature')]])
  const checked = check(parsed.ast, NAMES, { lookups })
  assert.ok(checked.ok && checked.shape.type === 'number' && checked.shape.unit.symbol === 'mL')
})

function valueOf(shape: Shape, text: string): ExactValue {
  if (shape.type === 'number') return exactNumber(exactly(text), shape.unit)
  if (shape.type === 'boolean') return { type: 'boolean', truth: true }
  return exactArray(Array.from({ length: shape.length ?? 3 }, (_, i) => valueOf(shape.item, `${text}${i}`)))
}

const leaves = fc.constantFrom(
  'm', 'M', 'L', 't', 'V', 'p', 'α', 'n', 'P', 'Q', 'P[1]', 'Q[2]', 'ok', '2', '3[g]', '20[°C]', '2[Δ°C]', '1[K]', '5[%]',
)
const { formula } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof({ maxDepth: 3 }, leaves,
    fc.tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '<', '=='), tie('formula')).map(([a, o, b]) => `(${a}${o}${b})`),
    fc.tuple(fc.constantFrom('abs', 'sum', 'mean', 'range', 'stdev', 'sort', 'count', 'sqrt', 'exp', 'sin', 'max', 'last'), tie('formula'))
      .map(([f, a]) => `${f}(${a})`),
    tie('formula').map((a) => `${a}^2`), fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `[${a}, ${b}][2]`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `round(${a}, ${b})`)),
}))

test('what the check promises the evaluation keeps, and what it refuses never has a value', () => {
  const values = new Map([...NAMES].map(([name, shape]) => [name, valueOf(shape, '1.5')] as const))
  let agreed = 0
  fc.assert(fc.property(formula, (text) => {
    const parsed = parse(text)
    assert.ok(parsed.ok, text)
    const checked = check(parsed.ast, NAMES)
    const value = evaluateExact(parsed.ast, values)
    if (!checked.ok) return assert.ok(!value.ok, `${text}: ${checked.message}`)
    if (!value.ok) return assert.doesNotMatch(value.message, /different|is needed|takes a number without|point on a scale/, text)
    assert.equal(checked.shape.type, value.value.type, text)
    if (checked.shape.type !== 'number' || value.value.type !== 'number') return
    assert.equal(value.value.unit.symbol, checked.shape.unit.symbol, text)
    assert.ok(comparable(value.value.unit, checked.shape.unit).ok, text)
    agreed++
  }), { numRuns: 30_000, interruptAfterTimeLimit: 3000, markInterruptAsFailure: false })
  assert.ok(agreed > 100)
})
