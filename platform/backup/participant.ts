// Who keeps files that must be of one moment with the database, such as a log. Registered by apps; the platform knows no module.
import type { Watcher } from './watch.ts'

/** Files as they were when the snapshot began; given out later, some at a time. */
export type Frozen = {
  log: { size: number; root: string } | null
  files(): AsyncIterable<{ path: string; bytes: Buffer }>
}

export type Participant = {
  /** Advisory lock on PostgreSQL under which the files are changed. */
  lock: number
  freeze(filesDir: string): Promise<Frozen>
  /** Paths it gives out itself. */
  owns(path: string): boolean
  watcher(): Watcher
}
