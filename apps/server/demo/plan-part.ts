// What both parts of the plan need: working days, minutes of a day, organisations, instruments of a kind, a laboratory's standards. Pure.
import { addDays, addMonths, civilDate, weekday } from '@duheng/calendar/civil-date.ts'
import { isWorkingDay } from '@duheng/calendar/working-days.ts'
import type { WorkingCalendar } from '@duheng/calendar/working-days.ts'
import type { PlannedCertificate, PlannedInstrument, PlannedPerson, PlannedStandard } from './city.ts'
import { kinds } from './kinds.ts'
import type { Kind, KindName } from './kinds.ts'
import { personName } from './names.ts'
import { randomOf } from './random.ts'

/** A day of work in the city; in a year whose holidays nobody declared yet, Monday to Friday. */
export function isWork(calendar: WorkingCalendar, day: string): boolean {
  const answer = isWorkingDay(calendar, civilDate(day))
  return answer.ok ? answer.working : weekday(civilDate(day)) <= 5
}

/** The day `n` working days after a day, or before it when n is negative; 0 gives the day itself or the next day of work. */
export function workDay(calendar: WorkingCalendar, from: string, n: number): string {
  let day = from
  if (n === 0) while (!isWork(calendar, day)) day = plus(day, 1)
  for (let left = Math.abs(n); left > 0;) {
    day = plus(day, Math.sign(n))
    if (isWork(calendar, day)) left--
  }
  return day
}

export const plus = (day: string, days: number): string => addDays(civilDate(day), days)
/** A minute of the working day, `n` minutes after half past eight, never after five. */
export function at(day: string, n: number): string {
  const minute = 510 + Math.min(n, 509)
  return `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

export const person = (seed: string, key: string, roles: PlannedPerson['roles'], login?: string, zh?: string, en?: string): PlannedPerson => ({
  key, name: personName(randomOf(seed, 'person', key)), roles, ...(login === undefined ? {} : { login, zh, en }),
})

const kindOf = (name: KindName): Kind => kinds[name]

/** One instrument of a kind; `n` makes its serial number. */
export function instrument(seed: string, name: KindName, made: { key: string; owner: string; place: number; n: number; ownerNo: string; variant?: number; madeOn: string; declared?: PlannedInstrument['fields']['declared'] }): PlannedInstrument {
  const kind = kindOf(name)
  const random = randomOf(seed, 'instrument', made.key)
  const variant = made.variant === undefined ? random.pick(kind.variants) : kind.variants[made.variant] ?? kind.variants[0]
  return {
    key: made.key, owner: made.owner, place: made.place, ...(kind.document === undefined ? {} : { document: kind.document }), given: variant.given,
    fields: {
      ...kind.fields, model: variant.model, measuringRange: variant.range, accuracyClass: variant.accuracy, maker: kind.maker, ownerNo: made.ownerNo,
      serial: `DEMO${made.madeOn.slice(2, 4)}${String(made.n).padStart(5, '0')}`, madeOn: made.madeOn, parameters: variant.parameters, ...(made.declared === undefined ? {} : { declared: made.declared }),
    },
  }
}

/** The four standards the three procedures need. `firstOn` dates their first certificates; each is valid as long as its issuer says. */
export function standards(laboratory: string, firstOn: Readonly<Record<'weights' | 'pressure' | 'measure' | 'thermometer', string>>, origin: PlannedCertificate['origin']): PlannedStandard[] {
  const one = (id: keyof typeof firstOn, role: string, document: string, words: readonly [code: string, name: string, range: string, accuracy: string, serial: string], months: number): PlannedStandard => ({
    key: `${laboratory}/${id}`, role, document, code: words[0], name: words[1], range: words[2], accuracy: words[3], serial: words[4], maker: '示范标准器厂（演示）',
    first: certificate(id, firstOn[id], months, id === 'pressure' ? origin : 'manual'),
  })
  return [
    one('weights', 'weights', 'JJG 539', ['M1-07', 'M1 等级砝码组', '1 g～20 kg', 'M1 等级', 'DEMO-FM-07'], 12),
    one('pressure', 'pressure-standard', 'JJG 52', ['SYJ-02', '数字压力计', '(0～6) MPa', '0.05 级', 'DEMO-YL-02'], 12),
    one('measure', 'measure', 'JJG 443', ['LQ20-01', '标准金属量器', '20 L', 'U = 0.010 L (k = 2)', 'DEMO-RL-01'], 36),
    one('thermometer', 'thermometer', 'JJG 443', ['WD-03', '数字温度计', '(-30～60) ℃', '±0.2 ℃', 'DEMO-WD-03'], 12),
  ]
}

export function certificate(id: string, issuedOn: string, months: number, origin: PlannedCertificate['origin']): PlannedCertificate {
  return { number: `演示-${id.slice(0, 2).toUpperCase()}-${issuedOn.replaceAll('-', '')}`, issuedOn, validUntil: addDays(addMonths(civilDate(issuedOn), months), -1), origin }
}
