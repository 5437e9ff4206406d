// Where a rule or a number comes from, and how well it was read. Every entry under rules/ carries one of these.

import { isCivilDate } from '@duheng/calendar/civil-date.ts'
import { z } from 'zod'

/** official: the official text was read; secondary: a copy, a later or earlier edition or a report of it was read; memory: nothing was. */
export const Grade = z.enum(['official', 'secondary', 'memory'])
export type Grade = z.infer<typeof Grade>

export const Text = z.string().trim().min(1, 'Text is missing here').max(4000, 'The text is longer than 4000 characters')
export const Bilingual = z.strictObject({ zh: Text, en: Text })
export type Bilingual = z.infer<typeof Bilingual>

export const CivilDateText = z.string().refine(isCivilDate, 'Expected a day that exists, written YYYY-MM-DD')
export const DecimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/, 'Expected a decimal number such as 0.30')
export const WholeNumber = z.string().regex(/^\d{1,9}$/, 'Expected a whole number').transform(Number)
export const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'Expected a short identifier of letters, digits, dots, hyphens')

/** `read` says what was actually read when that is not the document itself ("copy on a mirror", "text of the 2006 edition"). */
export const Source = z.strictObject({
  document: Text,
  clause: Text.optional(),
  year: z.string().regex(/^\d{4}$/, 'Expected a year of four digits').optional(),
  url: z.string().max(500).regex(/^https?:\/\/|^github:/, 'Expected an address').optional(),
  read: Text.optional(),
})
export type Source = z.infer<typeof Source>

export type Cited = { source: Source; grade: Grade }

const rank: Record<Grade, number> = { memory: 0, secondary: 1, official: 2 }

/** The grade of a whole is that of its weakest part; a whole without parts is from memory. */
export function weakest(grades: readonly Grade[]): Grade {
  return grades.reduce<Grade>((worst, grade) => (rank[grade] < rank[worst] ? grade : worst), grades[0] ?? 'memory')
}

/** "JJG 443-2023, 5.3" as it is printed beside a formula. */
export function citationText(source: Source): string {
  const year = source.year === undefined || source.document.includes(source.year) ? '' : ` (${source.year})`
  return `${source.document}${year}${source.clause === undefined ? '' : `, ${source.clause}`}`
}
