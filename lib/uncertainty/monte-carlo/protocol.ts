// What is said between a run and its workers, the same in Node and in the browser, and the worker's side of it.
// Pure but for the runners a worker keeps.

import { blockRunner, type BlockResult, type BlockRunner, type Plan } from './block.ts'

/** A run opens its plan in a worker, asks for blocks from…to-1 as often as it likes, and closes. */
export type Request =
  | { readonly type: 'open'; readonly run: number; readonly plan: Plan }
  | { readonly type: 'blocks'; readonly run: number; readonly from: number; readonly to: number }
  | { readonly type: 'close'; readonly run: number }

export type Reply =
  | { readonly type: 'blocks'; readonly run: number; readonly results: readonly BlockResult[] }
  | { readonly type: 'failed'; readonly run: number; readonly message: string }

/** Answers requests; `post` sends a reply and hands over its arrays without copying. */
export function serve(post: (reply: Reply, transfer: readonly ArrayBuffer[]) => void): (request: Request) => void {
  const plans = new Map<number, Plan>()
  const runners = new Map<number, BlockRunner>()
  return (request) => {
    const { run } = request
    try {
      if (request.type === 'open') plans.set(run, request.plan)
      else if (request.type === 'close') {
        plans.delete(run)
        runners.delete(run)
      } else {
        const plan = plans.get(run)
        if (plan === undefined) throw new Error(`run ${run} is not open`)
        const runner = runners.get(run) ?? blockRunner(plan)
        runners.set(run, runner)
        const results = Array.from({ length: request.to - request.from }, (_, i) => runner(request.from + i))
        post({ type: 'blocks', run, results }, buffersOf(results))
      }
    } catch (error) {
      post({ type: 'failed', run, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }, [])
    }
  }
}

/** The memory of the large arrays, each once. */
export function buffersOf(results: readonly BlockResult[]): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { outputs } of results) {
    for (const { tails, values, histogram } of outputs) {
      for (const array of [tails.low, tails.high, values, histogram?.counts]) {
        // An array of length 0 may be shared by all blocks.
        if (array !== undefined && array.length > 0 && array.buffer instanceof ArrayBuffer) buffers.add(array.buffer)
      }
    }
  }
  return [...buffers]
}
