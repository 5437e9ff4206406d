import assert from 'node:assert/strict'
import { test } from 'node:test'
import { philox, type Words4 } from './philox.ts'
import { Stream, symmetricOf } from './stream.ts'

test('Philox 4x32-10 gives the known answers of its authors (Random123, kat_vectors)', () => {
  const ones = 0xffffffff
  const cases: [Words4, [number, number], Words4][] = [
    [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [[ones, ones, ones, ones], [ones, ones], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ]
  for (const [counter, key, words] of cases) assert.deepEqual(philox(counter, key), words)
})

test('xoshiro128++ goes on from 1, 2, 3, 4 as its authors’ program does', () => {
  const known = [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420]
  const alone = new Stream()
  alone.state.set([1, 2, 3, 4])
  assert.deepEqual(known.map(() => alone.word() >>> 0), known)
  const together = new Stream()
  together.state.set([1, 2, 3, 4])
  const column = new Float64Array(5)
  together.fillBetween(0, 1, column, 5)
  assert.deepEqual(column, Float64Array.from({ length: 5 }, (_, i) => symmetricOf(known[2 * i] ?? 0, known[2 * i + 1] ?? 0)))
  assert.equal(together.word(), alone.word(), 'both go on from the same place')
})

test('every seed, block and input has a stream of its own, and the same one each time', () => {
  const places: [number, number, number][] = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [2 ** 32, 0, 0], [2 ** 53 - 1, 0, 0], [0, 2 ** 31, 0]]
  const first = (place: [number, number, number]) => {
    const stream = new Stream()
    stream.start(...place)
    return [1, 2, 3, 4].map(() => stream.word()).join(' ')
  }
  assert.equal(new Set(places.map(first)).size, places.length)
  assert.deepEqual(places.map(first), places.map(first))
})

test('uniform numbers stay inside their ends and are symmetric', () => {
  assert.equal(0.5 + 0.5 * symmetricOf(-(2 ** 31), 0), 2 ** -53)
  assert.equal(0.5 + 0.5 * symmetricOf(2 ** 31 - 1, -1), 1 - 2 ** -53)
  assert.equal(symmetricOf(-(2 ** 31), 0), -1 + 2 ** -52)
  assert.equal(symmetricOf(2 ** 31 - 1, -1), 1 - 2 ** -52)
  assert.equal(symmetricOf(-1, -1), -symmetricOf(0, 0), 'next to zero on either side')
})

test('words are evenly spread, bit by bit and in pairs', () => {
  const stream = new Stream()
  stream.start(42, 7, 3)
  const bits = Array.from({ length: 32 }, () => 0)
  const pairs = Array.from({ length: 256 }, () => 0)
  const n = 200_000
  for (let i = 0; i < n; i++) {
    const word = stream.word()
    for (let bit = 0; bit < 32; bit++) bits[bit] = (bits[bit] ?? 0) + ((word >>> bit) & 1)
    const pair = ((word >>> 28) << 4) | (stream.word() >>> 28)
    pairs[pair] = (pairs[pair] ?? 0) + 1
  }
  for (const count of bits) assert.ok(Math.abs(count - n / 2) < 4.5 * Math.sqrt(n / 4), `a bit is set ${count} times`)
  const chi2 = pairs.reduce((sum, count) => sum + (count - n / 256) ** 2 / (n / 256), 0)
  // χ² with 255 degrees of freedom: 4 standard deviations either way.
  assert.ok(Math.abs(chi2 - 255) < 4 * Math.sqrt(2 * 255), `χ² = ${chi2}`)
})
