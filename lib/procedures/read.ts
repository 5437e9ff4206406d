// Reads a procedure file: YAML, shape, names, units and every formula, each complaint with its line and column.
// Pure. The text is kept with the hash of its bytes: a record names the edition it was measured by.

import type { Grade } from '@duheng/rules/citation.ts'
import { weakest } from '@duheng/rules/citation.ts'
import type { Problem } from '@duheng/rules/problem.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { readShape } from '@duheng/rules/shape.ts'
import type { Standable } from '@duheng/rules/standing.ts'
import type { Positions } from '@duheng/rules/yaml.ts'
import type { Node } from '@duheng/uncertainty/ast.ts'
import { checkGlobals } from './read-global.ts'
import { checkBudgets, checkCertificate, checkExamples } from './read-rest.ts'
import { checkSteps } from './read-step.ts'
import { ProcedureShape } from './schema.ts'
import type { ProcedureFile, SourcedFile } from './schema.ts'
import { Checker } from './scope.ts'
import type { Fault } from './scope.ts'

/** A procedure that can be run. `formulas` holds the tree of every formula by its text; `grade` is that of the weakest source it cites. */
export type Procedure = {
  readonly id: string
  readonly hash: string
  readonly text: string
  readonly grade: Grade
  readonly file: ProcedureFile
  readonly formulas: ReadonlyMap<string, Node>
}

export type ProcedureReading = { ok: true; procedure: Procedure } | { ok: false; problems: Problem[] }

export function readProcedure(text: string): ProcedureReading {
  const shaped = readShape(text, ProcedureShape)
  if (!shaped.ok) return shaped
  const file = shaped.value
  const checker = new Checker(file)
  const globals = checkGlobals(checker)
  const steps = checkSteps(checker, globals)
  checkBudgets(checker, globals.budgets)
  checkCertificate(checker, steps)
  checkExamples(checker)
  if (checker.faults.length > 0) return {
    ok: false,
    problems: checker.faults.slice(0, 50).map((fault) => located(fault, shaped.positions, text)),
  }
  const grade = weakest(citesOf(file).map((cite) => file.sources[cite]?.grade ?? 'memory'))
  return {
    ok: true,
    procedure: { id: `${file.document}-${file.edition}`, hash: sha256(text), text, grade, file, formulas: checker.formulas },
  }
}

/** What an adoption of this procedure names: the exact bytes. */
export function procedureStandable(procedure: Procedure): Standable {
  return { id: procedure.id, digest: procedure.hash, grade: procedure.grade }
}

/** The source a part rests on; the document itself where it names none. */
export function sourceOf(procedure: Procedure, cite: string | undefined): SourcedFile {
  const source = procedure.file.sources[cite ?? procedure.file.cite]
  if (source === undefined) throw new Error('the reader has checked every cite')
  return source
}

/** The keys of all sources that some part cites. */
export function citesOf(file: ProcedureFile): string[] {
  const cites = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        if (key === 'cite' && typeof member === 'string') cites.add(member)
        else visit(member)
      }
    }
  }
  visit({ ...file, examples: undefined })
  return [...cites]
}

function located(fault: Fault, positions: Positions, text: string): Problem {
  const position = positions.at(fault.path.map(String), fault.key)
  const path = fault.path.join('.')
  const { line = 1, column = 1 } = fault
  if (fault.line === undefined) return { ...position, path, message: fault.message }
  const first = text.split('\n', position.line)[position.line - 1]?.charAt(position.column - 1) ?? ''
  const block = first === '>' || first === '|'
  if (block) return { line: position.line + line, column: 1, path, message: fault.message }
  const quoted = first === '"' || first === "'" ? 1 : 0
  return {
    line: position.line + line - 1,
    column: line === 1 ? position.column + quoted + column - 1 : column,
    path,
    message: fault.message,
  }
}
