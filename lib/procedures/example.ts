// The worked examples inside a procedure file: expands their readings and says where the computed result differs from what is expected.
// Pure. They run as tests, and again wherever a procedure is approved or an installation validated.

import { compute } from './compute.ts'
import type { Computed } from './compute.ts'
import type { ComputedValue } from './evaluate.ts'
import { planOf } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Procedure } from './read.ts'
import type { ExampleFile } from './schema.ts'

export type ExampleResult = { id: string; computed: Computed; differences: string[] }

export function runExamples(procedure: Procedure): ExampleResult[] {
  return (procedure.file.examples ?? []).map((example) => runExample(procedure, example))
}

export function runExample(procedure: Procedure, example: ExampleFile): ExampleResult {
  const expanded = expandReadings(planOf(procedure, example.parameters), example.readings)
  const computed = compute(procedure, example.parameters, expanded.readings)
  return { id: example.id, computed, differences: [...expanded.differences, ...differences(example, computed)] }
}

/**
 * A key names one cell, or a row of cells: `step.*.name` is that cell at every point (and repetition) in the order of the plan,
 * `step.point.*` all cells of a point, `step.*` all cells of a step.
 */
export function expandReadings(plan: Plan, given: ExampleFile['readings']): { readings: Record<string, string>; differences: string[] } {
  const cells = plan.steps.flatMap(
    (step) => step.points.flatMap((point) => point.cells.map((cell) => ({ step: step.id, point: point.id, name: cell.name, id: cell.id })))
  )
  const readings: Record<string, string> = Object.create(null)
  const problems: string[] = []
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'string') {
      readings[key] = value
      continue
    }
    const [step, point, name] = key.split('.')
    const fitting = cells.filter(
      (cell) => cell.step === step && (point === '*' || cell.point === point) && (name === undefined || name === '*' || cell.name === name)
    )
    if (fitting.length !== value.length) problems.push(`${key} has ${value.length} readings for ${fitting.length} cells`)
    for (const [index, cell] of fitting.entries()) readings[cell.id] = value[index] ?? ''
  }
  return { readings, differences: problems }
}

function differences(example: ExampleFile, computed: Computed): string[] {
  const found: string[] = []
  const { verdict, failing, values, problems } = example.expect
  if (computed.conclusion.verdict !== verdict) found.push(`verdict is ${computed.conclusion.verdict}, expected ${verdict}`)
  if (failing !== undefined && failing.join() !== computed.conclusion.failing.join()) found.push(
    `failing: ${computed.conclusion.failing.join(', ')}`
  )
  const known = valuesOf(computed)
  for (const [id, text] of Object.entries(values ?? {})) {
    const value = known.get(id)
    const shown = value === undefined ? 'no such value' : value.state === 'known' ? value.text : value.state
    if (shown !== text) found.push(`${id} is ${shown}, expected ${text}`)
  }
  const refused = computed.problems.map(({ path }) => path)
  if (problems !== undefined && problems.join() !== refused.join()) found.push(`problems at ${refused.join(', ')}`)
  if (problems === undefined && refused.length > 0) found.push(
    `unexpected problems: ${computed.problems.map(({ path, en }) => `${path} ${en}`).join('; ')}`
  )
  return found
}

/** Every computed value by "<step>.<point>.<symbol>", "<step>.<point>.<symbol>.<repetition>" or "<step>.<symbol>". */
export function valuesOf(computed: Computed): Map<string, ComputedValue> {
  const values = new Map<string, ComputedValue>()
  for (const point of computed.points) {
    for (const value of [...point.values, ...(point.mpe ? [point.mpe] : [])]) values.set(`${point.id}.${value.symbol}`, value)
    for (const [index, repetition] of point.repetitions.entries()) {
      for (const value of repetition) values.set(`${point.id}.${value.symbol}.${index + 1}`, value)
    }
  }
  for (const step of computed.steps) for (const value of step.values) values.set(`${step.id}.${value.symbol}`, value)
  return values
}
