-- Organisations, places, people and their roles, clients, tokens, instruments.
create schema registry;
grant usage on schema registry to duheng_app, duheng_city, duheng_auth, duheng_public, duheng_job;

create table registry.organisation (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('enterprise', 'laboratory', 'authority', 'operator')),
  name text not null check (length(name) between 2 and 120),
  credit_code text unique check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  division text not null check (division ~ '^[0-9]{6,12}$'),
  address text not null default '' check (length(address) <= 200),
  phone text not null default '' check (length(phone) <= 40),
  parent_id bigint references registry.organisation,
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null
);
create index organisation_division on registry.organisation (division, id);
alter table registry.organisation enable row level security;
alter table registry.organisation force row level security;
create policy seen on registry.organisation for select to duheng_app using (id = any (platform.orgs()) or kind in ('laboratory', 'authority'));
create policy change on registry.organisation for update to duheng_app using (id = any (platform.own())) with check (id = any (platform.own()));
create policy city on registry.organisation to duheng_city using (starts_with(division, platform.division())) with check (starts_with(division, platform.division()));
create policy bodies on registry.organisation for select to duheng_city using (kind in ('laboratory', 'authority'));
create policy auth on registry.organisation for select to duheng_auth using (true);
create policy job on registry.organisation to duheng_job using (true) with check (true);
grant select on registry.organisation to duheng_app, duheng_city;
grant update (name, credit_code, division, address, phone, version) on registry.organisation to duheng_app, duheng_city;
grant select, insert, update on registry.organisation to duheng_job;
grant select on registry.organisation to duheng_auth;

create table registry.person (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  name text not null check (length(name) between 1 and 60),
  demo boolean not null default false,
  created_at timestamptz not null
);
create index person_org on registry.person (org_id, id);
alter table registry.person enable row level security;
alter table registry.person force row level security;
create policy own on registry.person to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy city on registry.person to duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy auth on registry.person for select to duheng_auth using (true);
create policy job on registry.person to duheng_job using (true) with check (true);
grant select, insert on registry.person to duheng_app, duheng_city, duheng_job;
grant select on registry.person to duheng_auth;

-- A role is a row with a beginning and an end, granted and ended by acts.
create table registry.role_grant (
  id bigint generated always as identity primary key,
  person_id bigint not null references registry.person,
  org_id bigint not null references registry.organisation,
  role text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  granted_act bigint not null,
  ended_act bigint
);
create index role_grant_person on registry.role_grant (person_id);
create index role_grant_org on registry.role_grant (org_id, id);
alter table registry.role_grant enable row level security;
alter table registry.role_grant force row level security;
create policy own on registry.role_grant to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy city on registry.role_grant to duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy auth on registry.role_grant for select to duheng_auth using (true);
create policy job on registry.role_grant to duheng_job using (true) with check (true);
grant select, insert on registry.role_grant to duheng_app, duheng_city, duheng_job;
grant update (to_at, ended_act) on registry.role_grant to duheng_app, duheng_city, duheng_job;
grant select on registry.role_grant to duheng_auth;

-- Whom a laboratory serves: made by the first booking, it lets the laboratory see the client's ledger.
create table registry.client (
  org_id bigint not null references registry.organisation,
  client_org_id bigint not null references registry.organisation,
  since timestamptz not null,
  act_no bigint not null,
  primary key (org_id, client_org_id)
);
alter table registry.client enable row level security;
alter table registry.client force row level security;
create policy served on registry.client for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy book on registry.client for insert to duheng_app with check (client_org_id = any (platform.own()) or org_id = any (platform.own()));
create policy auth on registry.client for select to duheng_auth using (true);
create policy job on registry.client to duheng_job using (true) with check (true);
grant select, insert on registry.client to duheng_app, duheng_job;
grant select on registry.client to duheng_auth;

create table registry.token (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  label text not null check (length(label) between 1 and 80),
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  hint text not null check (length(hint) <= 12),
  scopes text[] not null,
  created_by bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_on date,
  ended_at timestamptz
);
create index token_org on registry.token (org_id, id);
alter table registry.token enable row level security;
alter table registry.token force row level security;
create policy own on registry.token to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy auth on registry.token to duheng_auth using (true) with check (true);
grant select, insert on registry.token to duheng_app;
grant update (ended_at) on registry.token to duheng_app;
grant select on registry.token to duheng_auth;
grant update (last_used_on) on registry.token to duheng_auth;

