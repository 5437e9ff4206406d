// Constants of control charts for subgroups of n: computed, not tabulated. Pure, float64; each n is computed once and kept.
// Sources: ISO 7870-2:2013 (GB/T 17989.2), table 2; Tippett (1925) for the mean range; c4 from the χ distribution.

import { integrate } from '@duheng/decisions/numeric.ts'
import { gammaLn } from '@duheng/uncertainty/special/gamma.ts'
import { normalDensity, normalTail } from '@duheng/uncertainty/special/normal.ts'

/** d2, d3: mean and standard deviation of the range of n standard normal values; c4, c5: of their standard deviation. */
export type Constants = {
  readonly n: number
  readonly c4: number
  readonly c5: number
  readonly d2: number
  readonly d3: number
  /** Limits at three standard errors: X̄ ± A·σ, ± A2·R̄, ± A3·s̄; s from B3 to B4 of s̄; R from D3 to D4 of R̄. */
  readonly A: number
  readonly A2: number
  readonly A3: number
  readonly B3: number
  readonly B4: number
  readonly D3: number
  readonly D4: number
}

const known = new Map<number, Constants>()

/** Constants for 2 ≤ n ≤ 100; throws outside, which the callers have checked. */
export function chartConstants(n: number): Constants {
  if (!Number.isInteger(n) || n < 2 || n > 100) throw new RangeError(`chartConstants(): n = ${n}`)
  const kept = known.get(n)
  if (kept !== undefined) return kept
  const c4 = Math.sqrt(2 / (n - 1)) * Math.exp(gammaLn(n / 2) - gammaLn((n - 1) / 2))
  const c5 = Math.sqrt(1 - c4 * c4)
  const { d2, d3 } = rangeMoments(n)
  const A = 3 / Math.sqrt(n)
  const constants = {
    n, c4, c5, d2, d3, A, A2: A / d2, A3: A / c4, B3: Math.max(0, 1 - (3 * c5) / c4), B4: 1 + (3 * c5) / c4,
    D3: Math.max(0, 1 - (3 * d3) / d2), D4: 1 + (3 * d3) / d2,
  }
  known.set(n, constants)
  return constants
}

/** E(W) = ∫ P(W > w) dw and E(W²) = 2∫ w·P(W > w) dw, where P(W ≤ w) = n∫ φ(x)(Φ(x + w) - Φ(x))^(n-1) dx. */
function rangeMoments(n: number): { d2: number; d3: number } {
  const below = (w: number): number => {
    const joint = (x: number): number => normalDensity(x) * (normalTail(x) - normalTail(x + w)) ** (n - 1)
    return n * integrate(joint, [-9 - w / 2, -w / 2 - 3, -w / 2, -w / 2 + 3, 9], 1e-13)
  }
  const ends = [0, 1, 2, 3, 4, 5, 6, 8, 10, 14]
  const d2 = integrate((w) => 1 - below(w), ends, 1e-11)
  const square = 2 * integrate((w) => w * (1 - below(w)), ends, 1e-11)
  return { d2, d3: Math.sqrt(square - d2 * d2) }
}
