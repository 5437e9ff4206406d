// Backups of the embedded database while it runs: one every 15 minutes, the last eight kept. A restart does not make one more, so that
// a server that keeps falling over cannot push the good ones out. Absent: PostgreSQL, which has its own ways.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instant, systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { log } from '#platform/http/log.ts'
import { writeBackup } from './backup.ts'
import type { BackupDone, Contents } from './backup.ts'
import { keyFileFor } from './key-file.ts'

export const EVERY_MS = 15 * 60_000
export const KEPT = 8
const LOOK_MS = 60_000

export type Scheduled = { db: Database; contents: Contents; filesDir: string; folder: string; keyPath: string; demo: boolean }

const NAME = /^duheng-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/
const nameAt = (at: string) => `duheng-${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup`
const timeOf = (name: string): number => Date.parse(name.replace(NAME, '$1-$2-$3T$4:$5:$6Z'))

/** Backups in the folder, oldest first. */
const backupsIn = async (folder: string): Promise<string[]> => (await readdir(folder)).filter((n) => NAME.test(n)).toSorted()

/** Writes one when the newest is old enough, then removes all but the last eight; a backup that contradicts itself removes none. */
export async function backUpIfDue(s: Scheduled, at: string): Promise<BackupDone | undefined> {
  await mkdir(s.folder, { recursive: true, mode: 0o700 })
  const before = await backupsIn(s.folder)
  const newest = before.at(-1)
  if (newest !== undefined && Date.parse(at) - timeOf(newest) < EVERY_MS) return undefined
  const read = await keyFileFor(s.keyPath)
  if (!read.ok) throw new Error(read.reason)
  const done = await writeBackup({ ...s, to: join(s.folder, nameAt(at)), key: read.key, at, withKeys: false })
  if (done.findings.length === 0) for (const old of (await backupsIn(s.folder)).slice(0, -KEPT)) await rm(join(s.folder, old))
  return done
}

/** Looks every minute whether a backup is due; returns how to stop. */
export function startBackups(s: Scheduled): () => Promise<void> {
  if (s.db.kind !== 'pglite') return async () => {}
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const once = async (): Promise<void> => {
    const at = instant(systemClock)
    try {
      const done = await backUpIfDue(s, at)
      if (done) log({ event: 'backup', count: done.rows, outcome: done.findings.length === 0 ? 'written' : 'written, contradiction' }, at)
    } catch (error) {
      log({ event: 'backup', outcome: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' }, at)
    }
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = once().finally(() => { busy = false })
  }, LOOK_MS)
  timer.unref()
  return async () => { clearInterval(timer); await running }
}
