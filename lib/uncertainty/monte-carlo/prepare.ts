// From a model and what is known of its inputs to a plan that any thread can run, or the field that breaks a rule.
// Pure. Absent: running (simulate.ts, run.ts).

import { intervalUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Model, Node } from '../ast.ts'
import { influencesOf, type Correlation } from '../influence.ts'
import type { Input } from '../inputs.ts'
import { compile } from '../program.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { blockCount, type Plan } from './block.ts'
import { drawsOf, type Copula } from './draws.ts'
import { kernelOf, usedInputs } from './kernel.ts'
import { FEWEST_BLOCKS, type Frame } from './result.ts'
import { MAX_SEED } from './stream.ts'

/** One expression is the result `y`; inputs in any order. */
export type Task = {
  readonly model: Node | Model
  readonly inputs: readonly Input[]
  readonly correlations?: readonly Correlation[]
  /** Units of results by name. */
  readonly units?: ReadonlyMap<string, Unit>
  /** Units that results are said to be in, without conversion, where inputs have none. */
  readonly labels?: ReadonlyMap<string, Unit>
  /** Positions of the formulas that are results; all unless given, the others are steps on the way. */
  readonly results?: readonly number[]
  /** How correlations become a joint distribution; Gaussian unless given. Readings taken together have their own, multivariate t. */
  readonly copula?: Copula
}

export type Options = {
  /** A whole number from 0; the same seed gives the same bits, whatever computes them. */
  readonly seed: number
  /** Coverage probabilities of intervals; 0.95 unless given. */
  readonly probabilities?: readonly number[]
  /** Bins of the histogram, 128 unless given, 0 for none. */
  readonly bins?: number
  /** Whether the value of every trial is part of the result. */
  readonly values?: boolean
}

export const MAX_TRIALS = 100_000_000
/** Most values (trials times outputs) that are kept. */
export const MAX_KEPT = 50_000_000
const FEWEST_TRIALS = 100
const MAX_BINS = 10_000
const MAX_OUTPUTS = 100

export type Prepared = { readonly ok: true; readonly plan: Plan; readonly frame: Frame }

/** A plan of `trials` trials. */
export function prepare(task: Task, options: Options, trials: number): Prepared | Refusal {
  const probabilities = options.probabilities ?? [0.95]
  const broken = refuseOptions(options, probabilities, trials)
  if (broken !== undefined) return broken
  const { model, inputs } = task
  const assignments: Model = 'type' in model ? [{ name: 'y', expression: model, place: model.place, unnamed: true }] : model
  const compiled = compile(assignments, inputs.map(({ name, unit }) => ({ name, unit })), { units: task.units })
  if (!compiled.ok) return compiled
  const program = task.results === undefined ? compiled.program
    : { ...compiled.program, outputs: task.results.flatMap((o) => compiled.program.outputs[o] ?? []) }
  if (program.outputs.length === 0) return refuse('results', '模型没有结果', 'the model has no result')
  if (program.outputs.length > MAX_OUTPUTS) return refuse('model', `模型最多 ${MAX_OUTPUTS} 个结果`, `a model has at most ${MAX_OUTPUTS} results`)
  const keep = options.values === true || blockCount(trials) < FEWEST_BLOCKS
  if (keep && trials * program.outputs.length > MAX_KEPT) {
    return refuse('values', `最多保留 ${MAX_KEPT} 个抽样值`, `at most ${MAX_KEPT} values are kept; ask for fewer trials, or for no values`)
  }
  const found = influencesOf(inputs, task.correlations ?? [])
  if (!found.ok) return found
  const kernel = kernelOf(program)
  const used = usedInputs(kernel)
  const drawn = drawsOf(found.influences, task.copula ?? { type: 'gaussian' }, (i) => used.has(i))
  if (!drawn.ok) return drawn
  const { draws, notes } = drawn.draws
  const outputs = program.outputs.map(({ name, unit: own }) => {
    const unit = task.labels?.get(name) ?? own
    return { name, unit, uncertaintyUnit: intervalUnit(unit) }
  })
  return {
    ok: true, frame: { seed: options.seed, outputs, probabilities, notes },
    plan: {
      kernel, draws, seed: options.seed, trials, tail: 1 - Math.min(...probabilities), bins: options.bins ?? 128, keep,
    },
  }
}

function refuseOptions({ seed, bins = 128 }: Options, probabilities: readonly number[], trials: number): Refusal | undefined {
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)) {
    return refuse('seed', `种子须为 0 至 ${MAX_SEED} 的整数`, `a seed is a whole number from 0 to ${MAX_SEED}`)
  }
  if (!(Number.isInteger(trials) && trials >= FEWEST_TRIALS && trials <= MAX_TRIALS)) {
    const [least, most] = [FEWEST_TRIALS, MAX_TRIALS]
    return refuse('trials', `试验次数须为 ${least} 至 ${most} 的整数`, `trials are a whole number from ${least} to ${most}`)
  }
  if (!(Number.isInteger(bins) && bins >= 0 && bins <= MAX_BINS)) {
    return refuse('bins', `直方图的组数须为 0 至 ${MAX_BINS} 的整数`, `bins are a whole number from 0 to ${MAX_BINS}`)
  }
  if (probabilities.length === 0 || probabilities.length > 20 || !probabilities.every((p) => p > 0 && p < 1)) {
    return refuse('probabilities', '包含概率为 1 至 20 个，均在 0 与 1 之间', 'there are 1 to 20 coverage probabilities, each between 0 and 1')
  }
  const most = Math.max(...probabilities)
  if (trials * (1 - most) < 5) {
    return refuse(
      'trials', `包含概率 ${most} 至少需要 ${Math.ceil(5 / (1 - most))} 次试验（JCGM 101:2008，7.2.2 建议不少于 10⁴/(1 - p)）`,
      `a coverage probability of ${most} needs at least ${Math.ceil(5 / (1 - most))} trials (JCGM 101:2008, 7.2.2 advises 10⁴/(1 - p))`,
    )
  }
  return undefined
}
