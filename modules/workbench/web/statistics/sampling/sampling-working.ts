// The working of a plan, its numbers put into the formulas. Pure.
import type { Pair } from '#ui/i18n.ts'
import { significant } from '../../../printed.ts'
import { percent } from '../shown.ts'
import type { Design } from './design.ts'

export type WorkingStep = { readonly what: Pair; readonly formula: string; readonly result: string; readonly source: string }

export function stepsOf({ plan, points, atP1, atP2, N, quantiles }: Design): WorkingStep[] {
  if (plan.kind === 'variables') return variablesSteps(plan, points, atP1, atP2)
  const at = (name: Pair, p: number, D: number, accepted: number): WorkingStep => ({
    what: name, formula: countFormula(plan, N, p, D), result: percent(accepted, 5), source: N === undefined ? '二项 binomial' : '超几何 hypergeometric',
  })
  const tenth = quantiles.find(({ accepted }) => accepted === 0.1)
  return [
    at(['生产方点的接受概率', "Acceptance at the producer's point"], points.p1, Math.floor(points.p1 * (N ?? 0)), atP1), at(['使用方点的接受概率', "Acceptance at the consumer's point"], points.p2, Math.min(N ?? 0, Math.ceil(points.p2 * (N ?? 0))), atP2),
    ...(tenth !== undefined && plan.kind === 'single' ? [{ what: ['10 % 接受的不合格品率（连续过程）', 'Share accepted with 10 % (a process)'] as const, formula: `B^{−1}(0.9; ${plan.ac + 1}, ${plan.n - plan.ac})`, result: percent(tenth.p, 4), source: 'A&S 26.5.24' }] : []),
  ]
}

function countFormula(plan: Extract<Design['plan'], { kind: 'single' | 'double' }>, N: number | undefined, p: number, D: number): string {
  if (plan.kind === 'double') {
    const { n1, n2, ac1, re1, ac2 } = plan
    return `P(X_1 ≤ ${ac1}) + Σ_{${ac1} < x < ${re1}} P(X_1 = x)·P(X_2 ≤ ${ac2} − x), n_1 = ${n1}, n_2 = ${n2}, ${N === undefined ? `p = ${significant(p, 4)}` : `N = ${N}, D = ${D}`}`
  }
  const { n, ac } = plan
  return N === undefined ? `Σ_{k ≤ ${ac}} C(${n}, k)·${significant(p, 4)}^k·${significant(1 - p, 4)}^{${n} − k}` : `Σ_{k ≤ ${ac}} C(${D}, k)·C(${N - D}, ${n} − k)/C(${N}, ${n})`
}

function variablesSteps({ method, n, k }: Extract<Design['plan'], { kind: 'variables' }>, points: Design['points'], atP1: number, atP2: number): WorkingStep[] {
  const source = method === 's' ? 'Owen (1967); ISO 3951-1' : 'ISO 3951-1'
  const formula = (p: number) => (method === 's' ? `P(t_{${n - 1}}(√${n}·z) ≥ ${significant(k, 5)}·√${n}), z = z_{1−${significant(p, 4)}}` : `Φ(√${n}·(z − ${significant(k, 5)})), z = z_{1−${significant(p, 4)}}`)
  return [
    { what: ['接收常数', 'Constant'], formula: method === 's' ? '(U − x̄)/s ≥ k' : '(U − x̄)/σ ≥ k', result: significant(k, 5), source },
    { what: ['生产方点的接受概率', "Acceptance at the producer's point"], formula: formula(points.p1), result: percent(atP1, 5), source },
    { what: ['使用方点的接受概率', "Acceptance at the consumer's point"], formula: formula(points.p2), result: percent(atP2, 5), source },
  ]
}
