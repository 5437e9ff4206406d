// What a Monte Carlo run is asked for, from what was typed; and what its result says beside first order. Pure; the run itself is web/'s.
import { firstOrderOf, withCoverage } from '@duheng/uncertainty/model.ts'
import type { Task } from '@duheng/uncertainty/monte-carlo/prepare.ts'
import type { MonteCarloResult, OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { validateFirstOrder, type Validation } from '@duheng/uncertainty/monte-carlo/validation.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { Refusal } from '@duheng/uncertainty/refusal.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Answer } from './evaluate.ts'
import type { Pair } from './pair.ts'
import { numberOf } from './spread.ts'
import type { StudyBody } from './study-body.ts'

export type Sampling = { readonly task: Task; readonly trials: number; readonly seed: number; readonly p: number; /** Keep the values, to count those within limits. */ readonly values: boolean }
export type SamplingRead = { readonly ok: true; readonly sampling: Sampling } | { readonly ok: false; readonly words: Pair }

export const MOST_TRIALS = 20_000_000
/** Up to so many trials their values are kept for counting. */
const KEPT = 4_000_000

/** Where U is by an agreed k, intervals are for the probability that stands beside it. */
export function samplingOf(body: StudyBody, answer: Answer): SamplingRead {
  const [trials, seed, p] = [numberOf(body.monteCarlo.trials), numberOf(body.monteCarlo.seed), numberOf(body.coverage.p)]
  if (!trials.ok || !Number.isInteger(trials.value) || trials.value < 1_000 || trials.value > MOST_TRIALS) {
    return { ok: false, words: [`试验次数为 1000 至 ${MOST_TRIALS} 的整数`, `Trials are a whole number from 1000 to ${MOST_TRIALS}`] }
  }
  if (!seed.ok || !Number.isInteger(seed.value) || seed.value < 0) return { ok: false, words: ['种子为不小于零的整数', 'A seed is a whole number, zero or greater'] }
  const probability = 'p' in answer.model.coverage ? answer.model.coverage.p : p.ok && p.value > 0 && p.value < 1 ? p.value : 0.95
  const hasLimits = body.limits.lower.trim() !== '' || body.limits.upper.trim() !== ''
  return {
    ok: true,
    sampling: {
      task: { model: answer.model.assignments, inputs: answer.model.inputs, correlations: answer.model.correlations, units: unitsOf(body, answer) },
      trials: trials.value, seed: seed.value, p: probability, values: hasLimits && trials.value * answer.budgets.length <= KEPT,
    },
  }
}

/** Units of results; none where they are labels of plain numbers. */
function unitsOf(body: StudyBody, { model }: Answer): ReadonlyMap<string, Unit> | undefined {
  if (model.inputs.every(({ unit }) => unit === undefined)) return undefined
  return new Map(body.results.flatMap(({ name, unit }) => {
    const parsed = unit.trim() === '' ? undefined : parseUnit(unit.trim())
    return parsed?.ok === true ? [[name, parsed.unit] as const] : []
  }))
}

/** The parts of a study that change a run; typing anything else does not begin it anew. */
export function samplingKey(body: StudyBody): string {
  return JSON.stringify([
    body.formula, body.inputs.map(({ name, estimate, unit, type, spread, dof, identity }) => [name, estimate, unit, type, spread, dof, identity]), body.correlations, body.results,
    body.coverage, body.monteCarlo, body.limits.lower.trim() === '' && body.limits.upper.trim() === '',
  ])
}

/** First order for the probability of the run: the budget itself, or the same model covered by p. */
export function budgetFor(answer: Answer, p: number): Budget | undefined {
  if (answer.budget.p === p) return answer.budget
  const covered = withCoverage(answer.model, { p })
  if (!covered.ok) return undefined
  const propagated = firstOrderOf(covered.model)
  return propagated.ok ? propagated.budgets[answer.at] : undefined
}

/** Clause 8 of JCGM 101 for the measurand. */
export function clause8(answer: Answer, result: MonteCarloResult, p: number, digits: 1 | 2): Validation | Refusal | undefined {
  const budget = budgetFor(answer, p)
  const output = result.outputs[answer.at]
  return budget === undefined || output === undefined ? undefined : validateFirstOrder(budget, output, { digits })
}

/** Share of the trials within limits; undefined where neither values nor a histogram can tell. */
export function shareWithin(output: OutputResult, lower: number | undefined, upper: number | undefined): number | undefined {
  const { values } = output
  if (values === undefined || values.length === 0) return undefined
  let n = 0
  for (const value of values) if ((lower === undefined || value >= lower) && (upper === undefined || value <= upper)) n++
  return n / values.length
}
