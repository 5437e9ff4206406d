// The names by which cases ask, family by family: each row is an input, a name, and the number it means by a closed form or a printed table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerCase } from './answer.ts'
import type { Value } from './case.ts'
import { readCase } from './case.ts'

type Row = readonly [name: string, value: Value, absTol?: number]

async function asked(kind: string, input: object, rows: readonly Row[]): Promise<void> {
  const expected = rows.map(([name, value, absTol = 1e-9]) => ({ name, value, abs_tol: absTol }))
  const outcomes = await answerCase(readCase({ id: 'row', kind, input, expected }))
  assert.deepEqual(outcomes.filter(({ verdict }) => verdict !== 'pass').map(({ name, got, reason }) => [name, got, reason?.en]), [])
}

const sqrt = Math.sqrt

test('inputs are read by any of their usual fields and distributions', async () => {
  const u = async (input: object, value: number, absTol = 1e-12) => asked('first-order', { model: 'y = x', inputs: [{ name: 'x', ...input }] }, [['u', value, absTol]])
  await u({ estimate: 1, U: 0.4, k: 2 }, 0.2)
  await u({ estimate: 1, U: 0.4, p: 0.95 }, 0.4 / 1.959963984540054)
  await u({ estimate: 1, sd: 0.6, n: 9 }, 0.2)
  await u({ estimate: 1, var: 0.04 }, 0.2)
  await u({ estimate: 5, u_rel: 0.01 }, 0.05)
  await u({ dist: 'uniform', a: 1, b: 3 }, 1 / sqrt(3))
  await u({ estimate: 2, dist: 'rectangular', half_width: 1 }, 1 / sqrt(3))
  await u({ estimate: 2, dist: 'rectangular', a: 1 }, 1 / sqrt(3))
  await u({ estimate: 2, dist: 'rect', u: 0.3 }, 0.3)
  await u({ estimate: 2, dist: 'triangular', half_width: 1 }, 1 / sqrt(6))
  await u({ dist: 'triangular', a: 0, b: 3, c: 0 }, 3 / sqrt(18))
  await u({ estimate: 2, dist: 'trapezoid', half_width: 1, beta: 0.5 }, sqrt(1.25 / 6))
  await u({ estimate: 2, dist: 'U-shaped', half_width: 1 }, 1 / sqrt(2))
  await u({ estimate: 2, dist: 'arcsine', u: 0.5 }, 0.5)
  await u({ estimate: 2, dist: 'curvilinear trapezoid', half_width: 1, d: 0.3 }, sqrt(1 / 3 + 0.09 / 9))
  await u({ estimate: 2, dist: 'exponential' }, 2)
  await u({ dist: 'exponential', rate: 4 }, 0.25)
  await u({ dist: 'gamma', shape: 4, rate: 2 }, 1)
  await u({ estimate: 3, dist: 'gamma', u: 0.7 }, 0.7)
  await u({ dist: 'beta', alpha: 2, beta: 3 }, sqrt(0.04))
  await u({ estimate: 0.4, dist: 'beta', u: 0.1 }, 0.1)
  await u({ estimate: 2, dist: 'lognormal', u: 0.5 }, 0.5)
  await u({ estimate: 2, dist: 'weibull', u: 0.5 }, 0.5, 1e-9)
  await u({ dist: 'chi2', dof: 8 }, 4)
  await u({ estimate: 7, dist: 'poisson' }, sqrt(7), 1e-9)
  await u({ dist: 'binomial', n: 10, p: 0.3 }, sqrt(2.1), 1e-9)
  await u({ estimate: 4, dist: 'laplace', scale: 1 }, sqrt(2))
  await u({ dist: 'discrete', values: [0, 1], probabilities: [1, 1] }, 0.5)
  await u({ readings: [1, 2, 3] }, 1 / sqrt(3))
  await u({ estimate: 4, dist: 'constant' }, 0)
})

test('formulas are read as other languages write them', async () => {
  const inputs = [{ name: 'range', estimate: 3, u: 0.1 }, { name: 'x', estimate: 2, u: 0 }]
  await asked('first-order', { model: 'y = np.sqrt(range**2) + .5*pow(x,2) + arctan(0.)', inputs }, [['y', 5], ['component range', 0.1], ['c(range)', 1]])
})

