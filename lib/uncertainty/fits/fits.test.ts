import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readModel, firstOrderOf } from '../model.ts'
import { parametersAsInputs, xFromY, yFromX, type Fit, type Read } from './fit.ts'
import { fitPolynomial, type PolynomialData } from './polynomial.ts'
import { fitYork, type YorkData } from './york.ts'
import { accepted, near } from '../testing.ts'

function fitted(data: PolynomialData): Fit {
  return accepted(fitPolynomial(data)).fit
}

function york(data: YorkData): Fit {
  return accepted(fitYork(data)).fit
}

function inverse(fit: Fit, observed: Parameters<typeof xFromY>[1], close?: number): Read {
  return accepted(xFromY(fit, observed, close)).read
}

const THERMOMETER = {
  x: [21.521, 22.012, 22.512, 23.003, 23.507, 23.999, 24.513, 25.002, 25.503, 26.01, 26.511],
  y: [-0.171, -0.169, -0.166, -0.159, -0.164, -0.165, -0.156, -0.157, -0.159, -0.161, -0.16],
}

test('GUM H.3: calibration of a thermometer by a line', () => {
  const fit = fitted({ ...THERMOMETER, origin: 20 })
  near(fit.parameters[0], -0.1712, 5e-5, 'intercept at 20 °C')
  near(fit.u[0], 0.0029, 5e-5, 'u(intercept)')
  near(fit.parameters[1], 0.00218, 5e-6, 'slope')
  near(fit.u[1], 0.00067, 5e-6, 'u(slope)')
  near((fit.covariance[0]?.[1] ?? 0) / ((fit.u[0] ?? 0) * (fit.u[1] ?? 0)), -0.93, 5e-4, 'r')
  near(fit.s, 0.0035, 5e-5, 's')
  assert.equal(fit.dof, 9)
  const b30 = yFromX(fit, 30)
  near(b30.y, -0.1494, 5e-5, 'b(30)')
  near(b30.u, 0.0041, 5e-5, 'u(b(30))')
  near(b30.dof, 9, 1e-9, 'ν')
  assert.equal(b30.outside, true)
  // The same through the parameters as inputs of a model (H.3.5 demands their covariance).
  const { inputs, correlations } = parametersAsInputs(fit, ['y1', 'y2'])
  const model = readModel({ model: 'b = y1 + y2*(30 - 20)', inputs: inputs.map((one) => ({ ...one, unit: undefined })), correlations })
  assert.ok(model.ok)
  const budget = firstOrderOf(model.model)
  assert.ok(budget.ok)
  near(budget.budgets[0]?.u, b30.u, 1e-15, 'u by the model')
  near(budget.budgets[0]?.dof, 9, 1e-9, 'ν by the model')
})

test('Bevington table 6.1, parameters and covariance (R lm)', () => {
  const fit = fitted({ x: [4, 8, 12.5, 16, 20, 25, 31, 36, 40, 40], y: [3.7, 7.8, 12.1, 15.6, 19.8, 24.5, 30.7, 35.5, 39.4, 39.5] })
  near(fit.parameters[0], -0.222142, 1e-6, 'a')
  near(fit.u[0], 0.06962967, 1e-8, 'u(a)')
  near(fit.parameters[1], 0.99278, 1e-6, 'b')
  near(fit.u[1], 0.002636608, 1e-9, 'u(b)')
  near(fit.covariance[0]?.[1], -0.0001616271, 1e-9, 'cov')
})

test('Natrella 5-4.1: Young’s modulus against temperature (NBS Handbook 91)', () => {
  const x = [30, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300, 1400, 1500]
  const fit = fitted({ x, y: [4642, 4612, 4565, 4513, 4476, 4433, 4389, 4347, 4303, 4251, 4201, 4140, 4100, 4073, 4024, 3999] })
  near(fit.parameters[1], -0.44985482, 1e-7, 'slope')
  near(fit.parameters[0], 4654.9846, 1e-3, 'intercept')
  near(fit.u[1], 0.0050644886217662685, 1e-8, 'u(slope)')
  near(fit.u[0], 4.458637908599441, 1e-5, 'u(intercept)')
  near(fit.s, 9.277617, 1e-5, 'Syx')
})

test('QUAM A5: concentration from two absorbances, and back', () => {
  const x = [0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.5, 0.5, 0.5, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9]
  const fit = fitted({ x, y: [0.028, 0.029, 0.029, 0.084, 0.083, 0.081, 0.135, 0.131, 0.133, 0.18, 0.181, 0.183, 0.215, 0.23, 0.216] })
  const c = inverse(fit, { readings: [0.0712, 0.0716] })
  near(c.x, 0.2601659751037, 1e-12, 'c₀ (GTC)')
  near(c.u, 0.01784461112558, 1e-12, 'u(c₀)')
  near(c.dof, 13, 1e-9, 'ν')
  const [mean, sxx] = [0.5, 15 * 0.08]
  const again = yFromX(fit, c.x, { observation: true })
  near(again.y, 0.0714, 1e-12, 'absorbance')
  near(again.u, fit.s * Math.sqrt(1 + 1 / 15 + (c.x - mean) ** 2 / sxx), 1e-14, 'u of one more reading')
  near(again.dof, 13, 1e-9, 'ν')
})

