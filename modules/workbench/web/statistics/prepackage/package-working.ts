// The working of a lot, its numbers put into the formulas, each with the document it rests on. Pure.
import { cmp, div, exactly, exactText, fromInteger, mul, toNumber } from '@duheng/quantity/decimal.ts'
import type { Pair } from '#ui/i18n.ts'
import type { StandingEdition } from '../lot-rules.ts'
import { significant } from '../../../printed.ts'
import { withU } from '../shown.ts'
import { ruleUnit, type Lot } from './lot.ts'
import type { PackageBody } from '../../../package-body.ts'

export type WorkingStep = { readonly what: Pair; readonly formula: string; readonly result: string; readonly source: string }
type Edition = StandingEdition['edition']
type Source = { readonly document: string; readonly clause?: string; readonly year?: string }

const cited = ({ document, clause, year }: Source): string => `${document}${year === undefined || document.includes(year) ? '' : ` (${year})`}${clause === undefined ? '' : `, ${clause}`}`

export function stepsOf(body: PackageBody, edition: Edition, lot: Lot): WorkingStep[] {
  const { unit } = ruleUnit(body.unit)
  const inUnit = (text: string) => (unit === '' ? text : `${text}\u202f${unit}`)
  const steps: WorkingStep[] = [...deficiencySteps(body, edition, lot, inUnit)]
  if (!lot.plan.ok) return steps
  const { n, meanN, factor, t1Allowed, t2Allowed } = lot.plan.value
  const planSource = cited(edition.sampling.source)
  steps.push({ what: ['抽样方案', 'Sampling plan'], formula: `N = ${body.N} → n = ${n}${meanN === n ? '' : `, n_{mean} = ${meanN}`}${factor === undefined ? '' : `, λ = ${exactText(factor) ?? ''}`}`, result: `T1 ≤ ${t1Allowed}${t2Allowed === undefined ? '' : `, T2 ≤ ${t2Allowed}`}`, source: planSource })
  if (!lot.verdict.ok) return steps
  const { verdict } = lot
  const [Q, mean, s] = [exactText(lot.nominal) ?? '', toNumber(verdict.value.mean), verdict.value.s]
  const shown = (value: number) => withU(value, s / 50).value
  steps.push(
    { what: ['短缺大于 T 的件数', 'Short by more than T'], formula: `Q − q_i > T`, result: `${verdict.value.t1} ${verdict.value.t1Holds ? '≤' : '>'} ${t1Allowed}`, source: planSource },
    ...(t2Allowed === undefined ? [] : [{ what: ['短缺大于 2T 的件数', 'Short by more than 2T'] as const, formula: 'Q − q_i > 2T', result: `${verdict.value.t2} ${verdict.value.t2Holds ? '≤' : '>'} ${t2Allowed}`, source: planSource }]),
    { what: ['平均与标准差', 'Mean and standard deviation'], formula: `q̄ = Σ q_i/${meanN}, s = √(Σ (q_i − q̄)^2/(${meanN} − 1))`, result: `${shown(mean)} ; ${inUnit(significant(s, 4))}`, source: planSource },
  )
  if (factor !== undefined && verdict.value.lowestMean !== undefined) {
    steps.push({
      what: ['平均实际含量', 'The mean'], formula: `q̄ ≥ Q − λ·s = ${Q} − ${exactText(factor) ?? ''}·${significant(s, 4)} = ${verdict.value.lowestMean.toFixed(3)}`,
      result: `${shown(mean)} ${verdict.value.meanHolds === true ? '≥' : '<'} ${verdict.value.lowestMean.toFixed(3)}`, source: planSource,
    })
  }
  return steps
}

function deficiencySteps(body: PackageBody, edition: Edition, lot: Lot, inUnit: (text: string) => string): WorkingStep[] {
  const { kind } = ruleUnit(body.unit)
  const row = edition.deficiency[kind]?.find(({ upto }) => upto === undefined || cmp(lot.nominal, exactly(upto)) <= 0)
  if (row === undefined) return []
  const Q = exactText(lot.nominal) ?? ''
  const T = exactText(lot.T) ?? significant(toNumber(lot.T), 5)
  const step = kind === 'mass and volume' ? edition.rounding['mass and volume'].find(({ upto }) => upto === undefined || cmp(lot.nominal, exactly(upto)) <= 0) : undefined
  const raw = row.percent === undefined ? row.amount ?? '0' : exactText(div(mul(lot.nominal, exactly(row.percent)), fromInteger(100))) ?? ''
  return [
    { what: ['允许短缺量', 'Tolerable deficiency'], formula: row.percent === undefined ? `Q = ${Q}${row.upto === undefined ? '' : ` ≤ ${row.upto}`}` : `Q·${row.percent} % = ${Q}·${row.percent}/100`, result: inUnit(raw), source: cited(edition.deficiency.source) },
    ...(step === undefined ? [] : [{
      what: edition.rounding.rule === 'up' ? ['向上修约', 'Rounded up'] as const : ['四舍六入五成双', 'Rounded half to even'] as const, formula: `${raw} → ${step.interval}`, result: `T = ${inUnit(T)}`, source: cited(edition.rounding.source),
    }]),
  ]
}
