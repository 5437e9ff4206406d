// Time, the one place that reads it. A simulated clock exists only in demo and test processes; real HTTP requests cannot choose one.

export type Clock = {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  readonly simulated: boolean
}

export const systemClock: Clock = { now: () => Date.now(), simulated: false }

/** A clock that stands still until it is set. */
export type SimulatedClock = Clock & { set(to: number | string): void; advance(by_ms: number): void }
export function simulatedClock(start: number | string): SimulatedClock {
  let now_ms = toMillis(start)
  return {
    simulated: true,
    now: () => now_ms,
    set: (to) => { now_ms = toMillis(to) },
    advance: (by_ms) => { now_ms += by_ms },
  }
}

const toMillis = (t: number | string) => (typeof t === 'number' ? t : Date.parse(t))

/** Milliseconds on a monotonic scale, for durations only. */
export const monotonic_ms = (): number => performance.now()

/** RFC 3339 UTC text with milliseconds, as stored and as printed in log leaves. */
export const instant = (clock: Clock): string => new Date(clock.now()).toISOString()

/** RFC 3339 UTC text of a point in time given in milliseconds. */
export const instantOf = (at_ms: number): string => new Date(at_ms).toISOString()

/** Civil date in Asia/Shanghai (UTC+8 all year since 1991), 'YYYY-MM-DD'. */
export const today = (clock: Clock): string => civilDate(clock.now())
export const civilDate = (at_ms: number): string => new Date(at_ms + 8 * 3_600_000).toISOString().slice(0, 10)

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
