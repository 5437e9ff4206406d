// Brings a backup back, or moves a database into another: into an empty place, all of it or nothing, verified before it is kept.
// Absent: where the empty place comes from (apps/cli).
import { createWriteStream } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { once } from 'node:events'
import { sql } from 'kysely'
import type pg from 'pg'
import { recordAct } from '#platform/acts/acts.ts'
import type { Clock } from '#platform/clock.ts'
import { instant } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { kyselyOn } from '#platform/db/kysely.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { jobScope } from '#platform/db/scope.ts'
import { syncFolder } from '#platform/files.ts'
import { schemasOf } from './backup.ts'
import type { Contents } from './backup.ts'
import { forceAgain, startLoading } from './load.ts'
import type { Loading } from './load.ts'
import { hashRows, plainName, readRows, sequencesOf, tablesOf } from './rows.ts'
import { readBackup } from './read.ts'
import type { BackupRead, Taker } from './read.ts'
import { BackupRefused, inSnapshot, inTransaction } from './snapshot.ts'
import type { BackupKey } from './vault.ts'

export type Author = { osUser: string; reason: string; clock: Clock }

/** Which migrations the place must have before the rows come; refuses what this release cannot read. */
export async function migrationsFor(contents: Contents, wanted: readonly { key: string; sha256: string }[]): Promise<(key: string) => boolean> {
  const known = new Map((await readMigrations(contents.migrations)).map((m) => [`${m.schema}/${m.name}`, m.sha256]))
  for (const { key, sha256 } of wanted) {
    if (!known.has(key)) throw new BackupRefused(`The backup was made by a newer release: it has the migration ${key}, which this one lacks. Restore it with that release.`)
    if (known.get(key) !== sha256) throw new BackupRefused(`The migration ${key} of the backup is not the one of this release.`)
  }
  const keys = new Set(wanted.map((w) => w.key))
  return (key) => keys.has(key)
}

export type RestoreOptions = {
  from: string; key: BackupKey; contents: Contents; filesDir: string; author: Author
  /** Makes the schema of the backup in the place; called once, before any row. */
  prepare(wanted: (key: string) => boolean): Promise<Database>
  /** Everything is written and verified; files take their place now, and the database is committed after. */
  beforeCommit(): Promise<void>
  /** Keep what contradicts itself too. */
  anyway: boolean
}

/** Restores, or throws and leaves nothing in the database. `filesDir` is a folder of its own that the caller moves or removes. */
export async function restoreBackup(o: RestoreOptions): Promise<BackupRead> {
  const { head } = await readHead(o)
  const db = await o.prepare(await migrationsFor(o.contents, head.migrations))
  return db.asOwner((client) => inTransaction(client, '', async () => {
    const loading = await startLoading(client, schemasOf(o.contents))
    const read = await readBackup(o.from, o.key, o.contents, takerInto(loading, o.filesDir))
    if (read.findings.length > 0 && !o.anyway) throw new BackupRefused(`The backup contradicts itself and was not restored:\n${read.findings.join('\n')}`)
    const hashes = await loading.finish(read.manifest.sequences)
    for (const t of read.manifest.tables) mustEqual(t.name, t, hashes.get(t.name))
    await client.query('update platform.session set ended_at = $1 where ended_at is null', [instant(o.author.clock)]) // a sign-out after the backup stays one
    await act(client, o.author, 'backup.restore', { backupAt: read.head.at, release: read.head.release, findings: read.findings.length })
    await forceAgain(client, loading)
    await o.beforeCommit()
    return read
  }))
}

/** The head alone: a reading that stops there. */
async function readHead(o: RestoreOptions): Promise<{ head: BackupRead['head'] }> {
  let head: BackupRead['head'] | undefined
  const enough = new Error('enough')
  const stop: Taker = { head: async (given) => { head = given; throw enough }, table: () => Promise.reject(enough), file: () => Promise.reject(enough) }
  await readBackup(o.from, o.key, o.contents, stop).catch((error) => { if (error !== enough) throw error })
  if (!head) throw new Error('an archive without a head was accepted')
  return { head }
}

function takerInto(loading: Loading, filesDir: string): Taker {
  return {
    head: async () => {},
    table: async (part) => {
      const table = loading.tableFor(part.name, part.columns)
      return { lines: (text) => loading.insert(table, text), end: async () => {} }
    },
    file: async (path) => {
      const full = join(filesDir, path)
      await mkdir(dirname(full), { recursive: true, mode: 0o700 })
      const out = createWriteStream(full, { flags: 'wx', mode: 0o600, flush: true })
      return { bytes: (bytes) => written(out, bytes), end: async () => { out.end(); await once(out, 'close'); await syncFolder(dirname(full)) } }
    },
  }
}

async function written(out: WriteStream, bytes: Buffer): Promise<void> {
  if (!out.write(bytes)) await once(out, 'drain')
}

type Hashed = { rows: number; sha256: string }
function mustEqual(name: string, wanted: Hashed, found: Hashed | undefined): void {
  if (found?.rows === wanted.rows && found.sha256 === wanted.sha256) return
  throw new Error(`${name} came back as ${found?.rows ?? 0} rows with another hash than the ${wanted.rows} that were read`)
}

async function act(client: pg.ClientBase, { osUser, reason, clock }: Author, verb: string, payload: Record<string, unknown>): Promise<void> {
  const simulated = (await sql<{ simulated: boolean }>`select coalesce((select simulated from platform.act order by no desc limit 1), false) as simulated`.execute(kyselyOn(client, jobScope))).rows[0]?.simulated
  await recordAct(kyselyOn(client, jobScope), { ...clock, simulated: simulated ?? false }, { actor: 0, org: 0, verb, object: 'house', payload: { osUser, reason, ...payload } })
}

export type Moved = { tables: { name: string; rows: number; sha256: string }[] }

/** Copies every row of `source` into the empty `target`, verifies hashes there, and commits only then. Both have the same migrations. */
export function moveRows(source: Database, target: Database, contents: Contents, author: Author): Promise<Moved> {
  const schemas = schemasOf(contents)
  return target.asOwner((into) => inTransaction(into, '', async () => {
    const loading = await startLoading(into, schemas)
    const read = await inSnapshot(source, { schemas, atStart: async () => {} }, async (from) => {
      for (const table of await tablesOf(from, schemas)) {
        const there = loading.tableFor(plainName(table.name), table.columns)
        for await (const { bytes } of readRows(from, table)) await loading.insert(there, bytes.toString('utf8'))
      }
      return { sequences: await sequencesOf(from, schemas), hashes: await hashAll(from, schemas) }
    })
    const hashes = await loading.finish(read.sequences)
    for (const t of read.hashes) mustEqual(t.name, t, hashes.get(t.name))
    await act(into, author, 'backup.move', { rows: read.hashes.reduce((n, t) => n + t.rows, 0) })
    await forceAgain(into, loading)
    return { tables: read.hashes }
  }))
}

async function hashAll(client: pg.ClientBase, schemas: readonly string[]): Promise<Moved['tables']> {
  const out: Moved['tables'] = []
  for (const table of await tablesOf(client, schemas)) out.push({ name: plainName(table.name), ...(await hashRows(client, table)) })
  return out
}
