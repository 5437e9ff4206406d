// Why an input or a model is refused: the field, and the rule in Chinese and English. Pure.

import type { Problem } from './ast.ts'
import { chineseProblem } from './problem-chinese.ts'

/** `message` is English, `zh` Chinese; `field` names what was given, such as `R0.halfWidth`; line and column say where in a formula. */
export type Refusal = {
  readonly ok: false
  readonly message: string
  readonly zh?: string
  readonly field?: string
  readonly line?: number
  readonly column?: number
}

/** A sentence for a reader, in both languages. */
export type Sentence = { readonly zh: string; readonly en: string }

export function refuse(field: string, zh: string, message: string): Refusal {
  return { ok: false, field, zh, message }
}

/** A problem of a formula, with its place. */
export function problemRefused(problem: Problem): Refusal {
  const { message, line, column } = problem
  return { ok: false, message, zh: chineseProblem(problem), line, column }
}
