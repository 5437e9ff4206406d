// Reads a backup from end to end: what it holds, whether it is whole, and whether it agrees with itself. What is done with its rows and
// files is the caller's: nothing for a check, everything for a restore.
import type { Head, Manifest, Part, TablePart } from './archive.ts'
import { readArchive } from './archive.ts'
import { fileListing, watchersOf } from './backup.ts'
import type { Contents } from './backup.ts'
import { openFile } from './vault.ts'
import type { BackupKey } from './vault.ts'
import { watchActs } from './watch-acts.ts'
import { lineFeeder } from './watch.ts'

/** Takes what passes; each is awaited before the next comes. */
export type Taker = {
  head(head: Head): Promise<void>
  table(table: TablePart): Promise<{ lines(text: string): Promise<void>; end(): Promise<void> }>
  file(path: string): Promise<{ bytes(bytes: Buffer): Promise<void>; end(): Promise<void> }>
}
export type BackupRead = { head: Head; manifest: Manifest; findings: string[] }

export async function readBackup(from: string, key: BackupKey, contents: Contents, taker?: Taker): Promise<BackupRead> {
  const acts = watchActs()
  const watchers = watchersOf(contents, acts)
  const listing = fileListing()
  const tables: Manifest['tables'] = []
  let head: Head | undefined
  let take: (bytes: Buffer) => Promise<void> = async () => {}
  let close: () => Promise<void> = async () => {}
  const kept: Buffer[] = []
  const open = async (part: Part): Promise<void> => {
    if (part.part === 'table') {
      const feed = lineFeeder(part.name, part.columns, watchers)
      const taking = await taker?.table(part)
      take = async (bytes) => { const text = bytes.toString('utf8'); feed(text); await taking?.lines(text) }
      close = async () => taking?.end()
    } else {
      const wanted = watchers.some((w) => w.wantsBytes(part.name))
      const taking = await taker?.file(safePath(part.name))
      kept.length = 0
      take = async (bytes) => { if (wanted) kept.push(bytes); await taking?.bytes(bytes) }
      close = async () => taking?.end()
    }
  }
  const manifest = await readArchive(openFile(from, key), {
    head: async (given) => { head = given; await taker?.head(given) },
    part: open,
    data: (_part, bytes) => take(bytes),
    end: async (part, end) => {
      await close()
      if (part.part === 'table') { tables.push({ name: part.name, rows: end.rows, sha256: end.sha256 }); return }
      listing.add(part.name, end.sha256, end.bytes)
      for (const w of watchers) {
        if (w.wantsBytes(part.name)) w.bytes(part.name, Buffer.concat(kept))
        w.file(part.name, end.sha256)
      }
    },
  })
  if (!head) throw new Error('an archive without a head was accepted')
  return { head, manifest, findings: [...disagreements(manifest, tables, listing.total(), acts.seen()), ...watchers.flatMap((w) => w.findings())] }
}

/** A path of a backup stays below the folder it is written to. */
function safePath(path: string): string {
  if (path.startsWith('/') || path.includes('\\') || path.includes('\0') || path.split('/').some((p) => p === '' || p === '.' || p === '..')) throw new Error(`a backup may not hold the path ${JSON.stringify(path)}`)
  return path
}

function disagreements(manifest: Manifest, tables: Manifest['tables'], files: Manifest['files'], acts: Manifest['acts']): string[] {
  const out: string[] = []
  if (JSON.stringify(tables) !== JSON.stringify(manifest.tables)) out.push('The tables in the backup are not those its manifest lists.')
  if (JSON.stringify(files) !== JSON.stringify(manifest.files)) out.push(`The files in the backup are not those its manifest lists (${files.count} of ${manifest.files.count}).`)
  if (acts.head !== manifest.acts.head || acts.last !== manifest.acts.last) out.push('The acts in the backup do not end where its manifest says.')
  return out
}
