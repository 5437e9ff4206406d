import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autocorrelated, autocorrelations, digitised, evaluateReadings, ofMean, pooledDeviation } from './type-a.ts'
import { near } from './testing.ts'

test('mean, s, u and ν of readings (GUM 4.2; JJF 1033 Bessel example)', () => {
  const found = ofMean([10.01, 10.03, 9.99, 10.02, 10.0, 10.01, 10.02, 9.98, 10.0, 10.01])
  near(found.mean, 10.007, 1e-14, 'mean')
  near(found.s, 0.014944341180972943, 1e-15, 's')
  near(found.u, 0.004725815626252507, 1e-15, 's of the mean')
  assert.deepEqual([found.dof, found.n, found.effective], [9, 10, 10])
  // A large value in common must not cost digits: variance of 1, 2, 3 is 1.
  near(ofMean([1e9 + 1, 1e9 + 2, 1e9 + 3]).s, 1, 1e-12, 's beside a large mean')
})

test('pooled standard deviation weighs by degrees of freedom', () => {
  // Variances 1 (ν 2) and 4.5 (ν 1): (2·1 + 4.5)/3.
  const pooled = pooledDeviation([[1, 2, 3], [0, 3], [7]])
  near(pooled?.s, Math.sqrt(6.5 / 3), 1e-15, 's')
  assert.equal(pooled?.dof, 3)
  assert.equal(pooledDeviation([[1], [2]]), undefined)
})

test('GUM H.5.2.6 within-day standard deviation, 85 µV with 40 degrees of freedom', () => {
  // Day standard deviations of table H.9 as groups of five with just that deviation: mean ± d, where s² = 4d²/4.
  const days = [60, 77, 111, 101, 67, 93, 80, 73, 88, 86]
  const pooled = pooledDeviation(days.map((s) => [-s, s, -s, s, 0]))
  near(pooled?.s, 85, 0.5, 's in µV')
  assert.equal(pooled?.dof, 40)
})

// NIST beam deflections, LEW.DAT (NIST/SEMATECH e-Handbook of Statistical Methods, 1.4.2.5).
const BEAM = [
  -213, -564, -35, -15, 141, 115, -420, -360, 203, -338, -431, 194, -220, -513, 154, -125, -559, 92, -21, -579, -52, 99, -543, -175, 162,
  -457, -346, 204, -300, -474, 164, -107, -572, -8, 83, -541, -224, 180, -420, -374, 201, -236, -531, 83, 27, -564, -112, 131, -507,
  -254, 199, -311, -495, 143, -46, -579, -90, 136, -472, -338, 202, -287, -477, 169, -124, -568, 17, 48, -568, -135, 162, -430, -422,
  172, -74, -577, -13, 92, -534, -243, 194, -355, -465, 156, -81, -578, -64, 139, -449, -384, 193, -198, -538, 110, -44, -577, -6, 66,
  -552, -164, 161, -460, -344, 205, -281, -504, 134, -28, -576, -118, 156, -437, -381, 200, -220, -540, 83, 11, -568, -160, 172, -414,
  -408, 188, -125, -572, -32, 139, -492, -321, 205, -262, -504, 142, -83, -574, 0, 48, -571, -106, 137, -501, -266, 190, -391, -406, 194,
  -186, -553, 83, -13, -577, -49, 103, -515, -280, 201, 300, -506, 131, -45, -578, -80, 138, -462, -361, 201, -211, -554, 32, 74, -533,
  -235, 187, -372, -442, 182, -147, -566, 25, 68, -535, -244, 194, -351, -463, 174, -125, -570, 15, 72, -550, -190, 172, -424, -385, 198,
  -218, -536, 96,
]
const PRINTED = [
  1.00, -0.31, -0.74, 0.77, 0.21, -0.90, 0.38, 0.63, -0.77, -0.12, 0.82, -0.40, -0.55, 0.73, 0.07, -0.76, 0.40, 0.48, -0.70, -0.03, 0.70,
]

