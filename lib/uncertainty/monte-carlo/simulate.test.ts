import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unit } from '@duheng/quantity/unit.ts'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import type { Task } from './prepare.ts'
import { quantilesOf } from './quantile.ts'
import type { MonteCarloResult } from './result.ts'
import { simulate, type FixedOptions } from './simulate.ts'

function task(text: string, inputs: readonly Input[], more: Partial<Task> = {}): Task {
  const model = parseModel(text)
  assert.ok(model.ok, model.ok ? '' : model.message)
  return { model: model.model, inputs, ...more }
}

function ran(given: Task, options: Partial<FixedOptions> = {}): MonteCarloResult {
  const result = simulate(given, { seed: 1, trials: 1_000_000, ...options })
  assert.ok(result.ok, result.ok ? '' : result.message)
  return result
}

const normal = (name: string, estimate: number, u: number): Input => ({ name, estimate, stated: { type: 'normal', u } })
const rectangular = (name: string, estimate: number, halfWidth: number): Input => ({ name, estimate, stated: { type: 'rectangular', halfWidth } })

/** Within `errors` of its own standard errors, and these no wider than `tolerance`. */
function near(got: number, expected: number, standardError: number, tolerance: number, what: string, errors = 4): void {
  assert.ok(Math.abs(got - expected) <= errors * standardError, `${what}: ${got} ± ${standardError}, not ${expected}`)
  assert.ok(standardError <= tolerance, `${what}: standard error ${standardError} is above ${tolerance}`)
}

test('a sum of four normal quantities has the interval of JCGM 101:2008, 9.2.2', () => {
  const [y] = ran(task('X1 + X2 + X3 + X4', [1, 2, 3, 4].map((i) => normal(`X${i}`, 0, 1)))).outputs
  assert.ok(y)
  const [covered] = y.coverage
  assert.ok(covered && covered.p === 0.95)
  near(y.mean, 0, y.standardErrors.mean, 0.003, 'mean')
  near(y.u, 2, y.standardErrors.u, 0.002, 'u')
  near(covered.symmetric.low, -3.919927969080108, covered.symmetric.standardErrors.low, 0.01, 'low')
  near(covered.symmetric.high, 3.919927969080108, covered.symmetric.standardErrors.high, 0.01, 'high')
  near(covered.shortest.low, -3.919927969080108, covered.shortest.standardErrors.low, 0.05, 'shortest low')
})

test('four rectangular quantities end where JCGM 101:2008, 9.2.3 says in closed form', () => {
  const high = 2 * Math.sqrt(3) * (2 - 0.6 ** 0.25)
  const [y] = ran(task('X1 + X2 + X3 + X4', [1, 2, 3, 4].map((i) => rectangular(`X${i}`, 0, Math.sqrt(3))))).outputs
  const end = y?.coverage[0]?.symmetric
  assert.ok(end)
  near(end.high, high, end.standardErrors.high, 0.01, 'high')
  near(end.low, -high, end.standardErrors.low, 0.01, 'low')
})

test('a comparison loss has the moments of its closed form, with correlated inputs too (JCGM 101:2008, 9.4)', () => {
  for (const [x, r] of [[0, 0], [0.01, 0], [0.05, 0], [0.01, 0.9], [0.05, 0.9]] as const) {
    const u = 0.005
    const given = task('X1^2 + X2^2', [normal('X1', x, u), normal('X2', 0, u)], { correlations: r === 0 ? [] : [['X1', 'X2', r]] })
    const [y] = ran(given).outputs
    assert.ok(y)
    near(y.mean, x * x + 2 * u * u, y.standardErrors.mean, 6e-7, `mean at ${x}`)
    near(y.u, Math.sqrt(4 * u * u * x * x + 4 * u ** 4 * (1 + r * r)), y.standardErrors.u, 6e-7, `u at ${x}`)
    // x = 0, r = 0: exponential law, whose shortest interval begins at 0.
    const shortest = y.coverage[0]?.shortest
    if (x === 0) near(shortest?.high ?? Number.NaN, -2 * u * u * Math.log(0.05), shortest?.standardErrors.high ?? Number.NaN, 1e-6, 'high')
  }
})

