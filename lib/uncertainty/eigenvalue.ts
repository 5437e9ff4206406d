// The smallest eigenvalue of a symmetric matrix, to tell a possible correlation matrix from an impossible one.
// Pure. Source: Householder's tridiagonal form and bisection by Sturm counts (Golub and Van Loan, Matrix Computations, 4th edition, 8.3.1,
// 8.4.1): a few hundred rows take a second at most. Absent: eigenvectors.

/** Smallest eigenvalue of a symmetric matrix given by rows; absolute error near 1e-15 times its size. */
export function smallestEigenvalue(rows: readonly (readonly number[])[]): number {
  const { diagonal, beside } = tridiagonal(rows)
  const n = diagonal.length
  let [low, high] = [Infinity, Infinity]
  for (let i = 0; i < n; i++) {
    const reach = Math.abs(beside[i] ?? 0) + Math.abs(beside[i - 1] ?? 0)
    low = Math.min(low, (diagonal[i] ?? 0) - reach)
    // No diagonal element is less than the smallest eigenvalue.
    high = Math.min(high, diagonal[i] ?? 0)
  }
  const size = Math.max(Math.abs(low), Math.abs(high))
  while (high - low > 4e-16 * size) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (anyBelow(diagonal, beside, middle)) high = middle
    else low = middle
  }
  return high
}

/** Whether an eigenvalue lies below x: the first pivot of T - x·1 that is negative. */
function anyBelow(diagonal: Float64Array, beside: Float64Array, x: number): boolean {
  let pivot = 1
  for (let i = 0; i < diagonal.length; i++) {
    const left = i === 0 ? 0 : (beside[i - 1] ?? 0)
    pivot = (diagonal[i] ?? 0) - x - (left * left) / pivot
    if (pivot < 0) return true
    if (pivot === 0) pivot = 1e-300
  }
  return false
}

type Tridiagonal = { readonly diagonal: Float64Array; readonly beside: Float64Array }

/** The same eigenvalues in three diagonals, by reflections that clear one column after another. */
function tridiagonal(rows: readonly (readonly number[])[]): Tridiagonal {
  const n = rows.length
  const a = rows.map((row) => Float64Array.from(row))
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(Math.max(0, n - 1))
  const v = new Float64Array(n)
  for (let k = 0; k + 2 < n; k++) {
    let square = 0
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i]?.[k] ?? 0
      square += (v[i] ?? 0) ** 2
    }
    const head = v[k + 1] ?? 0
    const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square)
    beside[k] = alpha
    v[k + 1] = head - alpha
    const norm = square - head * head + (head - alpha) ** 2
    if (norm > 0) reflect(a, v, k + 1, norm)
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i]?.[i] ?? 0
  if (n > 1) beside[n - 2] = a[n - 1]?.[n - 2] ?? 0
  return { diagonal, beside }
}

/** A ← H·A·H with H = 1 - 2vvᵀ/|v|², on rows and columns from `from`. */
function reflect(a: readonly Float64Array[], v: Float64Array, from: number, norm: number): void {
  const n = a.length
  const w = new Float64Array(n)
  let dot = 0
  for (let i = from; i < n; i++) {
    const row = a[i]
    let sum = 0
    for (let j = from; j < n; j++) sum += (row?.[j] ?? 0) * (v[j] ?? 0)
    w[i] = (2 * sum) / norm
    dot += (w[i] ?? 0) * (v[i] ?? 0)
  }
  for (let i = from; i < n; i++) w[i] = (w[i] ?? 0) - (dot / norm) * (v[i] ?? 0)
  for (let i = from; i < n; i++) {
    const row = a[i]
    if (row === undefined) continue
    const [vi, wi] = [v[i] ?? 0, w[i] ?? 0]
    for (let j = from; j < n; j++) row[j] = (row[j] ?? 0) - vi * (w[j] ?? 0) - wi * (v[j] ?? 0)
  }
}
