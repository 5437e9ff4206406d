// The times a leaf carries: the true one, and beside it the simulated one of a demo. In tests with a simulated clock and no demo the
// simulated time is the only one there is.
import { instant, systemClock } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'

export type LeafTimes = { time: string; simTime?: string; demo?: 'yes' }

export function leafTimes(clock: Clock, demo: boolean): LeafTimes {
  const seconds = (c: Clock) => `${instant(c).slice(0, 19)}Z`
  if (!demo) return { time: seconds(clock) }
  return { time: seconds(systemClock), ...(clock.simulated ? { simTime: seconds(clock) } : {}), demo: 'yes' }
}
