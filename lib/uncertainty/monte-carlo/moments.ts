// Means and sums of squares and products: of a block about its own mean, and of all trials from the blocks in their order, so that the
// result does not depend on who computed which. Pure. Source: Chan, Golub and LeVeque (1979), updating formulae; Neumaier (1974), sums.

/** Of one block: `means`, and `products`, the sums of (yᵢ - ȳᵢ)(yⱼ - ȳⱼ) for i ≤ j, row by row. */
export type BlockMoments = { readonly finite: boolean; readonly means: Float64Array; readonly products: Float64Array }

export function momentsOfBlock(columns: readonly Float64Array[], n: number): BlockMoments {
  const means = Float64Array.from(columns, (values) => meanOf(values, n))
  const products = new Float64Array((columns.length * (columns.length + 1)) / 2)
  let at = 0
  for (const [i, x] of columns.entries()) {
    for (let j = i; j < columns.length; j++) products[at++] = productsOf(x, means[i] ?? 0, columns[j] ?? x, means[j] ?? 0, n)
  }
  return { finite: means.every(Number.isFinite) && products.every(Number.isFinite), means, products }
}

/** The first value plus the mean of the deviations from it. Four sums at a time, always the same four. */
function meanOf(values: Float64Array, n: number): number {
  const origin = values[0] ?? Number.NaN
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = n - (n % 4)
  for (let i = 0; i < whole; i += 4) {
    a += (values[i] ?? 0) - origin
    b += (values[i + 1] ?? 0) - origin
    c += (values[i + 2] ?? 0) - origin
    d += (values[i + 3] ?? 0) - origin
  }
  for (let i = whole; i < n; i++) a += (values[i] ?? 0) - origin
  return origin + (a + b + (c + d)) / n
}

function productsOf(x: Float64Array, meanX: number, y: Float64Array, meanY: number, n: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = n - (n % 4)
  for (let i = 0; i < whole; i += 4) {
    a += ((x[i] ?? 0) - meanX) * ((y[i] ?? 0) - meanY)
    b += ((x[i + 1] ?? 0) - meanX) * ((y[i + 1] ?? 0) - meanY)
    c += ((x[i + 2] ?? 0) - meanX) * ((y[i + 2] ?? 0) - meanY)
    d += ((x[i + 3] ?? 0) - meanX) * ((y[i + 3] ?? 0) - meanY)
  }
  for (let i = whole; i < n; i++) a += ((x[i] ?? 0) - meanX) * ((y[i] ?? 0) - meanY)
  return a + b + (c + d)
}

/** Of all trials; `covariance` with M - 1 (JCGM 101:2008, 7.6; JCGM 102:2011, 7.6), row by row, whole. */
export type Moments = { readonly trials: number; readonly means: readonly number[]; readonly covariance: readonly (readonly number[])[] }

export type CountedMoments = { readonly trials: number; readonly moments: BlockMoments }

/** Blocks in their order. */
export function momentsOfAll(blocks: readonly CountedMoments[]): Moments {
  const size = blocks[0]?.moments.means.length ?? 0
  const trials = blocks.reduce((sum, block) => sum + block.trials, 0)
  const origins = blocks[0]?.moments.means ?? new Float64Array(0)
  const means = Array.from({ length: size }, (_, i) => {
    const origin = origins[i] ?? 0
    return origin + compensated(blocks.map(({ trials: n, moments }) => n * ((moments.means[i] ?? 0) - origin))) / trials
  })
  const covariance = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  let at = 0
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const place = at++
      const total = compensated(blocks.flatMap(({ trials: n, moments }) => [
        moments.products[place] ?? 0,
        n * ((moments.means[i] ?? 0) - (means[i] ?? 0)) * ((moments.means[j] ?? 0) - (means[j] ?? 0)),
      ]))
      for (const [row, column] of [[i, j], [j, i]] as const) {
        const line = covariance[row]
        if (line !== undefined) line[column] = total / (trials - 1)
      }
    }
  }
  return { trials, means, covariance }
}

/** Neumaier's sum. */
export function compensated(terms: readonly number[]): number {
  let sum = 0
  let lost = 0
  for (const term of terms) {
    const next = sum + term
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
    sum = next
  }
  return sum + lost
}
