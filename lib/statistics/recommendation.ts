// Which reference value suits a set of results, with the reasons as sentences: the way of the NIST Decision Tree, with the methods of this
// package. Pure. Source: Possolo et al., NIST Decision Tree for key comparisons (Metrologia 2021; user's manual 2024), its three tests and
// levels; where that program goes on to hierarchical Bayesian models, this one recommends the method named beside it. Absent: excluding a
// laboratory, which is decided from its measurement, never from its value.

import { found, notProbability, type Found, type Sentence } from '@duheng/decisions/refusal.ts'
import { consistency, derSimonianLaird, mandelPaule, weightedMean, type Consensus, type Consistency } from './consensus.ts'
import { reportedProblem, type Reported } from './laboratory.ts'
import { median } from './location.ts'
import { medianComparison } from './median-comparison.ts'
import { shapiroWilk, symmetryTest, type Normality, type Symmetry } from './shape-test.ts'
import { largestConsistentSubset } from './subset.ts'

/** Levels of the three tests; 0.10, 0.05 and 0.05 are the NIST Decision Tree's. */
export type Levels = { readonly homogeneity: number; readonly normality: number; readonly symmetry: number }

export const DECISION_TREE_LEVELS: Levels = { homogeneity: 0.1, normality: 0.05, symmetry: 0.05 }

export type Method = 'weighted mean' | 'median (procedure B)' | 'DerSimonian–Laird' | 'Mandel–Paule' | 'largest consistent subset'

export type Recommendation = {
  readonly method: Method
  readonly value: number
  readonly u: number
  /** Between-laboratory standard deviation τ where the method has one. */
  readonly tau?: number
  readonly homogeneity: Consistency
  readonly normality?: Normality
  readonly symmetry?: Symmetry
  /** Why, in the order of the tests. */
  readonly reasons: readonly Sentence[]
  /** What the reader should know before adopting it. */
  readonly cautions: readonly Sentence[]
}

export type Asked = { readonly levels?: Levels; readonly seed?: number; readonly trials?: number }

/** A reference value for at least three results, with the tests it rests on and the reasons in words. */
export function recommendReference(
  results: readonly Reported[], { levels = DECISION_TREE_LEVELS, seed = 1, trials }: Asked = {},
): Found<Recommendation> {
  const wrong = reportedProblem(results, 3) ?? notProbability({ ...levels })
  if (wrong !== undefined) return wrong
  const homogeneity = consistency(results, levels.homogeneity)
  if (!homogeneity.ok) return homogeneity
  const centre = median(results.map(({ x }) => x))
  const shape = shapiroWilk(results.map(({ x, u }) => (x - centre) / u))
  const balance = symmetryTest(results.map(({ x }) => x), seed)
  const normality = shape.ok ? shape.value : undefined
  const symmetry = balance.ok ? balance.value : undefined
  const normal = normality === undefined || normality.p >= levels.normality
  const symmetric = symmetry === undefined || symmetry.p >= levels.symmetry
  const method = choose(results, homogeneity.value.consistent, normal, symmetric)
  const reference = referenceBy(method, results, seed, trials)
  if (!reference.ok) return reference
  const { value, u, tau2 } = reference.value
  return found({
    method, value, u, ...(tau2 > 0 && { tau: Math.sqrt(tau2) }), homogeneity: homogeneity.value, normality, symmetry,
    reasons: reasonsOf(method, homogeneity.value, normality, symmetry, levels), cautions: cautionsOf(results, homogeneity.value, method),
  })
}

/** The branches of the tree; a subset is only recommended where it is a clear majority. */
function choose(results: readonly Reported[], homogeneous: boolean, normal: boolean, symmetric: boolean): Method {
  if (homogeneous) return normal ? 'weighted mean' : 'median (procedure B)'
  if (symmetric) return normal ? (results.length < 5 ? 'Mandel–Paule' : 'DerSimonian–Laird') : 'median (procedure B)'
  const subset = largestConsistentSubset(results)
  const majority = subset.ok && subset.value.alternatives === 1 && 3 * subset.value.labs.length >= 2 * results.length
  return majority ? 'largest consistent subset' : 'median (procedure B)'
}

function referenceBy(
  method: Method, results: readonly Reported[], seed: number, trials: number | undefined,
): Found<Pick<Consensus, 'value' | 'u' | 'tau2'>> {
  switch (method) {
    case 'weighted mean': return weightedMean(results)
    case 'DerSimonian–Laird': return derSimonianLaird(results)
    case 'Mandel–Paule': return mandelPaule(results)
    case 'largest consistent subset': {
      const subset = largestConsistentSubset(results)
      return subset.ok ? found(subset.value.reference) : subset
    }
    case 'median (procedure B)': {
      const comparison = medianComparison(results, { seed, trials })
      return comparison.ok ? found({ value: comparison.value.value, u: comparison.value.u, tau2: 0 }) : comparison
    }
  }
}

