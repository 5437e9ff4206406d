// Reads the migrated database's own catalogue: what every table, policy, grant, view, function and index must have. A new table that
// lacks a wall fails here by name.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { migrationFolders } from '#apps/server/migrations.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { BACKUP_ROLE } from './backup-role.ts'
import { databaseRoles } from './scope.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

const schemas = [...migrationFolders.map((m) => m.schema), 'migration']
const ask = <R extends object>(text: string, values: unknown[] = []) => t.db.asOwner(async (client) => (await client.query<R>(text, values)).rows)
const roles = databaseRoles.map((r) => `duheng_${r}`)

/** Tables without row-level security hold no organisation's rows; what may be read of them is listed by name. */
const WITHOUT_POLICIES = ['migration.applied']

test('every table has row-level security, enabled and forced, and a policy', async () => {
  const rows = await ask<{ name: string; on: boolean; forced: boolean; policies: string }>(`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced,
      (select count(*)::text from pg_policy p where p.polrelid = c.oid and not $2 = any (select rolname from pg_roles r where r.oid = any (p.polroles))) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any ($1)`, [schemas, BACKUP_ROLE])
  assert.ok(rows.length > 20, 'the house has tables')
  const bare = rows.filter((r) => !r.on || !r.forced || r.policies === '0').map((r) => r.name)
  assert.deepEqual(bare.toSorted(), WITHOUT_POLICIES)
})

test('of a table without policies only the release applied can be read, by the application alone', async () => {
  const rows = await ask<{ name: string }>(`select privilege_type || ' on ' || table_schema || '.' || table_name || ' to ' || grantee as name from information_schema.role_table_grants
    where table_schema || '.' || table_name = any ($1) and (grantee = any ($2) or grantee = 'PUBLIC')`, [WITHOUT_POLICIES, roles])
  assert.deepEqual(rows.map((r) => r.name), ['SELECT on migration.applied to duheng_app'])
})

test('no policy is for everybody: each names its role', async () => {
  const rows = await ask<{ name: string }>(`
    select n.nspname || '.' || c.relname || ': ' || p.polname as name from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace where 0 = any (p.polroles)`)
  assert.deepEqual(rows.map((r) => r.name), [])
})

test('a schema outside the list of migrations holds nothing of ours', async () => {
  const rows = await ask<{ name: string }>(`select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') and not nspname = any ($1)`, [schemas])
  assert.deepEqual(rows.map((r) => r.name), [])
  const inPublic = await ask<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace`)
  assert.deepEqual(inPublic.map((r) => r.name), [])
})

test('no role of the house may truncate, reference or put triggers on anything, nor create anything', async () => {
  const rows = await ask<{ name: string }>(`
    select table_schema || '.' || table_name || ' ' || privilege_type || ' to ' || grantee as name from information_schema.role_table_grants
    where table_schema = any ($1) and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') and (grantee like 'duheng\\_%' or grantee = 'PUBLIC')`, [schemas])
  assert.deepEqual(rows.map((r) => r.name), [])
  const creating = await ask<{ name: string }>(`select n.nspname || ' by ' || r.rolname as name from pg_namespace n cross join pg_roles r
    where n.nspname = any ($1) and (r.rolname = any ($2) or r.rolname in ('duheng_search', $3)) and has_schema_privilege(r.oid, n.oid, 'create')`, [schemas, roles, BACKUP_ROLE])
  assert.deepEqual(creating.map((r) => r.name), [])
})

test('the roles of the house have no power of their own and belong to nobody', async () => {
  const rows = await ask<{ name: string }>(`select rolname as name from pg_roles where (rolname = any ($1) or rolname in ('duheng_search', $2))
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit or rolreplication)`, [roles, BACKUP_ROLE])
  assert.deepEqual(rows.map((r) => r.name), [])
  const members = await ask<{ name: string }>(`select m.rolname || ' is in ' || g.rolname as name from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
    where m.rolname = any ($1) or m.rolname in ('duheng_search', $2)`, [roles, BACKUP_ROLE])
  assert.deepEqual(members.map((r) => r.name), [])
  const logins = await ask<{ name: string }>(`select rolname as name from pg_roles where rolname in ('duheng_search', $1) and rolcanlogin`, [BACKUP_ROLE])
  assert.deepEqual(logins.map((r) => r.name), [])
})

