// Monte Carlo in the thread that calls: blocks in their order, nothing else (JCGM 101:2008, 7). The reference for run.ts, which shares the
// blocks among workers and gives the same bits. Pure: no clock.

import type { Refusal } from '../refusal.ts'
import { blockCount, blockRunner, type BlockResult } from './block.ts'
import { prepare, refuseUndefined, type Options, type Prepared, type Task } from './prepare.ts'
import { resultOf, type MonteCarloResult } from './result.ts'

export type FixedOptions = Options & { readonly trials: number }

/** Runs `trials` trials, 100 to 10⁸, in this thread. */
export function simulate(task: Task, options: FixedOptions): MonteCarloResult | Refusal {
  const prepared = prepare(task, options, options.trials)
  if (!prepared.ok) return prepared
  const runner = blockRunner(prepared.plan)
  const blocks: BlockResult[] = []
  for (let block = 0; block < blockCount(prepared.plan.trials); block++) {
    const result = runner(block)
    blocks.push(result)
    if (result.undefinedTrials > 0) break
  }
  return finish(prepared, blocks, options.values === true)
}

/** The result of blocks in their order, or the refusal where a trial has no value. */
export function finish({ frame }: Prepared, blocks: readonly BlockResult[], withValues: boolean): MonteCarloResult | Refusal {
  const last = blocks.at(-1)
  if (last === undefined) throw new Error('a run has at least one block')
  if (last.undefinedTrials > 0) {
    const outputs = [...last.moments.means.keys()].filter((o) => !Number.isFinite(last.moments.means[o]))
    const trials = blocks.reduce((sum, block) => sum + block.trials, 0)
    const refused = refuseUndefined(frame, trials, last.undefinedTrials, outputs)
    if (refused !== undefined) return refused
  }
  return resultOf(frame, blocks, withValues)
}
