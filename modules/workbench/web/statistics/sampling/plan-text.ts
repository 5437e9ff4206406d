// A plan in one line, as it is told to whoever draws the sample. Pure but for the words.
import { significant } from '../../../printed.ts'
import type { Design } from './design.ts'
import type { samplingWords } from './sampling-words.ts'

export function planText({ plan }: Design, t: (typeof samplingWords)['en']): string {
  if (plan.kind === 'single') return t.single({ n: plan.n, ac: plan.ac, re: plan.ac + 1 })
  if (plan.kind === 'double') return t.doubled(plan)
  return t.variable({ n: plan.n, sd: plan.method === 's' ? 's' : 'σ', k: significant(plan.k, 4) })
}
