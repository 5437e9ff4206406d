// The platform on an open database: house, listener, demo city; prints where it is; stops gracefully.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { instant, monotonic_ms, systemClock } from '#platform/clock.ts'
import { log } from '#platform/http/log.ts'
import { scheduledBackups } from './backups.ts'
import type { Config } from './config.ts'
import { accountLines } from './demo/accounts.ts'
import { openDemoCity } from './demo/demo-city.ts'
import { mixedProblem } from './demo/demo-routes.ts'
import { openRemoval, removalFetch, removeEverything } from './demo/removal.ts'
import { openFront } from './front.ts'
import type { Front } from './front.ts'
import { LogUnusable } from '#modules/ledger/server.ts'
import { openHouse } from './house.ts'
import { openSetup } from './setup.ts'
import { openStorage } from './storage.ts'
import type { Storage } from './storage.ts'
import { surround } from './surroundings.ts'
import { startWatchdog } from './watchdog.ts'

/** `from`: when the process began to start, in monotonic milliseconds. */
export async function runHouse(config: Config, storage: Storage, from: number): Promise<number> {
  const front = openFront(config)
  const stopped = stopSignal()
  let run: Run = { config, storage, from }
  for (;;) {
    const over = await serveHouse(run, front, stopped)
    if (over.why !== 'removal') return over.code
    run = over.next
  }
}

type Run = { config: Config; storage: Storage; from: number }
type Over = { why: 'stop'; code: number } | { why: 'removal'; next: Run }

async function serveHouse({ config, storage, from }: Run, front: Front, stopped: Promise<'stop'>): Promise<Over> {
  const { db } = storage
  const refused = async (): Promise<Over> => { await db.close(); return { why: 'stop', code: 1 } }
  const filesDir = resolve(config.dataDir, 'files')
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
  // Browsers give passkeys to a name, not to an address of digits.
  const shownHost = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(config.host) ? 'localhost' : config.host
  const address = `${config.tls ? 'https' : 'http'}://${shownHost}:${config.port}`
  let built: string | undefined
  let ready = false
  const mixed = await mixedProblem(db, config.demo)
  if (mixed) { console.error(mixed); return refused() }
  const demo = config.demo ? openDemoCity({ db, filesDir, tls: config.tls !== undefined }) : undefined
  const removal = demo && openRemoval({ db, mayEmpty: config.databaseUrl === undefined || config.ownerUrl !== undefined })
  const house = await openHouse({ db, webFolder: () => built, tls: config.tls !== undefined, trustProxy: config.trustProxy, filesDir, publicUrl: config.publicUrl ?? address, demo }).catch(unusableLog)
  if (!house) return refused()
  const setup = demo ? undefined : await openSetup(db)
  surround(house.app, { health: { db, house, metricsToken: config.metricsToken, started: () => ready }, demo, removal, setup, webFolder: () => built })
  front.serve(demo ? demo.manners.watch(house.app.fetch) : house.app.fetch)
  const stopWatchdog = startWatchdog(db)
  const stopBackups = scheduledBackups(config, db)
  const { buildWeb } = await import('../web/build.ts')
  const building = buildWeb().then((folder) => { built = folder }, (error: Error) => { console.error(`The interface could not be built: ${error.message}`) })
  await demo?.core(house)
  ready = true
  console.log(`度衡 Duheng: ${address} (${((monotonic_ms() - from) / 1000).toFixed(1)} s)`)
  log({ event: 'start', count: storage.migrated, ms: Math.round(monotonic_ms() - from) }, instant(systemClock))
  for (const line of demo ? accountLines(demo.accounts) : []) console.log(line)
  if (setup) console.log(`第一次使用：打开 ${address}/setup ，填写一次性代码 ${setup.code}\nFirst use: open ${address}/setup and enter the one-time code ${setup.code}`)
  if (config.demoFill) void demo?.fill(house)
  const why = await Promise.race([stopped, ...(removal ? [removal.asked] : [])])
  const interim = removalFetch()
  if (why === 'stop') await front.close()
  else front.serve(interim.fetch)
  await front.drained()
  await building
  await stopBackups()
  await demo?.stop()
  interim.did(1)
  await house.close()
  stopWatchdog()
  await db.close()
  interim.did(2)
  log({ event: 'stop' }, instant(systemClock))
  return why === 'stop' ? { why, code: 0 } : emptied(config, interim.did)
}

/** The demonstration removed, and the empty house in its place. */
async function emptied(config: Config, did: (step: number) => void): Promise<Over> {
  const from = monotonic_ms()
  await removeEverything(config, did)
  log({ event: 'demo', outcome: 'removed' }, instant(systemClock))
  const real = { ...config, demo: false }
  const storage = await openStorage(real)
  if (storage.ok) return { why: 'removal', next: { config: real, storage, from } }
  console.error(storage.reason)
  return { why: 'stop', code: 1 }
}

/** A log that cannot be opened is a sentence, not a trace. */
function unusableLog(error: unknown): undefined {
  if (!(error instanceof LogUnusable)) throw error
  console.error(error.message)
}

function stopSignal(): Promise<'stop'> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve('stop'))
    process.once('SIGINT', () => resolve('stop'))
  })
}
