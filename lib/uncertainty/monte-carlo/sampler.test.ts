// Every distribution is held to its mean, its standard deviation and its quantiles (Kolmogorov–Smirnov), which come from other formulas
// than the draws. Seeds are fixed, so a test that passes passes always; bounds are those of chance at about 1 in 1000 or less.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { momentsOf, type Law } from '../law.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'
import { tTail } from '../special/student.ts'
import { quantileOfLaw } from './law-quantile.ts'
import { samplerOf } from './sampler.ts'
import { CHUNK_TRIALS, Stream } from './stream.ts'
import { transportOf } from './transport.ts'
import { drawBell, zigguratOf } from './ziggurat.ts'

const CHUNKS = 200
const N = CHUNKS * CHUNK_TRIALS

function drawn(law: Law, input: number): Float64Array {
  const [stream, sampler] = [new Stream(), samplerOf(law)]
  const [all, column] = [new Float64Array(N), new Float64Array(CHUNK_TRIALS)]
  stream.start(20261125, 0, input)
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    sampler(stream, column, CHUNK_TRIALS)
    all.set(column, chunk * CHUNK_TRIALS)
  }
  return all
}

const CONTINUOUS: Law[] = [
  { type: 'normal', mean: 5, sd: 0.2 }, { type: 't', location: 1, scale: 2, dof: 5 }, { type: 't', location: 0, scale: 1, dof: 18 },
  { type: 't', location: 0, scale: 1, dof: 3.5 }, { type: 't', location: 0, scale: 1, dof: 1e6 }, { type: 't', location: 0, scale: 1, dof: 1e12 },
  { type: 'rectangular', centre: 2, halfWidth: 3 }, { type: 'u_shaped', centre: -1, halfWidth: 0.5 },
  { type: 'trapezoidal', low: 1, rise: 1, top: 2, fall: 1 }, { type: 'trapezoidal', low: 0, rise: 1, top: 0, fall: 1 },
  { type: 'trapezoidal', low: 0, rise: 0, top: 0, fall: 3 }, { type: 'trapezoidal', low: -2, rise: 2, top: 1, fall: 0.25 },
  { type: 'curvilinear_trapezoid', centre: 0, halfWidth: 0.05, d: 0.025 }, { type: 'curvilinear_trapezoid', centre: 1, halfWidth: 1, d: 0 },
  { type: 'exponential', origin: 1, scale: 2 }, { type: 'gamma', origin: 0, scale: 1, shape: 8 }, { type: 'gamma', origin: 2, scale: 3, shape: 0.3 },
  { type: 'beta', alpha: 2, beta: 3, low: 0, high: 1 }, { type: 'beta', alpha: 0.4, beta: 0.7, low: -1, high: 1 },
  { type: 'lognormal', mu: 0, sigma: 0.5, origin: 1 }, { type: 'weibull', shape: 2, scale: 1, origin: 0 }, { type: 'weibull', shape: 0.8, scale: 2, origin: 1 },
  { type: 'skew_normal', location: 0, scale: 1, shape: 4 }, { type: 'skew_normal', location: 1, scale: 2, shape: -0.7 },
  { type: 'gev', location: 0, scale: 1, shape: 0.1 }, { type: 'gev', location: 0, scale: 1, shape: 0 }, { type: 'gev', location: 0, scale: 1, shape: -0.3 },
  { type: 'truncated_normal', location: 0, scale: 1, low: -1, high: 0.2 }, { type: 'truncated_normal', location: 0, scale: 2, low: 1, high: Infinity },
  { type: 'truncated_normal', location: 0, scale: 1, low: -Infinity, high: -3 }, { type: 'truncated_normal', location: 1, scale: 1, low: -2, high: 5 },
  { type: 'truncated_normal', location: 0, scale: 1, low: 3, high: 3.2 },
  { type: 'laplace', mean: 1, scale: 2 }, { type: 'logistic', mean: 0, scale: 1 },
]

/** √n times the largest distance between drawn and true distribution, at 999 quantiles. */
function kolmogorov(sorted: Float64Array, law: Law): number {
  const quantile = quantileOfLaw(law)
  let place = 0
  let worst = 0
  for (let k = 1; k < 1000; k++) {
    const p = k / 1000
    const x = quantile({ lower: p, upper: 1 - p, z: normalQuantile(p) })
    while (place < sorted.length && (sorted[place] ?? Infinity) <= x) place++
    worst = Math.max(worst, Math.abs(place / sorted.length - p))
  }
  return worst * Math.sqrt(sorted.length)
}

