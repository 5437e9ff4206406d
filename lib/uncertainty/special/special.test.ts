// Each function against values computed to 50 digits (mpmath 1.3) at the float64 given, and against closed forms.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { betaInc, betaQuantile, betaTails } from './beta.ts'
import { fCdf, fQuantile } from './fisher.ts'
import { chi2Cdf, chi2Quantile, chi2Tail, gammaInc, gammaLn, gammaQuantile, gammaTails } from './gamma.ts'
import { normalCdf, normalQuantile, normalTail } from './normal.ts'
import { tQuantile } from './student.ts'

function same(got: number, expected: number, what: string, relative = 1e-13): void {
  assert.ok(Math.abs(got - expected) <= relative * Math.abs(expected), `${what}: ${got}, not ${expected}`)
}

test('ln Γ keeps its digits, beside its zeros too', () => {
  const table = [
    [0.001, 6.907178885383854], [0.5, 0.5723649429247001], [0.999, 0.0005780385328913802], [1.0001, -5.771334222047127e-5],
    [1.5, -0.12078223763524522], [1.9999, -4.227520877215346e-5], [3.7, 1.428072326665388], [12, 17.502307845873887],
    [100, 359.1342053695754], [1e10, 220258509288.81058],
  ] as const
  for (const [x, expected] of table) same(gammaLn(x), expected, `ln Γ(${x})`, 1e-15 * 4)
  assert.deepEqual([gammaLn(1), gammaLn(2), gammaLn(0), gammaLn(-1)], [0, 0, Number.NaN, Number.NaN])
})

test('tails keep their digits far out', () => {
  const normal = [
    [0.5, 0.3085375387259869], [1, 0.15865525393145705], [3, 0.00134989803163009], [6, 9.86587645037698e-10], [10, 7.619853024160525e-24],
    [37, 5.725571222524577e-300],
  ] as const
  for (const [x, tail] of normal) {
    same(normalTail(x), tail, `P(Z > ${x})`)
    same(normalCdf(-x), tail, `P(Z ≤ -${x})`)
  }
  const gamma = [
    [0.5, 0.25, 0.5204998778130465, 0.4795001221869535], [0.01, 0.2, 0.9877844094567542, 0.01221559054324581],
    [3, 2.5, 0.4561868841166705, 0.5438131158833297], [10, 20, 0.9950045876916924, 0.004995412308307587],
    [50.5, 40, 0.06096552522949564, 0.9390344747705043], [1000, 1010, 0.6276789447369947, 0.37232105526300524],
  ] as const
  for (const [a, x, lower, upper] of gamma) {
    const tails = gammaTails(a, x)
    same(tails.lower, lower, `P(${a}, ${x})`)
    same(tails.upper, upper, `Q(${a}, ${x})`)
    same(chi2Cdf(2 * x, 2 * a), gammaInc(a, x), 'χ² is gamma', 0)
  }
  // Q of two degrees of freedom is exp(-x/2).
  same(chi2Tail(600, 2), Math.exp(-300), 'far tail of χ²')
  const beta = [
    [0.5, 0.5, 0.25, 1 / 3, 2 / 3], [2, 3, 0.4, 0.5248, 0.4752], [10, 0.5, 0.9, 0.15164090963470997, 0.84835909036529],
    [300, 40, 0.875, 0.3242148654570791, 0.6757851345429209], [500, 500, 0.49, 0.2635756083565853, 0.7364243916434147],
  ] as const
  for (const [a, b, x, lower, upper] of beta) {
    const tails = betaTails(a, b, x)
    same(tails.lower, lower, `I_${x}(${a}, ${b})`)
    same(tails.upper, upper, `1 - I_${x}(${a}, ${b})`)
  }
  // P(F > x) with 2 and 2 degrees of freedom is 1/(1 + x).
  same(1 - fCdf(3, 2, 2), 0.25, 'F(2, 2)')
  assert.deepEqual([betaInc(2, 3, 0), betaInc(2, 3, 1), gammaInc(1, 0), gammaInc(1, Infinity)], [0, 1, 0, 1])
})

