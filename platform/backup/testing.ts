// For tests: a small house of one table with every type the real one uses, so that these tests need no module.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contents } from './backup.ts'

const EVERY_TYPE = `
create schema sample;
grant usage on schema sample to duheng_app;
create table sample.parent (code text primary key, note text);
create table sample.value (
  id bigint generated always as identity primary key,
  parent text references sample.parent,
  elder bigint references sample.value,
  bytes bytea, exact numeric, small numeric(12,4), at timestamptz, day date, yes boolean, whole int, texts text[], ids bigint[], days date[], grams int[],
  doc jsonb, doubled text generated always as (parent || parent) stored, real float8
);
alter table sample.value enable row level security;
alter table sample.value force row level security;
create policy own on sample.value to duheng_app using (id = any (platform.own()));
grant select, insert on sample.value to duheng_app;
`

/** Migrations of the platform and of the sample, in a folder of the test's own. */
export function sampleContents(folder: string, platformMigrations: string): Contents {
  const migrations = join(folder, 'sample-migrations')
  mkdirSync(migrations, { recursive: true })
  writeFileSync(join(migrations, '0001-sample.sql'), EVERY_TYPE)
  return {
    release: '0.0.0-test', participants: [], references: [],
    migrations: [{ schema: 'platform', folder: platformMigrations }, { schema: 'sample', folder: migrations }],
  }
}

export const SAMPLE_ROWS = `
insert into sample.parent values ('a', null), ('Z', ''), ('中', E'line\\nfeed "quote" \\\\ back'), ('é', 'null');
insert into sample.value (id, parent, elder, bytes, exact, small, at, day, yes, whole, texts, ids, days, grams, doc, real) overriding system value values
  (1, 'a', null, '\\x00ff10', 0.1000, 3.5, '2026-11-23 09:00:00.123456+08', '2026-02-28', true, -1, '{}', '{}', '{}', '{}', '{"b": [1, 2.50, null], "a": "x"}', 0.1),
  (2, 'Z', 7, '\\x', 123456789012345678901234567890.000000000000000001, -0.0001, '1991-09-15 00:30:00+08', '0001-01-01', false, 2147483647, array['', 'a,b', null, '"', E'\\\\', '{}', '中文'], array[1, 9007199254740991], array['2026-01-01'::date], array[-5, 5], 'null', 'infinity'),
  (7, null, 2, null, null, null, null, null, null, null, null, null, null, null, null, null),
  (9, '中', null, decode(repeat('ab', 100000), 'hex'), 'NaN', 0, 'infinity', '-infinity', true, 0, array['null'], null, null, null, '"text"', 1e-300),
  (10, 'é', 9, null, 1e30, 99999999.9999, '2026-11-23 09:00:00+08', '2026-11-23', null, 5, null, null, null, null, '[]', -0.0);
select setval('sample.value_id_seq', 10);
insert into sample.value (parent, doc) select 'a', jsonb_build_object('n', n, 'words', repeat('度衡', n % 50)) from generate_series(1, 3000) n;
`
