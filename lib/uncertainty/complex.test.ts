import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complexOf, type ComplexInput, type ComplexModel, type ComplexResult } from './complex.ts'
import { ellipsoidFactor } from './coverage.ts'
import { accepted, near } from './testing.ts'

function results(data: ComplexModel): readonly ComplexResult[] {
  return accepted(complexOf(data)).results
}

function one(data: ComplexModel): ComplexResult {
  const [only] = results(data)
  assert.ok(only)
  return only
}

const z = (name: string, re: number, im: number, u = 0.1): ComplexInput => ({ name, estimate: [re, im], u: [u, u] })

test('GUM H.2 in complex numbers: Z = V/I of simultaneous readings', () => {
  // V is real, I carries the phase: I·e^(-iφ), so Z = R + iX with the printed R and X.
  const V = [5.007, 4.994, 5.005, 4.99, 4.999]
  const current = [0.019663, 0.019639, 0.01964, 0.019685, 0.019678]
  const phase = [1.0456, 1.0438, 1.0468, 1.0428, 1.0433]
  const Z = one({
    model: 'Z = V/polar(I, -φ)', complex: [],
    inputs: [['V', V], ['I', current], ['φ', phase]].map(([name, readings]) => (
      { name: String(name), stated: { type: 'readings', readings: Array.isArray(readings) ? readings : [], simultaneous: 'all' } } as const
    )),
    coverage: { p: 0.95 },
  })
  near(Z.value[0], 127.732, 5e-4, 'R')
  near(Z.value[1], 219.847, 5e-4, 'X')
  near(Z.u[0], 0.071, 5e-4, 'u(R)')
  near(Z.u[1], 0.295, 1e-3, 'u(X)')
  near(Z.r, -0.588, 1e-3, 'r(R, X)')
  near(Z.dof, 4, 1e-9, 'ν')
})

test('degrees of freedom of a sum of complex quantities (Willink and Hall, Metrologia 39 (2002) 365: 11.34)', () => {
  const of = (name: string, v11: number, v12: number, v22: number, dof: number): ComplexInput => {
    return { name, estimate: [1, 0], u: [Math.sqrt(v11), Math.sqrt(v22)], r: v12 / Math.sqrt(v11 * v22), dof }
  }
  const sum = one({
    model: 'a + b + c',
    complex: [of('a', 0.96, -0.34, 0.27, 5), of('b', 0.51, 0.33, 0.31, 3), of('c', 0.45, 0.28, 1.65, 6)], coverage: { p: 0.95 },
  })
  near(sum.dof, 11.34, 0.01, 'ν')
  near(sum.covariance[0], 0.96 + 0.51 + 0.45, 1e-14, 'v₁₁')
  near(sum.covariance[1], -0.34 + 0.33 + 0.28, 1e-14, 'v₁₂')
  near(sum.k, ellipsoidFactor(0.95, 2, sum.dof), 1e-12, 'k')
})

test('factors of coverage ellipses and ellipsoids (JCGM 102, 6.5.2; GTC k2_factor_sq)', () => {
  const printed: [number, number, number][] = [
    [0.95, 1, 1.959963985], [0.99, 1, 2.575829304], [0.95, 2, 2.447746831], [0.99, 2, 3.034854259], [0.95, 3, 2.795483483],
    [0.99, 3, 3.368214175], [0.95, 4, 3.080215745], [0.99, 4, 3.643721194],
  ]
  for (const [p, m, k] of printed) near(ellipsoidFactor(p, m), k, 1e-9, `k ${p} of ${m}`)
  near(ellipsoidFactor(0.95, 2, 3) ** 2, 57, 1e-9, 'k² of two with ν = 3')
  assert.ok(Number.isNaN(ellipsoidFactor(0.95, 3, 2)))
})

