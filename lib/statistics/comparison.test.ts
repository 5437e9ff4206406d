import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arithmeticMean, birgeMean, consistency, derSimonianLaird, mandelPaule, restrictedLikelihood, weightedMean } from './consensus.ts'
import { correlatedMean, covarianceOf, degreesFromReference, degreesOfEquivalence, pairDegrees } from './equivalence.ts'
import { reported, type Reported } from './laboratory.ts'
import { median, quantile, summary } from './location.ts'
import { medianComparison, weightedMedian } from './median-comparison.ts'
import { recommendReference } from './recommendation.ts'
import { shapiroWilk, symmetryTest } from './shape-test.ts'
import { largestConsistentSubset } from './subset.ts'
import { dot, exactSum } from './sum.ts'
import { fieldOf, near, orders, valueOf } from './testing.ts'

/** PCB 28 in a comparison, µg/kg: the data of the NIST Decision Tree's documentation, with what it prints. */
const PCB = reported([34.3, 32.9, 34.53, 32.42, 31.9, 35.8], [1.03, 0.69, 0.83, 0.29, 0.4, 0.38])
/** Three values of the Planck constant, 1e-34 J s: other software gave Q = 3.84, 4.15, 4.30 or 11.1 depending on their order. */
const PLANCK = reported([6.62607013, 6.62607006, 6.62606993], [6e-8, 1.65e-7, 8.9e-8])
const FIVE = reported([1, 3, 5, 4, 2], [1, 2, 1, 2, 1])

test('a sum is exact and rounded once, in any order', () => {
  assert.equal(exactSum([1e100, 1, -1e100, 1e-20]), 1)
  assert.equal(exactSum([0.1, 0.2, 0.3, -0.6]), 2.7755575615628914e-17)
  assert.equal(exactSum(Array.from({ length: 10 }, () => 0.1)), 1)
  assert.equal(exactSum([1, 2 ** -53, 2 ** -106]), 1 + 2 ** -52)
  assert.equal(exactSum([]), 0)
  assert.ok(Number.isNaN(exactSum([1, Infinity])))
  assert.equal(dot([1e200, 1, -1e200], [1e50, 1, 1e50]), 1)
  fc.assert(fc.property(fc.array(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), { maxLength: 12 },
  ), (values) => {
    const sums = orders(Math.max(1, values.length)).map((order) => exactSum(order.map((i) => values[i] ?? 0)))
    for (const sum of sums) assert.ok(Object.is(sum + 0, (sums[0] ?? 0) + 0))
  }))
})

test('mean and standard deviation of values with a large common part', () => {
  const { mean, sd } = summary([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
  assert.equal(mean, 1e9 + 10)
  near(sd, Math.sqrt(30), 1e-15)
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 2, 3]), 2.5)
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75)
})

test('PCB comparison: weighted mean, χ², means with a between-laboratory variance (printed: 33.6004, 0.7450, 2.9289, 68.2154)', () => {
  const plain = valueOf(weightedMean(PCB))
  near(plain.value, 33.29956621330193, 1e-13)
  near(plain.u, 0.18392673296058087, 1e-15)
  const { q, p, consistent, birge } = valueOf(consistency(PCB))
  near(q, 68.21539802784476, 1e-12)
  near(p, 2.408866837229205e-13, 1e-25)
  assert.equal(consistent, false)
  near(birge, Math.sqrt(q / 5), 1e-15)
  near(valueOf(birgeMean(PCB)).u, 0.18392673296058087 * birge, 1e-14)
  const dl = valueOf(derSimonianLaird(PCB))
  near(dl.value, 33.60043262415553, 1e-12)
  near(dl.u, 0.7449979096627393, 1e-13)
  near(dl.tau2, 2.928942674384301, 1e-12)
  const mp = valueOf(mandelPaule(PCB))
  near(mp.value, 33.5853409, 1e-7)
  near(mp.tau2, 1.974544533, 1e-9)
  // The equation that defines it holds.
  near(exactSum(PCB.map(({ x, u }) => (x - mp.value) ** 2 / (u * u + mp.tau2))), 5, 1e-13)
  near(valueOf(restrictedLikelihood(PCB)).tau2, 2.1541317, 1e-7)
  near(valueOf(arithmeticMean(PCB)).value, 33.641666666666666, 1e-14)
})

