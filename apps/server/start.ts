// The beginning of a start: configuration, then the database opens in its own thread while the house is read from disk.
import { monotonic_ms } from '#platform/clock.ts'
import { setLogSink } from '#platform/http/log.ts'
import { readConfig } from './config.ts'
import { openStorage } from './storage.ts'

export async function start(): Promise<number> {
  const from = monotonic_ms()
  const read = readConfig(process.env)
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  if (process.stdout.isTTY) setLogSink(() => {})
  const [storage, { runHouse }] = await Promise.all([openStorage(read.config), import('./main.ts')])
  if (!storage.ok) { console.error(storage.reason); return 1 }
  return runHouse(read.config, storage, from)
}
