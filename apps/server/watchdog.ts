// The embedded database can stop answering (a full disk does it). Ten seconds without an answer end the process, so that a
// supervisor starts it anew instead of leaving people before a frozen page.
import { instant, systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { authScope } from '#platform/db/scope.ts'
import { log } from '#platform/http/log.ts'
import { sql } from 'kysely'

const EVERY_MS = 15_000
const PATIENCE_MS = 10_000
const OWNER_PATIENCE_MS = 600_000
const EXIT_CODE = 70

/** Gives what stops it: a database that is being closed does not answer, and that is no fault. */
export function startWatchdog(db: Database): () => void {
  if (db.kind !== 'pglite') return () => {}
  db.onDeath((reason) => die(reason))
  let stopped = false
  const timer = setInterval(() => void probe(db, () => stopped), EVERY_MS)
  timer.unref()
  return () => { stopped = true; clearInterval(timer) }
}

async function probe(db: Database, stopped: () => boolean): Promise<void> {
  const held_ms = db.ownerAtWork_ms()
  if (held_ms > 0 && held_ms < OWNER_PATIENCE_MS) return // a backup lets nobody else in until it is done
  const answer = await Promise.race([alive(db), patience(PATIENCE_MS + (db.load().waiting > 0 ? PATIENCE_MS : 0))])
  if (!answer && !stopped()) die('no answer')
}

/** Waits without keeping an ended process alive. */
const patience = (ms: number): Promise<false> => new Promise((done) => { setTimeout(() => done(false), ms).unref() })

/** Whether the database answers a trivial question. */
export const alive = (db: Database): Promise<boolean> => db.withTx(authScope, (tx) => sql`select 1`.execute(tx)).then(() => true, () => false)

function die(reason: string): void {
  log({ event: 'watchdog', outcome: reason.slice(0, 80) }, instant(systemClock))
  process.exit(EXIT_CODE)
}
