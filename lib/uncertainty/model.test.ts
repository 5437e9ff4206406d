import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Budget } from './budget.ts'
import { firstOrderOf, readModel, withCoverage, withInputs, type InputData, type ModelData } from './model.ts'
import { readPlainInput, readPlainModel, type PlainInput, type PlainModel } from './plain-model.ts'
import { accepted, modelOf, near, normal } from './testing.ts'

function budgets(data: ModelData): readonly Budget[] {
  return accepted(firstOrderOf(modelOf(data))).budgets
}

function refusal(data: ModelData): string {
  const read = readModel(data)
  const result = read.ok ? firstOrderOf(read.model) : read
  return result.ok ? 'not refused' : `${result.field ?? ''}: ${result.message}`
}

test('several results with steps on the way, as lines of text with units', () => {
  const data: ModelData = {
    model: 'area = a*b\n volume = area*h\n density = m/volume',
    inputs: [
      { ...normal('a', 20, 0.02), unit: 'mm' }, { ...normal('b', 30, 0.02), unit: 'mm' }, { ...normal('h', 1, 0.001), unit: 'cm' },
      { ...normal('m', 47.1, 0.01), unit: 'g' },
    ],
    results: ['density', 'volume'], units: { density: 'kg/m³', volume: 'cm³' }, coverage: { k: 2 },
  }
  const [density, volume] = budgets(data)
  near(density?.value, 7850, 1e-9, 'density')
  near(volume?.value, 6, 1e-12, 'volume')
  assert.deepEqual([density?.unit.symbol, volume?.unit.symbol], ['kg/m³', 'cm³'])
  near(volume?.u, 6 * Math.hypot(0.001, 0.02 / 30, 0.001), 1e-15, 'u(volume)')
  near(density?.u, 7850 * Math.hypot(0.001, 0.02 / 30, 0.001, 0.01 / 47.1), 1e-10, 'u(density)')
  assert.equal(density?.components.find(({ names }) => names[0] === 'm')?.sensitivityUnit?.symbol, 'kg/(m³·g)')
})

test('covariance and correlation of results that share inputs', () => {
  const result = firstOrderOf(modelOf({ model: 's = a + b; d = a - b', inputs: [normal('a', 1, 0.3), normal('b', 2, 0.4)] }))
  assert.ok(result.ok)
  near(result.covariance[0]?.[0], 0.25, 1e-15, 'u²(s)')
  near(result.covariance[0]?.[1], 0.09 - 0.16, 1e-15, 'u(s, d)')
  near(result.correlation[0]?.[1], -0.07 / 0.25, 1e-15, 'r(s, d)')
})

test('where no input has a unit, the unit of the result is a label', () => {
  const [y] = budgets({ model: 'y = 2*x', inputs: [normal('x', 1, 0.1)], unit: 'nm' })
  assert.deepEqual([y?.value, y?.unit.symbol], [2, 'nm'])
  assert.match(refusal({ model: 'y = 2*x', inputs: [{ ...normal('x', 1, 0.1), unit: 'g' }], unit: 'nm' }), /g and nm|nm and g/)
})

test('where nothing has a unit, angles are numbers; else they are angles', () => {
  const [y] = budgets({ model: 'y = atan2(b, a) + phi', inputs: [normal('a', 1, 0.1), normal('b', 1, 0.1), normal('phi', 0.5, 0.01)] })
  near(y?.value, Math.PI / 4 + 0.5, 1e-15, 'y')
  near(y?.u, Math.hypot(0.1 / Math.SQRT2, 0.01), 1e-15, 'u')
  const volts = [{ ...normal('a', 1, 0.1), unit: 'V' }, { ...normal('b', 1, 0.1), unit: 'V' }]
  const [angle] = budgets({ model: 'y = atan2(b, a)', inputs: volts })
  assert.equal(angle?.unit.symbol, 'rad')
})

