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

-- Whose act it was, for readers who may not see the person: the organisation somebody belongs to. Ids alone; the organisation's name is then
-- read under the reader's own policies, and the person's stays with those who may see the person.
grant select (id, org_id) on registry.person to duheng_search;
create policy search on registry.person for select to duheng_search using (true);
create function registry.organisations_of(people bigint[]) returns table (person_id bigint, org_id bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select p.id, p.org_id from registry.person p where p.id = any (people) $$;
revoke all on function registry.organisations_of(bigint[]) from public;
grant execute on function registry.organisations_of(bigint[]) to duheng_app, duheng_city;

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
  county text not null generated always as (left(division, 6)) stored,
  state text not null default 'in use' check (state in ('in use', 'stopped', 'scrapped')),
  -- what the last verification said: a projection written when a certificate is issued or loses force
  verified_on date,
  due_on date,
  due_key date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
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
create index instrument_org_due on registry.instrument (org_id, due_key, id);
create index instrument_org_name on registry.instrument (org_id, pinyin_key, id);
create index instrument_county on registry.instrument (county, id);
create index instrument_county_due on registry.instrument (county, due_key, id);
create index instrument_county_name on registry.instrument (county, pinyin_key, id);
-- With the owner inside, so that a laboratory of thousands of clients walks its list in the index alone.
create index instrument_id on registry.instrument (id) include (org_id);
create index instrument_due on registry.instrument (due_key, id) include (org_id);
create index instrument_name on registry.instrument (pinyin_key, id) include (org_id);
create index instrument_place on registry.instrument (place_id);
-- A short pending list: searches read it, and a save that must empty it waits for it.
create index instrument_grams on registry.instrument using gin (grams) with (gin_pending_list_limit = 1024);
alter table registry.instrument enable row level security;
alter table registry.instrument force row level security;
create policy org on registry.instrument to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
create policy city on registry.instrument for select to duheng_city using (starts_with(division, platform.division()));
create policy job on registry.instrument to duheng_job using (true) with check (true);
grant select, insert, update on registry.instrument to duheng_app, duheng_job;
grant select on registry.instrument to duheng_city;
-- What a label says to a stranger. Whoever holds the label knows its code; the public role sees the one instrument whose code its
-- transaction names, in the columns of its label and of its classification, and can list none. The owner is in none of them.
create policy label on registry.instrument for select to duheng_public using (code = nullif(current_setting('duheng.label', true), ''));
grant select (code, name, model, catalogue, purpose, settled_direct, sells_to_public, standard_role, state) on registry.instrument to duheng_public;
create policy search on registry.instrument for select to duheng_search using (true);
grant select on registry.instrument to duheng_search;
grant usage on schema registry, platform to duheng_search;

-- Search. Under row-level security the planner may not use the index of an operator that could leak, nor its statistics: a plain
-- query at 10^6 rows takes seconds. So the functions below belong to duheng_search, put the caller's scope into the query themselves
-- and answer ids; the caller then reads those rows under its own policies. Text is never part of a statement: only fixed words are.
--
-- Parameters of every statement: $1 organisations, $2 division, $3 grams, $4 due from, $5 due before, $6 compulsory keys, $7 and $8 the
-- cursor's key and id, $9 how many. p holds {grams, dueFrom, dueBefore, inUse, compulsory, sort, descending, key, id, limit}.
-- listed: the scope is a few organisations or one county, whose rows lie in order in an index of their own.
create function registry.search_plan(p_own boolean, p jsonb, out listed boolean, out members text, out member text, out member_gram text,
  out scope text, out grams text, out rest text) language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  listed := case when p_own then cardinality(platform.orgs()) <= 64 else length(platform.division()) >= 6 end;
  members := case when p_own then 'unnest($1)' else 'unnest(array[left($2, 6)])' end;
  member := case when p_own then 'i.org_id = s.x' else 'i.county = s.x' end;
  member_gram := case when p_own then '(-1 - (s.x % 1000000000))::int' else '(-1000000001 - s.x::int)' end; -- as grams.ts writes them
  scope := case when p_own then ' and i.org_id = any ($1)' when platform.division() = '' then '' else ' and starts_with(i.division, $2)' end;
  grams := case when p ? 'grams' then ' and i.grams @> $3' else '' end;
  rest := case when p ? 'dueFrom' then ' and i.due_key >= $4' else '' end
    || case when p ? 'dueBefore' then ' and i.due_key < $5' else '' end
    || case when p ? 'inUse' then ' and i.state = ''in use''' else '' end
    || case when p ? 'compulsory' then ' and (i.standard_role is not null or concat_ws(''|'', i.catalogue, i.purpose, i.settled_direct::text, coalesce(i.sells_to_public::text, '''')) = any ($6))' else '' end;
end $$;

-- Ids in list order. First the beginning of the list is walked (common words lie there), then the index of grams is asked (rare ones).
create function registry.search_instruments(p_own boolean, p jsonb) returns bigint[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  plan record := registry.search_plan(p_own, p);
  orgs bigint[] := platform.orgs();
  division text := platform.division();
  grams int[] := array(select jsonb_array_elements_text(p->'grams')::int);
  compulsory text[] := array(select jsonb_array_elements_text(p->'compulsory'));
  due_from date := (p->>'dueFrom')::date;
  due_before date := (p->>'dueBefore')::date;
  n int := least((p->>'limit')::int, 2001);
  way text := case when (p->>'descending')::boolean then ' desc' else '' end;
  sort_key text := case p->>'sort' when 'due' then 'i.due_key' when 'name' then 'i.pinyin_key' end;
  ordered text := coalesce(sort_key || way || ', ', '') || 'i.id' || way;
  place text := case when not p ? 'id' then '' else ' and ' || case when sort_key is null then 'i.id' else '(' || sort_key || ', i.id)' end
    || case when (p->>'descending')::boolean then ' < ' else ' > ' end
    || case when sort_key is null then '$8' else '($7' || case p->>'sort' when 'due' then '::date' else '' end || ', $8)' end end;
  needed constant text := 'i.id, i.due_key, i.pinyin_key, i.grams, i.catalogue, i.purpose, i.settled_direct, i.sells_to_public, i.standard_role, i.state, i.org_id, i.division';
  filters text := plan.grams || plan.rest;
  -- The beginning of the list within the scope, from an index that holds it in order; %1$s is how many.
  merged text := case when plan.listed
    then 'select i.id from ' || plan.members || ' s(x) cross join lateral (select i.id, i.due_key, i.pinyin_key from registry.instrument i where ' || plan.member || place || ' order by ' || ordered || ' limit %1$s) i order by ' || ordered || ' limit %1$s'
    else 'select i.id from registry.instrument i where true' || case when p_own then plan.scope else '' end || place || ' order by ' || ordered || ' limit %1$s' end;
  statement text;
  found bigint[];
  seen bigint;
  walk int;
begin
  if filters = '' and (plan.listed or p_own or plan.scope = '') then
    execute 'select array(' || format(merged, n) || ')' into found using orgs, division, grams, due_from, due_before, compulsory, p->>'key', (p->>'id')::bigint, n;
    return found;
  end if;
  walk := 500;
  loop
    statement := case when plan.listed or p_own
      then 'select ' || needed || ' from (' || format(merged, walk) || ') w join registry.instrument i on i.id = w.id'
      else 'select ' || needed || ' from registry.instrument i where true' || place || ' order by ' || ordered || ' limit ' || walk end;
    execute 'select count(*), coalesce((array_agg(i.id order by ' || ordered || ') filter (where true' || plan.scope || filters || '))[1:$9], ''{}'') from (' || statement || ') i'
      into seen, found using orgs, division, grams, due_from, due_before, compulsory, p->>'key', (p->>'id')::bigint, n;
    if cardinality(found) >= n or seen < walk then return found; end if;
    -- Rare words are the index's; for others, as many rows as the first five hundred let expect.
    exit when walk > 500 or (cardinality(found) <= 2 and (plan.grams <> '' or filters = ''));
    walk := least(20000, greatest(2000, 800 * n / greatest(cardinality(found), 1)));
  end loop;
  statement := case
    when plan.listed and plan.grams <> '' then 'select i.id from ' || plan.members || ' s(x) cross join lateral (select ' || needed || ', i.county from registry.instrument i where i.grams @> ($3 || ' || plan.member_gram || ')' || plan.rest || ' offset 0) i where ' || plan.member || plan.scope || place || ' order by ' || ordered || ' limit $9'
    when plan.listed then 'select i.id from ' || plan.members || ' s(x) cross join lateral (select ' || needed || ' from registry.instrument i where ' || plan.member || plan.rest || place || ' offset 0) i where true' || plan.scope || ' order by ' || ordered || ' limit $9'
    else 'select i.id from (select ' || needed || ' from registry.instrument i where true' || filters || place || ' offset 0) i where true' || plan.scope || ' order by ' || ordered || ' limit $9' end;
  execute 'select array(' || statement || ')' into found using orgs, division, grams, due_from, due_before, compulsory, p->>'key', (p->>'id')::bigint, n;
  return found;
end $$;

-- How many rows: exact to 100 000, beyond that what a sample of 20 000 says.
create function registry.search_count(p_own boolean, p jsonb, out n bigint, out about boolean) language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  plan record := registry.search_plan(p_own, p);
  orgs bigint[] := platform.orgs();
  division text := platform.division();
  grams int[] := array(select jsonb_array_elements_text(p->'grams')::int);
  compulsory text[] := array(select jsonb_array_elements_text(p->'compulsory'));
  due_from date := (p->>'dueFrom')::date;
  due_before date := (p->>'dueBefore')::date;
  needed constant text := 'i.id, i.due_key, i.grams, i.catalogue, i.purpose, i.settled_direct, i.sells_to_public, i.standard_role, i.state, i.org_id, i.division';
  filters text := plan.grams || plan.rest;
  most constant int := 100000;
  statement text;
  seen bigint;
  hit bigint;
  whole bigint;
begin
  about := false;
  statement := case when plan.listed then plan.members || ' s(x) cross join lateral (select 1 from registry.instrument i where ' || plan.member || ') i' else '(select 1 from registry.instrument i where true' || plan.scope || case when p_own then '' else ' limit ' || most + 1 end || ') i' end;
  execute 'select count(*) from ' || statement into whole using orgs, division;
  if not plan.listed and not p_own and whole > most then whole := greatest(whole, (select c.reltuples::bigint from pg_class c where c.oid = 'registry.instrument'::regclass)); end if;
  if filters = '' and (p_own or plan.listed and length(division) <= 6 or plan.scope = '') then
    n := whole;
    about := not plan.listed and not p_own and whole > most;
    return;
  end if;
  if whole > most then
    statement := case when plan.listed then 'select ' || needed || ' from ' || plan.members || ' s(x) cross join lateral (select i.* from registry.instrument i where ' || plan.member || ' order by i.id desc limit 20000) i limit 20000'
      when p_own then 'select ' || needed || ' from (select i.id from registry.instrument i where true' || plan.scope || ' order by i.id desc limit 20000) w join registry.instrument i on i.id = w.id'
      else 'select ' || needed || ' from registry.instrument i order by i.id desc limit 20000' end;
    execute 'select count(*), count(*) filter (where true' || plan.scope || filters || ') from (' || statement || ') i' into seen, hit using orgs, division, grams, due_from, due_before, compulsory;
    if hit::numeric / greatest(seen, 1) * whole > most then
      n := (hit::numeric / seen * whole)::bigint;
      about := true;
      return;
    end if;
  end if;
  statement := case
    when plan.listed and plan.grams <> '' then plan.members || ' s(x) cross join lateral (select ' || needed || ', i.county from registry.instrument i where i.grams @> ($3 || ' || plan.member_gram || ')' || plan.rest || ' offset 0) i where ' || plan.member || plan.scope
    when plan.listed then plan.members || ' s(x) cross join lateral (select ' || needed || ' from registry.instrument i where ' || plan.member || plan.rest || ' offset 0) i where true' || plan.scope
    else '(select ' || needed || ' from registry.instrument i where true' || filters || ' offset 0) i where true' || plan.scope end;
  execute 'select count(*) from (select 1 from ' || statement || ' limit ' || most + 1 || ') i' into n using orgs, division, grams, due_from, due_before, compulsory;
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
revoke all on function registry.search_plan, registry.search_instruments, registry.search_count from public;
revoke all on function registry.find_own, registry.find_city, registry.count_own, registry.count_city from public;
grant execute on function registry.search_plan, registry.search_instruments, registry.search_count to duheng_search;
grant execute on function registry.find_own, registry.count_own to duheng_app;
grant execute on function registry.find_city, registry.count_city to duheng_city;
grant create on schema registry to duheng_search;
alter function registry.organisations_of(bigint[]) owner to duheng_search;
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
