import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unit } from '@duheng/quantity/unit.ts'
import { firstOrder, type Budget, type FirstOrderOptions, type Propagated } from './budget.ts'
import { smallestEigenvalue } from './eigenvalue.ts'
import type { Input } from './inputs.ts'
import { parseModel } from './parse.ts'
import { accepted, near } from './testing.ts'

function propagated(text: string, inputs: readonly Input[], options: FirstOrderOptions = {}): Propagated {
  const model = parseModel(text)
  assert.ok(model.ok, text)
  return accepted(firstOrder(model.model, inputs, options))
}

function budget(text: string, inputs: readonly Input[], options: FirstOrderOptions = {}): Budget {
  const [only] = propagated(text, inputs, options).budgets
  assert.ok(only)
  return only
}

function refusal(text: string, inputs: readonly Input[], options: FirstOrderOptions = {}): string {
  const model = parseModel(text)
  assert.ok(model.ok, text)
  const result = firstOrder(model.model, inputs, options)
  return result.ok ? 'not refused' : result.message
}

const GAUGE_BLOCK: readonly Input[] = [
  { name: 'ls', unit: unit('nm'), estimate: 50_000_623, stated: { type: 't_scaled', u: 25, dof: 18 } },
  { name: 'd0', unit: unit('nm'), estimate: 215, stated: { type: 't_scaled', u: 5.8, dof: 24 } },
  { name: 'd1', unit: unit('nm'), estimate: 0, stated: { type: 't_scaled', u: 3.9, dof: 5 } },
  { name: 'd2', unit: unit('nm'), estimate: 0, stated: { type: 't_scaled', u: 6.7, dof: 8 } },
  { name: 'α_s', unit: unit('1/°C'), estimate: 11.5e-6, stated: { type: 'rectangular', halfWidth: 2e-6 } },
  { name: 'δα', unit: unit('1/°C'), estimate: 0, stated: { type: 'rectangular', halfWidth: 1e-6, dof: 50 } },
  { name: 'θ', unit: unit('Δ°C'), estimate: -0.1, stated: { type: 'normal', u: 0.2 } },
  { name: 'Δ', unit: unit('Δ°C'), estimate: 0, stated: { type: 'u_shaped', halfWidth: 0.5 } },
  { name: 'δθ', unit: unit('Δ°C'), estimate: 0, stated: { type: 'rectangular', halfWidth: 0.05, dof: 2 } },
]
const GAUGE_MODEL = 'l = ls + d0 + d1 + d2 - ls*(δα*(θ + Δ) + α_s*δθ)'

test('GUM H.1, end gauge: l, u, components, ν_eff, k and U99', () => {
  const l = budget(GAUGE_MODEL, GAUGE_BLOCK, { coverage: { p: 0.99 } })
  near(l.value, 50_000_838, 1e-6, 'l in nm')
  near(l.u, 31.663879111, 1e-6, 'u (H.1.4 prints 32)')
  near(l.dof, 16.7518557376, 1e-6, 'ν_eff (H.1.6 prints 16)')
  near(l.k, 2.92, 0.005, 't99(16)')
  near(l.U, 93, 1, 'U99')
  assert.equal(l.unit.symbol, 'nm')
  const printed: [string, number, number][] = [
    ['ls', 25, 1e-9], ['δθ', 16.599, 1e-3], ['d2', 6.7, 1e-9], ['d0', 5.8, 1e-9], ['d1', 3.9, 1e-9], ['δα', 2.88679, 1e-5], ['α_s', 0, 0],
    ['θ', 0, 0],
  ]
  for (const [name, contribution, tolerance] of printed) {
    const component = l.components.find(({ names }) => names[0] === name)
    near(Math.abs(component?.contribution ?? Number.NaN), contribution, tolerance, `component ${name}`)
  }
  const shares = l.components.reduce((sum, { share }) => sum + share, 0)
  near(shares, 1, 1e-12, 'shares')
  assert.equal(l.components.find(({ names }) => names[0] === 'δθ')?.sensitivityUnit?.symbol, 'nm/°C')
  // The influences first order cannot see here are the ones H.1.7 adds by second order (34 nm).
  assert.match(l.notes.join(), /α_s, θ, Δ.*second-order/)
})

