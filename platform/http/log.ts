// Structured logs of allow-listed events: ids, counts, durations, outcomes. No free text, no bodies, no query strings.
// The last line masks what slipped through and counts it; the count must stay 0.
import { Counter } from 'prom-client'
import { registry } from './metrics.ts'

export type LogEvent = {
  event: 'request' | 'start' | 'stop' | 'error' | 'migrated' | 'sequencer' | 'demo' | 'worker' | 'watchdog' | 'security' | 'backup'
  requestId?: string; method?: string; route?: string; status?: number; ms?: number; count?: number; name?: string; code?: string
  actor?: number; outcome?: string
}

const redacted = new Counter({ name: 'duheng_log_redacted_total', help: 'Log lines in which personal data or a secret had to be masked', registers: [registry] })
/** A telephone or identity number, or a token. Digits beside the letters a to f are part of an identifier in hexadecimal, not a number. */
const PERSONAL = /(?<![0-9a-f])1[3-9][0-9]{9}(?![0-9a-f])|(?<![0-9a-f])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])|dhk_[A-Za-z0-9_-]{20,}/g

let sink: (line: string) => void = (line) => { process.stdout.write(`${line}\n`) }
export const setLogSink = (to: (line: string) => void): void => { sink = to }

export const masked = (line: string): string => line.replace(PERSONAL, '***')

export function log(event: LogEvent, at: string): void {
  const line = JSON.stringify({ at, ...event })
  const safe = masked(line)
  if (safe !== line) redacted.inc()
  sink(safe)
}
