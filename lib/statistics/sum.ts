// Sums that do not depend on the order of their terms: the exact sum of float64 numbers, rounded once.
// Pure. Source: Shewchuk, Adaptive Precision Floating-Point Arithmetic (1997), with correct rounding of the last partial as in CPython's
// fsum. Why: the Q of three values near 6.626 came out as 3.84, 4.15, 4.30 or 11.1 in another program, depending on their order.

/** The float64 nearest to the exact sum; the same bits in any order. NaN where a term is no finite number. */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = []
  for (const value of values) {
    if (!Number.isFinite(value)) return Number.NaN
    add(partials, value)
  }
  return rounded(partials)
}

/** Adds x to a list of non-overlapping partials, smallest first, without any rounding. */
function add(partials: number[], value: number): void {
  let x = value
  let kept = 0
  for (let y of partials) {
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x]
    const high = x + y
    const low = y - (high - x)
    if (low !== 0) partials[kept++] = low
    x = high
  }
  partials[kept] = x
  partials.length = kept + 1
}

function rounded(partials: readonly number[]): number {
  let i = partials.length - 1
  if (i < 0) return 0
  let high = partials[i] ?? 0
  let low = 0
  while (i > 0) {
    const x = high
    const y = partials[--i] ?? 0
    high = x + y
    low = y - (high - x)
    if (low !== 0) break
  }
  // Halfway cases go by the next partial, so that rounding happens once.
  const next = partials[i - 1] ?? 0
  if (i > 0 && ((low < 0 && next < 0) || (low > 0 && next > 0))) {
    const y = low * 2
    const x = high + y
    if (y === x - high) return x
  }
  return high
}

/** Σ aᵢ·bᵢ with every product rounded once and the sum exact: the same bits in any common order. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return exactSum(a.map((value, i) => value * (b[i] ?? 0)))
}
