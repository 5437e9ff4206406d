// From raw readings to values, limits, verdicts and the conclusion, exactly, rounding once, with the trace of every number.
// Deterministic and pure: the same procedure bytes, parameters and readings give the same result byte for byte (canonicalResult).
// Absent: who measured, with what, when; and whether the procedure was adopted (concludeUnder).

import { canonicalJson } from '@duheng/rules/rule.ts'
import { exactArray } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import { conclude } from './conclusion.ts'
import type { Conclusion } from './conclusion.ts'
import { computeValue, evaluate } from './evaluate.ts'
import type { ComputedValue, Names, Result } from './evaluate.ts'
import { judge } from './judge.ts'
import type { Check, ToJudge, Verdict } from './judge.ts'
import { conditionHolds, unitFor } from './parameters.ts'
import type { Finding, Instrument, ParameterValues } from './parameters.ts'
import { prepare } from './plan.ts'
import type { Plan, PlannedPoint, PlannedStep } from './plan.ts'
import type { Procedure } from './read.ts'
import { sourceOf } from './read.ts'
import { outside } from './bound.ts'
import { checkCell, readCell, whereOf } from './readings.ts'
import type { CellRead, CellState, Readings } from './readings.ts'
import type { StepFile, ValueFile } from './schema.ts'

export type ComputedPoint = {
  /** "<step>.<point>" */
  id: string
  step: string
  repetitions: ComputedValue[][]
  values: ComputedValue[]
  mpe?: ComputedValue
  /** Absent where nothing is judged at the point. */
  verdict?: Verdict
}
export type ComputedStep = { id: string; values: ComputedValue[] }

export type Computed = {
  plan: Plan
  cells: CellState[]
  points: ComputedPoint[]
  steps: ComputedStep[]
  checks: Check[]
  conclusion: Conclusion
  problems: Finding[]
}

export function compute(procedure: Procedure, parameters: ParameterValues, readings: Readings): Computed {
  const prepared = prepare(procedure, parameters)
  const { plan, instrument } = prepared
  if (instrument === undefined) {
    const conclusion = conclude(procedure, [], [], plan.problems)
    return { plan, cells: [], points: [], steps: [], checks: [], conclusion, problems: plan.problems }
  }
  const run = new Run(procedure, instrument, prepared.points, new Map(Object.entries(readings)), [...plan.problems])
  for (const step of plan.steps) run.step(step)
  const strange = Object.keys(readings).filter((id) => !run.cells.has(id)).toSorted().slice(0, 20)
  for (const id of strange) {
    run.problems.push({
      path: id.slice(0, 120),
      kind: 'question',
      zh: '该读数不属于本次检定的任何一格。',
      en: 'This reading belongs to no cell of this measurement.',
    })
  }
  const cells = [...run.cells.values()].map(({ id, state, text, unit }) => ({ id, state, text, unit }))
  return {
    plan,
    cells,
    points: run.points,
    steps: run.steps,
    checks: run.checks,
    conclusion: conclude(procedure, run.checks, run.pending(plan), run.problems),
    problems: run.problems,
  }
}

/**
 * The bytes a replay compares: every number, state and verdict in a fixed order, with what went into each number. Sentences are left
 * out: those of the procedure are fixed by its hash, and a better word of ours does not change what was measured.
 */
export function canonicalResult(computed: Computed): Uint8Array {
  const { plan, cells, points, steps, checks, conclusion, problems } = computed
  const value = ({ zh: _zh, en: _en, ...rest }: ComputedValue): unknown =>
    rest.state === 'refused' ? { symbol: rest.symbol, unit: rest.unit, state: rest.state } : rest
  return new TextEncoder().encode(canonicalJson({
    format: 'duheng-computed/1',
    procedure: plan.procedure,
    hash: plan.hash,
    parameters: plan.parameters,
    cells,
    points: points.map((point) => ({
      ...point,
      repetitions: point.repetitions.map((repetition) => repetition.map(value)),
      values: point.values.map(value),
      ...(point.mpe && { mpe: value(point.mpe) }),
    })),
    steps: steps.map((step) => ({ id: step.id, values: step.values.map(value) })),
    checks: checks.map(({ id, verdict }) => ({ id, verdict })),
    conclusion: { verdict: conclusion.verdict, complete: conclusion.complete, failing: conclusion.failing, pending: conclusion.pending },
    problems: problems.map(({ path, kind }) => ({ path, kind })),
  }))
}

type Repeated = { repetitions: ComputedValue[][]; series: Map<string, ExactValue> }

