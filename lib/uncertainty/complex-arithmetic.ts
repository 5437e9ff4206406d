// Complex numbers in formulas: each is a pair of real numbers of a program, so derivatives, units and budgets are those of real models.
// Pure. Where both parts of an argument are known to be real the real operation is taken, so sqrt of a real number stays real.
// Absent: the inverse functions asin, acos, atan of complex numbers, order between them, rounding.

import { exactly, fromNumber, type Rational } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, isDimensionless } from '@duheng/quantity/unit-algebra.ts'
import type { Arithmetic, Comparison, Lookup, Smooth, Value } from './arithmetic.ts'
import type { Builder, Ref } from './program.ts'

/** Real and imaginary part. */
export type Pair = { readonly re: Ref; readonly im: Ref }

/** What complex formulas can call besides the functions of the language; names only before a bracket. */
export const COMPLEX_FUNCTIONS: ReadonlySet<string> = new Set(['re', 'im', 'arg', 'conj', 'complex', 'polar'])

const ZERO: Ref = { constant: { value: exactly('0'), exact: true } }
const TWO: Ref = { constant: { value: exactly('2'), exact: true } }
const LN_10: Ref = { constant: { value: fromNumber(Math.LN10), exact: false } }
const RADIAN = unit('rad')

function isZero(x: Ref): boolean {
  return 'constant' in x && x.constant.value.n === 0n
}

/** Whether the value is real whatever the inputs. */
export function isReal({ im }: Pair): boolean {
  return isZero(im)
}

/** Arithmetic of pairs on a builder of real operations. `refused` holds what could only be found while comparing. */
export class ComplexArithmetic implements Arithmetic<Pair, Ref> {
  readonly real: Builder
  refused: string | undefined
  /** The first sentence of the operation under way; `attempt` gives it back. */
  failed: string | undefined

  constructor(real: Builder) {
    this.real = real
  }

  constant(value: Rational): Pair {
    return { re: this.real.constant(value), im: ZERO }
  }

  pi(): Pair {
    return { re: this.real.pi(), im: ZERO }
  }

  truth(value: boolean): Ref {
    return this.real.truth(value)
  }

  operate(operator: '+' | '-' | '*' | '/', a: Pair, b: Pair): Pair | string {
    return this.attempt(() => (operator === '+' || operator === '-' ? this.sum(operator, a, b)
      : operator === '*' ? this.product(a, b) : this.quotient(a, b)))
  }

  negate(a: Pair): Pair {
    return { re: this.real.negate(a.re), im: isZero(a.im) ? ZERO : this.real.negate(a.im) }
  }

  power(a: Pair, exponent: Pair): Pair | string {
    return this.attempt(() => {
      if (isReal(a) && isReal(exponent)) return { re: this.sure(this.real.power(a.re, exponent.re)), im: ZERO }
      const known = isReal(exponent) ? this.real.value(exponent.re) : undefined
      if (known !== undefined && known.d === 1n && known.n >= -64n && known.n <= 64n) return this.wholePower(a, Number(known.n))
      return this.exponential(this.product(exponent, this.logarithm(a)))
    })
  }

  apply(name: Smooth, a: Pair): Pair | string {
    return this.attempt(() => {
      if (name === 'abs' && !isReal(a)) return { re: this.magnitude(a), im: ZERO }
      if (isReal(a)) return { re: this.sure(this.real.apply(name, a.re)), im: ZERO }
      switch (name) {
        case 'exp': return this.exponential(a)
        case 'ln': return this.logarithm(a)
        case 'log10': return this.quotient(this.logarithm(a), { re: LN_10, im: ZERO })
        case 'sqrt': return this.root(a)
        case 'sin': return this.circular(a)[0]
        case 'cos': return this.circular(a)[1]
        case 'tan': return this.quotient(...this.circular(a))
        default: return { re: this.sure(`${name} of a complex number is not defined here`), im: ZERO }
      }
    })
  }

  atan2(y: Pair, x: Pair): Pair | string {
    if (!isReal(y) || !isReal(x)) return 'atan2 takes real numbers; the phase of a complex number is arg(z)'
    return this.attempt(() => ({ re: this.sure(this.real.atan2(y.re, x.re)), im: ZERO }))
  }