test('outputs have the covariance of what they share', () => {
  const given = task('p = 2*a + b; q = a - 3*b; r = p - q', [normal('a', 1, 0.2), rectangular('b', 0, 0.3)])
  const { covariance, correlation, outputs } = ran(given)
  const [va, vb] = [0.04, 0.03]
  assert.ok(Math.abs((covariance[0]?.[0] ?? 0) / (4 * va + vb) - 1) < 0.01)
  assert.ok(Math.abs((covariance[0]?.[1] ?? 0) - (2 * va - 3 * vb)) < 0.001)
  assert.ok(Math.abs((covariance[2]?.[0] ?? 0) - ((covariance[0]?.[0] ?? 0) - (covariance[0]?.[1] ?? 0))) < 1e-12, 'r is p - q in every trial')
  assert.equal(correlation[1]?.[1], 1)
  assert.ok(Math.abs((correlation[0]?.[2] ?? 0) * (outputs[0]?.u ?? 0) * (outputs[2]?.u ?? 0) - (covariance[0]?.[2] ?? 0)) < 1e-12)
})

test('inputs of one identity are one quantity in every trial', () => {
  const shared = (name: string): Input => ({ ...normal(name, 10, 0.5), identity: 'standard 7' })
  const [d, s] = ran(task('d = a - b; s = a + b', [shared('a'), shared('b')]), { trials: 20_000 }).outputs
  assert.equal(d?.u, 0)
  assert.ok(s && Math.abs(s.u - 1) < 0.02)
})

test('an input that the model does not use changes nothing, not even the bits', () => {
  const inputs = [normal('a', 1, 0.1), rectangular('b', 2, 0.1)]
  const plain = ran(task('a * b', inputs, { correlations: [['a', 'b', 0.4]] }), { trials: 30_000 })
  const more = ran(task('a * b', [normal('idle', 5, 3), ...inputs], { correlations: [['a', 'b', 0.4], ['idle', 'a', 0.3]] }), { trials: 30_000 })
  assert.deepEqual(more.outputs, plain.outputs)
})

test('a single reading series is drawn from t with n - 1, series read together from the multivariate t (JCGM 102:2011, 5.3.2)', () => {
  const readings = [[5.01, 4.99, 5.02, 5, 4.98, 5.01, 5.03, 4.97, 5, 5.01], [1.04, 1.06, 1.03, 1.05, 1.05, 1.04, 1.02, 1.07, 1.05, 1.03]]
  const first = readings[0] ?? []
  const [alone] = ran(task('a', [{ name: 'a', stated: { type: 'readings', readings: first } }])).outputs
  const s = Math.sqrt(first.reduce((sum, x) => sum + (x - 5.002) ** 2, 0) / 9)
  assert.ok(alone && Math.abs(alone.u / (s / Math.sqrt(10) * Math.sqrt(9 / 7)) - 1) < 0.01, `u = ${alone?.u}`)
  const together = ran(task('p = a; q = b', ['a', 'b'].map((name, i): Input => (
    { name, stated: { type: 'readings', readings: readings[i] ?? [], simultaneous: 'run' } }))))
  // ν = n - N = 8: the scale grows by √(9/8), the standard deviation by √(8/6) more.
  const [p] = together.outputs
  assert.ok(p && Math.abs(p.u / (s / Math.sqrt(10) * Math.sqrt(9 / 8) * Math.sqrt(8 / 6)) - 1) < 0.01, `u = ${p?.u}`)
  assert.ok((together.correlation[0]?.[1] ?? 0) < -0.5, 'the readings of these series move against each other')
})

