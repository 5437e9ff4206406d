// Chinese names of legal units: 千克每立方米, 米每二次方秒, 兆帕, 千瓦时, both ways.
// Source: GB 3100-93, 6.2 (names of compound units follow the symbols; 每 once; powers of length 平方 and 立方, others n次方). Absent: market
// units 斤, 两.

import { prefixedFactor, unitOf, type Factor, type Unit } from './unit-algebra.ts'
import { ATOMS, PREFIXES } from './unit-table.ts'
import type { Outcome } from './decimal.ts'

type FactorsRead = { ok: true; factors: readonly Factor[] } | { ok: false; reason: string }

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** The factors of a Chinese unit name; the longest name at each place is taken (分米 is dm, 升每分 ends in minutes). */
export function readChinese(text: string): FactorsRead {
  const chars = [...text]
  const factors: Factor[] = []
  let at = 0
  let inverted = false
  let divided = false
  while (at < chars.length) {
    if (chars[at] === '每') {
      if (divided) return { ok: false, reason: `"每" stands once in a unit name: "${text}"` }
      divided = true
      inverted = true
      at++
      continue
    }
    if (chars[at] === '·' && at > 0) {
      at++
      continue
    }
    const power = powerAt(chars, at)
    const name = longestName(chars, at + power.length)
    if (name === undefined) return { ok: false, reason: `"${chars.slice(at).join('')}" is not a unit name in "${text}"` }
    factors.push({ ...name.factor, power: inverted ? -power.value : power.value })
    at += power.length + name.length
  }
  const complete = factors.length > 0 && chars.at(-1) !== '每' && chars.at(-1) !== '·'
  return complete ? { ok: true, factors } : { ok: false, reason: `the unit name "${text}" is not complete` }
}

/** The Chinese name of a unit; refused where a factor has none (pH). */
export function toChinese(unit: Unit): Outcome<string> {
  if (unit.factors.length === 0) return { ok: true, value: '一' }
  const nameless = unit.factors.find((f) => f.atom.chinese === undefined || Math.abs(f.power) > 9)
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
  const length = atom.symbol === 'm'
  const raised = size === 1 ? '' : length && size === 2 ? '平方' : length && size === 3 ? '立方' : `${NUMERALS[size]}次方`
  return `${raised}${prefix?.chinese ?? ''}${atom.chinese?.[0] ?? ''}`
}

function powerAt(chars: readonly string[], at: number): { value: number; length: number } {
  const two = (chars[at] ?? '') + (chars[at + 1] ?? '')
  if (two === '平方') return { value: 2, length: 2 }
  if (two === '立方') return { value: 3, length: 2 }
  const numeral = NUMERALS.indexOf(chars[at] ?? '?')
  return numeral > 1 && chars[at + 1] === '次' && chars[at + 2] === '方' ? { value: numeral, length: 3 } : { value: 1, length: 0 }
}

function longestName(chars: readonly string[], at: number): { factor: Factor; length: number } | undefined {
  for (let length = Math.min(LONGEST, chars.length - at); length > 0; length--) {
    const factor = NAMES.get(chars.slice(at, at + length).join(''))
    if (factor !== undefined) return { factor, length }
  }
  return undefined
}

function factorsByName(): ReadonlyMap<string, Factor> {
  const names = new Map<string, Factor>()
  for (const atom of ATOMS) {
    for (const name of atom.prefixed ? (atom.chinese ?? []) : []) {
      for (const prefix of PREFIXES) {
        const factor = prefixedFactor(prefix, atom)
        if (factor.ok) names.set(prefix.chinese + name, factor.value)
      }
    }
  }
  for (const atom of ATOMS) for (const name of atom.chinese ?? []) names.set(name, { atom, power: 1 })
  const kilogram = names.get('千克')
  if (kilogram !== undefined) names.set('公斤', kilogram)
  return names
}

const NAMES = factorsByName()
const LONGEST = Math.max(...[...NAMES.keys()].map((name) => [...name].length))