create table registry.place (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  name text not null check (length(name) between 1 and 120),
  division text not null check (division ~ '^[0-9]{6,12}$'),
  address text not null default '' check (length(address) <= 200),
  created_at timestamptz not null,
  unique (org_id, name)
);
alter table registry.place enable row level security;
alter table registry.place force row level security;
create policy seen on registry.place to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
create policy city on registry.place for select to duheng_city using (starts_with(division, platform.division()));
create policy job on registry.place to duheng_job using (true) with check (true);
grant select, insert, update on registry.place to duheng_app;
grant select on registry.place to duheng_city;
grant select, insert on registry.place to duheng_job;

-- One measuring instrument in a ledger (the fields of e-CQS). The row is what is known now; every change is an act beside it.
create table registry.instrument (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  place_id bigint references registry.place,
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  name text not null check (length(name) between 1 and 120),
  catalogue text check (length(catalogue) <= 80),
  category text not null default '' check (length(category) <= 60),
  kind text not null default '' check (length(kind) <= 60),
  model text not null default '' check (length(model) <= 80),
  measuring_range text not null default '' check (length(measuring_range) <= 80),
  accuracy_class text not null default '' check (length(accuracy_class) <= 40),
  serial text not null default '' check (length(serial) <= 60),
  maker text not null default '' check (length(maker) <= 120),
  owner_no text not null default '' check (length(owner_no) <= 60),
  purpose text not null check (purpose in ('trade', 'safety', 'medical', 'environment', 'enforcement', 'other')),
  settled_direct boolean not null default false,
  -- what the compulsory catalogue asks beyond the entry: sells to the public; is itself a standard (计量法 art. 6-8)
  sells_to_public boolean,
  standard_role text check (standard_role in ('public standard', 'highest standard')),
  made_on date,
  installed_on date,
  -- what procedures need to know of it: {"Max": {"value": "30", "unit": "kg"}, …}
  parameters jsonb not null default '{}',
  division text not null check (division ~ '^[0-9]{6,12}$'),
  state text not null default 'in use' check (state in ('in use', 'stopped', 'scrapped')),
  -- what the last verification said: a projection written when a certificate is issued or loses force
  verified_on date,
  due_on date,
  verdict text check (verdict in ('pass', 'fail')),
  certificate_no text check (length(certificate_no) <= 60),
  -- what the owner states of a certificate issued elsewhere
  declared boolean not null default false,
  -- hashes of the words and facets it is found by (grams.ts)
  grams int[] not null default '{}',
  pinyin_key text not null default '' check (length(pinyin_key) <= 80),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by bigint not null
);
create unique index instrument_identity on registry.instrument (org_id, model, serial, maker) where serial <> '' and state <> 'scrapped';
create unique index instrument_owner_no on registry.instrument (org_id, owner_no) where serial = '' and owner_no <> '' and state <> 'scrapped';
create index instrument_org on registry.instrument (org_id, id desc);
create index instrument_org_due on registry.instrument (org_id, (coalesce(due_on, date '9999-12-31')), id);
create index instrument_org_name on registry.instrument (org_id, pinyin_key, id);
create index instrument_due on registry.instrument ((coalesce(due_on, date '9999-12-31')), id);
create index instrument_name on registry.instrument (pinyin_key, id);
create index instrument_place on registry.instrument (place_id);
create index instrument_grams on registry.instrument using gin (grams);
alter table registry.instrument enable row level security;
alter table registry.instrument force row level security;
create policy org on registry.instrument to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
create policy city on registry.instrument for select to duheng_city using (starts_with(division, platform.division()));
create policy job on registry.instrument to duheng_job using (true) with check (true);
grant select, insert, update on registry.instrument to duheng_app, duheng_job;
grant select on registry.instrument to duheng_city;
create policy search on registry.instrument for select to duheng_search using (true);
grant select on registry.instrument to duheng_search;
grant usage on schema registry, platform to duheng_search;

-- Search. Under row-level security the planner may not use the index of an operator that could leak, nor its statistics: a plain
-- query at 10^6 rows takes seconds. So the functions below belong to duheng_search, put the caller's scope into the query themselves
-- and answer ids; the caller then reads those rows under its own policies. Text is never part of a statement: only fixed words are.
create function registry.search_clauses(p_own boolean) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when p_own then case when cardinality(platform.orgs()) = 1 then ' and i.org_id = ($1)[1]' else ' and i.org_id = any ($1)' end
    else case when platform.division() = '' then '' else ' and starts_with(i.division, $2)' end end
