// Units as products of powers of named units, with an exact size, a dimension and a kind; their products, quotients and powers.
// Pure. Absent: notations (unit-symbol.ts, unit-dsi.ts, unit-chinese.ts) and conversion of values (unit.ts).

import { mul, ONE, pow, squareRoot, type Outcome, type Rational } from './decimal.ts'
import { BASES, isNumber, PREFIXES, spellings, type Atom, type Kind, type Prefix, type Special } from './unit-atom.ts'
import { ATOMS, PRODUCT_KINDS } from './unit-table.ts'

/** One named unit in a product; `power` is a whole number, or a half as in nV/√Hz. */
export type Factor = { readonly prefix?: Prefix; readonly atom: Atom; readonly power: number }

export type Unit = {
  /** As printed, such as `kg·m/s²`; `1` for the unit one. Reads back as the same unit. */
  readonly symbol: string
  readonly factors: readonly Factor[]
  /** Exponents of the bases in the order of `BASES`: seven of the SI, plane angle, money. */
  readonly dimension: readonly number[]
  /**
   * The unit is scale · √root · π^pi · (ln 10)^ln10 coherent SI units; ln 10 is there for levels only, whose coherent unit is the neper,
   * and a root only where an exponent is a half and the root is irrational.
   */
  readonly scale: Rational
  readonly root?: Rational
  readonly pi: number
  readonly ln10: number
  readonly kind?: Kind
  /** Only for points of temperature: kelvin at zero of the scale. */
  readonly offset?: Rational
  /** Only for a unit that stands for a function of a quantity, such as dB[V]: see `Atom.special`. */
  readonly special?: Special
}

/** What a reader of units gives: factors in the order they are written, or the sentence why not. */
export type FactorsRead = { readonly ok: true; readonly factors: readonly Factor[] } | { readonly ok: false; readonly reason: string }

/** Largest exponent of one unit in a product. */
export const MAX_POWER = 24

/** The unit of a product of factors; equal factors are gathered, vanished ones dropped. */
export function unitOf(given: readonly Factor[]): Unit {
  const factors = gather(given)
  const dimension = BASES.map((_, base) => factors.reduce((sum, f) => sum + (f.atom.dimension[base] ?? 0) * f.power, 0))
  const under = factors.reduce((size, f) => (Number.isInteger(f.power) ? size : mul(size, factorScale(f))), ONE)
  const root = squareRoot(under)
  const scale = factors.reduce((size, f) => mul(size, pow(factorScale(f), Math.floor(f.power))), root ?? ONE)
  const pi = factors.reduce((sum, f) => sum + f.atom.pi * f.power, 0)
  const ln10 = factors.reduce((sum, f) => sum + f.atom.ln10 * f.power, 0)
  const [only] = factors
  const alone = factors.length === 1 && only !== undefined && only.power === 1 ? only.atom : undefined
  const kind = alone?.kind ?? productKind(factors)
  return {
    symbol: printSymbol(factors), factors, dimension, scale, root: root === undefined ? under : undefined, pi, ln10, kind,
    offset: alone?.offset, special: alone?.special,
  }
}

/** The unit one of ratios and counts. */
export const DIMENSIONLESS: Unit = unitOf([])

/** a·b. A temperature enters a product as an interval and leaves it as one: °C/V times V is Δ°C. Refused like boundedUnit. */
export function multiplyUnits(a: Unit, b: Unit): Outcome<Unit> {
  if (b.factors.length === 0) return { ok: true, value: a }
  if (a.factors.length === 0) return { ok: true, value: b }
  return productUnit([...a.factors, ...b.factors])
}

/** a/b, refused like a product. */
export function divideUnits(a: Unit, b: Unit): Outcome<Unit> {
  return b.factors.length === 0 ? { ok: true, value: a } : productUnit([...a.factors, ...b.factors.map((f) => ({ ...f, power: -f.power }))])
}

function productUnit(factors: readonly Factor[]): Outcome<Unit> {
  const product = boundedUnit(factors.map((f) => ({ ...f, atom: POINT_OF.get(f.atom) ?? f.atom })))
  if (!product.ok) return product
  // N·m written is torque; a force times a length computed may be either, so the product of a formula has no kind of its own.
  const unit = product.value.factors.length > 1 ? { ...product.value, kind: undefined } : intervalUnit(product.value)
  return { ok: true, value: unit }
}

/**
 * The unit of factors from a reader or a product; refused with more than 32 different units in it, an exponent beyond 24, or one that is
 * neither whole nor a half of a unit without π.
 */
