// A case: an input, and the numbers that should come out of it, with where they were printed. One JSON object a file.
// Pure. Absent: files (case-files.ts), what a kind computes (families/).
import type { Sentence } from '@duheng/decisions/refusal.ts'
import { isGiven, Unusable } from './given.ts'
import type { Given } from './given.ts'

/** What is expected or computed: a number mostly; a verdict, a name, or a list of such. */
export type Value = number | boolean | string | readonly Value[]

/** One number that should come out, within `absTol`, or within `relTol` of its size; where neither is said see tolerance.ts. */
export type Expected = { readonly name: string; readonly value: Value; readonly absTol?: number; readonly relTol?: number }

export type Case = {
  readonly id: string
  readonly kind: string
  readonly source: string
  readonly note: string
  /** What the example is called, where a record says so. */
  readonly title?: Sentence
  /** What a reader of the numbers should know. */
  readonly remark?: Sentence
  readonly input: Given
  readonly expected: readonly Expected[]
}

/** Reads a parsed JSON document as a case; throws Unusable naming the member. */
export function readCase(document: unknown): Case {
  if (!isGiven(document)) throw new Unusable('case', '文件须为一个 JSON 对象', 'a case file is one JSON object')
  const { input, expected } = document
  if (input !== undefined && !isGiven(input)) throw new Unusable('input', '须为对象', 'must be an object')
  if (!Array.isArray(expected) || expected.length === 0) throw new Unusable('expected', '须列出至少一个期望值', 'must list at least one expected value')
  return {
    id: needText(document, 'id'), kind: needText(document, 'kind'), source: optionalText(document, 'source'),
    note: optionalText(document, 'note'), ...bilingualIn(document, 'title'), ...bilingualIn(document, 'remark'), input: input ?? {}, expected: expected.map((one: unknown, i) => readExpected(one, `expected[${i + 1}]`)),
  }
}

function bilingualIn(document: Given, name: 'title' | 'remark'): Pick<Case, 'title' | 'remark'> {
  const value = document[name]
  if (value === undefined || value === null || typeof value === 'string') return {}
  if (!isGiven(value)) throw new Unusable(name, '须为中英文对照', 'must have zh and en')
  return { [name]: { zh: needText(value, 'zh', name), en: needText(value, 'en', name) } }
}

function readExpected(given: unknown, place: string): Expected {
  if (!isGiven(given)) throw new Unusable(place, '须为对象', 'must be an object')
  const name = needText(given, 'name', place)
  const { value } = given
  if (!isValue(value)) throw new Unusable(`${place}.value`, '须为数、真假、文字或其列表', 'must be a number, true or false, text, or a list of such')
  return { name, value, absTol: toleranceIn(given, 'abs_tol', place), relTol: toleranceIn(given, 'rel_tol', place) }
}

function isValue(value: unknown): value is Value {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || (Array.isArray(value) && value.every(isValue))
}

function toleranceIn(given: Given, name: string, place: string): number | undefined {
  const value = given[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !(value >= 0)) throw new Unusable(`${place}.${name}`, '容差须为不小于零的数', 'a tolerance is a number not below zero')
  return value
}

function needText(given: Given, name: string, place?: string): string {
  const value = given[name]
  if (typeof value === 'string' && value !== '') return value
  throw new Unusable(place === undefined ? name : `${place}.${name}`, '须为非空文字', 'must be text, not empty')
}

function optionalText(given: Given, name: string): string {
  const value = given[name]
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw new Unusable(name, '须为文字', 'must be text')
  return value
}
