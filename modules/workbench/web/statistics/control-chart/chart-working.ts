// The working of a control chart, its numbers put into the formulas. Pure.
import { chartConstants } from '@duheng/statistics/chart-constants.ts'
import { mean } from '@duheng/statistics/location.ts'
import type { Pair } from '#ui/i18n.ts'
import { significant } from '../../../printed.ts'
import type { Charted } from './chart.ts'

export type WorkingStep = { readonly what: Pair; readonly formula: string; readonly result: string; readonly source: string }
const ISO = 'GB/T 17989.2 (ISO 7870-2)'
const six = (value: number) => significant(value, 6)

export function stepsOf(charted: Charted): WorkingStep[] {
  if (charted.kind === 'pair') return charted.pair.basis === 'given' ? givenSteps(charted.pair.location, charted.size) : charted.pair.kind === 'I–MR' ? singleSteps(charted) : subgroupSteps(charted)
  const { target, sigma, size } = charted
  const base: WorkingStep = { what: ['画点的标准差', 'Standard deviation of a point'], formula: size === 1 ? `σ = ${six(sigma)}` : `σ/√n = ${six(sigma)}/√${size}`, result: six(target.sigma), source: ISO }
  if (charted.kind === 'EWMA') {
    const { lambda, L, ewma } = charted
    return [
      base, { what: ['加权移动平均', 'Weighted average'], formula: `z_i = ${lambda}·x_i + ${significant(1 - lambda, 4)}·z_{i−1}, z_0 = ${six(target.mean)}`, result: six(ewma.z.at(-1) ?? Number.NaN), source: 'Roberts (1959)' },
      { what: ['最后一点的界限', 'Limits at the last point'], formula: `μ ± ${L}·σ·√(λ/(2 − λ)·(1 − (1 − λ)^{2i})), i = ${ewma.z.length}`, result: `${six(ewma.lower.at(-1) ?? Number.NaN)} … ${six(ewma.upper.at(-1) ?? Number.NaN)}`, source: 'Lucas, Saccucci (1990)' },
    ]
  }
  const { k, h, cusum } = charted
  return [
    base, { what: ['上侧累积和', 'Upper sum'], formula: `C_i^+ = max(0, C_{i−1}^+ + x_i − μ − ${k}·σ)`, result: six(cusum.above.at(-1) ?? Number.NaN), source: 'ISO 7870-4:2021' },
    { what: ['下侧累积和', 'Lower sum'], formula: `C_i^− = max(0, C_{i−1}^− + μ − x_i − ${k}·σ)`, result: six(cusum.below.at(-1) ?? Number.NaN), source: 'ISO 7870-4:2021' },
    { what: ['判定界限', 'Decision interval'], formula: `h·σ = ${h}·${six(target.sigma)}`, result: six(cusum.limit), source: 'ISO 7870-4:2021' },
  ]
}

function givenSteps({ centre, lower, upper, sigma }: Extract<Charted, { kind: 'pair' }>['pair']['location'], size: number): WorkingStep[] {
  return [{ what: ['控制限', 'Limits'], formula: `μ ± 3·σ/√n = ${six(centre)} ± 3·${six(sigma)}${size === 1 ? '' : ` (n = ${size})`}`, result: `${six(lower)} … ${six(upper)}`, source: ISO }]
}

function singleSteps({ pair }: Extract<Charted, { kind: 'pair' }>): WorkingStep[] {
  const { location, dispersion, sigma, baseline } = pair
  const { d2, D4 } = chartConstants(2)
  const moving = mean(dispersion.points.slice(0, baseline - 1))
  const isMean = Math.abs(sigma * d2 - moving) <= 1e-9 * moving
  return [
    { what: ['平均', 'Mean'], formula: `x̄ = Σ x/${baseline}`, result: six(location.centre), source: ISO },
    isMean
      ? { what: ['标准差', 'Standard deviation'], formula: `σ = MR/d_2 = ${six(moving)}/${significant(d2, 4)}`, result: six(sigma), source: ISO }
      : { what: ['标准差', 'Standard deviation'], formula: 'σ = median(MR)/0.9539', result: six(sigma), source: ISO },
    { what: ['控制限', 'Limits'], formula: `x̄ ± 3·σ = ${six(location.centre)} ± 3·${six(sigma)}`, result: `${six(location.lower)} … ${six(location.upper)}`, source: ISO },
    { what: ['移动极差的上限', 'Upper limit of moving ranges'], formula: `D_4·d_2·σ = ${significant(D4, 4)}·${six(d2 * sigma)}`, result: six(dispersion.upper), source: ISO },
  ]
}

function subgroupSteps({ pair, size }: Extract<Charted, { kind: 'pair' }>): WorkingStep[] {
  const { location, dispersion, baseline, kind } = pair
  const c = chartConstants(size)
  const [spread, A, low, high, from] = kind === 'X̄–R' ? ['R', c.A2, c.D3, c.D4, ['A_2', 'D_3', 'D_4']] as const : ['s', c.A3, c.B3, c.B4, ['A_3', 'B_3', 'B_4']] as const
  const average = dispersion.centre
  return [
    { what: ['总平均', 'Grand mean'], formula: `x̿ = Σ x̄/${baseline}`, result: six(location.centre), source: ISO },
    { what: kind === 'X̄–R' ? ['平均极差', 'Mean range'] : ['平均标准差', 'Mean standard deviation'], formula: `Σ ${spread}/${baseline}`, result: six(average), source: ISO },
    { what: ['位置图的界限', 'Limits of location'], formula: `x̿ ± ${from[0]}·${spread}̄ = ${six(location.centre)} ± ${significant(A, 4)}·${six(average)}`, result: `${six(location.lower)} … ${six(location.upper)}`, source: ISO },
    { what: ['离散图的界限', 'Limits of dispersion'], formula: `${from[1]}·${spread}̄ … ${from[2]}·${spread}̄ = ${significant(low, 4)}·${six(average)} … ${significant(high, 4)}·${six(average)}`, result: `${six(dispersion.lower)} … ${six(dispersion.upper)}`, source: ISO },
  ]
}
