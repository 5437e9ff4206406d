// Asks the worker of comparisons once typing rests.
import { deskOf, useDesk } from '../use-worker.ts'
import type { Asked } from './comparison-worker.ts'
import type { Read, Slow } from './compare.ts'

const REST_MS = 150
const LEAST = 2
const desk = deskOf<Asked, Slow>(() => new Worker(new URL('./comparison-worker.ts', import.meta.url), { type: 'module' }))

/** Undefined while it is computed, and where there is nothing to compute. */
export function useSlow({ laboratories, alpha }: Read): Slow | undefined {
  const isReady = laboratories.length >= LEAST && alpha > 0 && alpha < 1 && laboratories.every(({ u }) => !Number.isNaN(u))
  const key = JSON.stringify([laboratories.map(({ lab, x, u, dof }) => [lab, x, u, dof]), alpha])
  return useDesk(desk, isReady ? { results: laboratories, alpha } : undefined, key, REST_MS).now
}
