// What a named unit is: its spellings in every notation, its exact size, its kind and its standing in Chinese law. The tables (units-*.ts)
// are lists of these.
// Pure. Absent: products of units (unit-algebra.ts).

import { add, div, exactly, mul, powerOfTen, type Rational } from './decimal.ts'

/** Order of exponents in a dimension: length, mass, time, current, temperature, amount, luminous intensity, plane angle, money. */
export const BASES = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'rad', '元'] as const

/** What a quantity is beyond its dimension. A unit without a kind agrees with every kind of its dimension. */
export type Kind =
  | 'temperature point' | 'temperature difference' | 'torque' | 'energy' | 'frequency' | 'activity' | 'absorbed dose' | 'dose equivalent'
  | 'active power' | 'apparent power' | 'reactive power' | 'apparent energy' | 'reactive energy' | 'relative humidity' | 'level' | 'pH'
  | 'count' | 'information' | 'voltage level' | 'power level' | 'sound pressure level' | 'slope' | 'spectral density' | 'potency'
  | 'hardness' | 'turbidity' | 'procedure-defined'

/** Where a statement was read: the official text, a secondary source, or memory not checked against the text. */
export type Grade = 'official' | 'secondary' | 'memory'

/** Standing under Chinese law, with its source. `remark` says when a unit may be used all the same, or how it is written. */
export type Legal = {
  readonly legal: boolean
  readonly zh: string
  readonly en: string
  readonly grade: Grade
}

/**
 * A unit that is a function of a quantity: x of it is `reference`·base^(x·sign/times) (log), the angle whose tangent is x/100 (tangent), or
 * x²·reference (root). UCUM 2.2 calls these special units. `reference` is a size in coherent units of `dimension`.
 */
export type Special = {
  readonly form: 'log' | 'tangent' | 'root'
  readonly base?: Rational | 'e'
  readonly times?: number
  readonly dimension: readonly number[]
  readonly reference: Rational
  /** Why a conversion is not exact even where its number is. */
  readonly because?: string
}

export type Atom = {
  /** Symbol as printed. */
  readonly symbol: string
  /** D-SI name without the backslash; absent where D-SI has none. */
  readonly dsi?: string
  /** Chinese names, the one printed first. */
  readonly chinese?: readonly string[]
  /** UCUM codes, the one printed first; absent where UCUM has none. `W.h` is a product, its first part takes the prefix. */
  readonly ucum?: readonly string[]
  /** Other spellings that are read: keyboard forms, other writings. Never written. */
  readonly also?: readonly string[]
  readonly dimension: readonly number[]
  /** Size in coherent SI units is scale · π^pi · (ln 10)^ln10. */
  readonly scale: Rational
  readonly pi: number
  readonly ln10: number
  /** Kelvin at zero of the scale, for points of temperature. */
  readonly offset?: Rational
  readonly kind?: Kind
  /** Whether prefixes such as k and m are used with it, in symbols, D-SI and Chinese names. */
  readonly prefixed: boolean
  /** Whether UCUM lets its code take a prefix. */
  readonly ucumPrefixed: boolean
  /** Whether Ki and Mi are used with it. */
  readonly binary: boolean
  /** Defined by its own procedure: converts to nothing but itself (UCUM 2.2, arbitrary units). */
  readonly arbitrary: boolean
  readonly special?: Special
  /** Source of a size that is measured or rounded, so that conversions with it are not exact. */
  readonly measured?: string
  readonly legal: Legal
}

/** Exponents of the bases, in their order; the rest are zero. */
export function dimension(m: number, kg = 0, s = 0, A = 0, K = 0, mol = 0, cd = 0, rad = 0, money = 0): readonly number[] {
  return [m, kg, s, A, K, mol, cd, rad, money]
}

export const none = dimension(0)
export const length = dimension(1)
export const area = dimension(2)
export const volume = dimension(3)
export const mass = dimension(0, 1)
export const time = dimension(0, 0, 1)
export const perTime = dimension(0, 0, -1)
export const speed = dimension(1, 0, -1)
export const force = dimension(1, 1, -2)
export const pressure = dimension(-1, 1, -2)
export const energy = dimension(2, 1, -2)
export const power = dimension(2, 1, -3)
export const temperature = dimension(0, 0, 0, 0, 1)
export const amount = dimension(0, 0, 0, 0, 0, 1)
export const angle = dimension(0, 0, 0, 0, 0, 0, 0, 1)
export const solidAngle = dimension(0, 0, 0, 0, 0, 0, 0, 2)
export const voltage = dimension(2, 1, -3, -1)

export type Extra = {
  ucum?: string
  also?: readonly string[]
  kind?: Kind
  offset?: Rational
  pi?: number
  ln10?: number
  plain?: boolean
  ucumPrefixed?: boolean
  binary?: boolean
  arbitrary?: boolean
  special?: Special
  measured?: string
  legal?: Legal
}

/**
 * A maker of rows that share a standing: symbol, D-SI name, Chinese names and UCUM codes separated by spaces, dimension, size, the rest.
 */
export function atomsOf(standing: Legal) {
  return function atom(
    symbol: string, dsi: string | undefined, chinese: string | undefined, size: readonly number[], scale: string, extra: Extra = {},
  ): Atom {
    const prefixed = extra.plain !== true
    return {
      symbol, dsi, chinese: chinese?.split(' '), ucum: extra.ucum?.split(' '), also: extra.also, dimension: size, scale: ratio(scale),
      pi: extra.pi ?? 0, ln10: extra.ln10 ?? 0, offset: extra.offset, kind: extra.kind, prefixed,
      ucumPrefixed: extra.ucumPrefixed ?? prefixed, binary: extra.binary === true,
      arbitrary: extra.arbitrary === true, special: extra.special, measured: extra.measured, legal: extra.legal ?? standing,
    }
  }
}

