// Derivatives up to the third along a straight line, by truncated Taylor series carried through a program.
// Pure. Source: Griewank and Walther, Evaluating Derivatives (2008), 13.2 (recurrences of table 13.1 and 13.2).
// Absent: round and floor (`program.stepped`); at the kink of abs, min, max one side is taken.

import { computeRarer, OP, run, workspaceOf, type Program } from './program.ts'

/** Coefficients c₀ to c₃ of f(x + t·d): derivatives along d are c₁, 2c₂, 6c₃. */
export type Series = readonly [number, number, number, number]

/** Value and first to third derivative of f(x + t·d) at t = 0, for each output. */
export type Along = { readonly value: number; readonly first: number; readonly second: number; readonly third: number }

/** The outputs of a program along a line through `point` in `direction`, both in the order of the inputs. */
export function along(program: Program, point: ArrayLike<number>, direction: ArrayLike<number>): readonly Along[] {
  const slots = workspaceOf(program)
  run(program, point, slots)
  const { operations, a, b, c, inputCount, constants } = program
  const base = inputCount + constants.length
  const series: Series[] = Array.from(slots, (value, i) => [value, i < inputCount ? (direction[i] ?? 0) : 0, 0, 0])
  const at = (slot: number | undefined): Series => series[slot ?? 0] ?? ZERO
  for (let i = 0; i < operations.length; i++) {
    const [first, second] = [at(a[i]), at(b[i])]
    series[base + i] = operations[i] === OP.choose ? (first[0] !== 0 ? second : at(c[i])) : compute(operations[i] ?? 0, first, second)
  }
  return program.outputs.map(({ slot }) => {
    const [value, first, second, third] = at(slot)
    return { value, first, second: 2 * second, third: 6 * third }
  })
}

const ZERO: Series = [0, 0, 0, 0]
const constant = (value: number): Series => [value, 0, 0, 0]

function compute(operation: number, x: Series, y: Series): Series {
  switch (operation) {
    case OP.add: return sum(x, y, 1)
    case OP.sub: return sum(x, y, -1)
    case OP.mul: return product(x, y)
    case OP.div: return quotient(x, y)
    case OP.neg: return sum(ZERO, x, -1)
    case OP.powConstant: return power(x, y[0])
    case OP.pow: return y[1] === 0 && y[2] === 0 && y[3] === 0 ? power(x, y[0]) : exponential(product(y, logarithm(x)))
    case OP.sqrt: return root(x)
    case OP.exp: return exponential(x)
    case OP.ln: return logarithm(x)
    case OP.log10: return sum(ZERO, logarithm(x), 1 / Math.LN10)
    case OP.abs: return x[0] < 0 ? sum(ZERO, x, -1) : x
    case OP.min: return x[0] <= y[0] ? x : y
    case OP.max: return x[0] >= y[0] ? x : y
    default: return angular(operation, x, y)
  }
}

function angular(operation: number, x: Series, y: Series): Series {
  const square = () => product(x, x)
  switch (operation) {
    case OP.sin: return circle(x)[0]
    case OP.cos: return circle(x)[1]
    case OP.tan: {
      const [sine, cosine] = circle(x)
      return quotient(sine, cosine)
    }
    case OP.asin: return integral(Math.asin(x[0]), quotient(slope(x), root(sum(constant(1), square(), -1))))
    case OP.acos: return integral(Math.acos(x[0]), quotient(sum(ZERO, slope(x), -1), root(sum(constant(1), square(), -1))))
    case OP.atan: return integral(Math.atan(x[0]), quotient(slope(x), sum(constant(1), square(), 1)))
    // x is the ordinate here: z' = (c·s' - s·c')/(c² + s²).
    case OP.atan2: return integral(
      Math.atan2(x[0], y[0]),
      quotient(sum(product(y, slope(x)), product(x, slope(y)), -1), sum(product(y, y), square(), 1)),
    )
    case OP.round: case OP.floor: return constant(Number.NaN)
    // Conditions change nowhere but at their edge.
    default: return constant(computeRarer(operation, x[0], y[0]))
  }
}

function sum(x: Series, y: Series, factor: number): Series {
  return [x[0] + factor * y[0], x[1] + factor * y[1], x[2] + factor * y[2], x[3] + factor * y[3]]
}

function product(x: Series, y: Series): Series {
  return [
    x[0] * y[0], x[0] * y[1] + x[1] * y[0], x[0] * y[2] + x[1] * y[1] + x[2] * y[0],
    x[0] * y[3] + x[1] * y[2] + x[2] * y[1] + x[3] * y[0],
  ]
}

function quotient(x: Series, y: Series): Series {
  const z0 = x[0] / y[0]
  const z1 = (x[1] - y[1] * z0) / y[0]
  const z2 = (x[2] - y[1] * z1 - y[2] * z0) / y[0]
  return [z0, z1, z2, (x[3] - y[1] * z2 - y[2] * z1 - y[3] * z0) / y[0]]
}

function root(x: Series): Series {
  const z0 = Math.sqrt(x[0])
  const z1 = x[1] / (2 * z0)
  const z2 = (x[2] - z1 * z1) / (2 * z0)
  return [z0, z1, z2, (x[3] - 2 * z1 * z2) / (2 * z0)]
}

function exponential(x: Series): Series {
  const z0 = Math.exp(x[0])
  const z1 = x[1] * z0
  const z2 = x[2] * z0 + (x[1] * z1) / 2
  return [z0, z1, z2, x[3] * z0 + (2 * x[2] * z1 + x[1] * z2) / 3]
}

function logarithm(x: Series): Series {
  const z1 = x[1] / x[0]
  const z2 = (x[2] - (z1 * x[1]) / 2) / x[0]
  return [Math.log(x[0]), z1, z2, (x[3] - (z1 * x[2] + 2 * z2 * x[1]) / 3) / x[0]]
}

/** Whole powers by multiplication, which holds at zero too. */
function power(x: Series, exponent: number): Series {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) {
    let result = constant(1)
    for (let i = 0; i < Math.abs(exponent); i++) result = product(result, x)
    return exponent < 0 ? quotient(constant(1), result) : result
  }
  const z0 = Math.pow(x[0], exponent)
  const z1 = (exponent * x[1] * z0) / x[0]
  const z2 = ((exponent - 1) * x[1] * z1 + 2 * exponent * x[2] * z0) / (2 * x[0])
  const z3 = ((exponent - 2) * x[1] * z2 + (2 * exponent - 1) * x[2] * z1 + 3 * exponent * x[3] * z0) / (3 * x[0])
  return [z0, z1, z2, z3]
}

/** Sine and cosine. */
function circle(x: Series): [Series, Series] {
  const [s0, c0] = [Math.sin(x[0]), Math.cos(x[0])]
  const [s1, c1] = [x[1] * c0, -x[1] * s0]
  const [s2, c2] = [x[2] * c0 + (x[1] * c1) / 2, -x[2] * s0 - (x[1] * s1) / 2]
  const s3 = x[3] * c0 + (2 * x[2] * c1 + x[1] * c2) / 3
  const c3 = -x[3] * s0 - (2 * x[2] * s1 + x[1] * s2) / 3
  return [[s0, s1, s2, s3], [c0, c1, c2, c3]]
}

/** The series of the derivative; its last coefficient is not known and not used by `integral`. */
function slope(x: Series): Series {
  return [x[1], 2 * x[2], 3 * x[3], 0]
}

function integral(value: number, derivative: Series): Series {
  return [value, derivative[0], derivative[1] / 2, derivative[2] / 3]
}