const IMPEDANCE: readonly Input[] = [
  { name: 'V', unit: unit('V'), stated: { type: 'readings', readings: [5.007, 4.994, 5.005, 4.99, 4.999], simultaneous: 'bridge' } },
  { name: 'I', unit: unit('mA'), stated: { type: 'readings', readings: [19.663, 19.639, 19.64, 19.685, 19.678], simultaneous: 'bridge' } },
  {
    name: 'φ', unit: unit('rad'), stated: { type: 'readings', readings: [1.0456, 1.0438, 1.0468, 1.0428, 1.0433], simultaneous: 'bridge' },
  },
]

test('GUM H.2, resistance and reactance from simultaneous readings', () => {
  const ohm = unit('Ω')
  const units = new Map([['R', ohm], ['X', ohm], ['Z', ohm]])
  const { budgets: [R, X, Z], correlation } = propagated(
    'R = V/I*cos(φ); X = V/I*sin(φ); Z = V/I', IMPEDANCE, { units, coverage: { p: 0.95 } },
  )
  near(R?.value, 127.732, 5e-4, 'R')
  near(R?.u, 0.071, 5e-4, 'u(R)')
  near(X?.value, 219.847, 5e-4, 'X')
  near(X?.u, 0.295, 1e-3, 'u(X)')
  near(Z?.value, 254.26, 5e-4, 'Z')
  near(Z?.u, 0.236, 5e-4, 'u(Z)')
  near(correlation[0]?.[1], -0.588, 1e-3, 'r(R, X)')
  near(correlation[0]?.[2], -0.485, 1e-3, 'r(R, Z)')
  near(correlation[1]?.[2], 0.993, 1e-3, 'r(X, Z)')
  for (const one of [R, X, Z]) near(one?.dof, 4, 1e-9, 'ν of five simultaneous readings')
  near(R?.k, 2.776445105, 1e-9, 't95(4)')
  assert.equal(R?.components[0]?.evaluation, 'A')
})

test('H.2 with the printed estimates and correlations stated by hand', () => {
  const inputs: Input[] = [
    { name: 'V', estimate: 4.999, stated: { type: 'normal', u: 0.0032 } },
    { name: 'I', estimate: 0.019661, stated: { type: 'normal', u: 9.5e-6 } },
    { name: 'φ', estimate: 1.04446, stated: { type: 'normal', u: 0.00075 } },
  ]
  const R = budget('V/I*cos(φ)', inputs, { correlations: [['V', 'I', -0.36], ['V', 'φ', 0.86], ['I', 'φ', -0.65]] })
  near(R.u, 0.0699787, 1e-6, 'u(R) from rounded inputs (NIST Uncertainty Machine, Resistance)')
  assert.ok(R.correlationShare < 0)
})

test('each way of stating an uncertainty gives its standard uncertainty', () => {
  const cases: [Input['stated'], number, number][] = [
    [{ type: 'normal', u: 0.3 }, 0.3, Infinity], [{ type: 'normal', U: 0.6, k: 2 }, 0.3, Infinity],
    [{ type: 'normal', U: 0.6, k: 2, dof: 20 }, 0.3, 20],
    [{ type: 'rectangular', halfWidth: 3 }, Math.sqrt(3), Infinity], [{ type: 'triangular', halfWidth: 6 }, Math.sqrt(6), Infinity],
    [{ type: 'u_shaped', halfWidth: 2 }, Math.SQRT2, Infinity],
    [{ type: 't_scaled', u: 0.4, dof: 7 }, 0.4, 7], [{ type: 't_sd', u: 0.4, dof: 7 }, 0.4, 7],
    [{ type: 'constant' }, 0, Infinity],
  ]
  for (const [stated, u, dof] of cases) {
    const y = budget('x', [{ name: 'x', estimate: 10, stated }])
    near(y.u, u, 1e-15, stated.type)
    assert.equal(y.components[0]?.dof, dof)
  }
  const read = budget('x', [{ name: 'x', stated: { type: 'readings', readings: [10.02, 10.04, 9.98, 10.01] } }], { coverage: { p: 0.95 } })
  near(read.value, 10.0125, 1e-14, 'mean')
  near(read.u, 0.0125, 1e-15, 's/√n (GUM 4.2.3)')
  near(read.dof, 3, 1e-12, 'ν')
})

