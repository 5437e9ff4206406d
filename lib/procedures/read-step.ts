// Checks the steps of a procedure: their points, cells, formulas, limits and judgements, in the order in which they are measured.

import type { Shape } from '@duheng/uncertainty/check.ts'
import { cited, unique, when } from './read-global.ts'
import type { Globals } from './read-global.ts'
import type { CellFile, JudgementFile, StepFile, ValueFile } from './schema.ts'
import { arrayOf } from './scope.ts'
import type { Checker, Path } from './scope.ts'

/** What later steps and the certificate may ask of a step. */
export type StepNames = {
  points: Map<string,
  Shape>; overall: Map<string,
  Shape>; printable: Set<string>; pointIds: readonly string[] | 'series' | 'single',
}
export type StepTable = Map<string, StepNames>

export function checkSteps(checker: Checker, globals: Globals): StepTable {
  const done: StepTable = new Map()
  unique(checker, checker.file.steps.map(({ id }) => id), (index) => ['steps', index, 'id'])
  for (const [index, step] of checker.file.steps.entries()) done.set(step.id, checkStep(checker, globals, step, ['steps', index], done))
  for (const reserved of ['visual', 'conditions']) {
    if (done.has(reserved)) checker.fault(['steps'], `"${reserved}" is not the id of a step: the readings of its own part are called so.`)
  }
  return done
}

function checkStep(checker: Checker, globals: Globals, step: StepFile, path: Path, done: StepTable): StepNames {
  cited(checker, step.cite, [...path, 'cite'])
  when(checker, step.when, [...path, 'when'])
  if (step.if !== undefined) checker.formula(step.if, globals.plan, 'condition', [...path, 'if'])
  // Points are planned before anything is read: conditions and results of earlier steps are not known to them.
  const planned = new Map(globals.plan)
  settings(checker, planned, step.settings ?? [], path)
  if (step.repeats !== undefined) checker.formula(step.repeats, planned, 'count', [...path, 'repeats'])
  const own = pointNames(checker, planned, step, path)
  const base = new Map([...globals.steps, ...[...planned].filter(([name]) => !own.has(name))])
  uses(checker, base, step, path, done)
  const points = new Map([...base, ...own])
  for (const name of own.keys()) if (base.has(name)) checker.fault([...path, 'points'], `The name "${name}" is used twice.`)
  const cells = new Map<string, Shape>(
    step.cells.map((cell, index) => [cell.name, checker.number(cell.unit, [...path, 'cells', index, 'unit'])])
  )
  const values = perPoint(checker, points, step, cells, path)
  const overall = overallNames(checker, base, step, new Map([...own, ...values]), path)
  const printable = new Set([
    ...own.keys(), ...step.cells.filter((cell) => step.repeats === undefined || cell.once).map(({ name }) => name),
    ...(step.values ?? []).filter(({ round }) => round !== undefined).map(({ name }) => name), ...(step.mpe ? ['mpe'] : []),
  ])
  return { points: new Map([...own, ...values]), overall, printable, pointIds: idsOf(step) }
}

function settings(checker: Checker, scope: Map<string, Shape>, list: NonNullable<StepFile['settings']>, path: Path): void {
  for (const [index, setting] of list.entries()) {
    const place = [...path, 'settings', index]
    checker.formula(setting.formula, scope, { unit: checker.unit(setting.unit, [...place, 'unit']) }, [...place, 'formula'])
    checker.declare(scope, setting.name, checker.number(setting.unit, [...place, 'unit']), [...place, 'name'])
  }
}

function idsOf(step: StepFile): StepNames['pointIds'] {
  if (step.points === undefined) return 'single'
  return 'list' in step.points ? step.points.list.map(({ id }) => id) : 'series'
}