test('ISO/TS 28037, 6: weighted lines with equal and unequal weights, and x from y', () => {
  const half = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
  const equal = fitted({ x: [1, 2, 3, 4, 5, 6], y: [3.3, 5.6, 7.1, 9.3, 10.7, 12.1], scatter: { type: 'known', u: half } })
  near(equal.parameters[0], 1.866667, 1e-6, 'a')
  near(equal.parameters[1], 1.757143, 1e-6, 'b')
  near(equal.u[0], 0.4654747, 1e-6, 'u(a)')
  near(equal.u[1], 0.1195229, 1e-6, 'u(b)')
  near(equal.covariance[0]?.[1], -0.05, 1e-9, 'cov')
  near(equal.chi2, 1.665, 1e-3, 'χ²')
  assert.equal(equal.dof, Infinity)
  const x = inverse(equal, { y: 10.5, u: 0.5 })
  near(x.x, 4.913, 1e-3, 'x')
  near(x.u, 0.322, 1e-3, 'u(x)')
  const u = [0.5, 0.5, 0.5, 1, 1, 1]
  const unequal = fitted({ x: [1, 2, 3, 4, 5, 6], y: [3.2, 4.3, 7.6, 8.6, 11.7, 12.8], scatter: { type: 'known', u } })
  near(unequal.parameters[0], 0.8852, 1e-4, 'a')
  near(unequal.parameters[1], 2.057, 1e-4, 'b')
  near(unequal.u[0], 0.5297081, 1e-6, 'u(a)')
  near(unequal.u[1], 0.177892, 1e-6, 'u(b)')
  near(unequal.covariance[0]?.[1], -0.08227848, 1e-7, 'cov')
  near(unequal.chi2, 4.131, 1e-3, 'χ²')
  const x2 = inverse(unequal, { y: 10.5, u: 1 })
  near(x2.x, 4.674, 1e-3, 'x')
  near(x2.u, 0.533, 1e-3, 'u(x)')
  // The same scatter as a covariance matrix, and as proportions.
  const covariance = u.map((one, i) => u.map((_, j) => (i === j ? one * one : 0)))
  const matrix = fitted({ x: [1, 2, 3, 4, 5, 6], y: [3.2, 4.3, 7.6, 8.6, 11.7, 12.8], scatter: { type: 'known', covariance } })
  near(matrix.u[0], unequal.u[0] ?? 0, 1e-14, 'u(a) by covariance')
  const relative = fitted({ x: [1, 2, 3, 4, 5, 6], y: [3.2, 4.3, 7.6, 8.6, 11.7, 12.8], scatter: { type: 'relative', u } })
  near(relative.u[0], (unequal.u[0] ?? 0) * Math.sqrt(4.131 / 4), 1e-4, 'u(a) by proportions')
  assert.equal(relative.dof, 4)
})

test('a common error of all y moves the intercept alone', () => {
  const x = [1, 2, 3, 4, 5]
  const covariance = x.map((_, i) => x.map((__, j) => (i === j ? 0.01 + 0.04 : 0.04)))
  const fit = fitted({ x, y: [1.1, 2, 2.9, 4.2, 5], scatter: { type: 'known', covariance } })
  const alone = fitted({ x, y: [1.1, 2, 2.9, 4.2, 5], scatter: { type: 'known', u: x.map(() => 0.1) } })
  near(fit.u[1], alone.u[1] ?? 0, 1e-14, 'u(b)')
  near(fit.u[0], Math.hypot(alone.u[0] ?? 0, 0.2), 1e-14, 'u(a)')
})

test('NIST StRD Wampler3: a polynomial of fifth degree keeps its digits', () => {
  const y = [
    760, -2042, 2111, -1684, 3888, 1858, 11379, 17560, 39287, 64382, 113159, 175108, 273291, 400186, 581243, 811568, 1121004, 1506550,
    2002767, 2611612, 3369180,
  ]
  const fit = fitted({ x: y.map((_, i) => i), y, degree: 5 })
  const certified = [2152.3262467817, 2363.55173469681, 779.343524331583, 101.47550755035, 5.64566512170752, 0.112324854679312]
  for (const [k, u] of certified.entries()) {
    near(fit.parameters[k], 1, 1e-8, `B${k}`)
    near(fit.u[k], u, 1e-11 * u, `standard deviation of B${k}`)
  }
  near(fit.s, 2360.14502379268, 1e-8, 'residual standard deviation')
  assert.equal(fit.dof, 15)
})

