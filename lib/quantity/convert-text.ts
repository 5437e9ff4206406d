// Conversions and comparisons asked in one line: `80 [degRe] -> Cel`, `9 °C to °F < 10 °C`, `10 Cel minus 5 Cel as DIFFERENCE in K`.
// Pure. Answers are exact where the definitions are; refusals come in Chinese and English. Absent: rounding (rounding.ts).

import { cmp, exactText, sub, toNumber, type Rational } from './decimal.ts'
import { intervalUnit, type Unit } from './unit-algebra.ts'
import { legality, type LegalFault } from './unit-legal.ts'
import { quantityName } from './quantity-name.ts'
import { parseQuantity, readQuantity } from './quantity.ts'
import { convert, parseUnit, relation } from './unit.ts'

/**
 * A converted value. `text` is exact decimal text, absent where there is none (1/3) or the value is not exact; `number` is the nearest
 * float64.
 */
export type Answer = {
  readonly value: Rational
  readonly number: number
  readonly text: string | undefined
  readonly unit: string
  readonly exact: boolean
  /** What made it inexact, each with its source: π, a logarithm, a measured constant. */
  readonly because: readonly string[]
  /** Units in the question that are not legal in China, each with its source. */
  readonly notLegal: readonly LegalFault[]
}

export type Refused = { readonly ok: false; readonly zh: string; readonly reason: string }
export type Answered<T> = { readonly ok: true; readonly value: T } | Refused

/**
 * One conversion: `VALUE UNIT -> UNIT` with any notation of units on either side; `→`, `to`, `in`, `换算为`, `等于多少` stand for `->`. `VALUE
 * UNIT minus VALUE UNIT as DIFFERENCE in UNIT` (or 减 and an arrow) subtracts first; two points of temperature give an interval.
 */
export function convertText(text: string): Answered<Answer> {
  if (text.length > MAX_TEXT) return tooLong()
  const asked = split(text, ARROWS)
  if (asked === undefined) return refused('应写作“数值 单位 -> 单位”，如 80 [degRe] -> Cel', 'write "value unit -> unit", such as 80 [degRe] -> Cel')
  const [left, to] = asked
  const minus = split(left, MINUSES)
  return minus === undefined ? answer(left, to) : difference(minus, to)
}

/**
 * One comparison: `9 °C to °F < 10 °C` with <, ≤, =, ≥, >, each side a value or a conversion. Refused between kinds, points and
 * differences.
 */
export function compareText(text: string): Answered<boolean> {
  if (text.length > MAX_TEXT) return tooLong()
  const found = COMPARISON.exec(text)
  const [, left = '', sign = '', right = ''] = found ?? []
  if (found === null) return refused('应写作“量值 < 量值”，如 9 °C < 10 °C', 'write "quantity < quantity", such as 9 °C < 10 °C')
  const a = side(left)
  if (!a.ok) return a
  const b = side(right)
  if (!b.ok) return b
  const same = moved(b.value, a.value.unit)
  return same.ok ? { ok: true, value: holds(cmp(a.value.value, same.value.value), sign) } : same
}

const MAX_TEXT = 800

function tooLong(): Refused {
  return refused(`太长：最多 ${MAX_TEXT} 个字符`, `too long: at most ${MAX_TEXT} characters`)
}

function holds(order: -1 | 0 | 1, sign: string): boolean {
  switch (sign) {
    case '<': return order < 0
    case '<=': case '≤': return order <= 0
    case '>': return order > 0
    case '>=': case '≥': return order >= 0
    default: return order === 0
  }
}

// An arrow, or a word between spaces. `in` comes last and counts where it stands last, because it is the inch too: 5 in in mm.
const ARROWS: readonly RegExp[] = [
  /->|→|=>/g, /换算为|换算成|化为|等于多少/g, /(?<=\s)as DIFFERENCE in(?=\s)/gi, /(?<=\s)to(?=\s)/g, /(?<=\s)in(?=\s)/g,
]
const MINUSES: readonly RegExp[] = [/(?<=\s)minus(?=\s)/gi, /减去?/g]
const COMPARISON = /^(.*?[^-=<>])\s*(<=|>=|(?<!-)>|<(?!-)|≤|≥|={1,3})\s*([^=<>].*)$/u

