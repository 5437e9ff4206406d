// Reads units written with symbols: `kg·m/s^2`, `kg·m⁻¹`, `m³/h`, `℃`, `㎏`, and the common UCUM codes (`Cel`, `m3/h`, `kg.m-1`).
// Pure, linear in the text, no regular expressions. Absent: words (unit-chinese.ts, unit-dsi.ts) and numbers.

import { MAX_POWER, prefixedFactor, type Factor } from './unit-algebra.ts'
import { ATOMS, PREFIXES } from './unit-table.ts'

type FactorsRead = { ok: true; factors: readonly Factor[] } | { ok: false; reason: string }

const MAX_DEPTH = 8

/** The factors of a unit written with symbols. A solidus takes one unit or a bracket, because `J/kg·K` has two readings. */
export function readSymbols(text: string): FactorsRead {
  const reader = new Reader([...text.normalize('NFKC').trim()])
  const factors = reader.product(0)
  if (factors === undefined) return { ok: false, reason: reader.reason }
  if (!reader.atEnd()) return { ok: false, reason: `"${reader.rest()}" is not understood in the unit "${text}"` }
  return { ok: true, factors }
}

const PRODUCT_SIGNS = new Set(['·', '*', '.', '⋅', '×', '∙', ' '])
const SYMBOL_SIGNS = new Set(['°', '%', '‰', '′', "'", '"', '¥', '_'])

class Reader {
  reason = ''
  readonly chars: readonly string[]
  at = 0

  constructor(chars: readonly string[]) {
    this.chars = chars
  }

  atEnd(): boolean {
    return this.at >= this.chars.length
  }

  rest(): string {
    return this.chars.slice(this.at).join('')
  }

  product(depth: number): Factor[] | undefined {
    if (depth > MAX_DEPTH) return this.refuse('brackets in a unit are nested too deeply')
    const factors: Factor[] = []
    let divided = false
    if (this.peek() !== '/') {
      const first = this.term(depth)
      if (first === undefined) return undefined
      factors.push(...first)
    }
    while (!this.atEnd() && this.peek() !== ')') {
      const solidus = this.operator()
      if (solidus === undefined) return this.refuse(`"${this.rest()}" is not understood in a unit`)
      if (divided) return this.refuse('a unit has one solidus and one unit after it: use brackets, J/(kg·K), or powers, m/s^2')
      const next = this.term(depth)
      if (next === undefined) return undefined
      factors.push(...(solidus ? next.map((f) => ({ ...f, power: -f.power })) : next))
      divided = solidus
    }
    return factors
  }

  /** Consumes a product sign (false) or a solidus (true). */
  operator(): boolean | undefined {
    let found: boolean | undefined
    for (; !this.atEnd(); this.at++) {
      const char = this.peek()
      if (char === '/' && found !== true) found = true
      else if (PRODUCT_SIGNS.has(char) && (char === ' ' || found === undefined)) found ??= false
      else break
    }
    return found
  }

  term(depth: number): Factor[] | undefined {
    if (this.peek() === '(') {
      this.at++
      const inner = this.product(depth + 1)
      if (inner === undefined) return undefined
      if (this.peek() !== ')') return this.refuse('a bracket in the unit is not closed')
      this.at++
      return this.raised(inner)
    }
    const symbol = this.symbol()
    if (symbol === '') return this.refuse(this.atEnd() ? 'a unit is missing' : `"${this.rest()}" is not a unit`)
    const factor = FACTORS.get(symbol)
    if (factor === undefined) return this.refuse(`unknown unit "${symbol}"`)
    return this.raised([factor])
  }

  symbol(): string {
    if (this.peek() === '1' && !isDigit(this.chars[this.at + 1] ?? '')) {
      this.at++
      return '1'
    }
    if (this.chars.slice(this.at, this.at + 5).join('') === 'mmH2O') {
      this.at += 5
      return 'mmH2O'
    }
    const from = this.at
    while (!this.atEnd()) {
      const char = this.peek()
      if (char === '[') {
        const close = this.chars.indexOf(']', this.at)
        if (close === -1) break
        this.at = close + 1
      } else if (SYMBOL_SIGNS.has(char) || /\p{L}/u.test(char)) this.at++
      else break
    }
    return this.chars.slice(from, this.at).join('')
  }

  raised(factors: Factor[]): Factor[] | undefined {
    const caret = this.peek() === '^'
    if (caret) this.at++
    const bracket = caret && this.peek() === '('
    if (bracket) this.at++
    let sign = 1
    if (this.peek() === '-' || this.peek() === '−') {
      sign = -1
      this.at++
    }
    const from = this.at
    while (isDigit(this.peek())) this.at++
    const digits = this.chars.slice(from, this.at).join('')
    if (bracket && this.peek() === ')') this.at++
    else if (bracket) return this.refuse('a bracket in an exponent is not closed')
    if (digits === '') return caret || sign === -1 ? this.refuse('an exponent in the unit is missing') : factors
    const exponent = Number(digits)
    if (exponent === 0 || exponent > MAX_POWER) return this.refuse(`an exponent of a unit is a whole number from 1 to ${MAX_POWER}`)
    const raised = factors.map((f) => ({ ...f, power: f.power * sign * exponent }))
    if (raised.some((f) => Math.abs(f.power) > MAX_POWER)) return this.refuse(`an exponent of a unit is at most ${MAX_POWER}`)
    return raised
  }

  peek(): string {
    return this.chars[this.at] ?? ''
  }

  refuse(reason: string): undefined {
    this.reason = reason
    return undefined
  }
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

function factorsBySymbol(): ReadonlyMap<string, Factor> {
  const factors = new Map<string, Factor>()
  for (const atom of ATOMS.filter((one) => one.prefixed)) {
    for (const prefix of PREFIXES) {
      const factor = prefixedFactor(prefix, atom)
      if (!factor.ok) continue
      for (const symbol of [atom.symbol, ...(atom.also ?? [])]) {
        factors.set((prefix.symbol + symbol).normalize('NFKC'), factor.value)
        if (prefix.symbol === 'μ') factors.set((`u${symbol}`).normalize('NFKC'), factor.value)
      }
    }
  }
  for (const atom of ATOMS) {
    for (const symbol of [atom.symbol, ...(atom.also ?? [])]) factors.set(symbol.normalize('NFKC'), { atom, power: 1 })
  }
  return factors
}

const FACTORS = factorsBySymbol()
