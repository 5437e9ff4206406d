// Monte Carlo in Node, on worker threads.

import { Worker } from 'node:worker_threads'
import type { Refusal } from '../refusal.ts'
import type { AdaptiveOptions } from './adaptive.ts'
import { poolOf, type Pool, type Port } from './pool.ts'
import type { Task } from './prepare.ts'
import type { Reply } from './protocol.ts'
import type { MonteCarloResult } from './result.ts'
import { runAdaptiveOn, runOn, type AdaptiveResult, type Watching } from './run.ts'
import type { FixedOptions } from './simulate.ts'

/** Workers that stay; a process may end while they wait. Close the pool when it is no longer needed. */
export function openPool(workers: number): Pool {
  return poolOf(Array.from({ length: workers }, openPort))
}

function openPort(): Port {
  // None of the process's own options: some, as those about a program read from text, are refused to a worker.
  const worker = new Worker(new URL('./worker-node.ts', import.meta.url), { execArgv: [] })
  let onReply: (reply: Reply) => void = () => {}
  /** Runs that have asked and not closed: while there are any, the process waits for the worker. */
  const open = new Set<number>()
  worker.on('message', (reply: Reply) => onReply(reply))
  worker.on('error', (error) => { for (const run of open) onReply({ type: 'failed', run, message: String(error) }) })
  worker.unref()
  return {
    post: (request) => {
      if (request.type === 'open') open.add(request.run)
      if (request.type === 'close') open.delete(request.run)
      if (open.size > 0) worker.ref()
      else worker.unref()
      worker.postMessage(request)
    },
    listen: (listener) => { onReply = listener },
    close: async () => { await worker.terminate() },
  }
}

/** Where a run works: on so many workers of its own, 1 unless given, or on those of a pool. */
export type Workers = { readonly workers?: number; readonly pool?: Pool }

/** `trials` trials; bits depend on the seed alone, not on the workers. */
export async function runMonteCarlo(task: Task, options: FixedOptions & Watching & Workers): Promise<MonteCarloResult | Refusal> {
  return withPool(options, (pool) => runOn(pool, task, options))
}

/** Sequences of trials until the result is stable (JCGM 101:2008, 7.9). */
export async function runAdaptiveMonteCarlo(task: Task, options: AdaptiveOptions & Watching & Workers): Promise<AdaptiveResult | Refusal> {
  return withPool(options, (pool) => runAdaptiveOn(pool, task, options))
}

async function withPool<T>({ workers = 1, pool }: Workers, use: (pool: Pool) => Promise<T>): Promise<T> {
  if (pool !== undefined) return use(pool)
  const own = openPool(Math.max(1, Math.floor(workers)))
  try {
    return await use(own)
  } finally {
    await own.close()
  }
}