test('an unused variable changes nothing, whatever it correlates with and however little is known of it', () => {
  const inputs = [normal('a', 1, 0.1, 20), normal('b', 2, 0.1, 20), normal('c', 3, 0.5, 2)]
  const alone = budgets({ model: 'a*b', inputs: inputs.slice(0, 2), correlations: [['a', 'b', 0.5]] })
  const beside = budgets({ model: 'a*b', inputs, correlations: [['a', 'b', 0.5], ['b', 'c', 0.8]] })
  const seen = (budget: Budget | undefined) => [budget?.value, budget?.u, budget?.dof, budget?.k]
  assert.deepEqual(seen(beside[0]), seen(alone[0]))
})

test('a model read once takes other inputs', () => {
  const read = modelOf({ model: 'y = a*b', inputs: [normal('a', 2, 0.1), normal('b', 3, 0.1)] })
  const other = withInputs(
    read, [{ name: 'a', estimate: 4, stated: { type: 'normal', u: 0.1 } }, { name: 'b', estimate: 5, stated: { type: 'constant' } }],
  )
  assert.ok(other.ok)
  const result = firstOrderOf(other.model)
  assert.ok(result.ok)
  assert.equal(result.budgets[0]?.value, 20)
  near(result.budgets[0]?.u, 0.5, 1e-15, 'u')
  const unlike = withInputs(read, [{ name: 'b', estimate: 4, stated: { type: 'constant' } }])
  assert.ok(!unlike.ok && unlike.field === 'inputs')
})

test('a model read once takes another coverage, and refuses one that is none', () => {
  const read = modelOf({ model: 'y = a', inputs: [normal('a', 2, 0.1)] })
  const covered = withCoverage(read, { p: 0.95 })
  const result = covered.ok ? firstOrderOf(covered.model) : covered
  assert.ok(result.ok)
  near(result.budgets[0]?.U, 0.1959963984540054, 1e-15, 'U')
  const certain = withCoverage(read, { p: 1 })
  assert.ok(!certain.ok && certain.field === 'p')
})

test('an implicit model: y + ln y = x has u(y) = u(x)·y/(1 + y)', () => {
  const [y] = budgets({
    implicit: { equations: ['y + ln(y) = x'], unknowns: [{ name: 'y', start: 0.5 }] }, inputs: [normal('x', 1, 0.01)],
  })
  near(y?.value, 1, 1e-15, 'y')
  near(y?.u, 0.005, 1e-17, 'u(y)')
})

test('equations for two unknowns, with a result of both and of an input', () => {
  // y and z of y + z = s, y·z = p, s = 7 and p = 12: y = 3, z = 4; then ratio = y/z + p.
  const data: ModelData = {
    model: 'ratio = y/z + p',
    implicit: { equations: ['y + z - s', 'y*z = p'], unknowns: [{ name: 'y', start: 1 }, { name: 'z', start: 9 }] },
    inputs: [normal('s', 7, 0.07), normal('p', 12, 0.12)],
  }
  const [y, z, ratio] = budgets(data)
  near(y?.value, 3, 1e-14, 'y')
  near(z?.value, 4, 1e-14, 'z')
  // y = (s - √(s² - 4p))/2: ∂y/∂s = (1 - s)/2 = -3, ∂y/∂p = 1; z: 4, -1.
  near(y?.u, Math.hypot(3 * 0.07, 0.12), 1e-14, 'u(y)')
  near(z?.u, Math.hypot(4 * 0.07, 0.12), 1e-14, 'u(z)')
  // ∂(y/z) = (z ∂y - y ∂z)/z²: by s -24/16, by p 7/16, and p itself adds 1.
  near(ratio?.value, 12.75, 1e-13, 'ratio')
  near(ratio?.u, Math.hypot(1.5 * 0.07, (23 / 16) * 0.12), 1e-14, 'u(ratio)')
})

