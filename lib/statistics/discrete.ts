// Counting distributions of sampling: hypergeometric (a lot), binomial (a process), Poisson (nonconformities). Exact, then rounded once.
// Pure. The hypergeometric is a ratio of integers; binomial and Poisson come from the incomplete beta and gamma functions (A&S 26.5.24,
// 26.4.21), with exact rationals beside them for what is certified. Limits: Clopper and Pearson (1934). Absent: sampling with unequal
// chances.

import { add, mul, ONE, rational, sub, toNumber, ZERO, type Rational } from '@duheng/quantity/decimal.ts'
import { found, notProbability, refuse, type Found, type Refusal } from '@duheng/decisions/refusal.ts'
import { betaQuantile, betaTails } from '@duheng/uncertainty/special/beta.ts'
import { gammaTails } from '@duheng/uncertainty/special/gamma.ts'

/** N items of which D do not conform, n drawn without putting back. */
export type Draw = { readonly N: number; readonly D: number; readonly n: number }

/** Most that `exact` hypergeometric sums are computed for: min(n, D) terms of as many factors. */
const MOST_FACTORS = 20_000

/** Refused unless 0 ≤ D, n ≤ N are whole numbers. */
export function drawProblem({ N, D, n }: Draw): Refusal | undefined {
  if (!Number.isSafeInteger(N) || N < 1) return refuse('N', '批量须为正整数', 'a lot has a whole number of items')
  if (!Number.isInteger(D) || D < 0 || D > N) return refuse('D', '不合格品数须为 0 至 N 的整数', 'must be a whole number from 0 to N')
  if (!Number.isInteger(n) || n < 0 || n > N) return refuse('n', '样本量须为 0 至 N 的整数', 'must be a whole number from 0 to N')
  if (Math.min(n, D) > MOST_FACTORS) return refuse('n', `样本量或不合格品数须不大于 ${MOST_FACTORS}`, `n or D must be at most ${MOST_FACTORS}`)
  return undefined
}

/** P(X ≤ c) exactly: Σ C(D, k)·C(N - D, n - k)/C(N, n). */
export function hypergeometricExact(c: number, draw: Draw): Found<Rational> {
  const wrong = drawProblem(draw)
  if (wrong !== undefined) return wrong
  const least = Math.max(0, draw.n + draw.D - draw.N)
  const most = Math.min(draw.n, draw.D)
  if (c < least) return found(ZERO)
  if (c >= most) return found(ONE)
  // Symmetric in n and D: the smaller one gives the number of factors.
  const [few, many] = draw.n <= draw.D ? [draw.n, draw.D] : [draw.D, draw.n]
  const rest = draw.N - many
  let term = chosen(many, least) * chosen(rest, few - least)
  let sum = 0n
  for (let k = least; k <= c; k++) {
    sum += term
    term = (term * BigInt(many - k) * BigInt(few - k)) / (BigInt(k + 1) * BigInt(rest - few + k + 1))
  }
  return found(rational(sum, chosen(draw.N, few)))
}

/** C(n, k) as an integer. */
function chosen(n: number, k: number): bigint {
  const few = Math.min(k, n - k)
  let value = 1n
  for (let i = 1; i <= few; i++) value = (value * BigInt(n - few + i)) / BigInt(i)
  return value
}

/** P(X ≤ c), the float64 nearest to the exact value. */
export function hypergeometricCdf(c: number, draw: Draw): Found<number> {
  const exact = hypergeometricExact(c, draw)
  return exact.ok ? found(toNumber(exact.value)) : exact
}

/** P(X ≤ c) of n trials with probability p. */
export function binomialCdf(c: number, n: number, p: number): number {
  if (c < 0) return 0
  if (c >= n || p <= 0) return 1
  return p >= 1 ? 0 : betaTails(c + 1, n - c, p).upper
}

/** P(X ≥ c) to its own digits. */
export function binomialTail(c: number, n: number, p: number): number {
  if (c <= 0) return 1
  if (c > n || p <= 0) return 0
  return p >= 1 ? 1 : betaTails(c, n - c + 1, p).lower
}

/** P(X ≤ c) of n trials for an exact p. n at most 5000. */
export function binomialExact(c: number, n: number, p: Rational): Found<Rational> {
  if (!Number.isInteger(n) || n < 0 || n > 5000) return refuse('n', '须为 0 至 5000 的整数', 'must be a whole number from 0 to 5000')
  if (p.n < 0n || p.n > p.d) return refuse('p', '须在 0 与 1 之间', 'must lie between 0 and 1')
  if (c < 0) return found(ZERO)
  if (c >= n) return found(ONE)
  const q = sub(ONE, p)
  let sum = ZERO
  for (let k = 0; k <= c; k++) {
    sum = add(sum, mul({ n: chosen(n, k), d: 1n }, mul(power(p, k), power(q, n - k))))
  }
  return found(sum)
}

function power(a: Rational, k: number): Rational {
  return { n: a.n ** BigInt(k), d: a.d ** BigInt(k) }
}

/** P(X ≤ c) of a Poisson number with the mean given. */
export function poissonCdf(c: number, mean: number): number {
  if (c < 0) return 0
  return mean <= 0 ? 1 : gammaTails(c + 1, mean).upper
}

/** Clopper and Pearson's limits for a share of x in n: each tail beyond has at most (1 - confidence)/2, or all of it one-sided. */
export function shareLimits(
  x: number, n: number, confidence: number, sides: 'both' | 'upper' | 'lower' = 'both',
): Found<{ readonly lower: number; readonly upper: number }> {
  const wrong = notProbability({ confidence })
  if (wrong !== undefined) return wrong
  if (!Number.isInteger(n) || n < 1) return refuse('n', '须为正整数', 'must be a whole number above 0')
  if (!Number.isInteger(x) || x < 0 || x > n) return refuse('x', '须为 0 至 n 的整数', 'must be a whole number from 0 to n')
  const tail = sides === 'both' ? (1 - confidence) / 2 : 1 - confidence
  const lower = sides === 'upper' || x === 0 ? 0 : betaQuantile(tail, x, n - x + 1)
  const upper = sides === 'lower' || x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x)
  return found({ lower, upper })
}

/**
 * The largest number of nonconforming items in a lot that would still give x or fewer in the sample with probability above 1 - confidence.
 */
export function lotUpperLimit(x: number, { N, n }: { N: number; n: number }, confidence: number): Found<number> {
  const wrong = notProbability({ confidence }) ?? drawProblem({ N, D: 0, n })
  if (wrong !== undefined) return wrong
  if (!Number.isInteger(x) || x < 0 || x > n) return refuse('x', '须为 0 至 n 的整数', 'must be a whole number from 0 to n')
  let [low, high] = [x, N - (n - x)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const p = hypergeometricCdf(x, { N, D: middle, n })
    if (!p.ok) return p
    if (p.value > 1 - confidence) low = middle
    else high = middle - 1
  }
  return found(low)
}
