// Joins a YAML text to a zod schema: every complaint of the schema gets the line and column where the text stands.

import { z } from 'zod'
import type { Problem, Reading } from './problem.ts'
import { refusal } from './problem.ts'
import type { Positions } from './yaml.ts'
import { readYaml } from './yaml.ts'

export type Shaped<T> = { ok: true; value: T; positions: Positions } | { ok: false; problems: Problem[] }

export function readShape<T>(text: string, schema: z.ZodType<T>): Shaped<T> {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml
  const parsed = schema.safeParse(yaml.tree)
  if (parsed.success) return { ok: true, value: parsed.data, positions: yaml.positions }
  return refusal(parsed.error.issues.flatMap((issue) => describe(issue, yaml.positions)).slice(0, 50))
}

export function valueOf<T>(shaped: Shaped<T>): Reading<T> {
  return shaped.ok ? { ok: true, value: shaped.value } : shaped
}

function describe(issue: z.core.$ZodIssue, positions: Positions): Problem[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at(positions, [...path, key], true, `The key "${key}" is not known here.`))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [at(positions, path, false, `"${path.at(-1) ?? 'document'}" is missing.`)]
  }
  return [at(positions, path, false, sentence(issue))]
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `Expected ${expected(issue.expected)} here.`
  if (issue.code === 'invalid_value') return `Expected one of: ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_union') return 'This does not fit any of the forms allowed here.'
  return issue.message.endsWith('.') ? issue.message : `${issue.message}.`
}

function expected(kind: string): string {
  if (kind === 'object' || kind === 'record') return 'a map of keys and values'
  if (kind === 'array') return 'a list'
  return kind === 'string' ? 'text' : kind
}

function at(positions: Positions, path: string[], key: boolean, message: string): Problem {
  return { ...positions.at(path, key), path: path.join('.'), message }
}
