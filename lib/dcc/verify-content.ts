// Does a certificate say something sensible? Content rules with stable ids, over what was read from any DCC, ours or foreign. Pure.
// Absent: schema validity, signatures, and whether a number is true. A rule that cannot be applied says nothing.

import { parseUnit } from '@duheng/quantity/unit.ts'
import type { DccReading, QuantityRow } from './read.ts'

export type ContentRule =
  | 'dates-in-order' | 'standard-valid-on-day-of-use' | 'uncertainty-two-digits' | 'value-aligned-to-uncertainty' | 'coverage-stated'
  | 'k-fits-p' | 'unit-known' | 'item-identified' | 'signatory-named'

export type ContentFinding = {
  rule: ContentRule
  /** 'error' contradicts a document; 'warning' departs from what a document calls usual. */
  level: 'error' | 'warning'
  /** Where: a row's path, or the name of what is meant. */
  where: string
  zh: string
  en: string
}

/** The documents behind the rules: document, clause, year. */
export const contentRuleSources: Record<ContentRule, string> = {
  'dates-in-order': 'ISO/IEC 17025:2017, 7.8.2.1 i), j), k)',
  'standard-valid-on-day-of-use': 'ISO/IEC 17025:2017, 6.5 and 6.4.7',
  'uncertainty-two-digits': 'JCGM 100:2008 (GUM), 7.2.6',
  'value-aligned-to-uncertainty': 'JCGM 100:2008 (GUM), 7.2.6',
  'coverage-stated': 'JCGM 100:2008 (GUM), 7.2.3 and 7.2.4',
  'k-fits-p': 'JCGM 100:2008 (GUM), G.3.4 and table G.2',
  'unit-known': 'D-SI 2.2.1, unit grammar',
  'item-identified': 'ISO/IEC 17025:2017, 7.8.2.1 g)',
  'signatory-named': 'ISO/IEC 17025:2017, 7.8.2.1 o)',
}

/** All findings, in the order of the rules. An empty list means: nothing that these rules look at is wrong. */
export function verifyContent(dcc: DccReading): ContentFinding[] {
  const valued = dcc.rows.filter(row => row.value !== 'NaN')
  return [
    ...datesInOrder(dcc), ...standardsValid(dcc),
    ...valued.flatMap(twoDigits), ...valued.flatMap(aligned), ...valued.flatMap(coverageStated), ...valued.flatMap(kFitsP),
    ...unitsKnown(dcc), ...itemIdentified(dcc), ...signatoryNamed(dcc),
  ]
}

function datesInOrder({ dates }: DccReading): ContentFinding[] {
  const steps = [
    [dates.received, dates.measuredFrom, '接收晚于测量开始', 'received after the measurement began'],
    [dates.measuredFrom, dates.measuredTo, '测量结束早于开始', 'the measurement ended before it began'],
    [dates.measuredTo, dates.issued, '签发早于测量结束', 'issued before the measurement ended'],
  ] as const
  return steps.filter(([before, after]) => before !== undefined && after !== undefined && before > after)
    .map(([before, after, zh, en]) =>
      finding('dates-in-order', 'error', 'coreData', `${zh}（${before} > ${after}）`, `${en} (${before} > ${after})`))
}

function standardsValid({ equipment, dates }: DccReading): ContentFinding[] {
  return equipment.flatMap(each => {
    const until = each.identifications.find(identification => identification.refType === 'duheng_validUntil')?.value
    const day = dates.measuredTo
    const isPast = until !== undefined && day !== undefined && until < day
    if (!isPast && each.certificate?.inValidityRange !== false) return []
    const name = each.name.get('zh') ?? [...each.name.values()][0] ?? '?'
    const [zh, en] = isPast ? [`（有效期至 ${until}，使用日 ${day}）`, ` (valid until ${until}, used ${day})`] : ['', '']
    return [finding('standard-valid-on-day-of-use', 'error', name,
      `标准器在使用当日证书已过期${zh}`, `the standard's certificate had expired on the day of use${en}`)]
  })
}

