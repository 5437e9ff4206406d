import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cochranTest, grubbsTest, mandelStatistics, precisionOf, ptHomogeneity, withoutOutliers } from './precision.ts'
import { scoreRound } from './proficiency.ts'
import { algorithmA, algorithmS, algorithmSFactors, hampel, qMethod, simpleScales, winsorisedFactor } from './robust.ts'
import { enScore, relativeDifference, zetaScore, zPrimeScore, zScore } from './score.ts'
import { fieldOf, near, orders, valueOf } from './testing.ts'

/** Creosote in wood, ISO 5725-5 as printed in metRology's manual. */
const CREOSOTE = [24.14, 20.155, 19.5, 20.3, 20.705, 17.57, 20.1, 20.94, 21.185]

test('Algorithm A on the creosote data: the factor and the stopping rule decide the fourth digit, and both are stated', () => {
  const printed = valueOf(algorithmA(CREOSOTE))
  near(printed.x, 20.412142857142857, 1e-9)
  near(printed.s, 1.069839702953614, 1e-9)
  assert.equal(printed.factor, 1.134)
  assert.ok(printed.converged && printed.iterations > 20 && printed.winsorised === 2)
  const exact = valueOf(algorithmA(CREOSOTE, { factors: 'exact' }))
  near(exact.s, 1.067773, 1e-6)
  near(exact.factor, 1.13339, 1e-5)
  const early = valueOf(algorithmA(CREOSOTE, { factors: 'exact', tolerance: 1e-4 }))
  assert.ok(Math.abs(early.s - exact.s) > 1e-4)
  for (const order of orders(9)) assert.equal(valueOf(algorithmA(order.map((i) => CREOSOTE[i] ?? 0))).s, printed.s)
  near(winsorisedFactor(10), 1, 1e-12)
})

test('Algorithm A where most values are equal, and where all are', () => {
  const half = valueOf(algorithmA([5, 5, 5, 5, 5, 9]))
  assert.ok(half.s > 0 && half.converged)
  assert.deepEqual([valueOf(algorithmA([5, 5, 5])).s, valueOf(algorithmA([5, 5, 5])).x], [0, 5])
  assert.equal(fieldOf(algorithmA([1])), 'values')
  assert.equal(fieldOf(algorithmA([1, Number.NaN])), 'values[2]')
})

test('factors of Algorithm S are those of ISO 5725-5 (1.645 1.097, 1.517 1.054, 1.444 1.039, 1.395 1.032, 1.359 1.027)', () => {
  const printed = [[1.645, 1.097], [1.517, 1.054], [1.444, 1.039], [1.395, 1.032], [1.359, 1.027]]
  for (const [i, [limit = 0, adjustment = 0]] of printed.entries()) {
    const factors = algorithmSFactors(i + 1)
    near(factors.limit, limit, 5.1e-4)
    near(factors.adjustment, adjustment, 5.1e-4)
  }
  // Equal standard deviations: every one is kept, so w* = ξ·w as long as that converges; one wild value moves it little.
  const calm = valueOf(algorithmS([1, 1.1, 0.9, 1.05, 0.95, 1], 2)).w
  const wild = valueOf(algorithmS([1, 1.1, 0.9, 1.05, 0.95, 100], 2)).w
  assert.ok(wild / calm < 1.25)
  assert.equal(fieldOf(algorithmS([1, -1], 1)), 'values')
})

test('the Q method and Hampel’s estimator on numbers that can be followed by hand', () => {
  // Differences 1, 2, 3: G(1) = 1/6, G(2) = 1/2, so G reaches 1/4 at 1.25.
  near(valueOf(qMethod([[0], [1], [3]])), 1.25 / (Math.SQRT2 * 0.31863936396437514), 1e-13)
  // 0.1 + 0.2 and 0.3 differ by rounding only: that is no step of its own.
  near(valueOf(qMethod([[0], [0.1], [0.30000000000000004], [0.4]])), valueOf(qMethod([[0], [0.1], [0.3], [0.4]])), 1e-14)
  near(valueOf(hampel([1, 2, 3, 4, 100], 1)).x, 2.5, 1e-14)
  near(valueOf(hampel([1, 2, 3], 10)).x, 2, 1e-15)
  assert.equal(valueOf(hampel([5, 5, 5], 0)).x, 5)
  near(valueOf(simpleScales(CREOSOTE)).made, 0.9488654198435862, 1e-13)
})

test('scores: satisfactory to 2, unsatisfactory from 3, En at 1', () => {
  const cases: [number, string][] = [
    [12, 'satisfactory'], [12.01, 'questionable'], [12.99, 'questionable'], [13, 'unsatisfactory'], [7, 'unsatisfactory'],
  ]
  for (const [x, says] of cases) assert.equal(valueOf(zScore(x, 10, 1)).says, says, String(x))
  near(valueOf(zPrimeScore(12.5, 10, 1, 0.75)).score, 2, 1e-15)
  near(valueOf(zetaScore(10.5, 0.3, 10, 0.4)).score, 1, 1e-14)
  near(valueOf(relativeDifference(10.5, 10)), 5, 1e-13)
})

