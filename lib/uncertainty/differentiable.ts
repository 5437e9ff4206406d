// What propagation needs of a model, whatever its form: values at the estimates, and exact gradients by the inputs.
// Pure but for buffers of its own, which the next evaluation overwrites: one for each thread.

import { backward, derivativeWorkspace } from './derivative.ts'
import { run, type Program } from './program.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'

export type Evaluated = { readonly ok: true; readonly values: Float64Array; readonly gradients: readonly Float64Array[] }

export type Differentiable = {
  readonly outputs: readonly { readonly name: string; readonly unit: Unit }[]
  /** Values of the outputs and, for each, its derivatives by the inputs in order; all finite. */
  readonly evaluate: (estimates: Float64Array) => Evaluated | Refusal
}

/** A program as it is, or those of its outputs that are named. */
export function ofProgram(program: Program, results: readonly number[] = program.outputs.map((_, i) => i)): Differentiable | Refusal {
  if (program.stepped) {
    return refuse('model', 'round 和 floor 没有导数：模型中不要修约', 'round and floor have no derivative: leave rounding out of the model')
  }
  const workspace = derivativeWorkspace(program)
  const values = new Float64Array(results.length)
  const gradients = results.map(() => new Float64Array(program.inputCount))
  const outputs = results.flatMap((o) => program.outputs[o] ?? [])
  const names = program.inputs.map(({ name }) => name)
  const evaluated: Evaluated = { ok: true, values, gradients }
  return {
    outputs,
    evaluate(estimates) {
      run(program, estimates, workspace.slots)
      for (const [i, gradient] of gradients.entries()) {
        values[i] = backward(program, results[i] ?? 0, workspace, gradient)
        const undefinedIn = unlikely(values[i] ?? Number.NaN, gradient)
        if (undefinedIn !== undefined) return notFinite(outputs[i]?.name ?? 'y', names[undefinedIn])
      }
      return evaluated
    },
  }
}

/** -1 where the value is not finite, the place of a derivative that is not, or nothing. */
function unlikely(value: number, gradient: Float64Array): number | undefined {
  if (!Number.isFinite(value)) return -1
  for (let i = 0; i < gradient.length; i++) if (!Number.isFinite(gradient[i] ?? 0)) return i
  return undefined
}

export function notFinite(output: string, input: string | undefined): Refusal {
  if (input === undefined) {
    return refuse(output, `“${output}”在这些估计值处没有有限的值`, `"${output}" has no finite value at these estimates`)
  }
  return refuse(
    output, `“${output}”在这些估计值处对“${input}”没有有限的导数`,
    `"${output}" has no finite derivative by "${input}" at these estimates`,
  )
}
