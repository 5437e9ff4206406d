import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readRuleFile } from '@duheng/rules/rule.ts'
import { fitDrift, historyOf, intervalByReliability, intervalByUncertainty, intervalTest, predictDrift } from './calibration-interval.ts'
import { reported } from './laboratory.ts'
import { certifiedValue, characterise, homogeneity, stabilityTrend } from './reference-material.ts'
import { fitReliability } from './reliability-model.ts'
import {
  pooledRepeatability, repeatability, repeatabilityKept, stabilityInUse, stabilityOfNew, verifyByComparison, verifyByTransfer,
} from './standard-assessment.ts'
import { fieldOf, near, orders, valueOf } from './testing.ts'

const READINGS = [10.01, 10.03, 9.99, 10.02, 10, 10.01, 10.02, 9.98, 10, 10.01]

test('repeatability by Bessel’s formula, by the range, and pooled', () => {
  const found = valueOf(repeatability(READINGS, 10))
  near(found.s, 0.014944341180972943, 1e-15)
  near(found.sOfMean, 0.004725815626252507, 1e-15)
  near(found.range, 0.05, 1e-12)
  near(found.sByRange, 0.05 / 3.0775054616703486, 1e-9)
  near(
    valueOf(repeatability([10.0012, 10.0015, 10.0011, 10.0013, 10.0016, 10.0012, 10.0014, 10.001, 10.0013, 10.0014])).s, 0.00018257, 5e-9,
  )
  for (const order of orders(10)) assert.equal(valueOf(repeatability(order.map((i) => READINGS[i] ?? 0))).s, found.s)
  assert.equal(fieldOf(repeatability(READINGS.slice(1), 10)), 'readings')
  const pooled = valueOf(pooledRepeatability([[1, 3], [4, 4, 7]]))
  near(pooled.s, Math.sqrt((2 + 6) / 3), 1e-15)
  assert.equal(pooled.dof, 3)
})

test('a standard in use keeps its repeatability or is evaluated anew', () => {
  assert.equal(valueOf(repeatabilityKept(0.02, 0.02)).satisfied, true)
  const worse = valueOf(repeatabilityKept(0.021, 0.02))
  assert.equal(worse.satisfied, false)
  assert.match(worse.says.zh, /重新评定/)
  assert.equal(fieldOf(repeatabilityKept(0.02, 0)), 's(evaluated)')
})

test('stability: the span of the group means of a new standard, the step between years of one in use, strictly below the limit', () => {
  const groups = [10.0013, 10.0016, 10.0012, 10.0018].map((one) => [one])
  const fresh = valueOf(stabilityOfNew(groups, { use: 'nominal value', mpev: 0.001 }, { groups: 4 }))
  near(fresh.change, 0.0006, 1e-12)
  assert.equal(fresh.satisfied, true)
  assert.equal(valueOf(stabilityOfNew([[1], [2]], { use: 'corrected', U: 1 })).satisfied, false)
  const years = valueOf(stabilityInUse([[10, 10.2], [10.3], [10.25]], { use: 'corrected', U: 0.3 }))
  near(years.change, 0.2, 1e-12)
  assert.equal(years.satisfied, true)
  assert.equal(fieldOf(stabilityOfNew(groups.slice(1), { use: 'nominal value', mpev: 1 }, { groups: 4 })), 'groups')
  assert.equal(fieldOf(stabilityOfNew(groups, { use: 'nominal value', mpev: 1 }, { groups: 4, readings: 10 })), 'groups[1]')
})

test('verification of results by transfer (200 g: 2.0 against 2.236 mg) and by comparison (eight laboratories: limit 0.3742)', () => {
  const transfer = valueOf(verifyByTransfer({ y: 200.0012, U: 0.002 }, { y: 200.0032, U: 0.001 }))
  near(transfer.limit * 1000, 2.236, 5e-4)
  assert.equal(transfer.satisfied, true)
  near(valueOf(verifyByTransfer({ y: 10.007, U: 0.03 }, { y: 9.99, U: 0.02 })).ratio, 0.4714951667914448, 1e-12)
  const third = valueOf(verifyByTransfer({ y: 1, U: 0.3 }, { y: 1.3, U: 0.1 }, 1 / 3))
  assert.deepEqual([third.method, third.limit], ['transfer, reference negligible', 0.3])
  const comparison = valueOf(verifyByComparison({ y: 1.3, U: 0.4 }, [1, 1, 1, 1, 1, 1, 1]))
  near(comparison.limit, 0.3742, 5e-5)
  near(comparison.difference, 0.2625, 1e-12)
  assert.equal(fieldOf(verifyByComparison({ y: 1, U: 0.4 }, [])), 'others')
})