test('parts of a budget, factors and routes have their names', async () => {
  const inputs = [{ name: 'a', estimate: 2, u: 0.3, dof: 4 }, { name: 'b', estimate: 5, u: 0.4 }]
  await asked('first-order', { model: 'p = a*b', inputs, p: 0.95 }, [
    ['p', 10], ['y', 10], ['u(p)', 1.7], ['u_c', 1.7], ['component a', 1.5], ['u_b(p)', 0.8], ['sensitivity a', 5], ['c_b', 2], ['share a', 2.25 / 2.89],
    ['component b %', 64 / 2.89], ['nu_eff', (1.7 ** 4 * 4) / 1.5 ** 4], ['relative u', 0.17], ['U (k=2)', 3.4], ['u(a)', 0.3], ['r(a,b)', 0],
    ['GUF2 u', sqrt(2.89 + 0.0144)], ['nu_eff (truncated)', 6], ['variance', 2.89],
  ])
})

test('readings taken together are answered by both routes; without a model the ratio is that of the columns', async () => {
  const columns = { A: [1, 2, 3, 4.1], B: [2, 3.9, 6.1, 8] }
  const ratios = columns.A.map((a, i) => a / (columns.B[i] ?? 1))
  await asked('correlated type A ratio', { columns }, [
    ['A', 2.525], ['ratio of means', 10.1 / 20], ['mean of ratios', ratios.reduce((sum, one) => sum + one, 0) / 4], ['r(A,B)', 0.9989884544389158],
  ])
  const rows = columns.A.map((a, i) => ({ A: a, B: columns.B[i], remark: 'x' }))
  await asked('correlated type A ratio', { data: rows, constants: { c: [2, 0.1] }, model: 'q = c*A/B' }, [['q', 1.01], ['A', 2.525], ['R (direct)', ratios.reduce((sum, one) => sum + one, 0) / 4]])
})

test('Monte Carlo answers mean, u, both intervals and correlation of several results', async () => {
  const inputs = [{ name: 'a', estimate: 1, dist: 'exponential' }, { name: 'b', estimate: 0, u: 1 }]
  await asked('multivariate Monte Carlo', { model: ['s = a', 'd = a + b'], inputs }, [
    ['mean(s)', 1, 0.004], ['u(s)', 1, 0.004], ['s shortest high', Math.log(20), 0.02], ['95% symmetric low s', -Math.log(0.975), 0.002], ['r', sqrt(0.5), 0.004],
    ['MCM u(d)', sqrt(2), 0.006], ['GUF r(s,d)', sqrt(0.5)],
  ])
})

test('lines are read both ways, with bands (QUAM A5, GTC)', async () => {
  const x = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((one) => [one, one, one])
  const y = [0.028, 0.029, 0.029, 0.084, 0.083, 0.081, 0.135, 0.131, 0.133, 0.18, 0.181, 0.183, 0.215, 0.23, 0.216]
  await asked('linear calibration, inverse', { x, y, y0: [0.0712, 0.0716] }, [
    ['x0', 0.2601659751037], ['u(x0)', 0.01784461112558], ['inverse x', 0.2601659751037], ['inverse u', 0.01784461112558], ['c0', 0.2601659751037], ['slope', 0.241],
    ['s', 0.005485645603965659], ['confidence band at 0.5', 0.005485645603965659 / sqrt(15)], ['prediction band at 0.5', 0.005485645603965659 * sqrt(16 / 15)],
  ])
  await asked('errors in both axes (WTLS)', { x: [1, 2, 3], y: [1, 2, 3], ux: 0.1, uy: 0.1 }, [['a', 0], ['b', 1], ['chi2', 0]])
})

test('comparisons answer by method and quantity', async () => {
  await asked('key comparison', { x: [10, 10.2, 9.8], U: [0.2, 0.2, 0.2], k: 2 }, [
    ['weighted mean', 10], ['u(KCRV)', 0.1 / sqrt(3)], ['Q', 8], ['p-value', Math.exp(-4)], ['consistent at 1 %', true], ['consistent', false], ['DL tau2', 0.03], ['tau2', 0.03],
    ['Mandel-Paule mean', 10], ['D_2', 0.2], ['U(D_1)', 2 * sqrt(0.01 - 0.01 / 3)], ['D(1,2)', -0.2], ['U(D_12)', 0.2 * sqrt(2)], ['D_i', [0, 0.2, -0.2]], ['Birge ratio', 2],
    ['largest consistent subset, 1-based', [1, 2]], ['median', 10], ['nu', 2],
  ])
  await asked('consensus mean', { x: [1, 3], s: [0.2, 0.2], n: [4, 4] }, [['mean', 2], ['u', 1, 1e-6]])
})

