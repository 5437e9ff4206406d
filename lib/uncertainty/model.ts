// A whole measurement model as data: formulas, inputs, correlations, coverage. Read once, evaluated often; the same model feeds first
// order, second order and Monte Carlo.
// Pure. Errors name the field and the rule. Absent: the flat form of case files and interfaces (plain-model.ts).

import { ONE } from '@duheng/quantity/decimal.ts'
import { parseUnit, unit } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { partsOf, problem, withParts, type Model, type Node } from './ast.ts'
import { budgetsOf, prepare, type Prepared, type Propagated } from './budget.ts'
import { checkCoverage, type Coverage } from './coverage.ts'
import { ofProgram } from './differentiable.ts'
import { ofEquations, type Equations, type Unknown } from './implicit.ts'
import type { Correlation } from './influence.ts'
import type { Input } from './inputs.ts'
import { parse, parseModel } from './parse.ts'
import { compile, type Program, type ProgramInput } from './program.ts'
import { problemRefused, refuse, type Refusal } from './refusal.ts'

/** An input whose unit is text. */
export type InputData = Omit<Input, 'unit'> & { readonly unit?: string }

/** Results that equations define; each equation is an expression that becomes zero, or `left = right`. */
export type ImplicitData = {
  readonly equations: readonly string[]
  /** As many as there are equations; the search begins at `start`. */
  readonly unknowns: readonly { readonly name: string; readonly start: number; readonly unit?: string }[]
}

export type ModelData = {
  /** `name = expression`, several divided by `;` or lines, later ones using earlier. May be left out where equations give the results. */
  readonly model?: string
  readonly implicit?: ImplicitData
  readonly inputs: readonly InputData[]
  readonly correlations?: readonly Correlation[]
  /** Unit of the last result. Where no input has a unit it is a label: all numbers are taken to be in coherent units. */
  readonly unit?: string
  /** Units of results by name. */
  readonly units?: Readonly<Record<string, string>>
  /** Which names are results; all where left out, the others are steps on the way. */
  readonly results?: readonly string[]
  readonly coverage?: Coverage
}

/** A model that has been read. `program` computes every assignment from the inputs in order (and then the unknowns, if there are any). */
export type MeasurementModel = {
  readonly assignments: Model
  readonly program: Program
  readonly equations?: Equations
  readonly inputs: readonly Input[]
  readonly correlations: readonly Correlation[]
  readonly coverage: Coverage
  /** Positions of the results among the program's outputs. */
  readonly results: readonly number[]
  readonly prepared: Prepared
}

export function readModel(data: ModelData): { readonly ok: true; readonly model: MeasurementModel } | Refusal {
  const parsed = data.model === undefined ? { ok: true as const, model: [] } : parseModel(data.model)
  if (!parsed.ok) return { ...problemRefused(parsed), field: 'model' }
  const written = parsed.model
  if (written.length === 0 && data.implicit === undefined) return refuse('model', '模型中没有公式', 'the model has no formula')
  const units = readUnits(data, written.at(-1)?.name ?? data.implicit?.unknowns.at(-1)?.name)
  if ('ok' in units) return units
  const assignments = units.labels ? withPlainAngles(written) : written
  const slots: ProgramInput[] = [...units.inputs, ...units.unknowns].map(({ name, unit }) => ({ name, unit }))
  const targets = units.labels ? new Map<string, Unit>() : units.results
  const compiled = compile(assignments, slots, { units: targets })
  if (!compiled.ok) return { ...problemRefused(compiled), field: 'model' }
  const equations = readEquations(data.implicit, slots, units)
  if (equations !== undefined && 'ok' in equations) return equations
  const results = resultsOf(data, assignments)
  if ('ok' in results) return results
  const { program } = compiled
  const made = equations === undefined ? ofProgram(program, results) : ofEquations(equations, withResults(program, results))
  if ('ok' in made) return made
  const unitOf = (name: string, own: Unit) => (units.labels ? (units.results.get(name) ?? own) : own)
  const named = { ...made, outputs: made.outputs.map(({ name, unit }) => ({ name, unit: unitOf(name, unit) })) }
  const coverage = data.coverage ?? { k: 2 }
  const correlations = data.correlations ?? []
  const ready = prepare(named, units.inputs, { correlations, coverage })
  if (!ready.ok) return ready
  return {
    ok: true, model: { assignments, program, equations, inputs: units.inputs, correlations, coverage, results, prepared: ready.prepared },
  }
}

const ANGLES: ReadonlySet<string> = new Set(['asin', 'acos', 'atan', 'atan2'])
const RADIAN = unit('rad')

/** Where nothing at all has a unit, an angle is the number of its radians, as in R and Python. */
function withPlainAngles(model: Model): Model {
  const hasUnit = (node: Node): boolean => (node.type === 'number' && node.unit.factors.length > 0) || partsOf(node).some(hasUnit)
  if (model.some(({ expression }) => hasUnit(expression))) return model
  const plain = (node: Node): Node => {
    const same = withParts(node, partsOf(node).map(plain))
    if (node.type !== 'call' || !ANGLES.has(node.name)) return same
    const { place } = node
    return { type: 'binary', operator: '/', left: same, right: { type: 'number', value: ONE, unit: RADIAN, place }, place }
  }
  return model.map((one) => ({ ...one, expression: plain(one.expression) }))
}

/** First order: a budget for each result, and how the results correlate. */
export function firstOrderOf(model: MeasurementModel): Propagated | Refusal {
  return budgetsOf(model.prepared)
}