test('the consensus of gold in two methods (Paule and Mandel 1982, example 2: 209.0406, u 7.5085)', () => {
  const au = reported([201.533, 216.55], [0.154 / Math.sqrt(6), 0.25 / Math.sqrt(2)])
  const { value, u } = valueOf(mandelPaule(au))
  near(value, 209.0405911, 1e-7)
  near(u, 7.508499945, 1e-8)
})

test('Q, means and subsets are the same bits in any order of the laboratories', () => {
  for (const results of [PCB, PLANCK, FIVE]) {
    const answers = orders(results.length).map((order) => {
      const listed = order.map((i) => results[i]).filter((one): one is Reported => one !== undefined)
      const subset = valueOf(largestConsistentSubset(listed))
      return JSON.stringify([
        valueOf(consistency(listed)).q, valueOf(weightedMean(listed)).value, valueOf(derSimonianLaird(listed)).tau2,
        valueOf(mandelPaule(listed)).value, valueOf(restrictedLikelihood(listed)).value, subset.labs.toSorted(), subset.q,
        valueOf(medianComparison(listed, { seed: 5, trials: 10_000 })).value, valueOf(recommendReference(listed, { trials: 10_000 })).value,
      ])
    })
    for (const answer of answers) assert.equal(answer, answers[0])
  }
  near(valueOf(consistency(PLANCK)).q, 3.47381750266283, 1e-13)
})

test('no between-laboratory variance is invented where the stated uncertainties suffice', () => {
  const calm = reported([1, 2, 3, 2, 4], [1, 2, 1, 1, 2])
  const plain = valueOf(weightedMean(calm))
  for (const method of [derSimonianLaird, mandelPaule, restrictedLikelihood]) {
    const found = valueOf(method(calm))
    assert.equal(found.tau2, 0)
    near(found.value, plain.value, 1e-15)
    near(found.u, 0.5345224838248488, 1e-15)
  }
})

test('degrees of equivalence with the weighted mean: u²(D) = u² - u²(reference), and they sum to zero with the weights', () => {
  const reference = valueOf(weightedMean(PCB))
  const degrees = valueOf(degreesOfEquivalence(PCB, reference))
  const U = [2.0268901863716713, 1.3300691063286105, 1.6187290778909817, 0.4484237143704475, 0.7104110272298627, 0.6650442298146708]
  const D = [1.0004337866980677, -0.3995662133019309, 1.2304337866980717, -0.8795662133019277, -1.3995662133019309, 2.5004337866980677]
  for (const [i, one] of degrees.entries()) {
    near(one.U, U[i] ?? 0, 1e-13)
    near(one.d, D[i] ?? 0, 1e-13)
    near(one.u ** 2, (PCB[i]?.u ?? 0) ** 2 - reference.u ** 2, 1e-13)
  }
  near(exactSum(degrees.map(({ d }, i) => d * (reference.weights[i] ?? 0))), 0, 1e-14)
  assert.deepEqual(degrees.filter(({ equivalent }) => !equivalent).map(({ lab }) => lab), ['4', '5', '6'])
})

test('a laboratory left out of the reference, and one measured against a pilot, add their variances', () => {
  const subset = valueOf(largestConsistentSubset(PCB))
  const weights = PCB.map(({ lab }) => subset.reference.weights[subset.labs.indexOf(lab)] ?? 0)
  const degrees = valueOf(degreesOfEquivalence(PCB, { ...subset.reference, weights }))
  near(degrees[5]?.u, Math.hypot(0.38, subset.reference.u), 1e-14)
  near(degrees[0]?.u, Math.sqrt(1.03 ** 2 - subset.reference.u ** 2), 1e-14)
  const pilot = valueOf(degreesFromReference(PCB, { value: 33, u: 0.5 }))
  near(pilot[0]?.u, Math.hypot(1.03, 0.5), 1e-15)
})

