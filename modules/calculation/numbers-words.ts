// The words of the page of published numbers, and how a number stands beside another. Pure.
import { fromNumber } from '@duheng/quantity/decimal.ts'
import { roundToDecimals } from '@duheng/quantity/rounding.ts'
import type { Pair, Saying } from '#modules/certificates/contract.ts'
import type { Value } from './case.ts'
import type { NumbersReport } from './published.ts'
import { shown } from './report.ts'

const GROUPS: readonly (readonly [families: readonly string[], name: Pair])[] = [
  [['measurement model', 'simultaneous readings'], ['测量不确定度', 'Measurement uncertainty']],
  [['fit'], ['拟合与校准曲线', 'Fits and calibration curves']],
  [['comparison', 'robust statistics', 'proficiency scores'], ['比对与能力验证', 'Comparisons and proficiency testing']],
  [['analysis of variance', 'standard assessment', 'calibration interval'], ['重复性、考核与间隔', 'Repeatability, assessment, intervals']],
  [['risk'], ['判定与风险', 'Decisions and risks']],
  [['prepackages', 'sampling'], ['定量包装与抽样', 'Prepackages and sampling']],
  [['quantile', 'unit conversion'], ['分布与单位', 'Distributions and units']],
]

/** Records under the headings of the page, in its order; what belongs nowhere comes last. */
export function grouped({ records }: NumbersReport): readonly { readonly name: Pair; readonly records: NumbersReport['records'] }[] {
  const named = GROUPS.map(([families, name]) => ({ name, records: records.filter(({ family }) => families.includes(family)) }))
  const known = GROUPS.flatMap(([families]) => families)
  const other = records.filter(({ family }) => !known.includes(family))
  return [...named, { name: ['其他', 'Other'] as const, records: other }].filter((group) => group.records.length > 0)
}

export function numbersSaying(state: NumbersReport | 'computing'): Saying {
  if (state === 'computing') return { tone: 'unk', sign: '…', title: ['正在计算', 'Computing'], text: ['本版本的代码正在重新计算这些数，几秒后自动显示。', 'The code of this release computes these numbers anew; they appear in a few seconds.'] }
  const { records, values, within } = state
  if (values === within) {
    return {
      tone: 'ok', sign: '✓', title: [`${records.length} 个公布的例子、${values} 个数，全部在容差之内`, `${records.length} published examples, ${values} numbers: all within tolerance`],
      text: ['左边是文献印出的数，右边是本版本的代码现在算出的数。容差是印出的末位的一半，或注明的值。', 'On the left what the document prints, on the right what the code of this release computes now. The tolerance is half a unit of the last printed digit, or as noted.'],
    }
  }
  return { tone: 'bad', sign: '✕', title: [`${values - within} 个数超出容差`, `${values - within} numbers are outside their tolerance`], text: [`共 ${values} 个。请不要用这个版本计算。`, `Of ${values}. Do not calculate with this release.`] }
}

export const verdictWords: Readonly<Record<'pass' | 'fail' | 'unsupported', Pair>> = {
  pass: ['✓ 相符', '✓ within'], fail: ['✕ 不符', '✕ outside'], unsupported: ['— 不支持', '— unsupported'],
}

/** Our number to two places beyond the tolerance, so that the eye sees how near it lies. */
export function beside(got: Value | undefined, allowance: number | undefined): string {
  if (got === undefined) return '—'
  if (typeof got !== 'number') return wordOf(got)
  if (!Number.isFinite(got) || allowance === undefined || !(allowance > 0)) return String(got)
  const places = Math.ceil(-Math.log10(allowance)) + 1
  const small = Math.abs(got) < 1e-4 && got !== 0
  return small || places > 15 ? Number(got.toPrecision(7)).toString() : roundToDecimals(fromNumber(got), Math.max(0, places)).text
}

export const wordOf = (value: Value): string => (value === true ? '是 yes' : value === false ? '否 no' : shown(value))

/** Where our number lies between the ends of the tolerance, -1 to 1. */
export function offset(expected: Value, got: Value | undefined, allowance: number | undefined): number | undefined {
  if (typeof expected !== 'number' || typeof got !== 'number' || allowance === undefined || !(allowance > 0)) return undefined
  return Math.max(-1.2, Math.min(1.2, (got - expected) / allowance))
}