export function boundedUnit(given: readonly Factor[]): Outcome<Unit> {
  const factors = gather(given)
  if (factors.length > 32 || factors.some((f) => Math.abs(f.power) > MAX_POWER)) {
    return { ok: false, reason: `a unit has at most 32 different units in it and exponents up to ${MAX_POWER}` }
  }
  const broken = factors.find((f) => !Number.isInteger(f.power) && (!Number.isInteger(f.power * 2) || f.atom.pi !== 0 || f.atom.ln10 !== 0))
  if (broken !== undefined) return { ok: false, reason: `${broken.atom.symbol} cannot have the exponent ${broken.power}` }
  return { ok: true, value: unitOf(factors) }
}

/** unit^k, k an integer; refused when an exponent would pass 24. */
export function powerUnit(unit: Unit, k: number): Outcome<Unit> {
  if (!Number.isInteger(k)) return { ok: false, reason: `${unit.symbol} cannot be raised to a power that is not a whole number` }
  return boundedUnit(unit.factors.map((f) => ({ ...f, power: f.power * k })))
}

/** The unit whose square this is; the coherent unit where the factors as written have none. Refused for odd dimensions. */
export function rootUnit(unit: Unit): Outcome<Unit> {
  if (unit.factors.every((f) => f.power % 2 === 0)) {
    return { ok: true, value: unitOf(unit.factors.map((f) => ({ ...f, power: f.power / 2 }))) }
  }
  if (unit.dimension.some((exponent) => exponent % 2 !== 0)) {
    return { ok: false, reason: `${unit.symbol} has no square root: its dimension is no square` }
  }
  return { ok: true, value: coherentOf(unit.dimension.map((exponent) => exponent / 2)) }
}

/** The coherent SI unit of the same dimension: kg·m/s² of N, K of °C. */
export function coherent(unit: Unit): Unit {
  return coherentOf(unit.dimension)
}

function coherentOf(dimension: readonly number[]): Unit {
  return unitOf(BASES.flatMap((base, index) => {
    const power = dimension[index] ?? 0
    return power === 0 ? [] : [{ ...baseFactor(base), power }]
  }))
}

/** Whether nothing is left of a unit: ratios whose units cancelled too. */
export function isUnitOne(unit: Unit): boolean {
  return unit.factors.length === 0
}

/** The factors of a product with K for °C and °R for °F, for notations that have no word for an interval of temperature. */
export function pointsAsIntervals(factors: readonly Factor[]): readonly Factor[] {
  return factors.map((factor) => {
    const symbol = /^Δ?°C$/.test(factor.atom.symbol) ? 'K' : /^Δ?°F$/.test(factor.atom.symbol) ? '°R' : undefined
    const atom = symbol === undefined ? undefined : ATOMS.find((one) => one.symbol === symbol)
    return atom === undefined ? factor : { ...factor, atom }
  })
}

/** A unit, or the reference of one that stands for a function of a quantity. */
type Dimensioned = Pick<Unit, 'dimension'>

/** The interval of a point of temperature, such as Δ°C of °C: the unit of its differences and of its uncertainty. Others unchanged. */
export function intervalUnit(unit: Unit): Unit {
  if (unit.offset === undefined) return unit
  const interval = [...POINT_OF].find(([, point]) => point === unit.factors[0]?.atom)
  return interval === undefined ? coherent(unit) : unitOf([{ atom: interval[0], power: 1 }])
}

export function sameDimension(a: Dimensioned, b: Dimensioned): boolean {
  return a.dimension.every((exponent, base) => exponent === b.dimension[base])
}

export function isDimensionless({ dimension }: Dimensioned): boolean {
  return dimension.every((exponent) => exponent === 0)
}

/** Whether values in the two units mean the same kind of quantity; else the sentence why not. */
export function comparable(a: Unit, b: Unit): Outcome<true> {
  if (!sameDimension(a, b)) return { ok: false, reason: `${a.symbol} and ${b.symbol} measure different quantities` }
  // A procedure that stands in one of the two in another power than in the other: IU/L beside 1/L.
  const [own] = unshared(a, b, (atom) => (atom.arbitrary ? atom.symbol : undefined))
  if (own !== undefined) {
    return { ok: false, reason: `${a.symbol} and ${b.symbol}: ${own} is defined by its own procedure and converts to no other unit` }
  }
  const open = (a.kind === undefined && !isScale(b)) || (b.kind === undefined && !isScale(a))
  if (a.kind !== b.kind && !open) {
    return {
      ok: false, reason: `${a.symbol} (${a.kind ?? 'number'}) and ${b.symbol} (${b.kind ?? 'number'}) are different kinds of quantity`,
    }
  }
  return { ok: true, value: true }
}

