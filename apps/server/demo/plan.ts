// The demonstration city as data: the same seed and day plan the same city. Pure.
import { createHash } from 'node:crypto'
import type { WorkingCalendar } from '@duheng/calendar/working-days.ts'
import type { City } from './city.ts'
import { planCore } from './plan-core.ts'
import { planHistory } from './plan-history.ts'

export const SEED = 'chuzhou'

export type PlanOptions = {
  seed: string
  /** First day of the history; the institutes are founded then. */
  from: string
  /** The day planned for: today. */
  until: string
  /** Share of the full size, 1 for the whole city. */
  share: number
  calendar: WorkingCalendar
}

export function planCity({ seed, from, until, share, calendar }: PlanOptions): City {
  return { seed, from, until, core: planCore(seed, until, calendar), history: planHistory({ seed, from, until, share, calendar }) }
}

/** SHA-256 of everything planned: two plans are the same when their hashes are. */
export const hashOf = (city: City): string => createHash('sha256').update(JSON.stringify(city)).digest('hex')
