import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intervalsOf, spanOf } from './interval.ts'
import { momentsOfAll, momentsOfBlock } from './moments.ts'
import { endsOf, hintOf, keptOf, scratchOf, tailsOf } from './tails.ts'
import { Stream } from './stream.ts'

function randoms(n: number, input: number): Float64Array {
  const stream = new Stream()
  stream.start(99, 0, input)
  return Float64Array.from({ length: n }, () => stream.uniform())
}

test('ranks are those of JCGM 101:2008, 7.7', () => {
  // M = 20, p = 0.9: q = 18, r = 1 for the symmetric interval; 1, 2, …, 20 with the last far away.
  const sorted = Float64Array.from({ length: 20 }, (_, i) => (i === 19 ? 1000 : i + 1))
  const ends = { low: sorted, high: sorted }
  assert.equal(spanOf(0.9, 20), 18)
  assert.deepEqual(intervalsOf(0.9, 20, ends), { symmetric: { low: 1, high: 19 }, shortest: { low: 1, high: 19 } })
  // q = 10: r = 5 is symmetric, from rank 5 to 15; every width is 10 but the last one.
  assert.deepEqual(intervalsOf(0.5, 20, ends), { symmetric: { low: 5, high: 15 }, shortest: { low: 1, high: 11 } })
  // pM = 19.4 → q = 19; one place is free.
  assert.equal(spanOf(0.97, 20), 19)
  assert.deepEqual(intervalsOf(0.97, 20, ends)?.symmetric, { low: 1, high: 1000 })
  assert.equal(spanOf(0.95, 1_000_000), 950_000, 'a product that is whole but for rounding')
  assert.equal(intervalsOf(0.99, 20, ends), undefined, 'all trials are inside: there is no interval')
})

test('the shortest interval is where values are dense', () => {
  const sorted = randoms(1000, 1).map((u) => -Math.log(u)).sort()
  const found = intervalsOf(0.9, 1000, { low: sorted, high: sorted })
  const widths = Array.from({ length: 100 }, (_, r) => (sorted[r + 900] ?? 0) - (sorted[r] ?? 0))
  const best = widths.indexOf(Math.min(...widths))
  assert.deepEqual(found?.shortest, { low: sorted[best], high: sorted[best + 900] })
})

test('tails of a block are its sorted ends, whatever the hint', () => {
  const values = randoms(10_000, 2)
  const sorted = values.slice().sort()
  const kept = keptOf(10_000, 0.01)
  const scratch = scratchOf(10_000)
  for (const hint of [hintOf(sorted, kept), { low: 0, high: 1 }, { low: 1, high: 0 }, { low: -Infinity, high: Infinity }, { low: 0.5, high: 0.2 }]) {
    const tails = tailsOf(values, 10_000, kept, hint, scratch)
    assert.deepEqual(tails.low, sorted.slice(0, kept))
    assert.deepEqual(tails.high, sorted.slice(-kept))
  }
  assert.deepEqual(tailsOf(values, 5000, 5000, { low: 0, high: 0 }, scratch).low, values.slice(0, 5000).sort())
})

test('ends of all trials are exact as far as they are given, and far enough', () => {
  for (const [name, of] of [['random', (u: number) => u], ['many equal', (u: number) => Math.floor(u * 3)], ['all equal', () => 7]] as const) {
    const blocks = Array.from({ length: 30 }, (_, i) => randoms(i === 29 ? 1234 : 10_000, i).map(of))
    const all = Float64Array.from(blocks.flatMap((values) => [...values])).sort()
    const scratch = scratchOf(10_000)
    for (const q of [0.05, 0.01, 0.001, 0.6]) {
      const ends = endsOf(blocks.map((values) => {
        const kept = Math.min(values.length, keptOf(values.length, q))
        return tailsOf(values, values.length, kept, hintOf(blocks[0]?.slice().sort() ?? values, kept), scratch)
      }))
      assert.ok(ends.low.length >= Math.ceil(q * all.length) && ends.high.length >= Math.ceil(q * all.length), `${name}: ${ends.low.length}`)
      assert.deepEqual(ends.low, all.slice(0, ends.low.length), name)
      assert.deepEqual(ends.high, all.slice(all.length - ends.high.length), name)
    }
  }
})

test('moments of blocks are those of the whole, also where the mean is large beside the spread', () => {
  const offset = 1e9
  const blocks = [1000, 1000, 777].map((n, i) => [randoms(n, i).map((u) => offset + u), randoms(n, i).map((u) => u * u)])
  const counted = blocks.map((columns) => ({ trials: columns[0]?.length ?? 0, moments: momentsOfBlock(columns, columns[0]?.length ?? 0) }))
  const { means, covariance, trials } = momentsOfAll(counted)
  const [x, y] = [0, 1].map((k) => blocks.flatMap((columns) => [...(columns[k] ?? [])].map((v) => (k === 0 ? v - offset : v))))
  const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
  const product = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + (v - mean(a)) * ((b[i] ?? 0) - mean(b)), 0) / (a.length - 1)
  assert.ok(x !== undefined && y !== undefined && trials === 2777)
  assert.ok(Math.abs((means[0] ?? 0) - offset - mean(x)) < 2e-7)
  for (const [i, a] of [x, y].entries()) {
    for (const [j, b] of [x, y].entries()) assert.ok(Math.abs((covariance[i]?.[j] ?? 0) - product(a, b)) < 2e-9, `covariance ${i} ${j}`)
  }
})