test('the public reads published facts and nothing else, and writes nothing', async () => {
  const rows = await ask<{ name: string; kind: string }>(`select distinct table_schema || '.' || table_name as name, privilege_type as kind from information_schema.column_privileges where grantee = 'duheng_public' order by 1, 2`)
  const allowed = ['certificates.event', 'certificates.published', 'ledger.entry', 'ledger.stamp', 'registry.instrument', 'rulebook.adoption', 'workbench.share']
  assert.deepEqual(rows.filter((r) => r.kind !== 'SELECT' || !allowed.includes(r.name)), [])
})

test('every view runs with its reader\'s rights', async () => {
  const rows = await ask<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and n.nspname = any ($1) and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)`, [schemas])
  assert.deepEqual(rows.map((r) => r.name), [])
})

test('a function that runs with its owner\'s rights fixes its search path, belongs to a powerless role and is not for everybody', async () => {
  const rows = await ask<{ name: string; path: boolean; powerful: boolean; everybody: boolean }>(`
    select p.oid::regprocedure::text as name, coalesce(p.proconfig::text ~ 'search_path', false) as path, r.rolsuper or r.rolbypassrls as powerful,
      has_function_privilege('duheng_public', p.oid, 'execute') as everybody
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner where p.prosecdef and n.nspname = any ($1)`, [schemas])
  assert.ok(rows.length >= 4, 'the search functions are there')
  assert.deepEqual(rows.filter((r) => !r.path || r.powerful || r.everybody), [])
})

/** Rows that happened and are never changed; of the few columns named, what may be filled in later. */
const APPEND_ONLY: ReadonlyMap<string, readonly string[]> = new Map([
  ['platform.act', []],
  ['platform.act_payload', ['payload', 'erased_by']],
  ['ledger.entry', ['leaf_index', 'sequenced_at']],
  ['ledger.stamp', ['ended_entry', 'compromised_since']],
  ['certificates.certificate', []],
  ['certificates.event', []],
  ['certificates.published', []],
  ['certificates.reservation', []],
  ['laboratory.step', []],
  ['laboratory.reception', []],
  ['laboratory.reading', []],
  ['laboratory.record', []],
  ['laboratory.record_standard', []],
  ['laboratory.result', []],
  ['laboratory.issued', []],
  ['laboratory.file', []],
  ['registry.import_run', []],
  ['registry.client', []],
  ['workbench.version', []],
  ['workbench.share', ['ended_by', 'ended_at']],
])

test('what happened is never changed or deleted by any role', async () => {
  const rows = await ask<{ name: string; kind: string; column: string; role: string }>(`
    select table_schema || '.' || table_name as name, 'UPDATE' as kind, column_name as column, grantee as role from information_schema.column_privileges
      where privilege_type = 'UPDATE' and table_schema = any ($1) and grantee like 'duheng\\_%'
    union all select table_schema || '.' || table_name, privilege_type, '', grantee from information_schema.role_table_grants
      where privilege_type = 'DELETE' and table_schema = any ($1) and grantee like 'duheng\\_%'`, [schemas])
  const wrong = rows.filter((r) => { const columns = APPEND_ONLY.get(r.name); return columns !== undefined && (r.kind === 'DELETE' || !columns.includes(r.column)) })
  assert.deepEqual(wrong, [])
  const known = await ask<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)`, [schemas])
  assert.deepEqual([...APPEND_ONLY.keys()].filter((name) => !known.some((k) => k.name === name)), [], 'the list names tables that exist')
})

