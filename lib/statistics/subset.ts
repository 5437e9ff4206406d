// The largest consistent subset of results: the most laboratories whose results agree within their stated uncertainties.
// Pure. Source: Cox, The evaluation of key comparison data: determining the largest consistent subset, Metrologia 44 (2007) 187.
// Absent: why a result is outside, which is for the laboratory to find.

import { found, notProbability, type Found } from '@duheng/decisions/refusal.ts'
import { chi2Quantile } from '@duheng/uncertainty/special/gamma.ts'
import { consistency, weightedMean, type Consensus } from './consensus.ts'
import { reportedProblem, type Reported } from './laboratory.ts'
import { median } from './location.ts'

export type ConsistentSubset = {
  readonly labs: readonly string[]
  readonly excluded: readonly string[]
  readonly reference: Consensus
  readonly q: number
  readonly p: number
  /** How many subsets of this size are consistent; of several the one with the smallest Q is taken. */
  readonly alternatives: number
  /** `all subsets` are compared up to 20 laboratories; beyond, the result that fits worst is left out one by one. */
  readonly search: 'all subsets' | 'one by one'
}

const MOST_LABS_COMPARED = 20

/** The largest subset with P(χ² > Q) ≥ alpha about its own weighted mean. */
export function largestConsistentSubset(results: readonly Reported[], alpha = 0.05): Found<ConsistentSubset> {
  const wrong = reportedProblem(results) ?? notProbability({ alpha })
  if (wrong !== undefined) return wrong
  const terms = termsOf(results)
  const search = results.length <= MOST_LABS_COMPARED ? 'all subsets' : 'one by one'
  const best = search === 'all subsets' ? ofAll(terms, alpha) : oneByOne(terms, alpha)
  const kept = results.filter((_, i) => best.members.includes(i))
  const reference = weightedMean(kept)
  if (!reference.ok) return reference
  // Once more with exact sums, so that the Q told does not depend on the order of the laboratories.
  const test = kept.length === 1 ? undefined : consistency(kept, alpha)
  if (test !== undefined && !test.ok) return test
  return found({
    labs: kept.map(({ lab }) => lab), excluded: results.filter((_, i) => !best.members.includes(i)).map(({ lab }) => lab),
    reference: reference.value, q: test?.value.q ?? 0, p: test?.value.p ?? 1, alternatives: best.alternatives,
    search,
  })
}

type Term = { w: number; d: number }
type Best = { members: readonly number[]; q: number; alternatives: number }

/** Weights and centred values in units of the smallest uncertainty. */
function termsOf(results: readonly Reported[]): Term[] {
  const centre = median(results.map(({ x }) => x))
  const scale = Math.min(...results.map(({ u }) => u))
  return results.map(({ x, u }) => ({ w: (scale / u) ** 2, d: (x - centre) / scale }))
}

/** Q from Σ w(d - m)²: a second pass, so that nothing cancels. */
function qOf(terms: readonly Term[], members: readonly number[]): number {
  let [sum, first] = [0, 0]
  for (const i of members) {
    const { w, d } = terms[i] ?? { w: 0, d: 0 }
    sum += w
    first += w * d
  }
  const m = first / sum
  let q = 0
  for (const i of members) {
    const { w, d } = terms[i] ?? { w: 0, d: 0 }
    q += w * (d - m) ** 2
  }
  return q
}

function ofAll(terms: readonly Term[], alpha: number): Best {
  const n = terms.length
  for (let size = n; size >= 2; size--) {
    const critical = chi2Quantile(1 - alpha, size - 1)
    let best: Best | undefined
    for (const members of subsets(n, size)) {
      const q = qOf(terms, members)
      if (q > critical) continue
      best = best === undefined || q < best.q
        ? { members: [...members], q, alternatives: (best?.alternatives ?? 0) + 1 }
        : { ...best, alternatives: best.alternatives + 1 }
    }
    if (best !== undefined) return best
  }
  const heaviest = terms.reduce((most, { w }, i) => (w > (terms[most]?.w ?? 0) ? i : most), 0)
  return { members: [heaviest], q: 0, alternatives: n }
}

/** Every choice of `size` among n, in one array that is overwritten. */
function* subsets(n: number, size: number): Generator<readonly number[]> {
  const members = Array.from({ length: size }, (_, i) => i)
  for (;;) {
    yield members
    let i = size - 1
    while (i >= 0 && members[i] === n - size + i) i--
    if (i < 0) return
    members[i] = (members[i] ?? 0) + 1
    for (let j = i + 1; j < size; j++) members[j] = (members[j - 1] ?? 0) + 1
  }
}

function oneByOne(terms: readonly Term[], alpha: number): Best {
  let members = terms.map((_, i) => i)
  while (members.length > 1 && qOf(terms, members) > chi2Quantile(1 - alpha, members.length - 1)) {
    const without = (i: number): number => qOf(terms, members.filter((member) => member !== i))
    const worst = members.reduce((most, i) => (without(i) < without(most) ? i : most), members[0] ?? 0)
    members = members.filter((member) => member !== worst)
  }
  return { members, q: qOf(terms, members), alternatives: 1 }
}