test('autocorrelations of the NIST beam deflections are the printed ones', () => {
  for (const [k, rho] of autocorrelations(BEAM, PRINTED.length - 1).entries()) near(rho, PRINTED[k] ?? Number.NaN, 0.006, `ρ at lag ${k}`)
})

test('neighbours that resemble each other count for less', () => {
  // Blocks of 10 equal values: ρ falls in a straight line over ten lags, so 200 readings tell hardly more than 20 do.
  const blocks = Array.from({ length: 200 }, (_, i) => ((Math.floor(i / 10) * 7) % 13) - 6)
  const found = autocorrelated(blocks)
  assert.ok(found.effective < 60 && found.effective >= 10, `effective number ${found.effective}`)
  near(found.u, found.s / Math.sqrt(found.effective), 1e-12, 'u = s/√n')
  near(found.dof, found.effective - 1, 1e-12, 'ν')
  assert.match(found.notes.map(({ en }) => en).join(), /count as/)
  assert.match(found.notes.map(({ zh }) => zh).join(), /相当于/)
  // The beam swings: its neighbours shun each other, which is not taken as knowledge.
  assert.equal(autocorrelated(BEAM).u, ofMean(BEAM).u)
  assert.deepEqual(autocorrelated(BEAM).notes, [])
})

test('variance of the mean of a series agrees with the sum over its lags written out', () => {
  const series = [1, 1.2, 1.1, 1.4, 1.5, 1.3, 1.6, 1.8, 1.7, 1.9, 2, 2.2]
  const mean = series.reduce((a, b) => a + b, 0) / 12
  const rho = (k: number) => series.slice(0, 12 - k).reduce((sum, x, i) => sum + (x - mean) * ((series[i + k] ?? 0) - mean), 0)
    / series.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  // Of the lags up to 12/4 only the first stands out: ρ₁ = 0.63 beyond 1.96/√12 = 0.57, ρ₂ = 0.38 within 0.76.
  assert.ok(rho(1) > 0.57 && rho(2) < 0.7 && rho(3) < 0.7)
  const found = autocorrelated(series)
  near(12 / found.effective, 1 + 2 * (11 / 12) * rho(1), 1e-12, 'ratio of variances')
})

test('digitised readings, with the numbers GTC prints for Willink 2007', () => {
  const step = 0.0001
  const wide = [-0.0056, -0.0055, -0.0056, -0.0056, -0.0056, -0.0057, -0.0057, -0.0056, -0.0056, -0.0057, -0.0057]
  const two = [-0.0056, -0.0056, -0.0056, -0.0056, -0.0056, -0.0057, -0.0057, -0.0056, -0.0056, -0.0057, -0.0057]
  near(digitised(wide, step).mean, -0.005627272727272, 1e-15, 'mean')
  near(digitised(wide, step).u, 1.9497827808661e-5, 1e-17, 'three values')
  near(digitised(two, step).u, 1.52120004824377e-5, 1e-17, 'two values')
  near(digitised(wide.map(() => -0.0056), step).u, 2.8867513459481e-5, 1e-17, 'no scatter, eleven')
  near(digitised([-0.0056, -0.0056, -0.0056], step).u, 3.2914029430219e-5, 1e-17, 'no scatter, three')
})

test('what does not go together is refused by field', () => {
  const refused = (stated: Parameters<typeof evaluateReadings>[1]) => {
    const found = evaluateReadings('x', stated)
    return found.ok ? 'not refused' : `${found.field}: ${found.message}`
  }
  assert.match(refused({ readings: [1, 2], resolution: 0 }), /^x\.resolution: .*greater than zero/)
  assert.match(refused({ readings: [1, 2, 3], series: true }), /^x\.readings: .*at least 8 readings/)
  assert.match(refused({ readings: [1, 2], pooled: { s: 1, dof: 3 }, resolution: 1 }), /one of pooled, series, resolution/)
  assert.match(refused({ readings: [] }), /two readings/)
  assert.match(refused({ readings: [Number.NaN, 1] }), /all numbers/)
})
