// What a family of cases is: which kinds it answers, and how it answers the names of expected values.
// Types and the few forms of an answer. Pure.
import type { Case, Value } from './case.ts'
import type { Given } from './given.ts'
import type { Computed } from './tolerance.ts'

/** A value, a value with what is known of its scatter, or nothing: the family does not know the name. */
export type Answer = Value | Computed | undefined

/** Answers one name; throws Unusable where the input cannot be used for it. */
export type Answers = (name: string) => Answer | Promise<Answer>

export type Family = {
  readonly name: string
  /** Whether this family answers a kind of case with such an input; the first family that does is asked. */
  readonly takes: (kind: string, input: Given) => boolean
  readonly answers: (of: Case) => Answers
}

export function isComputed(answer: Value | Computed): answer is Computed {
  return typeof answer === 'object' && !Array.isArray(answer)
}

/** One way of reading a name: the first pattern that fits answers. */
export type Reading = readonly [pattern: RegExp, answer: (match: RegExpExecArray) => Answer]

/** Tries the readings in order. */
export function readName(name: string, readings: readonly Reading[]): Answer {
  for (const [pattern, answer] of readings) {
    const match = pattern.exec(name)
    if (match !== null) return answer(match)
  }
  return undefined
}

/** The number after `word=` or `word =` in a name, as in `n=50` or `p = 2.5%` (which is 0.025). */
export function numberAfter(name: string, ...words: readonly string[]): number | undefined {
  for (const word of words) {
    const found = new RegExp(String.raw`(?<![\w.])${word}\s*[=:]\s*(${NUMBER})\s*(%?)`).exec(name)
    if (found !== null) return Number(found[1]) / (found[2] === '%' ? 100 : 1)
  }
  return undefined
}

export const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`

/** Every number of a text, in order. */
export function numbersOf(text: string): readonly number[] {
  return [...text.matchAll(new RegExp(String.raw`(?<![\w.])${NUMBER}`, 'g'))].map(([one]) => Number(one))
}

/** A percentage stated in a name, as in "at 5 %" or "95% low", as a share. */
export function shareIn(name: string): number | undefined {
  const found = new RegExp(String.raw`(${NUMBER})\s*%`).exec(name)?.[1]
  return found === undefined ? undefined : Number(found) / 100
}

/** Text as the part of a pattern that matches it. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

/** Whether a name mentions a word by itself, not as part of a longer one. */
export function mentions(name: string, word: string): boolean {
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${literal(word)}(?![\p{L}\p{N}_])`, 'u').test(name)
}
