// What a Monte Carlo run says of its outputs, each number with its own standard error (JCGM 101:2008, 7.6, 7.7; JCGM 102:2011, 7.6).
// Pure: from blocks in their order, so that neither the number of workers nor their pace changes a bit.

import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Sentence } from '../refusal.ts'
import { exp, ln } from '../special/elementary.ts'
import type { BlockResult, Histogram } from './block.ts'
import { intervalsOf, type Interval, type Intervals } from './interval.ts'
import { momentsOfAll } from './moments.ts'
import { BLOCK_TRIALS, CHUNK_TRIALS } from './stream.ts'
import { endsOf, type Ends, type Tails } from './tails.ts'

/** Coverage interval with the standard error of each end as a Monte Carlo estimate; NaN where the trials are too few to tell. */
export type IntervalResult = Interval & { readonly standardErrors: Interval }
export type CoverageResult = { readonly p: number; readonly symmetric: IntervalResult; readonly shortest: IntervalResult }

export type OutputResult = {
  readonly name: string
  readonly unit: Unit
  /** Unit of u and of standard errors: Δ°C for a result in °C. */
  readonly uncertaintyUnit: Unit
  readonly mean: number
  readonly u: number
  readonly standardErrors: { readonly mean: number; readonly u: number }
  /** In the order asked for. */
  readonly coverage: readonly CoverageResult[]
  readonly histogram?: Histogram
  /** The value of each trial, in their order, where they were asked for. */
  readonly values?: Float64Array
}

export type MonteCarloResult = {
  readonly ok: true
  readonly seed: number
  readonly trials: number
  readonly outputs: readonly OutputResult[]
  readonly covariance: readonly (readonly number[])[]
  readonly correlation: readonly (readonly number[])[]
  readonly notes: readonly Sentence[]
}

/** What the blocks do not know themselves. */
export type Frame = {
  readonly seed: number
  readonly outputs: readonly { readonly name: string; readonly unit: Unit; readonly uncertaintyUnit: Unit }[]
  readonly probabilities: readonly number[]
  readonly notes: readonly Sentence[]
}

/** Fewest blocks that stand for the scatter of a run; a shorter run is cut into chunks, for which it keeps its values. */
export const FEWEST_BLOCKS = 20

export function resultOf(frame: Frame, blocks: readonly BlockResult[], withValues: boolean): MonteCarloResult {
  const moments = momentsOfAll(blocks)
  const us = moments.covariance.map((row, i) => Math.sqrt(row[i] ?? 0))
  return {
    ok: true, seed: frame.seed, trials: moments.trials, notes: frame.notes,
    outputs: frame.outputs.map((output, o): OutputResult => {
      const batches = batchesOf(blocks, o, frame.probabilities)
      const whole = endsOf(blocks.map((block) => block.outputs[o]?.tails ?? NONE))
      return {
        ...output, mean: moments.means[o] ?? Number.NaN, u: us[o] ?? Number.NaN,
        standardErrors: { mean: scatter(batches.map(({ mean }) => mean), 1 / 2), u: scatter(batches.map(({ u }) => u), 1 / 2) },
        coverage: frame.probabilities.map((p, k) => coverageOf(p, moments.trials, whole, batches.map(({ intervals }) => intervals[k]))),
        histogram: addHistograms(blocks.map((block) => block.outputs[o]?.histogram)),
        values: withValues ? valuesOf(blocks, o) : undefined,
      }
    }),
    covariance: moments.covariance,
    correlation: moments.covariance.map((row, i) => row.map((c, j) => (i === j ? 1 : ratio(c, (us[i] ?? 0) * (us[j] ?? 0))))),
  }
}

const NONE: Tails = { low: new Float64Array(0), high: new Float64Array(0), all: true }

function ratio(c: number, scale: number): number {
  return scale === 0 ? 0 : Math.max(-1, Math.min(1, c / scale))
}

function coverageOf(p: number, trials: number, whole: Ends, batches: readonly (Intervals | undefined)[]): CoverageResult {
  const found = intervalsOf(p, trials, whole) ?? UNKNOWN
  const known = batches.filter((one) => one !== undefined)
  const enough = known.length === batches.length
  const end = (type: 'symmetric' | 'shortest', side: 'low' | 'high', power: number) => {
    return enough ? scatter(known.map((one) => one[type][side]), power) : Number.NaN
  }
  return {
    p,
    symmetric: { ...found.symmetric, standardErrors: { low: end('symmetric', 'low', 1 / 2), high: end('symmetric', 'high', 1 / 2) } },
    // Where the shortest interval lies is known less well: its error falls with the cube root of the trials (Kim and Pollard 1990).
    shortest: { ...found.shortest, standardErrors: { low: end('shortest', 'low', 1 / 3), high: end('shortest', 'high', 1 / 3) } },
  }
}