class Run {
  readonly cells = new Map<string, CellRead>()
  readonly points: ComputedPoint[] = []
  readonly steps: ComputedStep[] = []
  readonly checks: Check[] = []
  readonly problems: Finding[]
  readonly procedure: Procedure
  readonly instrument: Instrument
  readonly planned: ReadonlyMap<string, Names>
  readonly readings: ReadonlyMap<string, string>
  readonly conditions = new Map<string, ExactValue>()
  /** Results for later steps: "<step>.<value>" and "<step>.<point>.<value>". */
  readonly results = new Map<string, ExactValue>()

  constructor(
    procedure: Procedure, instrument: Instrument, planned: ReadonlyMap<string, Names>, readings: ReadonlyMap<string, string>,
    problems: Finding[],
  ) {
    this.procedure = procedure
    this.instrument = instrument
    this.planned = planned
    this.readings = readings
    this.problems = problems
  }

  step(step: PlannedStep): void {
    if (step.kind === 'visual') return this.visual(step)
    if (step.kind === 'conditions') return this.condition(step)
    const file = this.procedure.file.steps.find(({ id }) => id === step.id)
    if (file !== undefined) this.measurement(step, file)
  }

  /** Required cells without a usable reading. */
  pending(plan: Plan): string[] {
    const required = plan.steps.flatMap(({ points }) => points.flatMap(({ cells }) => cells.filter((cell) => cell.required)))
    const filled = (id: string): boolean => ['ok', 'question'].includes(this.cells.get(id)?.state ?? 'not yet')
    return required.map(({ id }) => id).filter((id) => !filled(id))
  }

  visual(step: PlannedStep): void {
    for (const cell of step.points.flatMap(({ cells }) => cells)) {
      const read = readCell(cell, this.readings, this.problems)
      this.cells.set(cell.id, read)
      const verdict = read.state !== 'ok' ? 'not yet' : read.text === 'fail' ? 'fail' : 'pass'
      const cite = this.procedure.file.visual?.find(({ id }) => id === cell.name)?.cite
      this.checks.push({ id: cell.id, zh: cell.zh, en: cell.en, verdict, shown: read.text, source: sourceOf(this.procedure, cite) })
    }
  }

  condition(step: PlannedStep): void {
    for (const cell of step.points.flatMap(({ cells }) => cells)) {
      const read = readCell(cell, this.readings, this.problems)
      this.cells.set(cell.id, read)
      if (read.value !== undefined) this.conditions.set(cell.name, read.value)
    }
    for (const condition of this.procedure.file.conditions ?? []) {
      if (condition.holds === undefined) continue
      const holds = conditionHolds(this.instrument, new Map([...this.instrument.names, ...this.conditions]), condition.holds)
      if (holds !== false) continue
      this.problems.push({
        path: `conditions.${condition.name}`,
        kind: 'refusal',
        ...outside(this.instrument, new Map([...this.instrument.names, ...this.conditions]), condition),
      })
    }
  }

  measurement(step: PlannedStep, file: StepFile): void {
    const base = new Map([...this.conditions, ...this.uses(file)])
    const collected = new Map<string, ExactValue[]>()
    for (const point of step.points) {
      const planned = this.planned.get(`${step.id}.${point.id}`) ?? this.instrument.names
      const added = this.point(step, file, point, new Map([...planned, ...base]))
      for (const [name, value] of added) collected.set(name, [...(collected.get(name) ?? []), value])
    }
    const names = new Map([...this.instrument.names, ...base])
    // Only what every point has becomes an array over the points; a value still missing somewhere leaves the overall value pending.
    const everywhere = [...collected].filter(([name, values]) => values.length === step.points.length && !names.has(name))
    for (const [name, values] of everywhere) names.set(name, exactArray(values))
    const results = this.values(names, file.overall?.values ?? [])
    for (const [name, { exact }] of results) {
      if (exact === undefined) continue
      names.set(name, exact)
      this.results.set(`${step.id}.${name}`, exact)
    }
    this.steps.push({ id: step.id, values: [...results.values()].map(({ value }) => value) })
    for (const judgement of file.overall?.judge ?? []) this.checks.push(judge(this.judging(names, results), judgement, step.id))
  }

  judging(names: Names, results: ReadonlyMap<string, Result>): ToJudge {
    const unitOf = (name: string): string => results.get(name)?.value.unit ?? '1'
    return { procedure: this.procedure, surroundings: this.instrument, names, results, unitOf }
  }

  uses(file: StepFile): Map<string, ExactValue> {
    const names = new Map<string, ExactValue>()
    for (const use of file.uses ?? []) {
      const found = this.results.get(`${use.step}.${use.value}`) ?? this.results.get(`${use.step}.${use.point ?? '1'}.${use.value}`)
      const measured = this.steps.some(({ id }) => id === use.step)
      // What stands in for a step that is not done for this instrument.
      const instead = measured || use.otherwise === undefined ? undefined : evaluate(this.instrument, this.instrument.names, use.otherwise)
      const value = found ?? (instead?.ok ? instead.value : undefined)
      if (value !== undefined) names.set(use.name, value)
    }
    return names
  }