function reasonsOf(
  method: Method, { q, dof, p, consistent, birge }: Consistency, normality: Normality | undefined, symmetry: Symmetry | undefined,
  levels: Levels,
): Sentence[] {
  const found_ = `Q = ${q.toPrecision(4)}, ν = ${dof}, p = ${shown(p)} ${consistent ? '≥' : '<'} ${levels.homogeneity}`
  const ratio = birge.toFixed(2)
  const out: Sentence[] = [consistent
    ? { zh: `结果之间的差异能由各自声明的不确定度解释（${found_}）。`, en: `The stated uncertainties explain the scatter (${found_}).` }
    : {
      zh: `结果之间的差异超出声明的不确定度（${found_}，Birge 比 ${ratio}）。`,
      en: `The results scatter more than stated (${found_}, Birge ratio ${ratio}).`,
    }]
  if (!consistent && symmetry !== undefined) {
    const holds = symmetry.p >= levels.symmetry
    const at = `p = ${shown(symmetry.p)}, α = ${levels.symmetry}`
    out.push(holds
      ? { zh: `关于中位数未见不对称（${at}）。`, en: `About the median they are not visibly asymmetric (${at}).` }
      : { zh: `关于中位数明显不对称（${at}）。`, en: `About the median they are asymmetric (${at}).` })
  }
  if (normality !== undefined && method !== 'largest consistent subset') {
    const holds = normality.p >= levels.normality
    const at = `Shapiro–Wilk p = ${shown(normality.p)}, α = ${levels.normality}`
    out.push(holds
      ? { zh: `标准化后未见偏离正态（${at}）。`, en: `Standardised, they look normal (${at}).` }
      : {
        zh: `标准化后偏离正态，极端值不应主导参考值（${at}）。`,
        en: `Standardised, they do not look normal: extreme values should not lead (${at}).`,
      })
  }
  return [...out, BECAUSE[method]]
}

const BECAUSE: Record<Method, Sentence> = {
  'weighted mean': { zh: '故用逆方差加权均值（Cox 程序 A）。', en: 'So the inverse-variance weighted mean (Cox, procedure A).' },
  'median (procedure B)': {
    zh: '故用中位数，其不确定度由声明的分布传播得到（Cox 程序 B）。',
    en: 'So the median, its uncertainty propagated from the stated distributions (Cox, procedure B).',
  },
  'DerSimonian–Laird': {
    zh: '故用含实验室间方差的加权均值（DerSimonian–Laird）。', en: 'So a weighted mean with a between-laboratory variance (DerSimonian–Laird).',
  },
  'Mandel–Paule': {
    zh: '实验室少于五个，故用 Mandel–Paule 均值，其实验室间方差对少量结果更稳。',
    en: 'With fewer than five laboratories, the Mandel–Paule mean, whose between-laboratory variance is steadier for few results.',
  },
  'largest consistent subset': {
    zh: '不少于三分之二的结果彼此一致且该子集唯一，故用最大一致子集的加权均值。',
    en: 'At least two thirds of the results agree and that subset is the only one: its weighted mean.',
  },
}

function cautionsOf(results: readonly Reported[], { p }: Consistency, method: Method): Sentence[] {
  const out: Sentence[] = []
  if (results.length < 6) out.push({
    zh: `只有 ${results.length} 个结果：检验的发现能力弱，未发现异常不等于没有。`,
    en: `Only ${results.length} results: the tests have little power, and finding nothing does not mean there is nothing.`,
  })
  if (p < 0.001 && method === 'DerSimonian–Laird') out.push({
    zh: '实验室间方差远大于声明的不确定度：应先查原因，再发布参考值。',
    en: 'The between-laboratory variance is far above the stated uncertainties: look for its cause before publishing a reference value.',
  })
  const shares = results.map(({ u }) => 1 / (u * u))
  const largest = Math.max(...shares) / shares.reduce((sum, share) => sum + share, 0)
  if (method === 'weighted mean' && largest > 0.5 && results.length > 2) out.push({
    zh: `一个实验室占权重的 ${(100 * largest).toFixed(0)} %：请核对其不确定度声明。`,
    en: `One laboratory carries ${(100 * largest).toFixed(0)} % of the weight: check its statement of uncertainty.`,
  })
  return out
}

function shown(p: number): string {
  return p < 0.001 ? p.toExponential(1) : p.toFixed(3)
}
