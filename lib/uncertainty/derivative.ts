// Exact derivatives of a program by automatic differentiation: one backward sweep gives the whole gradient, one forward sweep a direction.
// No differences of function values anywhere. Source of the rules: the chain rule; Griewank and Walther, Evaluating Derivatives (2008),
// 3.1 and 3.2.
// Absent: round and floor, which have none (`program.stepped`), and second derivatives.

import { OP, run, workspaceOf, type Program } from './program.ts'

/** Buffers of one program, made once and used from run to run. */
export type Workspace = { readonly slots: Float64Array; readonly adjoints: Float64Array; readonly partials: Float64Array }

export function derivativeWorkspace(program: Program): Workspace {
  const slots = workspaceOf(program)
  return { slots, adjoints: new Float64Array(slots.length), partials: new Float64Array(2) }
}

/**
 * Value of one output, and its derivative by each input into `gradient` (length inputCount). The program must have been run in this
 * workspace.
 */
export function backward(program: Program, output: number, workspace: Workspace, gradient: Float64Array): number {
  const { slots, adjoints, partials } = workspace
  const { operations, a, b, c, inputCount, constants } = program
  const base = inputCount + constants.length
  const slot = program.outputs[output]?.slot ?? 0
  adjoints.fill(0)
  adjoints[slot] = 1
  for (let i = slot - base; i >= 0; i--) {
    const weight = adjoints[base + i] ?? 0
    if (weight === 0) continue
    const [first, second, operation] = [a[i] ?? 0, b[i] ?? 0, operations[i] ?? 0]
    if (operation === OP.choose) {
      const chosen = slots[first] !== 0 ? second : (c[i] ?? 0)
      adjoints[chosen] = (adjoints[chosen] ?? 0) + weight
      continue
    }
    partialsOf(operation, slots[first] ?? 0, slots[second] ?? 0, slots[base + i] ?? 0, partials)
    const [left = 0, right = 0] = partials
    if (left !== 0) adjoints[first] = (adjoints[first] ?? 0) + weight * left
    if (right !== 0) adjoints[second] = (adjoints[second] ?? 0) + weight * right
  }
  for (let i = 0; i < inputCount; i++) gradient[i] = adjoints[i] ?? 0
  return slots[slot] ?? Number.NaN
}

/** Value and gradient of one output at the given inputs. */
export function gradient(program: Program, inputs: ArrayLike<number>, output = 0): { value: number; gradient: Float64Array } {
  const workspace = derivativeWorkspace(program)
  const result = new Float64Array(program.inputCount)
  run(program, inputs, workspace.slots)
  return { value: backward(program, output, workspace, result), gradient: result }
}

/** Values and directional derivatives of all outputs along `direction`, by dual numbers value + derivative·ε (ε² = 0). */
export function forward(
  program: Program, inputs: ArrayLike<number>, direction: ArrayLike<number>,
): readonly { value: number; derivative: number }[] {
  const { slots, adjoints: tangents, partials } = derivativeWorkspace(program)
  run(program, inputs, slots)
  const { operations, a, b, c, inputCount, constants } = program
  const base = inputCount + constants.length
  for (let i = 0; i < inputCount; i++) tangents[i] = direction[i] ?? 0
  for (let i = 0; i < operations.length; i++) {
    const [first, second, operation] = [a[i] ?? 0, b[i] ?? 0, operations[i] ?? 0]
    if (operation === OP.choose) {
      tangents[base + i] = tangents[slots[first] !== 0 ? second : (c[i] ?? 0)] ?? 0
      continue
    }
    partialsOf(operation, slots[first] ?? 0, slots[second] ?? 0, slots[base + i] ?? 0, partials)
    const [left = 0, right = 0] = partials
    tangents[base + i] = (left === 0 ? 0 : left * (tangents[first] ?? 0)) + (right === 0 ? 0 : right * (tangents[second] ?? 0))
  }
  return program.outputs.map(({ slot }) => ({ value: slots[slot] ?? Number.NaN, derivative: tangents[slot] ?? Number.NaN }))
}

/** ∂z/∂x and ∂z/∂y of z = operation(x, y) into `out`. Conditions have none; at the kink of abs, min, max one side is taken. */
function partialsOf(operation: number, x: number, y: number, z: number, out: Float64Array): void {
  let [left, right] = [0, 0]
  switch (operation) {
    case OP.add: left = 1; right = 1; break
    case OP.sub: left = 1; right = -1; break
    case OP.mul: left = y; right = x; break
    case OP.div: left = 1 / y; right = -z / y; break
    case OP.neg: left = -1; break
    case OP.powConstant: left = y === 0 ? 0 : y === 2 ? 2 * x : y * Math.pow(x, y - 1); break
    case OP.pow: left = y === 0 ? 0 : y * Math.pow(x, y - 1); right = z === 0 ? 0 : z * Math.log(x); break
    case OP.sqrt: left = 0.5 / z; break
    case OP.exp: left = z; break
    case OP.ln: left = 1 / x; break
    case OP.sin: left = Math.cos(x); break
    case OP.cos: left = -Math.sin(x); break
    case OP.min: left = x <= y ? 1 : 0; right = 1 - left; break
    case OP.max: left = x >= y ? 1 : 0; right = 1 - left; break
    default: left = rarerPartial(operation, x, y, z); right = operation === OP.atan2 ? -x / (x * x + y * y) : 0
  }
  out[0] = left
  out[1] = right
}

function rarerPartial(operation: number, x: number, y: number, z: number): number {
  switch (operation) {
    case OP.abs: return Math.sign(x)
    case OP.log10: return 1 / (x * Math.LN10)
    case OP.tan: return 1 + z * z
    case OP.asin: return 1 / Math.sqrt(1 - x * x)
    case OP.acos: return -1 / Math.sqrt(1 - x * x)
    case OP.atan: return 1 / (1 + x * x)
    case OP.atan2: return y / (x * x + y * y)
    case OP.round: case OP.floor: return Number.NaN
    default: return 0
  }
}
