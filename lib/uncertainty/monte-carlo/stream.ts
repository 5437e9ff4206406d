// A stream of random words for one input in one block of trials: xoshiro128++ from a state that Philox gives to (seed, block, input).
// So the same seed gives the same words whoever computes the block and when.
// Integers alone. Source: Blackman and Vigna, Scrambled linear pseudorandom number generators (2021), xoshiro128++ 1.0.

import { philox } from './philox.ts'

/** Trials in a block: what JCGM 101:2008, 7.9.4 takes as one sequence for p up to 0.99. Part of what a seed means: never changed. */
export const BLOCK_TRIALS = 10_000
/** Trials done in one go, so that columns stay in the nearest cache. Part of what a seed means too. */
export const CHUNK_TRIALS = 1_000
/** Largest seed: a whole number that a float64 holds exactly. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER

/** The words of a chunk, for streams of this thread in turn. */
const words = new Int32Array(2 * CHUNK_TRIALS)

/** Trials take two words each, in their order; the few more that rejections need follow after those of a chunk. */
export class Stream {
  /** The four words of xoshiro128++. */
  readonly state = new Int32Array(4)

  /** Starts the stream of an input (by its number) in a block. */
  start(seed: number, block: number, input: number): void {
    this.state.set(philox([block >>> 0, Math.floor(block / 2 ** 32), input, 0], [seed >>> 0, Math.floor(seed / 2 ** 32)]))
    // The one state that would stay as it is; Philox gives it once in 2¹²⁸.
    if (this.state.every((word) => word === 0)) this.state[0] = 1
  }

  /**
   * The next n words, signed. The step of `word` once more, because a loop that keeps the state in local variables draws a column in three
   * quarters of the time (uniform numbers: 2.9 ns each, not 3.8).
   */
  fillWords(out: Int32Array, n: number): void {
    const { state } = this
    let a = (state[0] ?? 0) | 0
    let b = (state[1] ?? 0) | 0
    let c = (state[2] ?? 0) | 0
    let d = (state[3] ?? 0) | 0
    for (let i = 0; i < n; i++) {
      const s = (a + d) | 0
      out[i] = (((s << 7) | (s >>> 25)) + a) | 0
      const t = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= t
      d = (d << 11) | (d >>> 21)
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
  }

  /** out[i] = centre + halfWidth·v for i < n ≤ CHUNK_TRIALS, v uniform on (-1, 1) with 52 random bits, symmetric about 0, never an end. */
  fillBetween(centre: number, halfWidth: number, out: Float64Array, n: number): void {
    // Reckoned once: of a parameter the engine would ask in every turn whether it is a whole number. In (0, 1) and (-1, 1) all is exact.
    const [coarse, fine, least] = [halfWidth * 2 ** -31, halfWidth * 2 ** -51, centre + halfWidth * 2 ** -52]
    this.fillWords(words, 2 * n)
    for (let i = 0; i < n; i++) out[i] = least + ((words[2 * i] ?? 0) * coarse + ((words[2 * i + 1] ?? 0) >>> 12) * fine)
  }

  /** The next word, signed. */
  word(): number {
    const { state } = this
    const a = (state[0] ?? 0) | 0
    const b = (state[1] ?? 0) | 0
    const d = (state[3] ?? 0) | 0
    const s = (a + d) | 0
    const c = (state[2] ?? 0) ^ a
    const e = d ^ b
    state[1] = b ^ c
    state[0] = a ^ e
    state[2] = c ^ (b << 9)
    state[3] = (e << 11) | (e >>> 21)
    return (((s << 7) | (s >>> 25)) + a) | 0
  }

  /** Uniform on (0, 1), never an end. */
  uniform(): number {
    return 0.5 + 0.5 * symmetricOf(this.word(), this.word())
  }
}

/** Two words as a number on (-1, 1), an odd multiple of 2⁻⁵²; every sum is exact. */
export function symmetricOf(high: number, low: number): number {
  return (high | 0) * 2 ** -31 + (low >>> 12) * 2 ** -51 + 2 ** -52
}