function uses(checker: Checker, scope: Map<string, Shape>, step: StepFile, path: Path, done: StepTable): void {
  for (const [index, use] of (step.uses ?? []).entries()) {
    const place = [...path, 'uses', index]
    const source = done.get(use.step)
    const inOverall = source?.overall.get(use.value)
    const onePoint = source?.pointIds === 'single' || use.point !== undefined
    const shape = inOverall ?? (onePoint ? source?.points.get(use.value) : undefined)
    const ids = source?.pointIds
    if (source === undefined) checker.fault([...place, 'step'], `There is no earlier step "${use.step}".`)
    else if (shape?.type !== 'number') checker.fault(
      [...place, 'value'],
      `The step "${use.step}" has no single value "${use.value}" here; name its point.`,
    )
    else if (use.point !== undefined && Array.isArray(ids) && !ids.includes(use.point)) checker.fault(
      [...place, 'point'],
      `There is no point "${use.point}".`,
    )
    if (use.otherwise !== undefined && shape?.type === 'number') checker.formula(
      use.otherwise,
      scope,
      { unit: shape.unit.symbol },
      [...place, 'otherwise'],
    )
    checker.declare(scope, use.name, shape?.type === 'number' ? shape : checker.number('1', place), [...place, 'name'])
  }
}

function pointNames(checker: Checker, scope: Map<string, Shape>, step: StepFile, path: Path): Map<string, Shape> {
  const own = new Map<string, Shape>()
  const { points } = step
  const place = [...path, 'points']
  if (points === undefined) return own
  const add = (name: string, unit: string, at: Path): void => {
    const shape = checker.number(unit, [...at, 'unit'])
    checker.declare(scope, name, shape, [...at, 'name'])
    own.set(name, shape)
  }
  if ('series' in points) {
    checker.itemUnit(points.series, scope, checker.unit(points.unit, [...place, 'unit']), [...place, 'series'])
    add(points.name, points.unit, place)
    return own
  }
  const before = new Map(scope)
  const units = new Map<string, string>()
  for (const [index, setting] of (points.set ?? []).entries()) {
    units.set(setting.name, checker.unit(setting.unit, [...place, 'set', index, 'unit']))
    add(setting.name, setting.unit, [...place, 'set', index])
  }
  unique(checker, points.list.map(({ id }) => id), (index) => [...place, 'list', index, 'id'])
  for (const [index, point] of points.list.entries()) {
    const at = [...place, 'list', index]
    when(checker, point.when, [...at, 'when'])
    if (point.if !== undefined) checker.formula(point.if, before, 'condition', [...at, 'if'])
    for (const [name, formula] of Object.entries(point.set ?? {})) {
      const unit = units.get(name)
      if (unit === undefined) checker.fault([...at, 'set', name], `The points of this step do not set "${name}".`, true)
      else checker.formula(formula, before, { unit }, [...at, 'set', name])
    }
    for (const name of units.keys()) if (!Object.hasOwn(point.set ?? {}, name)) checker.fault(at, `This point does not set "${name}".`)
  }
  return own
}

function perPoint(
  checker: Checker, points: ReadonlyMap<string, Shape>, step: StepFile, cells: ReadonlyMap<string, Shape>, path: Path,
): Map<string, Shape> {
  const repeated = step.repeats !== undefined
  const single = new Map(points)
  for (const [index, cell] of step.cells.entries()) declareCell(checker, single, cells, cell, [...path, 'cells', index])
  for (const [index, cell] of step.cells.entries()) {
    for (const key of ['plausible', 'possible'] as const) {
      const formula = cell[key]
      if (formula !== undefined) checker.formula(formula, single, 'condition', [...path, 'cells', index, key])
    }
  }
  if (!repeated && step.each !== undefined) checker.fault(
    [...path, 'each'],
    '"each" is for steps with repeats; without them write "values".',
  )
  const each = valueNames(checker, single, step.each ?? [], [...path, 'each'])
  const scope = new Map(points)
  for (const cell of step.cells) {
    const shape = cells.get(cell.name)
    if (shape !== undefined) scope.set(cell.name, repeated && cell.once !== true ? arrayOf(shape) : shape)
  }
  for (const [name, shape] of each) scope.set(name, arrayOf(shape))
  const before = new Set(scope.keys())
  if (step.mpe !== undefined) {
    const place = [...path, 'mpe']
    cited(checker, step.mpe.cite, [...place, 'cite'])
    const unit = checker.unit(step.mpe.unit, [...place, 'unit'])
    checker.formula(step.mpe.formula, points, { unit }, [...place, 'formula'])
    if (step.mpe.round !== undefined) checker.formula(step.mpe.round, points, { unit }, [...place, 'round'])
    checker.declare(scope, 'mpe', checker.number(step.mpe.unit, [...place, 'unit']), place)
  }
  valueNames(checker, scope, step.values ?? [], [...path, 'values'])
  judgements(checker, scope, step.judge ?? [], step.values ?? [], [...path, 'judge'])
  return new Map([...scope].filter(([name]) => !before.has(name) || cells.has(name) || each.has(name)))
}

