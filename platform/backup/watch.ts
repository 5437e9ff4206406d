// What a backup must agree on with itself, asked while its bytes pass by, so that neither a database nor files are needed for a check.
// Each watcher looks at the tables and files of its own concern and ends with sentences. Pure: no I/O.
// Here: content-addressed files and the rows that name them. The acts are in watch-acts.ts; the log's watcher is the ledger's own.
import type { Column } from './rows.ts'

export type RowOf = (column: string) => string | null
export type Watcher = {
  wantsRows(table: string): boolean
  row(table: string, value: RowOf): void
  /** Files whose whole bytes are wanted; they are small. */
  wantsBytes(path: string): boolean
  bytes(path: string, bytes: Buffer): void
  file(path: string, sha256: string): void
  /** What does not agree, in sentences; called once at the end. */
  findings(): string[]
}

/** A column that names a file by its hash, and where that file lies below the files' folder. */
export type FileReference = { table: string; column: string; path: (sha256: string) => string }

const SHOWN = 3

export function watchFiles(references: readonly FileReference[]): Watcher {
  const named = new Map<string, string>() // path → the table that names it
  const altered: string[] = []
  let seen = 0
  return {
    wantsRows: (table) => references.some((r) => r.table === table),
    row: (table, value) => {
      for (const r of references) {
        const sha256 = r.table === table ? value(r.column) : null
        if (sha256 !== null) named.set(r.path(sha256), table)
      }
    },
    wantsBytes: () => false,
    bytes: () => {},
    file: (path, sha256) => {
      seen++
      named.delete(path)
      const name = /(?:^|\/)([0-9a-f]{64})(?:\.[a-z]{1,5})?$/.exec(path)?.[1]
      if (name !== undefined && name !== sha256) altered.push(path)
    },
    findings: () => [
      ...altered.slice(0, SHOWN).map((path) => `The file ${path} was altered: its bytes do not have the hash it is named by.`),
      ...(altered.length > SHOWN ? [`${altered.length - SHOWN} more files were altered.`] : []),
      ...(named.size > 0 ? [missing(named, seen)] : []),
    ],
  }
}

function missing(named: ReadonlyMap<string, string>, seen: number): string {
  const [first] = named
  return `${named.size} of the files that rows name are missing, ${first?.[0] ?? ''} of ${first?.[1] ?? ''} among them (${seen} files are there).`
}

/** Feeds lines of a table to the watchers that want them. Lines may be cut anywhere between two calls. */
export function lineFeeder(table: string, columns: readonly Column[], watchers: readonly Watcher[]) {
  const wanting = watchers.filter((w) => w.wantsRows(table))
  const place = new Map(columns.map((c, i) => [c.name, i]))
  return (lines: string): void => {
    if (wanting.length === 0) return
    for (const line of lines.split('\n')) {
      if (line === '') continue
      const values: (string | null)[] = JSON.parse(line)
      const value: RowOf = (column) => {
        const at = place.get(column)
        if (at === undefined) throw new Error(`${table} has no column ${column}`)
        return values[at] ?? null
      }
      for (const w of wanting) w.row(table, value)
    }
  }
}
