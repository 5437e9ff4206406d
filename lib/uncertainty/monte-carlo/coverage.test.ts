// Measurements are made again and again of a quantity whose value is known, and it is counted how often the interval holds it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import { simulate } from './simulate.ts'
import { Stream } from './stream.ts'
import { drawBell, zigguratOf } from './ziggurat.ts'

const MEASUREMENTS = 1000
const P = 0.9

/** Share of measurements whose symmetric interval holds the value measured. */
function coverage(text: string, measure: (normal: () => number, uniform: () => number) => { truth: number; inputs: readonly Input[] }): number {
  const model = parseModel(text)
  assert.ok(model.ok)
  const nature = new Stream()
  nature.start(314159, 0, 0)
  const bell = zigguratOf(Infinity)
  let held = 0
  for (let i = 0; i < MEASUREMENTS; i++) {
    const { truth, inputs } = measure(() => drawBell(bell, nature), () => 2 * nature.uniform() - 1)
    const result = simulate({ model: model.model, inputs }, { seed: i, trials: 5000, probabilities: [P], bins: 0 })
    assert.ok(result.ok)
    const interval = result.outputs[0]?.coverage[0]?.symmetric
    if (interval !== undefined && interval.low <= truth && truth <= interval.high) held++
  }
  return held / MEASUREMENTS
}
/** Three standard deviations of a count. */
const CHANCE = 3 * Math.sqrt((P * (1 - P)) / MEASUREMENTS)

test('readings alone: 90 % of intervals hold the value, however few the readings', () => {
  for (const n of [4, 10]) {
    const share = coverage('x', (normal) => (
      { truth: 7, inputs: [{ name: 'x', stated: { type: 'readings', readings: Array.from({ length: n }, () => 7 + 0.3 * normal()) } }] }))
    assert.ok(Math.abs(share - P) < CHANCE, `${n} readings: ${share}`)
  }
})

test('readings and a correction known within limits, in a curved model: 90 % or a little more', () => {
  const share = coverage('exp(x) * (1 + c)', (normal, uniform) => {
    const c = 0.05 * uniform()
    return {
      truth: Math.exp(0.5) * (1 + c),
      inputs: [
        { name: 'x', stated: { type: 'readings', readings: Array.from({ length: 6 }, () => 0.5 + 0.04 * normal()) } },
        { name: 'c', estimate: 0, stated: { type: 'rectangular', halfWidth: 0.05 } },
      ],
    }
  })
  assert.ok(share > P - CHANCE && share < P + 0.04, `${share}`)
})

test('the count would show an interval that is too narrow', () => {
  // The scatter of readings taken as known, without Student's t: four readings then cover too seldom.
  const share = coverage('x', (normal) => {
    const readings = Array.from({ length: 4 }, () => 7 + 0.3 * normal())
    const mean = readings.reduce((sum, x) => sum + x, 0) / 4
    const u = Math.sqrt(readings.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 12)
    return { truth: 7, inputs: [{ name: 'x', estimate: mean, stated: { type: 'normal', u } }] }
  })
  assert.ok(share < P - CHANCE, `${share}`)
})