function declareCell(checker: Checker, scope: Map<string, Shape>, cells: ReadonlyMap<string, Shape>, cell: CellFile, path: Path): void {
  const shape = cells.get(cell.name)
  if (shape !== undefined) checker.declare(scope, cell.name, shape, [...path, 'name'])
  if (typeof cell.decimals === 'number') return
  const parameter = cell.decimals.slice('like '.length)
  const declared = Object.hasOwn(checker.file.parameters, parameter) ? checker.file.parameters[parameter] : undefined
  if (declared?.kind !== 'quantity') checker.fault([...path, 'decimals'], `There is no parameter "${parameter}" to take the decimals from.`)
}

/** Declares values one after the other, so that later ones may use earlier ones. */
function valueNames(checker: Checker, scope: Map<string, Shape>, values: readonly ValueFile[], path: Path): Map<string, Shape> {
  const names = new Map<string, Shape>()
  for (const [index, value] of values.entries()) {
    const place = [...path, index]
    const unit = checker.unit(value.unit, [...place, 'unit'])
    checker.formula(value.formula, scope, { unit }, [...place, 'formula'])
    if (value.round !== undefined) checker.formula(value.round, scope, { unit }, [...place, 'round'])
    cited(checker, value.cite, [...place, 'cite'])
    const shape = checker.number(value.unit, [...place, 'unit'])
    checker.declare(scope, value.name, shape, [...place, 'name'])
    names.set(value.name, shape)
  }
  return names
}

function overallNames(
  checker: Checker, base: ReadonlyMap<string, Shape>, step: StepFile, perPointNames: ReadonlyMap<string, Shape>, path: Path,
): Map<string, Shape> {
  const scope = new Map(base)
  for (const [name, shape] of perPointNames) scope.set(name, arrayOf(shape))
  const place = [...path, 'overall']
  const values = step.overall?.values ?? []
  const names = valueNames(checker, scope, values, [...place, 'values'])
  judgements(checker, scope, step.overall?.judge ?? [], values, [...place, 'judge'])
  return names
}

function judgements(
  checker: Checker, scope: ReadonlyMap<string, Shape>, list: readonly JudgementFile[], values: readonly ValueFile[], path: Path,
): void {
  unique(checker, list.map(({ id }) => id), (index) => [...path, index, 'id'])
  for (const [index, judgement] of list.entries()) {
    const place = [...path, index]
    cited(checker, judgement.cite, [...place, 'cite'])
    const { of, holds, from, to } = judgement
    const forms = [holds, judgement.within, judgement['at most'], from ?? to].filter((form) => form !== undefined)
    if (forms.length !== 1 || (from === undefined) !== (to === undefined)) {
      checker.fault(place, 'A judgement has one of: holds; of and within; of and "at most"; of, from and to.')
      continue
    }
    if (holds !== undefined) {
      if (of !== undefined || judgement.compare !== undefined) checker.fault(place, '"holds" stands alone.')
      checker.formula(holds, scope, 'condition', [...place, 'holds'])
      continue
    }
    const value = values.find(({ name }) => name === of)
    if (value === undefined) {
      checker.fault(place, `There is no value "${of ?? ''}" to judge here.`)
      continue
    }
    if (judgement.compare === 'rounded' && value.round === undefined) checker.fault(place, `"${value.name}" is not rounded.`)
    const unit = checker.unit(value.unit, place)
    for (const key of ['within', 'at most', 'from', 'to'] as const) {
      const formula = judgement[key]
      if (formula !== undefined) checker.formula(formula, scope, { unit }, [...place, key])
    }
  }
}
