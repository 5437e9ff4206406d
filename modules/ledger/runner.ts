// The sequencer's loop: reconcile once, then a batch whenever somebody waits or the poll finds one. A contradiction ends it with a
// sentence; a database that went away or a full disk only delays it.
import { instant, monotonic_ms, sleep } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { log } from '#platform/http/log.ts'
import { Refusal } from '#platform/http/problem.ts'
import { placesOf } from './entry-store.ts'
import { LogDamaged } from './log-files.ts'
import { reconcile, sequenceOnce } from './sequencer.ts'
import type { Position, Sequencing } from './sequencer.ts'

/** Between the starts of two batches while there is work; an idle sequencer starts at once. */
const BATCH_EVERY_MS = 50
/** How often pending entries are looked for that nobody waits for. */
const POLL_MS = 1_000
const WAITING_ASKED = 1_000

export type Runner = {
  begun: Promise<void>
  sequenced(ids: readonly number[]): Promise<void>
  problem(): string | undefined
  close(): Promise<void>
}

export const logRefusal = (reason: string) => new Refusal(503, 'log-contradiction', [
  `证书日志与数据库不一致，已停止签发和登记（${reason}）。查阅不受影响；请管理员按备份手册核对后再恢复。没有写入任何数据。`,
  `The certificate log and the database contradict each other, so nothing is issued (${reason}). Reading goes on; an administrator must compare them first. Nothing was written.`,
])

type Waiter = { resolve: () => void; reject: (error: Error) => void }

class Waiting {
  readonly #byId = new Map<number, Waiter[]>()
  get ids(): number[] { return [...this.#byId.keys()] }
  add(id: number): Promise<void> {
    return new Promise((resolve, reject) => { this.#byId.set(id, [...(this.#byId.get(id) ?? []), { resolve, reject }]) })
  }
  settle(id: number): void {
    for (const { resolve } of this.#byId.get(id) ?? []) resolve()
    this.#byId.delete(id)
  }
  fail(error: Error): void {
    for (const each of this.#byId.values()) for (const { reject } of each) reject(error)
    this.#byId.clear()
  }
}

export function startRunner(s: Sequencing, stopped: string | undefined): Runner {
  const waiting = new Waiting()
  let problem = stopped
  let position: Position
  let closing = false
  let wake = () => {}
  let woken = false
  const idle = () => rest(POLL_MS, (resolve) => { wake = resolve })
  const stop = (reason: string) => {
    problem = reason
    waiting.fail(logRefusal(reason))
    noted(s, 'contradiction')
  }
  const begin = async () => {
    if (problem !== undefined) return
    const state = await reconcile(s)
    if (state.ok) position = state.position
    else stop(state.reason)
  }
  const step = async (): Promise<boolean> => {
    const done = await sequenceOnce(s, position)
    position = done.position
    for (const { id } of done.placed) waiting.settle(id)
    for (const id of await elsewhere(s, waiting.ids.slice(0, WAITING_ASKED))) waiting.settle(id)
    return done.more
  }
  /** What failed may work again: wait, and begin from the files. */
  const recover = async (error: unknown) => {
    noted(s, 'failed', error)
    await idle()
    await begin().catch(() => { position = undefined })
  }
  const loop = async () => {
    while (!closing && problem === undefined) {
      const from = monotonic_ms()
      woken = false
      try {
        const more = await step()
        if (!more && !woken && !closing) await idle()
      } catch (error) {
        if (error instanceof LogDamaged) stop(error.message)
        else if (!closing) await recover(error)
      }
      const left_ms = BATCH_EVERY_MS - (monotonic_ms() - from)
      if (left_ms > 0 && !closing) await sleep(left_ms)
    }
  }
  const begun = begin()
  const ended = begun.then(loop).catch(() => {}) // a failure before the loop is that of `begun`, which the opener awaits
  return {
    begun,
    problem: () => problem,
    sequenced: async (ids) => {
      if (problem !== undefined) throw logRefusal(problem)
      if (ids.length === 0) return
      const left = await withoutPlace(s, ids)
      if (left.length === 0) return
      const all = Promise.all(left.map((id) => waiting.add(id)))
      woken = true
      wake()
      await all
    },
    close: async () => {
      closing = true
      wake()
      await ended
      waiting.fail(new Error('closed'))
    },
  }
}

const noted = (s: Sequencing, outcome: string, error?: unknown) =>
  log({ event: 'sequencer', outcome, ...(error === undefined ? {} : { code: error instanceof Error ? error.name : 'unknown' }) }, instant(s.clock))

/** Of these entries, those that another process gave a place. */
async function elsewhere(s: Sequencing, ids: readonly number[]): Promise<number[]> {
  return ids.length === 0 ? [] : (await s.db.withTx(jobScope, (tx) => placesOf(tx, ids))).map((p) => p.id)
}

async function withoutPlace(s: Sequencing, ids: readonly number[]): Promise<number[]> {
  const placed = new Set(await elsewhere(s, ids))
  return ids.filter((id) => !placed.has(id))
}

/** Waits, or less when woken. */
async function rest(ms: number, listen: (wake: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    listen(resolve)
    timer = setTimeout(resolve, ms)
  })
  clearTimeout(timer)
}
