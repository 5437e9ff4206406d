// A lot of prepackaged goods worked out: T, the plan, the packages one by one, the test of the mean, and whether anybody may be judged by it.
// Pure; contents stay decimal text to the end. Absent: density of liquids, drained goods.
import { add, cmp, div, exactText, fromInteger, fromNumber, mul, parseDecimal, powerOfTen, sub, toNumber, ZERO, type Rational } from '@duheng/quantity/decimal.ts'
import { roundToDecimals } from '@duheng/quantity/rounding.ts'
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'
import type { MethodCheck } from '@duheng/decisions/decide.ts'
import { judgeLot, judgeSummary, lotPlan, tolerableDeficiency, type LotPlan, type LotVerdict, type QuantityKind } from '@duheng/statistics/prepackage-lot.ts'
import { measuringCheck, tareMethod, type TareMethod } from '@duheng/statistics/prepackage-method.ts'
import { summary } from '@duheng/statistics/location.ts'
import { normaliseTyped } from '#ui/quantity-text.ts'
import { decides, type PackageRule, type StandingEdition, type Stands } from '../lot-rules.ts'
import { wholeOf } from '../typed-number.ts'
import type { PackageBody, UnitName } from '../../../package-body.ts'

/** The unit a rule is written in, and the power of ten to it. */
const IN_RULE: Readonly<Record<UnitName, { readonly kind: QuantityKind; readonly unit: string; readonly exponent: number }>> = {
  g: { kind: 'mass and volume', unit: 'g', exponent: 0 }, kg: { kind: 'mass and volume', unit: 'g', exponent: 3 }, mL: { kind: 'mass and volume', unit: 'mL', exponent: 0 },
  L: { kind: 'mass and volume', unit: 'mL', exponent: 3 }, m: { kind: 'length', unit: 'm', exponent: 0 }, cm: { kind: 'length', unit: 'm', exponent: -2 }, 'm²': { kind: 'area', unit: 'm²', exponent: 0 },
  pcs: { kind: 'count', unit: '', exponent: 0 },
}
export const ruleUnit = (unit: UnitName) => IN_RULE[unit]

/** The edition in force on a day. */
export function editionOn({ editions }: PackageRule, date: string): StandingEdition | undefined {
  const begun = editions.findLast(({ edition }) => edition.from <= date)
  return begun === undefined || (begun.edition.until !== undefined && begun.edition.until < date) ? undefined : begun
}

export type ListProblem = { readonly list: 'contents' | 'gross' | 'tares'; readonly at: number }
export type Package = { readonly content: string; readonly shortage: Rational; readonly error: 'none' | 'T1' | 'T2' }
export type Lot = {
  readonly nominal: Rational
  readonly T: Rational
  readonly packages: readonly Package[]
  readonly mean: number
  readonly s: number
  /** Mean tare used, and how the edition would have it. */
  readonly tare?: { readonly mean: number; readonly asked: Found<TareMethod> }
  readonly plan: Found<LotPlan>
  readonly verdict: Found<LotVerdict>
  readonly method?: Found<MethodCheck>
}

const decimal = (text: string): Rational | undefined => {
  const parsed = parseDecimal(normaliseTyped(text).replaceAll(' ', ''))
  return parsed.ok ? parsed.value : undefined
}

/** Cells that hold no number that can stand there. */
export function listProblems({ entry, contents, gross, tares }: PackageBody): ListProblem[] {
  const of = (list: ListProblem['list'], cells: readonly string[]) => cells.flatMap((text, at) => {
    const value = text.trim() === '' ? undefined : decimal(text)
    return text.trim() !== '' && (value === undefined || value.n < 0n) ? [{ list, at }] : []
  })
  if (entry === 'contents') return of('contents', contents)
  return entry === 'gross' ? [...of('gross', gross), ...of('tares', tares)] : []
}

const filled = (cells: readonly string[]): string[] => cells.map((text) => normaliseTyped(text).replaceAll(' ', '')).filter((text) => text !== '')

/** What was found, as decimal texts in the unit of the rule. */
function contentsOf(body: PackageBody): Found<{ readonly contents: readonly string[]; readonly tares: readonly Rational[] }> {
  const { exponent } = IN_RULE[body.unit]
  const scale = (value: Rational) => mul(value, powerOfTen(exponent))
  const texts = (values: readonly Rational[]) => values.map((value) => exactText(scale(value)) ?? '')
  const values = (cells: readonly string[]) => filled(cells).flatMap((text) => decimal(text) ?? [])
  if (body.entry === 'contents') return found({ contents: texts(values(body.contents)), tares: [] })
  const [gross, tares] = [values(body.gross), values(body.tares)]
  if (gross.length > 0 && tares.length === 0) return refuse('tares', '须填写皮重', 'tares are needed')
  if (body.tare === 'each' && gross.length > 0 && tares.length !== gross.length) return refuse('tares', `逐个称皮重时须有 ${gross.length} 个，现有 ${tares.length} 个`, `weighed one by one there must be ${gross.length}, not ${tares.length}`)
  const mean = meanTare(tares)
  const net = gross.map((one, i) => sub(one, body.tare === 'each' ? tares[i] ?? ZERO : mean))
  const negative = net.findIndex((one) => one.n < 0n)
  return negative >= 0 ? refuse('tares', `第 ${negative + 1} 件的皮重大于毛重`, `the tare of package ${negative + 1} is above its gross`) : found({ contents: texts(net), tares: tares.map(scale) })
}

