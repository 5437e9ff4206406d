import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stated } from './inputs.ts'
import { knownInput, standardOf } from './known.ts'
import { accepted, near } from './testing.ts'

function standard(stated: Stated, estimate?: number) {
  return accepted(standardOf({ name: 'x', estimate, stated })).standard
}

test('each distribution has the mean and standard uncertainty of its source', () => {
  const root = Math.sqrt
  // [stated, estimate given, mean, u, ν]; formulas of GUM 4.3 and JCGM 101 table 1, the others in closed form.
  const cases: [Stated, number | undefined, number, number, number][] = [
    [{ type: 'normal', U: 0.6, k: 2, dof: 20 }, 5, 5, 0.3, 20],
    [{ type: 't_scaled', u: 0.4, dof: 7 }, 1, 1, 0.4, 7], [{ type: 't_sd', u: 0.4, dof: 3 }, 1, 1, 0.4, 3],
    [{ type: 'rectangular', halfWidth: 3 }, 1, 1, root(3), Infinity],
    [{ type: 'rectangular', low: 2, high: 8 }, undefined, 5, root(3), Infinity],
    [{ type: 'triangular', halfWidth: 6 }, 1, 1, root(6), Infinity],
    // Low, mode, high = 0, 0, 3: mean 1, variance (0² + 0² + 3² - 0)/18.
    [{ type: 'triangular', low: 0, mode: 0, high: 3 }, undefined, 1, root(0.5), Infinity],
    [{ type: 'trapezoidal', halfWidth: 2, topRatio: 0.5 }, 1, 1, 2 * root(1.25 / 6), Infinity],
    [{ type: 'trapezoidal', low: -2, topLow: -1, topHigh: 1, high: 2 }, undefined, 0, 2 * root(1.25 / 6), Infinity],
    [{ type: 'u_shaped', halfWidth: 2 }, 1, 1, Math.SQRT2, Infinity],
    [{ type: 'u_shaped', low: 0, high: 2 }, undefined, 1, 1 / Math.SQRT2, Infinity],
    [{ type: 'curvilinear_trapezoid', halfWidth: 0.05, d: 0.025 }, 0, 0, root(0.1 ** 2 / 12 + 0.025 ** 2 / 9), 2],
    [{ type: 'exponential' }, 3, 3, 3, Infinity], [{ type: 'exponential', origin: 1 }, 3, 3, 2, Infinity],
    [{ type: 'gamma', shape: 8, scale: 1 }, undefined, 8, root(8), Infinity],
    [{ type: 'beta', alpha: 2, beta: 3 }, undefined, 0.4, 0.2, Infinity],
    [{ type: 'beta', alpha: 1, beta: 1, low: 2, high: 8 }, undefined, 5, root(3), Infinity],
    [{ type: 'lognormal', mu: 0, sigma: 0.5 }, undefined, Math.exp(0.125), Math.exp(0.125) * root(Math.exp(0.25) - 1), Infinity],
    [{ type: 'weibull', shape: 1, scale: 2 }, undefined, 2, 2, Infinity],
    [{ type: 'weibull', shape: 2, scale: 1 }, undefined, root(Math.PI) / 2, root(1 - Math.PI / 4), Infinity],
    [{ type: 'skew_normal', location: 1, scale: 2, shape: 0 }, undefined, 1, 2, Infinity],
    [{ type: 'skew_normal', location: 0, scale: 1, shape: 1 }, undefined, 1 / root(Math.PI), root(1 - 1 / Math.PI), Infinity],
    [{ type: 'gev', location: 0, scale: 1, shape: 0 }, undefined, 0.5772156649015329, Math.PI / root(6), Infinity],
    // Shape -1 is a reflected exponential: mean 0, sd 1.
    [{ type: 'gev', location: 0, scale: 1, shape: -1 }, undefined, 0, 1, Infinity],
    // The half-normal distribution.
    [{ type: 'truncated_normal', location: 0, scale: 1, low: 0 }, undefined, root(2 / Math.PI), root(1 - 2 / Math.PI), Infinity],
    // Cut so narrowly that next to nothing of the normal distribution's shape is left: the rectangular one.
    [{ type: 'truncated_normal', location: -1, scale: 1e8, low: 2, high: 3 }, undefined, 2.5, 1 / root(12), Infinity],
    // mpmath: moments of exp(-t²/2) between 6 and 6.5.
    [{ type: 'truncated_normal', location: 0, scale: 1, low: 6, high: 6.5 }, undefined, 6.137740433344354, 0.1164115732679518, Infinity],
    [{ type: 'laplace', u: 0.7 }, 2, 2, 0.7, Infinity], [{ type: 'logistic', u: 0.7 }, 2, 2, 0.7, Infinity],
    [{ type: 'discrete', values: [1, 2], probabilities: [3, 1] }, undefined, 1.25, root(0.1875), Infinity],
    [{ type: 'samples', samples: [1, 2, 3, 4] }, undefined, 2.5, root(5 / 3), Infinity],
    [{ type: 'constant' }, 4, 4, 0, Infinity],
    [{ type: 'readings', readings: [10.02, 10.04, 9.98, 10.01] }, undefined, 10.0125, 0.0125, 3],
    [{ type: 'readings', readings: [10.02, 10.04, 9.98, 10.01], pooled: { s: 0.03, dof: 40 } }, undefined, 10.0125, 0.015, 40],
  ]
  for (const [stated, estimate, mean, u, dof] of cases) {
    const got = standard(stated, estimate)
    near(got.estimate, mean, 1e-14 * Math.max(1, Math.abs(mean)), `mean of ${JSON.stringify(stated)}`)
    near(got.u, u, 1e-13 * u, `u of ${JSON.stringify(stated)}`)
    near(got.dof === Infinity ? -1 : got.dof, dof === Infinity ? -1 : dof, 1e-12, `ν of ${JSON.stringify(stated)}`)
  }
})

