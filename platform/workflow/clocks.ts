// The statutory clock of a case, computed from the dated steps it went through: started, paused, resumed and stopped by transitions.
// Pure; the number and kind of days are a rule, the kind of day is counted by lib/calendar. Nothing here is stored as truth.
import { addDays, daysBetween } from '@duheng/calendar/civil-date.ts'
import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import { deadline, remaining } from '@duheng/calendar/clock.ts'
import type { Clock } from '@duheng/calendar/clock.ts'
import { countWorkingDays } from '@duheng/calendar/working-days.ts'
import type { CountResult, NoCalendar, WorkingCalendar } from '@duheng/calendar/working-days.ts'
import type { Workflow } from '@duheng/rules/workflow.ts'

export type DatedStep = { transition: string; on: CivilDate }
type WorkflowClock = Workflow['clocks'][number]

export type ClockReading =
  | { state: 'not started' }
  /** Counting: `last` is the last day in time, `left` the days of the clock's own kind until then. */
  | { state: 'running' | 'paused'; startedOn: CivilDate; pausedDays: number; last: CivilDate; left: number }
  /** Over: `late` says whether the last day had passed when it stopped. */
  | { state: 'stopped'; startedOn: CivilDate; pausedDays: number; last: CivilDate; stoppedOn: CivilDate; late: boolean }
  | { state: 'cannot count'; because: NoCalendar }

type Spans = { startedOn: CivilDate; pauses: readonly { from: CivilDate; to: CivilDate | undefined }[]; stoppedOn: CivilDate | undefined }

/** Reads one clock of a workflow on a day. While paused the last day moves on day by day. */
export function readClock(clock: WorkflowClock, days: Clock, steps: readonly DatedStep[], today: CivilDate, calendar: WorkingCalendar): ClockReading {
  const spans = spansOf(clock, steps)
  if (!spans) return { state: 'not started' }
  const paused = pausedDays(spans, days.unit, spans.stoppedOn ?? today, calendar)
  if (!paused.ok) return { state: 'cannot count', because: paused }
  const last = deadline(days, spans.startedOn, calendar, paused.days)
  if (!last.ok) return { state: 'cannot count', because: last }
  const common = { startedOn: spans.startedOn, pausedDays: paused.days, last: last.date }
  if (spans.stoppedOn) return { state: 'stopped', ...common, stoppedOn: spans.stoppedOn, late: spans.stoppedOn > last.date }
  const left = remaining(days, spans.startedOn, today, calendar, paused.days)
  if (!left.ok) return { state: 'cannot count', because: left }
  const state = spans.pauses.some((p) => p.to === undefined) ? ('paused' as const) : ('running' as const)
  return { state, ...common, left: left.days }
}

/** The last start counts: a case sent round again starts again only where the workflow says so. */
function spansOf(clock: WorkflowClock, steps: readonly DatedStep[]): Spans | undefined {
  let startedOn: CivilDate | undefined
  let stoppedOn: CivilDate | undefined
  let pauses: { from: CivilDate; to: CivilDate | undefined }[] = []
  for (const { transition, on } of steps) {
    if (clock.starts.includes(transition)) { startedOn = on; stoppedOn = undefined; pauses = [] }
    if (startedOn === undefined || stoppedOn !== undefined) continue
    const open = pauses.find((p) => p.to === undefined)
    if (open && clock.resumes?.includes(transition)) open.to = on
    if (!open && clock.pauses?.includes(transition)) pauses.push({ from: on, to: undefined })
    if (clock.stops.includes(transition)) stoppedOn = on
  }
  return startedOn === undefined ? undefined : { startedOn, pauses, stoppedOn }
}

function pausedDays(spans: Spans, unit: Clock['unit'], until: CivilDate, calendar: WorkingCalendar): CountResult {
  let total = 0
  for (const { from, to } of spans.pauses) {
    const end = to ?? until
    if (end <= from) continue
    if (unit === 'day') { total += daysBetween(from, end); continue }
    const counted = countWorkingDays(calendar, from, end)
    if (!counted.ok) return counted
    total += counted.days
  }
  return { ok: true, days: total }
}

/** The day after the last one: from here on the case is late. */
export const lateFrom = (reading: ClockReading): CivilDate | undefined =>
  reading.state === 'running' || reading.state === 'paused' ? addDays(reading.last, 1) : undefined
