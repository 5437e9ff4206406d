// Chinese names of units: 千克每立方米, 米每二次方秒, 兆帕, 千瓦时, both ways; and Chinese symbols, 千克/米³ and 牛·米, which are read.
// Source: GB 3100-93, 6.2 (names of compound units follow the symbols; 每 once; powers of length 平方 and 立方, others n次方) and 6.5 (Chinese
// symbols). Absent: numbers.

import { isUnitOne, prefixedFactor, unitOf, type Factor, type FactorsRead, type Unit } from './unit-algebra.ts'
import { length, PREFIXES } from './unit-atom.ts'
import { ATOMS } from './unit-table.ts'
import type { Outcome } from './decimal.ts'

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** The factors of a Chinese unit name or symbol; the longest name at each place is taken (分米 is dm, 升每分 ends in minutes). */
export function readChinese(text: string): FactorsRead {
  const reader = { chars: [...text.trim().normalize('NFKC')], at: 0, divider: '' }
  const factors = readProduct(reader, text, false)
  return typeof factors === 'string' ? { ok: false, reason: factors } : { ok: true, factors }
}

type Reading = { readonly chars: readonly string[]; at: number; divider: string }

/** Everything up to the end or the closing bracket; a string says why not. 每 divides by all that follows, / by one unit or a bracket. */
function readProduct(reader: Reading, text: string, inside: boolean): Factor[] | string {
  const factors: Factor[] = []
  let sign = 1
  let complete = false
  while (reader.at < reader.chars.length) {
    const char = reader.chars[reader.at] ?? ''
    if (char === ')' && inside) break
    if (char === '每' || char === '/') {
      if (reader.divider !== '' || inside) return `"${char}" stands once in a unit: "${text}"; after / use brackets`
      reader.divider = char
      sign = -1
      complete = false
      reader.at++
      continue
    }
    if (char === '·' && complete) {
      complete = false
      reader.at++
      continue
    }
    const divides = reader.divider === '/' && sign === -1 && factors.some((f) => f.power < 0)
    if (divides) return `one unit or a bracket stands after / in a unit: "${text}"`
    const next = char === '(' ? readBracket(reader, text) : readName(reader, text)
    if (typeof next === 'string') return next
    factors.push(...next.map((f) => ({ ...f, power: sign * f.power })))
    complete = true
  }
  return complete ? factors : `the unit name "${text}" is not complete`
}

function readBracket(reader: Reading, text: string): Factor[] | string {
  reader.at++
  const factors = readProduct(reader, text, true)
  if (typeof factors === 'string') return factors
  if (reader.chars[reader.at] !== ')') return `a bracket in "${text}" is not closed`
  reader.at++
  return factors
}

/** 二次方秒, 立方米, 毫秒, or 秒² as a Chinese symbol has it. */
function readName(reader: Reading, text: string): Factor[] | string {
  const { chars } = reader
  const before = powerBefore(chars, reader.at)
  const name = longestName(chars, reader.at + before.length)
  if (name === undefined) return `"${chars.slice(reader.at).join('')}" is not a unit name in "${text}"`
  reader.at += before.length + name.length
  const after = powerAfter(chars, reader.at)
  if (after.length > 0 && before.length > 0) return `"${text}" names a power twice`
  reader.at += after.length
  return [{ ...name.factor, power: before.length > 0 ? before.value : after.value }]
}

/** The Chinese name of a unit; refused where a factor has none (pH). */
export function toChinese(unit: Unit): Outcome<string> {
  if (isUnitOne(unit)) return { ok: true, value: '一' }
  const nameless = unit.factors.find((f) => f.atom.chinese === undefined || f.prefix?.chinese === '' ||
    NUMERALS[Math.abs(f.power)] === undefined)
  if (nameless !== undefined) return { ok: false, reason: `${nameless.atom.symbol} has no Chinese unit name here` }
  const above = unit.factors.filter((f) => f.power > 0).map(chineseFactor)
  const below = unit.factors.filter((f) => f.power < 0).map(chineseFactor)
  const name = (joint: string) => above.join(joint) + (below.length === 0 ? '' : `每${below.join(joint)}`)
  // 分 before 米 would be read as 分米 (dm): a dot keeps them apart.
  const plain = readChinese(name(''))
  return { ok: true, value: plain.ok && unitOf(plain.factors).symbol === unit.symbol ? name('') : name('·') }
}

function chineseFactor({ prefix, atom, power }: Factor): string {
  const size = Math.abs(power)
  const isLength = atom.dimension === length
  const raised = size === 1 ? '' : isLength && size === 2 ? '平方' : isLength && size === 3 ? '立方' : `${NUMERALS[size]}次方`
  return `${raised}${prefix?.chinese ?? ''}${atom.chinese?.[0] ?? ''}`
}

function powerBefore(chars: readonly string[], at: number): { value: number; length: number } {
  const two = (chars[at] ?? '') + (chars[at + 1] ?? '')
  if (two === '平方') return { value: 2, length: 2 }
  if (two === '立方') return { value: 3, length: 2 }
  const numeral = NUMERALS.indexOf(chars[at] ?? '?')
  return numeral > 1 && chars[at + 1] === '次' && chars[at + 2] === '方' ? { value: numeral, length: 3 } : { value: 1, length: 0 }
}

/** A digit after a name, as in 秒²; normalised to 2 or ^2. Negative powers are written with 每 or /. */
function powerAfter(chars: readonly string[], at: number): { value: number; length: number } {
  const caret = chars[at] === '^' ? 1 : 0
  const digit = Number(chars[at + caret] ?? Number.NaN)
  return digit >= 1 && digit <= 9 ? { value: digit, length: 1 + caret } : { value: 1, length: 0 }
}

function longestName(chars: readonly string[], at: number): { factor: Factor; length: number } | undefined {
  names ??= factorsByName()
  for (let size = Math.min(LONGEST, chars.length - at); size > 0; size--) {
    const factor = names.get(chars.slice(at, at + size).join(''))
    if (factor !== undefined) return { factor, length: size }
  }
  return undefined
}

let names: ReadonlyMap<string, Factor> | undefined
/** Characters of the longest name with a prefix. */
const LONGEST = 1 + Math.max(...ATOMS.flatMap((atom) => (atom.chinese ?? []).map((name) => name.length)))

function factorsByName(): ReadonlyMap<string, Factor> {
  const found = new Map<string, Factor>()
  for (const atom of ATOMS) {
    for (const name of atom.prefixed ? (atom.chinese ?? []) : []) {
      for (const prefix of PREFIXES.filter((one) => one.chinese !== '')) {
        const factor = prefixedFactor(prefix, atom)
        if (factor.ok && !found.has(prefix.chinese + name)) found.set(prefix.chinese + name, factor.value)
      }
    }
  }
  for (const atom of ATOMS) for (const name of atom.chinese ?? []) found.set(name, { atom, power: 1 })
  const kilogram = found.get('千克')
  if (kilogram !== undefined) found.set('公斤', kilogram)
  return found
}
