// UCUM codes, case sensitive, both ways: prefixes, exponents, `.` and `/` from left to right, brackets, whole numbers, annotations in
// braces.
// Source: The Unified Code for Units of Measure 2.2, paragraphs 3 to 12. Pure, linear in the text. Departures: exponents of 0 and beyond 24
// are refused; °C takes no prefix and, as a special unit, stands alone (UCUM 2.2, paragraph 21), where the interval K is meant.

import {
  isUnitOne, MAX_POWER, pointsAsIntervals, prefixedFactor, type Factor, type FactorsRead, type Unit,
} from './unit-algebra.ts'
import { isNumber, isProductCode, MAX_NUMBER, numberAtom, PREFIXES, singleCodes, type Atom, type Prefix } from './unit-atom.ts'
import { ATOMS } from './unit-table.ts'
import type { Outcome } from './decimal.ts'

const MAX_DEPTH = 8

/** The factors of a UCUM code; the empty code is the unit one. Annotations carry no meaning and are dropped. */
export function readUcum(text: string): FactorsRead {
  const reader = new Reader(text)
  if (text === '') return { ok: true, factors: [] }
  const factors = reader.expression(0, true)
  if (factors === undefined) return { ok: false, reason: `${reader.reason} (UCUM code "${text}")` }
  if (reader.at < text.length) return { ok: false, reason: `"${text.slice(reader.at)}" is not understood in the UCUM code "${text}"` }
  const point = factors.length > 1 ? factors.find((f) => f.atom.offset !== undefined) : undefined
  if (point !== undefined) {
    const code = point.atom.ucum?.[0]
    return { ok: false, reason: `${code} is a point on a scale and stands alone in a UCUM code: write K for an interval ("${text}")` }
  }
  return { ok: true, factors }
}

class Reader {
  reason = ''
  at = 0
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  expression(depth: number, first: boolean): Factor[] | undefined {
    if (depth > MAX_DEPTH) return this.refuse('brackets are nested too deeply')
    const factors: Factor[] = []
    let inverted = first && this.take('/')
    for (;;) {
      const next = this.component(depth)
      if (next === undefined) return undefined
      factors.push(...(inverted ? next.map((f) => ({ ...f, power: -f.power })) : next))
      if (factors.length > 64) return this.refuse('too many units')
      if (this.take('.')) inverted = false
      else if (this.take('/')) inverted = true
      else return factors
    }
  }

  component(depth: number): Factor[] | undefined {
    const char = this.peek()
    if (char === '{') return this.annotations() ? [] : undefined
    let factors: Factor[] | undefined
    if (this.take('(')) {
      factors = this.expression(depth + 1, false)
      if (factors !== undefined && !this.take(')')) return this.refuse('a bracket is not closed')
    } else if (isDigit(char) && !this.text.startsWith('10*', this.at) && !this.text.startsWith('10^', this.at)) factors = this.number()
    else factors = this.simpleUnit()
    if (factors === undefined || !this.annotations()) return undefined
    return factors
  }

  number(): Factor[] | undefined {
    const n = BigInt(this.digits())
    if (n === 0n || n > MAX_NUMBER) return this.refuse(`a number in a unit is from 1 to ${MAX_NUMBER}`)
    return n === 1n ? [] : [{ atom: numberAtom(n), power: 1 }]
  }

  simpleUnit(): Factor[] | undefined {
    const ten = this.text.startsWith('10*', this.at) || this.text.startsWith('10^', this.at)
    const code = ten ? this.text.slice(this.at, this.at + 3) : this.code()
    if (code === undefined) return undefined
    if (code === '') return this.refuse(this.at >= this.text.length ? 'a unit is missing' : `"${this.text.slice(this.at)}" is not a unit`)
    const factors = ten ? [{ atom: numberAtom(10n), power: 1 }] : factorsOfCode(code)
    if (factors === undefined) return this.refuse(`unknown unit "${code}"`)
    if (ten) this.at += 3
    const exponent = this.exponent()
    return exponent === undefined ? undefined : factors.map((f) => ({ ...f, power: f.power * exponent }))
  }

  /** The letters of a unit, brackets with anything in them included. */
  code(): string | undefined {
    const from = this.at
    while (this.at < this.text.length) {
      const char = this.peek()
      if (char === '[') {
        const close = this.text.indexOf(']', this.at)
        if (close === -1) return this.refuse('a bracket [ is not closed')
        this.at = close + 1
      } else if (isDigit(char) || './(){}+-])'.includes(char)) break
      else this.at++
    }
    return this.text.slice(from, this.at)
  }

