// D-SI notation of units in digital calibration certificates: `\kilogram\metre\tothe{-1}\second\tothe{-2}`, both ways.
// Source: D-SI format 2.2 (SmartCom/PTB), clause 5: [prefix] unit [\tothe{n}] …, and one \per, after which everything divides. Absent:
// hybrid lists, and exponents that are neither whole nor half numbers.

import { isUnitOne, MAX_POWER, prefixedFactor, type Factor, type FactorsRead, type Unit } from './unit-algebra.ts'
import { PREFIXES, type Prefix } from './unit-atom.ts'
import { ATOMS } from './unit-table.ts'
import type { Outcome } from './decimal.ts'

/**
 * The factors of a D-SI unit. `strict` reads what D-SI 2.2 allows and nothing else; otherwise spaces between words, `\kilo\gram`, a `\per`
 * before each divided unit and the spellings of older writers are read too.
 */
export function readDsi(text: string, strict = false): FactorsRead {
  if (text.startsWith('|')) return { ok: false, reason: `"${text}" is marked as a unit that D-SI does not know` }
  const words = text.split('\\').map((word) => (strict ? word : word.trim()))
  if (words[0] !== '') return { ok: false, reason: 'a D-SI unit begins with a backslash' }
  const pers = words.filter((word) => word === 'per').length
  const fault = pers === 0 ? undefined : faultOfPer(words.slice(1), pers, strict)
  return fault === undefined ? readWords(words.slice(1), strict) : { ok: false, reason: fault }
}

/** One \per divides by all that follows. More of them agree with that only if each divided unit has its own. */
function faultOfPer(words: readonly string[], pers: number, strict: boolean): string | undefined {
  if (strict && pers > 1) return 'D-SI has one \\per: everything after it divides'
  if (words.at(-1) === 'per') return '"\\per" stands before a unit'
  if (strict && words[0] === 'per') return 'D-SI has a unit before \\per: write \\one\\per…'
  if (pers === 1) return undefined
  const isUnit = (word: string) => word !== 'per' && !word.startsWith('tothe{') && !PREFIX_WORDS.has(word)
  const divided = words.slice(words.indexOf('per')).filter(isUnit).length
  return divided === pers ? undefined : 'D-SI has one \\per, after which everything divides; this text has two readings'
}

function readWords(words: readonly string[], strict: boolean): FactorsRead {
  const factors: Factor[] = []
  let divided = false
  let justDivided = false
  let raised = true
  let prefix: Prefix | undefined
  for (const word of words) {
    const power = exponentOf(word)
    if (power !== undefined) {
      const last = factors.pop()
      const misplaced = last === undefined || raised || prefix !== undefined || justDivided
      if (misplaced || !(Math.abs(power) <= MAX_POWER && Number.isInteger(power * 2))) {
        return { ok: false, reason: `"\\${word}" needs a unit before it and a whole or half number up to ${MAX_POWER}` }
      }
      if (strict && BARE.has(last.atom.symbol)) return { ok: false, reason: `D-SI allows no exponent of \\${last.atom.dsi}` }
      if (power !== 0) factors.push({ ...last, power: last.power * power })
      raised = true
    } else if (word === 'per') {
      if (prefix !== undefined || justDivided) return { ok: false, reason: '"\\per" stands before a unit' }
      divided = true
      justDivided = true
    } else if (PREFIX_WORDS.has(word) && prefix === undefined) {
      prefix = PREFIX_WORDS.get(word)
    } else {
      const found = unitWord(word, prefix, strict)
      if (!found.ok) return found
      factors.push(...found.value.map((factor) => ({ ...factor, power: divided ? -factor.power : factor.power })))
      prefix = undefined
      justDivided = false
      raised = false
    }
  }
  const incomplete = prefix !== undefined || justDivided || words.length === 0
  return incomplete ? { ok: false, reason: 'the D-SI unit is not complete' } : { ok: true, factors }
}

/**
 * The D-SI text of a unit, valid by D-SI 2.2 and with one reading everywhere: `\per` before a single divided unit at the end, negative
 * exponents elsewhere. Refused for units D-SI has no name for, such as money, kVA or Δ°C.
 */
