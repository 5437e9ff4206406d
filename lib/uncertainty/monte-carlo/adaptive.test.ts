import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import { firstOrder } from '../budget.ts'
import type { Task } from './prepare.ts'
import { simulateAdaptive } from './run.ts'
import { simulate } from './simulate.ts'
import { numericalTolerance, printEstimate } from './tolerance.ts'
import { validateFirstOrder } from './validation.ts'

function task(text: string, inputs: readonly Input[]): Task {
  const model = parseModel(text)
  assert.ok(model.ok, model.ok ? '' : model.message)
  return { model: model.model, inputs }
}
const normal = (name: string, estimate: number, u: number): Input => ({ name, estimate, stated: { type: 'normal', u } })

test('the numerical tolerance is half a unit of the last digit of u (JCGM 101:2008, 7.9.2, examples)', () => {
  // Example 1: a nominally 100 g standard of mass with u = 0.000 35 g, two digits: 35 × 10⁻⁵, δ = ½ × 10⁻⁵ g.
  assert.equal(numericalTolerance(0.00035, 2), 0.000005)
  // Example 2: the same to one digit, u = 0.000 4 g: 4 × 10⁻⁴, δ = 0.000 05 g.
  assert.equal(numericalTolerance(0.0004, 1), 0.00005)
  // Example 3: u = 2 K to one digit, δ = ½ K.
  assert.equal(numericalTolerance(2, 1), 0.5)
  assert.equal(numericalTolerance(0.0996, 2), 0.005, 'rounding reaches 0.10: ten hundredths')
  assert.equal(numericalTolerance(9.96e3, 2), 500)
  assert.ok(Number.isNaN(numericalTolerance(0, 2)))
})

test('an estimate is printed no finer than its standard error', () => {
  const cases: [number, number, string][] = [
    [838.0234, 0.036, '838.0'], [838.0234, 0.01, '838.02'], [838.0234, 0.0100001, '838.0'], [744.98, 0.6, '745'], [744.98, 6, '740'],
    [-0.00123456, 2e-7, '-0.001235'], [5, 0, '5.00000000000000'], [1234.5, Number.NaN, '1200'],
  ]
  for (const [value, error, text] of cases) assert.equal(printEstimate(value, error).text, text)
})

test('an adaptive run stops when 2s is within δ for mean, u and both ends', () => {
  const result = simulateAdaptive(task('a + b', [normal('a', 10, 0.3), { name: 'b', estimate: 0, stated: { type: 'rectangular', halfWidth: 0.5 } }]), { seed: 4, probabilities: [0.95] })
  assert.ok(result.ok)
  const [y] = result.outputs
  const [tolerance] = result.stability.tolerances
  assert.ok(y && tolerance)
  assert.equal(tolerance, 0.005, 'u = 0.42')
  assert.ok(result.stability.stable && result.trials === result.stability.sequences * 10_000)
  const { standardErrors, coverage } = y
  for (const error of [standardErrors.mean, standardErrors.u, coverage[0]?.symmetric.standardErrors.low, coverage[0]?.symmetric.standardErrors.high]) {
    assert.ok(2 * (error ?? Infinity) <= tolerance)
  }
  // One sequence less was not enough: the same seed stops at the same place, however much more it may run.
  const again = simulateAdaptive(task('a + b', [normal('a', 10, 0.3), { name: 'b', estimate: 0, stated: { type: 'rectangular', halfWidth: 0.5 } }]), { seed: 4, probabilities: [0.95], maxTrials: 3_000_000 })
  assert.ok(again.ok)
  assert.deepEqual(again.outputs[0]?.coverage, coverage)
})

test('the trials of an adaptive run are those of a fixed run of the same length', () => {
  const given = task('a * b', [normal('a', 3, 0.1), normal('b', 2, 0.1)])
  const adaptive = simulateAdaptive(given, { seed: 9, digits: 1 })
  assert.ok(adaptive.ok)
  const fixed = simulate(given, { seed: 9, trials: adaptive.trials })
  assert.ok(fixed.ok)
  assert.equal(adaptive.outputs[0]?.mean, fixed.outputs[0]?.mean)
  assert.equal(adaptive.outputs[0]?.coverage[0]?.shortest.low, fixed.outputs[0]?.coverage[0]?.shortest.low)
})

test('the two-stage procedure plans from ten sequences and keeps to it', () => {
  const given = task('exp(a)', [normal('a', 0, 0.5)])
  const result = simulateAdaptive(given, { seed: 2, procedure: 'two-stage' })
  assert.ok(result.ok && result.stability.stable && result.stability.sequences >= 10)
  const short = simulateAdaptive(given, { seed: 2, procedure: 'two-stage', maxTrials: 150_000 })
  assert.ok(short.ok && short.trials === 150_000 && !short.stability.stable, 'a run that may not be as long as planned says so')
})

