// One block of trials: draw, run the model, and keep what the whole needs of it. The same block is the same bits wherever it is computed.
// Holds buffers, so one runner belongs to one thread. Pure otherwise: no clock, no I/O.

import type { Draw } from './draws.ts'
import { fillerOf } from './draw.ts'
import { columnsOf } from './columns.ts'
import type { Kernel } from './kernel.ts'
import { momentsOfBlock, type BlockMoments } from './moments.ts'
import { BLOCK_TRIALS, CHUNK_TRIALS } from './stream.ts'
import { hintOf, keptOf, scratchOf, tailsOf, type Tails } from './tails.ts'

/** All that a worker needs; plain data. */
export type Plan = {
  readonly kernel: Kernel
  readonly draws: readonly Draw[]
  readonly seed: number
  readonly trials: number
  /** The largest tail probability 1 - p of which ranks are asked. */
  readonly tail: number
  /** Bins of the histogram; 0 for none. */
  readonly bins: number
  /** Whether the values themselves are kept. */
  readonly keep: boolean
}

/** Equal bins from low to high, and counts of what lies outside. */
export type Histogram = {
  readonly low: number; readonly high: number; readonly counts: Uint32Array; readonly below: number; readonly above: number
}

export type BlockOutput = { readonly tails: Tails; readonly histogram?: Histogram; readonly values?: Float64Array }
export type BlockResult = {
  readonly block: number
  readonly trials: number
  /** Trials for which an output has no finite value. */
  readonly undefinedTrials: number
  readonly moments: BlockMoments
  readonly outputs: readonly BlockOutput[]
}

export type BlockRunner = (block: number) => BlockResult

export function blockCount(trials: number): number {
  return Math.ceil(trials / BLOCK_TRIALS)
}

/** A runner of any block of the plan, in any order. */
export function blockRunner(plan: Plan): BlockRunner {
  const evaluate = evaluatorOf(plan)
  const scratch = scratchOf(BLOCK_TRIALS)
  const kept = keptOf(BLOCK_TRIALS, plan.tail)
  // The first block says where the others are likely to lie: where bins stand, and which values are worth a look. The latter alone is a
  // guess that changes nothing but the time; the former is the same in every thread.
  const first = evaluate(0).map((values) => values.subarray(0, trialsOf(plan, 0)).slice().sort())
  const hints = first.map((sorted) => hintOf(sorted, kept))
  const bins = first.map((sorted) => binsOf(sorted))
  return (block) => {
    const n = trialsOf(plan, block)
    const columns = evaluate(block)
    const moments = momentsOfBlock(columns, n)
    const undefinedTrials = moments.finite ? 0 : countUndefined(columns, n)
    const outputs = columns.map((values, o): BlockOutput => {
      const hint = hints[o] ?? { low: Infinity, high: -Infinity }
      const range = bins[o]
      return {
        tails: undefinedTrials > 0 ? NO_TAILS : tailsOf(values, n, Math.min(n, keptOf(n, plan.tail)), hint, scratch),
        histogram: plan.bins === 0 || range === undefined ? undefined : countBins(values, n, range, plan.bins),
        values: plan.keep ? values.slice(0, n) : undefined,
      }
    })
    return { block, trials: n, undefinedTrials, moments, outputs }
  }
}

const NO_TAILS: Tails = { low: new Float64Array(0), high: new Float64Array(0), all: true }

function trialsOf(plan: Plan, block: number): number {
  return Math.min(BLOCK_TRIALS, plan.trials - block * BLOCK_TRIALS)
}

/** Fills one array for each output with the values of a block, unless they hold it already; they are used again for the next. */
function evaluatorOf(plan: Plan): (block: number) => readonly Float64Array[] {
  const { kernel, draws, seed } = plan
  const filler = fillerOf(draws, kernel.inputCount)
  const columns = columnsOf(kernel, filler.columns)
  const outputs = kernel.outputs.map(() => new Float64Array(BLOCK_TRIALS))
  let held: number | undefined
  return (block) => {
    if (held === block) return outputs
    held = block
    filler.start(seed, block)
    const n = trialsOf(plan, block)
    for (let from = 0; from < n; from += CHUNK_TRIALS) {
      const some = Math.min(CHUNK_TRIALS, n - from)
      filler.fill(some)
      columns.run(some)
      for (const [o, output] of outputs.entries()) {
        const column = columns.outputs[o]
        if (column !== undefined) output.set(some === CHUNK_TRIALS ? column : column.subarray(0, some), from)
      }
    }
    return outputs
  }
}

function countUndefined(columns: readonly Float64Array[], n: number): number {
  let count = 0
  for (let i = 0; i < n; i++) if (columns.some((values) => !Number.isFinite(values[i]))) count++
  return count
}

/** From a sorted block: the middle 99.8 % and half as much again on either side. */
function binsOf(sorted: Float64Array): { readonly low: number; readonly high: number } {
  const last = sorted.length - 1
  const [low, high] = [sorted[Math.floor(last * 0.001)] ?? 0, sorted[Math.ceil(last * 0.999)] ?? 0]
  const beside = high > low ? (high - low) / 2 : Math.abs(high) * 2 ** -40 || 2 ** -40
  return { low: low - beside, high: high + beside }
}

function countBins(values: Float64Array, n: number, { low, high }: { low: number; high: number }, bins: number): Histogram {
  const counts = new Uint32Array(bins)
  const perUnit = bins / (high - low)
  let below = 0
  let above = 0
  for (let i = 0; i < n; i++) {
    const bin = Math.floor(((values[i] ?? 0) - low) * perUnit)
    if (bin < 0) below++
    else if (bin < bins) counts[bin] = (counts[bin] ?? 0) + 1
    else above++
  }
  return { low, high, counts, below, above }
}
