// The published numbers of the running release: computed once, when somebody first asks, on a thread of their own, and kept.
import { Worker } from 'node:worker_threads'
import type { NumbersReport } from './published.ts'

export type Numbers = {
  /** The report, or `computing` where it is not there after so long. A computation that breaks is our own bug and throws. */
  readonly within: (wait_ms: number) => Promise<NumbersReport | 'computing'>
  readonly close: () => Promise<void>
}

export function openNumbers(): Numbers {
  let worker: Worker | undefined
  let report: Promise<NumbersReport> | undefined
  const compute = () => new Promise<NumbersReport>((resolve, reject) => {
    worker = new Worker(new URL('./numbers-worker.ts', import.meta.url))
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the computation of the published numbers ended without them')))
  })
  return {
    within: async (wait_ms) => {
      report ??= compute()
      const enough = AbortSignal.timeout(wait_ms)
      return Promise.race([report, new Promise<'computing'>((resolve) => { enough.addEventListener('abort', () => resolve('computing')) })])
    },
    close: async () => { await worker?.terminate() },
  }
}
