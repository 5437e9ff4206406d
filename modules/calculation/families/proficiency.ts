// Proficiency testing: robust statistics of a round (ISO 13528) and scores of participants (En, zeta, z, z'). Pure.
import { algorithmA, algorithmS, hampel, MAD_FACTOR, qMethod } from '@duheng/statistics/robust.ts'
import type { AlgorithmAOptions } from '@duheng/statistics/robust.ts'
import { median, medianDeviation, quantile, summary } from '@duheng/statistics/location.ts'
import { enScore, relativeDifference, zetaScore, zPrimeScore, zScore } from '@duheng/statistics/score.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { mentions, readName } from '../family.ts'
import { has, isGiven, lacking, member, needNumber, needNumbers, numberIn, rowsIn, taken, Unusable } from '../given.ts'
import type { Given } from '../given.ts'
import { laboratoriesOf } from '../laboratories.ts'
import type { Laboratory } from '../laboratories.ts'

export const robustStatistics: Family = {
  name: 'robust statistics',
  takes: (kind) => /algorithm [as]\b|robust|13528|hampel/i.test(kind),
  answers: ({ input }) => {
    const groups = rowsIn(input, 'groups', 'replicates')
    const values = groups === undefined ? needNumbers(input, 'x', 'values', 'results', 'data') : groups.map((group) => summary(group).mean)
    return (name) => readName(name, robustReadings(name, values, groups ?? values.map((one) => [one]), input))
  },
}

/** Algorithm A as it was run: the factor 1.134 of the standard unless the name or the input says the exact one, as metRology takes it. */
function optionsOf(name: string, input: Given): AlgorithmAOptions {
  const said = `${name} ${String(input['factor'] ?? '')}`
  const factors = !/1[.,]134(?!\d)/.test(said) && /exact factor|metrology|unrounded|1[.,]1334|\bexact\b/i.test(said) ? 'exact' : 'printed'
  const iterations = numberIn(input, 'iterations', 'max_iterations')
  return { factors, tolerance: numberIn(input, 'tolerance', 'tol'), ...(iterations !== undefined && { iterations }) }
}

