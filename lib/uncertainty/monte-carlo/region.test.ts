import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ellipsoidFactor } from '../coverage.ts'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import type { Task } from './prepare.ts'
import { ellipsoidOf, rectangleOf, smallestRegionOf } from './region.ts'
import type { MonteCarloResult } from './result.ts'
import { simulate } from './simulate.ts'

const normal = (name: string, estimate: number, u: number): Input => ({ name, estimate, stated: { type: 'normal', u } })

function ran(text: string, inputs: readonly Input[], more: Partial<Task> = {}, trials = 400_000): MonteCarloResult {
  const model = parseModel(text)
  assert.ok(model.ok)
  const result = simulate({ model: model.model, inputs, ...more }, { seed: 11, trials, values: true })
  assert.ok(result.ok, result.ok ? '' : result.message)
  return result
}

test('elliptical coverage factors of Gaussian outputs are those of JCGM 102:2011, 6.5.2', () => {
  const cases: [p: number, m: number, k: number][] = [
    [0.95, 1, 1.9599639845400538], [0.99, 1, 2.575829303548901], [0.95, 2, 2.447746830680816], [0.99, 2, 3.0348542587702925],
    [0.95, 3, 2.7954834829151074], [0.99, 3, 3.3682141752187276], [0.95, 4, 3.080215745168048], [0.99, 4, 3.6437211935036444],
  ]
  for (const [p, m, k] of cases) assert.ok(Math.abs(ellipsoidFactor(p, m) - k) < 1e-12, `p = ${p}, m = ${m}`)
})

test('the ellipsoid of Gaussian outputs has their factor, whatever their correlation', () => {
  for (const [text, inputs, m] of [
    ['p = a; q = b', [normal('a', 1, 0.3), normal('b', 50, 7)], 2],
    ['p = a; q = b; r = a + b + c', [normal('a', 0, 1), normal('b', 0, 1), normal('c', 0, 1)], 3],
  ] as const) {
    const region = ellipsoidOf(ran(text, inputs, { correlations: m === 2 ? [['a', 'b', 0.8]] : [] }), 0.95)
    assert.ok(!('ok' in region))
    assert.ok(Math.abs(region.k - ellipsoidFactor(0.95, m)) < 4 * region.standardError && region.standardError < 0.01, `k = ${region.k}`)
    // Area π k² det^½ = π k² · 0.3 · 7 · √(1 - 0.8²); volume 4/3 π k³ · 1.
    const size = m === 2 ? Math.PI * region.k ** 2 * 0.3 * 7 * 0.6 : (4 / 3) * Math.PI * region.k ** 3
    assert.ok(Math.abs(region.size / size - 1) < 0.01, `size ${region.size}, not ${size}`)
  }
})

test('the rectangle of independent outputs is as wide as each needs for the root of p', () => {
  const region = rectangleOf(ran('p = a; q = b', [normal('a', 0, 1), normal('b', 3, 0.5)]), 0.95)
  assert.ok(!('ok' in region))
  const k = ellipsoidFactor(Math.sqrt(0.95), 1)
  assert.ok(Math.abs(region.k - k) < 4 * region.standardError + 0.002, `k = ${region.k}, not ${k}`)
  assert.ok(Math.abs((region.halfWidths[1] ?? 0) - k * 0.5) < 0.01)
})

test('the smallest region of Gaussian outputs is as large as the ellipse, that of a ring is the ring', () => {
  const gauss = ran('p = a; q = b', [normal('a', 0, 1), normal('b', 0, 1)])
  const smallest = smallestRegionOf(gauss, 0.95, 40)
  assert.ok(!('ok' in smallest))
  const ellipse = Math.PI * ellipsoidFactor(0.95, 2) ** 2
  assert.ok(smallest.size < ellipse * 1.05 && smallest.size > ellipse * 0.9, `${smallest.size} beside ${ellipse}`)
  const angle: Input = { name: 'φ', estimate: 0, stated: { type: 'rectangular', halfWidth: Math.PI } }
  const ring = ran('p = R*cos(φ); q = R*sin(φ)', [angle, normal('R', 10, 0.1)])
  const [inRing, round] = [smallestRegionOf(ring, 0.95, 200), ellipsoidOf(ring, 0.95)]
  assert.ok(!('ok' in inRing) && !('ok' in round))
  assert.ok(inRing.size < round.size / 5, 'an ellipse holds the empty middle too')
  const [x, y] = [0, 1].map((j) => Math.floor((0 - (inRing.origin[j] ?? 0)) / (inRing.widths[j] ?? 1)))
  assert.ok(!inRing.cells.some((cell) => cell[0] === x && cell[1] === y), 'the centre is not in it')
})

test('polar form near zero has the values of JCGM 102:2011, 9.3 (tables 6 and 7)', () => {
  for (const [r, mean, u, phase, uPhase] of [[0, 0.013, 0.007, 0, 1.744], [0.9, 0.012, 0.008, -0.556, 1.599]] as const) {
    const given = [normal('re', 0.001, 0.01), normal('im', 0, 0.01)]
    const { outputs } = ran('mag = sqrt(re^2 + im^2); ph = atan2(im, re)/1[rad]', given, { correlations: r === 0 ? [] : [['re', 'im', r]] }, 1_000_000)
    assert.ok(Math.abs((outputs[0]?.mean ?? 0) - mean) <= 0.0005 && Math.abs((outputs[0]?.u ?? 0) - u) <= 0.0005)
    assert.ok(Math.abs((outputs[1]?.mean ?? 0) - phase) <= 0.008 && Math.abs((outputs[1]?.u ?? 0) - uPhase) <= 0.003, `${outputs[1]?.mean} ${outputs[1]?.u}`)
  }
})

test('regions that cannot be are refused with their field', () => {
  const tied = ran('p = a; q = 2*a', [normal('a', 0, 1)], {}, 10_000)
  const plain = ran('p = a; q = b; r = c; s = d', ['a', 'b', 'c', 'd'].map((name) => normal(name, 0, 1)), {}, 10_000)
  const cases = [[ellipsoidOf(tied, 0.95), 'model'], [ellipsoidOf(plain, 1), 'p'], [smallestRegionOf(plain, 0.9), 'perAxis'],
    [rectangleOf({ ...plain, outputs: plain.outputs.map((output) => ({ ...output, values: undefined })) }, 0.95), 'values']] as const
  for (const [found, field] of cases) {
    assert.ok('ok' in found && found.field === field && /[一-鿿]/.test(found.zh ?? ''), field)
  }
})