for (const [i, law] of CONTINUOUS.entries()) {
  test(`draws have the mean, u and shape of ${JSON.stringify(law)}`, () => {
    const values = drawn(law, i)
    const { mean, sd } = momentsOf(law)
    const found = values.reduce((sum, x) => sum + (x - mean), 0) / N
    assert.ok(Math.abs(found) < 3.5 * sd / Math.sqrt(N), `mean off by ${found / (sd / Math.sqrt(N))} standard errors`)
    const fourth = values.reduce((sum, x) => sum + ((x - mean) / sd) ** 4, 0) / N
    const variance = values.reduce((sum, x) => sum + ((x - mean) / sd) ** 2, 0) / N
    assert.ok(Math.abs(variance - 1) < 3.5 * Math.sqrt((fourth - 1) / N), `u²/σ² = ${variance}`)
    const D = kolmogorov(values.sort(), law)
    assert.ok(D < 1.95, `Kolmogorov–Smirnov √n·D = ${D}`)
  })
}

test('draws from a list come as often as they should', () => {
  const law: Law = { type: 'discrete', values: [4, -1, 7, 2], probabilities: [0.1, 0.25, 0, 0.65] }
  const values = drawn(law, 100)
  for (const [k, value] of law.values.entries()) {
    const p = law.probabilities[k] ?? 0
    const count = values.filter((x) => x === value).length
    assert.ok(Math.abs(count - N * p) <= 3.5 * Math.sqrt(N * p * (1 - p)), `${value} came ${count} times`)
  }
  const samples = drawn({ type: 'samples', samples: [3, 1, 2, 1] }, 101)
  const ones = samples.filter((x) => x === 1).length
  assert.ok(samples.every((x) => x === 1 || x === 2 || x === 3) && Math.abs(ones - N / 2) < 3.5 * Math.sqrt(N / 4))
  assert.deepEqual(drawn({ type: 'constant', value: 1.5 }, 102).slice(0, 3), Float64Array.of(1.5, 1.5, 1.5))
})

test('tails reach as far, and as often, as they should', () => {
  for (const dof of [1, 2, 5, 30, Infinity]) {
    const table = zigguratOf(dof)
    const stream = new Stream()
    stream.start(7, 0, dof === Infinity ? 0 : dof)
    const draws = 2_000_000
    const beyond = [table.r * 0.8, table.r, table.r * 1.3, table.r * 3]
    const counts = beyond.map(() => 0)
    for (let i = 0; i < draws; i++) {
      const size = Math.abs(drawBell(table, stream))
      for (const [k, from] of beyond.entries()) if (size > from) counts[k] = (counts[k] ?? 0) + 1
    }
    for (const [k, from] of beyond.entries()) {
      const expected = 2 * draws * (dof === Infinity ? normalCdf(-from) : tTail(from, dof))
      assert.ok(Math.abs((counts[k] ?? 0) - expected) <= 3.5 * Math.sqrt(expected) + 1, `ν = ${dof}: ${counts[k]} beyond ${from}, not ${expected}`)
    }
  }
})

test('the normal ziggurat begins its tail where Marsaglia and Tsang do', () => {
  assert.ok(Math.abs(zigguratOf(Infinity).r - 3.6541528853610088) < 1e-13)
})

test('a copula’s score is carried to each distribution to six digits, at its corners too', () => {
  for (const law of CONTINUOUS) {
    for (const dof of [Infinity, 4]) {
      if (law.type === 't' && law.dof > 1e5) continue
      const column = Float64Array.from({ length: 61 }, (_, i) => (i - 30) / 10)
      const lower = Array.from(column, (t) => (dof === Infinity ? normalCdf(t) : 1 - tTail(t, dof)))
      const quantile = quantileOfLaw(law)
      transportOf(law, dof)(column, 61)
      const corner = law.type === 'trapezoidal' || law.type === 'curvilinear_trapezoid' || law.type === 'laplace'
      for (const [i, p] of lower.entries()) {
        const upper = dof === Infinity ? normalCdf(-(i - 30) / 10) : tTail((i - 30) / 10, dof)
        const x = quantile({ lower: p, upper, z: p < upper ? normalQuantile(p) : -normalQuantile(upper) })
        assert.ok(Math.abs((column[i] ?? 0) - x) <= (corner ? 2e-6 : 2e-7) * momentsOf(law).sd, `${JSON.stringify(law)} ν=${dof} at ${i}: ${column[i]}, not ${x}`)
      }
    }
  }
})

test('draws are always these: a seed from years ago still means the same', () => {
  // Whatever changes these bits changes every stored Monte Carlo result that is computed again from its record.
  const hash = createHash('sha256')
  for (const [i, law] of CONTINUOUS.entries()) hash.update(new Uint8Array(drawn(law, i).buffer))
  assert.equal(hash.digest('hex').slice(0, 16), 'c31b77cc3be1c3fe')
})
