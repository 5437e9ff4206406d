import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { acos, asin, atan, atan2, cos, sin, sinPi, tan } from './angle.ts'
import { exp, expm1, ln, ln1p, log10, power } from './elementary.ts'

/** Whole parts of 1 from a generator that needs nothing of this package. */
function numbers(count: number, low: number, high: number): number[] {
  let state = 20261125
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return low + ((high - low) * (state >>> 0)) / 2 ** 32
  })
}

/** V8's functions are fdlibm's, below 1 unit in the last place (2⁻⁵²) of the true value; ours may differ from them by `units`. */
const FUNCTIONS: [name: string, ours: (x: number) => number, theirs: (x: number) => number, low: number, high: number, units: number][] = [
  ['exp', exp, Math.exp, -700, 700, 1.1], ['exp near 0', exp, Math.exp, -1, 1, 1.1],
  ['ln', (x) => ln(Math.exp(x)), (x) => Math.log(Math.exp(x)), -700, 700, 1.1], ['ln near 1', ln, Math.log, 0.6, 1.5, 1.1],
  ['ln1p', ln1p, Math.log1p, -0.4, 3, 3], ['expm1', expm1, Math.expm1, -3, 3, 3], ['log10', log10, Math.log10, 0, 1000, 2],
  ['sin', sin, Math.sin, -20, 20, 1.1], ['cos', cos, Math.cos, -20, 20, 1.1], ['tan', tan, Math.tan, -20, 20, 3],
  ['sin of large angles', sin, Math.sin, -1e6, 1e6, 1.1], ['cos of large angles', cos, Math.cos, -1e6, 1e6, 1.1],
  ['atan', atan, Math.atan, -50, 50, 1.1], ['asin', asin, Math.asin, -1, 1, 3], ['acos', acos, Math.acos, -1, 1, 3],
  ['sinPi', sinPi, (v) => Math.sin(Math.PI * v), -0.5, 0.5, 3],
  ['power 5', (x) => power(x, 5), (x) => x ** 5, -10, 10, 4], ['power -1/2', (x) => power(x, -0.5), (x) => 1 / Math.sqrt(x), 0, 9, 3],
  ['power 2.3', (x) => power(x, 2.3), (x) => x ** 2.3, 0, 100, 14],
]

for (const [name, ours, theirs, low, high, units] of FUNCTIONS) {
  test(`${name} is right to ${units} units in the last place`, () => {
    for (const x of numbers(20_000, low, high)) {
      const [a, b] = [ours(x), theirs(x)]
      assert.ok(Math.abs(a - b) <= units * 2 ** -52 * Math.abs(b) + 1e-300, `${name}(${x}) = ${a}, not ${b}`)
    }
  })
}

test('angles of points have the right quarter', () => {
  for (const [i, x] of numbers(2000, -2, 2).entries()) {
    const y = (i % 7) - 3
    assert.ok(Math.abs(atan2(y, x) - Math.atan2(y, x)) <= 9e-16, `atan2(${y}, ${x})`)
  }
  assert.equal(atan2(0, -1), Math.PI)
  assert.equal(atan2(-0, -1), -Math.PI)
})

test('ends and undefined arguments are those of ECMAScript', () => {
  for (const x of [0, -0, Infinity, -Infinity, Number.NaN, 710, -746, 5e-324, 1e-310, -1]) {
    for (const [ours, theirs] of [[exp(x), Math.exp(x)], [ln(x), Math.log(x)], [log10(x), Math.log10(x)]] as const) {
      assert.ok(Object.is(ours, theirs) || Math.abs(ours - theirs) <= 4e-16 * Math.abs(theirs), `at ${x}: ${ours}, not ${theirs}`)
    }
  }
  for (const x of [Infinity, Number.NaN, 2, -2]) assert.deepEqual([sin(x), asin(x), acos(x)].map(Number.isNaN), [Math.sin(x), Math.asin(x), Math.acos(x)].map(Number.isNaN))
  const powers: [number, number][] = [[0, 0], [0, -1], [0, 2.5], [-2, 3], [-2, 0.5], [-3, 65], [1e200, 2], [2, -1074]]
  for (const [x, y] of powers) {
    const [a, b] = [power(x, y), x ** y]
    assert.ok(Object.is(a, b) || Math.abs(a - b) <= 1e-13 * Math.abs(b), `${x}^${y} = ${a}, not ${b}`)
  }
})

test('bits are always these: a seed from years ago still means the same', () => {
  const values = numbers(1000, -3, 3).flatMap((x) => [exp(x), ln(Math.abs(x)), sin(x), cos(x), atan(x), sinPi(x / 6), power(Math.abs(x), 1.7)])
  const hash = createHash('sha256').update(new Uint8Array(Float64Array.from(values).buffer)).digest('hex')
  assert.equal(hash.slice(0, 16), '33d83ae6271d4c79')
})
