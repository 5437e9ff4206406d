// Monte Carlo on workers: fixed and adaptive runs, with progress and a way to stop. The bits are those of simulate.ts.
// Knows neither Node nor the browser: run-node.ts and run-web.ts bring the pool.

import { refuse, type Refusal } from '../refusal.ts'
import { plannedTrials, stopperOf, type AdaptiveOptions, type Stability, type Stopper } from './adaptive.ts'
import { blockCount, blockRunner, type BlockResult } from './block.ts'
import type { Pool } from './pool.ts'
import { prepare, type Prepared, type Task } from './prepare.ts'
import { resultOf, type MonteCarloResult } from './result.ts'
import { finish, type FixedOptions } from './simulate.ts'

export type Watching = {
  /** Told of results so far, each from half as many trials again as the one before; for a page on which they narrow. */
  readonly onProgress?: (result: MonteCarloResult) => void
  /** Stops the run: the answer is then a refusal of the field `signal`. */
  readonly signal?: AbortSignal
}

export type AdaptiveResult = MonteCarloResult & { readonly stability: Stability }

/** `trials` trials on the workers of the pool. */
export async function runOn(pool: Pool, task: Task, options: FixedOptions & Watching): Promise<MonteCarloResult | Refusal> {
  const prepared = prepare(task, options, options.trials)
  if (!prepared.ok) return prepared
  const blocks = await blocksOf(pool, prepared, options)
  return blocks === undefined ? cancelled() : finish(prepared, blocks, options.values === true)
}

/** Sequences of trials on the workers of the pool until the result is stable. */
export async function runAdaptiveOn(pool: Pool, task: Task, options: AdaptiveOptions & Watching): Promise<AdaptiveResult | Refusal> {
  const prepared = prepare(task, options, plannedTrials(options))
  if (!prepared.ok) return prepared
  const stopper = stopperOf(options, prepared.frame.outputs.length)
  const blocks = await blocksOf(pool, prepared, options, stopper)
  return blocks === undefined ? cancelled() : stabilised(prepared, blocks, options, stopper)
}

/** The same in the thread that calls. */
export function simulateAdaptive(task: Task, options: AdaptiveOptions): AdaptiveResult | Refusal {
  const prepared = prepare(task, options, plannedTrials(options))
  if (!prepared.ok) return prepared
  const stopper = stopperOf(options, prepared.frame.outputs.length)
  const runner = blockRunner(prepared.plan)
  const blocks: BlockResult[] = []
  for (let block = 0; block < blockCount(prepared.plan.trials); block++) {
    const result = runner(block)
    blocks.push(result)
    if (result.undefinedTrials > 0 || stopper.enough(blocks) !== undefined) break
  }
  return stabilised(prepared, blocks, options, stopper)
}

function stabilised(
  prepared: Prepared, blocks: readonly BlockResult[], options: AdaptiveOptions, stopper: Stopper,
): AdaptiveResult | Refusal {
  const result = finish(prepared, blocks, options.values === true)
  return result.ok ? { ...result, stability: stopper.stability() } : result
}

/** Blocks in their order: all, as many as the stopper wants, or those up to the first that is refused; undefined where it was stopped. */
async function blocksOf(
  pool: Pool, { plan, frame }: Prepared, { onProgress, signal }: Watching, stopper?: Stopper,
): Promise<readonly BlockResult[] | undefined> {
  const stopped = () => signal?.aborted === true
  if (stopped()) return undefined
  let seen = 0
  let reported = 0
  const onBlocks = (blocks: readonly BlockResult[]): number | undefined => {
    const refused = blocks.findIndex((block, i) => i >= seen && block.undefinedTrials > 0)
    seen = blocks.length
    if (refused !== -1) return refused + 1
    const wanted = stopper?.enough(blocks)
    if (wanted === undefined && onProgress !== undefined && blocks.length >= 1.5 * reported) {
      reported = blocks.length
      onProgress(resultOf(frame, blocks, false))
    }
    return wanted
  }
  const blocks = await pool.run(plan, blockCount(plan.trials), { onBlocks, signal })
  return stopped() ? undefined : blocks
}

function cancelled(): Refusal {
  return refuse('signal', '计算已停止', 'the run was stopped')
}
