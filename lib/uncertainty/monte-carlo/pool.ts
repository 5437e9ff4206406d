// Shares the blocks of a run among workers and puts them back in order. Knows neither Node nor the browser: a worker is a port.

import type { BlockResult, Plan } from './block.ts'
import type { Reply, Request } from './protocol.ts'

/** One worker. `listen` replaces the listener; `close` ends the worker. */
export type Port = {
  readonly post: (request: Request) => void
  readonly listen: (onReply: (reply: Reply) => void) => void
  readonly close: () => Promise<void>
}

/** Workers that stay ready for one run after another, or several at a time. */
export type Pool = {
  readonly size: number
  readonly run: (plan: Plan, blocks: number, watch: Watch) => Promise<readonly BlockResult[]>
  readonly close: () => Promise<void>
}

export type Watch = {
  /** Told of the blocks so far, in their order, whenever there are more; answers how many are the run, where more are not wanted. */
  readonly onBlocks: (blocks: readonly BlockResult[]) => number | undefined
  readonly signal?: AbortSignal
}

/** Requests that a worker holds at a time: one to work on, one waiting, so that it never idles while its reply travels. */
const HELD = 2
const MOST_BLOCKS = 8

export function poolOf(ports: readonly Port[]): Pool {
  const runs = new Map<number, (port: Port, reply: Reply) => void>()
  let last = 0
  for (const port of ports) port.listen((reply) => runs.get(reply.run)?.(port, reply))
  return {
    size: ports.length,
    close: async () => { await Promise.all(ports.map((port) => port.close())) },
    run: (plan, blocks, watch) => new Promise((resolve, reject) => {
      const run = ++last
      const end = (finish: () => void) => {
        runs.delete(run)
        for (const port of ports) port.post({ type: 'close', run })
        finish()
      }
      const share = sharing(ports.length, blocks)
      const order = ordering(blocks, watch)
      const give = (port: Port) => {
        const next = share()
        if (next !== undefined) port.post({ type: 'blocks', run, from: next[0], to: next[1] })
      }
      runs.set(run, (port, reply) => {
        if (reply.type === 'failed') return end(() => reject(new Error(reply.message)))
        if (watch.signal?.aborted === true) return end(() => resolve([]))
        give(port)
        const finished = order(reply.results)
        if (finished !== undefined) end(() => resolve(finished))
      })
      for (const port of ports) port.post({ type: 'open', run, plan })
      for (let held = 0; held < HELD; held++) for (const port of ports) give(port)
    }),
  }
}

/** Ranges of blocks, large at first and smaller towards the end, so that workers finish together. */
function sharing(workers: number, blocks: number): () => readonly [number, number] | undefined {
  let next = 0
  return () => {
    if (next >= blocks) return undefined
    const size = Math.max(1, Math.min(MOST_BLOCKS, Math.floor((blocks - next) / (4 * workers))))
    const range = [next, Math.min(blocks, next + size)] as const
    next = range[1]
    return range
  }
}

/** Collects blocks in any order; gives all that are the run once they are complete. */
function ordering(blocks: number, watch: Watch): (results: readonly BlockResult[]) => readonly BlockResult[] | undefined {
  const waiting = new Map<number, BlockResult>()
  const ready: BlockResult[] = []
  return (results) => {
    for (const result of results) waiting.set(result.block, result)
    const before = ready.length
    for (let next = waiting.get(ready.length); next !== undefined; next = waiting.get(ready.length)) {
      waiting.delete(ready.length)
      ready.push(next)
    }
    const wanted = ready.length > before ? watch.onBlocks(ready) : undefined
    return wanted !== undefined ? ready.slice(0, wanted) : ready.length === blocks ? ready : undefined
  }
}
