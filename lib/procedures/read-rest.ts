// Checks budgets, certificate tables and examples of a procedure against its steps.

import { intervalUnit } from '@duheng/quantity/unit-algebra.ts'
import { unit as parsedUnit } from '@duheng/quantity/unit.ts'
import type { Shape } from '@duheng/uncertainty/check.ts'
import { cited, unique } from './read-global.ts'
import type { StepTable } from './read-step.ts'
import type { BudgetFile, BudgetInputFile } from './schema.ts'
import type { Checker, Path } from './scope.ts'

export function checkBudgets(checker: Checker, globals: ReadonlyMap<string, Shape>): void {
  const budgets = checker.file.budgets ?? []
  unique(checker, budgets.map(({ id }) => id), (index) => ['budgets', index, 'id'])
  for (const [index, budget] of budgets.entries()) checkBudget(checker, globals, budget, ['budgets', index])
}

function checkBudget(checker: Checker, globals: ReadonlyMap<string, Shape>, budget: BudgetFile, path: Path): void {
  cited(checker, budget.cite, [...path, 'cite'])
  const scope = new Map(globals)
  const unit = checker.unit(budget.unit, [...path, 'unit'])
  for (const [index, setting] of (budget.settings ?? []).entries()) {
    const place = [...path, 'settings', index]
    checker.formula(setting.formula, scope, { unit: checker.unit(setting.unit, [...place, 'unit']) }, [...place, 'formula'])
    checker.declare(scope, setting.name, checker.number(setting.unit, [...place, 'unit']), [...place, 'name'])
  }
  const inputs = new Map<string, Shape>()
  for (const [index, input] of budget.inputs.entries()) {
    const place = [...path, 'inputs', index]
    checkInput(checker, scope, input, place)
    checker.declare(inputs, input.name, checker.number(input.unit, [...place, 'unit']), [...place, 'name'])
  }
  checker.formula(budget.model, inputs, { unit }, [...path, 'model'])
  checker.formula(budget.mpev, scope, { unit }, [...path, 'mpev'])
  checker.formula(budget.ratio, scope, 'count', [...path, 'ratio'])
  for (const [index, requirement] of (budget.requires ?? []).entries()) {
    checker.formula(requirement.holds, scope, 'condition', [...path, 'requires', index, 'holds'])
    cited(checker, requirement.cite, [...path, 'requires', index, 'cite'])
  }
}

function checkInput(checker: Checker, scope: ReadonlyMap<string, Shape>, input: BudgetInputFile, path: Path): void {
  cited(checker, input.cite, [...path, 'cite'])
  const unit = checker.unit(input.unit, [...path, 'unit'])
  checker.formula(input.estimate, scope, { unit }, [...path, 'estimate'])
  const width = intervalUnit(parsedUnit(unit)).symbol
  for (const key of ['half width', 'u', 'U'] as const) {
    const formula = input[key]
    if (formula !== undefined) checker.formula(formula, scope, { unit: width }, [...path, key])
  }
  for (const key of ['k', 'dof'] as const) {
    const formula = input[key]
    if (formula !== undefined) checker.formula(formula, scope, 'count', [...path, key])
  }
  const forms = [input.u, input.U, input['half width']].filter((form) => form !== undefined).length
  const normal = input.distribution === 'normal' && forms === 1 && input['half width'] === undefined && (input.U === undefined) === (
    input.k === undefined
  )
  const bounded = !['normal', 'constant'].includes(input.distribution) && forms === 1 && input['half width'] !== undefined
  const constant = input.distribution === 'constant' && forms === 0
  if (!normal && !bounded && !constant) checker.fault(
    path,
    'A normal input has u, or U and k; a constant has neither; the other distributions have a half width.',
  )
  const { standard } = input
  if (standard !== undefined && !checker.file.standards.some(({ id }) => id === standard)) checker.fault(
    [...path, 'standard'],
    `There is no standard "${standard}".`,
  )
}

export function checkCertificate(checker: Checker, steps: StepTable): void {
  const { tables } = checker.file.certificate
  unique(checker, tables.map(({ id }) => id), (index) => ['certificate', 'tables', index, 'id'])
  for (const [index, table] of tables.entries()) {
    const path = ['certificate', 'tables', index]
    const step = steps.get(table.step)
    if (step === undefined) {
      checker.fault([...path, 'step'], `There is no step "${table.step}".`)
      continue
    }
    const overall = checker.file.steps.find(({ id }) => id === table.step)?.overall?.values ?? []
    for (const [place, column] of table.columns.entries()) {
      const known = table.of === 'points' ? step.printable.has(column.name) : overall.some(
        ({ name, round }) => name === column.name && round !== undefined
      )
      if (!known) checker.fault(
        [...path, 'columns', place, 'name'],
        `"${column.name}" is no reading, point, limit or rounded value of this step.`,
      )
    }
  }
}

export function checkExamples(checker: Checker): void {
  const examples = checker.file.examples ?? []
  unique(checker, examples.map(({ id }) => id), (index) => ['examples', index, 'id'])
  for (const [index, example] of examples.entries()) {
    const path = ['examples', index]
    cited(checker, example.cite, [...path, 'cite'])
    for (const name of Object.keys(example.parameters)) {
      if (!Object.hasOwn(checker.file.parameters, name)) checker.fault(
        [...path, 'parameters', name],
        `There is no parameter "${name}".`,
        true,
      )
    }
  }
}
