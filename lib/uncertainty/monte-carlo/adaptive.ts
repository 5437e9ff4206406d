// When to stop: sequences of trials until twice the standard error of every number is within its tolerance (JCGM 101:2008, 7.9), or as
// many as a first stage says are needed (Wübbeler, Harris, Cox and Elster, Metrologia 47 (2010) 317), which stops less by chance.
// Pure. Of several outputs each is held to its own tolerance; the eigenvalue and k_p of JCGM 102:2011, 7.8 are not tested.

import { tQuantile } from '../special/student.ts'
import type { BlockResult } from './block.ts'
import { momentsOfAll } from './moments.ts'
import type { Options } from './prepare.ts'
import { batchOfBlocks, scatter, sequenceBlocks, type Batch } from './result.ts'
import { BLOCK_TRIALS } from './stream.ts'
import { numericalTolerance } from './tolerance.ts'

export type AdaptiveOptions = Options & {
  /** Significant digits of u that shall be right; 2 unless given. */
  readonly digits?: 1 | 2
  /** The tolerance is divided by this, as 8.2 asks (5) where first order is validated; 1 unless given. */
  readonly finer?: number
  /** Which interval's ends are watched; the probabilistically symmetric one unless given. */
  readonly interval?: 'symmetric' | 'shortest'
  /** `jcgm` (7.9.4) unless given. */
  readonly procedure?: 'jcgm' | 'two-stage'
  /** Where to give up, 10⁷ unless given; rounded down to whole sequences, at least two. */
  readonly maxTrials?: number
}

/** How an adaptive run ended: whether all numbers are within tolerance, after how many sequences, and the tolerance of each output. */
export type Stability = {
  readonly stable: boolean; readonly sequences: number; readonly sequenceTrials: number; readonly tolerances: readonly number[]
}

/** Given the blocks so far in their order, and always more of them, says how many are the run; undefined while more are needed. */
export type Stopper = { readonly enough: (blocks: readonly BlockResult[]) => number | undefined; readonly stability: () => Stability }

const FIRST_STAGE = 10

/** Trials to plan for. */
export function plannedTrials(options: AdaptiveOptions): number {
  const sequence = sequenceTrialsOf(options)
  return Math.max(2, Math.floor((options.maxTrials ?? 10_000_000) / sequence)) * sequence
}

function sequenceTrialsOf({ probabilities = [0.95] }: AdaptiveOptions): number {
  return sequenceBlocks(Math.max(...probabilities)) * BLOCK_TRIALS
}

export function stopperOf(options: AdaptiveOptions, outputs: number): Stopper {
  const { digits = 2, finer = 1, interval = 'symmetric', procedure = 'jcgm', probabilities = [0.95] } = options
  const sequenceTrials = sequenceTrialsOf(options)
  const size = sequenceTrials / BLOCK_TRIALS
  const last = plannedTrials(options) / sequenceTrials
  /** watched[o]: for every number of output o its value in each sequence. */
  const watched: number[][][] = Array.from({ length: outputs }, () => [])
  let state: Stability = { stable: false, sequences: 0, sequenceTrials, tolerances: [] }
  let planned: number | undefined
  const test = (blocks: readonly BlockResult[], h: number): void => {
    const sequence = blocks.slice((h - 1) * size, h * size)
    for (const [o, numbers] of watched.entries()) note(numbers, batchOfBlocks(sequence, o, probabilities), interval)
    const { covariance } = momentsOfAll(blocks.slice(0, h * size))
    const tolerances = covariance.map((row, o) => numericalTolerance(Math.sqrt(row[o] ?? 0), digits) / finer)
    const stable = watched.every((numbers, o) => numbers.every((values) => withinTolerance(values, tolerances[o] ?? 0)))
    if (procedure === 'two-stage' && h === Math.min(FIRST_STAGE, last)) planned = secondStage(watched, tolerances, h)
    // The second stage is as long as the first asked for: testing again would undo what its confidence rests on.
    state = { stable: procedure === 'jcgm' ? stable && h > 1 : h === planned, sequences: h, sequenceTrials, tolerances }
  }
  return {
    enough: (blocks) => {
      while (state.sequences < Math.floor(blocks.length / size)) {
        test(blocks, state.sequences + 1)
        if (state.sequences === last || (procedure === 'jcgm' ? state.stable : state.sequences === planned)) return state.sequences * size
      }
      return undefined
    },
    stability: () => state,
  }
}

/** Mean, u and the ends of every interval of one sequence. */
function note(numbers: number[][], batch: Batch, interval: 'symmetric' | 'shortest'): void {
  const ends = batch.intervals.flatMap((one) => [one?.[interval].low ?? Number.NaN, one?.[interval].high ?? Number.NaN])
  for (const [k, value] of [batch.mean, batch.u, ...ends].entries()) (numbers[k] ??= []).push(value)
}

/** 2s ≤ δ (7.9.4 i); a number that never moves is as stable as can be, whatever the tolerance. */
function withinTolerance(values: readonly number[], tolerance: number): boolean {
  const error = scatter(values, 1 / 2)
  return error === 0 || 2 * error <= tolerance
}

/** Sequences in all so that t·s/√h is within tolerance for every number, s known from h₁ sequences. */
function secondStage(watched: readonly (readonly (readonly number[])[])[], tolerances: readonly number[], first: number): number {
  const t = tQuantile(0.975, first - 1)
  const needed = watched.flatMap((numbers, o) => numbers.map((values) => {
    const s = scatter(values, 0)
    return s === 0 ? first : Math.floor(((s * t) / (tolerances[o] ?? Number.NaN)) ** 2) + 1
  }))
  return Math.max(first, ...needed.map((h) => (Number.isFinite(h) ? h : Infinity)))
}