function split(text: string, by: readonly RegExp[]): readonly [left: string, right: string] | undefined {
  for (const pattern of by) {
    const found = [...text.matchAll(pattern)].at(-1)
    if (found === undefined) continue
    const left = text.slice(0, found.index).trim()
    const right = text.slice(found.index + found[0].length).trim()
    if (left !== '' && right !== '') return [left, right]
  }
  return undefined
}

type Side = { readonly value: Rational; readonly unit: Unit }

function side(text: string): Answered<Side> {
  const asked = split(text, ARROWS)
  const source = quantity(asked === undefined ? text : asked[0])
  if (!source.ok || asked === undefined) return source
  const target = unitOf(asked[1])
  return target.ok ? moved(source.value, target.value) : target
}

function answer(left: string, to: string): Answered<Answer> {
  const source = quantity(left)
  if (!source.ok) return source
  const target = unitOf(to)
  return target.ok ? answered(source.value, target.value) : target
}

function difference([left, right]: readonly [string, string], to: string): Answered<Answer> {
  const a = quantity(left)
  if (!a.ok) return a
  const b = quantity(right)
  if (!b.ok) return b
  const target = unitOf(to)
  if (!target.ok) return target
  const same = moved(b.value, a.value.unit)
  if (!same.ok) return same
  // Two points of temperature differ by an interval; 10 °C minus 5 °C is 5 K and not 278.15 K.
  return answered({ value: sub(a.value.value, same.value.value), unit: intervalUnit(a.value.unit) }, intervalUnit(target.value))
}

type Moved = Side & { readonly exact: boolean; readonly because: readonly string[] }

/** A value in another unit, or the refusal in both languages. */
function moved(source: Side, unit: Unit): Answered<Moved> {
  const result = convert(source.value, source.unit, unit)
  if (!result.ok) return mismatch(source.unit, unit, result.reason)
  const { value, exact, because } = result
  return { ok: true, value: { value, unit, exact, because } }
}

function answered(source: Side, target: Unit): Answered<Answer> {
  const result = moved(source, target)
  if (!result.ok) return result
  const { value, exact, because } = result.value
  const faults = [source.unit, target].flatMap((unit) => legality(unit).faults)
  const notLegal = faults.filter((fault, at) => faults.findIndex(({ symbol }) => symbol === fault.symbol) === at)
  const text = exact ? exactText(value) : undefined
  return { ok: true, value: { value, number: toNumber(value), text, unit: target.symbol, exact, because, notLegal } }
}

function quantity(text: string): Answered<Side> {
  const parsed = parseQuantity(text)
  const read = parsed.ok ? readQuantity(parsed.value) : parsed
  return read.ok ? read : refused(`看不懂“${text}”：应为数值加单位`, `"${text}" is no value with a unit: ${read.reason}`)
}

function unitOf(text: string): Answered<Unit> {
  const parsed = parseUnit(text)
  return parsed.ok ? { ok: true, value: parsed.unit } : refused(`看不懂单位“${text}”`, parsed.reason)
}

function mismatch(from: Unit, to: Unit, reason: string): Refused {
  const [a, b] = [quantityName(from), quantityName(to)]
  if (a.en === b.en || relation(from, to).ok) return refused(`不能从 ${from.symbol} 换算到 ${to.symbol}`, reason)
  return refused(
    `${from.symbol}（${a.zh}）与 ${to.symbol}（${b.zh}）不是同一种量，不能换算`,
    `${from.symbol} (${a.en}) and ${to.symbol} (${b.en}) are different kinds of quantity`,
  )
}

function refused(zh: string, reason: string): Refused {
  return { ok: false, zh, reason }
}
