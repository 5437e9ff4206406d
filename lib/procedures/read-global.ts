// Checks the parts of a procedure that hold for all its steps: sources, parameters, constants, tables, definitions, conditions, standards.

import type { Shape } from '@duheng/uncertainty/check.ts'
import type { WhenFile } from './schema.ts'
import { arrayOf } from './scope.ts'
import type { Checker, Path } from './scope.ts'

/** Names known when the points are planned, when readings are computed (the conditions, too), and to budgets (the standards' values). */
export type Globals = { plan: Map<string, Shape>; steps: Map<string, Shape>; budgets: Map<string, Shape> }

export function checkGlobals(checker: Checker): Globals {
  const { file } = checker
  cited(checker, file.cite, ['cite'])
  cited(checker, file.decision.cite, ['decision', 'cite'])
  cited(checker, file.validity?.cite, ['validity', 'cite'])
  if (file.until !== undefined && file.until < file.from) checker.fault(['until'], 'The edition ends before it comes into force.')
  const scope = new Map<string, Shape>()
  parameters(checker, scope)
  for (const [name, constant] of Object.entries(file.constants ?? {})) {
    const path = ['constants', name]
    checker.declare(scope, name, checker.number(constant.unit, [...path, 'unit']), path)
    cited(checker, constant.cite, [...path, 'cite'])
  }
  tables(checker, scope)
  for (const [index, definition] of (file.definitions ?? []).entries()) {
    const path = ['definitions', index]
    const unit = checker.unit(definition.unit, [...path, 'unit'])
    checker.formula(definition.formula, scope, { unit }, [...path, 'formula'])
    checker.declare(scope, definition.name, checker.number(definition.unit, [...path, 'unit']), [...path, 'name'])
    cited(checker, definition.cite, [...path, 'cite'])
  }
  for (const [index, requirement] of (file.requirements ?? []).entries()) {
    checker.formula(requirement.holds, scope, 'condition', ['requirements', index, 'holds'])
    cited(checker, requirement.cite, ['requirements', index, 'cite'])
  }
  const budgets = new Map(scope)
  standards(checker, budgets)
  const plan = new Map(scope)
  conditions(checker, scope)
  return { plan, steps: scope, budgets }
}

function parameters(checker: Checker, scope: Map<string, Shape>): void {
  for (const [name, parameter] of Object.entries(checker.file.parameters)) {
    const path = ['parameters', name]
    if (parameter.kind === 'choice') {
      const ids = parameter.options.map(({ id }) => id)
      unique(checker, ids, (index) => [...path, 'options', index, 'id'])
      const initial = parameter.default
      if (initial !== undefined && !ids.includes(initial)) checker.fault([...path, 'default'], `There is no option "${initial}".`)
      continue
    }
    if (parameter.unit.startsWith('as ')) checker.fault([...path, 'unit'], 'A parameter names its own unit.')
    else {
      const shape = checker.number(parameter.unit, [...path, 'unit'])
      checker.declare(scope, name, parameter.kind === 'list' ? arrayOf(shape) : shape, path)
    }
  }
}

function tables(checker: Checker, scope: Map<string, Shape>): void {
  for (const [name, table] of Object.entries(checker.file.tables ?? {})) {
    const path = ['tables', name]
    cited(checker, table.cite, [...path, 'cite'])
    const shape = checker.number(table.unit, [...path, 'unit'])
    if (table.over !== undefined) checker.unit(table.over.unit, [...path, 'over', 'unit'])
    if (table.unit.startsWith('as ') || table.over?.unit.startsWith('as ')) checker.fault(
      [...path, 'unit'],
      'A table is written in units of its own.',
    )
    if (table.over === undefined) checker.declare(scope, name, shape, path)
    else if (scope.has(name)) checker.fault(path, `The name "${name}" is used twice.`)
    const by = new Set(table.by ?? [])
    for (const [index, row] of table.rows.entries()) {
      const rowPath = [...path, 'rows', index]
      for (const key of Object.keys(row.when ?? {})) if (!by.has(key)) checker.fault(
        [...rowPath, 'when', key],
        `The table is not by "${key}".`,
      )
      when(checker, row.when, [...rowPath, 'when'])
      const bounds = [row.upto, row.below].filter((bound) => bound !== undefined).length
      if (bounds === 2) checker.fault(rowPath, 'A row has "upto" or "below", not both.')
      if (bounds > 0 && table.over === undefined) checker.fault(rowPath, 'A table with bounds says what it is over.')
    }
  }
}

function standards(checker: Checker, scope: Map<string, Shape>): void {
  const list = checker.file.standards
  unique(checker, list.map(({ id }) => id), (index) => ['standards', index, 'id'])
  for (const [index, standard] of list.entries()) {
    cited(checker, standard.cite, ['standards', index, 'cite'])
    for (const [place, value] of standard.values.entries()) {
      const path = ['standards', index, 'values', place]
      checker.declare(scope, value.name, checker.number(value.unit, [...path, 'unit']), [...path, 'name'])
    }
  }
}

function conditions(checker: Checker, scope: Map<string, Shape>): void {
  for (const [index, condition] of (checker.file.conditions ?? []).entries()) {
    const path = ['conditions', index]
    checker.declare(scope, condition.name, checker.number(condition.unit, [...path, 'unit']), [...path, 'name'])
    if (condition.holds !== undefined) checker.formula(condition.holds, scope, 'condition', [...path, 'holds'])
    cited(checker, condition.cite, [...path, 'cite'])
  }
  const visual = checker.file.visual ?? []
  unique(checker, visual.map(({ id }) => id), (index) => ['visual', index, 'id'])
  for (const [index, item] of visual.entries()) {
    when(checker, item.when, ['visual', index, 'when'])
    cited(checker, item.cite, ['visual', index, 'cite'])
  }
}

/** A `when` names choice parameters and their options. */
export function when(checker: Checker, given: WhenFile | undefined, path: Path): void {
  for (const [name, options] of Object.entries(given ?? {})) {
    const parameter = Object.hasOwn(checker.file.parameters, name) ? checker.file.parameters[name] : undefined
    if (parameter?.kind !== 'choice') checker.fault([...path, name], `There is no choice "${name}".`, true)
    else for (const option of options) {
      if (!parameter.options.some(({ id }) => id === option)) checker.fault([...path, name], `"${name}" has no option "${option}".`)
    }
  }
}

export function cited(checker: Checker, cite: string | undefined, path: Path): void {
  if (cite !== undefined && !Object.hasOwn(checker.file.sources, cite)) checker.fault(path, `There is no source "${cite}".`)
}

export function unique(checker: Checker, ids: readonly string[], path: (index: number) => Path): void {
  for (const [index, id] of ids.entries()) if (ids.indexOf(id) !== index) checker.fault(path(index), `"${id}" stands here twice.`)
}
