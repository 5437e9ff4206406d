// The standard normal distribution. Pure, float64. Sources: Abramowitz and Stegun 26.2.11 (series) and 26.2.14 (continued fraction);
// quantile: Wichura, Algorithm AS 241, PPND16 (1988), polished by one step of Halley's method.

import { exp, ln } from './elementary.ts'

/** P(Z ≤ x); relative error near 1e-15 in the lower tail, absolute in the upper. */
export function normalCdf(x: number): number {
  return x < 0 ? normalTail(-x) : 1 - normalTail(x)
}

/** P(Z > x), to relative precision for x ≥ 0. */
export function normalTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x < 0) return 1 - normalTail(-x)
  if (x < 2) return 0.5 - normalDistance(x) / 2
  if (x > 40) return 0
  let fraction = x
  for (let k = Math.ceil(20 + 500 / (x * x)); k >= 1; k--) fraction = x + k / fraction
  return normalDensity(x) / fraction
}

/** P(|Z| ≤ x) for x ≥ 0, to relative precision near 0. */
export function normalDistance(x: number): number {
  if (x >= 2) return 1 - 2 * normalTail(x)
  let term = x
  let sum = x
  for (let k = 1; Math.abs(term) > 1e-18 * sum; k++) {
    term *= (x * x) / (2 * k + 1)
    sum += term
  }
  return 2 * sum * normalDensity(x)
}

const ROOT_2PI = 2.5066282746310007

export function normalDensity(x: number): number {
  // x² split so that exp keeps its digits in the far tail.
  const high = Math.round(x * 16) / 16
  return exp(-high * high / 2) * exp(-(x - high) * (x + high) / 2) / ROOT_2PI
}

const CENTRE: Ratio = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
]
const MIDDLE: Ratio = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
]
const FAR: Ratio = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
]
type Ratio = readonly [readonly number[], readonly number[]]

/** The x with P(Z ≤ x) = p; ±Infinity at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q)
  return q < 0 ? -tailQuantile(p) : tailQuantile(1 - p)
}

/** The x ≥ 0 with P(Z > x) = q, for q ≤ 0.075 or so: keeps the digits that 1 - q would lose. */
function tailQuantile(q: number): number {
  const r = Math.sqrt(-ln(q))
  const x = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(FAR, r - 5)
  const error = (normalTail(x) - q) / normalDensity(x)
  return Number.isFinite(error) ? x + error / (1 - (x * error) / 2) : x
}

function ratio([above, below]: Ratio, x: number): number {
  const polynomial = (coefficients: readonly number[]) => coefficients.reduceRight((sum, one) => one + x * sum, 0)
  return polynomial(above) / polynomial(below)
}
