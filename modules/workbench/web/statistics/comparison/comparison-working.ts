// The working of a comparison, its numbers put into the formulas. Pure.
import type { Pair } from '#ui/i18n.ts'
import { significant } from '../../../printed.ts'
import { probability, withU } from '../shown.ts'
import type { Answer, Slow } from './compare.ts'

export type WorkingStep = { readonly what: Pair; readonly formula: string; readonly result: string; readonly source: string }

export function stepsOf({ ways, consistency, degrees, reference }: Answer, slow: Slow | undefined): WorkingStep[] {
  const of = (name: string) => ways.find((one) => one.name === name)?.reference
  const steps: WorkingStep[] = []
  const plain = of('weighted mean')
  if (plain?.ok === true) {
    const { value, u } = plain.value
    steps.push(
      { what: ['加权均值', 'Weighted mean'], formula: 'x_w = Σ (x_i/u_i^2) / Σ (1/u_i^2)', result: withU(value, u / 50).value, source: 'Cox (2002), A' },
      { what: ['其标准不确定度', 'Its standard uncertainty'], formula: 'u(x_w) = (Σ 1/u_i^2)^{−1/2}', result: significant(u, 5), source: 'Cox (2002), A' },
    )
  }
  if (consistency.ok) {
    const { q, dof, p, critical, alpha } = consistency.value
    steps.push(
      { what: ['一致性', 'Consistency'], formula: 'Q = Σ ((x_i − x_w)/u_i)^2', result: significant(q, 6), source: 'Cochran (1954)' },
      { what: ['其概率', 'Its probability'], formula: `P(χ^2_{${dof}} > ${significant(q, 5)}) ; χ^2_{${significant(1 - alpha, 3)}} = ${significant(critical, 5)}`, result: probability(p), source: 'Cox (2002), 2' },
    )
  }
  const laird = of('DerSimonian–Laird')
  if (laird?.ok === true) steps.push({
    what: ['实验室间方差', 'Between-laboratory variance'], formula: 'τ^2 = max(0, (Q − (n − 1)) / (Σ w − Σ w^2/Σ w)), w = 1/u_i^2', result: significant(laird.value.tau2, 5), source: 'DerSimonian, Laird (1986)',
  })
  const paule = of('Mandel–Paule')
  if (paule?.ok === true) steps.push({
    what: ['实验室间方差', 'Between-laboratory variance'], formula: 'Σ (x_i − x̄)^2 / (u_i^2 + τ^2) = n − 1', result: significant(paule.value.tau2, 5), source: 'Mandel, Paule (1970)',
  })
  if (slow?.median.ok === true) steps.push({
    what: ['中位数', 'Median'], formula: `M = median(x_i + u_i·t_i), N = ${slow.median.value.trials}, seed ${slow.median.value.seed}`, result: withU(slow.median.value.value, slow.median.value.u).value, source: 'Cox (2002), B',
  })
  const [first] = degrees?.ok === true ? degrees.value : []
  if (first !== undefined && reference?.ok === true) steps.push({
    what: [`等效度（${first.lab}）`, `Degree of equivalence (${first.lab})`], formula: reference.value.name === 'given' ? 'D_i = x_i − x_{ref}, u^2(D_i) = u_i^2 + u^2(x_{ref})' : 'D_i = x_i − x_{ref}, u^2(D_i) = V_{ii} − 2(V·w)_i + w^T·V·w',
    result: `${significant(first.d, 4)} ± ${significant(first.U, 2)}`, source: 'CIPM MRA D-05',
  })
  return steps
}
