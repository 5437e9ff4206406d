// A statutory clock: so many days or working days from an event. Its number and its kind of day are data of a rule;
// here is only the counting. Absent: the rule itself, and the day of today.

import { addDays, daysBetween } from './civil-date.ts'
import type { CivilDate } from './civil-date.ts'
import { addWorkingDays, countWorkingDays } from './working-days.ts'
import type { CountResult, DateResult, WorkingCalendar } from './working-days.ts'

export type KindOfDay = 'day' | 'working day'

/** `from` names the event whose day is day 0, for the reader; the day itself is handed to `deadline`. */
export type Clock = { value: number; unit: KindOfDay; from: string }

/** The last day on which the act is still in time. The day of the event is day 0. `pausedDays` lengthen it by days of the same kind. */
export function deadline(clock: Clock, dayOfEvent: CivilDate, calendar: WorkingCalendar, pausedDays = 0): DateResult {
  const days = clock.value + pausedDays
  if (clock.unit === 'working day') return addWorkingDays(calendar, dayOfEvent, days)
  return { ok: true, date: addDays(dayOfEvent, days) }
}

/** Days of the clock's own kind that remain on `today`; 0 on the last day, negative when it is past. */
export function remaining(clock: Clock, dayOfEvent: CivilDate, today: CivilDate, calendar: WorkingCalendar, pausedDays = 0): CountResult {
  const last = deadline(clock, dayOfEvent, calendar, pausedDays)
  if (!last.ok) return last
  if (clock.unit === 'working day') return countWorkingDays(calendar, today, last.date)
  return { ok: true, days: daysBetween(today, last.date) }
}