test('equations have units, and those without a solution are refused', () => {
  // Length of a pendulum from its period: T = 2π√(l/g).
  const [length] = budgets({
    implicit: { equations: ['T = 2*pi*sqrt(l/9.80665[m/s^2])'], unknowns: [{ name: 'l', start: 1, unit: 'm' }] },
    inputs: [{ ...normal('T', 2, 0.002), unit: 's' }],
  })
  near(length?.value, 9.80665 / Math.PI ** 2, 1e-14, 'l')
  near(length?.u, 2 * 0.001 * (9.80665 / Math.PI ** 2), 1e-15, 'u(l)')
  const inputs = [normal('x', -1, 0.1)]
  assert.match(refusal({ implicit: { equations: ['y^2 = x'], unknowns: [{ name: 'y', start: 1 }] }, inputs }), /no solution for y/)
  assert.match(refusal({ implicit: { equations: ['y = x'], unknowns: [] }, inputs }), /^implicit: .*as many equations/)
  const cut = { equations: ['y = x +'], unknowns: [{ name: 'y', start: 1 }] }
  assert.match(refusal({ implicit: cut, inputs }), /^implicit.equations\[1\]: .*ends too early/)
})

test('what is wrong with a model is said by field', () => {
  const inputs = [normal('x', 1, 0.1)]
  const cases: [ModelData, RegExp][] = [
    [{ inputs }, /^model: the model has no formula/], [{ model: 'x +', inputs }, /^model: the formula ends/],
    [{ model: 'x*z', inputs }, /^model: "z" has no value/], [{ model: 'a = x', results: ['b'], inputs }, /^results: .*no result "b"/],
    [{ model: 'x', inputs: [{ ...normal('x', 1, 0.1), unit: 'quux' }] }, /^x\.unit: the unit "quux"/],
    [{ model: 'x', inputs, coverage: { p: 2 } }, /^p: /], [{ model: 'round(x, 1)', inputs }, /^model: round and floor/],
    [{ model: 'x', inputs: [normal('x', 1, -1)] }, /^x\.u: /],
    [{ model: 'x', inputs, correlations: [['x', 'q', 0.1]] }, /^r\(x, q\): /],
  ]
  for (const [data, sentence] of cases) assert.match(refusal(data), sentence)
})

test('flat inputs are read by their distribution, and stray fields are named', () => {
  const good: [PlainInput, InputData['stated']][] = [
    [{ name: 'x', dist: 'arcsine', estimate: 0, half_width: 0.5 }, { type: 'u_shaped', halfWidth: 0.5 }],
    [{ name: 'x', dist: 't', estimate: 0, u: 2, df: 9 }, { type: 't_scaled', u: 2, dof: 9 }],
    [{ name: 'x', dist: 'uniform', a: 1, b: 3 }, { type: 'rectangular', low: 1, high: 3 }],
    [{ name: 'x', dist: 'ctrap', estimate: 0, half_width: 1, d: 0.1 }, { type: 'curvilinear_trapezoid', halfWidth: 1, d: 0.1 }],
    [{ name: 'x', dist: 'normal', estimate: 0, U: 2, k: 2, dof: 5 }, { type: 'normal', U: 2, k: 2, dof: 5 }],
    [{ name: 'x', dist: 'readings', readings: [1, 2] }, { type: 'readings', readings: [1, 2] }],
  ]
  for (const [plain, stated] of good) {
    const read = readPlainInput(plain)
    assert.ok(read.ok, read.ok ? '' : read.message)
    assert.deepEqual(read.input.stated, stated)
  }
  const bad: [PlainInput, RegExp][] = [
    [{ name: 'x', dist: 'cauchy' }, /^x\.dist: .*no distribution "cauchy"/],
    [{ name: 'x', dist: 'normal', estimate: 0 }, /^x\.u: "x" needs u/],
    [{ name: 'x', dist: 'normal', u: 1, half_width: 2 }, /^x\.half_width: .*takes no half_width/],
    [{ name: 'x', dist: 'normal', u: '1' }, /^x\.u: u of "x" is a number/],
    [{ name: 'x', dist: 'samples', samples: 3 }, /^x\.samples: .*list/],
    [{ name: 'x', dist: 'normal', u: 1, estimate: '5' }, /^x\.estimate/],
    [{ name: 'x', dist: 'constructor' }, /^x\.dist/], [{ name: 'x', dist: 'normal', u: 1, unit: 5 }, /^x\.unit/],
  ]
  for (const [plain, sentence] of bad) {
    const read = readPlainInput(plain)
    assert.match(read.ok ? 'read' : `${read.field}: ${read.message}`, sentence)
  }
})

