// How to read a plan: whether its points are met, what makes it hard or soft. Pure but for the words.
import { percent, percentNeat } from '../shown.ts'
import type { Design } from './design.ts'
import type { SamplingBody } from '../../../sampling-body.ts'
import type { samplingWords } from './sampling-words.ts'

export function adviceOf(body: SamplingBody, { plan, points, atP1, atP2, endless, N }: Design, t: (typeof samplingWords)['en']): string[] {
  const out: string[] = []
  const [meetsFirst, meetsSecond] = [atP1 >= 1 - points.alpha - 1e-12, atP2 <= points.beta + 1e-12]
  if (body.way === 'points' && meetsFirst && meetsSecond) out.push(t.bothMet)
  if (!meetsFirst) out.push(t.firstMissed({ risk: percent(1 - atP1), alpha: percentNeat(points.alpha) }))
  if (!meetsSecond) out.push(t.secondMissed({ risk: percent(atP2), beta: percentNeat(points.beta) }))
  if (endless !== undefined && plan.kind === 'single' && N !== undefined && endless.n > plan.n) out.push(t.endless({ n: endless.n, ac: endless.ac, N, less: endless.n - plan.n }))
  if (plan.kind === 'single' && plan.ac === 0 && plan.n !== N) out.push(t.zero)
  if (plan.kind === 'variables') out.push(t.normalOnly)
  if (body.way === 'aql') out.push(t.switching)
  out.push(t.notEach)
  return out
}
