// Reads rules/calendar/<place>/<year>.yaml: the days a government declared off and the weekend days it declared working.

import type { DeclaredYear } from '@duheng/calendar/working-days.ts'
import { addDays, daysBetween, isCivilDate, partsOf, weekday } from '@duheng/calendar/civil-date.ts'
import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import { z } from 'zod'
import { CivilDateText, Grade, Id, Source, Text, WholeNumber } from './citation.ts'
import type { Problem, Reading } from './problem.ts'
import { refusal } from './problem.ts'
import { sha256 } from './sha256.ts'
import { readShape } from './shape.ts'

const Festival = z.strictObject({ zh: Text, en: Text, first: CivilDateText, last: CivilDateText })
const HolidayShape = z.strictObject({
  format: z.literal('duheng-holidays/1'),
  place: Id,
  year: WholeNumber,
  source: Source,
  grade: Grade,
  off: z.array(Festival).min(1).max(40),
  'make-up': z.array(CivilDateText).max(40),
})
export type HolidayFile = z.infer<typeof HolidayShape> & { declared: DeclaredYear; text: string; hash: string }

export function readHolidays(text: string): Reading<HolidayFile> {
  const shaped = readShape(text, HolidayShape)
  if (!shaped.ok) return shaped
  const file = shaped.value
  const problems: Problem[] = []
  const complain = (path: (string | number)[], message: string): void => {
    problems.push({ ...shaped.positions.at(path), path: path.join('.'), message })
  }
  const off = new Set<CivilDate>()
  for (const [index, festival] of file.off.entries()) {
    const days = isCivilDate(festival.first) && isCivilDate(festival.last) ? daysBetween(festival.first, festival.last) : -1
    if (days < 0 || days > 30) complain(['off', index], 'The last day off lies before the first, or more than a month after it.')
    else for (let day = 0; day <= days; day += 1) off.add(addDays(festival.first, day))
  }
  const makeUp = new Set<CivilDate>(file['make-up'])
  for (const date of [...off, ...makeUp]) if (partsOf(date).year !== file.year) complain(['year'], `${date} does not lie in ${file.year}.`)
  for (const [index, date] of file['make-up'].entries()) {
    if (weekday(date) <= 5 || off.has(date)) complain(['make-up', index], `${date} is not a weekend day that can be worked instead.`)
  }
  if (problems.length > 0) return refusal(problems)
  return { ok: true, value: { ...file, declared: { year: file.year, off, makeUp }, text, hash: sha256(text) } }
}
