// What every campaign is started with: how long, and from which seed. The same seed makes the same choices.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { monotonic_ms } from '#platform/clock.ts'

export type Options = { seconds: number; seed: number; only: string | undefined }

export function campaignOptions(args: readonly string[], seconds: number): Options {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } } })
  return { seconds: Number(values.seconds ?? seconds), seed: Number(values.seed ?? randomInt(2 ** 31)), only: values.only }
}

/** Numbers from 0 up to 1 that follow from the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
export const pick = <T>(random: () => number, from: readonly T[]): T => {
  const found = from[Math.floor(random() * from.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

/** Whether there is time left. */
export function until(seconds: number): () => boolean {
  const end_ms = monotonic_ms() + seconds * 1_000
  return () => monotonic_ms() < end_ms
}
