import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forward } from './derivative.ts'
import { readModel, type InputData, type ModelData } from './model.ts'
import { parse } from './parse.ts'
import { compile, type Program } from './program.ts'
import { secondOrderOf, type SecondOrder } from './second-order.ts'
import { along } from './taylor.ts'
import { accepted, modelOf, near } from './testing.ts'

function program(text: string): Program {
  const parsed = parse(text)
  assert.ok(parsed.ok, text)
  const compiled = compile([{ name: 'f', expression: parsed.ast, place: parsed.ast.place }], [{ name: 'x' }, { name: 'y' }])
  assert.ok(compiled.ok, compiled.ok ? '' : compiled.message)
  return compiled.program
}

test('derivatives to the third are those of the calculus book', () => {
  // f(x) and f', f'', f''' at x = 0.7, y = 0.3 along x.
  const [x, y] = [0.7, 0.3]
  const [s, c, e, t] = [Math.sin(x), Math.cos(x), Math.exp(x), Math.tan(x)]
  const q = 1 - x * x
  const cases: [string, number, number, number][] = [
    ['x^3', 3 * x ** 2, 6 * x, 6], ['1/x', -(x ** -2), 2 * x ** -3, -6 * x ** -4], ['exp(x)', e, e, e],
    ['ln(x)', 1 / x, -(x ** -2), 2 * x ** -3],
    ['sqrt(x)', 0.5 * x ** -0.5, -0.25 * x ** -1.5, 0.375 * x ** -2.5], ['x^2.5', 2.5 * x ** 1.5, 3.75 * x ** 0.5, 1.875 * x ** -0.5],
    ['sin(x)', c, -s, -c], ['cos(x)', -s, -c, s], ['tan(x)', 1 + t * t, 2 * t * (1 + t * t), 2 * (1 + t * t) * (1 + 3 * t * t)],
    ['asin(x)', q ** -0.5, x * q ** -1.5, q ** -1.5 + 3 * x * x * q ** -2.5],
    ['acos(x)', -(q ** -0.5), -x * q ** -1.5, -(q ** -1.5) - 3 * x * x * q ** -2.5],
    ['atan(x)', 1 / (1 + x * x), (-2 * x) / (1 + x * x) ** 2, (6 * x * x - 2) / (1 + x * x) ** 3],
    ['log10(x)', 1 / (x * Math.LN10), -1 / (x * x * Math.LN10), 2 / (x ** 3 * Math.LN10)],
    ['y^x', y ** x * Math.log(y), y ** x * Math.log(y) ** 2, y ** x * Math.log(y) ** 3], ['x*x*y', 2 * x * y, 2 * y, 0],
    ['if(x < 1, x^2, x)', 2 * x, 2, 0], ['max(x^2, y)', 2 * x, 2, 0], ['abs(-x^2)', 2 * x, 2, 0], ['min(x, 5)', 1, 0, 0],
  ]
  for (const [text, first, second, third] of cases) {
    const [found] = along(program(text), [x, y], [1, 0])
    near(found?.first, first, 1e-13 * Math.max(1, Math.abs(first)), `${text} ′`)
    near(found?.second, second, 1e-13 * Math.max(1, Math.abs(second)), `${text} ″`)
    near(found?.third, third, 1e-12 * Math.max(1, Math.abs(third)), `${text} ‴`)
  }
  // Whole powers at zero, and the direction of a point on a circle.
  near(along(program('x^2'), [0, 0], [1, 0])[0]?.second, 2, 0, 'x² at 0')
  const turn = along(program('atan2(y, x)'), [1, 0], [0, 1])[0]
  near(turn?.first, 1, 1e-15, 'turn ′')
  near(turn?.third, -2, 1e-15, 'turn ‴')
})

test('first derivatives along a line are those of the dual numbers', () => {
  const texts = ['x*y/(1+x^2)', 'sqrt(x)*exp(-y)', 'atan2(x, 1+y)*ln(x)', 'tan(x/4)^y', 'asin(x/5)*acos(y/5)', 'x^y']
  const value = fc.double({ min: 0.1, max: 3, noNaN: true })
  for (const text of texts) {
    const compiled = program(text)
    fc.assert(fc.property(value, value, value, value, (x, y, dx, dy) => {
      const [dual] = forward(compiled, [x, y], [dx, dy])
      near(along(compiled, [x, y], [dx, dy])[0]?.first, dual?.derivative ?? Number.NaN, 1e-12 * (1 + Math.abs(dual?.derivative ?? 0)), text)
      // A step along the line: the series to the third order leaves a rest of the fourth.
      const [here] = along(compiled, [x, y], [dx, dy])
      const h = 1e-3
      const [there] = forward(compiled, [x + h * dx, y + h * dy], [0, 0])
      const series = (here?.value ?? 0) + h * (here?.first ?? 0) + (h * h * (here?.second ?? 0)) / 2 + (h ** 3 * (here?.third ?? 0)) / 6
      near(there?.value, series, 1e-6 * (1 + Math.abs(series)), `${text} by its series`)
    }), { numRuns: 100 })
  }
})

