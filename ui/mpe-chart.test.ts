import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countOf, cutOff, frame, niceTicks, scaleOf, worstPoint, type MpePoint, type MpeStep } from './mpe-chart.ts'

const steps: readonly MpeStep[] = [{ from: 0, to: 5, mpe: 5 }, { from: 5, to: 20, mpe: 10 }, { from: 20, to: 30, mpe: 15 }]
const point = (at: number, error: number, verdict: MpePoint['verdict'] = 'ok'): MpePoint => ({
  id: `${at}`,
  at,
  error,
  verdict,
  name: `${at} kg`,
})

test('zero lies in the middle, the widest limit at a quarter, the ends at the edges', () => {
  const scale = scaleOf(steps)
  const middle = (frame.top + frame.height - frame.bottom) / 2
  assert.equal(scale.y(0), middle)
  assert.equal(scale.y(15), (frame.top + middle) / 2)
  assert.equal(scale.x(0), frame.left)
  assert.equal(scale.x(30), frame.width - frame.right)
})

test('only points beyond twice the widest limit are cut off', () => {
  const scale = scaleOf(steps)
  assert.equal(cutOff(point(30, 26), scale), undefined)
  assert.equal(cutOff(point(30, 31), scale), 'above')
  assert.equal(cutOff(point(30, -31), scale), 'below')
})

test('the worst point is the one that uses most of its own allowance', () => {
  assert.equal(worstPoint([point(2, 4.5), point(10, 6), point(30, -9)], steps)?.at, 2)
  assert.equal(worstPoint([], steps), undefined)
  assert.equal(countOf([point(2, 1), point(5, 9, 'bad')], 'bad'), 1)
})

const ticks: readonly (readonly [number, number, readonly number[]])[] = [
  [0, 30, [0, 10, 20, 30]], [0, 1, [0, 0.5, 1]], [0, 0, [0]], [-1, 1, [-1, -0.5, 0, 0.5, 1]], [0.1, 0.35, [0.1, 0.2, 0.3]],
]
for (const [from, to, expected] of ticks)
  test(`ticks of [${from}, ${to}] are round`, () => assert.deepEqual(niceTicks(from, to, 4), expected))

test('points in their order have a tick each', () => {
  assert.deepEqual(scaleOf([{ from: 0.5, to: 5.5, mpe: 5 }]).xTicks, [1, 2, 3, 4, 5])
})
