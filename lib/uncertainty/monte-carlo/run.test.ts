import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import { simulateAdaptive, runAdaptiveOn, runOn } from './run.ts'
import type { Task } from './prepare.ts'
import type { MonteCarloResult } from './result.ts'
import { openPool, runAdaptiveMonteCarlo, runMonteCarlo } from './run-node.ts'
import { simulate } from './simulate.ts'

const model = parseModel('p = a*b + exp(c)*d; q = sqrt(abs(p)) + sin(e)*f; r = q - ln(g + 10)')
assert.ok(model.ok)
/** One of nearly every distribution, some correlated, so that bits come from every part. */
const inputs: Input[] = [
  { name: 'a', estimate: 1, stated: { type: 't_scaled', u: 0.1, dof: 5 } }, { name: 'b', estimate: 2, stated: { type: 'u_shaped', halfWidth: 0.3 } },
  { name: 'c', estimate: 0, stated: { type: 'curvilinear_trapezoid', halfWidth: 0.2, d: 0.05 } },
  { name: 'd', stated: { type: 'gamma', shape: 4, scale: 0.25 } }, { name: 'e', estimate: 0.5, stated: { type: 'normal', u: 0.1 } },
  { name: 'f', stated: { type: 'beta', alpha: 2, beta: 3 } }, { name: 'g', stated: { type: 'triangular', low: 0, mode: 1, high: 4 } },
]
const task: Task = { model: model.model, inputs, correlations: [['e', 'f', 0.5], ['a', 'e', -0.2]] }

const pools = [1, 2, 4].map((workers) => openPool(workers))
after(() => Promise.all(pools.map((pool) => pool.close())))

/** Every number of a result, bit by bit. */
function bitsOf(result: MonteCarloResult): string {
  const numbers = result.outputs.flatMap(({ mean, u, standardErrors, coverage, histogram, values }) => [
    mean, u, standardErrors.mean, standardErrors.u, ...(histogram?.counts ?? []), ...(values ?? []),
    ...coverage.flatMap(({ symmetric, shortest }) => [symmetric, shortest].flatMap(({ low, high, standardErrors: errors }) => [low, high, errors.low, errors.high])),
  ])
  const all = Float64Array.from([...numbers, ...result.covariance.flat(), result.trials])
  return createHash('sha256').update(new Uint8Array(all.buffer)).digest('hex')
}

test('one thread and 1, 2 and 4 workers give the same bits, for whole and for broken blocks', async () => {
  for (const trials of [321_123, 25_000, 777]) {
    const options = { seed: 2026, trials, probabilities: [0.9, 0.95], values: trials === 25_000 }
    const reference = simulate(task, options)
    assert.ok(reference.ok, reference.ok ? '' : reference.message)
    for (const pool of pools) {
      const result = await runOn(pool, task, options)
      assert.ok(result.ok)
      assert.equal(bitsOf(result), bitsOf(reference), `${pool.size} workers, ${trials} trials`)
    }
  }
})

test('an adaptive run stops at the same trial on any number of workers', async () => {
  const options = { seed: 5, digits: 1, probabilities: [0.95] } as const
  const reference = simulateAdaptive(task, options)
  assert.ok(reference.ok)
  for (const pool of pools) {
    const result = await runAdaptiveOn(pool, task, options)
    assert.ok(result.ok)
    assert.equal(bitsOf(result), bitsOf(reference))
    assert.deepEqual(result.stability, reference.stability)
  }
})

test('bits are always these: a certificate from years ago can be computed again', () => {
  // Correlated inputs that are not normal are left out: their last bits come from the special functions, which may become better.
  const result = simulate({ ...task, correlations: [] }, { seed: 1, trials: 50_000, probabilities: [0.95, 0.99] })
  assert.ok(result.ok)
  assert.equal(bitsOf(result).slice(0, 16), '06eb45209a72385b')
})

test('progress narrows towards the result', async () => {
  const seen: MonteCarloResult[] = []
  const result = await runMonteCarlo(task, { seed: 3, trials: 2_000_000, workers: 2, onProgress: (some) => seen.push(some) })
  assert.ok(result.ok && seen.length >= 2)
  const trials = seen.map((some) => some.trials)
  assert.deepEqual(trials, [...new Set(trials)].sort((a, b) => a - b))
  assert.ok(trials.every((some) => some < 2_000_000))
  const [before, now] = [seen.at(-1)?.outputs[0], result.outputs[0]]
  assert.ok(before && now && before.standardErrors.mean > now.standardErrors.mean)
  assert.ok(Math.abs(before.mean - now.mean) < 5 * before.standardErrors.mean)
  const [first, last] = [seen[0]?.outputs[0]?.histogram, result.outputs[0]?.histogram]
  assert.ok(first && last && first.low === last.low && first.high === last.high, 'bins stay where they are')
})

test('a run can be stopped, and its pool goes on with the next', async () => {
  const [pool] = pools
  assert.ok(pool)
  const controller = new AbortController()
  const stopped = runOn(pool, task, { seed: 1, trials: 50_000_000, signal: controller.signal, onProgress: () => controller.abort() })
  const result = await stopped
  assert.ok(!result.ok && result.field === 'signal' && result.zh === '计算已停止')
  assert.ok((await runOn(pool, task, { seed: 1, trials: 1000 })).ok)
  const early = await runOn(pool, task, { seed: 1, trials: 1000, signal: AbortSignal.abort() })
  assert.ok(!early.ok && early.field === 'signal')
})

test('runs share a pool at the same time without mixing', async () => {
  const pool = pools[1]
  assert.ok(pool)
  const seeds = [1, 2, 3, 4]
  const together = await Promise.all(seeds.map((seed) => runOn(pool, task, { seed, trials: 90_000 })))
  for (const [i, seed] of seeds.entries()) {
    const [shared, alone] = [together[i], simulate(task, { seed, trials: 90_000 })]
    assert.ok(shared?.ok && alone.ok)
    assert.equal(bitsOf(shared), bitsOf(alone))
  }
})

test('a model without value is refused as soon as a trial shows it, on workers too', async () => {
  const broken = parseModel('sqrt(a)')
  assert.ok(broken.ok)
  const given: Task = { model: broken.model, inputs: [{ name: 'a', estimate: 0.4, stated: { type: 'normal', u: 0.1 } }] }
  const [inThread, onWorkers] = [simulate(given, { seed: 1, trials: 9_000_000 }), await runMonteCarlo(given, { seed: 1, trials: 9_000_000, workers: 2 })]
  assert.ok(!inThread.ok && !onWorkers.ok)
  assert.deepEqual(onWorkers, inThread)
  assert.match(inThread.message, /in \d+ of the first \d+ trials "y" has no finite value/)
  assert.ok(!(await runAdaptiveMonteCarlo(given, { seed: 1, workers: 1 })).ok)
})

test('a run may bring its own workers', async () => {
  const options = { seed: 8, trials: 20_000 }
  const [own, reference] = [await runMonteCarlo(task, { ...options, workers: 2 }), simulate(task, options)]
  assert.ok(own.ok && reference.ok)
  assert.equal(bitsOf(own), bitsOf(reference))
})
