// Many values through one conversion, in float64: a function found once and kept, for charts, Monte Carlo and columns of readings.
// Pure but for its cache. A value that will be certified goes through `convert` (unit.ts) instead, which is exact.

import { gcd, toNumber, type Outcome } from './decimal.ts'
import type { Unit } from './unit-algebra.ts'
import { floatFunctions } from './unit-special.ts'
import { parseUnit, relation, sizeOf, unitSize, type Relation } from './unit.ts'

/** A value in one unit as a value in another; NaN stays NaN. Within 2 units in the last place where no digits cancel. */
export type Converter = (value: number) => number

const KEPT = new Map<string, Converter>()

/** The converter between two units as text, kept for the next call. Refused like `parseUnit` and `convert`. */
export function converter(from: string, to: string): Outcome<Converter> {
  const key = `${from}\n${to}`
  const known = KEPT.get(key)
  if (known !== undefined) return { ok: true, value: known }
  const source = parseUnit(from)
  if (!source.ok) return source
  const target = parseUnit(to)
  if (!target.ok) return target
  const made = converterOf(source.unit, target.unit)
  if (!made.ok) return made
  if (KEPT.size >= 1000) KEPT.clear()
  KEPT.set(key, made.value)
  return made
}

/** The converter between two units; not kept. */
export function converterOf(from: Unit, to: Unit): Outcome<Converter> {
  const found = relation(from, to)
  if (!found.ok) return found
  return { ok: true, value: found.value.form === 'referred' ? referred(from, to) : affine(found.value) }
}

/** Levels and slopes, through the functions they stand for. */
function referred(from: Unit, to: Unit): Converter {
  const meant = floatFunctions(from)?.meant ?? times(toNumber(unitSize(from).value))
  const counted = floatFunctions(to)?.counted ?? times(1 / toNumber(unitSize(to).value))
  return (value) => counted(meant(value))
}

function times(factor: number): Converter {
  return (value) => value * factor
}

/** value·factor + offset as (n·value + k)/d in whole numbers where they are small, so that 25 °C is 298.15 K and not a neighbour of it. */
function affine(linear: Extract<Relation, { form: 'linear' }>): Converter {
  const { factor, pi, ln10: ln, root, offset } = linear
  const d = factor.d * offset.d
  const n = factor.n * offset.d
  const k = offset.n * factor.d
  const shared = gcd(gcd(d, n), k < 0n ? -k : k)
  const [nn, kk, dd] = [Number(n / shared), Number(k / shared), Number(d / shared)]
  if (pi === 0 && ln === 0 && root === undefined && [nn, kk, dd].every(Number.isSafeInteger)) {
    if (kk === 0) return nn === 1 ? (value) => value / dd : dd === 1 ? (value) => value * nn : (value) => (value * nn) / dd
    return dd === 1 ? (value) => value * nn + kk : (value) => (value * nn + kk) / dd
  }
  const size = toNumber(sizeOf(linear))
  const shift = toNumber(offset)
  return shift === 0 ? times(size) : (value) => value * size + shift
}
