// How an uncertainty is stated, as text: `U=93; k=2.92`, `±0.05`, `U = 4 mΩ, k = 2`, `0.1 %`, a column of readings. Numbers with a unit are
// converted to the unit of the input; a percentage is of the estimate. Text in, parts out, and back. Pure. Absent: what the parts mean
// together (lib/uncertainty checks them).
import { normaliseNumeral, parseDecimal, toNumber } from '@duheng/quantity/decimal.ts'
import { intervalUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { convert, parseUnit } from '@duheng/quantity/unit.ts'
import type { Pair } from './pair.ts'
import { FORMS, keyOf, type Parameter } from './parameters.ts'
import type { StatedType } from './study-body.ts'

export type Spread = {
  /** Named numbers, in the unit of the input. */
  readonly values: ReadonlyMap<string, number>
  /** Numbers without names, where the form is a list. */
  readonly list: readonly number[]
  /** `value:probability`, where the form is such a list. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Flags: `series`. */
  readonly flags: ReadonlySet<string>
  /** `together=name`: readings taken at the same time. */
  readonly together?: string
}
export type SpreadRead = { readonly ok: true; readonly spread: Spread } | { readonly ok: false; readonly words: Pair }

type Piece = { readonly key?: string; readonly text: string; unit: string }

/** Parts of what was typed for an input in `unit` with this estimate (for percentages). */
export function readSpread(type: StatedType, text: string, unit: Unit, estimate: number | undefined): SpreadRead {
  const values = new Map<string, number>()
  const list: number[] = []
  const pairs: (readonly [number, number])[] = []
  const flags = new Set<string>()
  let together: string | undefined
  for (const piece of piecesOf(text)) {
    if (piece.key === undefined && /^(series|序列)$/i.test(piece.text)) { flags.add('series'); continue }
    if (piece.key !== undefined && /^(together|同时)$/i.test(piece.key)) { together = piece.text; continue }
    const taken = take(type, piece, { unit, estimate })
    if (!taken.ok) return taken
    if (taken.as === 'list') list.push(taken.value)
    else if (taken.as === 'pair') pairs.push([taken.value, taken.weight])
    else if (values.has(taken.as.key)) return refused(`“${taken.as.symbol}”给了两次`, `"${taken.as.symbol}" is given twice`)
    else values.set(taken.as.key, taken.value)
  }
  return { ok: true, spread: { values, list, pairs, flags, together } }
}

const refused = (zh: string, en: string): { readonly ok: false; readonly words: Pair } => ({ ok: false, words: [zh, en] })

/** Words separated by white space or semicolons; a comma separates only before a space, a name or the end; `=` takes its neighbours. */
function piecesOf(text: string): Piece[] {
  const words = text.replaceAll(/\s*[=＝]\s*/g, '=').replaceAll(/[,，、](?=\s|$|[\p{L}])/gu, ' ').split(/[\s;；]+/u)
  const pieces: Piece[] = []
  for (const word of words) {
    if (word === '') continue
    const at = word.indexOf('=')
    const last = pieces.at(-1)
    // A word that begins no number and names nothing is the unit of the number before it: `4 mΩ`.
    if (at === -1 && last !== undefined && last.unit === '' && !/^[-+±−0-9０-９.．。]/u.test(word) && !/^(series|序列)$/i.test(word)) { last.unit = word; continue }
    const value = at === -1 ? word : word.slice(at + 1)
    const split = /^([-+±−]?[0-9０-９.．。]+(?:[eE][-+−]?[0-9０-９]+)?)(.*)$/u.exec(value)
    const unit = split?.[2] ?? ''
    const isPair = unit.startsWith(':') || unit.startsWith('：')
    pieces.push({ key: at === -1 ? undefined : word.slice(0, at), text: isPair || split === null ? value : (split[1] ?? value), unit: isPair ? '' : unit })
  }
  return pieces
}

type Around = { readonly unit: Unit; readonly estimate: number | undefined }
type Taken = { readonly ok: true; readonly value: number } & ({ readonly as: Parameter | 'list' } | { readonly as: 'pair'; readonly weight: number })

function take(type: StatedType, piece: Piece, around: Around): Taken | { ok: false; words: Pair } {
  const form = FORMS[type]
  if (piece.key === undefined && form.list === 'pairs') return takePair(piece.text)
  if (piece.key === undefined && form.list === 'numbers') {
    const read = numberIn(piece, 'point', around)
    return read.ok ? { ok: true, as: 'list', value: read.value } : read
  }
  const key = piece.key === undefined ? form.first : keyOf(type, piece.key)
  const parameter = form.parameters.find((one) => one.key === key)
  if (parameter === undefined) {
    const known = form.parameters.map(({ symbol }) => symbol)
    if (piece.key === undefined) return refused(`不知道“${piece.text}”是什么，请写 ${howTo(type)}`, `What "${piece.text}" is cannot be told: write ${howTo(type)}`)
    return known.length === 0 ? refused(`${form.zh}没有参数“${piece.key}”`, `${form.en} has no parameter "${piece.key}"`)
      : refused(`${form.zh}没有参数“${piece.key}”，有 ${known.join('、')}`, `${form.en} has no parameter "${piece.key}"; it has ${known.join(', ')}`)
  }
  const read = numberIn(piece, parameter.kind, around)
  return read.ok ? { ok: true, as: parameter, value: read.value } : read
}

function takePair(text: string): Taken | { ok: false; words: Pair } {
  const [value = '', weight = '', ...rest] = text.split(/[:：]/)
  const [x, p] = [numberOf(value), numberOf(weight)]
  if (rest.length > 0 || weight === '' || !x.ok || !p.ok) return refused(`“${text}”应写作 值:概率，如 1.5:0.2`, `"${text}" is written value:probability, such as 1.5:0.2`)
  return { ok: true, as: 'pair', value: x.value, weight: p.value }
}

function numberIn(piece: Piece, kind: Parameter['kind'], { unit, estimate }: Around): { ok: true; value: number } | { ok: false; words: Pair } {
  const text = piece.text.replace(/^[±+]/u, '')
  const read = numberOf(text)
  if (!read.ok || piece.unit === '') return read
  if (/^[%％‰]$/u.test(piece.unit) && kind === 'interval' && unit.symbol !== '%' && unit.symbol !== '‰') {
    if (estimate === undefined) return refused('百分数是相对于估计值的，请先填估计值', 'A percentage is of the estimate: give the estimate first')
    return { ok: true, value: (read.value / (piece.unit === '‰' ? 1000 : 100)) * Math.abs(estimate) }
  }
  if (kind === 'number') return refused(`“${piece.text}${piece.unit}”不带单位`, `"${piece.text}${piece.unit}" takes no unit`)
  return converted(read.text, piece.unit, kind === 'interval' ? intervalUnit(unit) : unit, kind)
}

function converted(text: string, unitText: string, to: Unit, kind: Parameter['kind']): { ok: true; value: number } | { ok: false; words: Pair } {
  const from = parseUnit(unitText)
  if (!from.ok) return refused(`单位“${unitText}”读不懂`, `The unit "${unitText}" is not read: ${from.reason}`)
  const exact = parseDecimal(text)
  if (!exact.ok) return refused(`“${text}”不是数`, exact.reason)
  const result = convert(exact.value, kind === 'interval' ? intervalUnit(from.unit) : from.unit, to)
  return result.ok ? { ok: true, value: toNumber(result.value) }
    : refused(`${unitText} 换算不到 ${to.symbol === '' ? '1' : to.symbol}`, `${unitText} cannot be converted to ${to.symbol === '' ? '1' : to.symbol}: ${result.reason}`)
}

/** A number as people type it: full-width digits, real minus, exponent; a comma is refused with what to do. */
export function numberOf(text: string): { ok: true; value: number; text: string } | { ok: false; words: Pair } {
  if (/[,，]/.test(text)) return refused(`“${text}”里有逗号：小数点用“.”，数与数之间用空格或换行`, `"${text}" has a comma: the decimal point is ".", numbers are separated by spaces or lines`)
  const normal = normaliseNumeral(text)
  if (!normal.ok) return refused(`“${text}”不是数`, `"${text}" is not a number`)
  const exact = parseDecimal(normal.text)
  return exact.ok ? { ok: true, value: toNumber(exact.value), text: normal.text } : refused(`“${text}”不是数`, exact.reason)
}

/** How a form is typed: `u=… 或 U=… k=…`. */
export function howTo(type: StatedType): string {
  return HOW[type]
}

const HOW: Readonly<Record<StatedType, string>> = {
  constant: '', readings: '10.1 10.2 10.15 …', normal: 'u=0.1 / U=0.2 k=2 / U=0.2 p=0.95', t_scaled: 'u=0.1 ν=9', t_sd: 'u=0.1 ν=9', rectangular: 'a=0.5 / low=… high=…',
  triangular: 'a=0.5 / low=… mode=… high=…', trapezoidal: 'a=0.5 β=0.5', u_shaped: 'a=0.5 / low=… high=…', curvilinear_trapezoid: 'a=0.5 d=0.1',
  exponential: 'origin=0', gamma: 'shape=… scale=…', beta: 'α=… β=… low=… high=…', lognormal: 'μ=… σ=…', weibull: 'shape=… scale=…', skew_normal: 'location=… scale=… shape=…',
  gev: 'location=… scale=… shape=…', truncated_normal: 'location=… scale=… low=… high=…', laplace: 'u=0.1', logistic: 'u=0.1', discrete: '1:0.2 2:0.8', samples: '10.1 10.2 10.15 …',
}

/** What stands under each key, as typed, for a form beside the table; numbers without a name under the first parameter or ''. */
export function partsOf(type: StatedType, text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  const form = FORMS[type]
  for (const piece of piecesOf(text)) {
    const shown = piece.text.replace(/^[±]/u, '') + piece.unit
    const key = piece.key === undefined ? (form.list === undefined ? form.first : '') : (keyOf(type, piece.key) ?? piece.key)
    if (key !== undefined) parts.set(key, key === '' && parts.has('') ? `${parts.get('')} ${shown}` : shown)
  }
  return parts
}

/** The text with one part set or taken away; the others stay as they were typed. */
export function withPart(type: StatedType, text: string, key: string, value: string): string {
  const parts = new Map(partsOf(type, text))
  const trimmed = value.trim()
  if (trimmed === '') parts.delete(key)
  else parts.set(key, trimmed)
  const symbols = new Map(FORMS[type].parameters.map((one) => [one.key, one.symbol]))
  const named = [...parts].filter(([name]) => name !== '').map(([name, part]) => `${symbols.get(name) ?? name}=${part.replaceAll(/\s+/g, '')}`)
  return [parts.get('') ?? '', ...named].filter((part) => part !== '').join('; ')
}