test('Welch–Satterthwaite of one limited and one unlimited input', () => {
  const inputs: Input[] = [
    { name: 'a', estimate: 0, stated: { type: 'normal', u: 0.57, dof: 9 } },
    { name: 'b', estimate: 0, stated: { type: 'normal', u: 0.25 } },
  ]
  near(budget('a + b', inputs).dof, 12.795649034137076, 1e-9, 'ν_eff (suncal, ENGR 224)')
  assert.equal(budget('a + b', inputs.map((one) => ({ ...one, stated: { type: 'normal', u: 0.1 } as const }))).dof, Infinity)
})

test('one influence under two names is one quantity', () => {
  const standard = { type: 'normal', u: 0.1 } as const
  const a: Input = { name: 'a', estimate: 1, stated: standard, identity: 'reference 7' }
  const b: Input = { ...a, name: 'b' }
  assert.equal(budget('a - b', [a, b]).u, 0)
  near(budget('a + b', [a, b]).u, 0.2, 1e-15, 'fully correlated')
  near(budget('a + b', [a, { ...b, identity: 'reference 8' }]).u, Math.sqrt(0.02), 1e-15, 'independent')
  assert.deepEqual(budget('a + b', [a, b]).components[0]?.names, ['a', 'b'])
  const { correlation } = propagated(
    'p = a + c; q = b + d', [a, b, { name: 'c', estimate: 0, stated: standard }, { name: 'd', estimate: 0, stated: standard }],
  )
  near(correlation[0]?.[1], 0.5, 1e-15, 'two results that share one standard')
  assert.match(refusal('a + b', [a, { ...b, estimate: 2 }]), /one identity "reference 7"/)
})

test('correlations that cannot hold together are refused with the smallest eigenvalue', () => {
  const inputs: Input[] = ['a', 'b', 'c'].map((name) => ({ name, estimate: 1, stated: { type: 'normal', u: 0.1 } }))
  // Eigenvalues of the 3 × 3 matrix with all off-diagonals -0.9: 1.9, 1.9 and 1 - 2·0.9 = -0.8.
  assert.match(
    refusal('a + b + c', inputs, { correlations: [['a', 'b', -0.9], ['a', 'c', -0.9], ['b', 'c', -0.9]] }),
    /smallest eigenvalue .* -0\.8000/,
  )
  near(budget('a + b + c', inputs, { correlations: [['a', 'b', 1], ['a', 'c', 1], ['b', 'c', 1]] }).u, 0.3, 1e-15, 'r = 1 is possible')
  near(budget('a + b', inputs, { correlations: [['a', 'b', -1]] }).u, 0, 1e-9, 'r = -1')
  // An influence the model does not use changes nothing.
  const alone = budget('a + b', inputs.slice(0, 2), { correlations: [['a', 'b', 0.5]] })
  assert.equal(budget('a + b', inputs, { correlations: [['a', 'b', 0.5], ['b', 'c', 0.8]] }).u, alone.u)
})

