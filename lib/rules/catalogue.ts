// The catalogue of measuring instruments under compulsory management, as dated and cited rows, with the statements of its
// announcement (R1…) and the verification intervals the regulations give. Absent: deciding about an instrument (compulsory.ts).

import { z } from 'zod'
import { Bilingual, CivilDateText, Grade, Id, Source, Text, WholeNumber } from './citation.ts'
import type { Cited } from './citation.ts'
import type { Problem, Reading } from './problem.ts'
import { refusal } from './problem.ts'
import { Rule } from './rule.ts'
import { canonicalJson } from './rule.ts'
import { sha256 } from './sha256.ts'
import { readShape } from './shape.ts'
import type { Standable } from './standing.ts'

export const Purpose = z.enum(['trade settlement', 'safety', 'medical', 'environment'])
export type Purpose = z.infer<typeof Purpose>

/** How an entry is verified: again and again, or once and then scrapped when inaccurate, or once and then replaced when its time is up. */
export const Way = z.enum(['periodic', 'initial only, scrapped when inaccurate', 'initial only, replaced at expiry'])
export type Way = z.infer<typeof Way>

const Entry = z.strictObject({
  id: Id,
  first: Bilingual,
  second: Bilingual,
  control: z.array(z.enum(['type approval', 'verification'])).min(1).max(2),
  ways: z.array(Way).max(3),
  purposes: z.array(Purpose).max(4),
  'verified from': CivilDateText.optional(),
  'only when': z.enum(['sells to the public']).optional(),
  'home use is': Way.optional(),
  source: Source,
  grade: Grade,
  note: Bilingual.optional(),
})
export type Entry = z.infer<typeof Entry>

const Interval = z.strictObject({
  id: Id,
  instrument: Bilingual,
  entry: Id.optional(),
  regulation: Text,
  months: WholeNumber.optional(),
  way: Way,
  source: Source,
  grade: Grade,
  note: Bilingual.optional(),
})
export type Interval = z.infer<typeof Interval>

const CatalogueShape = z.strictObject({
  format: z.literal('duheng-catalogue/1'),
  id: Id,
  title: Bilingual,
  jurisdiction: Id,
  from: CivilDateText,
  until: CivilDateText.optional(),
  warning: Bilingual.optional(),
  source: Source,
  grade: Grade,
  rules: z.array(Rule).max(100),
  entries: z.array(Entry).min(1).max(500),
  intervals: z.array(Interval).max(500),
})
export type Catalogue = z.infer<typeof CatalogueShape> & { text: string; hash: string }

export function readCatalogue(text: string): Reading<Catalogue> {
  const shaped = readShape(text, CatalogueShape)
  if (!shaped.ok) return shaped
  const { entries, intervals } = shaped.value
  const problems: Problem[] = []
  const complain = (path: (string | number)[], message: string): void => {
    problems.push({ ...shaped.positions.at(path), path: path.join('.'), message })
  }
  for (const [list, rows] of [['entries', entries], ['intervals', intervals]] as const) {
    for (const [index, row] of rows.entries()) {
      if (rows.findIndex((other) => other.id === row.id) !== index) complain([list, index, 'id'], `"${row.id}" stands here twice.`)
    }
  }
  for (const [index, interval] of intervals.entries()) {
    const { entry } = interval
    if (entry !== undefined && !entries.some(({ id }) => id === entry)) complain(
      ['intervals', index, 'entry'],
      `There is no entry "${entry}".`,
    )
  }
  for (const [index, entry] of entries.entries()) {
    const verified = entry.control.includes('verification')
    if (verified && (entry.ways.length === 0 || entry.purposes.length === 0)) {
      complain(['entries', index], 'An entry under verification says how and for which purposes.')
    }
  }
  return problems.length > 0 ? refusal(problems) : { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}

/** The identity of one row, for adoption: changes with any word of the row. */
export function rowStandable(row: Cited & { id: string }): Standable {
  return { id: row.id, digest: sha256(canonicalJson(row)), grade: row.grade }
}
