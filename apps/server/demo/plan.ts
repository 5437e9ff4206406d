// The demonstration city as data: the same seed and day plan the same city. Pure.
import { createHash } from 'node:crypto'
import type { City, PlanOptions } from './city.ts'
import { planCore } from './plan-core.ts'
import { planHistory } from './plan-history.ts'

export const SEED = 'chuzhou'

export function planCity({ seed, from, until, share, calendar }: PlanOptions): City {
  return { seed, from, until, core: planCore(seed, until, calendar), history: planHistory({ seed, from, until, share, calendar }) }
}

/** SHA-256 of everything planned: two plans are the same when their hashes are. */
export const hashOf = (city: City): string => createHash('sha256').update(JSON.stringify(city)).digest('hex')