test('the numbers that documents ask for are dated rules, not constants', () => {
  const read = readRuleFile(readFileSync(join(import.meta.dirname, '../../rules/assessment/JJF-1033.yaml'), 'utf8'))
  assert.ok(read.ok)
  const value = (id: string): string => {
    const found = read.value.rules.find((rule) => rule.id === id)?.editions[0]?.value
    return found?.kind === 'amount' ? found.value : ''
  }
  assert.deepEqual(['assessment-repeatability-readings', 'assessment-stability-groups'].map(value), ['10', '4'])
})

test('interval test A3 (NCSL tutorial 2019: 231, 205, 523 days; direct counts: 329)', () => {
  const rows: [number, number, number, number, number, number, number, number, number][] = [
    [15, 20, 0.95, 365, 0.5, 231, 0.9949, 0.6516, 0.8286], [14, 20, 0.95, 365, 0.5, 205, 0.9993, 0.6, 0.7843],
    [16, 20, 0.95, 730, 0.5, 523, 0.9682, 0.7041, 0.8716], [42, 50, 0.9, 365, 0.3, 329, 0.7557, 0.8067, 0.8664],
  ]
  for (const [inTolerance, n, target, interval, confidence, expected, rejection, low, high] of rows) {
    const found = valueOf(intervalTest({ inTolerance, n, target, interval }, { confidence }))
    near(found.interval, expected, 0.5)
    near(found.rejection, rejection, 5e-5)
    near(found.low, low, 5e-5)
    near(found.high, high, 5e-5)
  }
})

test('the interval is lengthened only where more reliability is proven, kept inside its bounds, and left alone without evidence', () => {
  const good = valueOf(intervalTest({ inTolerance: 98, n: 100, target: 0.85, interval: 365 }))
  assert.ok(good.changed && good.interval > 365 && good.interval <= 730)
  const even = valueOf(intervalTest({ inTolerance: 17, n: 20, target: 0.85, interval: 365 }))
  assert.deepEqual([even.changed, even.interval], [false, 365])
  const bounded = valueOf(intervalTest({ inTolerance: 0, n: 20, target: 0.85, interval: 365 }, { shortest: 200 }))
  assert.deepEqual([bounded.interval, bounded.low], [200, 0])
  assert.equal(valueOf(intervalTest({ inTolerance: 100, n: 100, target: 0.85, interval: 365 }, { longest: 400 })).interval, 400)
  const history = historyOf(
    [{ interval: 360, inTolerance: true }, { interval: 500, inTolerance: false }, { interval: 400, inTolerance: false }],
    { interval: 365, target: 0.9 },
  )
  assert.deepEqual([history.inTolerance, history.n, history.unused], [1, 2, 1])
  assert.equal(fieldOf(intervalTest({ inTolerance: 5, n: 4, target: 0.9, interval: 365 })), 'x')
})

test('variables data of NASA-HDBK-8739.19-5, tables 7-2 to 7-7', () => {
  const drift = { times: [70, 86, 104, 135, 167, 173], changes: [0.1, 0.11, 0.251, 0.299, 0.403, 0.615] }
  const fit = valueOf(fitDrift(drift, 2))
  near(fit.b[0], 0.00015741, 5e-9)
  near(fit.b[1], 0.00001674, 5e-9)
  near(fit.covariance[0]?.[0], 0.00000101, 5e-9)
  near(fit.covariance[1]?.[1], 4.549e-11, 1e-14)
  near(fit.covariance[0]?.[1], -6.607e-9, 1e-12)
  near(fit.s, 0.0708, 5e-5)
  near(valueOf(intervalByUncertainty(fit, 0.28, 0.5, 2000)), 327.15, 5e-3)
  near(valueOf(intervalByReliability(fit, { y0: 10.03, u0: 0.28 }, { lower: 9, upper: 11 }, 0.9, 2000)), 140.1, 0.05)
  near(valueOf(intervalByReliability(fit, { y0: 10.03, u0: 0.28 }, { upper: 11 }, 0.9, 2000)), 171.75, 5e-3)
  // Already beyond the limit on the first day (the handbook's table 7-6 prints where the band comes back).
  assert.equal(valueOf(intervalByReliability(fit, { y0: 9.03, u0: 0.28 }, { lower: 9 }, 0.9, 2000)), 0)
  near(predictDrift(fit, 100).change, 100 * (fit.b[0] ?? 0) + 10_000 * (fit.b[1] ?? 0), 1e-15)
  assert.equal(fieldOf(intervalByUncertainty(fit, 0.6, 0.5, 2000)), 'target')
  assert.equal(fieldOf(fitDrift({ times: [1, 1, 1], changes: [1, 2, 3] }, 2)), 'times')
})

