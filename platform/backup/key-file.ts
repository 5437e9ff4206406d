// The key of backups: one secret in a file of its own, made at first use, readable by its owner alone. Who has the backup without the
// key has nothing; who loses the key has lost the backups. Absent: how the key is used (vault.ts).
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { writeDurably } from '#platform/files.ts'
import { backupKey } from './vault.ts'
import type { BackupKey } from './vault.ts'

export type ReadKey = { ok: true; key: BackupKey } | { ok: false; reason: string }

/** The key in the file. */
export function readKeyFile(path: string): ReadKey {
  if (!existsSync(path)) return { ok: false, reason: `There is no backup key at ${path}. Bring it from where it is kept; without it a backup cannot be read.` }
  const found = /^duheng-backup-key 1 ([A-Za-z0-9_-]{43})\n$/.exec(readFileSync(path, 'latin1').slice(0, 200))
  return found ? { ok: true, key: backupKey(Buffer.from(found[1] ?? '', 'base64url')) } : { ok: false, reason: `${path} is not a backup key of Duheng.` }
}

/** The key in the file, made when there is none. `made` asks the caller to say that it must be kept apart. */
export async function keyFileFor(path: string): Promise<ReadKey & { made?: boolean }> {
  if (existsSync(path)) return readKeyFile(path)
  await writeDurably(path, Buffer.from(`duheng-backup-key 1 ${randomBytes(32).toString('base64url')}\n`))
  return { ...readKeyFile(path), made: true }
}