test('a high coverage probability has longer sequences: M is at least 100/(1 - p)', () => {
  const result = simulateAdaptive(task('a', [normal('a', 0, 1)]), { seed: 1, probabilities: [0.999], digits: 1, maxTrials: 2_000_000 })
  assert.ok(result.ok)
  assert.equal(result.stability.sequenceTrials, 100_000)
})

test('a result that never moves is stable at once', () => {
  const result = simulateAdaptive(task('a', [{ name: 'a', estimate: 7, stated: { type: 'constant' } }]), { seed: 1 })
  assert.ok(result.ok && result.stability.stable && result.trials === 20_000 && result.outputs[0]?.mean === 7 && result.outputs[0].u === 0)
})

/** First order and a long Monte Carlo run of the same model, compared by clause 8. */
function validated(given: Task, p: number, trials: number, interval: 'symmetric' | 'shortest') {
  const budgets = firstOrder(given.model, given.inputs, { coverage: { p } })
  const result = simulate(given, { seed: 3, trials, probabilities: [p] })
  assert.ok(budgets.ok && result.ok)
  const [budget, output] = [budgets.budgets[0], result.outputs[0]]
  assert.ok(budget && output)
  return validateFirstOrder(budget, output, { interval })
}

test('clause 8 validates first order for a linear model of normal inputs', () => {
  const found = validated(task('a + b', [normal('a', 0, 1), normal('b', 0, 1)]), 0.95, 4_000_000, 'symmetric')
  assert.ok(found.ok && found.verdict === 'validated' && found.tolerance === 0.05)
  assert.match(found.recommendation.en, /First order holds/)
  assert.match(found.recommendation.zh, /一阶法在此可用/)
})

test('clause 8 refuses first order for mass calibration, whose second-order terms count (JCGM 101:2008, 9.3)', () => {
  const given = task('(mRc + dmRc)*(1 + (ra - 1.2)*(1/rW - 1/rR)) - 100000', [
    normal('mRc', 100_000, 0.05), normal('dmRc', 1.234, 0.02), { name: 'ra', estimate: 1.2, stated: { type: 'rectangular', halfWidth: 0.1 } },
    { name: 'rW', estimate: 8000, stated: { type: 'rectangular', halfWidth: 1000 } }, { name: 'rR', estimate: 8000, stated: { type: 'rectangular', halfWidth: 50 } },
  ])
  const found = validated(given, 0.95, 1_000_000, 'shortest')
  assert.ok(found.ok && found.verdict === 'not validated')
  // Table 6 of the standard prints d_low = 0.0451 and d_high = 0.0430, far above the tolerance.
  assert.ok(Math.abs(found.dLow - 0.045) < 0.004 && Math.abs(found.dHigh - 0.043) < 0.004, `${found.dLow} ${found.dHigh}`)
  assert.match(found.recommendation.en, /95 % coverage interval \[1\.0[89]\d*, 1\.38\d*\]/)
})

test('clause 8 refuses first order where it sees no uncertainty at all', () => {
  const found = validated(task('a^2 + b^2', [normal('a', 0, 0.005), normal('b', 0, 0.005)]), 0.95, 100_000, 'symmetric')
  assert.ok(found.ok && found.verdict === 'not validated' && found.tolerance === 0)
})

test('clause 8 does not decide by chance: few trials near the tolerance are too few', () => {
  const found = validated(task('a + b', [normal('a', 0, 1), normal('b', 0, 1)]), 0.95, 2000, 'symmetric')
  assert.ok(found.ok && found.verdict === 'undecided' && !found.fine)
  assert.match(found.recommendation.en, /more trials/)
})

test('clause 8 needs one coverage probability on both sides', () => {
  const given = task('a', [normal('a', 0, 1)])
  const byK = firstOrder(given.model, given.inputs, { coverage: { k: 2 } })
  const byP = firstOrder(given.model, given.inputs, { coverage: { p: 0.99 } })
  const result = simulate(given, { seed: 1, trials: 10_000 })
  assert.ok(byK.ok && byP.ok && result.ok && byK.budgets[0] && byP.budgets[0] && result.outputs[0])
  for (const [budget, field] of [[byK.budgets[0], 'coverage'], [byP.budgets[0], 'probabilities']] as const) {
    const found = validateFirstOrder(budget, result.outputs[0])
    assert.ok(!found.ok && found.field === field && found.zh)
  }
})