test('robust statistics and scores', async () => {
  await asked('robust PT statistics', { x: [1, 2, 3, 4, 5] }, [['median', 3], ['MADe', 1.482602218505602], ['MADe (1.483)', 1.483], ['nIQR', 1.482602218505602], ['x*', 3], ['mean', 3]])
  await asked('En, zeta, z', { x: 10.2, U: 0.2, x_ref: 10, U_ref: 0.15, sigma_pt: 0.1 }, [
    ['En', 0.8], ['zeta', 1.6], ['z', 2], ["z'", 0.2 / sqrt(0.01 + 0.075 ** 2)], ['D %', 2],
  ])
  await asked('En', { labs: [{ name: 'A', x: 10.2, U: 0.2 }, { name: 'B', x: 9.9, U: 0.2 }], x_ref: 10, U_ref: 0.15 }, [['En', [0.8, -0.4]], ['En B', -0.4], ['En[1]', 0.8]])
})

test('risks, one-sided limits and factors', async () => {
  await asked('specific risk', { y: 9, u: 0.5, upper: 10 }, [['conformance probability', 0.9772498680518208], ['risk', 0.02275013194817921], ['Cpk', 2 / 3]])
  await asked('conformance probability', { y: 0, u: 1, dof: 1, dist: 't', upper: 1 }, [['p_c', 0.75]])
  await asked('guard band factors', { TUR: 2 }, [['rss', sqrt(0.75)], ['test95', 0.5], ['w=0.83U', 0.585], ['rp10', 0.75]])
  await asked('global risk', { process_sd: 1, test_sd: 1e-4, limits: [-1, 1] }, [['PFA', 0, 1e-4], ['conforming', 0.6826894921370859]])
})

test('variances, assessments and intervals', async () => {
  await asked('ANOVA', { groups: [[1, 3], [5, 7]] }, [['MS between', 16], ['MS within', 2], ['F', 8], ['s_within', sqrt(2)], ['s_between', sqrt(7)], ['grand mean', 4], ['dof within', 2], ['s_R', 3]])
  await asked('ANOVA', { means_mm: [2, 6], sds_um: [1000, 1000], n: 2 }, [['s_within um', 1000, 1e-6], ['s(means)', sqrt(8)]])
  await asked('standard assessment', { readings: [1, 2, 3], y: 1, U: 0.3, y0: 0.5, U0: 0.4 }, [['s', 1], ['range', 2], ['ratio', 1], ['verified', true], ['s of mean', 1 / sqrt(3)]])
  await asked('calibration interval', { history: ['in', 'in', 'out', 'in'], target: 0.75, I0: 100 }, [['interval', 100], ['observed', 0.75]])
})

test('sampling and prepackages', async () => {
  await asked('attribute sampling OC', { N: 10, n: 2, c: 0 }, [['Pa D=1', 0.8], ['Pa p=10%', 0.8], ['Pa (2 of 10)', 28 / 45], ['rejection probability D=1', 0.2]])
  await asked('in-service meter lots', { n: 2, c: 0, p: 0.1 }, [['Pa', 0.81], ['Poisson Pa', Math.exp(-0.2)]])
  await asked('prepackages', { nominal: 500, contents: [499, 501], k: 1, c: 0, rule: 'JJF-1070-2005' }, [['T', 15], ['corrected mean', 500 + sqrt(2)], ['T1', 0], ['verdict', true]])
})

test('quantiles and conversions are read from their names', async () => {
  await asked('quantiles', {}, [
    ['t 0.975 nu=1', 12.706204736174694], ['qt(0.975, 1)', 12.706204736174694], ['t95 nu=1', 12.706204736174694], ['F 0.5 1,1', 1], ['chi2 0.5 nu=2', 2 * Math.log(2)],
    ['z 0.975', 1.959963984540054], ['beta.ppf(0.5, 1, 1)', 0.5], ['gamma 0.5 shape=1 scale=2', 2 * Math.log(2)], ['norm.cdf(0)', 0.5], ['t.sf(0, 7)', 0.5],
  ])
  await asked('unit conversion', {}, [
    ['80 [degRe] -> Cel', 100], ['1 [in_i] -> mm', 25.4], ['20 Cel - 10 Cel -> K', 10], ['5 K as DIFFERENCE in [degF]', 9], ['9 Cel < 10 [degF]', false],
  ])
})
