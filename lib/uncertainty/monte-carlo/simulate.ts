// Monte Carlo in the thread that calls: blocks in their order, nothing else (JCGM 101:2008, 7). The reference for run.ts, which shares the
// blocks among workers and gives the same bits. Pure: no clock.

import { refuse, type Refusal } from '../refusal.ts'
import { blockCount, blockRunner, type BlockResult } from './block.ts'
import { prepare, type Options, type Prepared, type Task } from './prepare.ts'
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
    const names = frame.outputs.filter((_, o) => !Number.isFinite(last.moments.means[o])).map(({ name }) => name).join(', ')
    const trials = blocks.reduce((sum, block) => sum + block.trials, 0)
    return refuse(
      'model', `前 ${trials} 次试验中有 ${last.undefinedTrials} 次“${names}”没有有限值：模型须在输入量的整个分布上有定义`,
      `in ${last.undefinedTrials} of the first ${trials} trials "${names}" has no finite value: `
        + 'the model must be defined over the whole distribution of its inputs',
    )
  }
  return resultOf(frame, blocks, withValues)
}
