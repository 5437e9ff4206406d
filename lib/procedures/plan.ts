// From a procedure and an instrument to what is to be done: steps, their points, and the cells to fill, each with a stable id
// ("weighing.3.I_up", "repeatability.half.I.2", "visual.seal", "conditions.t"). Pure; readings play no part.

import { cmp, isInteger } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { exactNumber, inUnit } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import type { Bilingual, Source } from '@duheng/rules/citation.ts'
import { evaluate, evaluateIn, show } from './evaluate.ts'
import type { Names, Shown } from './evaluate.ts'
import { conditionHolds, decimalsFor, readInstrument, unitFor } from './parameters.ts'
import type { Finding, Instrument, ParameterValues } from './parameters.ts'
import { sourceOf } from './read.ts'
import type { Procedure } from './read.ts'
import type { CellFile, PointsFile, StepFile } from './schema.ts'
import { fits } from './table.ts'

export type Cell = Bilingual & {
  id: string
  name: string
  kind: 'number' | 'check'
  repetition?: number
  unit: string
  decimals: number
  required: boolean
  default?: string
}
export type PlannedPoint = { id: string; label: Bilingual; values: Shown[]; cells: Cell[] }
export type PlannedStep = Bilingual & {
  id: string
  kind: 'visual' | 'conditions' | 'measurement'
  how?: Bilingual
  source: Source
  repeats: number
  points: PlannedPoint[]
}
export type Plan = { procedure: string; hash: string; parameters: Shown[]; steps: PlannedStep[]; problems: Finding[] }

/** The plan with what only computing needs: the values that stand for each point's names. */
export type Prepared = { plan: Plan; instrument?: Instrument; points: ReadonlyMap<string, Names> }

export const maximumRepeats = 50
const maximumPoints = 200
/** More cells than any bench fills in a day; a plan beyond it is refused instead of slowing everybody down. */
export const maximumCells = 5000

export function planOf(procedure: Procedure, parameters: ParameterValues): Plan {
  return prepare(procedure, parameters).plan
}

export function prepare(procedure: Procedure, parameters: ParameterValues): Prepared {
  const head = { procedure: procedure.id, hash: procedure.hash }
  const read = readInstrument(procedure, parameters)
  if (!read.ok) return { plan: { ...head, parameters: [], steps: [], problems: read.findings }, points: new Map() }
  const { instrument } = read
  const problems: Finding[] = []
  const points = new Map<string, Names>()
  const measured = procedure.file.steps.flatMap((step) => planStep(procedure, instrument, step, points, problems))
  const planned = [...visualStep(procedure, instrument), ...conditionStep(procedure), ...measured]
  const cells = planned.reduce((sum, step) => sum + step.points.reduce((count, point) => count + point.cells.length, 0), 0)
  const steps = cells > maximumCells ? [] : planned
  if (cells > maximumCells) {
    problems.push({ path: '', kind: 'refusal', zh: `检定记录超过 ${maximumCells} 格。`, en: `The plan has more than ${maximumCells} cells.` })
  }
  const chosen = [...instrument.choices].map(([name, text]) => ({ name, text, unit: '' }))
  const given = [...instrument.given].map(([name, { text, unit: symbol }]) => ({ name, text, unit: symbol }))
  return { plan: { ...head, parameters: [...chosen, ...given], steps, problems }, instrument, points }
}

function visualStep(procedure: Procedure, instrument: Instrument): PlannedStep[] {
  const items = (procedure.file.visual ?? []).filter((item) => fits(item.when, instrument.choices))
  if (items.length === 0) return []
  const points = items.map((item) => ({
    id: item.id,
    label: { zh: item.zh, en: item.en },
    values: [],
    cells: [{
      id: `visual.${item.id}`, name: item.id, kind: 'check' as const, zh: item.zh, en: item.en, unit: '', decimals: 0, required: true,
    }],
  }))
  return [{
    id: 'visual', kind: 'visual', zh: '外观检查', en: 'Visual inspection', source: sourceOf(procedure, items[0]?.cite), repeats: 1, points,
  }]
}

function conditionStep(procedure: Procedure): PlannedStep[] {
  const conditions = procedure.file.conditions ?? []
  if (conditions.length === 0) return []
  const points = conditions.map((condition) => ({
    id: condition.name,
    label: { zh: condition.zh, en: condition.en },
    values: [],
    cells: [{
      id: `conditions.${condition.name}`, name: condition.name, kind: 'number' as const, zh: condition.zh, en: condition.en,
      unit: condition.unit, decimals: condition.decimals, required: condition.required !== false,
    }],
  }))
  return [{
    id: 'conditions', kind: 'conditions', zh: '环境条件', en: 'Conditions', source: sourceOf(procedure, conditions[0]?.cite),
    repeats: 1, points,
  }]
}

/** Whether a step is done for this instrument. */
function applies(instrument: Instrument, part: { when?: StepFile['when']; if?: string }): boolean {
  return fits(part.when, instrument.choices) && (part.if === undefined || conditionHolds(instrument, instrument.names, part.if) === true)
}

