// How a statutory clock stands, from days the server counted (working days are the server's business). Pure.

export type ClockFacts = {
  /** Last day, `2026-12-01`. */
  readonly due: string
  /** Days left in the rule's own unit; negative when over. */
  readonly left: number
  /** Length of the whole period in the same unit; without it, the last third cannot be known and nothing turns amber. */
  readonly total?: number
  readonly unit: 'day' | 'workingDay'
  readonly stopped?: 'paused' | 'done'
  /** Skipped holidays, make-up days, pauses, the rule. */
  readonly notes?: readonly string[]
}
export type ClockTone = 'calm' | 'warn' | 'bad' | 'stopped'

/** Amber in the last third, red when over. */
export function clockTone({ left, total, stopped }: ClockFacts): ClockTone {
  if (stopped) return 'stopped'
  if (left < 0) return 'bad'
  return total !== undefined && left * 3 <= total ? 'warn' : 'calm'
}
