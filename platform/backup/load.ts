// Fills an empty database from lines, inside the caller's transaction: row-level security of the owner, foreign keys and triggers step
// aside and come back before it ends, so that they hold for every row or nothing is kept. Absent: reading an archive.
import type pg from 'pg'
import { EXACT_TEXT, hashRows, insertLines, plainName, sequencesOf, setSequences, tablesOf } from './rows.ts'
import type { Column, Sequence, Table } from './rows.ts'
import { BackupRefused } from './snapshot.ts'

export type Loading = {
  tables: readonly Table[]
  /** The table of that name, when it has exactly these columns. */
  tableFor(name: string, columns: readonly Column[]): Table
  insert(table: Table, lines: string): Promise<void>
  /** Everything back in force, sequences set; the hash of each table as it is now. */
  finish(sequences: readonly Sequence[]): Promise<Map<string, { rows: number; sha256: string }>>
}

/** Tables that a migration itself fills; what it put there is replaced. */
const BORN_FILLED = new Set(['migration.applied', 'platform.act_head'])

/** The first table that holds rows, if any. */
export async function firstFilled(client: pg.ClientBase, schemas: readonly string[]): Promise<string | undefined> {
  for (const table of await tablesOf(client, schemas)) {
    if (BORN_FILLED.has(plainName(table.name))) continue
    const { rowCount } = await client.query(`select 1 from ${table.name} limit 1`)
    if (rowCount) return plainName(table.name)
  }
  return undefined
}

type ForeignKey = { table: string; name: string; definition: string }

export async function startLoading(client: pg.ClientBase, schemas: readonly string[]): Promise<Loading> {
  await client.query(EXACT_TEXT)
  const tables = await tablesOf(client, schemas)
  const { rows: foreignKeys } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname = any ($1) order by 1, 2`, [schemas])
  const { rows: triggered } = await client.query<{ table: string }>(`
    select distinct format('%I.%I', n.nspname, c.relname) as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and t.tgenabled <> 'D' and n.nspname = any ($1)`, [schemas])
  for (const { name, forced } of tables) if (forced) await client.query(`alter table ${name} no force row level security`)
  const filled = await firstFilled(client, schemas)
  if (filled) throw new BackupRefused(`The database is not empty (${filled} has rows). Nothing was written; give a new, empty one.`)
  for (const { table } of triggered) await client.query(`alter table ${table} disable trigger user`)
  for (const { table, name } of foreignKeys) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const table of tables) if (BORN_FILLED.has(plainName(table.name))) await client.query(`delete from ${table.name}`)
  return {
    tables,
    tableFor: (name, columns) => knownTable(tables, name, columns),
    insert: (table, lines) => insertLines(client, table, lines),
    finish: async (sequences) => {
      const hashes = new Map<string, { rows: number; sha256: string }>()
      for (const table of tables) hashes.set(plainName(table.name), await hashRows(client, table))
      await setSequences(client, sequences, await sequencesOf(client, schemas))
      for (const { table, name, definition } of foreignKeys) await client.query(`alter table ${table} add constraint ${name} ${definition}`)
      for (const { table } of triggered) await client.query(`alter table ${table} enable trigger user`)
      return hashes
    },
  }
}

/** After everything else that the owner writes. */
export async function forceAgain(client: pg.ClientBase, loading: Loading): Promise<void> {
  for (const { name, forced } of loading.tables) if (forced) await client.query(`alter table ${name} force row level security`)
}

function knownTable(tables: readonly Table[], name: string, columns: readonly Column[]): Table {
  const table = tables.find((t) => plainName(t.name) === name)
  if (!table) throw new BackupRefused(`The backup holds ${name}, which this release does not have.`)
  const same = table.columns.length === columns.length && table.columns.every((c, i) => c.name === columns[i]?.name && c.type === columns[i]?.type)
  if (!same) throw new BackupRefused(`The columns of ${name} in the backup are not those of this release.`)
  return table
}