function planStep(
  procedure: Procedure, instrument: Instrument, step: StepFile, points: Map<string, Names>, problems: Finding[],
): PlannedStep[] {
  if (!applies(instrument, step)) return []
  const settings = settingsOf(procedure, instrument, step, problems)
  const repeats = repeatsOf(instrument, settings, step, problems)
  const planned = pointsOf(procedure, instrument, settings, step, problems)
  const cellsOf = (point: string): Cell[] => {
    const repetitions = Array.from({ length: repeats }, (_, index) => index + 1)
    const inRepetition = (repetition: number | undefined): Cell[] =>
      step.cells.filter((cell) => (step.repeats !== undefined && cell.once !== true) === (repetition !== undefined))
        .map((cell) => cellOf(procedure, instrument, step, point, cell, repetition))
    return [...inRepetition(undefined), ...(step.repeats === undefined ? [] : repetitions.flatMap(inRepetition))]
  }
  for (const { id, names } of planned) points.set(`${step.id}.${id}`, names)
  return [{
    id: step.id,
    kind: 'measurement',
    zh: step.zh,
    en: step.en,
    ...(step.how && { how: step.how }),
    source: sourceOf(procedure, step.cite),
    repeats,
    points: planned.map(({ id, label, values }) => ({ id, label, values, cells: cellsOf(id) })),
  }]
}

function cellOf(
  procedure: Procedure, instrument: Instrument, step: StepFile, point: string, cell: CellFile, repetition: number | undefined,
): Cell {
  const symbol = unitFor(procedure, instrument, cell.unit)
  return {
    id: [step.id, point, cell.name, ...(repetition === undefined ? [] : [repetition])].join('.'),
    name: cell.name,
    kind: 'number',
    zh: cell.zh,
    en: cell.en,
    ...(repetition !== undefined && { repetition }),
    unit: symbol,
    decimals: decimalsFor(instrument, cell.decimals, symbol),
    required: cell.required !== false,
    ...(cell.default !== undefined && { default: cell.default }),
  }
}

function settingsOf(procedure: Procedure, instrument: Instrument, step: StepFile, problems: Finding[]): Map<string, ExactValue> {
  const names = new Map(instrument.names)
  for (const setting of step.settings ?? []) {
    const value = evaluateIn(instrument, names, setting.formula, unitFor(procedure, instrument, setting.unit))
    if (value.ok) names.set(setting.name, value.value)
    else problems.push({
      path: `${step.id}.${setting.name}`, kind: 'refusal', zh: `${setting.zh}：${value.reason}`, en: `${setting.en}: ${value.reason}`,
    })
  }
  return names
}

function repeatsOf(instrument: Instrument, names: Names, step: StepFile, problems: Finding[]): number {
  if (step.repeats === undefined) return 1
  const evaluated = evaluateIn(instrument, names, step.repeats, '1')
  const count = evaluated.ok && evaluated.value.type === 'number' ? evaluated.value.number.value : undefined
  if (count !== undefined && isInteger(count) && count.n >= 1n && count.n <= BigInt(maximumRepeats)) return Number(count.n)
  problems.push({
    path: step.id, kind: 'refusal', zh: '重复次数不是 1 到 50 的整数。', en: 'The number of repetitions is not a whole number from 1 to 50.',
  })
  return 1
}

type PointFound = { id: string; label: Bilingual; values: Shown[]; names: Names }

function pointsOf(procedure: Procedure, instrument: Instrument, base: Names, step: StepFile, problems: Finding[]): PointFound[] {
  const { points } = step
  if (points === undefined) return [{ id: '1', label: { zh: step.zh, en: step.en }, values: [], names: base }]
  if ('series' in points) return seriesOf(procedure, instrument, base, step.id, points, problems)
  return points.list.filter((point) => applies(instrument, point)).map((point) => {
    const names = new Map(base)
    const values: Shown[] = []
    for (const setting of points.set ?? []) {
      const symbol = unitFor(procedure, instrument, setting.unit)
      const value = evaluateIn(instrument, base, point.set?.[setting.name] ?? '', symbol)
      if (value.ok) {
        names.set(setting.name, value.value)
        values.push(show(setting.name, value.value))
        continue
      }
      const sentence = { zh: `${setting.zh}：${value.reason}`, en: `${setting.en}: ${value.reason}` }
      problems.push({ path: `${step.id}.${point.id}`, kind: 'refusal', ...sentence })
    }
    return { id: point.id, label: { zh: point.zh, en: point.en }, values, names }
  })
}

function seriesOf(
  procedure: Procedure, instrument: Instrument, base: Names, step: string, points: Extract<PointsFile, { series: string }>,
  problems: Finding[],
): PointFound[] {
  const symbol = unitFor(procedure, instrument, points.unit)
  const series = evaluate(instrument, base, points.series)
  const items = series.ok && series.value.type === 'array' ? series.value.items : []
  const found: ExactValue[] = []
  for (const item of items) {
    const number = inUnit(item, unit(symbol))
    if (!number.ok) continue
    const value = exactNumber(number.value.value, unit(symbol), number.value.exact)
    const again = points.distinct === true && found.some(
      (other) => other.type === 'number' && cmp(other.number.value, number.value.value) === 0
    )
    if (!again) found.push(value)
  }
  if (found.length === 0 || found.length > maximumPoints) {
    const reason = series.ok ? `${found.length} points` : series.reason
    problems.push({ path: step, kind: 'refusal', zh: `检定点无法确定：${reason}`, en: `The points cannot be determined: ${reason}` })
    return []
  }
  return found.map((value, index) => {
    const shown = show(points.name, value)
    const text = `${shown.text} ${shown.unit}`.trim()
    return { id: String(index + 1), label: { zh: text, en: text }, values: [shown], names: new Map([...base, [points.name, value]]) }
  })
}
