// A comparison evaluated: what is wrong with which cell, consistency, every way to a reference value, degrees of equivalence with the one
// chosen. Pure. What takes a while (medians by Monte Carlo, subsets) is comparison-worker.ts's, through `slowly`.
import { found, refuse, type Found, type Refusal } from '@duheng/decisions/refusal.ts'
import {
  arithmeticMean, birgeMean, consistency, derSimonianLaird, mandelPaule, restrictedLikelihood, weightedMean, type Consensus, type Consistency,
} from '@duheng/statistics/consensus.ts'
import { correlatedMean, degreesFromReference, degreesOfEquivalence, pairDegrees, type Degree, type PairDegree } from '@duheng/statistics/equivalence.ts'
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { medianComparison, type MedianComparison } from '@duheng/statistics/median-comparison.ts'
import { recommendReference, type Recommendation } from '@duheng/statistics/recommendation.ts'
import { largestConsistentSubset, type ConsistentSubset } from '@duheng/statistics/subset.ts'
import { numberOf } from '../typed-number.ts'
import { METHODS, type ComparisonBody, type MethodName } from '../../../comparison-body.ts'

export type CellProblem = { readonly row: number; readonly column: 'lab' | 'x' | 'u' | 'dof'; readonly zh: string; readonly en: string }
export type Field = 'k' | 'alpha' | 'coverage' | 'given.x' | 'given.U' | 'given.k' | 'sigma' | 'correlations' | 'results'
export type FieldProblem = { readonly field: Field; readonly zh: string; readonly en: string }

/** A laboratory with the row it was typed in. */
export type Laboratory = Reported & { readonly row: number }
export type Read = {
  readonly laboratories: readonly Laboratory[]
  readonly cells: readonly CellProblem[]
  readonly fields: readonly FieldProblem[]
  readonly alpha: number
  readonly coverage: number
  readonly correlation: number[][] | undefined
}

export const TRIALS = 100_000
export const SEED = 1

export function readComparison(body: ComparisonBody): Read {
  const fields: FieldProblem[] = []
  const positive = (field: Field, text: string) => {
    const value = numberOf(text)
    if (value !== undefined && value > 0) return value
    fields.push({ field, zh: '须为大于零的数', en: 'must be a number greater than zero' })
    return Number.NaN
  }
  const k = body.stated === 'U' ? positive('k', body.k) : 1
  const alpha = numberOf(body.alpha) ?? Number.NaN
  if (!(alpha > 0 && alpha < 1)) fields.push({ field: 'alpha', zh: '须在 0 与 1 之间', en: 'must lie between 0 and 1' })
  const coverage = positive('coverage', body.coverage)
  const cells: CellProblem[] = []
  const laboratories = laboratoriesOf(body, k, cells)
  return { laboratories, cells, fields, alpha, coverage, correlation: correlationOf(body, laboratories, fields) }
}

function laboratoriesOf({ rows, purpose }: ComparisonBody, k: number, cells: CellProblem[]): Laboratory[] {
  const names = new Set<string>()
  return rows.flatMap((row, at): Laboratory[] => {
    const [lab = '', x = '', u = '', dof = ''] = row.map((cell) => cell.trim())
    if (x === '' && u === '' && dof === '') return []
    const complain = (column: CellProblem['column'], zh: string, en: string) => { cells.push({ row: at, column, zh, en }) }
    const [value, spread, freedom] = [numberOf(x), numberOf(u), numberOf(dof)]
    const name = lab === '' ? `${at + 1}` : lab
    if (names.has(name)) complain('lab', '实验室名称重复', 'this laboratory stands here twice')
    names.add(name)
    if (x === '') complain('x', '缺少结果', 'the value is missing')
    if (u === '' && purpose === 'comparison') complain('u', '缺少不确定度', 'the uncertainty is missing')
    else if (u !== '' && spread !== undefined && !(spread > 0)) complain('u', '须大于零', 'must be greater than zero')
    if (dof !== '' && freedom !== undefined && !(freedom > 0)) complain('dof', '须大于零', 'must be greater than zero')
    if (value === undefined || cells.some((one) => one.row === at) || (dof !== '' && freedom === undefined) || (u !== '' && spread === undefined)) return []
    return [{ lab: name, x: value, u: spread === undefined ? Number.NaN : spread / k, row: at, ...(freedom !== undefined && { dof: freedom }) }]
  })
}

function correlationOf({ correlations }: ComparisonBody, laboratories: readonly Laboratory[], fields: FieldProblem[]): number[][] | undefined {
  const stated = correlations.filter(({ r }) => r.trim() !== '')
  if (stated.length === 0) return undefined
  const matrix: number[][] = laboratories.map((_, i) => laboratories.map((__, j) => (i === j ? 1 : 0)))
  for (const { a, b, r } of stated) {
    const [i, j] = [a, b].map((name) => laboratories.findIndex(({ lab }) => lab === name))
    const value = numberOf(r)
    const [rowI, rowJ] = [matrix[i ?? -1], matrix[j ?? -1]]
    if (i === j || value === undefined || !(Math.abs(value) <= 1) || rowI === undefined || rowJ === undefined || i === undefined || j === undefined) {
      fields.push({ field: 'correlations', zh: '相关系数须在 −1 与 1 之间，且属于两个不同的实验室', en: 'a correlation lies between −1 and 1 and belongs to two laboratories' })
      return undefined
    }
    rowI[j] = value
    rowJ[i] = value
  }
  return matrix
}