  /** Computes one point and gives the names it adds, for the step's overall values. */
  point(step: PlannedStep, file: StepFile, point: PlannedPoint, start: Map<string, ExactValue>): Map<string, ExactValue> {
    const own = new Set(point.values.map(({ name }) => name))
    const added = new Map([...start].filter(([name]) => own.has(name)))
    const names = new Map(start)
    const put = (name: string, value: ExactValue): void => {
      names.set(name, value)
      added.set(name, value)
    }
    const { repetitions, series } = this.repetitions(step, file, point, start)
    for (const [name, value] of series) put(name, value)
    const id = `${step.id}.${point.id}`
    const mpe = file.mpe && this.values(start, [{ name: 'mpe', zh: '最大允许误差', en: 'Maximum permissible error', ...file.mpe }])
    const limit = mpe?.get('mpe')
    if (limit?.exact !== undefined) put('mpe', limit.exact)
    const results = this.values(names, file.values ?? [])
    for (const [name, { exact }] of results) {
      if (exact === undefined) continue
      put(name, exact)
      this.results.set(`${id}.${name}`, exact)
    }
    const checks = (file.judge ?? []).map((judgement) => judge(this.judging(names, results), judgement, id))
    this.checks.push(...checks)
    const values = [...results.values()].map(({ value }) => value)
    this.points.push({ id, step: step.id, repetitions, values, ...(limit && { mpe: limit.value }), ...together(checks) })
    return added
  }

  /** Reads the cells of a point; repeated cells and per-repetition values become arrays once all repetitions are there. */
  repetitions(step: PlannedStep, file: StepFile, point: PlannedPoint, start: Names): Repeated {
    const series = new Map<string, ExactValue>()
    const once = this.cellsOf(file, point, undefined, start)
    for (const [name, value] of once) series.set(name, value)
    if (file.repeats === undefined) return { repetitions: [], series }
    const rows: Map<string, ExactValue>[] = []
    const repetitions: ComputedValue[][] = []
    for (let repetition = 1; repetition <= step.repeats; repetition += 1) {
      const cells = this.cellsOf(file, point, repetition, new Map([...start, ...once]))
      const names = new Map([...start, ...once, ...cells])
      const results = this.values(names, file.each ?? [])
      const known = [...results].flatMap(([name, { exact }]) => (exact === undefined ? [] : [[name, exact] as const]))
      rows.push(new Map([...cells, ...known]))
      repetitions.push([...results.values()].map(({ value }) => value))
    }
    const repeated = [
      ...file.cells.filter((cell) => cell.once !== true).map(({ name }) => name),
      ...(file.each ?? []).map(({ name }) => name),
    ]
    for (const name of repeated) {
      const items = rows.flatMap((row) => { const value = row.get(name); return value === undefined ? [] : [value] })
      if (items.length === step.repeats) series.set(name, exactArray(items))
    }
    return { repetitions, series }
  }

  cellsOf(file: StepFile, point: PlannedPoint, repetition: number | undefined, start: Names): Map<string, ExactValue> {
    const planned = point.cells.filter((cell) => cell.repetition === repetition)
    const where = whereOf(file, point, repetition)
    const reads = planned.map((cell) => readCell(cell, this.readings, this.problems, where))
    const names = new Map(start)
    for (const [index, { value }] of reads.entries()) if (value !== undefined) names.set(planned[index]?.name ?? '', value)
    const found = new Map<string, ExactValue>()
    for (const [index, read] of reads.entries()) {
      const cell = planned[index]
      const cellFile = file.cells.find(({ name }) => name === cell?.name)
      const checked = cellFile === undefined ? read : checkCell(this.instrument, names, cellFile, read, this.problems, where)
      this.cells.set(checked.id, checked)
      if (checked.value !== undefined && cell !== undefined) found.set(cell.name, checked.value)
    }
    return found
  }

  values(start: Names, files: readonly ValueFile[]): Map<string, Result> {
    const names = new Map(start)
    const results = new Map<string, Result>()
    for (const file of files) {
      const result = computeValue(this.instrument, names, file, unitFor(this.procedure, this.instrument, file.unit))
      results.set(file.name, result)
      if (result.exact !== undefined) names.set(file.name, result.exact)
    }
    return results
  }
}

function together(checks: readonly Check[]): { verdict?: Verdict } {
  if (checks.length === 0) return {}
  if (checks.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail' }
  return { verdict: checks.every(({ verdict }) => verdict === 'pass') ? 'pass' : 'not yet' }
}
