import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import type { Distribution, Scatter } from './distribution.ts'
import { guardBandOf, ratioFactor, riskWith, type GuardBandRule } from './guard-band.ts'
import type { Found } from './refusal.ts'
import { globalRisk, posterior, priorOfReliability, specificRisk, type Inspection, type Interval } from './risk.ts'

function valueOf<T>(found: Found<T>): T {
  assert.ok(found.ok, found.ok ? '' : found.reason)
  return found.value
}
const near = (got: number, expected: number, tolerance: number, name = '') =>
  assert.ok(Math.abs(got - expected) <= tolerance, `${name} ${got}, not ${expected}`)
const normal = (mean: number, sd: number): Distribution => ({ type: 'normal', mean, sd })
const u = (u_: number): Scatter => ({ type: 'normal', u: u_ })
const limits = { lower: -1, upper: 1 }

test('conformance probability and capability of one value (published: Cpk 0.8333, risk 1.242 %, 10.574 %, 99.379 %)', () => {
  const cases: [number, number, number, number, number][] = [
    [10, 0.833333, 0.01242, 0.00621, 0.00621], [10.5, 0.416667, 0.10574, 0.00009, 0.10565], [12, -0.833333, 0.99379, 0, 0.99379],
  ]
  for (const [y, cpk, risk, lower, upper] of cases) {
    const found = valueOf(specificRisk({ y, scatter: u(0.4) }, { lower: 9, upper: 11 }))
    near(found.cpk, cpk, 1e-5)
    near(found.risk, risk, 1e-5)
    near(found.lower, lower, 1e-5)
    near(found.upper, upper, 1e-5)
    near(found.conformance, 1 - found.risk, 1e-14)
  }
})

test('the breakdown voltage of a Zener diode conforms with 92 % (JCGM 106, 7.3, from memory: -5.47 V, u 0.05 V, limit -5.40 V)', () => {
  near(valueOf(specificRisk({ y: -5.47, scatter: u(0.05) }, { upper: -5.4 })).conformance, 0.92, 5e-3)
})

test('one limit is enough, and t has heavier tails than the normal', () => {
  const one = valueOf(specificRisk({ y: 0, scatter: u(1) }, { upper: 1.6448536269514722 }))
  near(one.risk, 0.05, 1e-15)
  assert.equal(one.lower, 0)
  // t(10) at 1.812461: 5 %.
  near(valueOf(specificRisk({ y: 0, scatter: { type: 't', scale: 1, dof: 10 } }, { upper: 1.8124611228116756 })).risk, 0.05, 1e-14)
  near(valueOf(specificRisk({ y: 0, scatter: { type: 'uniform', halfWidth: 2 } }, { lower: -1 })).risk, 0.25, 1e-15)
})

test('global risk of NCSLI RP-19 (draft): a quarter of the process for the measurement, five reliabilities', () => {
  const rows: [number, number, number][] = [
    [0.6, 4.83860326, 8.26008199], [0.7, 3.92234109, 5.72322042], [0.8, 2.85583037, 3.63227145], [0.9, 1.59995312, 1.7988043],
    [0.95, 0.87100925, 0.92389664], [0.99, 0.19991684, 0.20243866],
  ]
  for (const [itp, pfa, conditional] of rows) {
    const prior = valueOf(priorOfReliability(itp, limits))
    assert.ok(prior.type === 'normal')
    const risk = valueOf(globalRisk({ prior, scatter: u(prior.sd / 4), limits }))
    near(risk.conforming, itp, 1e-14)
    near(risk.pfa * 100, pfa, 1e-6, `PFA at ${itp}`)
    near(risk.pfaGivenAccepted * 100, conditional, 1e-6, `conditional PFA at ${itp}`)
    near(risk.accepted, risk.conforming - risk.pfr + risk.pfa, 1e-15)
  }
})

test('global risk of Deaver: limits of two process standard deviations, ratio 4, and with a guard band of 0.91 at ratio 2', () => {
  const plain = valueOf(globalRisk({ prior: normal(0, 1), scatter: u(0.25), limits: { lower: -2, upper: 2 } }))
  near(plain.pfa, 0.008006084834450092, 1e-13)
  near(plain.pfr, 0.015, 5e-4)
  const guarded = valueOf(globalRisk({
    prior: normal(0, 1), scatter: u(0.5), limits: { lower: -2, upper: 2 }, acceptance: { lower: -1.82, upper: 1.82 },
  }))
  near(guarded.pfa, 0.008, 5e-4)
  near(guarded.pfr, 0.066, 1e-3)
})

