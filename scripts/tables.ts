// Writes each module's tables.ts from the migrated database, so that the types of rows can never drift from the SQL.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { openEmbedded } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { migrationFolders } from '#apps/server/migrations.ts'

type Column = { schema: string; table: string; column: string; type: string; nullable: boolean; generated: boolean; identity: boolean }

const tsType: Record<string, string> = {
  int8: 'number', int4: 'number', int2: 'number', float8: 'number', bool: 'boolean', text: 'string', date: 'string', timestamptz: 'string',
  numeric: 'string', bytea: 'Buffer', uuid: 'string', _text: 'string[]', _int8: 'number[]', _int4: 'number[]', jsonb: 'Json', json: 'Json',
}

async function columns(client: pg.ClientBase): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
           a.atthasdef as generated, a.attidentity <> '' or a.attgenerated <> '' as identity
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'migration') and n.nspname not like 'pg\\_%'
    order by 1, 2, a.attnum`)
  return rows
}

function columnType(c: Column): string {
  const base = tsType[c.type]
  if (!base) throw new Error(`${c.schema}.${c.table}.${c.column}: no TypeScript type for ${c.type}`)
  const select = c.nullable ? `${base} | null` : base
  if (base === 'Json') {
    const insert = c.nullable || c.generated ? 'string | null | undefined' : 'string'
    return `ColumnType<Json${c.nullable ? ' | null' : ''}, ${insert}, string>`
  }
  if (c.identity) return `GeneratedAlways<${select}>`
  return c.generated ? `Generated<${select}>` : select
}

function fileFor(schema: string, all: readonly Column[]): string {
  const mine = all.filter((c) => c.schema === schema)
  const names = [...new Set(mine.map((c) => c.table))]
  const tables = names.map((name) => {
    const lines = mine.filter((c) => c.table === name).map((c) => `      ${c.column}: ${columnType(c)}`)
    return `    '${schema}.${name}': {\n${lines.join('\n')}\n    }`
  })
  const body = tables.join('\n')
  const helpers = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((h) => body.includes(`${h}<`))
  const json = body.includes('Json') ? "import type { Json } from '#platform/db/json.ts'\n" : ''
  const kysely = helpers.length ? `import type { ${helpers.join(', ')} } from 'kysely'\n` : ''
  return `// Written by \`npm run tables\` from the migrations of ${schema}; not edited by hand.\n${kysely}${json}\ndeclare module '#platform/db/tables.ts' {\n  interface Tables {\n${body}\n  }\n}\nexport {}\n`
}

/** Path and text of every generated file. */
export async function generatedTables(): Promise<{ path: string; text: string }[]> {
  const db = await openEmbedded(undefined)
  try {
    await db.asOwner((client) => createRoles(client))
    await migrate(db, migrationFolders)
    const all = await db.asOwner(columns)
    return migrationFolders.map(({ schema, folder }) => ({ path: join(folder, '..', 'tables.ts'), text: fileFor(schema, all) }))
  } finally {
    await db.close()
  }
}

export async function writeTables(): Promise<void> {
  for (const { path, text } of await generatedTables()) {
    const old = await readFile(path, 'utf8').catch(() => '')
    if (old !== text) await writeFile(path, text)
    console.log(`${old === text ? 'same' : 'written'} ${path}`)
  }
}

if (import.meta.main) await writeTables()
