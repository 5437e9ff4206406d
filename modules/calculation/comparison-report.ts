// A comparison evaluated as a whole: consistency, the recommended reference value with its reasons, degrees of equivalence, scores. Pure.
// With a reference from outside (x_ref, U_ref) the scores are against it; else the reference is made of the results.
import type { Sentence } from '@duheng/decisions/refusal.ts'
import { consistency, derSimonianLaird, mandelPaule, weightedMean } from '@duheng/statistics/consensus.ts'
import type { Consensus, Consistency } from '@duheng/statistics/consensus.ts'
import { degreesFromReference, degreesOfEquivalence } from '@duheng/statistics/equivalence.ts'
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { medianComparison } from '@duheng/statistics/median-comparison.ts'
import { recommendReference } from '@duheng/statistics/recommendation.ts'
import type { Method } from '@duheng/statistics/recommendation.ts'
import { largestConsistentSubset } from '@duheng/statistics/subset.ts'
import { has, needNumber, numberIn, taken, textIn, Unusable } from './given.ts'
import type { Given } from './given.ts'
import { reportedOf } from './laboratories.ts'

export type LaboratoryReport = Reported & {
  /** Degree of equivalence with its expanded uncertainty; En = D/U(D), ζ = D/u(D). */
  readonly d: number
  readonly uD: number
  readonly U: number
  readonly en: number
  readonly zeta: number
  readonly equivalent: boolean
}

export type ComparisonReport = {
  readonly unit: string | undefined
  readonly consistency?: Consistency
  readonly reference: { readonly method: Method | 'given' | 'single'; readonly value: number; readonly u: number; readonly U: number; readonly tau?: number }
  readonly reasons: readonly Sentence[]
  readonly cautions: readonly Sentence[]
  /** Laboratories of the largest consistent subset, and those outside it. */
  readonly subset?: { readonly labs: readonly string[]; readonly excluded: readonly string[] }
  readonly laboratories: readonly LaboratoryReport[]
  readonly k: number
}

const LEVEL = 0.05
const TRIALS = 200_000

export function comparisonReport(given: Given): ComparisonReport {
  const results = reportedOf(given)
  const k = numberIn({ k: typeof given['k'] === 'number' ? given['k'] : undefined }, 'k') ?? 2
  const unit = textIn(given, 'unit', '单位')
  if (has(given, 'x_ref', 'xref', 'x_pt', 'reference')) return againstReference(given, results, k, unit)
  if (results.length < 3) throw new Unusable('results', '没有外部参考值（x_ref, U_ref）时至少需要 3 个实验室的结果', 'without a reference from outside (x_ref, U_ref), results of at least 3 laboratories are needed')
  const asked = taken(recommendReference(results, { seed: 1, trials: TRIALS }))
  const { method, value, u, tau, reasons, cautions } = asked
  const subset = taken(largestConsistentSubset(results, LEVEL))
  return {
    unit, consistency: taken(consistency(results, LEVEL)), reference: { method, value, u, U: k * u, ...(tau !== undefined && { tau }) }, reasons, cautions,
    subset: { labs: subset.labs, excluded: subset.excluded }, laboratories: degreesBy(method, results, k), k,
  }
}

function againstReference(given: Given, results: readonly Reported[], k: number, unit: string | undefined): ComparisonReport {
  const value = needNumber(given, 'x_ref', 'xref', 'x_pt', 'reference')
  const U = numberIn(given, 'U_ref', 'Uref', 'U_pt')
  const u = numberIn(given, 'u_ref', 'uref', 'u_pt') ?? (U === undefined ? undefined : U / (numberIn(given, 'k_ref') ?? k))
  if (u === undefined) throw new Unusable('U_ref', '参考值需要 u_ref 或 U_ref', 'the reference needs u_ref or U_ref')
  const degrees = taken(degreesFromReference(results, { value, u }, k))
  const test = consistency(results, LEVEL)
  return {
    unit, ...(test.ok && { consistency: test.value }), reference: { method: 'given', value, u, U: k * u }, k, cautions: [],
    reasons: [{ zh: '参考值由外部给定，与参加者的结果无关。', en: 'The reference comes from outside and is independent of the results.' }],
    laboratories: results.map((one, i) => rowOf(one, degrees[i] ?? NOTHING)),
  }
}

type Degree = { readonly d: number; readonly u: number; readonly U: number; readonly en: number; readonly equivalent: boolean }
const NOTHING: Degree = { d: Number.NaN, u: Number.NaN, U: Number.NaN, en: Number.NaN, equivalent: false }

const rowOf = (one: Reported, { d, u, U, en, equivalent }: Degree): LaboratoryReport => ({ ...one, d, uD: u, U, en, zeta: u > 0 ? d / u : 0, equivalent })

/** Degrees of equivalence with the reference that was recommended, by the way it was made. */
function degreesBy(method: Method, results: readonly Reported[], k: number): readonly LaboratoryReport[] {
  if (method === 'median (procedure B)') {
    const { degrees } = taken(medianComparison(results, { seed: 1, trials: TRIALS }))
    return results.map((one, i) => {
      const { d, u, equivalent } = degrees[i] ?? { ...NOTHING, interval: undefined }
      return rowOf(one, { d, u, U: k * u, en: d / (k * u), equivalent })
    })
  }
  const degrees = taken(degreesOfEquivalence(results, consensusBy(method, results), { k }))
  return results.map((one, i) => rowOf(one, degrees[i] ?? NOTHING))
}

function consensusBy(method: Method, results: readonly Reported[]): Pick<Consensus, 'value' | 'weights' | 'tau2'> {
  switch (method) {
    case 'DerSimonian–Laird': return taken(derSimonianLaird(results))
    case 'Mandel–Paule': return taken(mandelPaule(results))
    case 'largest consistent subset': {
      const { labs, reference } = taken(largestConsistentSubset(results, LEVEL))
      return { ...reference, weights: results.map(({ lab }) => (labs.includes(lab) ? (reference.weights[labs.indexOf(lab)] ?? 0) : 0)) }
    }
    default: return taken(weightedMean(results))
  }
}
