import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cholesky, form, inverse, leastSquares, multiply, solve, transpose } from './linear.ts'

const entry = fc.integer({ min: -80, max: 80 }).map((n) => n / 8)
const square = fc.integer({ min: 1, max: 6 }).chain(
  (n) => fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
)

test('a solution solves: the residual is rounding of the size of the terms', () => {
  fc.assert(fc.property(square, (a) => {
    const b = a.map((_, i) => [i + 1])
    const x = solve(a, b)
    if (x === undefined) return
    const back = multiply(a, x)
    const size = Math.max(...x.map(([one]) => Math.abs(one ?? 0)), 1)
    for (const [i, [got = 0]] of back.entries()) assert.ok(Math.abs(got - (i + 1)) <= 1e-11 * size * a.length * 10, `${got}`)
  }), { numRuns: 300 })
})

test('what is singular has no solution', () => {
  assert.equal(solve([[1, 2], [2, 4]], [[1], [2]]), undefined)
  assert.equal(inverse([[0]]), undefined)
  assert.equal(leastSquares([[1, 2], [2, 4], [3, 6]], [1, 2, 3]), undefined)
  assert.deepEqual(inverse([[0, 2], [1, 0]]), [[0, 1], [0.5, 0]])
})

test('least squares leave residuals at right angles to every column', () => {
  const columns = fc.array(fc.tuple(entry, entry, entry), { minLength: 5, maxLength: 12 })
  fc.assert(fc.property(columns, (rows) => {
    const a = rows.map(([x, y]) => [1, x, y])
    const found = leastSquares(a, rows.map(([, , z]) => z))
    if (found === undefined) return
    for (const column of transpose(a)) {
      const dot = column.reduce((sum, value, i) => sum + value * (found.residuals[i] ?? 0), 0)
      assert.ok(Math.abs(dot) <= 1e-9 * (1 + Math.max(...found.x.map(Math.abs))), `${dot}`)
    }
    const product = multiply(multiply(transpose(a), a), found.inverse)
    const size = Math.max(...found.inverse.flat().map(Math.abs)) * 1000
    for (const [i, row] of product.entries()) {
      for (const [j, one] of row.entries()) assert.ok(Math.abs(one - (i === j ? 1 : 0)) <= 1e-13 * size, 'AᵀA·(AᵀA)⁻¹')
    }
  }), { numRuns: 200 })
})

test('the triangle of a covariance matrix, possible or not', () => {
  assert.deepEqual(cholesky([[4, 2], [2, 5]]), [[2, 0], [1, 2]])
  assert.deepEqual(cholesky([[1, 1], [1, 1]]), [[1, 0], [1, 0]])
  assert.equal(cholesky([[1, 2], [2, 1]]), undefined)
  assert.equal(form([1, 2], [[1, 0], [0, 3]], [1, 1]), 7)
})
