// The parameter of a Gaussian copula for which two inputs come out with the correlation that was stated of them (GUM 5.2.2), where at
// least one is not normal. Pure. Source: Mehler's expansion; Cario and Nelson, Modeling and generating random vectors (1997).

import type { Law } from '../law.ts'
import { exp } from '../special/elementary.ts'
import { normalCdf, normalTail } from '../special/normal.ts'
import { quantileOfLaw } from './law-quantile.ts'

const TERMS = 40
const FARTHEST = 8
const PER_UNIT = 64

/** √k!-normalised Hermite coefficients of x(z) = F⁻¹(Φ(z)), the constant left out, over the standard deviation. */
export type Shape = readonly number[]

export function shapeOf(law: Law): Shape {
  const quantile = quantileOfLaw(law)
  const sums = Array.from({ length: TERMS + 1 }, () => 0)
  let square = 0
  for (let i = -FARTHEST * PER_UNIT; i <= FARTHEST * PER_UNIT; i++) {
    const z = i / PER_UNIT
    const x = quantile({ lower: normalCdf(z), upper: normalTail(z), z })
    const weight = exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / PER_UNIT
    square += weight * x * x
    let [before, now] = [0, 1]
    for (let k = 0; k <= TERMS; k++) {
      sums[k] = (sums[k] ?? 0) + weight * x * now
      ;[before, now] = [now, (z * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)]
    }
  }
  const spread = Math.sqrt(square - (sums[0] ?? 0) ** 2)
  return sums.slice(1).map((c) => c / spread)
}

/** The correlation of two inputs whose scores have correlation ρ: Σ aₖ bₖ ρᵏ. */
export function correlationAt(a: Shape, b: Shape, rho: number): number {
  let sum = 0
  for (let k = TERMS - 1; k >= 0; k--) sum = ((a[k] ?? 0) * (b[k] ?? 0) + sum) * rho
  return sum
}

/** The ρ that gives r, or undefined where these distributions cannot correlate so strongly. */
export function matchedParameter(a: Shape, b: Shape, r: number): number | undefined {
  // What is cut off the series may take a millionth from the ends.
  const [least, greatest] = [correlationAt(a, b, -1), correlationAt(a, b, 1)]
  if (!(least - 1e-6 <= r && r <= greatest + 1e-6)) return undefined
  let [low, high] = [-1, 1]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (correlationAt(a, b, middle) < r) low = middle
    else high = middle
  }
  return (low + high) / 2
}
