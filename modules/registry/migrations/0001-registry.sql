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
create policy change on registry.organisation for update to duheng_app using (id = any (platform.orgs())) with check (id = any (platform.orgs()));
create policy city on registry.organisation to duheng_city using (starts_with(division, platform.division())) with check (starts_with(division, platform.division()));
create policy auth on registry.organisation for select to duheng_auth using (true);
create policy job on registry.organisation to duheng_job using (true) with check (true);
grant select, update on registry.organisation to duheng_app;
grant select, insert, update on registry.organisation to duheng_city, duheng_job;
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
  certificate_no text,
  grams text[] not null default '{}',
  pinyin_key text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by bigint not null
);
create unique index instrument_identity on registry.instrument (org_id, model, serial, maker) where serial <> '' and state <> 'scrapped';
create index instrument_org on registry.instrument (org_id, id desc);
create index instrument_org_due on registry.instrument (org_id, due_on, id);
create index instrument_due on registry.instrument (due_on, id);
create index instrument_place on registry.instrument (place_id);
create index instrument_grams on registry.instrument using gin (grams);
alter table registry.instrument enable row level security;
alter table registry.instrument force row level security;
create policy org on registry.instrument to duheng_app using (org_id = any (platform.orgs())) with check (org_id = any (platform.orgs()));
create policy city on registry.instrument for select to duheng_city using (starts_with(division, platform.division()));
create policy job on registry.instrument to duheng_job using (true) with check (true);
grant select, insert, update on registry.instrument to duheng_app, duheng_job;
grant select on registry.instrument to duheng_city;

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
create policy own on registry.import_mapping to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
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
create policy own on registry.import_run to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on registry.import_run to duheng_app;

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
