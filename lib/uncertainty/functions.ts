// The functions of formulas, written once over any arithmetic (walk.ts): statistics of readings, rounding, interpolation, elementary
// functions.
// Pure. Absent: anything random, anything that reads the clock, and the special functions of distributions.

import { fromInteger, ONE } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, intervalUnit, isDimensionless, rootUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import type { NumberValue, Smooth, Value, Walk } from './arithmetic.ts'
import type { FunctionName, Node, Place } from './ast.ts'

type Call = Extract<Node, { type: 'call' }>
const RADIAN = unit('rad')

export function callFunction<N extends object, B>(walker: Walk<N, B>, call: Call, args: readonly Value<N, B>[]): Value<N, B> | undefined {
  const { name, place } = call
  switch (name) {
    case 'sum': case 'mean': case 'range': case 'stdev': case 'min': case 'max': case 'sort': case 'count':
      return ofReadings(walker, name, args, place)
    case 'first': return walker.element(onlyOne(args), numberOf(walker, 1), place)
    case 'last': return last(walker, onlyOne(args), place)
    case 'at': return at(walker, args, place)
    default: return ofNumbers(walker, name, args, place)
  }
}

function ofNumbers<N extends object, B>(
  walker: Walk<N, B>, name: FunctionName, args: readonly Value<N, B>[], place: Place,
): Value<N, B> | undefined {
  if (name === 'interpolate') return interpolate(walker, args, place)
  const numbers: NumberValue<N>[] = []
  for (const arg of args) {
    if (arg.type !== 'number') {
      return walker.refuse(place, `${name} takes numbers, this is ${arg.type === 'array' ? 'an array' : 'a condition'}`)
    }
    numbers.push(arg)
  }
  const [x, y] = numbers
  if (x === undefined) throw new Error('the parser counts arguments')
  switch (name) {
    case 'abs': return walker.notPoint(x, place) ? walker.made(walker.arithmetic.apply('abs', x.number), x.unit, place) : undefined
    case 'sqrt': return squareRoot(walker, x, place)
    case 'round': return y === undefined ? undefined : round(walker, x, y, place)
    case 'atan2': return y === undefined ? undefined : direction(walker, x, y, place)
    case 'sin': case 'cos': case 'tan': return ofAngle(walker, name, x, place)
    case 'asin': case 'acos': case 'atan': return ofPlain(walker, name, x, RADIAN, place)
    case 'exp': case 'ln': case 'log10': case 'floor': return ofPlain(walker, name, x, DIMENSIONLESS, place)
    default: throw new Error(`${name} is handled above`)
  }
}

function ofPlain<N extends object, B>(
  walker: Walk<N, B>, name: Smooth, x: NumberValue<N>, result: Unit, place: Place,
): NumberValue<N> | undefined {
  if (!isDimensionless(x.unit)) return walker.refuse(place, `${name} takes a number without unit, this is in ${x.unit.symbol}`)
  const plain = walker.plain(x, place)
  return plain === undefined ? undefined : walker.made(walker.arithmetic.apply(name, plain.number), result, place)
}

function ofAngle<N extends object, B>(walker: Walk<N, B>, name: Smooth, x: NumberValue<N>, place: Place): NumberValue<N> | undefined {
  const radians = isDimensionless(x.unit) ? walker.plain(x, place) : walker.convert(x, RADIAN, place)
  return radians === undefined ? undefined : walker.made(walker.arithmetic.apply(name, radians.number), DIMENSIONLESS, place)
}

function squareRoot<N extends object, B>(walker: Walk<N, B>, x: NumberValue<N>, place: Place): NumberValue<N> | undefined {
  if (!walker.notPoint(x, place)) return undefined
  const root = rootUnit(x.unit)
  if (!root.ok) return walker.refuse(place, root.reason)
  const square = root.value.factors.length === 0 ? walker.plain(x, place) : walker.convert(x, squareOf(root.value, x.unit), place)
  return square === undefined ? undefined : walker.made(walker.arithmetic.apply('sqrt', square.number), root.value, place)
}

/** The unit to take the root in: as written where its powers are even, else coherent (kg·g becomes kg²). */
function squareOf(root: Unit, given: Unit): Unit {
  if (given.factors.every((f) => f.power % 2 === 0)) return given
  return { ...given, symbol: `(${root.symbol})²`, scale: ONE, pi: 0 }
}

function direction<N extends object, B>(
  walker: Walk<N, B>, y: NumberValue<N>, x: NumberValue<N>, place: Place,
): NumberValue<N> | undefined {
  if (!walker.notPoint(y, place) || !walker.notPoint(x, place)) return undefined
  const same = walker.convert(x, y.unit, place)
  return same === undefined ? undefined : walker.made(walker.arithmetic.atan2(y.number, same.number), RADIAN, place)
}