test('correlated results: a shared standard counts once', () => {
  // Two laboratories with u = 1 that share a standard of u = 0.8: u²(mean) = (1 + 0.64)/2, difference u² = 2(1 - 0.64).
  const two = reported([10, 10.6], [1, 1])
  const correlation = [[1, 0.64], [0.64, 1]]
  const mean = valueOf(correlatedMean(two, correlation))
  near(mean.value, 10.3, 1e-14)
  near(mean.u, Math.sqrt(0.82), 1e-15)
  near(mean.q, 0.6 ** 2 / (2 * 0.36), 1e-13)
  const [pair] = valueOf(pairDegrees(two, { correlation }))
  near(pair?.U, 2 * Math.sqrt(0.72), 1e-14)
  const [degree] = valueOf(degreesOfEquivalence(two, mean, { correlation }))
  near(degree?.u, Math.sqrt(1 - 0.82), 1e-14)
  // Without correlation it is the weighted mean.
  const free = valueOf(correlatedMean(PCB, PCB.map((_, i) => PCB.map((__, j) => (i === j ? 1 : 0)))))
  near(free.value, valueOf(weightedMean(PCB)).value, 1e-13)
  near(free.q, 68.21539802784476, 1e-11)
  assert.equal(fieldOf(covarianceOf(two, [[1, 2], [2, 1]])), 'correlation')
  assert.equal(fieldOf(covarianceOf(two, [[1, 0.5], [0.4, 1]])), 'correlation')
  assert.equal(fieldOf(covarianceOf(two, [[1]])), 'correlation')
})

test('the largest consistent subset of the PCB comparison is 1, 2, 4, 5, and the only one', () => {
  const subset = valueOf(largestConsistentSubset(PCB))
  assert.deepEqual(subset.labs, ['1', '2', '4', '5'])
  assert.deepEqual(subset.excluded, ['3', '6'])
  assert.equal(subset.alternatives, 1)
  near(subset.q, 5.495027111093569, 1e-12)
  // All agree: nobody is left out; nobody agrees: the most precise stands alone.
  assert.equal(valueOf(largestConsistentSubset(FIVE)).excluded.length, 0)
  assert.deepEqual(valueOf(largestConsistentSubset(reported([0, 10, 20], [1, 0.5, 1]))).labs, ['2'])
  const many = reported(Array.from({ length: 30 }, (_, i) => (i === 7 ? 50 : i % 3)), Array.from({ length: 30 }, () => 1))
  const large = valueOf(largestConsistentSubset(many))
  assert.equal(large.search, 'one by one')
  assert.deepEqual(large.excluded, ['8'])
})

test('Shapiro and Wilk’s p agrees with R (0.0832392, 0.985418, 0.31404) and with SciPy for thirty values', () => {
  const standardised = (x: number[], u: number[]) => x.map((value, i) => (value - median(x)) / (u[i] ?? 1))
  const sets: [number[], number[], number][] = [
    [[-2.4434, -0.9023, -0.0688, 1.0293, 0.2822], [0.0789, 0.0357, 0.1611, 0.3688, 1.0251], 0.0832392],
    [[1, 3, 5, 4, 2], [1, 2, 1, 2, 1], 0.985418], [[1, 2, 3, 2, 4], [1, 2, 1, 1, 2], 0.31404],
  ]
  for (const [x, u, p] of sets) near(valueOf(shapiroWilk(standardised(x, u))).p, p, 1e-6)
  const thirty = valueOf(shapiroWilk(Array.from({ length: 30 }, (_, i) => Math.sin(i * 1.7) * 3 + i * 0.1)))
  near(thirty.w, 0.9658693558717173, 1e-8)
  near(thirty.p, 0.4331437755098201, 1e-7)
  assert.equal(fieldOf(shapiroWilk([1, 1, 1])), 'values')
})

