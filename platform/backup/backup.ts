// Writes a backup: the database as one snapshot, the log as it stood at that moment, then every file named by its hash, which can only
// be more than the rows name. While it is written it is checked against itself. The same for the embedded database and PostgreSQL.
// Absent: the command line and when it happens (schedule.ts).
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Database } from '#platform/db/database.ts'
import type { MigrationFolder } from '#platform/db/migrate.ts'
import { archiveWriter } from './archive.ts'
import type { Head, Manifest } from './archive.ts'
import type { Frozen, Participant } from './participant.ts'
import { plainName, readRows, sequencesOf, tablesOf } from './rows.ts'
import { inSnapshot } from './snapshot.ts'
import { sealFile } from './vault.ts'
import type { BackupKey } from './vault.ts'
import { watchActs } from './watch-acts.ts'
import { lineFeeder, watchFiles } from './watch.ts'
import type { FileReference, Watcher } from './watch.ts'

/** What a house consists of, said by apps. */
export type Contents = {
  release: string
  migrations: readonly MigrationFolder[]
  participants: readonly Participant[]
  references: readonly FileReference[]
}
export const schemasOf = (contents: Contents): string[] => [...new Set(contents.migrations.map((m) => m.schema)), 'migration']

export type BackupOptions = {
  db: Database; contents: Contents; filesDir: string; to: string; key: BackupKey
  /** RFC 3339, for people who look at the backup. */
  at: string
  demo: boolean
  /** Whether private keys go in. */
  withKeys: boolean
}
export type BackupDone = { bytes: number; rows: number; files: number; log: Manifest['log']; findings: string[] }

type Writer = ReturnType<typeof archiveWriter>

export function writeBackup(o: BackupOptions): Promise<BackupDone> {
  const schemas = schemasOf(o.contents)
  const atStart = () => Promise.all(o.contents.participants.map((p) => p.freeze(o.filesDir)))
  return inSnapshot(o.db, { schemas, lock: o.contents.participants[0]?.lock, atStart }, async (client, frozen) => {
    let done: Omit<BackupDone, 'bytes'> | undefined
    const { bytes } = await sealFile(o.to, o.key, async (sink) => { done = await fill(o, archiveWriter(sink), client, frozen) })
    if (!done) throw new Error('a sealed file was not filled')
    return { bytes, ...done }
  })
}

async function fill(o: BackupOptions, out: Writer, client: pg.ClientBase, frozen: readonly Frozen[]): Promise<Omit<BackupDone, 'bytes'>> {
  const acts = watchActs()
  const watchers = watchersOf(o.contents, acts)
  await out.head(await headOf(o, client))
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(client, schemasOf(o.contents))) {
    const name = plainName(table.name)
    const feed = lineFeeder(name, table.columns, watchers)
    const part = await out.part({ part: 'table', name, columns: table.columns })
    for await (const { bytes, rows } of readRows(client, table)) { feed(bytes.toString('utf8')); await part.data(bytes, rows) }
    const { rows, sha256 } = await part.end()
    tables.push({ name, rows, sha256 })
  }
  const sequences = await sequencesOf(client, schemasOf(o.contents))
  const listing = fileListing()
  for (const f of frozen) for await (const { path, bytes } of f.files()) await fileFrom(out, path, [bytes], watchers, listing)
  for await (const path of filesBelow(o.filesDir, o)) await fileFrom(out, path, createReadStream(join(o.filesDir, path), { highWaterMark: 1_048_576 }), watchers, listing)
  const log = frozen.find((f) => f.log !== null)?.log ?? null
  const { last, head } = acts.seen()
  await out.manifest({ tables, sequences, files: listing.total(), log, acts: { last, head } })
  return { rows: tables.reduce((n, t) => n + t.rows, 0), files: listing.total().count, log, findings: watchers.flatMap((w) => w.findings()) }
}

export const watchersOf = (contents: Contents, acts: Watcher): Watcher[] =>
  [acts, ...contents.participants.map((p) => p.watcher()), watchFiles(contents.references)]

async function headOf(o: BackupOptions, client: pg.ClientBase): Promise<Head> {
  const { rows } = await client.query<{ key: string; sha256: string }>(`select schema || '/' || name as key, sha256 from migration.applied order by schema collate "C", name collate "C"`)
  return { release: o.contents.release, at: o.at, database: o.db.kind, demo: o.demo, keys: o.withKeys, migrations: rows }
}

/** Count, bytes and one hash over 'path hash' lines, so that a file left out or added is noticed without listing a million of them. */
export function fileListing() {
  const hash: Hash = createHash('sha256')
  let [count, bytes] = [0, 0]
  return {
    add: (path: string, sha256: string, size: number) => { hash.update(`${path} ${sha256}\n`); count++; bytes += size },
    total: (): Manifest['files'] => ({ count, bytes, sha256: hash.copy().digest('hex') }),
  }
}
export type FileListing = ReturnType<typeof fileListing>

async function fileFrom(out: Writer, path: string, content: AsyncIterable<Buffer> | Buffer[], watchers: readonly Watcher[], listing: FileListing): Promise<void> {
  const part = await out.part({ part: 'file', name: path })
  const wanting = watchers.filter((w) => w.wantsBytes(path))
  const kept: Buffer[] = []
  for await (const bytes of content) {
    if (wanting.length > 0) kept.push(bytes)
    await part.data(bytes)
  }
  const { sha256, bytes } = await part.end()
  listing.add(path, sha256, bytes)
  for (const w of wanting) w.bytes(path, Buffer.concat(kept))
  for (const w of watchers) w.file(path, sha256)
}

/** Of the folder of keys, what says which log this is; the keys themselves only when asked for. */
const PUBLIC_IN_KEYS = new Set(['keys/log-name'])

/** Every file the participants do not give out, in the order of names. Half-written ones are left out. */
async function* filesBelow(root: string, o: BackupOptions, folder = ''): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: Error & { code?: string }) => {
    if (folder === '' && error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.part-') || o.contents.participants.some((p) => p.owns(entry.isDirectory() ? `${path}/` : path))) continue
    if (entry.isDirectory()) yield* filesBelow(root, o, path)
    else if (entry.isFile() && (o.withKeys || !path.startsWith('keys/') || PUBLIC_IN_KEYS.has(path))) yield path
  }
}
