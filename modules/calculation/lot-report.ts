// A lot of prepackaged goods of a file, judged by the edition in force on the day of the test. Exact: contents are decimal texts to the end.
import { cmp, exactText, parseDecimal, sub } from '@duheng/quantity/decimal.ts'
import { convertQuantity } from '@duheng/quantity/quantity.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import { comparable } from '@duheng/quantity/unit-algebra.ts'
import { judgeLot } from '@duheng/statistics/prepackage-lot.ts'
import type { LotVerdict, QuantityKind } from '@duheng/statistics/prepackage-lot.ts'
import type { PrepackageEdition } from '@duheng/statistics/prepackage-rule.ts'
import { isGiven, lacking, member, needNumber, numberIn, taken, textIn, Unusable } from './given.ts'
import type { Given } from './given.ts'
import { prepackageEdition } from './prepackage-editions.ts'

/** The verdict, and what it was made of in the unit of the judgement. */
export type LotReport = LotVerdict & {
  readonly title: PrepackageEdition['title']
  readonly from: string
  readonly until?: string
  readonly date?: string
  readonly nominal: string
  readonly unit: string
  readonly N: number
  readonly contents: readonly string[]
  /** Packages short by more than T, numbered from 1. */
  readonly short: readonly { readonly package: number; readonly content: string; readonly shortage: string }[]
}

/** Unit of the rules for each kind of quantity, and units that are written for pieces. */
const UNITS: readonly (readonly [kind: QuantityKind, unit: string])[] = [['mass and volume', 'g'], ['mass and volume', 'mL'], ['length', 'm'], ['area', 'm²']]
const PIECES = /^(?:1|pcs?|pieces?|件|个|只|片|支|枚|张)$/i

export function lotReport(given: Given): LotReport {
  const date = textIn(given, 'date', 'tested_on', '日期', '检验日期')
  if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) throw new Unusable('date', '须写作 YYYY-MM-DD', 'is written YYYY-MM-DD')
  const edition = withOwnPlan(prepackageEdition({ rule: textIn(given, 'rule', 'edition', '规则'), date }), given)
  const written = textIn(given, 'unit', '单位') ?? lacking(['unit'])
  const { kind, unit } = unitOf(written)
  const inUnit = (field: string, value: string) => (kind === 'count' ? value : converted(field, value, written, unit))
  const nominal = inUnit('nominal', decimalIn(given, 'nominal', 'Qn', 'net_quantity', '标注净含量'))
  const contents = contentsIn(given).map((value, i) => inUnit(`contents[${i + 1}]`, value))
  const N = needNumber(given, 'N', 'lot', 'lot_size', '批量')
  const verdict = taken(judgeLot(edition, { kind, nominal, N, contents }))
  const exact = (text: string) => taken(parseDecimal(text))
  const short = contents.flatMap((content, i) => {
    const shortage = sub(exact(nominal), exact(content))
    return cmp(shortage, verdict.T) > 0 ? [{ package: i + 1, content, shortage: exactText(shortage) ?? '' }] : []
  })
  const { title, from, until } = edition
  return { ...verdict, title, from, ...(until !== undefined && { until }), ...(date !== undefined && { date }), nominal, unit, N, contents, short }
}

function unitOf(written: string): { readonly kind: QuantityKind; readonly unit: string } {
  if (PIECES.test(written)) return { kind: 'count', unit: '' }
  const parsed = parseUnit(written)
  if (!parsed.ok) throw new Unusable('unit', `看不懂单位“${written}”`, parsed.reason)
  for (const [kind, unit] of UNITS) {
    const target = parseUnit(unit)
    if (target.ok && comparable(parsed.unit, target.unit).ok) return { kind, unit }
  }
  throw new Unusable('unit', `“${written}”不是质量、体积、长度、面积或件数的单位`, `"${written}" is no unit of mass, volume, length, area or pieces`)
}

function converted(field: string, value: string, from: string, to: string): string {
  const found = convertQuantity({ value, unit: from }, to)
  if (!found.ok) throw new Unusable(field, `不能换算为 ${to}`, found.reason)
  return found.value.text ?? lacking([field])
}

/** Decimal text as written; a JSON number is the decimal it is written as. */
function decimalIn(given: Given, ...names: readonly string[]): string {
  const found = member(given, ...names) ?? lacking(names)
  return decimalOf(found.name, found.value)
}

function decimalOf(field: string, value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  const parsed = parseDecimal(text)
  if (!parsed.ok) throw new Unusable(field, '须为十进制数', 'must be a decimal number')
  return text
}

function listIn(given: Given, ...names: readonly string[]): readonly string[] | undefined {
  const found = member(given, ...names)
  if (found === undefined || !Array.isArray(found.value)) return undefined
  return found.value.map((one: unknown, i) => decimalOf(`${found.name}[${i + 1}]`, one))
}

/** Actual contents, or gross less tare: of each package, or one mean tare for all. */
function contentsIn(given: Given): readonly string[] {
  const contents = listIn(given, 'contents', 'net', '实际含量')
  if (contents !== undefined) return contents
  const gross = listIn(given, 'gross', '毛重') ?? lacking(['contents', 'gross'])
  const tares = listIn(given, 'tare', 'tares', '皮重')
  const single = tares === undefined ? decimalIn(given, 'tare', '皮重') : undefined
  if (tares !== undefined && tares.length !== gross.length) throw new Unusable('tare', `应有 ${gross.length} 个，实有 ${tares.length} 个`, `has ${tares.length} values beside ${gross.length} gross`)
  return gross.map((text, i) => {
    const [a, b] = [taken(parseDecimal(text)), taken(parseDecimal(tares?.[i] ?? single ?? '0'))]
    return exactText(sub(a, b)) ?? lacking(['tare'])
  })
}

/** A plan written in the file stands in for that of the edition, with the document it was copied from. */
function withOwnPlan(edition: PrepackageEdition, given: Given): PrepackageEdition {
  const plan = member(given, 'plan', '抽样方案')?.value
  if (plan === undefined) return edition
  if (!isGiven(plan)) throw new Unusable('plan', '须为对象', 'must be an object')
  const source = textIn(plan, 'source', '出处') ?? lacking(['plan.source'])
  const factor = member(plan, 'factor', 'lambda', 'λ')
  const row = {
    from: needNumber(given, 'N', 'lot', 'lot_size', '批量'), n: needNumber(plan, 'n'), ...(factor !== undefined && { factor: decimalOf('plan.factor', factor.value) }),
    'T1 allowed': needNumber(plan, 't1_allowed', 'T1_allowed', 'T1 allowed'), 'T2 allowed': numberIn(plan, 't2_allowed', 'T2_allowed', 'T2 allowed') ?? 0,
  }
  return { ...edition, sampling: { kind: 'plans', grade: 'memory', source: { document: source, read: 'written by the user of the file' }, rows: [row] } }
}