/** The same formulas with other inputs of the same names and units, not parsed or compiled again. */
export function withInputs(
  model: MeasurementModel, inputs: readonly Input[], correlations: readonly Correlation[] = model.correlations,
): { readonly ok: true; readonly model: MeasurementModel } | Refusal {
  const unlike = inputs.length !== model.inputs.length || inputs.some(
    ({ name, unit }, i) => name !== model.inputs[i]?.name || unit?.symbol !== model.inputs[i]?.unit?.symbol,
  )
  if (unlike) return refuse('inputs', '输入量的名称、顺序与单位须与模型一致', 'inputs have the names, order and units of the model')
  const ready = prepare(model.prepared.model, inputs, { correlations, coverage: model.coverage })
  return ready.ok ? { ok: true, model: { ...model, inputs, correlations, prepared: ready.prepared } } : ready
}

/** The same model for another probability or factor, not read or prepared again. */
export function withCoverage(
  model: MeasurementModel, coverage: Coverage,
): { readonly ok: true; readonly model: MeasurementModel } | Refusal {
  return checkCoverage(coverage) ?? { ok: true, model: { ...model, coverage, prepared: { ...model.prepared, coverage } } }
}

type Units = {
  readonly inputs: readonly Input[]
  readonly unknowns: readonly Unknown[]
  readonly results: ReadonlyMap<string, Unit>
  /** Nothing given has a unit, so units of results are names for what the numbers are already in. */
  readonly labels: boolean
}

/** `last` is the result that `unit` is meant for. */
function readUnits(data: ModelData, last: string | undefined): Units | Refusal {
  const inputs: Input[] = []
  for (const { unit: text, ...input } of data.inputs) {
    const own = readUnit(`${input.name}.unit`, text)
    if (own !== undefined && 'ok' in own) return own
    inputs.push({ ...input, unit: own })
  }
  const unknowns: Unknown[] = []
  for (const { name, start, unit: text } of data.implicit?.unknowns ?? []) {
    const own = readUnit(`${name}.unit`, text)
    if (own !== undefined && 'ok' in own) return own
    if (!Number.isFinite(start)) return refuse(`${name}.start`, `未知量“${name}”需要初值`, `the unknown "${name}" needs a start value`)
    unknowns.push({ name, start, unit: own ?? DIMENSIONLESS })
  }
  const results = new Map<string, Unit>()
  const given = Object.entries(data.units ?? {})
  if (data.unit !== undefined && last !== undefined) given.push([last, data.unit])
  for (const [name, text] of given) {
    const own = readUnit(`units.${name}`, text)
    if (own !== undefined && 'ok' in own) return own
    if (own !== undefined) results.set(name, own)
  }
  const labels = inputs.every(({ unit }) => unit === undefined) && unknowns.every(({ unit }) => unit === DIMENSIONLESS)
  return { inputs, unknowns, results, labels }
}

function readUnit(field: string, text: string | undefined): Unit | Refusal | undefined {
  if (text === undefined || text === '') return undefined
  const read = parseUnit(text)
  return read.ok ? read.unit : refuse(field, `单位“${text}”无法识别：${read.reason}`, `the unit "${text}" cannot be read: ${read.reason}`)
}

function resultsOf(data: ModelData, assignments: Model): readonly number[] | Refusal {
  if (data.results === undefined) return assignments.map((_, i) => i)
  const found: number[] = []
  for (const name of data.results) {
    const at = assignments.findIndex((one) => one.name === name)
    if (at === -1) return refuse('results', `模型中没有名为“${name}”的结果`, `the model has no result "${name}"`)
    found.push(at)
  }
  return found
}

function withResults(program: Program, results: readonly number[]): Program | undefined {
  return results.length === 0 ? undefined : { ...program, outputs: results.flatMap((o) => program.outputs[o] ?? []) }
}

function readEquations(
  implicit: ImplicitData | undefined, slots: readonly ProgramInput[], { unknowns, labels }: Units,
): Equations | Refusal | undefined {
  if (implicit === undefined) return undefined
  if (unknowns.length === 0 || unknowns.length !== implicit.equations.length) {
    return refuse('implicit', '方程与未知量的个数须相同，且至少一个', 'there are as many equations as unknowns, at least one')
  }
  const sides: { name: string; expression: Node; place: Node['place'] }[] = []
  for (const [i, text] of implicit.equations.entries()) {
    const expression = readEquation(text)
    if (!('type' in expression)) return { ...problemRefused(expression), field: `implicit.equations[${i + 1}]` }
    // No name of the language holds a space, so equations never clash with inputs.
    sides.push({ name: `equation ${i + 1}`, expression, place: expression.place })
  }
  const compiled = compile(labels ? withPlainAngles(sides) : sides, slots)
  if (!compiled.ok) return problemRefused(compiled)
  if (compiled.program.stepped) return refuse('implicit', '方程中不要修约', 'equations are not rounded: round and floor have no derivative')
  return { program: compiled.program, unknowns }
}

/** `left = right` as left - right; both sides keep their places. */
function readEquation(text: string): Node | ReturnType<typeof problem> {
  const cut = /(?<![<>=!])=(?!=)/.exec(text)
  if (cut === null) {
    const whole = parse(text)
    return whole.ok ? whole.ast : whole
  }
  const left = parse(text.slice(0, cut.index))
  if (!left.ok) return left
  const right = parse(`${text.slice(0, cut.index + 1).replaceAll(/[^\n]/g, ' ')}${text.slice(cut.index + 1)}`)
  if (!right.ok) return right
  return { type: 'binary', operator: '-', left: left.ast, right: right.ast, place: left.ast.place }
}
