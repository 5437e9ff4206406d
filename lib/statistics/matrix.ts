// Small dense symmetric systems: Cholesky's factor and what it solves. Pure, float64, row by row.
// Source: Golub and Van Loan, Matrix Computations, 4.2.

export type Matrix = readonly (readonly number[])[]

/** Lower triangular L with L·Lᵀ = A, or undefined where A is not positive definite. */
export function cholesky(a: Matrix): number[][] | undefined {
  const L: number[][] = a.map((row) => row.map(() => 0))
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(a, i, j)
      for (let k = 0; k < j; k++) sum -= at(L, i, k) * at(L, j, k)
      if (i === j && !(sum > 0)) return undefined
      put(L, i, j, i === j ? Math.sqrt(sum) : sum / at(L, j, j))
    }
  }
  return L
}

/** The x with A·x = b for the Cholesky factor of A. */
export function solveWith(L: Matrix, b: readonly number[]): number[] {
  const n = L.length
  const y: number[] = []
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= at(L, i, k) * (y[k] ?? 0)
    y.push(sum / at(L, i, i))
  }
  const x = y.map(() => 0)
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0
    for (let k = i + 1; k < n; k++) sum -= at(L, k, i) * (x[k] ?? 0)
    x[i] = sum / at(L, i, i)
  }
  return x
}

/** The inverse of A from its Cholesky factor. */
export function inverseWith(L: Matrix): number[][] {
  return L.map((_, i) => solveWith(L, L.map((__, j) => (i === j ? 1 : 0))))
}

export function at(a: Matrix, i: number, j: number): number {
  return a[i]?.[j] ?? 0
}

export function put(a: number[][], i: number, j: number, value: number): void {
  const row = a[i]
  if (row !== undefined) row[j] = value
}

export function times(a: Matrix, x: readonly number[]): number[] {
  return a.map((row) => row.reduce((sum, value, j) => sum + value * (x[j] ?? 0), 0))
}