/** round(x, interval): x in the unit of the interval, to its multiple (GB/T 8170-2008). */
function round<N extends object, B>(
  walker: Walk<N, B>, x: NumberValue<N>, interval: NumberValue<N>, place: Place,
): NumberValue<N> | undefined {
  // A temperature is rounded in its own unit: round(t, 0.1[°C]) and round(t, 0.1[Δ°C]) mean the same.
  const point = x.unit.offset !== undefined
  const steps = point && interval.unit.offset === undefined ? walker.convert(interval, intervalUnit(x.unit), place) : interval
  if (steps === undefined) return undefined
  const same = walker.convert(x, point && interval.unit.offset === undefined ? x.unit : interval.unit, place)
  return same === undefined ? undefined : walker.made(walker.arithmetic.round(same.number, steps.number), same.unit, place)
}

function ofReadings<N extends object, B>(
  walker: Walk<N, B>, name: FunctionName, args: readonly Value<N, B>[], place: Place,
): Value<N, B> | undefined {
  const readings = flatten(walker, args, place)
  if (readings === undefined) return undefined
  const { numbers, unit: common, open } = readings
  const { arithmetic } = walker
  if (name === 'count') return { type: 'number', number: arithmetic.constant(fromInteger(numbers.length)), unit: DIMENSIONLESS }
  const [head] = numbers
  if (head === undefined) return walker.refuse(place, `${name} of an empty array`)
  if (name === 'sort' && !walker.spend(numbers.length * Math.ceil(Math.log2(numbers.length + 1)), place)) return undefined
  if (name === 'sort') {
    return { type: 'array', items: arithmetic.sort(numbers).map((number) => ({ type: 'number' as const, number, unit: common })), open }
  }
  if (name === 'min' || name === 'max') return walker.made(extreme(walker, name, numbers), common, place)
  if (name === 'range') {
    const spread = arithmetic.operate('-', extreme(walker, 'max', numbers), extreme(walker, 'min', numbers))
    return walker.made(spread, intervalUnit(common), place)
  }
  if (name === 'sum' && common.offset !== undefined && (open || numbers.length > 1)) {
    return walker.refuse(place, `temperatures in ${common.symbol} have a mean but no sum`)
  }
  const total = sum(walker, numbers)
  if (name === 'sum' || typeof total === 'string') return walker.made(total, common, place)
  const mean = arithmetic.operate('/', total, arithmetic.constant(fromInteger(numbers.length)))
  if (name === 'mean' || typeof mean === 'string') return walker.made(mean, common, place)
  if (open !== true && numbers.length < 2) return walker.refuse(place, 'an experimental standard deviation needs at least two readings')
  return walker.made(deviation(walker, numbers, mean), intervalUnit(common), place)
}

function sum<N extends object, B>(walker: Walk<N, B>, numbers: readonly N[]): N | string {
  const [head, ...rest] = numbers
  let total: N | string = head ?? walker.arithmetic.constant(fromInteger(0))
  for (const number of rest) {
    if (typeof total === 'string') return total
    total = walker.arithmetic.operate('+', total, number)
  }
  return total
}

/** s = √(Σ(x - mean)²/(n - 1)), GUM 4.2.2; the sum of squares in the arithmetic given, so exact where that is. */
function deviation<N extends object, B>(walker: Walk<N, B>, numbers: readonly N[], mean: N): N | string {
  const { arithmetic } = walker
  const squares: N[] = []
  for (const number of numbers) {
    const difference = arithmetic.operate('-', number, mean)
    const square = typeof difference === 'string' ? difference : arithmetic.operate('*', difference, difference)
    if (typeof square === 'string') return square
    squares.push(square)
  }
  const total = sum(walker, squares)
  if (typeof total === 'string') return total
  const variance = arithmetic.operate('/', total, arithmetic.constant(fromInteger(Math.max(1, numbers.length - 1))))
  return typeof variance === 'string' ? variance : arithmetic.apply('sqrt', variance)
}

function extreme<N extends object, B>(walker: Walk<N, B>, which: 'min' | 'max', numbers: readonly N[]): N {
  const [head, ...rest] = numbers
  if (head === undefined) throw new Error('the caller has tested for an empty array')
  const { arithmetic } = walker
  return rest.reduce(
    (best, number) => arithmetic.choose(arithmetic.compare(which === 'min' ? '<=' : '>=', best, number), best, number), head,
  )
}

