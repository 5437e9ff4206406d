// Reads units written with symbols: `kg·m/s^2`, `kg·m⁻¹`, `m³/h`, `℃`, `㎏`, `10⁹/L`, and UCUM's codes of single units (`Cel`, `[in_i]`).
// Pure, linear in the text. Absent: words (unit-chinese.ts, unit-dsi.ts) and the grammar of UCUM (unit-ucum.ts), whose `kg/m.s2` means
// something else than a person would read.

import { MAX_POWER, prefixedFactor, type Factor, type FactorsRead } from './unit-algebra.ts'
import { MAX_NUMBER, numberAtom, PREFIXES, spellings } from './unit-atom.ts'
import { ATOMS } from './unit-table.ts'

const MAX_DEPTH = 8

/** The factors of a unit written with symbols. A solidus takes one unit or a bracket, because `J/kg·K` has two readings. */
export function readSymbols(text: string): FactorsRead {
  const reader = new Reader([...plainText(text)])
  const factors = reader.product(0)
  if (factors === undefined) return { ok: false, reason: reader.reason }
  if (!reader.atEnd()) return { ok: false, reason: `"${reader.rest()}" is not understood in the unit "${text}"` }
  return { ok: true, factors }
}

/** Superscripts after 10 are its exponent; after letters they are lowered with the rest. */
function plainText(text: string): string {
  const marked = text.trim().replace(/(?<![\d^])10(?=[⁺⁻⁰¹²³⁴-⁹])/g, '10^')
  return marked.normalize('NFKC').replaceAll('n mile', 'nmi')
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
    if (depth > MAX_DEPTH) return this.refuse('brackets in a unit are nested too deeply')
    if (this.peek() === '(') {
      this.at++
      const number = this.number()
      const inner = number ?? this.product(depth + 1)
      if (inner === undefined) return undefined
      if (this.peek() !== ')') return this.refuse('a bracket in the unit is not closed')
      this.at++
      return this.raised(inner)
    }
    if (this.startsWith('10^')) {
      this.at += 2
      return this.raised([{ atom: numberAtom(10n), power: 1 }])
    }
    if (this.take('√')) {
      const rooted = this.term(depth + 1)
      return rooted?.map((f) => ({ ...f, power: f.power / 2 }))
    }
    const symbol = this.symbol()
    if (symbol === '') return this.refuse(this.atEnd() ? 'a unit is missing' : `"${this.rest()}" is not a unit`)
    const factors = factorsOf(symbol)
    if (factors === undefined) return this.refuse(`unknown unit "${symbol}"`)
    return this.raised([...factors])
  }

  /** A whole number in brackets, as a factor: (100)·m. */
  number(): Factor[] | undefined {
    let end = this.at
    while (isDigit(this.chars[end] ?? '')) end++
    if (end === this.at || end - this.at > 16 || this.chars[end] !== ')') return undefined
    const n = BigInt(this.chars.slice(this.at, end).join(''))
    if (n <= 1n || n > MAX_NUMBER) return undefined
    this.at = end
    return [{ atom: numberAtom(n), power: 1 }]
  }

  symbol(): string {
    if (this.peek() === '1' && !isDigit(this.chars[this.at + 1] ?? '')) {
      this.at++
      return '1'
    }
    const column = COLUMNS.find((each) => this.startsWith(each))
    if (column !== undefined) {
      this.at += column.length
      return column
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

  /** The exponent after a unit: 2, ^2, ^-2, ^(-2), and the halves ^0.5 and ^(1/2). */
  raised(factors: Factor[]): Factor[] | undefined {
    const caret = this.take('^')
    const bracket = caret && this.take('(')
    const sign = this.take('-') || this.take('−') ? -1 : 1
    const whole = this.digits()
    const half = this.half(bracket, caret)
    if (bracket && !this.take(')')) return this.refuse('a bracket in an exponent is not closed')
    if (whole === '') return caret || sign === -1 ? this.refuse('an exponent in the unit is missing') : factors
    const exponent = half === undefined ? Number(whole) : half(Number(whole))
    if (!(exponent > 0 && exponent <= MAX_POWER)) {
      return this.refuse(`an exponent of a unit is a whole number from 1 to ${MAX_POWER}, or a half`)
    }
    const raised = factors.map((f) => ({ ...f, power: f.power * sign * exponent }))
    if (raised.some((f) => Math.abs(f.power) > MAX_POWER)) return this.refuse(`an exponent of a unit is at most ${MAX_POWER}`)
    return raised
  }

  /** `.5` after ^, or `/2` in a bracket. */
  half(bracket: boolean, caret: boolean): ((whole: number) => number) | undefined {
    if (bracket && this.startsWith('/2')) {
      this.at += 2
      return (whole) => whole / 2
    }
    if (!caret || !this.startsWith('.5') || isDigit(this.chars[this.at + 2] ?? '')) return undefined
    this.at += 2
    return (whole) => whole + 0.5
  }

  digits(): string {
    const from = this.at
    while (isDigit(this.peek())) this.at++
    return this.chars.slice(from, this.at).join('')
  }

  take(char: string): boolean {
    if (this.peek() !== char) return false
    this.at++
    return true
  }

  startsWith(text: string): boolean {
    return this.chars.slice(this.at, this.at + text.length).join('') === text
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

/** Symbols with a digit that is no exponent. */
const COLUMNS = ['mmH2O', 'cmH2O', 'dmH2O', 'mH2O']

/** Short forms of products. */
const PRODUCTS: ReadonlyMap<string, readonly (readonly [symbol: string, power: number])[]> = new Map([
  ['rpm', [['r', 1], ['min', -1]] as const], ['mph', [['mile', 1], ['h', -1]] as const],
])
/** Levels written without brackets, such as dBm. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['dBm', 'dB[mW]'], ['dBW', 'dB[W]'], ['dBV', 'dB[V]'], ['dBmV', 'dB[mV]'], ['dBμV', 'dB[uV]'], ['dBuV', 'dB[uV]'],
])

let factors: ReadonlyMap<string, Factor> | undefined

function factorsOf(symbol: string): readonly Factor[] | undefined {
  factors ??= factorsBySymbol()
  const one = factors.get(LEVELS.get(symbol) ?? symbol)
  if (one !== undefined) return [one]
  const product = PRODUCTS.get(symbol)
  return product?.flatMap(([name, power]) => {
    const factor = factors?.get(name)
    return factor === undefined ? [] : [{ ...factor, power }]
  })
}

function factorsBySymbol(): ReadonlyMap<string, Factor> {
  const found = new Map<string, Factor>()
  // A spelling of its own comes before a prefixed one, a printed symbol before any other spelling, an earlier row before a later.
  const enter = (spelling: string, factor: Factor) => { if (!found.has(spelling)) found.set(spelling, factor) }
  for (const atom of ATOMS) enter(atom.symbol.normalize('NFKC'), { atom, power: 1 })
  for (const atom of ATOMS) for (const spelling of spellings(atom)) enter(spelling, { atom, power: 1 })
  for (const atom of ATOMS.filter((one) => one.prefixed || one.binary)) {
    for (const prefix of PREFIXES) {
      const factor = prefixedFactor(prefix, atom)
      if (!factor.ok) continue
      for (const spelling of spellings(atom)) {
        enter((prefix.symbol + spelling).normalize('NFKC'), factor.value)
        if (prefix.symbol === 'μ') enter(`u${spelling}`, factor.value)
      }
    }
  }
  return found
}
