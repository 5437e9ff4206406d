// Reads fields of an input as people spell them: half_width, halfWidth and half-width are one field; u and U are two.
// Pure. Absent: what a field means, which is the family's. A field that breaks its rule is thrown as Unusable and caught where a case or
// a command is answered.
import type { Sentence } from '@duheng/decisions/refusal.ts'

/** An object of the file, its members not yet understood. */
export type Given = Readonly<Record<string, unknown>>

/** What is wrong with an input: the field with its place, and the rule it breaks in both languages. */
export class Unusable extends Error {
  readonly field: string
  readonly zh: string
  readonly en: string

  constructor(field: string, zh: string, en: string) {
    super(`${field}: ${en}`)
    this.field = field
    this.zh = zh
    this.en = en
  }
}

/** Field and rule as one sentence. */
export const reasonOf = ({ field, zh, en }: Unusable): Sentence => ({ zh: `${field}：${zh}`, en: `${field}: ${en}` })

/** The value of a library's answer, or its refusal as one of this input. */
export function taken<T>(answer: { ok: true; value: T } | { ok: false; reason: string; field?: string; zh?: string }): T {
  if (answer.ok) return answer.value
  const field = answer.field ?? ''
  const bare = (text: string) => (text.startsWith(field) ? text.slice(field.length).replace(/^[:：]\s*/, '') : text)
  throw new Unusable(field === '' ? 'input' : field, bare(answer.zh ?? answer.reason), bare(answer.reason))
}

/** First letter as it is, the rest without case and separators. */
const canonical = (name: string): string => name.slice(0, 1) + name.slice(1).toLowerCase().replaceAll(/[_\s-]/g, '')

export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first member under one of these names, and the name it has in the file. */
export function member(given: Given, ...names: readonly string[]): { readonly name: string; readonly value: unknown } | undefined {
  for (const name of names) if (given[name] !== undefined && given[name] !== null) return { name, value: given[name] }
  const keys = Object.keys(given)
  for (const name of names) {
    const key = keys.find((one) => canonical(one) === canonical(name) && given[one] !== undefined && given[one] !== null)
    if (key !== undefined) return { name: key, value: given[key] }
  }
  return undefined
}

export const has = (given: Given, ...names: readonly string[]): boolean => member(given, ...names) !== undefined

/** A finite number; text such as "1e-3" and ∞ is read as one. */
export function numberIn(given: Given, ...names: readonly string[]): number | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  const value = asNumber(found.value)
  if (value === undefined) throw new Unusable(found.name, '须为数', 'must be a number')
  return value
}

export function needNumber(given: Given, ...names: readonly string[]): number {
  return numberIn(given, ...names) ?? lacking(names)
}

export function numbersIn(given: Given, ...names: readonly string[]): readonly number[] | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  if (!Array.isArray(found.value)) throw new Unusable(found.name, '须为一组数', 'must be a list of numbers')
  return found.value.map((one, i) => {
    const value = asNumber(one)
    if (value === undefined) throw new Unusable(`${found.name}[${i + 1}]`, '须为数', 'must be a number')
    return value
  })
}

export function needNumbers(given: Given, ...names: readonly string[]): readonly number[] {
  return numbersIn(given, ...names) ?? lacking(names)
}

/** One number or a list of them. */
export function numberOrMore(given: Given, ...names: readonly string[]): readonly number[] | undefined {
  const found = member(given, ...names)
  return found === undefined || Array.isArray(found.value) ? numbersIn(given, ...names) : [needNumber(given, ...names)]
}

/** Rows of numbers: groups of readings, or a matrix. Members of an object are its rows too. */
export function rowsIn(given: Given, ...names: readonly string[]): readonly (readonly number[])[] | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  const rows: unknown = isGiven(found.value) ? Object.values(found.value) : found.value
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) throw new Unusable(found.name, '须为若干组数', 'must be a list of lists of numbers')
  return rows.map((row, i) => needNumbers({ [`${found.name}[${i + 1}]`]: row }, `${found.name}[${i + 1}]`))
}

export function textIn(given: Given, ...names: readonly string[]): string | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  if (typeof found.value !== 'string') throw new Unusable(found.name, '须为文字', 'must be text')
  return found.value
}

export function textsIn(given: Given, ...names: readonly string[]): readonly string[] | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  if (!Array.isArray(found.value)) throw new Unusable(found.name, '须为一组名称', 'must be a list of names')
  return found.value.map(String)
}

/** A list of objects, or an object of objects whose keys become their names. */
export function objectsIn(given: Given, ...names: readonly string[]): readonly Given[] | undefined {
  const found = member(given, ...names)
  if (found === undefined) return undefined
  if (Array.isArray(found.value) && found.value.every(isGiven)) return found.value
  if (isGiven(found.value)) {
    return Object.entries(found.value).map(([name, value]) => (isGiven(value) ? { name, ...value } : { name, value }))
  }
  throw new Unusable(found.name, '须为一组对象', 'must be a list of objects')
}

export function lacking(names: readonly string[]): never {
  throw new Unusable(names[0] ?? 'input', '缺少此项', `is needed${names.length > 1 ? ` (also read: ${names.slice(1).join(', ')})` : ''}`)
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^[+]?(?:inf(?:inity)?|∞)$/i.test(text)) return Infinity
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined
}