const UNKNOWN: Intervals = { symmetric: { low: Number.NaN, high: Number.NaN }, shortest: { low: Number.NaN, high: Number.NaN } }

/** Standard deviation of equal batches over h^power: the standard error of what all together give (JCGM 101:2008, 7.9.4 f, power ½). */
export function scatter(values: readonly number[], power: number): number {
  return deviationOf(values).sd / root(values.length, power)
}

/** Mean and standard deviation, about the first value; NaN for fewer than two. */
function deviationOf(values: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  const n = values.length
  const origin = values[0] ?? Number.NaN
  let [sum, squares] = [0, 0]
  for (let i = 0; i < n; i++) sum += (values[i] ?? 0) - origin
  const mean = origin + sum / n
  for (let i = 0; i < n; i++) squares += ((values[i] ?? 0) - mean) ** 2
  return { mean, sd: Math.sqrt(squares / (n - 1)) }
}

/** h^power by our own functions, because the engine's differ in last bits. */
function root(h: number, power: number): number {
  return power === 0 ? 1 : power === 1 / 2 ? Math.sqrt(h) : exp(power * ln(h))
}

/** One equal part of a run. */
export type Batch = { readonly mean: number; readonly u: number; readonly intervals: readonly (Intervals | undefined)[] }

/** Whole blocks, or where these are few and values are kept, whole chunks. The last part that is shorter than the others is left out. */
function batchesOf(blocks: readonly BlockResult[], o: number, probabilities: readonly number[]): readonly Batch[] {
  const full = blocks.filter((block) => block.trials === blocks[0]?.trials)
  const kept = full.every((block) => block.outputs[o]?.values !== undefined)
  if (full.length >= FEWEST_BLOCKS || !kept) {
    const size = batchBlocks(full.length, Math.max(...probabilities))
    const count = Math.floor(full.length / size)
    return Array.from({ length: count }, (_, i) => batchOfBlocks(full.slice(i * size, (i + 1) * size), o, probabilities))
  }
  const values = valuesOf(blocks, o)
  const size = Math.min(CHUNK_TRIALS, Math.floor(values.length / 10))
  if (size < 10) return []
  const count = Math.floor(values.length / size)
  return Array.from({ length: count }, (_, i) => batchOfValues(values.subarray(i * size, (i + 1) * size), probabilities))
}

/** Blocks in a batch: so many that a hundred trials lie outside an interval (JCGM 101:2008, 7.9.4 b), unless that leaves fewer than ten. */
function batchBlocks(blocks: number, p: number): number {
  return Math.max(1, Math.min(sequenceBlocks(p), Math.floor(blocks / 10)))
}

/** Blocks in one sequence of the adaptive procedure: M = max(J, 10⁴), J ≥ 100/(1 - p). */
export function sequenceBlocks(p: number): number {
  return Math.max(1, Math.ceil(100 / (1 - p) / BLOCK_TRIALS - 1e-9))
}

/** Blocks that follow each other taken as one batch. */
export function batchOfBlocks(blocks: readonly BlockResult[], o: number, probabilities: readonly number[]): Batch {
  const moments = momentsOfAll(blocks)
  const ends = endsOf(blocks.map((block) => block.outputs[o]?.tails ?? NONE))
  return {
    mean: moments.means[o] ?? Number.NaN, u: Math.sqrt(moments.covariance[o]?.[o] ?? Number.NaN),
    intervals: probabilities.map((p) => intervalsOf(p, moments.trials, ends)),
  }
}

function batchOfValues(values: Float64Array, probabilities: readonly number[]): Batch {
  const sorted = values.slice().sort()
  const n = values.length
  const { mean, sd } = deviationOf(values)
  return { mean, u: sd, intervals: probabilities.map((p) => intervalsOf(p, n, { low: sorted, high: sorted })) }
}

function valuesOf(blocks: readonly BlockResult[], o: number): Float64Array {
  const all = new Float64Array(blocks.reduce((sum, block) => sum + block.trials, 0))
  let at = 0
  for (const block of blocks) {
    all.set(block.outputs[o]?.values ?? [], at)
    at += block.trials
  }
  return all
}

function addHistograms(parts: readonly (Histogram | undefined)[]): Histogram | undefined {
  const [first] = parts
  if (first === undefined) return undefined
  const counts = new Uint32Array(first.counts.length)
  let [below, above] = [0, 0]
  for (const part of parts) {
    if (part === undefined) continue
    below += part.below
    above += part.above
    for (const [i, count] of part.counts.entries()) counts[i] = (counts[i] ?? 0) + count
  }
  return { low: first.low, high: first.high, counts, below, above }
}
