// Working days: Monday to Friday without the days declared off, with the weekend days declared working.
// The declared days are data of a year; a year nobody declared is refused with a sentence and never guessed.

import { addDays, dayNumber, partsOf, weekday } from './civil-date.ts'
import type { CivilDate } from './civil-date.ts'

/** What a government declared for one year. `off` may lie on any weekday, `makeUp` lists weekend days that are worked. */
export type DeclaredYear = { year: number; off: ReadonlySet<CivilDate>; makeUp: ReadonlySet<CivilDate> }

/** The declared years of one place, by year. */
export type WorkingCalendar = { place: string; years: ReadonlyMap<number, DeclaredYear> }

export type DateResult = { ok: true; date: CivilDate } | NoCalendar
export type CountResult = { ok: true; days: number } | NoCalendar
export type WorkingDayResult = { ok: true; working: boolean } | NoCalendar
export type NoCalendar = { ok: false; year: number; zh: string; en: string }

export function workingCalendar(place: string, years: readonly DeclaredYear[]): WorkingCalendar {
  return { place, years: new Map(years.map((declared) => [declared.year, declared])) }
}

export function isWorkingDay(calendar: WorkingCalendar, date: CivilDate): WorkingDayResult {
  const year = partsOf(date).year
  const declared = calendar.years.get(year)
  if (declared === undefined) return noCalendar(calendar, year)
  if (declared.off.has(date)) return { ok: true, working: false }
  if (declared.makeUp.has(date)) return { ok: true, working: true }
  return { ok: true, working: weekday(date) <= 5 }
}

/**
 * The working day that is `days` working days after `start`. The start day is day 0 and does not count, whatever day it is;
 * 0 days give the start day itself (民法典 art. 201: the day a period starts is not counted).
 */
export function addWorkingDays(calendar: WorkingCalendar, start: CivilDate, days: number): DateResult {
  if (!Number.isInteger(days) || days < 0 || days > 2000) throw new RangeError('days must be a whole number from 0 to 2000')
  let date = start
  for (let counted = 0; counted < days; ) {
    date = addDays(date, 1)
    const day = isWorkingDay(calendar, date)
    if (!day.ok) return day
    if (day.working) counted += 1
  }
  return { ok: true, date }
}

/** Working days after `from` up to and including `to`; negative when `to` lies before `from`. The inverse of addWorkingDays. */
export function countWorkingDays(calendar: WorkingCalendar, from: CivilDate, to: CivilDate): CountResult {
  if (to < from) {
    const backwards = countWorkingDays(calendar, to, from)
    return backwards.ok ? { ok: true, days: backwards.days === 0 ? 0 : -backwards.days } : backwards
  }
  let days = 0
  const last = dayNumber(to)
  for (let date = from; dayNumber(date) < last; ) {
    date = addDays(date, 1)
    const day = isWorkingDay(calendar, date)
    if (!day.ok) return day
    if (day.working) days += 1
  }
  return { ok: true, days }
}

function noCalendar(calendar: WorkingCalendar, year: number): NoCalendar {
  return {
    ok: false,
    year,
    zh: `没有 ${calendar.place} ${year} 年的节假日安排，不能推算工作日。`,
    en: `The working days of ${calendar.place} in ${year} are not declared, so none can be counted.`,
  }
}
