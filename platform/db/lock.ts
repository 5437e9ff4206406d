// One process a data folder. SQLite's exclusive lock is held by the kernel, so it falls with its holder and leaves nothing stale behind.
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

export type FolderLock = { release(): void }

/** Locks `folder` or says who cannot have it. Local disks only. */
export function lockFolder(folder: string): { ok: true; lock: FolderLock } | { ok: false; reason: string } {
  const db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    db.exec('pragma locking_mode=exclusive; begin exclusive; create table if not exists held (at text)')
    db.exec('commit; begin exclusive')
  } catch {
    db.close()
    return { ok: false, reason: `Another Duheng process has ${folder} open. Stop it first, or choose another DATA_DIR; two processes on one folder would lose data.` }
  }
  return { ok: true, lock: { release: () => db.close() } }
}