export function toDsi(unit: Unit): Outcome<string> {
  if (isUnitOne(unit)) return { ok: true, value: '\\one' }
  const parts: { name: string; power: number }[] = []
  for (const factor of unit.factors) {
    const name = nameOf(factor)
    if (!name.ok) return name
    for (const each of name.value) parts.push({ name: each, power: factor.power })
  }
  const below = parts.filter(({ power }) => power < 0)
  const usesPer = below.length === 1 && parts.length > 1
  const above = parts.filter(({ power }) => power > 0)
  const ordered = usesPer ? [...above, ...below] : parts
  return {
    ok: true,
    value: ordered.map(({ name, power }) => {
      if (power < 0 && usesPer) return `\\per${name}${power === -1 ? '' : `\\tothe{${-power}}`}`
      return `${name}${power === 1 ? '' : `\\tothe{${power}}`}`
    }).join(''),
  }
}

/** One factor as D-SI names it, or the refusal; W·h has two names, of which the first takes the prefix. */
function nameOf({ prefix, atom, power }: Factor): Outcome<string[]> {
  if (prefix?.symbol === 'k' && atom.symbol === 'g') return { ok: true, value: ['\\kilogram'] }
  const product = PRODUCTS.get(atom.symbol)
  const names = product ?? (atom.dsi === undefined ? undefined : [atom.dsi])
  if (names === undefined) return { ok: false, reason: `D-SI has no name for ${atom.symbol}` }
  if (BARE.has(atom.symbol) && power !== 1) return { ok: false, reason: `D-SI allows no exponent of \\${atom.dsi}` }
  if (prefix !== undefined && atom.binary && !prefix.binary) {
    return { ok: false, reason: `D-SI allows only binary prefixes with \\${atom.dsi}` }
  }
  return { ok: true, value: names.map((name, at) => `${at === 0 && prefix !== undefined ? `\\${prefix.dsi}` : ''}\\${name}`) }
}

const PREFIX_WORDS: ReadonlyMap<string, Prefix> = new Map(PREFIXES.flatMap((prefix) => (
  prefix.symbol === 'da' ? [[prefix.dsi, prefix] as const, ['deka', prefix] as const] : [[prefix.dsi, prefix] as const]
)))
const ATOM_WORDS = new Map(ATOMS.flatMap((atom) => (atom.dsi === undefined ? [] : [[atom.dsi, atom] as const])))
/** Units without exponents in D-SI 2.2. */
const BARE: ReadonlySet<string> = new Set(['1', '%', 'ppm'])
/** Units that D-SI writes as a product. */
const PRODUCTS: ReadonlyMap<string, readonly string[]> = new Map([['Wh', ['watt', 'hour']], ['Ah', ['ampere', 'hour']]])
/** Names that other writers of D-SI use: read, never written. */
const LENIENT: ReadonlyMap<string, string> = new Map([
  ['degreeCelsius', '°C'], ['degreefahrenheit', '°F'], ['watthour', 'Wh'], ['var', 'var'], ['mmhg', 'mmHg'], ['meter', 'm'], ['liter', 'L'],
])

function unitWord(word: string, prefix: Prefix | undefined, strict: boolean): Outcome<Factor[]> {
  if (word === 'kilogram' && prefix === undefined) return unitWord('gram', PREFIX_WORDS.get('kilo'), false)
  const lenient = strict ? undefined : LENIENT.get(word)
  const atom = lenient === undefined ? ATOM_WORDS.get(word) : ATOMS.find((one) => one.symbol === lenient)
  if (atom === undefined) return { ok: false, reason: `unknown D-SI unit "\\${word}"` }
  if (prefix === undefined) return { ok: true, value: [{ atom, power: 1 }] }
  if (strict && word === 'gram' && prefix.symbol === 'k') return { ok: false, reason: 'D-SI writes \\kilogram, not \\kilo\\gram' }
  if (strict && atom.binary && !prefix.binary) return { ok: false, reason: `D-SI allows only binary prefixes with \\${word}` }
  const factor = prefixedFactor(prefix, atom)
  return factor.ok ? { ok: true, value: [factor.value] } : factor
}

/** 2, -2, +0, 0.5, or 1_2 for a half; NaN for what is no exponent, undefined for another word. */
function exponentOf(word: string): number | undefined {
  if (!word.startsWith('tothe{') || !word.endsWith('}')) return undefined
  const found = /^([+-]?)(\d{1,3})(?:\.(\d)|_(\d))?$/.exec(word.slice(6, -1))
  if (found === null) return Number.NaN
  const [, sign, whole, tenths, below] = found
  const size = below === undefined ? Number(`${whole}.${tenths ?? 0}`) : Number(whole) / Number(below)
  return sign === '-' ? 0 - size : size
}