/** Exact where the mean ends; else to nine places, which no balance shows. */
function meanTare(tares: readonly Rational[]): Rational {
  if (tares.length === 0) return ZERO
  const mean = div(tares.reduce(add, ZERO), fromInteger(tares.length))
  return exactText(mean) === undefined ? roundToDecimals(mean, 9).value : mean
}

/** Works a lot out under an edition; a refusal names the field. */
export function workOut(body: PackageBody, { edition }: StandingEdition): Found<Lot> {
  const { kind, exponent } = IN_RULE[body.unit]
  const typedNominal = decimal(body.nominal)
  if (typedNominal === undefined) return refuse('nominal', '须为十进制数', 'must be a decimal number')
  const nominal = mul(typedNominal, powerOfTen(exponent))
  const T = tolerableDeficiency(edition, kind, nominal)
  if (!T.ok) return T
  const N = wholeOf(body.N, 1)
  if (N === undefined) return refuse('N', '须为正整数', 'must be a whole number above zero')
  const plan = lotPlan(edition, N)
  const method = methodOf(body, edition, T.value)
  if (method !== undefined && !method.ok && method.field === 'U') return method
  if (body.entry === 'summary') return fromSummary(body, { edition, kind, nominal, T: T.value, N, plan, method })
  const given = contentsOf(body)
  if (!given.ok) return given
  const { contents, tares } = given.value
  if (contents.length === 0) return refuse('contents', '还没有数据', 'there are no values yet')
  const packages = contents.map((content): Package => {
    const shortage = sub(nominal, decimal(content) ?? ZERO)
    return { content, shortage, error: cmp(shortage, mul(fromInteger(2), T.value)) > 0 ? 'T2' : cmp(shortage, T.value) > 0 ? 'T1' : 'none' }
  })
  const { mean, sd } = summary(contents.map(Number))
  const tare = tares.length === 0 ? undefined : { mean: toNumber(meanTare(tares)), asked: askedTare(edition, nominal, T.value, tares) }
  const verdict = judgeLot(edition, { kind, nominal: exactText(nominal) ?? '', N, contents })
  return found({ nominal, T: T.value, packages, mean, s: contents.length > 1 ? sd : 0, plan, verdict, ...(tare && { tare }), ...(method && { method }) })
}

type Known = { readonly edition: StandingEdition['edition']; readonly kind: QuantityKind; readonly nominal: Rational; readonly T: Rational; readonly N: number; readonly plan: Found<LotPlan>; readonly method: Found<MethodCheck> | undefined }

function fromSummary({ summary: typed, unit }: PackageBody, { edition, kind, nominal, T, N, plan, method }: Known): Found<Lot> {
  const { exponent } = IN_RULE[unit]
  const [mean, s, t1, t2] = [decimal(typed.mean), decimal(typed.s), wholeOf(typed.t1), wholeOf(typed.t2)]
  if (mean === undefined || mean.n < 0n) return refuse('mean', '须为非负十进制数', 'must be a decimal number, not negative')
  if (s === undefined || s.n < 0n) return refuse('s', '须为非负十进制数', 'must be a decimal number, not negative')
  if (t1 === undefined) return refuse('t1', '须为不小于零的整数', 'must be a whole number, not negative')
  if (t2 === undefined || t2 > t1) return refuse('t2', '须为不大于前一项的整数', 'must be a whole number, not above the one before')
  const text = (value: Rational) => exactText(mul(value, powerOfTen(exponent))) ?? ''
  const verdict = judgeSummary(edition, { kind, nominal: exactText(nominal) ?? '', N, mean: text(mean), s: text(s), t1, t2 })
  return found({ nominal, T, packages: [], mean: toNumber(mul(mean, powerOfTen(exponent))), s: toNumber(mul(s, powerOfTen(exponent))), plan, verdict, ...(method && { method }) })
}

function askedTare(edition: StandingEdition['edition'], nominal: Rational, T: Rational, tares: readonly Rational[]): Found<TareMethod> {
  const { sd } = summary(tares.map(toNumber))
  return tareMethod(edition, { nominal, mean: meanTare(tares), sd: tares.length > 1 ? fromNumber(sd) : ZERO, T })
}

function methodOf({ U, unit }: PackageBody, edition: StandingEdition['edition'], T: Rational): Found<MethodCheck> | undefined {
  if (U.trim() === '') return undefined
  const value = decimal(U)
  if (value === undefined || value.n < 0n) return refuse('U', '须为非负十进制数', 'must be a decimal number, not negative')
  return measuringCheck(edition, mul(value, powerOfTen(IN_RULE[unit].exponent)), T)
}

/** The parts of the edition that may not pass or fail anybody, for nobody adopted them. */
export const undecided = ({ parts }: StandingEdition): Stands[] => [parts.deficiency, parts.rounding, parts.sampling].filter((part) => !decides(part))
