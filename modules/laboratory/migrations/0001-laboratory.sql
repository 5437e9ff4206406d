-- Orders and their items, receptions, measurement records and readings, standards with their certificates, scopes, methods.
-- A laboratory sees its own rows; a client sees orders, items, steps and receptions, never raw readings.
create schema laboratory;
grant usage on schema laboratory to duheng_app, duheng_city, duheng_job;

-- Numbers that run by organisation and year: orders 'WT', items 'JD'. The row lock makes them one sequence.
create table laboratory.counter (
  org_id bigint not null,
  key text not null check (length(key) between 1 and 40),
  last int not null check (last >= 0),
  primary key (org_id, key)
);
alter table laboratory.counter enable row level security;
alter table laboratory.counter force row level security;
-- A booking client draws a number of the laboratory it books with; a number says nothing about other clients.
create policy draw on laboratory.counter to duheng_app using (true) with check (true);
grant select, insert on laboratory.counter to duheng_app;
grant update (last) on laboratory.counter to duheng_app;

create table laboratory."order" (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  client_org_id bigint not null,
  no text not null check (length(no) between 1 and 40),
  kind text not null check (kind in ('verification', 'calibration')),
  way text not null check (way in ('delivered', 'on-site')),
  wanted_on date,
  contact text not null check (length(contact) between 1 and 60),
  phone text not null default '' check (length(phone) <= 40),
  remark text not null default '' check (length(remark) <= 500),
  -- what a calibration order agreed on conformity (ISO/IEC 17025:2017, 7.1.3)
  decision_rule text not null default 'none' check (decision_rule in ('none', 'simple acceptance', 'guard band')),
  division text not null check (division ~ '^[0-9]{6,12}$'),
  booked_by bigint not null,
  booked_at timestamptz not null,
  act_no bigint not null,
  unique (org_id, no)
);
create index order_org on laboratory."order" (org_id, id desc);
create index order_client on laboratory."order" (client_org_id, id desc);
alter table laboratory."order" enable row level security;
alter table laboratory."order" force row level security;
create policy parties on laboratory."order" for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy book on laboratory."order" for insert to duheng_app with check (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy city on laboratory."order" for select to duheng_city using (starts_with(division, platform.division()));
create policy job on laboratory."order" for select to duheng_job using (true);
grant select, insert on laboratory."order" to duheng_app;
grant select on laboratory."order" to duheng_city, duheng_job;

-- One instrument in an order. State and what follows it are a projection written with each step; the steps are the record.
create table laboratory.item (
  id bigint generated always as identity primary key,
  order_id bigint not null references laboratory."order",
  org_id bigint not null,
  client_org_id bigint not null,
  instrument_id bigint not null,
  instrument_code text not null check (length(instrument_code) between 1 and 40),
  instrument_name text not null check (length(instrument_name) between 1 and 120),
  no text not null check (length(no) between 1 and 40),
  slip text not null unique check (slip ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  kind text not null check (kind in ('verification', 'calibration')),
  division text not null check (division ~ '^[0-9]{6,12}$'),
  workflow_id text not null check (length(workflow_id) between 1 and 80),
  workflow_sha256 text not null check (workflow_sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (length(state) between 1 and 60),
  received_on date,
  due_on date,
  verifier_id bigint,
  procedure_sha256 text check (procedure_sha256 ~ '^[0-9a-f]{64}$'),
  procedure_document text check (length(procedure_document) <= 80),
  shelf text not null default '' check (length(shelf) <= 40),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, no)
);
-- An instrument is in one open order at a time.
create unique index item_open on laboratory.item (instrument_id)
  where state in ('draft', 'filed', 'booked', 'accepted', 'received', 'assigned', 'measured', 'checked', 'signed');
create index item_org on laboratory.item (org_id, state, id desc);
create index item_client on laboratory.item (client_org_id, id desc);
create index item_order on laboratory.item (order_id, id);
create index item_code on laboratory.item (instrument_code, id desc);
create index item_verifier on laboratory.item (verifier_id, state);
create index item_due on laboratory.item (org_id, due_on, id) where due_on is not null;
alter table laboratory.item enable row level security;
alter table laboratory.item force row level security;
create policy parties on laboratory.item to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()))
  with check (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy city on laboratory.item for select to duheng_city using (starts_with(division, platform.division()));
create policy job on laboratory.item for select to duheng_job using (true);
grant select, insert on laboratory.item to duheng_app;
grant update (state, received_on, due_on, verifier_id, procedure_sha256, procedure_document, shelf, version, updated_at) on laboratory.item to duheng_app;
grant select on laboratory.item to duheng_city, duheng_job;

-- What happened to an item, in order. Never edited.
create table laboratory.step (
  id bigint generated always as identity primary key,
  item_id bigint not null references laboratory.item,
  org_id bigint not null,
  client_org_id bigint not null,
  transition text not null check (length(transition) between 1 and 60),
  from_state text check (length(from_state) <= 60),
  to_state text not null check (length(to_state) between 1 and 60),
  workflow_sha256 text not null check (workflow_sha256 ~ '^[0-9a-f]{64}$'),
  actor_id bigint not null,
  actor_name text not null check (length(actor_name) <= 60),
  at timestamptz not null,
  "on" date not null,
  fields jsonb not null default '{}',
  act_no bigint not null
);
create index step_item on laboratory.step (item_id, id);
alter table laboratory.step enable row level security;
alter table laboratory.step force row level security;
create policy parties on laboratory.step for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy write on laboratory.step for insert to duheng_app
  with check (actor_id = platform.actor() and (org_id = any (platform.own()) or client_org_id = any (platform.own())));
create policy job on laboratory.step for select to duheng_job using (true);
-- An authority follows the items of its division; readings stay with the laboratory.
create policy city on laboratory.step for select to duheng_city using (exists (select 1 from laboratory.item i where i.id = item_id));
grant select, insert on laboratory.step to duheng_app;
grant select on laboratory.step to duheng_job;
grant select on laboratory.step to duheng_city;

-- How an item looked when it came in. A second look is a second row.
create table laboratory.reception (
  id bigint generated always as identity primary key,
  item_id bigint not null references laboratory.item,
  org_id bigint not null,
  client_org_id bigint not null,
  condition text not null check (length(condition) between 1 and 200),
  accessories text not null default '' check (length(accessories) <= 200),
  seals text not null default '' check (length(seals) <= 200),
  received_by bigint not null,
  at timestamptz not null
);
create index reception_item on laboratory.reception (item_id, id);
alter table laboratory.reception enable row level security;
alter table laboratory.reception force row level security;
create policy parties on laboratory.reception for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy own on laboratory.reception for insert to duheng_app with check (org_id = any (platform.own()));
create policy city on laboratory.reception for select to duheng_city using (exists (select 1 from laboratory.item i where i.id = item_id));
grant select, insert on laboratory.reception to duheng_app;
grant select on laboratory.reception to duheng_city;

-- Photographs and papers, stored by content; the row says what they are and whose.
create table laboratory.file (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  client_org_id bigint,
  item_id bigint references laboratory.item,
  purpose text not null check (purpose in ('reception', 'agreement', 'standard')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf', 'application/xml')),
  bytes int not null check (bytes between 1 and 20000000),
  added_by bigint not null,
  at timestamptz not null,
  unique nulls not distinct (org_id, item_id, sha256)
);
create index file_item on laboratory.file (item_id, id);
alter table laboratory.file enable row level security;
alter table laboratory.file force row level security;
create policy parties on laboratory.file for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy own on laboratory.file for insert to duheng_app with check (org_id = any (platform.own()));
create policy city on laboratory.file for select to duheng_city using (exists (select 1 from laboratory.item i where i.id = item_id));
grant select, insert on laboratory.file to duheng_app;
grant select on laboratory.file to duheng_city;

-- What authorises the institute: printed on certificates, asked before accepting. '*' covers every document.
create table laboratory.authorisation (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  title text not null check (length(title) between 1 and 80),
  number text not null check (length(number) between 1 and 80),
  documents text[] not null check (cardinality(documents) between 1 and 400),
  from_on date not null,
  to_on date not null,
  added_by bigint not null,
  act_no bigint not null,
  ended_act bigint
);
create index authorisation_org on laboratory.authorisation (org_id, id);
alter table laboratory.authorisation enable row level security;
alter table laboratory.authorisation force row level security;
create policy seen on laboratory.authorisation for select to duheng_app, duheng_city, duheng_job using (true);
create policy own on laboratory.authorisation for insert to duheng_app with check (org_id = any (platform.own()));
create policy change on laboratory.authorisation for update to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on laboratory.authorisation to duheng_app;
grant update (ended_act) on laboratory.authorisation to duheng_app;
grant select on laboratory.authorisation to duheng_city, duheng_job;

-- What a person may verify, check or sign, on which paper it rests. Personal.
create table laboratory.scope (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  person_id bigint not null,
  document text not null check (length(document) between 1 and 80),
  duty text not null check (duty in ('verify', 'check', 'sign')),
  from_on date not null,
  to_on date not null,
  basis text not null check (length(basis) between 1 and 200),
  start_up boolean not null default false,
  granted_by bigint not null,
  act_no bigint not null,
  ended_act bigint
);
create index scope_person on laboratory.scope (org_id, person_id);
alter table laboratory.scope enable row level security;
alter table laboratory.scope force row level security;
create policy own on laboratory.scope to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on laboratory.scope to duheng_app;
grant update (ended_act) on laboratory.scope to duheng_app;

-- The time in which a new laboratory may enter what it already has: standards by their paper certificates, scopes by one hand.
create table laboratory.start_up (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  reason text not null check (length(reason) between 1 and 300),
  opened_by bigint not null,
  act_no bigint not null,
  closed_act bigint
);
create index start_up_org on laboratory.start_up (org_id, id desc);
alter table laboratory.start_up enable row level security;
alter table laboratory.start_up force row level security;
create policy own on laboratory.start_up to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on laboratory.start_up to duheng_app;
grant update (closed_act) on laboratory.start_up to duheng_app;

-- A reference standard. Its validity and values are those of its newest certificate.
create table laboratory.standard (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  kind text not null check (kind in ('measurement standard', 'reference instrument')),
  code text not null check (length(code) between 1 and 80),
  name text not null check (length(name) between 1 and 120),
  range text not null check (length(range) between 1 and 200),
  accuracy text not null check (length(accuracy) between 1 and 200),
  serial text not null default '' check (length(serial) <= 80),
  maker text not null default '' check (length(maker) <= 120),
  location text not null default '' check (length(location) <= 120),
  version int not null default 1,
  added_by bigint not null,
  added_at timestamptz not null,
  retired_act bigint,
  unique (org_id, code)
);
alter table laboratory.standard enable row level security;
alter table laboratory.standard force row level security;
create policy own on laboratory.standard to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on laboratory.standard for select to duheng_job using (true);
grant select, insert on laboratory.standard to duheng_app;
grant update (location, accuracy, version, retired_act) on laboratory.standard to duheng_app;
grant select on laboratory.standard to duheng_job;

-- The certificate of a standard, as its issuer gave it: origin dcc was read from the file itself, manual was typed from paper,
-- start-up was typed in the start-up time. values: [{name, value, unit, U?, k?, p?, path?}] as decimal text.
create table laboratory.standard_certificate (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  standard_id bigint not null references laboratory.standard,
  origin text not null check (origin in ('dcc', 'manual', 'start-up', 'house')),
  issuer text not null check (length(issuer) between 1 and 200),
  number text not null check (length(number) between 1 and 120),
  issued_on date not null,
  valid_until date,
  file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- what the file says about itself and its own standards, for the chain upward
  facts jsonb not null default '{}',
  "values" jsonb not null default '[]',
  added_by bigint not null,
  added_at timestamptz not null,
  act_no bigint not null,
  withdrawn_act bigint,
  withdrawn_reason text check (length(withdrawn_reason) <= 300)
);
create index standard_certificate_standard on laboratory.standard_certificate (standard_id, id desc);
create index standard_certificate_file on laboratory.standard_certificate (file_sha256);
alter table laboratory.standard_certificate enable row level security;
alter table laboratory.standard_certificate force row level security;
create policy own on laboratory.standard_certificate to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on laboratory.standard_certificate for select to duheng_job using (true);
grant select, insert on laboratory.standard_certificate to duheng_app;
grant update (withdrawn_act, withdrawn_reason) on laboratory.standard_certificate to duheng_app;
grant select on laboratory.standard_certificate to duheng_job;

-- The method's dossier: budget of a procedure with these standards; U against MPEV/3 blocks the procedure, never an instrument.
create table laboratory.method (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  document text not null check (length(document) between 1 and 80),
  procedure_sha256 text not null check (procedure_sha256 ~ '^[0-9a-f]{64}$'),
  parameters jsonb not null,
  standards jsonb not null,
  budgets jsonb not null,
  fit boolean not null,
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  act_no bigint not null,
  accepted_by bigint check (accepted_by <> proposed_by),
  accepted_at timestamptz,
  withdrawn_act bigint
);
create index method_org on laboratory.method (org_id, procedure_sha256, id desc);
alter table laboratory.method enable row level security;
alter table laboratory.method force row level security;
create policy own on laboratory.method to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on laboratory.method to duheng_app;
grant update (accepted_by, accepted_at, withdrawn_act) on laboratory.method to duheng_app;

-- One measurement of an item by one edition of a procedure. A rehearsal trains and never leads to a certificate.
create table laboratory.record (
  id bigint generated always as identity primary key,
  item_id bigint not null references laboratory.item,
  org_id bigint not null,
  rehearsal boolean not null default false,
  procedure_path text not null check (length(procedure_path) <= 200),
  procedure_sha256 text not null check (procedure_sha256 ~ '^[0-9a-f]{64}$'),
  document text not null check (length(document) between 1 and 80),
  edition text not null check (length(edition) between 1 and 40),
  parameters jsonb not null,
  instrument jsonb not null,
  place jsonb not null,
  engine text not null check (length(engine) between 1 and 80),
  verifier_id bigint not null,
  verifier_name text not null check (length(verifier_name) between 1 and 60),
  opened_at timestamptz not null,
  opened_on date not null,
  act_no bigint not null
);
create index record_item on laboratory.record (item_id, id desc);
alter table laboratory.record enable row level security;
alter table laboratory.record force row level security;
create policy own on laboratory.record to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on laboratory.record for select to duheng_job using (true);
grant select, insert on laboratory.record to duheng_app;
grant select on laboratory.record to duheng_job;

-- A value typed into a cell. Nothing is overwritten: the newest by the time of typing counts, the others stay to be seen.
create table laboratory.reading (
  id bigint generated always as identity primary key,
  record_id bigint not null references laboratory.record,
  org_id bigint not null,
  cell text not null check (length(cell) between 1 and 160),
  text text not null check (length(text) <= 60),
  source text not null check (source in ('typed', 'pasted', 'device')),
  typed_at timestamptz not null,
  at timestamptz not null,
  by_id bigint not null,
  by_name text not null check (length(by_name) <= 60),
  client_id text not null check (client_id ~ '^[A-Za-z0-9_-]{8,64}$'),
  reason text not null default '' check (length(reason) <= 200),
  unique (record_id, client_id)
);
create index reading_cell on laboratory.reading (record_id, cell, typed_at, id);
alter table laboratory.reading enable row level security;
alter table laboratory.reading force row level security;
create policy own on laboratory.reading for select to duheng_app using (org_id = any (platform.own()));
create policy write on laboratory.reading for insert to duheng_app with check (org_id = any (platform.own()) and by_id = platform.actor());
create policy job on laboratory.reading for select to duheng_job using (true);
grant select, insert on laboratory.reading to duheng_app;
grant select on laboratory.reading to duheng_job;

-- Which standards a record used, with their values as they stood; a newer set replaces an older one and both stay.
create table laboratory.record_standard (
  id bigint generated always as identity primary key,
  record_id bigint not null references laboratory.record,
  org_id bigint not null,
  set_no int not null check (set_no between 1 and 1000),
  role text not null check (length(role) between 1 and 80),
  standard_id bigint not null references laboratory.standard,
  certificate_id bigint not null references laboratory.standard_certificate,
  snapshot jsonb not null,
  at timestamptz not null,
  by_id bigint not null,
  unique (record_id, set_no, role, standard_id)
);
create index record_standard_certificate on laboratory.record_standard (certificate_id);
create index record_standard_standard on laboratory.record_standard (standard_id);
alter table laboratory.record_standard enable row level security;
alter table laboratory.record_standard force row level security;
create policy own on laboratory.record_standard to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on laboratory.record_standard for select to duheng_job using (true);
grant select, insert on laboratory.record_standard to duheng_app;
grant select on laboratory.record_standard to duheng_job;

-- What came out when the record was submitted, as canonical bytes: replay computes them again and compares.
create table laboratory.result (
  id bigint generated always as identity primary key,
  record_id bigint not null references laboratory.record,
  org_id bigint not null,
  bytes text not null check (length(bytes) <= 4000000),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- the last reading that had arrived: replay uses the readings up to it
  last_reading_id bigint not null,
  verdict text not null check (length(verdict) <= 40),
  engine text not null check (length(engine) between 1 and 80),
  at timestamptz not null
);
create index result_record on laboratory.result (record_id, id desc);
alter table laboratory.result enable row level security;
alter table laboratory.result force row level security;
create policy own on laboratory.result for select to duheng_app using (org_id = any (platform.own()));
create policy write on laboratory.result for insert to duheng_app with check (org_id = any (platform.own()));
create policy job on laboratory.result for select to duheng_job using (true);
grant select, insert on laboratory.result to duheng_app;
grant select on laboratory.result to duheng_job;

-- Which certificate an item led to. One item, one certificate: the primary key is the wall.
create table laboratory.issued (
  item_id bigint primary key references laboratory.item,
  org_id bigint not null,
  client_org_id bigint not null,
  record_id bigint not null references laboratory.record,
  result_id bigint not null references laboratory.result,
  certificate_id bigint not null,
  entry_id bigint not null,
  number text not null check (length(number) between 1 and 60),
  public_id text not null check (length(public_id) between 10 and 43),
  verdict text not null check (verdict in ('pass', 'fail', 'none')),
  issued_on date not null,
  due_on date,
  at timestamptz not null
);
create index issued_certificate on laboratory.issued (certificate_id);
alter table laboratory.issued enable row level security;
alter table laboratory.issued force row level security;
create policy parties on laboratory.issued for select to duheng_app using (org_id = any (platform.own()) or client_org_id = any (platform.own()));
create policy own on laboratory.issued for insert to duheng_app with check (org_id = any (platform.own()));
create policy job on laboratory.issued for select to duheng_job using (true);
create policy city on laboratory.issued for select to duheng_city using (exists (select 1 from laboratory.item i where i.id = item_id));
grant select, insert on laboratory.issued to duheng_app;
grant select on laboratory.issued to duheng_job;
grant select on laboratory.issued to duheng_city;