  round(a: Pair, interval: Pair): Pair | string {
    if (!isReal(a) || !isReal(interval)) return 'a complex number is not rounded'
    return this.attempt(() => ({ re: this.sure(this.real.round(a.re, interval.re)), im: ZERO }))
  }

  sort(numbers: readonly Pair[]): readonly Pair[] {
    return this.real.sort(numbers.map((one) => this.onlyReal(one))).map((re) => ({ re, im: ZERO }))
  }

  compare(operator: Comparison, a: Pair, b: Pair): Ref {
    return this.real.compare(operator, this.onlyReal(a), this.onlyReal(b))
  }

  combine(operator: 'and' | 'or', a: Ref, b: Ref): Ref {
    return this.real.combine(operator, a, b)
  }

  not(a: Ref): Ref {
    return this.real.not(a)
  }

  known(a: Ref): boolean | undefined {
    return this.real.known(a)
  }

  choose(condition: Ref, a: Pair, b: Pair): Pair {
    return { re: this.real.choose(condition, a.re, b.re), im: this.real.choose(condition, a.im, b.im) }
  }

  chooseTruth(condition: Ref, a: Ref, b: Ref): Ref {
    return this.real.chooseTruth(condition, a, b)
  }

  value(a: Pair): Rational | undefined {
    return isReal(a) ? this.real.value(a.re) : undefined
  }

  onlyReal(a: Pair): Ref {
    if (!isReal(a)) this.refused ??= 'complex numbers have no order: compare abs(z), re(z) or im(z)'
    return a.re
  }

  attempt(make: () => Pair): Pair | string {
    this.failed = undefined
    const made = make()
    return this.failed ?? made
  }

  /** A part, or a stand-in for it with the sentence kept. */
  sure(part: Ref | string): Ref {
    if (typeof part !== 'string') return part
    this.failed ??= part
    return ZERO
  }

  plus(operator: '+' | '-', x: Ref, y: Ref): Ref {
    if (isZero(y)) return x
    if (isZero(x)) return operator === '+' ? y : this.real.negate(y)
    return this.sure(this.real.operate(operator, x, y))
  }

  times(x: Ref, y: Ref): Ref {
    return isZero(x) || isZero(y) ? ZERO : this.sure(this.real.operate('*', x, y))
  }

  over(x: Ref, y: Ref): Ref {
    return isZero(x) ? ZERO : this.sure(this.real.operate('/', x, y))
  }

  of(name: Smooth, x: Ref): Ref {
    return this.sure(this.real.apply(name, x))
  }

  sum(operator: '+' | '-', a: Pair, b: Pair): Pair {
    return { re: this.plus(operator, a.re, b.re), im: this.plus(operator, a.im, b.im) }
  }

  product(a: Pair, b: Pair): Pair {
    const re = this.plus('-', this.times(a.re, b.re), this.times(a.im, b.im))
    return { re, im: this.plus('+', this.times(a.re, b.im), this.times(a.im, b.re)) }
  }

  square(a: Pair): Ref {
    return this.plus('+', this.times(a.re, a.re), this.times(a.im, a.im))
  }

  magnitude(a: Pair): Ref {
    return this.of('sqrt', this.square(a))
  }

  angle(a: Pair): Ref {
    return this.sure(this.real.atan2(a.im, a.re))
  }

  quotient(a: Pair, b: Pair): Pair {
    if (isReal(b)) return { re: this.sure(this.real.operate('/', a.re, b.re)), im: this.over(a.im, b.re) }
    const scale = this.square(b)
    const { re, im } = this.product(a, { re: b.re, im: this.real.negate(b.im) })
    return { re: this.over(re, scale), im: this.over(im, scale) }
  }

  turned(length: Ref, angle: Ref): Pair {
    return { re: this.times(length, this.of('cos', angle)), im: this.times(length, this.of('sin', angle)) }
  }

  exponential(a: Pair): Pair {
    return isReal(a) ? { re: this.of('exp', a.re), im: ZERO } : this.turned(this.of('exp', a.re), a.im)
  }