test('the origin moves the parameters, never the curve', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -99, max: 99 })), { minLength: 8, maxLength: 20 })
  fc.assert(fc.property(points, fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 3 }), (list, origin, degree) => {
    const data = { x: list.map(([x]) => x), y: list.map(([, y]) => y), degree }
    const [a, b] = [fitPolynomial(data), fitPolynomial({ ...data, origin })]
    if (!a.ok || !b.ok) return
    const at = yFromX(a.fit, 7)
    near(yFromX(b.fit, 7).y, at.y, 1e-9 * (1 + Math.abs(at.y)), 'y')
    near(yFromX(b.fit, 7).u, at.u, 1e-9 * (1 + at.u), 'u')
    const own = b.fit.parameters.reduceRight((sum, one) => one + (7 - origin) * sum, 0)
    near(own, at.y, 1e-8 * (1 + Math.max(...b.fit.parameters.map((p, k) => Math.abs(p) * Math.abs(7 - origin) ** k))), 'y by parameters')
  }), { numRuns: 200 })
})

const PEARSON = {
  x: [0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4], y: [5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5],
  uX: [1000, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1].map((w) => 1 / Math.sqrt(w)),
  uY: [1, 1.8, 4, 8, 20, 20, 70, 70, 100, 500].map((w) => 1 / Math.sqrt(w)),
}

test('Pearson’s data with York’s weights (Neri et al. 1989; York et al. 2004)', () => {
  const fit = york(PEARSON)
  near(fit.parameters[0], 5.47991022, 1e-8, 'a')
  near(fit.parameters[1], -0.480533407, 1e-9, 'b')
  near(fit.u[0], 0.29497, 5e-6, 'u(a)')
  near(fit.u[1], 0.057985, 5e-7, 'u(b)')
  near(fit.s ** 2, 1.4833, 5e-5, 'χ²/ν (Murray 1994)')
  // Exchanged axes give the exchanged line.
  const turned = york({ x: PEARSON.y, y: PEARSON.x, uX: PEARSON.uY, uY: PEARSON.uX })
  near(turned.parameters[1], 1 / (fit.parameters[1] ?? 1), 1e-9, 'slope')
  near(turned.parameters[0], -(fit.parameters[0] ?? 0) / (fit.parameters[1] ?? 1), 1e-8, 'intercept')
  const scaled = york({ ...PEARSON, relative: true })
  near(scaled.u[1], (fit.u[1] ?? 0) * fit.s, 1e-15, 'u(b) with the scatter found')
  assert.equal(scaled.dof, 8)
})

test('ISO/TS 28037, 7: errors in both axes', () => {
  const fit = york({
    x: [1.2, 1.9, 2.9, 4, 4.7, 5.9], y: [3.4, 4.4, 7.2, 8.5, 10.8, 13.5],
    uX: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2], uY: [0.2, 0.2, 0.2, 0.4, 0.4, 0.4],
  })
  near(fit.parameters[0], 0.5788, 5e-5, 'a')
  near(fit.u[0], 0.4764, 5e-5, 'u(a)')
  near(fit.parameters[1], 2.1597, 5e-5, 'b')
  near(fit.u[1], 0.1355, 5e-5, 'u(b)')
  near(fit.covariance[0]?.[1], -0.0577, 5e-5, 'cov')
  near(fit.chi2, 2.743, 5e-4, 'χ²')
})

test('Mathioulakis and Belessiotis: a thermometer against a reference, both uncertain', () => {
  const fit = york({
    y: [0.1335, 9.9303, 19.8774, 29.8626, 39.8619, 49.8241, 59.7264, 69.6918, 79.674, 89.7215],
    uY: [0.0106, 0.0107, 0.0108, 0.011, 0.0113, 0.0115, 0.0098, 0.0101, 0.0104, 0.0107],
    x: [0.001, 10.0867, 20.2531, 30.3477, 40.6713, 50.8418, 60.9435, 71.1146, 81.3378, 91.5948],
    uX: [0.0175, 0.0186, 0.0183, 0.0186, 0.0188, 0.0191, 0.0202, 0.0204, 0.021, 0.0217],
  })
  near(fit.parameters[0], 0.0991, 1e-4, 'a')
  near(fit.u[0], 0.0123, 1e-4, 'u(a)')
  near(fit.parameters[1], 0.97839, 1e-5, 'b')
  near(fit.u[1], 0.00024, 1e-5, 'u(b)')
  near(fit.covariance[0]?.[1], -2.41e-6, 1e-8, 'cov (sign and power as corrected by GTC)')
})

