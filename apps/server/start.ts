// The beginning of a start: configuration, then the database opens in its own thread while the house is read from disk.
import { monotonic_ms } from '#platform/clock.ts'
import { setLogSink } from '#platform/http/log.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { isForRealUse, removalBegun, removeEverything } from './demo/removal.ts'
import { openStorage } from './storage.ts'

export async function start(): Promise<number> {
  const from = monotonic_ms()
  const read = readConfig(process.env)
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  if (process.stdout.isTTY) setLogSink(() => {})
  const settled = await afterRemoval(read.config)
  if (!settled.ok) { console.error(settled.reason); return 1 }
  const [storage, { runHouse }] = await Promise.all([openStorage(settled.config), import('./main.ts')])
  if (!storage.ok) { console.error(storage.reason); return 1 }
  return runHouse(settled.config, storage, from)
}

/** Where a demonstration was removed, none comes back by default; a removal that was cut off is finished first. */
export async function afterRemoval(config: Config): Promise<{ ok: true; config: Config } | { ok: false; reason: string }> {
  if (removalBegun(config)) await removeEverything(config)
  if (!config.demo || !isForRealUse(config)) return { ok: true, config }
  if (!config.demoSaid) return { ok: true, config: { ...config, demo: false } }
  return { ok: false, reason: `The demonstration in ${config.dataDir} was removed for real use. Start with DEMO=0; to have a demonstration again, give it another DATA_DIR.` }
}
