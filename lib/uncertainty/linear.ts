// Small dense linear algebra: solving, inverting, least squares. Matrices are rows of numbers.
// Pure, float64. Sources: Golub and Van Loan, Matrix Computations, 4th edition, 3.4 (LU with partial pivoting), 5.2 (Householder QR),
// 4.2 (Cholesky). Absent: sparse matrices, singular values.

export type Matrix = readonly (readonly number[])[]

/** The X with A·X = B, or undefined where A is singular to float64. */
export function solve(a: Matrix, b: Matrix): number[][] | undefined {
  const n = a.length
  const m = a.map((row, i) => [...row, ...(b[i] ?? [])])
  const scales = a.map((row) => Math.max(...row.map(Math.abs)))
  for (let k = 0; k < n; k++) {
    const pivot = greatestRow(m, scales, k)
    const [top, found] = [m[k], m[pivot]]
    if (top === undefined || found === undefined || Math.abs(found[k] ?? 0) <= 1e-15 * (scales[pivot] ?? 0)) return undefined
    m[k] = found
    m[pivot] = top
    scales[pivot] = scales[k] ?? 0
    for (let i = k + 1; i < n; i++) subtract(m[i] ?? [], found, k, (m[i]?.[k] ?? 0) / (found[k] ?? 1))
  }
  for (let k = n - 1; k >= 0; k--) {
    const row = m[k] ?? []
    const pivot = row[k] ?? 1
    for (let j = n; j < row.length; j++) row[j] = (row[j] ?? 0) / pivot
    for (let i = 0; i < k; i++) subtract(m[i] ?? [], row, n, m[i]?.[k] ?? 0)
  }
  return m.map((row) => row.slice(n))
}

function greatestRow(m: Matrix, scales: readonly number[], k: number): number {
  let [best, size] = [k, -1]
  for (let i = k; i < m.length; i++) {
    const here = Math.abs(m[i]?.[k] ?? 0) / (scales[i] || 1)
    if (here > size) [best, size] = [i, here]
  }
  return best
}

function subtract(row: number[], other: readonly number[], from: number, factor: number): void {
  if (factor !== 0) for (let j = from; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (other[j] ?? 0)
}

export function identityMatrix(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)))
}

export function inverse(a: Matrix): number[][] | undefined {
  return solve(a, identityMatrix(a.length))
}

export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = b[0]?.length ?? 0
  return a.map((row) => Array.from({ length: columns }, (_, j) => row.reduce((sum, x, k) => sum + x * (b[k]?.[j] ?? 0), 0)))
}

export function transpose(a: Matrix): number[][] {
  return Array.from({ length: a[0]?.length ?? 0 }, (_, j) => a.map((row) => row[j] ?? 0))
}

/** vᵀ·A·w. */
export function form(v: readonly number[], a: Matrix, w: readonly number[]): number {
  return v.reduce((sum, x, i) => sum + x * (a[i] ?? []).reduce((part, y, j) => part + y * (w[j] ?? 0), 0), 0)
}

/**
 * Least squares of A·x = b (more rows than columns): the x, the residuals b - A·x, and (AᵀA)⁻¹. Undefined where columns of A depend on
 * each other.
 */
export function leastSquares(
  a: Matrix, b: readonly number[],
): { readonly x: readonly number[]; readonly residuals: readonly number[]; readonly inverse: number[][] } | undefined {
  const columns = a[0]?.length ?? 0
  const m = a.map((row, i) => [...row, b[i] ?? 0])
  for (let k = 0; k < columns; k++) if (!reflect(m, k)) return undefined
  const r = m.slice(0, columns).map((row) => row.slice(0, columns))
  const x = solve(r, m.slice(0, columns).map((row) => [row[columns] ?? 0]))
  const rInverse = inverse(r)
  if (x === undefined || rInverse === undefined) return undefined
  const found = x.map(([one]) => one ?? 0)
  const residuals = a.map((row, i) => (b[i] ?? 0) - row.reduce((sum, value, j) => sum + value * (found[j] ?? 0), 0))
  return { x: found, residuals, inverse: multiply(rInverse, transpose(rInverse)) }
}

/** Householder reflection that clears column k below the diagonal; false where nothing of the column is left. */
function reflect(m: number[][], k: number): boolean {
  const whole = Math.hypot(...m.map((row) => row[k] ?? 0))
  const norm = Math.hypot(...m.slice(k).map((row) => row[k] ?? 0))
  if (!(norm > 1e-14 * whole)) return false
  const head = m[k]?.[k] ?? 0
  const alpha = head > 0 ? -norm : norm
  const v = m.map((row, i) => (i < k ? 0 : i === k ? head - alpha : (row[k] ?? 0)))
  const square = v.reduce((sum, one) => sum + one * one, 0)
  const width = m[k]?.length ?? 0
  for (let j = k; j < width; j++) {
    let dot = 0
    for (let i = k; i < m.length; i++) dot += (v[i] ?? 0) * (m[i]?.[j] ?? 0)
    const factor = (2 * dot) / square
    for (let i = k; i < m.length; i++) {
      const row = m[i]
      if (row !== undefined) row[j] = (row[j] ?? 0) - factor * (v[i] ?? 0)
    }
  }
  return true
}

/**
 * The lower triangle L with L·Lᵀ = A, columns of zeros where A is only semidefinite; undefined where A has a negative eigenvalue. What is
 * left of a diagonal element counts as nothing up to `negligible` of it, so that no unit of a row decides.
 */
export function cholesky(a: Matrix, negligible = 1e-14): number[][] | undefined {
  const l = a.map((row) => row.map(() => 0))
  for (const [j, lower] of l.entries()) {
    const left = (i: number) => lower.slice(0, j).reduce((rest, x, k) => rest - (l[i]?.[k] ?? 0) * x, a[i]?.[j] ?? 0)
    const size = Math.abs(a[j]?.[j] ?? 0)
    const pivot = left(j)
    if (!(pivot >= -1e-10 * size)) return undefined
    const root = pivot > negligible * size ? Math.sqrt(pivot) : 0
    for (const [i, row] of l.entries()) if (i >= j) row[j] = i === j ? root : root === 0 ? 0 : left(i) / root
  }
  return l
}