test('without error of x York’s line is the weighted one; correlation moves it', () => {
  const [x, y, uY] = [[1, 2, 3, 4, 5, 6], [3.2, 4.3, 7.6, 8.6, 11.7, 12.8], [0.5, 0.5, 0.5, 1, 1, 1]]
  const uX = x.map(() => 0)
  const weighted = fitted({ x, y, scatter: { type: 'known', u: uY } })
  const fit = york({ x, y, uX, uY })
  for (const k of [0, 1]) {
    near(fit.parameters[k], weighted.parameters[k] ?? 0, 1e-13, `parameter ${k}`)
    near(fit.u[k], weighted.u[k] ?? 0, 1e-13, `u ${k}`)
  }
  // Errors along the line itself do no harm: with r = +1 nearly and uY = b·uX the weights grow without bound.
  const along = york({ x, y: x.map((one) => 2 * one + 1), uX: x.map(() => 0.1), uY: x.map(() => 0.2), r: x.map(() => 0.999) })
  const across = york({ x, y: x.map((one) => 2 * one + 1), uX: x.map(() => 0.1), uY: x.map(() => 0.2), r: x.map(() => -0.999) })
  assert.ok((along.u[1] ?? 1) < 0.05 * (across.u[1] ?? 0))
})

test('x from a curve with two branches is asked for by name', () => {
  const x = [-3, -2, -1, 0, 1, 2, 3]
  const fit = fitted({ x, y: x.map((one) => one * one + (one % 2 === 0 ? 0.01 : -0.01)), degree: 2 })
  const several = xFromY(fit, { y: 4, u: 0.1 })
  assert.ok(!several.ok && several.field === 'near')
  near(inverse(fit, { y: 4, u: 0.1 }, 1).x, 2, 0.02, 'right')
  near(inverse(fit, { y: 4, u: 0.1 }, -1).x, -2, 0.02, 'left')
  const none = xFromY(fit, { y: -5, u: 0.1 })
  assert.ok(!none.ok && none.field === 'y')
  near(inverse(fit, { y: 4, u: 0.1 }, 1).u, 0.1 / 4, 0.001, 'u = u(y)/slope')
})

test('reading y at an uncertain x, and x from y undo each other', () => {
  const fit = fitted({ ...THERMOMETER })
  const at = yFromX(fit, 24, { uX: 0.1, dofX: 5 })
  near(at.u, Math.hypot(yFromX(fit, 24).u, 0.1 * (fit.parameters[1] ?? 0)), 1e-15, 'u')
  const [curve, across] = [yFromX(fit, 24).u ** 2, (0.1 * (fit.parameters[1] ?? 0)) ** 2]
  near(at.dof, (curve + across) ** 2 / (curve ** 2 / 9 + across ** 2 / 5), 1e-9, 'ν')
  near(inverse(fit, { y: at.y, u: 0 }).x, 24, 1e-10, 'x')
})

test('what cannot be fitted is refused by field', () => {
  const said = (found: ReturnType<typeof fitPolynomial>) => (found.ok ? 'fitted' : `${found.field}: ${found.message}`)
  assert.match(said(fitPolynomial({ x: [1, 2], y: [1] })), /^y: .*as many/)
  assert.match(said(fitPolynomial({ x: [1, 1, 1], y: [1, 2, 3] })), /^x: .*different x/)
  assert.match(said(fitPolynomial({ x: [1, 2, Number.NaN], y: [1, 2, 3] })), /^x: /)
  assert.match(said(fitPolynomial({ x: [1, 2], y: [1, 2], degree: 0 })), /^degree: /)
  assert.match(said(fitPolynomial({ x: [1, 2, 3], y: [1, 2, 3], scatter: { type: 'known', u: [1, 0, 1] } })), /^u: /)
  const bad = [[1, 2, 0], [2, 1, 0], [0, 0, 1]]
  const indefinite = fitPolynomial({ x: [1, 2, 3], y: [1, 2, 3], scatter: { type: 'known', covariance: bad } })
  assert.match(said(indefinite), /^covariance: .*positive definite/)
  const points = { x: [1, 2, 3], y: [1, 2, 3], uX: [0.1, 0.1, 0.1], uY: [0.1, 0.1, 0.1] }
  assert.match(said(fitYork({ ...points, uX: [0, 0.1, 0.1], uY: [0, 0.1, 0.1] })), /^uY: point 1/)
  assert.match(said(fitYork({ ...points, r: [1, 0, 0] })), /^r: /)
  const weighted = fitted({ x: [1, 2, 3], y: [1, 2.1, 3], scatter: { type: 'known', u: [1, 1, 1] } })
  const read = xFromY(weighted, { readings: [2] })
  assert.ok(!read.ok && /scatter differently/.test(read.message))
})
