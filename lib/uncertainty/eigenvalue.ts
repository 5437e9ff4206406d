// The smallest eigenvalue of a small symmetric matrix, to tell a possible correlation matrix from an impossible one.
// Pure. Source: cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 4th edition, 8.5). Absent: eigenvectors.

/** Smallest eigenvalue of a symmetric matrix given by rows; absolute error near 1e-15 times its size. */
export function smallestEigenvalue(rows: readonly (readonly number[])[]): number {
  const n = rows.length
  const m = rows.map((row) => Float64Array.from(row))
  const at = (i: number, j: number) => m[i]?.[j] ?? 0
  for (let sweep = 0; sweep < 60 && offDiagonal(m) > 1e-30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (at(p, q) === 0) continue
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q))
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        rotate(m, p, q, t)
      }
    }
  }
  return m.reduce((least, row, i) => Math.min(least, row[i] ?? 0), Infinity)
}

function rotate(m: readonly Float64Array[], p: number, q: number, t: number): void {
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (const row of m) {
    const [x, y] = [row[p] ?? 0, row[q] ?? 0]
    row[p] = c * x - s * y
    row[q] = s * x + c * y
  }
  const [first, second] = [m[p], m[q]]
  if (first === undefined || second === undefined) return
  for (let k = 0; k < m.length; k++) {
    const [x, y] = [first[k] ?? 0, second[k] ?? 0]
    first[k] = c * x - s * y
    second[k] = s * x + c * y
  }
}

function offDiagonal(m: readonly Float64Array[]): number {
  return m.reduce((sum, row, i) => sum + row.reduce((part, value, j) => (i === j ? part : part + value * value), 0), 0)
}