test('a uniform prior with uniform scatter has a risk that can be counted on paper', () => {
  // Prior -2…2, measured within ±0.5: at each limit accepted beyond it is the triangle 0.5·0.5/2·(1/0.5)/2 … = 1/16 of density 1/4, twice.
  const inspection: Inspection = { prior: { type: 'uniform', low: -2, high: 2 }, scatter: { type: 'uniform', halfWidth: 0.5 }, limits }
  const risk = valueOf(globalRisk(inspection))
  near(risk.pfa, 1 / 16, 1e-14)
  near(risk.pfr, 1 / 16, 1e-14)
  near(risk.conforming, 0.5, 1e-15)
  // One-sided: half of both.
  const one = valueOf(globalRisk({ ...inspection, limits: { upper: 1 } }))
  near(one.pfa, 1 / 32, 1e-14)
  near(one.conforming, 0.75, 1e-15)
})

test('asymmetric priors: probabilities add up whatever the form', () => {
  const priors: Distribution[] = [
    { type: 'gamma', shape: 2.5, scale: 0.3 }, { type: 'lognormal', mu: -0.5, sigma: 0.6 }, { type: 't', mean: 0.2, scale: 0.4, dof: 3 },
    { type: 'triangular', low: -0.5, high: 2.5 }, { type: 'gamma', shape: 0.7, scale: 0.5, from: -0.2 },
  ]
  for (const prior of priors) {
    for (const bounds of [{ upper: 1 }, { lower: 0.2 }, { lower: 0.2, upper: 1 }] satisfies Interval[]) {
      for (const scatter of [u(0.05), u(0.3), { type: 't', scale: 0.1, dof: 5 }] satisfies Scatter[]) {
        const risk = valueOf(globalRisk({ prior, scatter, limits: bounds }))
        const swapped = valueOf(globalRisk({ prior, scatter: u(1e-4), limits: bounds }))
        near(swapped.accepted, swapped.conforming, 1e-3)
        assert.ok(risk.pfa > 0 && risk.pfr > 0 && risk.pfa < 1 - risk.conforming && risk.pfr < risk.conforming)
        assert.match(risk.prior.zh, /分布/)
      }
    }
  }
})

test('guard bands of the ratio 2.5 (published: 0.9165, 0.6, 0.85, 0.9142)', () => {
  const inspection = { prior: normal(0, 0.5), scatter: u(0.2), limits }
  const cases: [GuardBandRule, number][] = [
    [{ rule: 'none' }, 1], [{ rule: 'rss' }, 0.916515138991168], [{ rule: 'multiple of U', r: 1 }, 0.6], [{ rule: 'RP-10' }, 0.85],
    [{ rule: 'managed 2 %' }, 0.9141856345435068],
  ]
  for (const [rule, factor] of cases) {
    const band = valueOf(guardBandOf(inspection, rule))
    near(band.factor ?? 0, factor, 1e-12, rule.rule)
    near(band.tur ?? 0, 2.5, 1e-12)
  }
  assert.equal(ratioFactor('RP-10', 5), 1)
})

test('the managed guard band keeps the global risk at 2 % for every reliability from ratio 1 to 10', () => {
  for (let tur = 1; tur <= 10; tur += 0.5) {
    for (const itp of [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]) {
      const inspection = { prior: valueOf(priorOfReliability(itp, limits)), scatter: u(1 / tur / 2), limits }
      const risk = valueOf(riskWith(inspection, valueOf(guardBandOf(inspection, { rule: 'managed 2 %' }))))
      assert.ok(risk.pfa <= 0.0202, `ratio ${tur}, reliability ${itp}: ${risk.pfa}`)
    }
  }
})

test('a guard band for a risk has that risk', () => {
  const inspection = { prior: normal(0, 4), scatter: u(2), limits: { lower: -8, upper: 8 } }
  const band = valueOf(guardBandOf(inspection, { rule: 'pfa', pfa: 0.01 }))
  near(valueOf(riskWith(inspection, band)).pfa, 0.01, 1e-12)
  // Met without any guard band: none is set.
  near(valueOf(guardBandOf(inspection, { rule: 'pfa', pfa: 0.1 })).upper ?? 1, 0, 0)
  const four = valueOf(guardBandOf({ prior: normal(0, 0.78), scatter: u(0.2), limits }, { rule: 'pfa of 4:1' }))
  near(
    valueOf(riskWith({ prior: normal(0, 0.78), scatter: u(0.2), limits }, four)).pfa,
    valueOf(globalRisk({ prior: normal(0, 0.78), scatter: u(0.125), limits })).pfa, 1e-12,
  )
})

