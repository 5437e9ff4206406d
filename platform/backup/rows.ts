// Tables as lines: every value as PostgreSQL's own text, so that bytes, exact decimals, microseconds, arrays and the difference between
// SQL null and JSON null come back as they were. Ordered by primary key, text keys by their bytes, so that the same rows give the same
// hash in every database. Absent: who may read and where the lines go.
import { createHash } from 'node:crypto'
import type pg from 'pg'

export type Column = { name: string; type: string }
export type Table = { name: string; columns: Column[]; order: string; forced: boolean }
type TableRow = { schema: string; table: string; forced: boolean; columns: Column[]; key: { name: string; text: boolean }[] | null }

/** Text output that loses nothing, whatever the database is set to. */
export const EXACT_TEXT = "set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'"

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** All tables of these schemas. Names come from the catalogue alone and are quoted. */
export async function tablesOf(client: pg.ClientBase, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<TableRow>(`
    select n.nspname as schema, c.relname as table, c.relforcerowsecurity as forced,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_agg(json_build_object('name', a.attname, 'text', t.typcollation <> 0) order by k.place)
         from pg_index i cross join unnest(i.indkey) with ordinality as k (attnum, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum join pg_type t on t.oid = a.atttypid
         where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any ($1::text[])
    order by array_position($1::text[], n.nspname::text), c.relname collate "C"`, [schemas])
  return rows.map((r) => {
    if (!r.key) throw new Error(`${r.schema}.${r.table} has no primary key, so it cannot be backed up in a fixed order`)
    const order = r.key.map((k) => `${quoted(k.name)}${k.text ? ' collate "C"' : ''}`).join(', ')
    return { name: `${quoted(r.schema)}.${quoted(r.table)}`, columns: r.columns, order, forced: r.forced }
  })
}

/** 'platform.act' of '"platform"."act"'. */
export const plainName = (table: string): string => table.replaceAll('"', '')

const FETCH_B = 2_000_000

/** The lines of a table, each ended by a line feed, some at a time. Inside a transaction; one cursor at a time. */
export async function* readRows(client: pg.ClientBase, table: Table): AsyncGenerator<{ bytes: Buffer; rows: number }> {
  const values = table.columns.map((c) => `${quoted(c.name)}::text`).join(', ')
  await client.query(`declare backup_rows no scroll cursor for select array_to_json(array[${values}]::text[])::text as line from ${table.name} order by ${table.order}`)
  try {
    for (let take = 16; ;) {
      const { rows } = await client.query<{ line: string }>(`fetch forward ${take} from backup_rows`)
      if (rows.length === 0) return
      const bytes = Buffer.from(rows.map((r) => `${r.line}\n`).join(''))
      yield { bytes, rows: rows.length }
      if (rows.length < take) return
      take = Math.max(1, Math.min(5_000, take * 2, Math.floor((FETCH_B * take) / bytes.length)))
    }
  } finally {
    await client.query('close backup_rows').catch(() => {}) // a transaction that failed has closed it
  }
}

/** Rows and the hash over their lines. */
export async function hashRows(client: pg.ClientBase, table: Table): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256')
  let rows = 0
  for await (const some of readRows(client, table)) { hash.update(some.bytes); rows += some.rows }
  return { rows, sha256: hash.digest('hex') }
}

/** Inserts lines as they were read. */
export async function insertLines(client: pg.ClientBase, table: Table, lines: string): Promise<void> {
  if (lines === '') return
  const names = table.columns.map((c) => quoted(c.name)).join(', ')
  const values = table.columns.map((c, i) => `(r->>${i})::${c.type}`).join(', ')
  await client.query(`insert into ${table.name} (${names}) overriding system value select ${values} from json_array_elements($1::json) r`, [`[${lines.trimEnd().replaceAll('\n', ',')}]`])
}

export type Sequence = { name: string; last: string | null }
export const sequencesOf = async (client: pg.ClientBase, schemas: readonly string[]): Promise<Sequence[]> =>
  (await client.query<Sequence>(`select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
    where schemaname = any ($1) order by 1`, [schemas])).rows

/** Sequences go on where they stood, so that no id is given twice. `known` are those of this database; restarting makes setval undone with the rest. */
export async function setSequences(client: pg.ClientBase, sequences: readonly Sequence[], known: readonly Sequence[]): Promise<void> {
  for (const { name } of known) {
    const last = sequences.find((s) => s.name === name)?.last ?? null
    await client.query(`alter sequence ${name} restart`)
    if (last !== null) await client.query('select setval($1::regclass, $2::bigint, true)', [name, last])
  }
}
