// Splits a formula into tokens with places. Reads full-width and typeset signs (×, ÷, −, ≤, ，, （) as their ASCII forms.
// Pure, one pass. Absent: strings and comments. A unit stands in square brackets right after its number: 5[g].

import { problem, type Place, type Problem } from './ast.ts'

export type Token =
  | {
    readonly type: 'number'; readonly text: string; readonly unit?: { readonly text: string; readonly place: Place }; readonly place: Place
  }
  | { readonly type: 'name'; readonly text: string; readonly place: Place }
  | { readonly type: 'sign'; readonly text: string; readonly place: Place }
  | { readonly type: 'end'; readonly text: ''; readonly place: Place }

/** Longest formula, in UTF-16 units, and longest name. */
export const MAX_TEXT = 20_000
export const MAX_NAME = 64

const SIGNS = new Set(['+', '-', '*', '/', '^', '(', ')', '[', ']', ',', ';', '<', '>', '='])
const TWO_SIGNS = new Set(['<=', '>=', '==', '!=', '**'])
const TYPESET: ReadonlyMap<string, string> = new Map([
  ['×', '*'], ['·', '*'], ['⋅', '*'], ['∗', '*'], ['÷', '/'], ['／', '/'], ['−', '-'], ['－', '-'], ['–', '-'], ['＋', '+'], ['≤', '<='],
  ['≥', '>='], ['≠', '!='],
  ['＜', '<'], ['＞', '>'], ['＝', '='], ['（', '('], ['）', ')'], ['［', '['], ['］', ']'], ['，', ','], ['；', ';'], ['＾', '^'],
])
const NAME_START = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}_µ]/u
// Digits, subscript digits and the combining marks of x̄ and x̂.
const NAME_PART = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}_µ0-9₀-₉]|[\u0300-\u036f]/u
const BLANK = /[\s\u3000]/

export function tokens(text: string): { ok: true; tokens: readonly Token[] } | Problem {
  const start: Place = { line: 1, column: 1, offset: 0 }
  if (text.length > MAX_TEXT) return problem(start, `a formula has at most ${MAX_TEXT} characters, this one has ${text.length}`)
  const reader = new Reader(text)
  const found: Token[] = []
  for (;;) {
    const token = reader.next()
    if ('ok' in token) return token
    found.push(token)
    if (token.type === 'end') return { ok: true, tokens: found }
  }
}

class Reader {
  readonly text: string
  at = 0
  line = 1
  lineStart = 0

  constructor(text: string) {
    this.text = text
  }

  next(): Token | Problem {
    this.skipBlanks()
    const place = this.place()
    const char = this.char()
    if (char === '') return { type: 'end', text: '', place }
    if (isDigit(char)) return this.number(place)
    if (NAME_START.test(char)) return this.name(place)
    return this.sign(char, place)
  }

  number(place: Place): Token | Problem {
    const from = this.at
    this.digits()
    if (this.char() === '.') {
      this.at++
      if (!isDigit(this.char())) return problem(this.place(), 'digits are missing after the decimal point')
      this.digits()
    }
    const mark = this.char()
    if (mark === 'e' || mark === 'E') {
      const sign = this.text[this.at + 1] ?? ''
      const digit = sign === '+' || sign === '-' ? (this.text[this.at + 2] ?? '') : sign
      if (isDigit(digit)) {
        this.at += digit === sign ? 1 : 2
        this.digits()
      }
    }
    const text = this.text.slice(from, this.at)
    const follows = this.char()
    if (follows === '.') return problem(this.place(), `"${text}." is not a number: one decimal point`)
    if (NAME_START.test(follows) || follows === '°' || follows === '%') {
      return problem(this.place(), `a unit stands in square brackets after its number, ${text}[g], and a product needs its sign, ${text}*x`)
    }
    return this.withUnit(text, place)
  }

  /** 5[g] or 5 [g]: the text up to the closing bracket is the unit. */
  withUnit(text: string, place: Place): Token | Problem {
    let bracket = this.at
    while (this.text[bracket] === ' ') bracket++
    if (this.text[bracket] !== '[') return { type: 'number', text, place }
    this.at = bracket + 1
    const unitPlace = this.place()
    const close = this.text.indexOf(']', this.at)
    if (close === -1 || this.text.slice(this.at, close).includes('\n')) return problem(unitPlace, 'the bracket of the unit is not closed')
    const unit = this.text.slice(this.at, close)
    this.at = close + 1
    return { type: 'number', text, unit: { text: unit, place: unitPlace }, place }
  }

  name(place: Place): Token | Problem {
    const from = this.at
    for (let char = this.char(); char !== '' && NAME_PART.test(char); char = this.char()) this.at += char.length
    const text = this.text.slice(from, this.at).replaceAll('µ', 'μ').normalize('NFC')
    if (text.length > MAX_NAME) return problem(place, `a name has at most ${MAX_NAME} characters`)
    if (text.startsWith('__') || text === 'constructor' || text === 'prototype') return problem(place, `"${text}" cannot be a name`)
    return { type: 'name', text, place }
  }

  sign(char: string, place: Place): Token | Problem {
    const two = this.text.slice(this.at, this.at + 2)
    if (two === '**') return problem(place, 'a power is written x^2')
    if (TWO_SIGNS.has(two)) {
      this.at += 2
      return { type: 'sign', text: two, place }
    }
    const text = TYPESET.get(char) ?? char
    if (SIGNS.has(text) || TWO_SIGNS.has(text)) {
      this.at += char.length
      return { type: 'sign', text, place }
    }
    return problem(place, explain(char))
  }

  digits(): void {
    while (isDigit(this.text[this.at] ?? '')) this.at++
  }

  skipBlanks(): void {
    for (let char = this.text[this.at] ?? ''; char !== '' && BLANK.test(char); char = this.text[this.at] ?? '') {
      this.at++
      if (char === '\n') {
        this.line++
        this.lineStart = this.at
      }
    }
  }

  char(): string {
    const code = this.text.codePointAt(this.at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  place(): Place {
    return { line: this.line, column: this.at - this.lineStart + 1, offset: this.at }
  }
}

function explain(char: string): string {
  if (char === '.') return 'a number begins with a digit, 0.5, and names have no members: write one name'
  if (char === '&' || char === '|' || char === '!') return 'conditions are joined with and, or, not'
  if (char === '"' || char === "'" || char === '`') return 'a formula has no text in quotation marks'
  if (char === '%') return 'a percentage is a number with a unit: 5[%]'
  if (char === '{' || char === '}') return 'braces have no meaning here: brackets ( ) group, [ ] make arrays'
  if (char === '²' || char === '³') return `a power is written x^${char === '²' ? 2 : 3}`
  if (/\p{L}/u.test(char)) return `"${char}" is a letter of another script: names are Latin, Greek or Chinese`
  return `"${char}" has no meaning in a formula`
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9' && char.length === 1
}