test('functions have the values and derivatives of complex analysis', () => {
  // An analytic f turns a circle of uncertainty into a circle |f'| times as large: u(re) = u(im) = |f'|·u, r = 0.
  const [x, y] = [0.7, 0.4]
  const size = Math.hypot(x, y)
  const cosh2 = (t: number) => Math.cosh(t) ** 2
  const cases: [string, readonly [number, number], number][] = [
    ['z*z', [x * x - y * y, 2 * x * y], 2 * size], ['z^3', [x ** 3 - 3 * x * y * y, 3 * x * x * y - y ** 3], 3 * size ** 2],
    ['1/z', [x / size ** 2, -y / size ** 2], size ** -2], ['exp(z)', [Math.exp(x) * Math.cos(y), Math.exp(x) * Math.sin(y)], Math.exp(x)],
    ['ln(z)', [Math.log(size), Math.atan2(y, x)], 1 / size], ['z^-1', [x / size ** 2, -y / size ** 2], size ** -2],
    ['sqrt(z)', [Math.sqrt((size + x) / 2), Math.sqrt((size - x) / 2)], 0.5 / Math.sqrt(size)],
    ['z^0.5', [Math.sqrt((size + x) / 2), Math.sqrt((size - x) / 2)], 0.5 / Math.sqrt(size)],
    ['sin(z)', [Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y)], Math.sqrt(cosh2(y) - Math.sin(x) ** 2)],
    ['cos(z)', [Math.cos(x) * Math.cosh(y), -Math.sin(x) * Math.sinh(y)], Math.sqrt(cosh2(y) - Math.cos(x) ** 2)],
    ['conj(z)', [x, -y], 1], ['-z', [-x, -y], 1], ['complex(0, 1)*z', [-y, x], 1], ['z - 2', [x - 2, y], 1], ['2 - z', [2 - x, -y], 1],
    ['polar(abs(z), arg(z))', [x, y], 1], ['log10(z)', [Math.log10(size), Math.atan2(y, x) / Math.LN10], 1 / size / Math.LN10],
    ['tan(z) - sin(z)/cos(z) + z', [x, y], 1],
  ]
  for (const [text, value, slope] of cases) {
    const f = one({ model: text, complex: [z('z', x, y)] })
    near(f.value[0], value[0], 2e-15, `re ${text}`)
    near(f.value[1], value[1], 2e-15, `im ${text}`)
    near(f.u[0], 0.1 * slope, 1e-14, `u(re) ${text}`)
    near(f.u[1], 0.1 * slope, 1e-14, `u(im) ${text}`)
    near(f.r, 0, 1e-13, `r ${text}`)
  }
})

test('magnitude and phase are real results with units', () => {
  const [Z, size, phase] = results({
    model: 'Z = U/I; size = abs(Z); phase = arg(Z)',
    complex: [{ name: 'U', unit: 'V', estimate: [3, 4], u: [0.01, 0.01] }, { name: 'I', unit: 'A', estimate: [2, 0], u: [0, 0] }],
  })
  assert.deepEqual([Z?.real, size?.real, phase?.real], [false, true, true])
  assert.deepEqual([size?.value[0], size?.unit.symbol, phase?.unit.symbol], [2.5, 'V/A', 'rad'])
  near(size?.u[0], 0.005, 1e-16, 'u(|Z|)')
  near(phase?.u[0], 0.002, 1e-16, 'u(arg Z)')
})

test('an influence of one identity is one quantity in complex models too', () => {
  const a: ComplexInput = { ...z('a', 1, 2), identity: 'kit 7' }
  const ratio = one({ model: 'a/b', complex: [a, { ...a, name: 'b' }] })
  assert.deepEqual([ratio.u[0], ratio.u[1]], [0, 0])
})

test('pairs read together give covariance and degrees of freedom', () => {
  const pairs = [[1, 2], [1.2, 2.1], [0.9, 1.8], [1.1, 2.2]] as const
  const mean = one({ model: 'z', complex: [{ name: 'z', pairs }], coverage: { p: 0.95 } })
  near(mean.value[0], 1.05, 1e-15, 're')
  near(mean.covariance[0], 0.05 / 12, 1e-15, 's²(re)/4')
  near(mean.covariance[1], 0.055 / 12, 1e-15, 's(re, im)/4')
  near(mean.dof, 3, 1e-9, 'ν')
})

test('what complex numbers cannot do is refused', () => {
  const cases: [string, RegExp][] = [
    ['if(z < 1, z, 2)', /no order/], ['asin(z)', /asin of a complex number/], ['round(z, 1)', /not rounded/], ['max(z, 1)', /no order/],
    ['re(z, 1)', /take one number/], ['complex(z, 1)', /two real numbers/], ['polar(1[m], 2[m])', /in rad/], ['z/0', /zero/],
    ['complex(1[m], 1)', /one unit/], ['z +', /ends too early/], ['z = 1', /is an input/], ['w', /no value/], ['atan2(z, 1)', /arg\(z\)/],
  ]
  for (const [text, sentence] of cases) {
    const found = complexOf({ model: text, complex: [z('z', 1, 1)] })
    assert.match(found.ok ? 'not refused' : found.message, sentence, text)
  }
})