test('En of three laboratories (JJF 1117: 0.537, -0.538, 1.581)', () => {
  const rows: [number, number, number, string][] = [
    [10.0021, 0.001, 0.537, 'satisfactory'], [10.0008, 0.0012, -0.538, 'satisfactory'], [10.004, 0.0015, 1.581, 'unsatisfactory'],
  ]
  for (const [x, U, en, says] of rows) {
    const found = valueOf(enScore(x, U, 10.0015, 0.0005))
    near(found.score, en, 5e-4)
    assert.equal(found.says, says)
  }
  near(valueOf(enScore(1, 0.5, 0.6, 0.3, { includedInReference: true })).divisor, 0.4, 1e-15)
  near(valueOf(enScore(1, 0.5, 0.6, 0.5, { correlation: 0.68 })).divisor, 0.4, 1e-14)
  near(valueOf(enScore(1, 0.3, 0.6, 0.4, { drift: 1.2 })).divisor, 1.3, 1e-15)
  assert.equal(fieldOf(enScore(1, 0.3, 0.6, 0.4, { includedInReference: true })), 'U')
  assert.equal(fieldOf(zScore(1, 1, 0)), 'sigma_pt')
  assert.equal(fieldOf(zetaScore(1, 0, 1, 0)), 'u')
})

test('a round is scored with z or z’ as u(x_pt) tells, and says why', () => {
  const participants = CREOSOTE.map((x, i) => ({ lab: `L${i + 1}`, x, U: 1.2 }))
  const round = valueOf(scoreRound({ participants }))
  assert.equal(round.score, "z'") // nine participants: 1.25/√9 = 0.42 > 0.3
  near(round.assigned, 20.412142857142857, 1e-9)
  assert.equal(round.algorithm?.factor, 1.134)
  assert.equal(round.results[0]?.score.says, 'unsatisfactory')
  assert.ok(round.results.every(({ zeta, en }) => zeta !== undefined && en === undefined))
  const outside = valueOf(scoreRound({ participants, reference: { x: 20.4, u: 0.1 }, sigma: 1 }))
  assert.equal(outside.score, 'z')
  near(outside.results[0]?.score.score, 3.74, 1e-12)
  near(outside.results[0]?.en?.score, 3.74 / Math.hypot(1.2, 0.2), 1e-12)
  assert.ok(round.reasons.length === 3 && outside.reasons.length === 2)
  assert.ok(valueOf(scoreRound({ participants, consensus: 'Q/Hampel' })).sigma > 0)
  assert.equal(fieldOf(scoreRound({ participants: [] })), 'participants')
  assert.equal(fieldOf(scoreRound({ participants: [{ lab: 'A', x: 1 }, { lab: 'B', x: 1 }] })), 'sigma_pt')
})

test('repeatability and reproducibility of a level, with unequal replicates', () => {
  // Two laboratories, 1, 3 and 5, 7, 9: within (2 + 8)/3; between 3.75 of 2·3.2² + 3·… by hand.
  const { sr, sL, sR, mean } = valueOf(precisionOf([[1, 3], [5, 7, 9]]))
  near(mean, 5, 1e-15)
  near(sr ** 2, 10 / 3, 1e-14)
  near(sL ** 2, (30 - 10 / 3) / 2.4, 1e-13)
  near(sR ** 2, sr ** 2 + sL ** 2, 1e-13)
  assert.equal(fieldOf(precisionOf([[1, 2], [3]])), 'groups[2]')
})

test('critical values: Cochran (10 pairs: 0.602 at 5 %, 0.718 at 1 %), Grubbs (10 values: 2.290, 2.482), Mandel’s h (10: 2.18)', () => {
  const sds = [1, 1, 1, 1, 1, 1, 1, 1, 1, 3.9]
  const five = valueOf(cochranTest(sds, 2, 0.05))
  near(five.critical, 0.602, 5e-4)
  near(valueOf(cochranTest(sds, 2, 0.01)).critical, 0.718, 6e-4)
  assert.ok(five.outlying && five.index === 9 && five.p < 0.05)
  const ten = [10.1, 10.2, 9.9, 10, 10.05, 9.95, 10.1, 9.9, 10, 11.2]
  near(valueOf(grubbsTest(ten, 0.05)).critical, 2.29, 5e-4)
  near(valueOf(grubbsTest(ten, 0.01)).critical, 2.482, 5e-4)
  assert.equal(valueOf(grubbsTest(ten)).index, 9)
  assert.deepEqual(withoutOutliers(ten).removed, [9])
  const groups = Array.from({ length: 10 }, (_, i) => [i, i + 1])
  const mandel = valueOf(mandelStatistics(groups))
  near(mandel.hCritical, 2.18, 5e-3)
  near(mandel.h[9], -(mandel.h[0] ?? 0), 1e-14)
  assert.ok((mandel.k ?? []).every((k) => Math.abs(k - 1) < 1e-12))
  // At the critical value p is the level: the two formulae belong together.
  const { critical } = valueOf(grubbsTest(ten, 0.05))
  assert.ok(critical < 9 / Math.sqrt(10))
})

test('an item is homogeneous enough where s_s ≤ 0.3·σ_pt', () => {
  const groups = [[10.1, 10.0], [10.0, 10.1], [10.2, 10.1], [10.0, 9.9]]
  assert.equal(valueOf(ptHomogeneity(groups, 1)).adequate, true)
  assert.equal(valueOf(ptHomogeneity([[1, 1], [5, 5]], 1)).adequate, false)
  assert.equal(fieldOf(ptHomogeneity(groups, 0)), 'sigma_pt')
})