test('method S2 on the table of RP-1, appendix D: every model’s likelihood is at its top, the best is not rejected', () => {
  const time = [4, 7, 10, 13, 21, 28, 40, 48]
  const n = [4, 6, 14, 13, 22, 49, 18, 6]
  const r = [1, 0.83333, 0.6429, 0.6154, 0.5455, 0.4082, 0.5, 0.3333]
  const bins = time.map((one, i) => ({ time: one, n: n[i] ?? 0, inTolerance: Math.round((n[i] ?? 0) * (r[i] ?? 0)) }))
  const fit = valueOf(fitReliability(bins, 0.75))
  const exponential = fit.models.find(({ model }) => model === 'exponential')
  // Score equation of the exponential: Σ t·(x - (n - x)·R/(1 - R)) = 0.
  const rate = (exponential?.theta[0] ?? 0) / 48
  const score = bins.reduce((sum, { time: t, n: all, inTolerance }) => {
    const R = Math.exp(-rate * t)
    return sum + t * (inTolerance - ((all - inTolerance) * R) / (1 - R))
  }, 0)
  near(score, 0, 1e-3)
  near(exponential?.interval, -Math.log(0.75) / rate, 1e-6)
  assert.ok(fit.best !== undefined && !fit.best.rejected && fit.calibrations === 132)
  assert.ok((fit.best.limits?.[0] ?? 99) < (fit.best.interval ?? 0) && (fit.best.interval ?? 0) < (fit.best.limits?.[1] ?? 0))
  // The modified gamma starts flat and cannot follow early failures.
  assert.equal(fit.models.find(({ model }) => model === 'modified gamma')?.rejected, true)
  assert.equal(fieldOf(fitReliability([{ time: 1, n: 2, inTolerance: 1 }], 0.9)), 'bins')
  assert.equal(fieldOf(fitReliability([{ time: 1, n: 2, inTolerance: 3 }, { time: 2, n: 1, inTolerance: 1 }], 0.9)), 'bins[1].inTolerance')
})

test('homogeneity: what the analysis shows, and what its repeatability could hide', () => {
  const units = [[10.1, 10.3], [10.2, 10.2], [10.4, 10.2], [10.1, 10.2]]
  const found = valueOf(homogeneity(units))
  // Within: 0.02 + 0 + 0.02 + 0.005 over 4; hidden √(MS/2)·(2/4)^¼.
  near(found.analysis.msWithin, 0.045 / 4, 1e-12)
  near(found.ubbHidden, Math.sqrt(0.045 / 8) * 0.5 ** 0.25, 1e-12)
  assert.ok(found.homogeneous && found.ubb === Math.max(found.sbb, found.ubbHidden))
  assert.equal(valueOf(homogeneity([[1, 1.01], [2, 2.01], [3, 3.01]])).homogeneous, false)
})

test('stability: a slope is held against t, and u grows with the time the certificate is to hold', () => {
  // t 0…4, y = 1 + small: slope by hand.
  const found = valueOf(stabilityTrend([0, 1, 2, 3, 4], [1, 1.1, 0.9, 1.05, 0.95], 24))
  near(found.slope, -0.015, 1e-12)
  near(found.uSlope, Math.sqrt((0.025 - 0.015 ** 2 * 10) / 3 / 10), 1e-12)
  near(found.u, 24 * found.uSlope, 1e-15)
  assert.equal(found.stable, true)
  const falling = valueOf(stabilityTrend([0, 1, 2, 3, 4], [1, 0.9, 0.81, 0.7, 0.6], 24))
  assert.ok(!falling.stable && falling.p < 1e-4)
  assert.equal(fieldOf(stabilityTrend([1, 1, 1], [1, 2, 3], 1)), 'times')
})

test('a certified value: parts in quadrature, their shares, and why its mean was chosen', () => {
  const found = valueOf(certifiedValue(100, { characterisation: 0.3, homogeneity: 0.4, long: 1.2, short: 0 }))
  near(found.u, 1.3, 1e-14)
  near(found.U, 2.6, 1e-14)
  near(found.shares.long, 1.44 / 1.69, 1e-14)
  near(valueOf(certifiedValue(100, { characterisation: 1, homogeneity: 0, long: 0 }, { dof: 16 })).k, 2.1199, 5e-5)
  assert.equal(valueOf(characterise(reported([10, 10.1, 9.95], [0.1, 0.1, 0.1]))).method, 'weighted mean')
  assert.equal(valueOf(characterise(reported([10, 12, 9], [0.1, 0.1, 0.1]))).method, 'DerSimonian–Laird')
  near(valueOf(characterise({ means: [1, 2, 3] })).u, 1 / Math.sqrt(3), 1e-15)
  assert.equal(fieldOf(certifiedValue(1, { characterisation: 0.1, homogeneity: -1, long: 0 })), 'homogeneity')
})