function twoDigits(row: QuantityRow): ContentFinding[] {
  if (row.U === undefined || significantDigits(row.U) <= 2) return []
  return [finding('uncertainty-two-digits', 'warning', row.path,
    `扩展不确定度 ${row.U} 超过两位有效数字`, `U = ${row.U} has more than two significant digits`)]
}

/** Digits that carry information: leading zeros do not, nor do trailing zeros of an integer. */
export function significantDigits(text: string): number {
  const [mantissa = ''] = text.replace(/^[-+]/, '').split(/[Ee]/)
  const digits = mantissa.replace('.', '').replace(/^0+/, '')
  return mantissa.includes('.') ? digits.length : digits.replace(/0+$/, '').length
}

function aligned(row: QuantityRow): ContentFinding[] {
  if (row.U === undefined || /[Ee]/.test(row.U + row.value)) return []
  const [value, U] = [decimalPlaces(row.value), decimalPlaces(row.U)]
  if (value === U) return []
  return [finding('value-aligned-to-uncertainty', 'warning', row.path,
    `测得值 ${row.value} 与扩展不确定度 ${row.U} 的末位未对齐`, `the value ${row.value} does not end at the same digit as U = ${row.U}`)]
}

function decimalPlaces(text: string): number {
  return text.split('.')[1]?.length ?? 0
}

function coverageStated(row: QuantityRow): ContentFinding[] {
  if (row.U === undefined || (row.k !== undefined && row.p !== undefined)) return []
  return [finding('coverage-stated', 'error', row.path,
    '给出扩展不确定度而未给出包含因子与包含概率', 'an expanded uncertainty without coverage factor and coverage probability')]
}

// [p, k of the normal distribution, k of the t-distribution with one degree of freedom]: GUM table G.2, rows ν = ∞ and ν = 1. No k of a
// t-distribution lies outside them.
const coverageFactors: readonly (readonly [number, number, number])[] = [
  [0.6827, 1, 1.84], [0.9, 1.645, 6.31], [0.95, 1.96, 12.71], [0.9545, 2, 13.97], [0.99, 2.576, 63.66], [0.9973, 3, 235.8],
]
/** k = 2 is said with 0.95 and with 0.954; p is compared to two decimals, k to one. */
const [roundingOfP, roundingOfK] = [0.005, 0.06]

function kFitsP(row: QuantityRow): ContentFinding[] {
  const [k, p] = [Number(row.k), Number(row.p)]
  const isNormal = row.distribution === undefined || /normal|gauss|student|^t/i.test(row.distribution)
  const near = coverageFactors.filter(([each]) => Math.abs(each - p) < roundingOfP)
  if (!isNormal || row.k === undefined || near.length === 0) return []
  if (near.some(([, normal, widest]) => k >= normal - roundingOfK && k <= widest + roundingOfK)) return []
  return [finding('k-fits-p', 'error', row.path,
    `包含因子 k = ${row.k} 与包含概率 p = ${row.p} 不相符`, `k = ${row.k} does not go with p = ${row.p}`)]
}

/** One finding a unit, at the first row that has it. */
function unitsKnown({ rows }: DccReading): ContentFinding[] {
  const first = new Map<string, string>()
  for (const { unit, path } of rows) if (!first.has(unit)) first.set(unit, path)
  return [...first].filter(([unit]) => !unit.startsWith('\\') || !parseUnit(unit).ok)
    .map(([unit, path]) => [unit.slice(0, 60), path] as const)
    .map(([unit, path]) => finding('unit-known', 'warning', path, `${unit} 不是 D-SI 单位`, `${unit} is no D-SI unit`))
}

function itemIdentified({ items }: DccReading): ContentFinding[] {
  if (items.length > 0 && items.every(item => item.identifications.some(each => each.value !== ''))) return []
  return [finding('item-identified', 'error', 'items', '被测器具没有可识别的编号', 'an item without any identification')]
}

function signatoryNamed({ persons }: DccReading): ContentFinding[] {
  if (persons.some(person => person.mainSigner && person.name.size > 0)) return []
  return [finding('signatory-named', 'warning', 'respPersons', '没有标明批准人', 'no person is named as the main signer')]
}

function finding(rule: ContentRule, level: ContentFinding['level'], where: string, zh: string, en: string): ContentFinding {
  return { rule, level, where, zh, en }
}
