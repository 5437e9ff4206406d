// The demonstration city from start to end: the small complete core first, which the start waits for, then two years of history in the
// background. Progress survives a restart. Absent: what is planned (plan.ts) and how it is done (work.ts).
import { addDays, addMonths, civilDate as checkedDate } from '@duheng/calendar/civil-date.ts'
import { civilDate, instant, monotonic_ms, simulatedClock, systemClock } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { log } from '#platform/http/log.ts'
import { hashPassword } from '#platform/sessions/password.ts'
import { release } from '#modules/rulebook/contract.ts'
import type { House } from '../house.ts'
import { accountsOf, DEMO_PASSWORD } from './accounts.ts'
import type { DemoAccount } from './accounts.ts'
import { adoptRules } from './adopt-rules.ts'
import type { City, Part } from './city.ts'
import { forgetSessions, openDrive } from './drive.ts'
import type { Drive } from './drive.ts'
import { emptyCast, foundLaboratory, foundOrganisations, theActor } from './found.ts'
import type { Cast } from './found.ts'
import { openManners } from './manners.ts'
import type { Manners } from './manners.ts'
import { planCity, SEED } from './plan.ts'
import { keep, readKept } from './progress.ts'
import type { Kept } from './progress.ts'
import { openWorker } from './work.ts'

export type Progress = { n: number; of: number; perSecond: number; done: boolean; problem?: string }

export type DemoCity = {
  readonly accounts: readonly DemoAccount[]
  readonly manners: Manners
  /** The core, through the house's routes; at once when it is there already. */
  core(house: House): Promise<void>
  /** The history; resolves when it is done, was stopped or failed. */
  fill(house: House): Promise<void>
  progress(): Progress
  stop(): Promise<void>
}

/** The history reaches two years back, but not before the first calendar of working days the release ships. */
const HISTORY_MONTHS = 24
const FIRST_DAY = '2025-01-02'

/** Progress is written after so many events; what came after it is repeated, and repeating changes nothing. */
const KEEP_EVERY = 20

export type DemoOptions = { db: Database; tls: boolean; filesDir: string; clock?: Clock; seed?: string; from?: string; share?: number }

export function openDemoCity(options: DemoOptions): DemoCity {
  const today = civilDate((options.clock ?? systemClock).now())
  const before: Kept = { format: 'duheng-demo/1', seed: options.seed ?? SEED, from: options.from ?? historyFrom(today), until: today, share: options.share ?? 1, core: 0, history: 0, done: false }
  const kept: Kept = readKept(options.filesDir) ?? before
  const city = planCity({ ...kept, calendar: release().calendar })
  const manners = openManners(monotonic_ms)
  const recent: number[] = []
  let problem: string | undefined
  let stopped = false
  let filling: Promise<void> = Promise.resolve()

  const did = (part: 'core' | 'history', n: number) => {
    kept[part] = n
    if (n % KEEP_EVERY === 0 || n === city[part].events.length) keep(options.filesDir, kept)
    recent.push(monotonic_ms())
    if (recent.length > 50) recent.shift()
  }
  const perform = async (d: Drive, cast: Cast, part: 'core' | 'history') => {
    const planned = city[part]
    await forgetSessions(options.db)
    await found(d, cast, planned)
    if (part === 'core') await adoptRules(d, theActor(cast, 'city/desk'), theActor(cast, 'city/second'))
    const worker = openWorker(d, cast, planned)
    for (let n = kept[part]; n < planned.events.length && !stopped; n++) {
      const event = planned.events[n]
      if (event) await worker.perform(event)
      did(part, n + 1)
    }
  }
  const drive = (house: House, part: Part, polite: boolean) =>
    openDrive({ db: options.db, house, tls: options.tls, start: part.laboratory.foundedOn, ...(polite ? { before: manners.afterYou } : {}) })
  const run = async (d: Drive, part: 'core' | 'history') => {
    try {
      await perform(d, emptyCast(), part)
      keep(options.filesDir, kept)
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
      process.stderr.write(`The demo city stopped: ${problem}\n`)
      log({ event: 'demo', outcome: 'stopped', count: kept[part] }, instant(systemClock))
    } finally {
      await d.close()
    }
  }
  const fill = async (house: House) => {
    await run(drive(house, city.history, true), 'history')
    if (stopped || problem !== undefined) return
    kept.done = true
    keep(options.filesDir, kept)
    log({ event: 'demo', outcome: 'done', count: kept.history }, instant(systemClock))
  }
  return {
    accounts: accountsOf(city.core, city.history), manners,
    core: async (house) => {
      if (kept.done || kept.core >= city.core.events.length) return
      // The root of the demonstration's seals is older than anything they seal.
      await house.certificates.ledger.stamps.root(simulatedClock(`${addDays(checkedDate(kept.from), -30)}T08:00:00+08:00`))
      await run(drive(house, city.core, false), 'core')
      await admitPrinted(drive(house, city.history, false), city.history)
    },
    fill: (house) => {
      if (!kept.done && problem === undefined) filling = fill(house)
      return filling
    },
    progress: () => ({ n: kept.core + kept.history, of: city.core.events.length + city.history.events.length, perSecond: rate(recent), done: kept.done, ...(problem === undefined ? {} : { problem }) }),
    stop: async () => {
      stopped = true
      await filling
    },
  }
}

function historyFrom(today: string): string {
  const from: string = addMonths(checkedDate(today), -HISTORY_MONTHS)
  return from < FIRST_DAY ? FIRST_DAY : from
}

async function found(d: Drive, cast: Cast, part: City['core']): Promise<void> {
  await foundOrganisations(d, cast, part.organisations, await hashPassword(DEMO_PASSWORD))
  await foundLaboratory(d, cast, part)
}

/** Whoever is printed as a sign-in can sign in from the beginning, before the history has come to them. */
async function admitPrinted(d: Drive, part: Part): Promise<void> {
  await foundOrganisations(d, emptyCast(), part.organisations.filter((o) => o.people.some((p) => p.login !== undefined)), await hashPassword(DEMO_PASSWORD))
  await d.close()
}

/** Events a second over the last fifty. */
function rate(recent: readonly number[]): number {
  const [first, last] = [recent[0], recent.at(-1)]
  return first === undefined || last === undefined || last <= first ? 0 : Math.round(((recent.length - 1) * 10_000) / (last - first)) / 10
}