function robustReadings(name: string, values: readonly number[], groups: readonly (readonly number[])[], input: Given): readonly Reading[] {
  const a = () => taken(algorithmA(values, optionsOf(name, input)))
  const q = () => taken(qMethod(groups))
  const h = () => taken(hampel(values, /made/i.test(name) ? MAD_FACTOR * medianDeviation(values) : q()))
  const s = () => taken(algorithmS(values, numberIn(input, 'nu', 'dof', 'df') ?? 1))
  const scaled = (factor: number) => {
    const printed = new RegExp(String.raw`(?<![\w.])(1\.48\d*|0\.741\d*)`).exec(name)?.[1]
    return printed === undefined ? factor : Number(printed)
  }
  return [
    [/hampel|Q\/H/i, () => (/\bu\b|\bu\(/.test(name) ? h().u : /\bs\b|s\*|\bsd\b/i.test(name) && !/mean|x\*|location/i.test(name) ? h().s : h().x)],
    [/nIQR/i, () => scaled(MAD_FACTOR / 2) * (quantile(values, 0.75) - quantile(values, 0.25))],
    [/\bIQR\b/, () => quantile(values, 0.75) - quantile(values, 0.25)],
    [/MADe|scaled m(?:edian|ad)|MAD ?\(?1\.48/i, () => scaled(MAD_FACTOR) * medianDeviation(values)],
    [/\bMAD\b|median absolute|median deviation/i, () => medianDeviation(values)],
    [/algorithm s\b|\bw\*/i, () => s().w],
    [/(?:\bu\(|\bu\b|u_?x_?pt).*/, () => a().u],
    [/winsori[sz]ed/i, () => a().winsorised],
    [/\bQ\b|Q method/, () => q()],
    [/iteration/i, () => a().iterations],
    [/x\*|\bx_?pt\b|robust mean|robust average|algorithm a mean|稳健平均/i, () => a().x],
    [/s\*|robust s(?:d|tandard)|algorithm a s/i, () => a().s],
    [/median/i, () => median(values)],
    [/\bs\b|\bsd\b|standard deviation/i, () => summary(values).sd],
    [/mean|average/i, () => summary(values).mean],
    [/\bn\b|count/i, () => values.length],
  ]
}

export const scores: Family = {
  name: 'proficiency scores',
  takes: (kind, input) => /\bE_?n\b|\bzeta\b|ζ|\bz['′]?(?:[\s,-]|$)|z-?score|proficiency/i.test(kind) || has(input, 'x_ref', 'U_ref', 'sigma_pt'),
  answers: ({ input }) => {
    const laboratories = laboratoriesOf(input)
    const reference = referenceOf(input)
    return (name) => scored(name, laboratories, reference, input)
  },
}

type Reference = { readonly x: number; readonly u?: number; readonly U?: number }

function referenceOf(input: Given): Reference {
  const own = member(input, 'reference', 'ref', 'assigned')?.value
  if (isGiven(own)) return referenceOf({ x_ref: own['x'] ?? own['value'], U_ref: own['U'], u_ref: own['u'], k_ref: own['k'], ...own })
  const x = needNumber(input, 'x_ref', 'x_pt', 'xref', 'X', 'reference', 'assigned', 'assigned_value', 'ref')
  const k = numberIn(input, 'k_ref', 'kref') ?? numberIn({ k: Array.isArray(input['k']) ? undefined : input['k'] }, 'k') ?? 2
  const stated = numberIn(input, 'u_ref', 'u_pt', 'u_xpt', 'u_x_pt', 'u_assigned', 'uref')
  const U = numberIn(input, 'U_ref', 'U_pt', 'U_xpt', 'U_assigned', 'Uref') ?? (stated === undefined ? undefined : k * stated)
  return { x, U, u: stated ?? (U === undefined ? undefined : U / k) }
}

function scored(name: string, laboratories: readonly Laboratory[], reference: Reference, input: Given): Answer {
  const one = scoreNamed(name, reference, input)
  if (one === undefined) return undefined
  const index = /\[(\d+)\]|\blab(?:oratory)?\s*(\d+)|_(\d+)\b/.exec(name)?.slice(1).find((group) => group !== undefined)
  const only = index !== undefined ? laboratories[Number(index) - 1] : laboratories.find(({ lab }) => {
    return !/^\d+$/.test(lab) && mentions(name, lab)
  })
  if (only !== undefined) return one(only)
  const [single] = laboratories
  return laboratories.length === 1 && single !== undefined ? one(single) : laboratories.map(one)
}

type Score = (of: Laboratory) => number | string | boolean

function scoreNamed(name: string, reference: Reference, input: Given): Score | undefined {
  const sigma = () => numberIn(input, 'sigma_pt', 'sigma', 'sigmapt', 'sdpa', 's_pt') ?? lacking(['sigma_pt'])
  const uRef = () => reference.u ?? lacking(['u_ref', 'U_ref'])
  const says = /satisf|verdict|says|judg|满意/i.test(name)
  const of = (score: { score: number; says: string }) => (says ? score.says : /\|/.test(name) ? Math.abs(score.score) : score.score)
  if (/\bE_?n\b|E_\{?n/i.test(name)) {
    const options = { correlation: numberIn(input, 'r', 'correlation'), includedInReference: input['included'] === true, drift: numberIn(input, 'drift', 'U_drift') }
    return (lab) => of(taken(enScore(lab.x, expandedOf(lab), reference.x, reference.U ?? lacking(['U_ref', 'u_ref']), options)))
  }
  if (/zeta|ζ/i.test(name)) return (lab) => of(taken(zetaScore(lab.x, standardOf(lab), reference.x, uRef())))
  if (/\bz['′’]|z[\s_-]?prime/i.test(name)) return (lab) => of(taken(zPrimeScore(lab.x, reference.x, sigma(), uRef())))
  if (/\bz(?:_\d+)?\b|z-?score/i.test(name)) return (lab) => of(taken(zScore(lab.x, reference.x, sigma())))
  if (new RegExp(String.raw`\bD\s*%|D_?(?:rel|percent)|relative|%`, 'i').test(name)) return (lab) => taken(relativeDifference(lab.x, reference.x))
  return /\bD(?:_i)?\b|difference|deviation/i.test(name) ? (lab) => lab.x - reference.x : undefined
}

function standardOf({ lab, u }: Laboratory): number {
  if (u === undefined) throw new Unusable(`${lab}.u`, '需要 u，或 U 与 k', 'needs u, or U with k')
  return u
}

function expandedOf({ lab, u, U, k }: Laboratory): number {
  if (U !== undefined) return U
  if (u === undefined) throw new Unusable(`${lab}.U`, '需要 U，或 u', 'needs U, or u')
  return (k ?? 2) * u
}