/** The exact value of `1200/3937`, `231*0.000016387064`, `0.3048`: decimals joined by * and /, from left to right; for tables. */
export function ratio(text: string): Rational {
  const [first = '', ...rest] = text.split(/(?=[*/])/)
  return rest.reduce((value, part) => {
    const operand = exactly(part.slice(1))
    return part.startsWith('/') ? div(value, operand) : mul(value, operand)
  }, exactly(first))
}

const NUMBERS = new Map<bigint, Atom>()
/** Largest whole number as a factor of a unit. */
export const MAX_NUMBER = 10n ** 15n

/** A whole number as a factor of a unit, as UCUM's `10*3/uL` and `100.m` have them. The same number is the same atom. */
export function numberAtom(n: bigint): Atom {
  const known = NUMBERS.get(n)
  if (known !== undefined) return known
  const ten = n === 10n
  const made: Atom = {
    symbol: ten ? '10' : `(${n})`, ucum: [ten ? '10*' : String(n)], dimension: none, scale: { n, d: 1n }, pi: 0, ln10: 0, prefixed: false,
    ucumPrefixed: false, binary: false, arbitrary: false, legal: NUMBER,
  }
  if (NUMBERS.size < 1000) NUMBERS.set(n, made)
  return made
}

const NUMBER: Legal = { legal: true, zh: '数', en: 'a number', grade: 'official' }

export function isNumber(atom: Atom): boolean {
  return atom.legal === NUMBER
}

/** What is read for a unit: its symbol, other spellings, UCUM codes; normalised as typed text is. */
export function spellings(atom: Atom): readonly string[] {
  return [...new Set([atom.symbol, ...(atom.also ?? []), ...singleCodes(atom)].map((spelling) => spelling.normalize('NFKC')))]
}

/** UCUM codes that are one unit each: neither products nor the number 1. */
export function singleCodes({ ucum = [] }: Atom): readonly string[] {
  return ucum.filter((code) => code !== '1' && !isProductCode(code))
}

/** Whether a UCUM code is a product such as `W.h`; in brackets a point is part of a name. */
export function isProductCode(code: string): boolean {
  return code.includes('.') && !code.includes('[')
}

/** Decimal prefixes of the SI (SI Brochure 9th edition with CGPM 27, 2022) and binary ones (IEC 80000-13:2008). */
export type Prefix = {
  readonly symbol: string
  readonly dsi: string
  /** Empty where the prefix has no Chinese name here. */
  readonly chinese: string
  readonly ucum?: string
  readonly scale: Rational
  readonly binary: boolean
}

const decimalPrefixes: readonly (readonly [symbol: string, dsi: string, chinese: string, exponent: number, ucum?: string])[] = [
  ['Q', 'quetta', '昆', 30], ['R', 'ronna', '容', 27], ['Y', 'yotta', '尧', 24, 'Y'], ['Z', 'zetta', '泽', 21, 'Z'],
  ['E', 'exa', '艾', 18, 'E'], ['P', 'peta', '拍', 15, 'P'], ['T', 'tera', '太', 12, 'T'], ['G', 'giga', '吉', 9, 'G'],
  ['M', 'mega', '兆', 6, 'M'], ['k', 'kilo', '千', 3, 'k'], ['h', 'hecto', '百', 2, 'h'], ['da', 'deca', '十', 1, 'da'],
  ['d', 'deci', '分', -1, 'd'], ['c', 'centi', '厘', -2, 'c'], ['m', 'milli', '毫', -3, 'm'], ['μ', 'micro', '微', -6, 'u'],
  ['n', 'nano', '纳', -9, 'n'], ['p', 'pico', '皮', -12, 'p'], ['f', 'femto', '飞', -15, 'f'], ['a', 'atto', '阿', -18, 'a'],
  ['z', 'zepto', '仄', -21, 'z'], ['y', 'yocto', '幺', -24, 'y'], ['r', 'ronto', '柔', -27], ['q', 'quecto', '亏', -30],
]
const binaryPrefixes: readonly (readonly [symbol: string, dsi: string, exponent: number, ucum?: string])[] = [
  ['Ki', 'kibi', 10, 'Ki'], ['Mi', 'mebi', 20, 'Mi'], ['Gi', 'gibi', 30, 'Gi'], ['Ti', 'tebi', 40, 'Ti'], ['Pi', 'pebi', 50],
  ['Ei', 'exbi', 60], ['Zi', 'zebi', 70], ['Yi', 'yobi', 80],
]

export const PREFIXES: readonly Prefix[] = [
  ...decimalPrefixes.map(([symbol, dsi, chinese, exponent, ucum]) => (
    { symbol, dsi, chinese, ucum, scale: powerOfTen(exponent), binary: false })),
  ...binaryPrefixes.map(([symbol, dsi, exponent, ucum]) => (
    { symbol, dsi, chinese: '', ucum, scale: { n: 1n << BigInt(exponent), d: 1n }, binary: true })),
]

/** 273.15 K + t·size, for the zero of a scale of temperature given in its own degrees. */
export function zeroAt(size: string, degrees: string): Rational {
  return add(exactly('273.15'), mul(ratio(size), ratio(degrees)))
}