/** All numbers in the arguments, arrays in arrays too, in the unit of the first. */
function flatten<N extends object, B>(
  walker: Walk<N, B>, args: readonly Value<N, B>[], place: Place,
): { numbers: readonly N[]; unit: Unit; open: boolean } | undefined {
  const numbers: N[] = []
  let common: Unit | undefined
  let open = false
  const add = (value: Value<N, B>): boolean => {
    if (value.type === 'boolean') return walker.refuse(place, 'readings are numbers, this is a condition') !== undefined
    if (value.type === 'array') {
      open ||= value.open === true
      return walker.spend(value.items.length, place) && value.items.every(add)
    }
    common ??= value.unit
    const same = walker.convert(value, common, place)
    if (same !== undefined) numbers.push(same.number)
    return same !== undefined
  }
  return args.every(add) ? { numbers, unit: common ?? DIMENSIONLESS, open } : undefined
}

function last<N extends object, B>(walker: Walk<N, B>, array: Value<N, B>, place: Place): Value<N, B> | undefined {
  const length = array.type === 'array' ? array.items.length : 0
  return walker.element(array, numberOf(walker, length), place)
}

function at<N extends object, B>(walker: Walk<N, B>, args: readonly Value<N, B>[], place: Place): Value<N, B> | undefined {
  const [array, index] = args
  return array === undefined || index === undefined ? undefined : walker.element(array, index, place)
}

/** Straight line between neighbours of x; x outside the table, and a table that does not rise, are refused where the values are known. */
function interpolate<N extends object, B>(walker: Walk<N, B>, args: readonly Value<N, B>[], place: Place): Value<N, B> | undefined {
  const [x, xs, ys] = args
  if (x?.type !== 'number' || xs?.type !== 'array' || ys?.type !== 'array') {
    return walker.refuse(place, 'interpolate is written interpolate(x, xs, ys)')
  }
  const across = flatten(walker, [xs], place)
  const up = across === undefined ? undefined : flatten(walker, [ys], place)
  const point = across === undefined || up === undefined ? undefined : walker.convert(x, across.unit, place)
  if (across === undefined || up === undefined || point === undefined) return undefined
  const open = across.open || up.open
  if (!open && (across.numbers.length !== up.numbers.length || across.numbers.length < 2)) {
    return walker.refuse(place, 'interpolate needs two arrays of one length, at least two points')
  }
  const { arithmetic } = walker
  const outside = arithmetic.combine('or',
    arithmetic.compare('<', point.number, at1(across.numbers, 0)), arithmetic.compare('>', point.number, at1(across.numbers, -1)))
  if (arithmetic.known(outside) === true) return walker.refuse(place, 'the value lies outside the table')
  let found: N | undefined
  for (let i = open ? 0 : across.numbers.length - 2; i >= 0; i--) {
    const low = at1(across.numbers, i)
    const high = across.numbers[i + 1] ?? low
    if (!open && arithmetic.known(arithmetic.compare('>=', low, high)) === true) {
      return walker.refuse(place, 'the first array of interpolate must rise')
    }
    const below = arithmetic.compare('<=', point.number, high)
    if (found !== undefined && arithmetic.known(below) === false) continue
    const segment = line(walker, point.number, [low, high], [at1(up.numbers, i), up.numbers[i + 1] ?? at1(up.numbers, i)])
    if (typeof segment === 'string') return walker.refuse(place, segment)
    found = found === undefined ? segment : arithmetic.choose(below, segment, found)
  }
  return found === undefined ? undefined : { type: 'number', number: found, unit: up.unit }
}

function line<N extends object, B>(walker: Walk<N, B>, x: N, [x0, x1]: readonly [N, N], [y0, y1]: readonly [N, N]): N | string {
  const { arithmetic } = walker
  const run = arithmetic.operate('-', x1, x0)
  const rise = arithmetic.operate('-', y1, y0)
  const part = arithmetic.operate('-', x, x0)
  if (typeof run === 'string' || typeof rise === 'string' || typeof part === 'string') return 'the table cannot be interpolated'
  const share = arithmetic.operate('/', part, run)
  const step = typeof share === 'string' ? share : arithmetic.operate('*', share, rise)
  return typeof step === 'string' ? step : arithmetic.operate('+', y0, step)
}

function at1<N>(numbers: readonly N[], index: number): N {
  const number = numbers.at(index)
  if (number === undefined) throw new Error('the caller has tested the length')
  return number
}

function onlyOne<N, B>(args: readonly Value<N, B>[]): Value<N, B> {
  const [arg] = args
  if (arg === undefined) throw new Error('the parser counts arguments')
  return arg
}

function numberOf<N extends object, B>(walker: Walk<N, B>, value: number): NumberValue<N> {
  return { type: 'number', number: walker.arithmetic.constant(fromInteger(value)), unit: DIMENSIONLESS }
}