test('flat correlations are pairs, a matrix or one number', () => {
  const inputs: PlainInput[] = [{ name: 'a', dist: 'normal', estimate: 0, u: 3 }, { name: 'b', dist: 'normal', estimate: 0, u: 4 }]
  const u = (given: Partial<PlainModel>): number | string => {
    const data = readPlainModel({ model: ['s = a + b;', 'd = a - b'], inputs, ...given })
    return data.ok ? (budgets(data.data)[0]?.u ?? Number.NaN) : data.message
  }
  for (const given of [{ r: 1 }, { corr: [['a', 'b', 1] as const] }, { corr: [[1, 1], [1, 1]] }]) assert.equal(u(given), 7)
  assert.equal(u({}), 5)
  assert.match(String(u({ corr: [[1, 0.5], [0.4, 1]] })), /symmetric: row 1, column 2/)
  assert.match(String(u({ corr: [[1]] })), /2 rows/)
  assert.match(String(u({ corr: [[2, 0], [0, 1]] })), /diagonal/)
  assert.match(String(u({ p: 0.95, k: 2 })), /p or k/)
})

test('whatever is stated, there is an answer with finite numbers or a refusal with a field and two sentences', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(1e-300, 1e300, 0))
  const value = fc.oneof(number, fc.array(number, { maxLength: 6 }), fc.string({ maxLength: 4 }), fc.constant(null), fc.boolean())
  const fields = [
    'estimate', 'u', 'U', 'k', 'dof', 'half_width', 'a', 'b', 'd', 'mode', 'top_ratio', 'top_low', 'top_high', 'shape', 'scale', 'location',
    'origin', 'alpha', 'beta', 'mu', 'sigma', 'values', 'probabilities', 'samples', 'readings', 'series', 'resolution', 'pooled',
  ]
  const kinds = [
    'normal', 't', 't_sd', 'rectangular', 'triangular', 'trapezoidal', 'arcsine', 'ctrap', 'exponential', 'gamma', 'beta', 'lognormal',
    'weibull', 'skew_normal', 'gev', 'truncated_normal', 'laplace', 'logistic', 'discrete', 'samples', 'readings', 'constant', 'x',
  ]
  const plain = fc.record({ dist: fc.constantFrom(...kinds), given: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 5 }) })
  fc.assert(fc.property(plain, fc.constantFrom('x', 'x^2', 'sqrt(x)', '1/x', 'ln(x) + x'), ({ dist, given }, text) => {
    const read = readPlainInput({ ...given, name: 'x', dist })
    const found = read.ok ? readModel({ model: text, inputs: [read.input] }) : read
    const result = found.ok ? firstOrderOf(found.model) : found
    if (result.ok) {
      for (const { value: y, u, U, dof } of result.budgets) {
        assert.ok([y, u, U].every(Number.isFinite) && u >= 0 && dof > 0, `${y} ${u} ${dof}`)
      }
    } else assert.ok(result.field !== undefined && result.message.length > 5 && /\p{Script=Han}/u.test(result.zh ?? ''), result.message)
  }), { numRuns: 5000, interruptAfterTimeLimit: 4000, markInterruptAsFailure: false })
})

test('500 inputs that all correlate are propagated in a second or two', () => {
  const count = 500
  const names = Array.from({ length: count }, (_, i) => `x${i}`)
  const correlations = names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string, number] => [a, b, 0.5]))
  const [y] = budgets({ model: `sum([${names.join(', ')}])`, inputs: names.map((name) => normal(name, 1, 0.1)), correlations })
  near(y?.u, 0.1 * Math.sqrt(count + count * (count - 1) * 0.5), 1e-10, 'u')
})