function second(data: ModelData): SecondOrder {
  const [only] = accepted(secondOrderOf(modelOf(data))).results
  assert.ok(only)
  return only
}

test('GUM H.1.7: second-order terms bring the end gauge from 32 nm to 34 nm', () => {
  const rectangular = (name: string, estimate: number, halfWidth: number): InputData => {
    return { name, estimate, stated: { type: 'rectangular', halfWidth } }
  }
  const normal = (name: string, estimate: number, u: number): InputData => ({ name, estimate, stated: { type: 'normal', u } })
  const l = second({
    model: 'l = ls + d - ls*(da*(theta + Delta) + as*dt)',
    inputs: [
      normal('ls', 50_000_623, 25), normal('d', 215, 9.7), rectangular('as', 11.5e-6, 2e-6), rectangular('da', 0, 1e-6),
      normal('theta', -0.1, 0.2),
      { name: 'Delta', estimate: 0, stated: { type: 'u_shaped', halfWidth: 0.5 } }, rectangular('dt', 0, 0.05),
    ],
    unit: 'nm',
  })
  near(l.uFirst, 32, 0.5, 'u of first order (H.1.4)')
  near(l.u, 34, 0.5, 'u with second order (H.1.7)')
  // H.1.7 prints 11.7 nm for δα·θ and 1.7 nm for α·δθ: θ is (theta + Delta) with u = 0.41 °C.
  const of = (a: string, b: string) => l.pairs.find(({ names }) => names.includes(a) && names.includes(b))?.variance ?? 0
  near(Math.sqrt(of('da', 'theta') + of('da', 'Delta')), 11.7, 0.1, 'δα·θ')
  near(Math.sqrt(of('as', 'dt')), 1.7, 0.05, 'α·δθ')
})

test('a quadratic of normal quantities is exact, correlated or not', () => {
  // Mean 2u², variance 4u²x² + 4u⁴(1 + r²) of x₁² + x₂² (JCGM 101, 9.4).
  for (const [x, r] of [[0, 0], [0.01, 0], [0.05, 0.9], [0.01, -0.5]] as const) {
    const u = 0.005
    const y = second({
      model: 'y = a^2 + b^2',
      inputs: [{ name: 'a', estimate: x, stated: { type: 'normal', u } }, { name: 'b', estimate: 0, stated: { type: 'normal', u } }],
      correlations: [['a', 'b', r]],
    })
    near(y.bias, 2 * u * u, 1e-18, 'bias')
    near(y.u, Math.sqrt(4 * u * u * x * x + 4 * u ** 4 * (1 + r * r)), 1e-16, `u at ${x}, r ${r}`)
  }
})

test('third derivatives take part: x³ of a normal x', () => {
  // GUM 5.1.2 note: f'² + ½f''²u² + f'f'''u² times u² = 9x⁴ + 18x²u² + 18x²u², times u².
  const [x, u] = [2, 0.1]
  const y = second({ model: 'x^3', inputs: [{ name: 'x', estimate: x, stated: { type: 'normal', u } }] })
  near(y.u, Math.sqrt((9 * x ** 4 + 36 * x * x * u * u) * u * u), 1e-13, 'u')
  near(y.bias, 3 * x * u * u, 1e-15, 'bias')
})

test('one influence behind two inputs, and what second order cannot do', () => {
  const standard = { type: 'normal', u: 0.1 } as const
  const y = second({
    model: 'a*b',
    inputs: [{ name: 'a', estimate: 0, stated: standard, identity: 's' }, { name: 'b', estimate: 0, stated: standard, identity: 's' }],
  })
  // The square of one quantity: variance 2u⁴, not u⁴.
  near(y.u, Math.SQRT2 * 0.01, 1e-17, 'u')
  const implicit = readModel({
    implicit: { equations: ['y = x'], unknowns: [{ name: 'y', start: 1 }] }, inputs: [{ name: 'x', estimate: 1, stated: standard }],
  })
  assert.ok(implicit.ok)
  const refused = secondOrderOf(implicit.model)
  assert.ok(!refused.ok && /Monte Carlo/.test(refused.message))
  const steep = readModel({ model: 'sin(40*x)', inputs: [{ name: 'x', estimate: 0, stated: standard }] })
  assert.ok(steep.ok)
  const wild = secondOrderOf(steep.model)
  assert.ok(!wild.ok && /too curved/.test(wild.message))
})
