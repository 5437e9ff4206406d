// Student's t and the normal distribution: probabilities and quantiles for coverage factors (GUM annex G).
// Pure. Source: Abramowitz and Stegun 26.5.8 (incomplete beta as a continued fraction), 26.7.1 (t), 7.1.5 and 7.1.14 (error function).
// Absent: other distributions, which belong to the statistics package.

/** P(T ≤ t) for ν > 0 degrees of freedom; ν = Infinity is the normal distribution. */
export function studentCdf(t: number, nu: number): number {
  const tail = upperTail(Math.abs(t), nu)
  return t >= 0 ? 1 - tail : tail
}

/** The t with P(T ≤ t) = p; NaN outside 0 < p < 1 or for ν ≤ 0. Relative error below 1e-12 for ν ≥ 1 and 1e-6 ≤ p ≤ 1 - 1e-6. */
export function studentQuantile(p: number, nu: number): number {
  if (!(p > 0 && p < 1 && nu > 0)) return Number.NaN
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  const t = quantileOfTail(tail, nu)
  return p > 0.5 ? t : -t
}

/** Coverage factor of a symmetric interval of probability p (GUM G.3.4): t at (1 + p)/2. */
export function coverageFactor(p: number, nu: number): number {
  return studentQuantile((1 + p) / 2, nu)
}

/** t > 0 with upper tail probability `tail`: Newton on the logarithm of the tail, kept inside a bracket. */
function quantileOfTail(tail: number, nu: number): number {
  let low = 0
  let high = 1
  while (upperTail(high, nu) > tail && high < 1e300) {
    low = high
    high *= 2
  }
  let t = (low + high) / 2
  for (let i = 0; i < 200; i++) {
    const found = upperTail(t, nu)
    if (found > tail) low = t
    else high = t
    const step = (found * Math.log(found / tail)) / density(t, nu)
    const next = t + step
    const inside = next > low && next < high
    const moved = inside ? next : (low + high) / 2
    if (Math.abs(moved - t) <= 2e-16 * t) return moved
    t = moved
  }
  return t
}

function density(t: number, nu: number): number {
  if (nu === Infinity) return Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI)
  return Math.exp(gammaRatio(nu) - ((nu + 1) / 2) * Math.log1p((t * t) / nu)) / Math.sqrt(nu * Math.PI)
}

/** P(T > t), t ≥ 0, without cancellation in the tail. */
function upperTail(t: number, nu: number): number {
  if (t === 0) return 0.5
  if (nu === Infinity) return normalTail(t)
  if (nu > 1e5 && t < 40) return normalTail(normalDeviate(t, nu))
  // I_x(ν/2, 1/2) with x = ν/(ν + t²); near the centre its complement, so that the fraction converges.
  const x = nu / (nu + t * t)
  const logs = { x: -Math.log1p((t * t) / nu), rest: Math.log((t * t) / (nu + t * t)) }
  if (t * t >= nu || x < (nu / 2 + 1) / (nu / 2 + 2.5)) return betaFraction(x, nu / 2, 0.5, nu, (nu / 2) * logs.x + 0.5 * logs.rest) / 2
  return 0.5 - betaFraction((t * t) / (nu + t * t), 0.5, nu / 2, nu, 0.5 * logs.rest + (nu / 2) * logs.x) / 2
}

/** The normal deviate with the tail of t for large ν, to ν⁻³ (Fisher's expansion, the inverse of A&S 26.7.5). */
function normalDeviate(t: number, nu: number): number {
  const s = t * t
  return t * (1 - (s + 1) / (4 * nu) + ((13 * s + 8) * s + 3) / (96 * nu * nu) - (((35 * s + 19) * s + 1) * s - 15) / (384 * nu * nu * nu))
}

/** Regularised incomplete beta I_x(a, b) where {a, b} = {ν/2, 1/2}, by Lentz's evaluation; `logPowers` is ln(x^a (1 - x)^b). */
function betaFraction(x: number, a: number, b: number, nu: number, logPowers: number): number {
  const logFront = gammaRatio(nu) - 0.5 * Math.log(Math.PI) + logPowers
  let c = 1
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1))
  let sum = d
  for (let m = 1; m <= 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d)
    c = nonzero(1 + even / c)
    sum *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d)
    c = nonzero(1 + odd / c)
    const change = d * c
    sum *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return (Math.exp(logFront) * sum) / a
}

function nonzero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}

/** ln Γ((ν+1)/2) - ln Γ(ν/2): raised to large ν by the recurrence, where the asymptotic series (A&S 6.1.47) is exact to the last digit. */
function gammaRatio(nu: number): number {
  let z = nu / 2
  let shift = 0
  for (; z < 40; z++) shift += Math.log(z / (z + 0.5))
  const r = 1 / (z * z)
  const series = (-1 / 8 + r * (1 / 192 + r * (-1 / 640 + r * (17 / 14336 - r * (31 / 18432))))) / z
  return 0.5 * Math.log(z) + series + shift
}

/** P(Z > x) for x ≥ 0: series of the error function near zero, continued fraction of erfc beyond. */
function normalTail(x: number): number {
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let k = 1; Math.abs(term) > 1e-18 * sum; k++) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    return 0.5 - (sum * Math.exp(-x * x / 2)) / Math.sqrt(2 * Math.PI)
  }
  let fraction = x
  for (let k = 200; k >= 1; k--) fraction = x + k / fraction
  return Math.exp(-x * x / 2) / (Math.sqrt(2 * Math.PI) * fraction)
}