test('a narrow interval at a large value keeps its digits', () => {
  near(standard({ type: 'rectangular', halfWidth: 1e-6 }, 5e7).u, 1e-6 / Math.sqrt(3), 1e-21, 'u')
  near(standard({ type: 'triangular', halfWidth: 1e-6 }, 5e7).u, 1e-6 / Math.sqrt(6), 1e-21, 'u')
  assert.equal(standard({ type: 'triangular', halfWidth: 0.1 }, 0.3).estimate, 0.3)
})

test('what breaks a rule is refused by field, in Chinese and English', () => {
  const cases: [Stated, number | undefined, string, RegExp][] = [
    [{ type: 'normal', u: -1 }, 0, 'x.u', /not negative/], [{ type: 'normal', u: 1 }, undefined, 'x.estimate', /needs an estimate/],
    [{ type: 'normal', u: 1 }, Number.NaN, 'x.estimate', /estimate/], [{ type: 'normal', u: 1, dof: 0 }, 0, 'x.dof', /degrees of freedom/],
    [{ type: 't_sd', u: 1, dof: 2 }, 0, 'x.dof', /more than 2/],
    [{ type: 'rectangular', low: 2, high: 1 }, undefined, 'x.low', /lower limit/],
    [{ type: 'rectangular', low: 1, high: 2 }, 3, 'x.estimate', /mean of its distribution, 1.5/],
    [{ type: 'triangular', low: 0, mode: 4, high: 3 }, undefined, 'x.mode', /corners/],
    [{ type: 'trapezoidal', halfWidth: 1, topRatio: 2 }, 0, 'x.topRatio', /ratio/],
    [{ type: 'curvilinear_trapezoid', halfWidth: 1, d: 2 }, 0, 'x.d', /half-width/],
    [{ type: 'exponential' }, -1, 'x.estimate', /greater than zero/],
    [{ type: 'gamma', shape: 0, scale: 1 }, undefined, 'x.shape', /greater/],
    [{ type: 'gev', location: 0, scale: 1, shape: 0.6 }, undefined, 'x.shape', /no standard deviation/],
    [{ type: 'truncated_normal', location: 0, scale: 1, low: 9 }, undefined, 'x.low', /visible part/],
    [{ type: 'discrete', values: [1], probabilities: [] }, undefined, 'x.probabilities', /probability/],
    [{ type: 'samples', samples: [1] }, undefined, 'x.samples', /two samples/],
    [{ type: 'readings', readings: [1] }, undefined, 'x.readings', /two readings/],
    [{ type: 'readings', readings: [1], pooled: { s: 1, dof: 0 } }, undefined, 'x.pooled', /pooled/],
  ]
  for (const [stated, estimate, field, sentence] of cases) {
    const refused = knownInput({ name: 'x', estimate, stated })
    assert.ok(!refused.ok, JSON.stringify(stated))
    assert.equal(refused.field, field)
    assert.match(refused.message, sentence)
    assert.match(refused.zh ?? '', /\p{Script=Han}/u)
  }
})
