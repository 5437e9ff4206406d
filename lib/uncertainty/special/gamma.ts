// The gamma function's logarithm, the regularised incomplete gamma function and its inverse: gamma and χ² probabilities.
// Pure, float64. Sources: DLMF 5.7.3 and 5.11.1 (ln Γ), 8.11.4 (series), 8.9.2 (continued fraction); the prefactor without cancellation
// as in Loader, Fast and Accurate Computation of Binomial Probabilities (2000). Absent: complex arguments, negative arguments.

import { exp, expm1, ln, ln1p } from './elementary.ts'
import { quantileBetween, type Tails } from './quantile.ts'

const HALF_LN_2PI = 0.9189385332046728
const ONE_LESS_EULER = 0.42278433509846713
/** ζ(k) - 1 for k = 2, 3, … */
const ZETA = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10, 4.656629065033784e-10,
]
/** B₂ₖ/(2k(2k - 1)), the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400, 43867 / 244188]

/** ln Γ(x) for x > 0, NaN elsewhere; relative error near 1e-15, also beside its zeros at 1 and 2. */
export function gammaLn(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x === Infinity) return Infinity
  if (x < 0.5) return lnGammaNearTwo(x) - ln1p(x) - ln(x)
  if (x < 1.5) return lnGammaNearTwo(x - 1) - ln1p(x - 1)
  if (x < 2.5) return lnGammaNearTwo(x - 2)
  if (x >= 12) return (x - 0.5) * ln(x) - x + HALF_LN_2PI + stirlingSeries(x)
  let product = 1
  let z = x
  for (; z >= 2.5; z--) product *= z - 1
  return ln(product) + lnGammaNearTwo(z - 2)
}

/** ln Γ(2 + e) for |e| ≤ 1/2 (DLMF 5.7.3). */
function lnGammaNearTwo(e: number): number {
  let sum = 0
  for (let k = ZETA.length + 1; k >= 2; k--) sum = (k % 2 === 0 ? 1 : -1) * ((ZETA[k - 2] ?? 0) / k) + e * sum
  // Horner's scheme above alternates signs term by term: Σ (-1)ᵏ (ζ(k) - 1) eᵏ/k from k = 2.
  return e * (ONE_LESS_EULER + e * sum)
}

function stirlingSeries(x: number): number {
  const r = 1 / (x * x)
  return STIRLING.reduceRight((sum, coefficient) => coefficient + r * sum, 0) / x
}

/** ln Γ(x) - ((x - ½) ln x - x + ½ ln 2π): small for large x. */
export function stirlingError(x: number): number {
  return x >= 12 ? stirlingSeries(x) : gammaLn(x) - ((x - 0.5) * ln(x) - x + HALF_LN_2PI)
}

/** ln r - (r - 1) where r - 1 = t is known better than r. */
export function logLessLinear(r: number, t: number): number {
  if (Math.abs(t) > 0.5) return ln(r) - t
  const s = t / (2 + t)
  const square = s * s
  let term = 2 * s * square
  let sum = term / 3
  for (let k = 5; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 60; k += 2) {
    term *= square
    sum += term / k
  }
  return sum - s * t
}

/** ln of xᵃ e⁻ˣ/Γ(a + 1). */
function lnPrefactor(a: number, x: number): number {
  if (a < 1) return a * ln(x) - x - gammaLn(1 + a)
  return a * logLessLinear(x / a, (x - a) / a) - HALF_LN_2PI - 0.5 * ln(a) - stirlingError(a)
}

/** Regularised P(a, x) and Q(a, x) for a > 0, x ≥ 0; NaN elsewhere. Relative error below 1e-12 for a up to 1e8. */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0 && x >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  if (a < 1 && x < 1) return smallTails(a, x)
  if (x < a + 1) {
    const lower = exp(lnPrefactor(a, x)) * series(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = exp(lnPrefactor(a, x)) * a * fraction(a, x)
  return { lower: 1 - upper, upper }
}

/** For a, x < 1, where 1 - P would cancel: P = xᵃ/Γ(1 + a)·(1 + S) with S = a Σ (-x)ⁿ/(n!(a + n)) (DLMF 8.7.1). */
function smallTails(a: number, x: number): Tails {
  let power = 1
  let sum = 0
  for (let n = 1; n < 40; n++) {
    power *= -x / n
    sum += power / (a + n)
  }
  const exponent = a * ln(x) - gammaLn(1 + a)
  const front = exp(exponent)
  return { lower: front * (1 + a * sum), upper: -expm1(exponent) - front * a * sum }
}

function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 1_000_000 && term > 1e-17 * sum; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Γ(a, x) eˣ x⁻ᵃ by Lentz's evaluation of the continued fraction. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let n = 1; n < 1_000_000; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / nonzero(numerator * d + b)
    c = nonzero(b + numerator / c)
    const change = c * d
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value
}

/** What Lentz's evaluation of a continued fraction divides by in place of zero. */
export function nonzero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}

/** Regularised lower incomplete gamma function P(a, x): the probability that a gamma variable of shape a and scale 1 is at most x. */
export function gammaInc(a: number, x: number): number {
  return gammaTails(a, x).lower
}

/** The x with P(X ≤ x) = p for a gamma variable of this shape and scale; NaN outside 0 ≤ p ≤ 1. */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  if (!(p >= 0 && p <= 1 && shape > 0 && scale > 0)) return Number.NaN
  if (p === 0) return 0
  if (p === 1) return Infinity
  // In v = ln x the density is x·f(x), and both tails are log-concave there.
  const lnMean = ln(shape)
  const v = quantileBetween(p, {
    tails: (v) => gammaTails(shape, exp(v)),
    density: (v) => exp(lnPrefactor(shape, exp(v))) * shape,
    start: lnMean - 1 / (3 * shape), low: -Infinity, high: Infinity, step: 1 / Math.sqrt(shape),
  })
  return scale * exp(v)
}

/** P(χ² ≤ x) with ν degrees of freedom. */
export function chi2Cdf(x: number, nu: number): number {
  return x <= 0 ? 0 : gammaTails(nu / 2, x / 2).lower
}

/** P(χ² > x), to relative precision in the far tail. */
export function chi2Tail(x: number, nu: number): number {
  return x <= 0 ? 1 : gammaTails(nu / 2, x / 2).upper
}

/** The x with P(χ² ≤ x) = p. */
export function chi2Quantile(p: number, nu: number): number {
  return gammaQuantile(p, nu / 2, 2)
}
