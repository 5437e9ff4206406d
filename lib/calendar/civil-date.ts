// A civil date is the text 'YYYY-MM-DD' of the proleptic Gregorian calendar, compared and added to as whole days.
// Absent on purpose: the Date object, time zones, clocks. What day it is today is an argument somebody hands in.

export type CivilDate = string & { readonly civilDate: true }
export type DateParts = { year: number; month: number; day: number }

/** Years from 1900 to 2199: wide enough for every record and validity, narrow enough that a slipped digit is caught. */
export const firstYear = 1900
export const lastYear = 2199

/** Accepts 'YYYY-MM-DD' of a day that exists, nothing else; undefined otherwise. */
export function parseCivilDate(text: string): CivilDate | undefined {
  if (!isCivilDate(text)) return undefined
  return text
}

export function isCivilDate(text: string): text is CivilDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  return year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** For literals and data already checked; throws on anything that is not a civil date, because then it is our own bug. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`"${text}" is not a civil date YYYY-MM-DD`)
  return text
}

export function partsOf(date: CivilDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

export function fromParts({ year, month, day }: DateParts): CivilDate {
  return civilDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01. The year is counted from March, so that the leap day is its last day and needs no special case. */
export function dayNumber(date: CivilDate): number {
  const { year, month, day } = partsOf(date)
  const marchYear = month > 2 ? year : year - 1
  const century = Math.floor(marchYear / 100)
  const daysBeforeYear = 365 * marchYear + Math.floor(marchYear / 4) - century + Math.floor(century / 4)
  const monthsSinceMarch = (month + 9) % 12
  const daysBeforeMonth = Math.floor((153 * monthsSinceMarch + 2) / 5)
  return daysBeforeYear + daysBeforeMonth + day - 1 - 719468
}

/** The inverse of dayNumber; throws outside 1900 to 2199. */
export function fromDayNumber(number: number): CivilDate {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9
  return fromParts({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day })
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** The same day of a later (or earlier) month; where that month is too short, its last day (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date)
  const count = year * 12 + (month - 1) + months
  const targetYear = Math.floor(count / 12)
  const targetMonth = count - targetYear * 12 + 1
  return fromParts({ year: targetYear, month: targetMonth, day: Math.min(day, daysInMonth(targetYear, targetMonth)) })
}

/** 1 = Monday … 7 = Sunday, as ISO 8601 counts. */
export function weekday(date: CivilDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** Civil dates sort as text. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}