/** What takes longer than a keystroke may. */
export type Slow = { readonly recommendation: Found<Recommendation>; readonly median: Found<MedianComparison>; readonly subset: Found<ConsistentSubset> }

export function slowly(results: readonly Reported[], alpha: number): Slow {
  return {
    recommendation: recommendReference(results, { seed: SEED, trials: TRIALS }), median: medianComparison(results, { seed: SEED, trials: TRIALS }),
    subset: largestConsistentSubset(results, alpha),
  }
}

export type Way = { readonly name: MethodName; readonly reference: Found<Consensus> }
export type Reference = { readonly name: MethodName | 'given'; readonly value: number; readonly u: number; readonly tau2: number; readonly weights?: readonly number[] }
export type Answer = {
  readonly consistency: Found<Consistency>
  readonly ways: readonly Way[]
  /** Undefined while the recommendation is not there yet. */
  readonly reference: Found<Reference> | undefined
  readonly degrees: Found<readonly Degree[]> | undefined
  readonly pairs: Found<readonly PairDegree[]>
}

export function compare(body: ComparisonBody, { laboratories, alpha, coverage, correlation }: Read, slow: Slow | undefined): Answer {
  const ways = waysOf(laboratories, correlation, slow)
  const reference = referenceOf(body, ways, slow)
  return {
    consistency: consistency(laboratories, alpha), ways, reference, pairs: pairDegrees(laboratories, { correlation, k: coverage }),
    degrees: reference?.ok === true ? degreesWith(reference.value, laboratories, { correlation, k: coverage, slow }) : reference,
  }
}

function waysOf(results: readonly Reported[], correlation: number[][] | undefined, slow: Slow | undefined): Way[] {
  const quick: Partial<Record<MethodName, Found<Consensus>>> = {
    'weighted mean': weightedMean(results), 'arithmetic mean': arithmeticMean(results), Birge: birgeMean(results), 'DerSimonian–Laird': derSimonianLaird(results),
    'Mandel–Paule': mandelPaule(results), REML: restrictedLikelihood(results),
    ...(correlation !== undefined && { 'generalised least squares': correlatedMean(results, correlation) }),
    ...(slow !== undefined && { 'median (procedure B)': medianOf(slow.median), 'largest consistent subset': subsetOf(slow.subset, results) }),
  }
  return METHODS.flatMap((name) => {
    const reference = quick[name]
    return reference === undefined ? [] : [{ name, reference }]
  })
}

/** No result has a share in a median that could be named. */
const medianOf = (median: Found<MedianComparison>): Found<Consensus> =>
  (median.ok ? found({ method: 'median (procedure B)', value: median.value.value, u: median.value.u, tau2: 0, weights: [] }) : median)

function subsetOf(subset: Found<ConsistentSubset>, results: readonly Reported[]): Found<Consensus> {
  if (!subset.ok) return subset
  const { labs, reference } = subset.value
  return found({ ...reference, weights: results.map(({ lab }) => (labs.includes(lab) ? reference.weights[labs.indexOf(lab)] ?? 0 : 0)) })
}

function referenceOf(body: ComparisonBody, ways: readonly Way[], slow: Slow | undefined): Found<Reference> | undefined {
  if (body.reference === 'given') return givenReference(body)
  const name = body.reference === 'recommended' ? chosenBy(slow) : body.reference
  if (name === undefined) return undefined
  if (typeof name !== 'string') return name
  const way = ways.find((one) => one.name === name)
  if (way === undefined) return name === 'generalised least squares' ? refuse('correlations', '未给出相关系数', 'no correlation is given') : undefined
  return way.reference.ok ? found({ name, ...way.reference.value }) : way.reference
}

function chosenBy(slow: Slow | undefined): MethodName | Refusal | undefined {
  if (slow === undefined) return undefined
  return slow.recommendation.ok ? slow.recommendation.value.method : slow.recommendation
}

function givenReference({ given }: ComparisonBody): Found<Reference> {
  const [x, U, k] = [numberOf(given.x), numberOf(given.U), numberOf(given.k)]
  if (x === undefined) return refuse('given.x', '须填写外部参考值', 'the reference value from outside is needed')
  if (U === undefined || !(U > 0)) return refuse('given.U', '须为大于零的扩展不确定度', 'must be an expanded uncertainty greater than zero')
  if (k === undefined || !(k > 0)) return refuse('given.k', '须大于零', 'must be greater than zero')
  return found({ name: 'given', value: x, u: U / k, tau2: 0 })
}

type With = { readonly correlation: number[][] | undefined; readonly k: number; readonly slow: Slow | undefined }

function degreesWith(reference: Reference, results: readonly Reported[], { correlation, k, slow }: With): Found<readonly Degree[]> {
  if (reference.name === 'given') return degreesFromReference(results, reference, k)
  if (reference.name !== 'median (procedure B)') return degreesOfEquivalence(results, { ...reference, weights: reference.weights ?? [] }, { correlation, k })
  const median = slow?.median
  if (median?.ok !== true) return median ?? refuse('results', '还在计算', 'still computing')
  return found(median.value.degrees.map(({ lab, d, u }) => ({ lab, d, u, U: k * u, en: d / (k * u), equivalent: Math.abs(d) <= k * u })))
}
