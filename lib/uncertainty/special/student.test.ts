import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coverageFactor, tCdf, tQuantile } from './student.ts'

test('quantiles are those of published and independently computed tables', () => {
  // GUM table G.2 (two decimals) is the last block; the others are to full digits from a 40-digit computation of the incomplete beta
  // function.
  const full: [number, number, number][] = [
    [0.975, 1, 12.706204736174705], [0.975, 4, 2.7764451051977943], [0.95, 10, 1.8124611228116756], [0.995, 16, 2.92078162242510],
    [0.995, 16.644593, 2.905900528981192],
    [0.975, 1e6, 1.959966356814107], [0.975, Infinity, 1.959963984540054], [0.025, 4, -2.7764451051977943], [0.5, 3, 0], [0.75, 1, 1],
    [0.9, 2, 1.8856180831641267],
  ]
  for (const [p, nu, expected] of full) {
    const got = tQuantile(p, nu)
    assert.ok(Math.abs(got - expected) <= 1e-12 * Math.abs(expected), `t ${p} ν ${nu}: ${got}`)
  }
  const table: [number, number, number, number, number, number, number][] = [
    // ν, and t for p = 68.27, 90, 95, 95.45, 99, 99.73 %: GUM (JCGM 100:2008) table G.2
    [1, 1.84, 6.31, 12.71, 13.97, 63.66, 235.80], [2, 1.32, 2.92, 4.30, 4.53, 9.92, 19.21], [5, 1.11, 2.02, 2.57, 2.65, 4.03, 5.51],
    [10, 1.05, 1.81, 2.23, 2.28, 3.17, 3.96],
    [20, 1.03, 1.72, 2.09, 2.13, 2.85, 3.42], [50, 1.01, 1.68, 2.01, 2.05, 2.68, 3.16], [100, 1.005, 1.660, 1.984, 2.025, 2.626, 3.077],
    [Infinity, 1, 1.645, 1.96, 2, 2.576, 3],
  ]
  const probabilities = [0.6827, 0.9, 0.95, 0.9545, 0.99, 0.9973]
  for (const [nu, ...row] of table) {
    for (const [i, printed] of row.entries()) {
      const got = coverageFactor(probabilities[i] ?? 0, nu)
      const unit = nu >= 100 ? 0.0006 : i === 5 && nu === 1 ? 0.03 : 0.006
      assert.ok(Math.abs(got - printed) <= unit, `ν ${nu} p ${probabilities[i]}: ${got}, printed ${printed}`)
    }
  }
})

test('the quantile undoes the probability, from one half degree of freedom to the normal distribution', () => {
  const degrees = fc.oneof(
    fc.double({ min: 0.5, max: 200, noNaN: true }), fc.double({ min: 200, max: 1e9, noNaN: true }), fc.constant(Infinity),
  )
  fc.assert(fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), degrees, (p, nu) => {
    const back = tCdf(tQuantile(p, nu), nu)
    assert.ok(Math.abs(back - p) <= 2e-11 * Math.min(p, 1 - p) + 2e-16, `p ${p} ν ${nu}: ${back - p}`)
  }), { numRuns: 2000, interruptAfterTimeLimit: 3000, markInterruptAsFailure: false })
})

test('what is no probability and no degree of freedom has no quantile', () => {
  for (const [p, nu] of [[-1, 1], [2, 1], [0.5, 0], [0.5, -1], [Number.NaN, 1], [0.5, Number.NaN]] as const) {
    assert.ok(Number.isNaN(tQuantile(p, nu)), `${p} ${nu}`)
  }
})