test('copulas keep the distributions and tie them together', () => {
  const inputs = [rectangular('a', 0, 1), { name: 'b', stated: { type: 'gamma', shape: 2, scale: 1 } } satisfies Input]
  for (const copula of [{ type: 'gaussian' }, { type: 'student', dof: 3 }] as const) {
    const { outputs, correlation, notes } = ran(task('p = a; q = b; s = a*b', inputs, { correlations: [['a', 'b', 0.7]], copula }))
    const [p, q] = outputs
    near(p?.u ?? 0, 1 / Math.sqrt(3), p?.standardErrors.u ?? 0, 0.001, 'u of the rectangular input')
    near(q?.mean ?? 0, 2, q?.standardErrors.mean ?? 0, 0.003, 'mean of the gamma input')
    near(q?.u ?? 0, Math.SQRT2, q?.standardErrors.u ?? 0, 0.003, 'u of the gamma input')
    const r = correlation[0]?.[1] ?? 0
    assert.ok(r > 0.55 && r < 0.7, `r = ${r}`)
    assert.ok(notes.some(({ en }) => en.includes('copula')) && notes.some(({ zh }) => zh.includes('连接函数')))
  }
})

test('a matched copula gives inputs the correlation that was stated of them', () => {
  const inputs = [rectangular('a', 0, 1), { name: 'b', stated: { type: 'gamma', shape: 1, scale: 1 } }, normal('c', 0, 1)] satisfies Input[]
  const given = task('p = a; q = b; s = c', inputs, { correlations: [['a', 'b', 0.7], ['b', 'c', -0.4]], copula: { type: 'gaussian', matched: true } })
  const { correlation, notes } = ran(given)
  for (const [i, j, r] of [[0, 1, 0.7], [1, 2, -0.4], [0, 2, 0]] as const) {
    assert.ok(Math.abs((correlation[i]?.[j] ?? Number.NaN) - r) < 0.004, `r(${i}, ${j}) = ${correlation[i]?.[j]}`)
  }
  assert.deepEqual(notes, [])
  const far = simulate({ ...given, correlations: [['a', 'b', 0.95]] }, { seed: 1, trials: 1000 })
  assert.ok(!far.ok && far.field === 'r(a, b)' && /cannot correlate by 0.95/.test(far.message))
})

test('quantiles lie between ranks and know their standard error', () => {
  const [y] = ran(task('a', [normal('a', 10, 2)]), { values: true }).outputs
  assert.ok(y)
  const found = quantilesOf(y, [0.025, 0.5, 0.9])
  assert.ok(found.ok)
  for (const [k, z] of [-1.959963984540054, 0, 1.2815515655446004].entries()) {
    const one = found.quantiles[k]
    near(one?.value ?? 0, 10 + 2 * z, one?.standardError ?? 0, 0.006, `quantile ${k}`)
  }
  const few = quantilesOf({ ...y, values: Float64Array.of(4, 1, 3, 2) }, [0.125, 0.5, 0.875])
  assert.deepEqual(few.ok ? few.quantiles.map(({ value }) => value) : [], [1, 2.5, 4])
  const refused = [quantilesOf({ ...y, values: undefined }, [0.5]), quantilesOf(y, [0])]
  assert.deepEqual(refused.map((one) => (one.ok ? '' : one.field)), ['values', 'probabilities'])
})

test('perfect correlation is possible', () => {
  const { correlation } = ran(task('p = a; q = b', [normal('a', 0, 1), normal('b', 3, 2)], { correlations: [['a', 'b', -1]] }), { trials: 10_000 })
  assert.ok(Math.abs((correlation[0]?.[1] ?? 0) + 1) < 1e-12)
})

test('units are those asked for, and u of a temperature is an interval', () => {
  const inputs: Input[] = [{ name: 't', unit: unit('°C'), estimate: 20, stated: { type: 'rectangular', halfWidth: 0.5 } }]
  const [y] = ran(task('t', inputs), { trials: 10_000 }).outputs
  assert.equal(y?.unit.symbol, '°C')
  assert.equal(y?.uncertaintyUnit.symbol, 'Δ°C')
})

