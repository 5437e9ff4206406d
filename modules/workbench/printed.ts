// A result as it prints: U to one or two digits, the value to the last place of U, a power of ten where zeros would hide what is known.
// Rounding is lib/quantity's. Pure; text with real minus and thin spaces, as #ui/numbers.ts groups digits.
import { div, fromNumber, magnitude, powerOfTen, type Rational } from '@duheng/quantity/decimal.ts'
import { roundResult, roundToSignificant } from '@duheng/quantity/rounding.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { StudyBody } from './study-body.ts'

export type Printed = {
  /** Digits as a certificate carries them, plain decimal text, both times 10^exponent. */
  readonly value: string
  readonly U: string
  readonly exponent: number
  readonly unit: string
  readonly k: string
  /** `(50 000 838 ± 93) nm, k = 2.92`. */
  readonly text: string
}

/** Undefined where U is zero or no number: nothing says how many digits are known. */
export function printed(budget: Budget, body: StudyBody): Printed | undefined {
  if (!(budget.U > 0) || !Number.isFinite(budget.U) || !Number.isFinite(budget.value)) return undefined
  const { digits, mode } = body.print
  const [value, U] = [fromNumber(budget.value), fromNumber(budget.U)]
  const exponent = exponentOf(value, U, Number(digits))
  const scale = powerOfTen(exponent)
  const rounded = roundResult(div(value, scale), div(U, scale), { digits: digits === '1' ? 1 : 2, mode })
  if (!rounded.ok) return undefined
  const [v, w] = [rounded.value.value.text, rounded.value.uncertainty.text]
  const k = body.coverage.kind === 'k' ? body.coverage.k.trim() : significant(budget.k, 3)
  const unit = unitText(budget.unit)
  const shown = `(${digitsShown(v)} ± ${digitsShown(w)})${timesTen(exponent)}${unit === '' ? '' : `${NARROW}${unit}`}, k = ${k}`
  return { value: v, U: w, exponent, unit, k, text: shown }
}

/** The power of ten taken out: none while at most two zeros stand for digits nobody knows, and the number is not tiny. */
function exponentOf(value: Rational, U: Rational, digits: number): number {
  const last = magnitude(U) - digits + 1
  const first = value.n === 0n ? magnitude(U) : Math.max(magnitude(value), magnitude(U))
  return last > 2 || first < -4 ? first : 0
}

export const unitText = (unit: Unit): string => (unit.symbol === '1' ? '' : unit.symbol)

/** A number to so many significant digits, for reading only: `0.0365`, `3.65 × 10⁻⁸`, `∞`. */
export function significant(x: number, digits: number): string {
  if (Number.isNaN(x)) return '—'
  if (!Number.isFinite(x)) return x > 0 ? '∞' : `${MINUS}∞`
  if (x === 0) return '0'
  const exact = fromNumber(x)
  const first = magnitude(exact)
  if (first >= -4 && first < Math.max(digits, 6)) return digitsShown(roundToSignificant(exact, Math.max(digits, 1)).text)
  return `${digitsShown(roundToSignificant(div(exact, powerOfTen(first)), digits).text)}${timesTen(first)}`
}

/** Without zeros that say nothing: 25, not 25.00. */
export const trimmed = (x: number, digits: number): string => significant(x, digits).replace(/(\.\d*?)0+(?=$|\u202f)/, '$1').replace(/\.(?=$|\u202f)/, '')

/** A probability in percent: 99, 95.45. */
export const percentShown = (p: number): string => trimmed(p * 100, 6)

/** A probability of something uncertain: never 100 %, never 0 %. */
export function chanceShown(chance: number): string {
  if (chance > 0.99995) return '> 99.99 %'
  if (chance < 0.00005) return '< 0.01 %'
  return `${(chance * 100).toFixed(chance > 0.995 || chance < 0.005 ? 2 : 1)} %`
}

const MINUS = '\u2212'
const NARROW = '\u202f'
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

export const timesTen = (exponent: number): string => (exponent === 0 ? ''
  : `${NARROW}×${NARROW}10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS.charAt(Number(digit))).join('')}`)

/** Real minus; from five digits on, groups of three before the point. */
export function digitsShown(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? []
  if (whole === '') return text
  return `${sign === '-' ? MINUS : ''}${whole.length < 5 ? whole : whole.replaceAll(/\B(?=(?:\d{3})+$)/g, NARROW)}${rest}`
}

/** ν as a budget prints it: whole, downward (GUM G.4.1), ∞ from a million on. */
export const dofShown = (dof: number): string => (dof >= 1e6 ? '∞' : dof < 1 ? significant(dof, 2) : String(Math.floor(dof * (1 + 1e-12))))
