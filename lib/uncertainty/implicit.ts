// Results that equations define: F(y, x) = 0, one equation for each unknown (JCGM 102:2011, 6.3; GUM 4.1.2 lets f be such a rule).
// Newton's method from the start values given, sensitivities -J_y⁻¹ J_x by exact derivatives. Results of a model in y and x follow by the
// chain rule. Pure but for buffers of its own. Absent: second order through equations, more equations than unknowns (fits/).

import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import { backward, derivativeWorkspace, type Workspace } from './derivative.ts'
import { notFinite, type Differentiable, type Evaluated } from './differentiable.ts'
import { multiply, solve } from './linear.ts'
import { run, type Program } from './program.ts'
import { refuse, type Refusal } from './refusal.ts'

export type Unknown = { readonly name: string; readonly unit: Unit; readonly start: number }

/** Equations whose outputs become zero, on the inputs x in order and then the unknowns. */
export type Equations = { readonly program: Program; readonly unknowns: readonly Unknown[] }

const MOST_STEPS = 100

/** The unknowns at these inputs, or why there are none. `from` begins the search where not at the start values. */
export function solveEquations(
  { program, unknowns }: Equations, inputs: ArrayLike<number>, from: readonly number[] = unknowns.map(({ start }) => start),
): { readonly ok: true; readonly y: readonly number[] } | Refusal {
  const workspace = derivativeWorkspace(program)
  const jacobians = new Jacobians(program, unknowns.length, workspace)
  let y = [...from]
  let residuals = jacobians.at(inputs, y)
  for (let step = 0; step < MOST_STEPS; step++) {
    const size = Math.hypot(...residuals)
    if (size === 0) return { ok: true, y }
    const moves = Number.isFinite(size) ? solve(jacobians.byUnknowns(), residuals.map((f) => [-f])) : undefined
    if (moves === undefined) return noRoot(unknowns)
    // Halve the step until the residuals shrink; at the root rounding stops them.
    let share = 1
    let next = y
    let found = residuals
    for (; share > 1e-9; share /= 2) {
      next = y.map((one, i) => one + share * (moves[i]?.[0] ?? 0))
      found = jacobians.at(inputs, next)
      if (Math.hypot(...found) < size || next.every((one, i) => Math.abs(one - (y[i] ?? 0)) <= 4e-16 * Math.abs(one))) break
    }
    const settled = next.every((one, i) => Math.abs(one - (y[i] ?? 0)) <= 1e-15 * Math.abs(one))
    if (share <= 1e-9) return noRoot(unknowns)
    y = next
    residuals = found
    if (settled) return { ok: true, y }
  }
  return noRoot(unknowns)
}

function noRoot(unknowns: readonly Unknown[]): Refusal {
  const names = unknowns.map(({ name }) => name)
  return refuse(
    'implicit', `从给定的初值出发，方程组没有求得 ${names.join('、')} 的解`,
    `the equations have no solution for ${names.join(', ')} found from these start values`,
  )
}

/** Residuals, and their derivatives at the last point asked for. */
class Jacobians {
  readonly program: Program
  readonly count: number
  readonly workspace: Workspace
  readonly point: Float64Array
  readonly gradient: Float64Array

  constructor(program: Program, count: number, workspace: Workspace) {
    this.program = program
    this.count = count
    this.workspace = workspace
    this.point = new Float64Array(program.inputCount)
    this.gradient = new Float64Array(program.inputCount)
  }

  at(inputs: ArrayLike<number>, y: readonly number[]): number[] {
    const known = this.point.length - this.count
    for (let i = 0; i < known; i++) this.point[i] = inputs[i] ?? Number.NaN
    for (const [i, one] of y.entries()) this.point[known + i] = one
    run(this.program, this.point, this.workspace.slots)
    return this.program.outputs.map(({ slot }) => this.workspace.slots[slot] ?? Number.NaN)
  }

  rows(from: number, to: number): number[][] {
    return this.program.outputs.map((_, o) => {
      backward(this.program, o, this.workspace, this.gradient)
      return [...this.gradient.subarray(from, to)]
    })
  }

  byUnknowns(): number[][] {
    return this.rows(this.point.length - this.count, this.point.length)
  }

  byInputs(): number[][] {
    return this.rows(0, this.point.length - this.count)
  }
}

/** The unknowns as results, and after them the outputs of a program on x and y, if there is one. */
export function ofEquations(equations: Equations, rest?: Program): Differentiable {
  const { program, unknowns } = equations
  const jacobians = new Jacobians(program, unknowns.length, derivativeWorkspace(program))
  const chained = rest === undefined ? undefined : new Jacobians(rest, unknowns.length, derivativeWorkspace(rest))
  const outputs = [...unknowns.map(({ name, unit }) => ({ name, unit })), ...(rest?.outputs ?? [])]
  return {
    outputs,
    evaluate(estimates): Evaluated | Refusal {
      const root = solveEquations(equations, estimates)
      if (!root.ok) return root
      jacobians.at(estimates, root.y)
      const slopes = solve(jacobians.byUnknowns(), jacobians.byInputs().map((row) => row.map((one) => -one)))
      if (slopes === undefined) return noRoot(unknowns)
      const rows = [...slopes]
      const values = [...root.y]
      if (chained !== undefined) {
        values.push(...chained.at(estimates, root.y))
        const through = multiply(chained.byUnknowns(), slopes)
        rows.push(...chained.byInputs().map((row, o) => row.map((one, i) => one + (through[o]?.[i] ?? 0))))
      }
      const wrong = values.findIndex((value, o) => !Number.isFinite(value) || rows[o]?.every(Number.isFinite) !== true)
      if (wrong !== -1) return notFinite(outputs[wrong]?.name ?? 'y', undefined)
      return { ok: true, values: Float64Array.from(values), gradients: rows.map((row) => Float64Array.from(row)) }
    },
  }
}
