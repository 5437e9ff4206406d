// Coverage factors, and the effective degrees of freedom they are taken with (GUM G.3, G.4).
// Pure. Absent: the smallest coverage region of several results, and coverage intervals that are not symmetric (monte-carlo/).

import type { Influences } from './influence.ts'
import { refuse, type Refusal, type Sentence } from './refusal.ts'
import { fQuantile } from './special/fisher.ts'
import { chi2Quantile } from './special/gamma.ts'
import { coverageFactor } from './special/student.ts'

/** A probability of coverage (k from t with ν_eff truncated, or as computed: GUM G.4.1 note 1), or a coverage factor as agreed. */
export type Coverage = { readonly p: number; readonly dof?: 'truncated' | 'as computed' } | { readonly k: number }

export function checkCoverage(coverage: Coverage): Refusal | undefined {
  const valid = 'k' in coverage ? coverage.k > 0 && coverage.k < Infinity : coverage.p > 0 && coverage.p < 1
  if (valid) return undefined
  return refuse(
    'k' in coverage ? 'k' : 'p', '包含因子须大于零，包含概率须在 0 与 1 之间',
    'a coverage factor is greater than zero, a probability lies between 0 and 1',
  )
}

export function factorOf(coverage: Coverage, dof: number): { k: number; p?: number } {
  if ('k' in coverage) return { k: coverage.k }
  const used = coverage.dof === 'as computed' ? dof : Math.max(1, Math.floor(dof * (1 + 1e-12)))
  return { k: remembered(coverage.p, used), p: coverage.p }
}

/** Quantiles already computed: live editing asks for the same few over and over. */
const known = new Map<string, number>()

function remembered(p: number, dof: number): number {
  const key = `${p} ${dof}`
  const found = known.get(key)
  if (found !== undefined) return found
  const k = coverageFactor(p, dof)
  if (known.size >= 1000) known.clear()
  known.set(key, k)
  return k
}

export type Freedom = { readonly dof: number; readonly notes: readonly Sentence[] }

/**
 * Welch–Satterthwaite (GUM G.4.1, equation G.2b) for contributions c·u in the order of the influences. Influences that correlate count as
 * one variance with the degrees of freedom of their set, as readings taken together do (GUM H.2; Willink, Metrologia 44 (2007) 340).
 */
export function effectiveDof(contributions: Float64Array, variance: number, { list, pairs, sets }: Influences): Freedom {
  let sum = 0
  for (let i = 0; i < contributions.length; i++) {
    const dof = list[i]?.standard.dof ?? Infinity
    if (dof !== Infinity && list[i]?.alone === true) sum += (contributions[i] ?? 0) ** 4 / dof
  }
  const notes: Sentence[] = []
  for (const set of sets) {
    // What does not reach this result takes no part, whatever is known about it.
    const members = set.filter((i) => contributions[i] !== 0)
    if (members.length === 0) continue
    const within = new Set(members)
    const part = members.reduce((total, i) => total + (contributions[i] ?? 0) ** 2, 0) + pairs.reduce(
      (total, { i, j, r }) => (within.has(i) ? total + 2 * r * (contributions[i] ?? 0) * (contributions[j] ?? 0) : total), 0,
    )
    const dofs = new Set(members.map((i) => list[i]?.standard.dof ?? Infinity))
    if (dofs.size > 1) {
      const names = members.map((i) => list[i]?.names[0] ?? '')
      notes.push({
        zh: `${names.join('、')} 相关而自由度不同，韦尔奇-萨特思韦特公式不适用于此：取其中最小者`,
        en: `${names.join(', ')} correlate with different degrees of freedom, which Welch–Satterthwaite does not cover: the smallest is`
          + ' used',
      })
    }
    sum += part ** 2 / Math.min(...dofs)
  }
  return { dof: sum === 0 ? Infinity : variance ** 2 / sum, notes }
}

/**
 * k of the ellipsoid (y - η)ᵀ U⁻¹ (y - η) ≤ k² that covers m results with probability p: k² = χ²ₘ(p) (JCGM 102:2011, 6.5.2), and with ν
 * degrees of freedom mν/(ν + 1 - m)·F(p; m, ν + 1 - m) (Hotelling's T²). NaN where ν ≤ m - 1.
 */
export function ellipsoidFactor(p: number, m: number, dof = Infinity): number {
  if (dof === Infinity) return Math.sqrt(chi2Quantile(p, m))
  const rest = dof + 1 - m
  return rest > 0 ? Math.sqrt(((m * dof) / rest) * fQuantile(p, m, rest)) : Number.NaN
}