test('specific risk: one limit gives w = z·u; narrow tolerances count both tails', () => {
  const one = valueOf(guardBandOf({ prior: normal(0, 1), scatter: u(0.1), limits: { upper: 1 } }, { rule: 'specific risk', risk: 0.025 }))
  near(one.upper ?? 0, 0.1 * normalQuantile(0.975), 1e-13)
  assert.equal(one.lower, undefined)
  const two = valueOf(guardBandOf({ prior: normal(0, 1), scatter: u(0.4), limits }, { rule: 'specific risk', risk: 0.05 }))
  const at = valueOf(specificRisk({ y: two.acceptance.upper ?? 0, scatter: u(0.4) }, limits))
  near(at.risk, 0.05, 1e-13)
  assert.ok((two.upper ?? 0) > 0.4 * normalQuantile(0.95))
  const refused = guardBandOf({ prior: normal(0, 1), scatter: u(1), limits }, { rule: 'specific risk', risk: 0.05 })
  assert.ok(!refused.ok && refused.field === 'risk')
})

test('the least-cost guard band beats every other, on both sides by itself, and is the posterior’s own limit', () => {
  const inspection = { prior: normal(0.2, 0.6), scatter: u(0.25), limits }
  const costs = { falseAcceptance: 8, falseRejection: 1 }
  const band = valueOf(guardBandOf(inspection, { rule: 'least cost', costs }))
  const cost = (acceptance: Interval): number => {
    const risk = valueOf(globalRisk({ ...inspection, acceptance }))
    return costs.falseAcceptance * risk.pfa + costs.falseRejection * risk.pfr
  }
  const best = cost(band.acceptance)
  for (const [low, high] of [[0.02, 0], [-0.02, 0], [0, 0.02], [0, -0.02], [0.01, -0.01]]) {
    const moved = { lower: (band.acceptance.lower ?? 0) + (low ?? 0), upper: (band.acceptance.upper ?? 0) + (high ?? 0) }
    assert.ok(cost(moved) > best, `${low} ${high}`)
  }
  // At the limit the posterior probability of nonconformity is C_FR/(C_FA + C_FR).
  for (const y of [band.acceptance.lower ?? 0, band.acceptance.upper ?? 0]) {
    const after = posterior({ mean: 0.2, sd: 0.6 }, y, 0.25)
    near(valueOf(specificRisk({ y: after.mean, scatter: u(after.sd) }, limits)).risk, 1 / 9, 1e-9)
  }
  // The process sits above the centre, so more of what lies near the upper limit is beyond it.
  assert.ok((band.upper ?? 0) > (band.lower ?? 0))
})

test('where rejecting costs more the band is negative, and a flat prior gives the minimax band', () => {
  const inspection = { prior: normal(0, 200), scatter: u(0.25), limits: { upper: 1 } }
  const costs = { falseAcceptance: 1, falseRejection: 4 }
  const cheap = valueOf(guardBandOf(inspection, { rule: 'least cost', costs }))
  const flat = valueOf(guardBandOf(inspection, { rule: 'minimax cost', costs }))
  near(flat.upper ?? 0, 0.25 * normalQuantile(0.2), 1e-14)
  near(cheap.upper ?? 0, flat.upper ?? 1, 1e-5)
})

test('what cannot be computed names the field and the rule in both languages', () => {
  const good: Inspection = { prior: normal(0, 1), scatter: u(0.1), limits }
  const refusals: [Found<unknown>, string][] = [
    [globalRisk({ ...good, limits: {} }), 'limits'], [globalRisk({ ...good, limits: { lower: 2, upper: 1 } }), 'limits'],
    [globalRisk({ ...good, scatter: u(0) }), 'u'], [globalRisk({ ...good, prior: normal(Number.NaN, 1) }), 'mean'],
    [globalRisk({ ...good, prior: { type: 'uniform', low: 1, high: 1 } }), 'low'],
    [globalRisk({ ...good, acceptance: { lower: 0.5, upper: -0.5 } }), 'acceptance'],
    [specificRisk({ y: Infinity, scatter: u(1) }, limits), 'y'],
    [guardBandOf({ ...good, limits: { upper: 1 } }, { rule: 'rss' }), 'limits'],
    [guardBandOf({ ...good, scatter: u(0.6) }, { rule: 'multiple of U', r: 1 }), 'w'],
    [guardBandOf(good, { rule: 'least cost', costs: { falseAcceptance: 0, falseRejection: 1 } }), 'falseAcceptance'],
    [guardBandOf({ ...good, prior: normal(50, 0.1) }, { rule: 'least cost', costs: { falseAcceptance: 9, falseRejection: 1 } }), 'costs'],
    [priorOfReliability(1.2, limits), 'reliability'],
  ]
  for (const [refused, field] of refusals) {
    assert.ok(!refused.ok, field)
    assert.equal(refused.field, field)
    assert.ok(refused.reason.startsWith(field) && /[一-龥]/.test(refused.zh))
  }
})