test('symmetry: counted over all sign patterns, small only where one tail is long', () => {
  assert.equal(valueOf(symmetryTest([1, 2, 3, 4, 5])).p, 1)
  const long = valueOf(symmetryTest([1, 1.1, 1.2, 1.3, 1.35, 1.4, 1.6, 2.5, 4, 8, 15, 30]))
  assert.equal(long.patterns, 4096)
  assert.ok(long.p < 0.05, String(long.p))
  const drawn = valueOf(symmetryTest(Array.from({ length: 40 }, (_, i) => Math.exp(i / 8))))
  assert.equal(drawn.patterns, 20_000)
  assert.ok(drawn.p < 0.05)
})

test('procedure B: the median with its uncertainty, the same for the same seed, near the exact value for equal normal laboratories', () => {
  const equal = reported([0, 0, 0, 0, 0], [1, 1, 1, 1, 1])
  const first = valueOf(medianComparison(equal, { seed: 7, trials: 200_000 }))
  assert.deepEqual(valueOf(medianComparison(equal, { seed: 7, trials: 200_000 })), first)
  // The median of five standard normal values has the variance 0.2868 (David and Nagaraja, Order Statistics, table).
  near(first.u, Math.sqrt(0.28683), 0.003)
  near(first.value, 0, 0.005)
  near(first.interval.high - first.interval.low, 2 * 1.95996 * first.u, 0.03)
  assert.ok(first.degrees.every(({ equivalent }) => equivalent))
  assert.equal(fieldOf(medianComparison(equal, { seed: -1 })), 'seed')
  assert.equal(fieldOf(medianComparison(equal, { seed: 1, trials: 10 })), 'trials')
  assert.equal(valueOf(weightedMedian(reported([1, 2, 10], [1, 1, 0.1]))), 10)
  assert.equal(valueOf(weightedMedian(reported([1, 2, 3, 4], [1, 1, 1, 1]))), 2.5)
})

test('a reference is recommended with reasons, by the tree’s branches', () => {
  const cases: [string, Reported[], string][] = [
    ['consistent', reported([1, 2, 3, 2, 4], [1, 2, 1, 1, 2]), 'weighted mean'],
    ['inconsistent, symmetric, normal', PCB, 'DerSimonian–Laird'],
    ['few and inconsistent', reported([1, 2, 5], [0.1, 0.1, 0.1]), 'Mandel–Paule'],
    [
      'inconsistent, one tail',
      reported(
        [10, 10.05, 10.1, 10.12, 10.15, 10.2, 10.22, 10.25, 10.3, 9.95, 9.9, 10.15, 10.17, 12, 13, 15, 18, 24, 40],
        Array.from({ length: 19 }, () => 0.2),
      ),
      'largest consistent subset',
    ],
    [
      'inconsistent, heavy tails', reported([-9, 0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 9.5], Array.from({ length: 9 }, () => 0.5)),
      'median (procedure B)',
    ],
  ]
  for (const [name, results, method] of cases) {
    const recommended = valueOf(recommendReference(results, { trials: 10_000 }))
    assert.equal(recommended.method, method, name)
    assert.ok(recommended.reasons.length >= 2)
    for (const { zh, en } of [...recommended.reasons, ...recommended.cautions]) assert.ok(/[一-龥]/.test(zh) && /^[A-Z]/.test(en), zh)
  }
  // The levels of the tree: at 10 % the five results are called inconsistent, at 5 % they are not.
  assert.equal(valueOf(recommendReference(FIVE)).homogeneity.consistent, false)
  const milder = valueOf(recommendReference(FIVE, { levels: { homogeneity: 0.05, normality: 0.05, symmetry: 0.05 } }))
  assert.equal(milder.method, 'weighted mean')
})

test('what cannot be compared names the laboratory', () => {
  assert.equal(fieldOf(weightedMean([])), 'results')
  assert.equal(fieldOf(consistency(reported([1, 2], [1, 0]))), '2.u')
  assert.equal(fieldOf(derSimonianLaird(reported([1, Number.NaN], [1, 1]))), '2.x')
  assert.equal(fieldOf(mandelPaule(reported([1, 2], [1, 1], ['A', 'A']))), 'A')
  assert.equal(fieldOf(recommendReference(reported([1, 2], [1, 1]))), 'results')
  assert.equal(fieldOf(largestConsistentSubset(PCB, 2)), 'alpha')
})