  logarithm(a: Pair): Pair {
    if (isReal(a)) return { re: this.of('ln', a.re), im: ZERO }
    return { re: this.over(this.of('ln', this.square(a)), TWO), im: this.angle(a) }
  }

  /** √r at half the angle, which has derivatives everywhere but at zero and on the cut. */
  root(a: Pair): Pair {
    return this.turned(this.of('sqrt', this.magnitude(a)), this.over(this.angle(a), TWO))
  }

  /** Sine and cosine of x + iy: sin x cosh y + i cos x sinh y, cos x cosh y - i sin x sinh y (DLMF 4.21.37, 4.21.38). */
  circular(a: Pair): [Pair, Pair] {
    const [up, down] = [this.of('exp', a.im), this.of('exp', this.real.negate(a.im))]
    const [cosh, sinh] = [this.over(this.plus('+', up, down), TWO), this.over(this.plus('-', up, down), TWO)]
    const [sine, cosine] = [this.of('sin', a.re), this.of('cos', a.re)]
    return [
      { re: this.times(sine, cosh), im: this.times(cosine, sinh) },
      { re: this.times(cosine, cosh), im: this.real.negate(this.times(sine, sinh)) },
    ]
  }

  wholePower(a: Pair, n: number): Pair {
    let result: Pair = this.constant(exactly('1'))
    for (let i = 0; i < Math.abs(n); i++) result = i === 0 ? a : this.product(result, a)
    return n < 0 ? this.quotient(this.constant(exactly('1')), result) : result
  }
}

/** re(z), im(z), arg(z) in rad, conj(z), complex(a, b) = a + ib, polar(r, φ) with φ in rad. */
export function complexLookups(arithmetic: ComplexArithmetic): ReadonlyMap<string, Lookup<Pair, Ref>> {
  const one = (make: (z: Pair) => Pair, result?: typeof RADIAN): Lookup<Pair, Ref> => (args) => {
    const [z] = args
    if (args.length !== 1 || z?.type !== 'number') return 're, im, arg and conj take one number'
    const made = arithmetic.attempt(() => make(z.number))
    return typeof made === 'string' ? made : { type: 'number', number: made, unit: result ?? z.unit }
  }
  return new Map([
    ['re', one(({ re }) => ({ re, im: ZERO }))], ['im', one(({ im }) => ({ re: im, im: ZERO }))],
    ['arg', one((z) => ({ re: arithmetic.angle(z), im: ZERO }), RADIAN)],
    ['conj', one((z) => (isReal(z) ? z : { re: z.re, im: arithmetic.real.negate(z.im) }))],
    ['complex', (args) => cartesian(args)], ['polar', (args) => polar(arithmetic, args)],
  ])
}

function cartesian(args: readonly Value<Pair, Ref>[]): Value<Pair, Ref> | string {
  const [a, b] = args
  if (args.length !== 2 || a?.type !== 'number' || b?.type !== 'number' || !isReal(a.number) || !isReal(b.number)) {
    return 'complex(a, b) takes two real numbers'
  }
  if (a.unit.symbol !== b.unit.symbol) return `complex(a, b) takes both parts in one unit, here ${a.unit.symbol} and ${b.unit.symbol}`
  return { type: 'number', number: { re: a.number.re, im: b.number.re }, unit: a.unit }
}

function polar(arithmetic: ComplexArithmetic, args: readonly Value<Pair, Ref>[]): Value<Pair, Ref> | string {
  const [length, angle] = args
  if (args.length !== 2 || length?.type !== 'number' || angle?.type !== 'number' || !isReal(length.number) || !isReal(angle.number)) {
    return 'polar(r, φ) takes two real numbers'
  }
  const plain = angle.unit.symbol === RADIAN.symbol || (isDimensionless(angle.unit) && angle.unit.symbol === DIMENSIONLESS.symbol)
  if (!plain) return `the angle of polar(r, φ) is in rad, here in ${angle.unit.symbol}`
  const made = arithmetic.attempt(() => arithmetic.turned(length.number.re, angle.number.re))
  return typeof made === 'string' ? made : { type: 'number', number: made, unit: length.unit }
}
