import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstOrderOf, type ModelData } from './model.ts'
import { reverseBudget, type ReverseBudget, type Target } from './reverse.ts'
import { coverageFactor } from './special/student.ts'
import { accepted, modelOf, near, normal } from './testing.ts'

function reverse(data: ModelData, target: Target): ReverseBudget {
  return accepted(reverseBudget(modelOf(data), target)).reverse
}

test('what each must become alone, and all together, for a target U', () => {
  // 2·√(3² + 4²) = 10 shall be 6.5: then √(3.25² - 4²) has no root, and √(3.25² - 3²) = 1.25.
  const found = reverse({ model: 'a + b', inputs: [normal('a', 0, 3), normal('b', 0, 4)] }, { U: 6.5 })
  assert.deepEqual([found.U, found.met], [10, false])
  const [a, b] = found.alone
  assert.equal(a?.required, undefined)
  near(a?.least, 8, 1e-14, 'U without a')
  near(b?.required, 1.25, 1e-11, 'u(b)')
  near(b?.factor, 1.25 / 4, 1e-12, 'factor of b')
  near(found.together.factor, 0.65, 1e-12, 'all together')
  assert.equal(found.together.least, 0)
})

test('where the target is met, how much worse each may become', () => {
  const found = reverse({ model: 'a + b', inputs: [normal('a', 0, 3), normal('b', 0, 4)] }, { U: 13 })
  assert.equal(found.met, true)
  near(found.alone[0]?.required, Math.sqrt(6.5 ** 2 - 16), 1e-11, 'u(a)')
  near(found.together.factor, 1.3, 1e-12, 'all together')
})

test('density of a cylinder: the weighing needed for a density within 0.03 g/cm³ (suncal, reverse uncertainty)', () => {
  const data: ModelData = {
    model: 'rho = w/(12.870369*d^2*h)',
    inputs: [normal('w', 2 * 12.870369 * 0.25 ** 2 * 0.5, 0.01), normal('d', 0.25, 0.0005), normal('h', 0.5, 0.0005)], coverage: { k: 1 },
  }
  const required = reverse(data, { U: 0.03 }).alone[0]?.required
  // ρ = 2: (u_w/w)² = (0.03/2)² - (2·0.0005/0.25)² - (0.0005/0.5)².
  near(required, 0.8043980625 * Math.sqrt(0.015 ** 2 - 0.004 ** 2 - 0.001 ** 2), 1e-12, 'u(w)')
  const again = firstOrderOf(modelOf({ ...data, inputs: [normal('w', 0.8043980625, required ?? 0), ...data.inputs.slice(1)] }))
  assert.ok(again.ok)
  near(again.budgets[0]?.U, 0.03, 1e-11, 'U with it')
})

test('a correlated set is improved as one', () => {
  const data: ModelData = {
    model: 'a - b', inputs: [normal('a', 0, 1), normal('b', 0, 1)], correlations: [['a', 'b', 0.6]], coverage: { k: 1 },
  }
  // u² = f² + 1 - 1.2f for a alone: least at f = 0.6, where it is 0.64; together u² = 0.8f².
  const found = reverse(data, { U: 0.4, improve: ['a', 'b'] })
  near(found.together.factor, 0.4 / Math.sqrt(0.8), 1e-12, 'together')
  assert.equal(found.alone[0]?.required, undefined)
  near(found.alone[0]?.least, 0.8, 1e-14, 'U at the best u(a)')
  near(reverse(data, { U: 0.85 }).alone[0]?.required, 0.6 + Math.sqrt(0.36 - 1 + 0.85 ** 2), 1e-11, 'u(a)')
})

test('number of readings for a target, with the degrees of freedom they bring', () => {
  const readings = [9.98, 10.02, 10.01, 9.99, 10.03, 9.97]
  const s = Math.sqrt(0.0028 / 5)
  const data: ModelData = { model: 'x', inputs: [{ name: 'x', stated: { type: 'readings', readings } }], coverage: { p: 0.95 } }
  const found = reverse(data, { U: 0.02 })
  const [x] = found.readings
  // The first n with t(n - 1)·s/√n ≤ 0.02, counted up.
  let n = 2
  while (coverageFactor(0.95, n - 1) * s / Math.sqrt(n) > 0.02) n++
  assert.deepEqual([x?.now, x?.needed], [6, n])
  const pooled = reverse(
    { ...data, inputs: [{ name: 'x', stated: { type: 'readings', readings, pooled: { s: 0.03, dof: 50 } } }] }, { U: 0.02 },
  )
  assert.equal(pooled.readings[0]?.needed, Math.ceil((coverageFactor(0.95, 50) * 0.03 / 0.02) ** 2))
  // Beside something that readings cannot improve there may be no number.
  const beside = reverse({ ...data, model: 'x + c', inputs: [...data.inputs, normal('c', 0, 0.05)] }, { U: 0.02 })
  assert.deepEqual(beside.readings[0], { names: ['x'], now: 6 })
})

test('readings taken together are asked for together', () => {
  const data: ModelData = {
    model: 'a/b', coverage: { k: 2 },
    inputs: [
      { name: 'a', stated: { type: 'readings', readings: [1, 1.1, 0.9, 1.05], simultaneous: 'run' } },
      { name: 'b', stated: { type: 'readings', readings: [2, 2.1, 1.9, 2.2], simultaneous: 'run' } },
    ],
  }
  const now = firstOrderOf(modelOf(data))
  assert.ok(now.ok)
  const found = reverse(data, { U: (now.budgets[0]?.U ?? 0) / 2.999 })
  assert.deepEqual(found.readings, [{ names: ['a', 'b'], now: 4, needed: 36 }])
})

test('with the required u put in, U is the target: any model, any target that can be reached', () => {
  const u = fc.double({ min: 0.01, max: 2, noNaN: true })
  const shares = fc.double({ min: 0.2, max: 3, noNaN: true })
  fc.assert(fc.property(u, u, u, shares, fc.integer({ min: 2, max: 40 }), (ua, ub, uc, share, dof) => {
    const inputs = [normal('a', 2, ua, dof), normal('b', 3, ub), normal('c', 1, uc, 7)]
    const data: ModelData = { model: 'a*b + exp(c)', inputs, coverage: { p: 0.95, dof: 'as computed' } }
    const start = firstOrderOf(modelOf(data))
    assert.ok(start.ok)
    const target = (start.budgets[0]?.U ?? 0) * share
    const [a] = reverse(data, { U: target }).alone
    if (a?.required === undefined) return
    const again = firstOrderOf(modelOf({ ...data, inputs: [normal('a', 2, a.required, dof), ...inputs.slice(1)] }))
    assert.ok(again.ok)
    near(again.budgets[0]?.U, target, 1e-8 * target, 'U')
  }), { numRuns: 100 })
})

test('what cannot be asked is refused', () => {
  const one = modelOf({ model: 'a', inputs: [normal('a', 0, 1)] })
  const two = modelOf({ model: 'p = a; q = 2*a', inputs: [normal('a', 0, 1)] })
  const said = (found: ReturnType<typeof reverseBudget>) => (found.ok ? 'answered' : `${found.field}: ${found.message}`)
  assert.match(said(reverseBudget(one, { U: 0 })), /^U: /)
  assert.match(said(reverseBudget(one, { U: 1, improve: ['z'] })), /^improve: .*no input "z"/)
  assert.match(said(reverseBudget(two, { U: 1 })), /^result: name one of the results: p, q/)
  assert.match(said(reverseBudget(two, { U: 1, result: 'q' })), /answered/)
})