/** Scales agree with themselves only: 3 dB is not the number 3. */
function isScale(unit: Unit): boolean {
  return unit.kind !== undefined && SCALES.has(unit.kind)
}

const SCALES: ReadonlySet<Kind> = new Set<Kind>([
  'level', 'pH', 'voltage level', 'power level', 'sound pressure level', 'spectral density', 'potency',
])

/** What `mark` says of the units in a and b that does not cancel in a/b, each once. */
export function unshared(a: Unit, b: Unit, mark: (atom: Atom) => string | undefined): readonly string[] {
  const powers = new Map<string, number>()
  for (const [unit, sign] of [[a, 1], [b, -1]] as const) {
    for (const { atom, power } of unit.factors) {
      const said = mark(atom)
      if (said !== undefined) powers.set(said, (powers.get(said) ?? 0) + sign * power)
    }
  }
  return [...powers].filter(([, power]) => power !== 0).map(([said]) => said)
}

/** A prefixed unit, refused where the result would be read as another unit (pH, Gs) or the unit takes no prefix. */
export function prefixedFactor(prefix: Prefix, atom: Atom, power = 1): Outcome<Factor> {
  if (prefix.binary ? !atom.binary : !atom.prefixed) return { ok: false, reason: `${atom.symbol} takes no prefix ${prefix.symbol}` }
  if (atom.symbol === 'Bel' && prefix.symbol === 'd') return { ok: false, reason: 'a tenth of a bel is written dB' }
  if (OWN_SPELLINGS.has((prefix.symbol + atom.symbol).normalize('NFKC'))) {
    return { ok: false, reason: `${prefix.symbol}${atom.symbol} is the symbol of another unit: use another prefix` }
  }
  return { ok: true, value: { prefix, atom, power } }
}

/** Δ°C to °C, Δ°F to °F: the interval units and the points they belong to. */
const POINT_OF: ReadonlyMap<Atom, Atom> = new Map(ATOMS.filter(({ symbol }) => symbol.startsWith('Δ')).flatMap((interval) => {
  const point = ATOMS.find(({ symbol }) => `Δ${symbol}` === interval.symbol)
  return point === undefined ? [] : [[interval, point] as const]
}))

const OWN_SPELLINGS = new Set(ATOMS.flatMap(spellings))

function baseFactor(base: (typeof BASES)[number]): Factor {
  const symbol = base === 'kg' ? 'g' : base
  const atom = ATOMS.find((candidate) => candidate.symbol === symbol)
  if (atom === undefined) throw new Error(`the unit table lacks ${symbol}`)
  return base === 'kg' ? { prefix: PREFIXES.find((p) => p.symbol === 'k'), atom, power: 1 } : { atom, power: 1 }
}

function factorScale(factor: Factor): Rational {
  return factor.prefix === undefined ? factor.atom.scale : mul(factor.prefix.scale, factor.atom.scale)
}

function gather(given: readonly Factor[]): readonly Factor[] {
  const gathered: Factor[] = []
  for (const factor of given) {
    if (factor.atom.symbol === '1') continue
    const at = gathered.findIndex((other) => other.atom === factor.atom && other.prefix === factor.prefix)
    const known = gathered[at]
    if (known === undefined) gathered.push(factor)
    else gathered[at] = { ...known, power: known.power + factor.power }
  }
  return gathered.filter((factor) => factor.power !== 0)
}

function productKind(factors: readonly Factor[]): Kind | undefined {
  const [first, second] = factors
  if (factors.length !== 2 || first?.power !== 1 || second?.power !== 1) return undefined
  return PRODUCT_KINDS.find(({ symbols: [a, b] }) => first.atom.symbol === a && second.atom.symbol === b)?.kind
}

function printSymbol(factors: readonly Factor[]): string {
  if (factors.length === 0) return '1'
  const above = factors.filter((f) => f.power > 0).map((f) => printFactor(f, f.power))
  const below = factors.filter((f) => f.power < 0).map((f) => printFactor(f, -f.power))
  const numerator = above.length === 0 ? '1' : above.join('·')
  if (below.length === 0) return numerator
  return `${numerator}/${below.length === 1 ? below[0] : `(${below.join('·')})`}`
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function printFactor({ prefix, atom }: Factor, power: number): string {
  // 10 without an exponent would be read as a number in front of the unit.
  if (!Number.isInteger(power)) return `${prefix?.symbol ?? ''}${atom.symbol}^(${power * 2}/2)`
  const exponent = power === 1 && !(isNumber(atom) && atom.symbol === '10') ?
    '' : [...String(power)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')
  return `${prefix?.symbol ?? ''}${atom.symbol}${exponent}`
}
