// What each name means at each place of a procedure, for checking units before any instrument is at hand.
// Pure. Absent: values. Collects problems with the path of the offending part; read.ts turns paths into lines and columns.

import { parseUnit, unit } from '@duheng/quantity/unit.ts'
import { functionNamed, namesIn } from '@duheng/uncertainty/ast.ts'
import type { Node } from '@duheng/uncertainty/ast.ts'
import { check } from '@duheng/uncertainty/check.ts'
import type { Shape } from '@duheng/uncertainty/check.ts'
import { parse } from '@duheng/uncertainty/parse.ts'
import type { ProcedureFile } from './schema.ts'
import { tableShape } from './table.ts'

export type Path = readonly (string | number)[]
/** `line` and `column` are places inside the formula at `path`, when the problem lies in one. */
export type Fault = { path: Path; key?: boolean; message: string; line?: number; column?: number }
export type Scope = ReadonlyMap<string, Shape>
export type Expected = { unit: string } | 'condition' | 'array of numbers' | 'count'

const words = new Set(['and', 'or', 'not', 'if', 'true', 'false', 'pi', 'π', 'constructor', 'prototype'])

export class Checker {
  readonly file: ProcedureFile
  readonly faults: Fault[] = []
  readonly formulas = new Map<string, Node>()
  readonly lookups: ReadonlyMap<string, (args: readonly Shape[]) => Shape | string>
  readonly #lookupNames: ReadonlySet<string>

  constructor(file: ProcedureFile) {
    this.file = file
    const tables = Object.entries(file.tables ?? {}).filter(([, table]) => table.over !== undefined)
    this.lookups = new Map(
      tables.filter(([, table]) => this.#known(table.unit) && this.#known(table.over?.unit ?? '1')).map(
        ([name, table]) => [name, tableShape(name, table)]
      )
    )
    this.#lookupNames = new Set(tables.map(([name]) => name))
  }

  fault(path: Path, message: string, key = false): void {
    this.faults.push({ path, message, key })
  }

  /** A new name in a scope; refused when it has a meaning already. */
  declare(scope: Map<string, Shape>, name: string, shape: Shape, path: Path): void {
    if (words.has(name) || functionNamed(name) !== undefined) this.fault(
      path,
      `"${name}" has a meaning of its own in formulas: use another name.`,
    )
    else if (scope.has(name) || this.#lookupNames.has(name)) this.fault(path, `The name "${name}" is used twice.`)
    scope.set(name, shape)
  }

  /** The unit written at a path: a unit, or `as <parameter>`. Reports what cannot be read and answers `1` then. */
  unit(text: string, path: Path): string {
    const parameter = parameterOfUnit(text)
    if (parameter !== undefined) {
      const declared = Object.hasOwn(this.file.parameters, parameter) ? this.file.parameters[parameter] : undefined
      if (declared?.kind === 'quantity' || declared?.kind === 'list') return this.#known(declared.unit) ? declared.unit : '1'
      this.fault(path, `There is no parameter "${parameter}" with a unit.`)
      return '1'
    }
    const parsed = parseUnit(text)
    if (parsed.ok) return text
    this.fault(path, `Unit: ${parsed.reason}.`)
    return '1'
  }

  number(text: string, path: Path): Shape {
    return { type: 'number', unit: unit(this.unit(text, path)) }
  }

  /** Parses a formula and checks its names, its units and that it gives what is expected here. */
  formula(text: string, scope: Scope, expected: Expected, path: Path): void {
    const parsed = parse(text, { lookups: this.#lookupNames })
    if (!parsed.ok) return this.#inFormula(path, parsed)
    this.formulas.set(text, parsed.ast)
    for (const name of namesIn(parsed.ast)) {
      if (!scope.has(name)) return this.fault(path, `The formula uses "${name}", which is not known here.`)
    }
    const target = typeof expected === 'object' ? expected.unit : expected === 'count' ? '1' : undefined
    const checked = check(parsed.ast, scope, { lookups: this.lookups, ...(target !== undefined && { unit: unit(target) }) })
    if (!checked.ok) return this.#inFormula(path, checked)
    const { shape } = checked
    if (expected === 'condition' && shape.type !== 'boolean') this.fault(path, 'A condition is needed here, such as x <= 5[g].')
    const numbers = shape.type === 'array' && shape.item.type === 'number'
    if (expected === 'array of numbers' && !numbers) this.fault(path, 'An array of numbers is needed here, such as [Min, Max].')
  }

  /** The unit of the items an array formula gives; undefined when the formula has faults. */
  itemUnit(text: string, scope: Scope, wanted: string, path: Path): void {
    const before = this.faults.length
    this.formula(text, scope, 'array of numbers', path)
    if (this.faults.length === before) this.formula(`max(${text})`, scope, { unit: wanted }, path)
  }

  #inFormula(path: Path, problem: { line: number; column: number; message: string }): void {
    this.faults.push({ path, message: `Formula: ${problem.message}.`, line: problem.line, column: problem.column })
  }

  #known(text: string): boolean {
    return parseUnit(text).ok
  }
}

/** "as e" names the parameter e. */
export function parameterOfUnit(text: string): string | undefined {
  return text.startsWith('as ') ? text.slice(3).trim() : undefined
}

export function arrayOf(item: Shape): Shape {
  return { type: 'array', item }
}