test('a histogram counts every trial, and values are kept in the order of trials where asked for', () => {
  const result = ran(task('a', [normal('a', 0, 1)]), { trials: 250_000, bins: 50, values: true, probabilities: [0.9, 0.99] })
  const [y] = result.outputs
  const histogram = y?.histogram
  assert.ok(y?.values && histogram)
  assert.equal(histogram.below + histogram.above + histogram.counts.reduce((sum, count) => sum + count, 0), 250_000)
  assert.equal(histogram.counts.length, 50)
  const sorted = y.values.slice().sort()
  assert.equal(y.coverage[0]?.symmetric.low, sorted[12_499])
  assert.equal(y.coverage[1]?.symmetric.high, sorted[248_749])
  assert.equal(ran(task('a', [normal('a', 0, 1)]), { trials: 250_000 }).outputs[0]?.values, undefined)
})

test('standard errors say how far another seed lies', () => {
  const given = task('exp(a) + b', [normal('a', 0, 0.3), rectangular('b', 0, 0.5)])
  for (const trials of [20_000, 400_000]) {
    const runs = Array.from({ length: 40 }, (_, seed) => ran(given, { seed, trials }).outputs[0])
    const check = (what: string, value: (one: (typeof runs)[0]) => number | undefined, error: (one: (typeof runs)[0]) => number | undefined) => {
      const values = runs.map((one) => value(one) ?? Number.NaN)
      const mean = values.reduce((sum, x) => sum + x, 0) / 40
      const scatter = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39)
      const stated = runs.reduce((sum, one) => sum + (error(one) ?? Number.NaN), 0) / 40
      assert.ok(stated / scatter > 0.6 && stated / scatter < 1.7, `${what} at ${trials}: stated ${stated}, seeds scatter by ${scatter}`)
    }
    check('mean', (one) => one?.mean, (one) => one?.standardErrors.mean)
    check('u', (one) => one?.u, (one) => one?.standardErrors.u)
    for (const type of ['symmetric', 'shortest'] as const) {
      check(`${type} low`, (one) => one?.coverage[0]?.[type].low, (one) => one?.coverage[0]?.[type].standardErrors.low)
      check(`${type} high`, (one) => one?.coverage[0]?.[type].high, (one) => one?.coverage[0]?.[type].standardErrors.high)
    }
  }
})

test('what cannot be run is refused with its field, in Chinese and English', () => {
  const good = task('a', [normal('a', 0, 1)])
  const cases: [Task, Partial<FixedOptions>, string][] = [
    [good, { seed: -1 }, 'seed'], [good, { seed: 1.5 }, 'seed'], [good, { trials: 99 }, 'trials'], [good, { trials: 1e9 }, 'trials'],
    [good, { probabilities: [1] }, 'probabilities'], [good, { probabilities: [] }, 'probabilities'], [good, { bins: -1 }, 'bins'],
    [good, { trials: 1000, probabilities: [0.999] }, 'trials'], [good, { trials: 60_000_000, values: true }, 'values'],
    [task('sqrt(a)', [normal('a', 0, 1)]), {}, 'model'], [task('1/(a - a)', [normal('a', 0, 1)]), {}, 'model'],
    [task('a', [{ name: 'a', estimate: 0, stated: { type: 'normal', u: -1 } }]), {}, 'a.u'],
    [task('a + b', [normal('a', 0, 1), normal('b', 0, 1)], { copula: { type: 'student', dof: 0 } }), {}, 'copula.dof'],
    [task('a + b', ['a', 'b'].map((name) => ({ name, stated: { type: 'readings', readings: [1, 2], simultaneous: 's' } }))), {}, 'a'],
  ]
  for (const [given, options, field] of cases) {
    const result = simulate(given, { seed: 1, trials: 10_000, ...options })
    assert.ok(!result.ok, `${field} is refused`)
    assert.equal(result.field, field)
    assert.match(result.zh ?? '', /[一-鿿]/)
    assert.ok(result.message.length > 10)
  }
})

test('a t distribution without moments is said so', () => {
  const { notes } = ran(task('a', [{ name: 'a', stated: { type: 'readings', readings: [1, 2, 4] } }]), { trials: 10_000 })
  assert.match(notes[0]?.en ?? '', /no standard deviation.*6\.4\.9\.4/)
})
