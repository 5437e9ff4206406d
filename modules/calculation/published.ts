// The published numbers of this release: records of published/, read and computed.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Sentence } from '@duheng/decisions/refusal.ts'
import { answerCase, familyOf } from './answer.ts'
import type { Outcome } from './answer.ts'
import { readCase } from './case.ts'
import type { Case } from './case.ts'
import { Unusable } from './given.ts'
import { caseVerdict } from './report.ts'

export const PUBLISHED = fileURLToPath(new URL('../../published/', import.meta.url))

/** One record with what was printed and what this release computes. */
export type NumbersRecord = {
  readonly id: string
  readonly family: string
  readonly title: Sentence
  readonly source: string
  readonly remark?: Sentence
  readonly verdict: Outcome['verdict']
  readonly values: readonly Omit<Outcome, 'case'>[]
}

export type NumbersReport = { readonly records: readonly NumbersRecord[]; readonly values: number; readonly within: number }

/** Reads every record; a broken one is our own bug and stops here. */
export function publishedCases(): readonly Case[] {
  return readdirSync(PUBLISHED).filter((name) => name.endsWith('.json')).toSorted().map((name) => {
    try {
      return readCase(JSON.parse(readFileSync(PUBLISHED + name, 'utf8')))
    } catch (error) {
      if (error instanceof Unusable || error instanceof SyntaxError) throw new Error(`published/${name}: ${error.message}`, { cause: error })
      throw error
    }
  })
}

export async function computeNumbers(cases: readonly Case[]): Promise<NumbersReport> {
  const records: NumbersRecord[] = []
  for (const one of cases) {
    const outcomes = await answerCase(one)
    const { id, source, remark, title = { zh: one.id, en: one.id } } = one
    records.push({ id, family: familyOf(one) ?? '', title, source, ...(remark !== undefined && { remark }), verdict: caseVerdict(outcomes), values: outcomes.map(withoutCase) })
  }
  const values = records.flatMap((record) => record.values)
  return { records, values: values.length, within: values.filter(({ verdict }) => verdict === 'pass').length }
}

const withoutCase = ({ name, expected, got, tolerance, allowance, verdict, reason }: Outcome): Omit<Outcome, 'case'> => (
  { name, expected, got, tolerance, allowance, verdict, reason })