$$;
create function registry.search_filters(p jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when p ? 'grams' then ' and i.grams @> $3' else '' end
    || case when p ? 'dueFrom' then ' and i.due_on >= $4' else '' end
    || case when p ? 'dueBefore' then ' and i.due_on < $5' else '' end
    || case when p ? 'compulsory' then ' and (i.standard_role is not null or concat_ws(''|'', i.catalogue, i.purpose, i.settled_direct::text, coalesce(i.sells_to_public::text, '''')) = any ($6))' else '' end
$$;

-- {grams, dueFrom, dueBefore, compulsory, sort, descending, key, id, limit} to ids in order. First the newest part of the list is
-- walked (common words), then the index of grams is asked (rare words).
create function registry.search_instruments(p_own boolean, p jsonb) returns bigint[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  orgs bigint[] := platform.orgs();
  division text := platform.division();
  grams int[] := array(select jsonb_array_elements_text(p->'grams')::int);
  compulsory text[] := array(select jsonb_array_elements_text(p->'compulsory'));
  n int := least((p->>'limit')::int, 2001);
  way text := case when (p->>'descending')::boolean then ' desc' else '' end;
  after text := case when (p->>'descending')::boolean then '<' else '>' end;
  sort_key text := case p->>'sort' when 'due' then 'coalesce(i.due_on, date ''9999-12-31'')' when 'name' then 'i.pinyin_key' end;
  scope text := registry.search_clauses(p_own);
  filters text := registry.search_filters(p);
  ordered text := coalesce(sort_key || way || ', ', '') || 'i.id' || way;
  place text := case when not p ? 'id' then '' when sort_key is null then ' and i.id ' || after || ' $8'
    else ' and (' || sort_key || ', i.id) ' || after || ' ($7' || case p->>'sort' when 'due' then '::date' else '' end || ', $8)' end;
  found bigint[];
  seen bigint;
  walk int;
begin
  foreach walk in array case when filters = '' then array[n] else array[500, 20000] end loop
    execute 'select count(*), coalesce((array_agg(i.id order by ' || ordered || ') filter (where true' || filters || '))[1:$9], ''{}'') from (select i.id, i.due_on, i.pinyin_key, i.grams, i.catalogue, i.purpose, i.settled_direct, i.sells_to_public, i.standard_role from registry.instrument i where true'
      || scope || place || ' order by ' || ordered || ' limit ' || walk || ') i'
      into seen, found using orgs, division, grams, (p->>'dueFrom')::date, (p->>'dueBefore')::date, compulsory, p->>'key', (p->>'id')::bigint, n;
    if cardinality(found) >= n or seen < walk or filters = '' then return found; end if;
  end loop;
  execute 'select array(select i.id from (select i.id, i.due_on, i.pinyin_key from registry.instrument i where true' || scope || place || filters || ' offset 0) i order by ' || ordered || ' limit $9)'
    into found using orgs, division, grams, (p->>'dueFrom')::date, (p->>'dueBefore')::date, compulsory, p->>'key', (p->>'id')::bigint, n;
  return found;
end $$;

-- How many rows: exact to 100 000, then what a sample of 20 000 says.
create function registry.search_count(p_own boolean, p jsonb, out n bigint, out about boolean) language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  orgs bigint[] := platform.orgs();
  division text := platform.division();
  grams int[] := array(select jsonb_array_elements_text(p->'grams')::int);
  compulsory text[] := array(select jsonb_array_elements_text(p->'compulsory'));
  scope text := registry.search_clauses(p_own);
  filters text := registry.search_filters(p);
  most constant int := 100000;
  seen bigint;
  hit bigint;
  whole bigint;
begin
  about := false;
  execute 'select count(*), count(*) filter (where true' || filters || ') from (select i.grams, i.due_on, i.catalogue, i.purpose, i.settled_direct, i.sells_to_public, i.standard_role from registry.instrument i where true' || scope || ' order by i.id desc limit 20000) i'
    into seen, hit using orgs, division, grams, (p->>'dueFrom')::date, (p->>'dueBefore')::date, compulsory;
  if seen < 20000 then n := hit; return; end if;
  execute 'select count(*) from (select 1 from registry.instrument i where true' || scope || ' limit ' || most + 1 || ') i' into whole using orgs, division;
  if whole > most and scope = '' then whole := greatest(whole, (select c.reltuples::bigint from pg_class c where c.oid = 'registry.instrument'::regclass)); end if;
  if whole > most and hit::numeric / seen * whole > most then n := (hit::numeric / seen * whole)::bigint; about := true; return; end if;
  execute 'select count(*) from (select 1 from (select * from registry.instrument i where true' || scope || filters || ' offset 0) i limit ' || most + 1 || ') i'
    into n using orgs, division, grams, (p->>'dueFrom')::date, (p->>'dueBefore')::date, compulsory;
  about := n > most;
end $$;

create function registry.find_own(p jsonb) returns bigint[] language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select registry.search_instruments(true, p) $$;
create function registry.find_city(p jsonb) returns bigint[] language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select registry.search_instruments(false, p) $$;
create function registry.count_own(p jsonb, out n bigint, out about boolean) language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select * from registry.search_count(true, p) $$;
create function registry.count_city(p jsonb, out n bigint, out about boolean) language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select * from registry.search_count(false, p) $$;
revoke all on function registry.search_clauses, registry.search_filters, registry.search_instruments, registry.search_count from public;
revoke all on function registry.find_own, registry.find_city, registry.count_own, registry.count_city from public;
grant execute on function registry.search_clauses, registry.search_filters, registry.search_instruments, registry.search_count to duheng_search;
grant execute on function registry.find_own, registry.count_own to duheng_app;
grant execute on function registry.find_city, registry.count_city to duheng_city;
grant create on schema registry to duheng_search;
alter function registry.find_own(jsonb) owner to duheng_search;
alter function registry.find_city(jsonb) owner to duheng_search;
alter function registry.count_own(jsonb) owner to duheng_search;
alter function registry.count_city(jsonb) owner to duheng_search;
revoke create on schema registry from duheng_search;

-- Column maps remembered per organisation and header row, and finished imports, so that the same file twice writes nothing twice.
create table registry.import_mapping (
  org_id bigint not null references registry.organisation,
  header_sha256 bytea not null check (length(header_sha256) = 32),
  mapping jsonb not null,
  updated_at timestamptz not null,
  primary key (org_id, header_sha256)
);
alter table registry.import_mapping enable row level security;
alter table registry.import_mapping force row level security;
create policy seen on registry.import_mapping to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
grant select, insert, update on registry.import_mapping to duheng_app;

create table registry.import_run (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  file_sha256 bytea not null check (length(file_sha256) = 32),
  file_name text not null check (length(file_name) <= 200),
  added int not null,
  changed int not null,
  same int not null,
  act_no bigint not null,
  at timestamptz not null
);
create index import_run_org on registry.import_run (org_id, id desc);
alter table registry.import_run enable row level security;
alter table registry.import_run force row level security;
create policy seen on registry.import_run to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
grant select, insert on registry.import_run to duheng_app;

-- What an import did to each instrument; the act of the import holds a hash over these rows.
create table registry.import_change (
  id bigint generated always as identity primary key,
  org_id bigint not null references registry.organisation,
  instrument_id bigint not null references registry.instrument,
  act_no bigint not null,
  actor_id bigint not null,
  at timestamptz not null,
  added boolean not null,
  changes text not null check (length(changes) <= 20000)
);
create index import_change_instrument on registry.import_change (instrument_id, id desc);
create index import_change_org on registry.import_change (org_id, act_no);
alter table registry.import_change enable row level security;
alter table registry.import_change force row level security;
create policy seen on registry.import_change to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
create policy city on registry.import_change for select to duheng_city using (exists (select 1 from registry.instrument i where i.id = instrument_id));
create policy job on registry.import_change to duheng_job using (true) with check (true);
grant select, insert on registry.import_change to duheng_app, duheng_job;
grant select on registry.import_change to duheng_city;

-- A list someone named: a saved view is an address.
create table registry.saved_view (
  id bigint generated always as identity primary key,
  person_id bigint not null references registry.person,
  page text not null check (length(page) <= 60),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 2000),
  unique (person_id, page, name)
);
alter table registry.saved_view enable row level security;
alter table registry.saved_view force row level security;
create policy own on registry.saved_view to duheng_app, duheng_city using (person_id = platform.actor()) with check (person_id = platform.actor());
grant select, insert, update, delete on registry.saved_view to duheng_app, duheng_city;
