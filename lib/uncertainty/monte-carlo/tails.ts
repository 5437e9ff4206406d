// Order statistics without sorting everything: the least and greatest values of a block, and from blocks the ranks of the whole.
// Pure. Exact: a rank is given only where it is certain, whatever was guessed on the way.

/** The `kept` least values rising and the `kept` greatest rising; where all are kept, `low` holds them and `high` is the same array. */
export type Tails = { readonly low: Float64Array; readonly high: Float64Array; readonly all: boolean }

/** Values at or below `low` and at or above `high` are worth a look; a guess from another block of the same model. */
export type Hint = { readonly low: number; readonly high: number }

/** How many values of each end a block keeps so that the ranks of tail probability q are certain for the whole, all but never less. */
export function keptOf(trials: number, q: number): number {
  const expected = trials * q
  const kept = Math.ceil(expected + 6 * Math.sqrt(expected) + 10)
  return 2 * kept >= trials ? trials : kept
}

/** A hint from a sorted block: some more values than are kept. */
export function hintOf(sorted: Float64Array, kept: number): Hint {
  const margin = Math.ceil(kept + 6 * Math.sqrt(kept) + 10)
  const last = sorted.length - 1
  return { low: sorted[Math.min(last, margin)] ?? Infinity, high: sorted[Math.max(0, last - margin)] ?? -Infinity }
}

/** Scratch for one thread. */
export type Scratch = { readonly low: Float64Array; readonly high: Float64Array }
export function scratchOf(trials: number): Scratch {
  return { low: new Float64Array(trials + 1), high: new Float64Array(trials + 1) }
}

/** The tails of values[0…n-1], which are numbers (no NaN) and stay as they are. */
export function tailsOf(values: Float64Array, n: number, kept: number, hint: Hint, scratch: Scratch): Tails {
  if (kept < n) {
    const [lows, highs] = collect(values, n, hint, scratch)
    if (lows >= kept && highs >= kept) {
      const [low, high] = [scratch.low.subarray(0, lows).sort(), scratch.high.subarray(0, highs).sort()]
      return { low: low.slice(0, kept), high: high.slice(highs - kept), all: false }
    }
  }
  const sorted = values.slice(0, n).sort()
  return kept < n ? { low: sorted.slice(0, kept), high: sorted.slice(n - kept), all: false } : { low: sorted, high: sorted, all: true }
}

function collect(values: Float64Array, n: number, hint: Hint, { low, high }: Scratch): readonly [number, number] {
  const [least, greatest] = [hint.low, hint.high]
  let lows = 0
  let highs = 0
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0
    if (value <= least) low[lows++] = value
    if (value >= greatest) high[highs++] = value
  }
  return [lows, highs]
}

/** Ranks that are certain: `low[r]` is the value of rank r from 0, `high[high.length - 1 - r]` the value of rank r from the end. */
export type Ends = { readonly low: Float64Array; readonly high: Float64Array }

/** The ends of all trials from the tails of their blocks. */
export function endsOf(blocks: readonly Tails[]): Ends {
  const [only] = blocks
  if (only !== undefined && blocks.length === 1) return only
  // Up to the least of the greatest values kept, every block has shown all it has; and likewise from above.
  let [least, greatest] = [Infinity, -Infinity]
  for (const { low, high, all } of blocks) {
    if (all) continue
    least = Math.min(least, low.at(-1) ?? Infinity)
    greatest = Math.max(greatest, high[0] ?? -Infinity)
  }
  const low = joined(blocks.map((block) => block.low)).sort()
  const high = blocks.every(({ all }) => all) ? low : joined(blocks.map((block) => block.high)).sort()
  const lows = low.findLastIndex((value) => value <= least) + 1
  const highs = high.findIndex((value) => value >= greatest)
  return { low: low.subarray(0, lows), high: high.subarray(highs < 0 ? high.length : highs) }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