test('what cannot be propagated is refused with a sentence', () => {
  const x: Input = { name: 'x', estimate: 0, stated: { type: 'normal', u: 1 } }
  const cases: [string, readonly Input[], FirstOrderOptions, RegExp][] = [
    ['sqrt(x)', [x], {}, /no finite derivative by "x"/], ['1/x', [x], {}, /no finite value/], ['round(x, 1)', [x], {}, /no derivative/],
    ['x + y', [x], {}, /"y" has no value/],
    ['x', [x, x], {}, /given twice/], ['x', [{ ...x, estimate: undefined }], {}, /needs an estimate/],
    ['x', [{ ...x, stated: { type: 'normal', u: -1 } }], {}, /not negative/],
    ['x', [{ ...x, stated: { type: 'normal', U: 1, k: 0 } }], {}, /coverage factor/],
    ['x', [{ ...x, stated: { type: 'normal', u: 1, dof: 0 } }], {}, /degrees of freedom/],
    ['x', [{ name: 'x', stated: { type: 'readings', readings: [1] } }], {}, /two readings/],
    ['x', [x], { correlations: [['x', 'z', 0.5]] }, /names an input/],
    ['x', [x], { correlations: [['x', 'x', 0.5]] }, /one quantity/], ['x', [x], { coverage: { p: 1 } }, /probability/],
    ['x', [x], { coverage: { k: 0 } }, /coverage factor/],
  ]
  for (const [text, inputs, options, sentence] of cases) assert.match(refusal(text, inputs, options), sentence)
  const y: Input = { ...x, name: 'y' }
  assert.match(refusal('x + y', [x, y], { correlations: [['x', 'y', 2]] }), /between -1 and 1/)
  assert.match(refusal('x + y', [x, y], { correlations: [['x', 'y', 0.1], ['y', 'x', 0.1]] }), /twice/)
})

test('correlated influences of unlike degrees of freedom are counted with the smallest, and said so', () => {
  const inputs: Input[] = [
    { name: 'a', estimate: 0, stated: { type: 'normal', u: 1, dof: 5 } },
    { name: 'b', estimate: 0, stated: { type: 'normal', u: 1, dof: 50 } },
  ]
  const y = budget('a + b', inputs, { correlations: [['a', 'b', 0.5]] })
  near(y.dof, 5, 1e-12, 'ν')
  assert.match(y.notes.join(), /does not cover/)
})

test('a temperature result has its uncertainty in Δ°C', () => {
  const t: Input = { name: 't', unit: unit('°C'), estimate: 20, stated: { type: 'normal', U: 0.2, k: 2 } }
  const c: Input = { name: 'c', unit: unit('K'), estimate: 0.05, stated: { type: 'rectangular', halfWidth: 0.03 } }
  const y = budget('t + c', [t, c])
  near(y.value, 20.05, 1e-12, 't')
  assert.deepEqual([y.unit.symbol, y.uncertaintyUnit.symbol], ['°C', 'Δ°C'])
  near(y.u, Math.hypot(0.1, 0.03 / Math.sqrt(3)), 1e-15, 'u')
})

test('u of a sum never depends on the order of inputs, and scales with them', () => {
  const us = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 6 })
  fc.assert(fc.property(us, (list) => {
    const inputs = list.map((u, i): Input => ({ name: `x${i}`, estimate: i, stated: { type: 'normal', u } }))
    const text = inputs.map(({ name }) => name).join(' + ')
    const u = budget(text, inputs).u
    near(budget(text, [...inputs].reverse()).u, u, 1e-12 * u, 'reversed')
    near(u, Math.hypot(...list), 1e-12 * u, 'root of the sum of squares')
    near(budget(`2*(${text})`, inputs).u, 2 * u, 1e-12 * u, 'doubled')
  }), { numRuns: 100 })
})

test('the smallest eigenvalue is found', () => {
  near(smallestEigenvalue([[2, 0], [0, 3]]), 2, 1e-15, 'diagonal')
  near(smallestEigenvalue([[2, 1], [1, 2]]), 1, 1e-15, '2 × 2')
  // Tridiagonal 2, -1 of order n: 2 - 2 cos(π/(n + 1))
  const n = 8
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)))
  near(smallestEigenvalue(rows), 2 - 2 * Math.cos(Math.PI / (n + 1)), 1e-14, 'second differences')
})