test('quantiles are those of a 50-digit computation', () => {
  const table: [string, number, number][] = [
    ['χ² 0.95 ν 9', chi2Quantile(0.95, 9), 16.918977604620448], ['χ² 0.05 ν 9', chi2Quantile(0.05, 9), 3.325112843066815],
    ['χ² 0.99 ν 1', chi2Quantile(0.99, 1), 6.634896601021214], ['χ² 0.001 ν 30', chi2Quantile(0.001, 30), 11.587951045645056],
    ['χ² 0.975 ν 100', chi2Quantile(0.975, 100), 129.5611971858366], ['F 0.975 9 40', fQuantile(0.975, 9, 40), 2.451939217029926],
    ['F 0.95 9 40', fQuantile(0.95, 9, 40), 2.124029264016696], ['F 0.95 1 1', fQuantile(0.95, 1, 1), 161.4476387975882],
    ['F 0.05 5 7', fQuantile(0.05, 5, 7), 0.20509153283389542], ['F 0.99 20 30', fQuantile(0.99, 20, 30), 2.548659180101927],
    ['F 0.95 3 ∞', fQuantile(0.95, 3, Infinity), chi2Quantile(0.95, 3) / 3], ['t 0.975 1', tQuantile(0.975, 1), 12.706204736174694],
    ['t 0.995 16.64', tQuantile(0.995, 16.644593), 2.905900528981192], ['t 0.6 3', tQuantile(0.6, 3), 0.27667066233268983],
    ['t 0.999999 7', tQuantile(0.999999, 7), 14.241469651921154], ['z 0.975', normalQuantile(0.975), 1.9599639845400538],
    ['z 0.995', normalQuantile(0.995), 2.5758293035489004], ['z 0.6', normalQuantile(0.6), 0.2533471031357998],
    ['z 1e-10', normalQuantile(1e-10), -6.361340902404056], ['z 1e-300', normalQuantile(1e-300), -37.0470962993612],
    ['beta 0.1', betaQuantile(0.1, 2, 3), 0.1425593167100307], ['beta 0.95', betaQuantile(0.95, 10, 0.7), 0.99876619116241],
    ['beta 1e-6', betaQuantile(1e-6, 4, 9), 0.006777463772113481], ['gamma 0.1', gammaQuantile(0.1, 0.3), 0.0003237246218234327],
    ['gamma 0.5', gammaQuantile(0.5, 4.5), 4.171416346126477], ['gamma 0.999', gammaQuantile(0.999, 80, 2), 2 * 110.50948495059004],
  ]
  for (const [what, got, expected] of table) same(got, expected, what)
})

test('quantiles undo probabilities', () => {
  const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
  const shape = fc.double({ min: 0.1, max: 500, noNaN: true })
  const near = (got: number, wanted: number, what: string) => {
    assert.ok(Math.abs(got - wanted) <= 1e-12 * Math.min(wanted, 1 - wanted) + 2e-15, `${what}: ${got - wanted}`)
  }
  fc.assert(fc.property(p, shape, shape, (wanted, a, b) => {
    near(gammaInc(a, gammaQuantile(wanted, a)), wanted, `gamma ${a}`)
    near(fCdf(fQuantile(wanted, 1 + a, 1 + b), 1 + a, 1 + b), wanted, `F ${1 + a} ${1 + b}`)
    near(normalCdf(normalQuantile(wanted)), wanted, 'normal')
  }), { numRuns: 300 })
})

test('what has no value is NaN, ends are ends', () => {
  const none = [gammaQuantile(-1, 1), gammaQuantile(0.5, 0), betaQuantile(2, 1, 1), fQuantile(0.5, 0, 1)]
    .concat(normalQuantile(1.1), betaInc(0, 1, 0.5))
  for (const got of none) assert.ok(Number.isNaN(got))
  assert.deepEqual([chi2Quantile(0, 3), chi2Quantile(1, 3), fQuantile(1, 2, 2), betaQuantile(1, 2, 2)], [0, Infinity, Infinity, 1])
  assert.deepEqual([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)], [-Infinity, 0, Infinity])
})

const reference = process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../../shared')
const file = join(reference, 'cases/measurement/specfun.json')
test('case specfun: every quantile', { skip: existsSync(file) ? false : 'needs reference data' }, () => {
  const data: { expected: { name: string; value: number }[] } = JSON.parse(readFileSync(file, 'utf8'))
  const quantiles = new Map<string, (p: number, a: number, b: number) => number>(
    [['t', tQuantile], ['norm', normalQuantile], ['chi2', chi2Quantile], ['F', fQuantile]]
  )
  for (const { name, value } of data.expected) {
    const words = /^(\w+)\.ppf\(([\d.]+)(?:,([\d.]+))?(?:,([\d.]+))?\)$/.exec(name)
    const quantile = quantiles.get(words?.[1] ?? '')
    assert.ok(quantile, name)
    same(quantile(Number(words?.[2]), Number(words?.[3]), Number(words?.[4])), value, name, 1e-13)
  }
  assert.equal(data.expected.length, 9)
})