  exponent(): number | undefined {
    const sign = this.take('-') ? -1 : 1
    const signed = sign === -1 || this.take('+')
    const digits = this.digits()
    if (digits === '') return signed ? this.refuse('an exponent is missing') : 1
    const exponent = Number(digits)
    if (exponent === 0 || exponent > MAX_POWER) return this.refuse(`an exponent of a unit is a whole number from 1 to ${MAX_POWER}`)
    return sign * exponent
  }

  annotations(): boolean {
    while (this.take('{')) {
      const close = this.text.indexOf('}', this.at)
      if (close === -1) return this.refuse('an annotation { is not closed') !== undefined
      if (this.text.slice(this.at, close).includes('{')) return this.refuse('an annotation has no { inside') !== undefined
      this.at = close + 1
    }
    return true
  }

  digits(): string {
    const from = this.at
    while (isDigit(this.peek())) this.at++
    return this.text.slice(from, this.at)
  }

  take(char: string): boolean {
    if (this.text[this.at] !== char) return false
    this.at++
    return true
  }

  peek(): string {
    return this.text[this.at] ?? ''
  }

  refuse(reason: string): undefined {
    this.reason = reason
    return undefined
  }
}

/** The UCUM code of a unit; refused where UCUM has none, such as money, kVA, or Δ°C standing alone. */
export function toUcum(unit: Unit): Outcome<string> {
  if (isUnitOne(unit)) return { ok: true, value: '1' }
  const alone = unit.factors.length === 1 && unit.factors[0]?.power === 1
  const factors = alone ? unit.factors : pointsAsIntervals(unit.factors)
  const point = alone ? undefined : factors.find((f) => f.atom.offset !== undefined)
  if (point !== undefined) return { ok: false, reason: `UCUM has no code for an interval of ${point.atom.symbol}` }
  let code = ''
  for (const factor of [...factors.filter((f) => f.power > 0), ...factors.filter((f) => f.power < 0)]) {
    const part = codeOf(factor)
    if (!part.ok) return part
    code += factor.power < 0 ? `/${part.value.join('/')}` : `${code === '' ? '' : '.'}${part.value.join('.')}`
  }
  return { ok: true, value: code }
}

/** One factor as UCUM writes it, without its sign; W·h has two parts. */
function codeOf({ prefix, atom, power }: Factor): Outcome<string[]> {
  const code = atom.ucum?.[0]
  if (code === undefined) return { ok: false, reason: `UCUM has no code for ${atom.symbol}` }
  if (!Number.isInteger(power)) return { ok: false, reason: `UCUM has no exponent ${power}` }
  const prefixCode = prefix === undefined ? '' : prefix.ucum
  if (prefixCode === undefined) return { ok: false, reason: `UCUM has no prefix ${prefix?.symbol}` }
  if (prefix !== undefined && !(prefix.binary ? atom.binary : atom.ucumPrefixed)) {
    return { ok: false, reason: `UCUM allows no prefix with ${code}` }
  }
  const size = Math.abs(power)
  if (isNumber(atom) && atom.symbol !== '10') {
    const n = atom.scale.n ** BigInt(size)
    return n > MAX_NUMBER ? { ok: false, reason: `UCUM writes no number as large as ${code} to the power ${size}` } : { ok: true,
      value: [String(n)] }
  }
  return { ok: true, value: `${prefixCode}${code}`.split(isProductCode(code) ? '.' : /(?!)/).map((part) => `${part}${size === 1 ? '' : size}`) }
}

function factorsOfCode(code: string): Factor[] | undefined {
  const atom = ATOMS_BY_CODE.get(code)
  if (atom !== undefined) return [{ atom, power: 1 }]
  for (const prefix of UCUM_PREFIXES) {
    if (!code.startsWith(prefix.ucum ?? ' ')) continue
    const prefixed = ATOMS_BY_CODE.get(code.slice(prefix.ucum?.length))
    if (prefixed === undefined || !(prefix.binary ? prefixed.binary : prefixed.ucumPrefixed)) continue
    const factor = prefixedFactor(prefix, prefixed)
    return factor.ok ? [factor.value] : undefined
  }
  return undefined
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

const UCUM_PREFIXES: readonly Prefix[] = PREFIXES.filter((prefix) => prefix.ucum !== undefined)
  .toSorted((a, b) => (b.ucum?.length ?? 0) - (a.ucum?.length ?? 0))
const ATOMS_BY_CODE: ReadonlyMap<string, Atom> = new Map(
  ATOMS.flatMap((atom) => singleCodes(atom).map((code) => [code, atom] as const)))
