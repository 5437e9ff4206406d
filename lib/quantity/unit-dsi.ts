// D-SI notation of units in digital calibration certificates: `\kilogram\metre\tothe{-1}\second\tothe{-2}`, both ways.
// Source: D-SI format 2.2 (SmartCom/PTB), 5.2: prefix, unit, \tothe{n}, and \per which inverts the one unit that follows. Absent: hybrid
// lists.

import { MAX_POWER, prefixedFactor, type Factor, type Unit } from './unit-algebra.ts'
import { ATOMS, PREFIXES, type Prefix } from './unit-table.ts'
import type { Outcome } from './decimal.ts'

type FactorsRead = { ok: true; factors: readonly Factor[] } | { ok: false; reason: string }

/** The factors of a D-SI unit, spaces between words allowed. */
export function readDsi(text: string): FactorsRead {
  const words = text.split('\\').map((word) => word.trim())
  if (words[0] !== '') return { ok: false, reason: 'a D-SI unit begins with a backslash' }
  const factors: Factor[] = []
  let inverted = false
  let prefix: Prefix | undefined
  for (const word of words.slice(1)) {
    const power = exponentOf(word)
    if (power !== undefined) {
      const last = factors.pop()
      const misplaced = last === undefined || Math.abs(last.power) !== 1 || prefix !== undefined || inverted
      if (misplaced || !(Math.abs(power) <= MAX_POWER) || power === 0) {
        return { ok: false, reason: `"\\${word}" needs a unit before it and a whole number up to ${MAX_POWER}` }
      }
      factors.push({ ...last, power: last.power * power })
    } else if (word === 'per') {
      if (inverted || prefix !== undefined) return { ok: false, reason: '"\\per" stands before a unit' }
      inverted = true
    } else if (PREFIX_WORDS.has(word) && prefix === undefined) {
      prefix = PREFIX_WORDS.get(word)
    } else {
      const factor = unitWord(word, prefix)
      if (!factor.ok) return factor
      factors.push({ ...factor.value, power: inverted ? -1 : 1 })
      prefix = undefined
      inverted = false
    }
  }
  return prefix !== undefined || inverted || factors.length === 0 ? {
    ok: false, reason: 'the D-SI unit is not complete',
  } : { ok: true, factors }
}

/** The D-SI text of a unit; refused for units D-SI has no name for, such as money or Δ°C. */
export function toDsi(unit: Unit): Outcome<string> {
  if (unit.factors.length === 0) return { ok: true, value: '\\one' }
  let text = ''
  for (const { prefix, atom, power } of unit.factors) {
    const kilogram = prefix?.symbol === 'k' && atom.symbol === 'g'
    const name = kilogram ? '\\kilogram' : `${prefix === undefined ? '' : `\\${prefix.dsi}`}\\${atom.dsi}`
    if (atom.dsi === undefined) return { ok: false, reason: `D-SI has no name for ${atom.symbol}` }
    const size = Math.abs(power)
    text += `${power < 0 ? '\\per' : ''}${name}${size === 1 ? '' : `\\tothe{${size}}`}`
  }
  return { ok: true, value: text }
}

const PREFIX_WORDS: ReadonlyMap<string, Prefix> = new Map(PREFIXES.flatMap((prefix) => (
  prefix.symbol === 'da' ? [[prefix.dsi, prefix] as const, ['deka', prefix] as const] : [[prefix.dsi, prefix] as const]
)))
const ATOM_WORDS = new Map(ATOMS.flatMap((atom) => (atom.dsi === undefined ? [] : [[atom.dsi, atom] as const])))

function unitWord(word: string, prefix: Prefix | undefined): Outcome<Factor> {
  const lower = word === 'degreeCelsius' ? 'degreecelsius' : word
  if (lower === 'kilogram' && prefix === undefined) return unitWord('gram', PREFIX_WORDS.get('kilo'))
  const atom = ATOM_WORDS.get(lower)
  if (atom === undefined) return { ok: false, reason: `unknown D-SI unit "\\${word}"` }
  return prefix === undefined ? { ok: true, value: { atom, power: 1 } } : prefixedFactor(prefix, atom)
}

function exponentOf(word: string): number | undefined {
  if (!word.startsWith('tothe{') || !word.endsWith('}')) return undefined
  const digits = word.slice(6, -1)
  return /^-?\d{1,2}$/.test(digits) ? Number(digits) : Number.NaN
}
