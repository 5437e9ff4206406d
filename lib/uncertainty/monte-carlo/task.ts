// A measurement model that has been read (model.ts) as a task for Monte Carlo. Pure.

import type { MeasurementModel } from '../model.ts'
import { refuse, type Refusal } from '../refusal.ts'
import type { Copula } from './draws.ts'
import type { Task } from './prepare.ts'

/** The same formulas, inputs, correlations and results. Results that equations define are refused: no equation is solved in each trial. */
export function taskOf(model: MeasurementModel, copula?: Copula): { readonly ok: true; readonly task: Task } | Refusal {
  if (model.equations !== undefined) {
    return refuse(
      'implicit', '蒙特卡洛法尚不支持由方程定义的结果：请写出显式公式，或采用一阶法',
      'Monte Carlo does not solve equations: write the results as formulas, or use first order',
    )
  }
  const { assignments, program, inputs, correlations, results, prepared } = model
  const units = new Map(prepared.model.outputs.map(({ name, unit }) => [name, unit]))
  // A unit that differs from the formula's own without having been converted to is a label (see ModelData.unit).
  const labels = new Map([...units].filter(([name, unit]) => program.outputs.find((one) => one.name === name)?.unit !== unit))
  const converted = new Map([...units].filter(([name]) => !labels.has(name)))
  return { ok: true, task: { model: assignments, inputs, correlations, copula, results, labels, units: converted } }
}