test('nothing but sessions, sign-in attempts, passkeys and saved views can be deleted at all', async () => {
  const rows = await ask<{ name: string }>(`select distinct table_schema || '.' || table_name as name from information_schema.role_table_grants
    where privilege_type = 'DELETE' and table_schema = any ($1) and grantee like 'duheng\\_%' order by 1`, [schemas])
  assert.deepEqual(rows.map((r) => r.name), ['platform.passkey', 'platform.session', 'platform.signin_attempt', 'registry.saved_view'])
})

/** Indexes of organisations' tables that serve something else than one organisation's rows, with the reason. */
const OTHER_INDEXES: ReadonlyMap<string, string> = new Map([
  ['act_object', 'acts on one object'],
  ['instrument_due', 'the city reads all organisations by due date'],
  ['instrument_name', 'the city reads all organisations by name'],
  ['instrument_id', 'the city walks the newest of all'],
  ['instrument_county', 'a county office reads its division'],
  ['instrument_county_due', 'a county office reads its division by due date'],
  ['instrument_county_name', 'a county office reads its division by name'],
  ['import_change_instrument', 'an instrument belongs to one organisation'],
  ['item_code', 'an instrument belongs to one organisation'],
  ['instrument_place', 'a place belongs to one organisation'],
  ['instrument_grams', 'search, whose function puts the scope into the query'],
  ['certificate_owner', 'the owner\'s own, which is an organisation too'],
  ['certificate_instrument', 'an instrument belongs to one organisation'],
  ['certificate_division', 'the city reads by division'],
  ['order_client', 'the client\'s own, which is an organisation too'],
  ['item_open', 'one open order an instrument'],
  ['item_client', 'the client\'s own, which is an organisation too'],
  ['item_order', 'an order belongs to one laboratory'],
  ['item_verifier', 'a person belongs to one laboratory'],
  ['role_grant_person', 'a person belongs to one organisation'],
])

test('an index of an organisation\'s table begins with the organisation, or is listed with its reason', async () => {
  const rows = await ask<{ name: string; table: string }>(`
    select i.relname as name, n.nspname || '.' || t.relname as table from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = any ($1) and not x.indisprimary and exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id')
      and not exists (select 1 from pg_constraint k where k.conindid = i.oid)
      and coalesce((select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0]), '') <> 'org_id'
      and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0] and a.attname in ('item_id', 'record_id', 'standard_id', 'certificate_id', 'file_sha256'))
    order by 1`, [schemas])
  assert.deepEqual(rows.map((r) => `${r.table} ${r.name}`).filter((r) => !OTHER_INDEXES.has(r.split(' ')[1] ?? '')), [])
})

test('every table has a primary key, and every foreign key is to a table of the same or a lower module', async () => {
  const keyless = await ask<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any ($1) and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`, [schemas])
  assert.deepEqual(keyless.map((r) => r.name), [])
  const keys = await ask<{ name: string; from: string; to: string }>(`select k.conname as name, n.nspname as from, m.nspname as to from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace join pg_class d on d.oid = k.confrelid join pg_namespace m on m.oid = d.relnamespace where k.contype = 'f' and n.nspname = any ($1)`, [schemas])
  assert.deepEqual(keys.filter((k) => schemas.indexOf(k.to) > schemas.indexOf(k.from)), [])
})

test('the backup role sees every table and may only read', async () => {
  const rows = await ask<{ name: string; kind: string }>(`select table_schema || '.' || table_name as name, privilege_type as kind from information_schema.role_table_grants where grantee = $1 and privilege_type <> 'SELECT'`, [BACKUP_ROLE])
  assert.deepEqual(rows, [])
})

test('a partition cannot be reached past its parent', async () => {
  const rows = await ask<{ name: string }>(`select c.oid::regclass::text as name from pg_class c where c.relispartition and exists (
    select 1 from information_schema.role_table_grants g where g.table_name = c.relname and g.grantee like 'duheng\\_%')`)
  assert.deepEqual(rows, [])
})
