-- Certificates, what happened to them, and what of them everybody may see.
create schema certificates;
grant usage on schema certificates to duheng_app, duheng_city, duheng_public, duheng_job;

-- Numbers are one sequence a laboratory and year without gaps: taken under a row lock, kept for the job that asked, and used once.
create table certificates.counter (
  org_id bigint not null,
  year int not null check (year between 2000 and 2199),
  last int not null check (last > 0),
  primary key (org_id, year)
);
alter table certificates.counter enable row level security;
alter table certificates.counter force row level security;
create policy own on certificates.counter to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on certificates.counter to duheng_job using (true) with check (true);
grant select, insert, update on certificates.counter to duheng_app, duheng_job;

create table certificates.reservation (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  source text not null check (length(source) between 1 and 120),
  number text not null check (length(number) between 1 and 60),
  public_id text not null unique check (public_id ~ '^[0-9a-z]{16}$'),
  nonce text not null check (nonce ~ '^[0-9a-f]{32}$'),
  unique (org_id, source),
  unique (org_id, number)
);
alter table certificates.reservation enable row level security;
alter table certificates.reservation force row level security;
create policy own on certificates.reservation to duheng_app using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on certificates.reservation to duheng_job using (true) with check (true);
grant select, insert on certificates.reservation to duheng_app, duheng_job;

-- A certificate is never edited. Whether it is pending, valid, superseded, revoked or expired follows from its entry, its events and the day.
create table certificates.certificate (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  owner_org_id bigint not null,
  instrument_id bigint,
  division text not null check (division ~ '^[0-9]{6,12}$'),
  kind text not null check (kind in ('verification', 'rejection', 'calibration')),
  number text not null check (length(number) between 1 and 60),
  public_id text not null unique check (public_id ~ '^[0-9a-z]{16}$'),
  -- what the laboratory, the owner and the authority see in lists; the rest is in the record
  laboratory_name text not null,
  client_name text not null,
  item_name text not null,
  item_model text not null,
  item_serial text not null,
  -- the finished value all faces were made from, canonical JSON
  record text not null check (length(record) <= 4000000),
  xml_sha256 text not null check (xml_sha256 ~ '^[0-9a-f]{64}$'),
  xml_size int not null check (xml_size > 0),
  pdf_sha256 text not null unique check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size int not null check (pdf_size > 0),
  pdf_sm3 text not null check (pdf_sm3 ~ '^[0-9a-f]{64}$'),
  claims text not null check (length(claims) <= 8000),
  claims_sha256 text not null check (claims_sha256 ~ '^[0-9a-f]{64}$'),
  stamp text not null check (stamp ~ '^[0-9a-f]{64}$'),
  engine text not null check (length(engine) <= 120),
  entry_id bigint not null unique references ledger.entry,
  issued_on date not null,
  issued_at timestamptz not null,
  valid_until date,
  signed_by bigint not null,
  source text not null check (length(source) between 1 and 120),
  replaces_id bigint references certificates.certificate,
  demo boolean not null,
  unique (org_id, number),
  unique (org_id, source)
);
create index certificate_org on certificates.certificate (org_id, id desc);
create index certificate_owner on certificates.certificate (owner_org_id, id desc);
create index certificate_instrument on certificates.certificate (instrument_id, id desc);
create index certificate_division on certificates.certificate (division, id desc);
alter table certificates.certificate enable row level security;
alter table certificates.certificate force row level security;
-- The laboratory and the owner; an organisation's token belongs to its organisation, as its people do.
create policy seen on certificates.certificate for select to duheng_app using (org_id = any (platform.own()) or owner_org_id = any (platform.own()));
create policy issue on certificates.certificate for insert to duheng_app with check (org_id = any (platform.own()));
create policy city on certificates.certificate for select to duheng_city using (starts_with(division, platform.division()));
create policy job on certificates.certificate to duheng_job using (true) with check (true);
grant select, insert on certificates.certificate to duheng_app, duheng_job;
grant select on certificates.certificate to duheng_city;

-- Revoked or superseded: each at most once, with its leaf in the log.
create table certificates.event (
  id bigint generated always as identity primary key,
  certificate_id bigint not null references certificates.certificate,
  kind text not null check (kind in ('revoke', 'supersede')),
  reason text not null check (length(reason) between 1 and 500),
  successor_id bigint references certificates.certificate,
  successor_public_id text,
  entry_id bigint not null unique references ledger.entry,
  at timestamptz not null,
  actor_id bigint not null,
  unique (certificate_id, kind),
  check ((kind = 'supersede') = (successor_id is not null)),
  check ((successor_id is null) = (successor_public_id is null))
);
alter table certificates.event enable row level security;
alter table certificates.event force row level security;
create policy seen on certificates.event for select to duheng_app, duheng_city using (exists (select 1 from certificates.certificate c where c.id = certificate_id));
create policy write on certificates.event for insert to duheng_app
  with check (actor_id = platform.actor() and exists (select 1 from certificates.certificate c where c.id = certificate_id and c.org_id = any (platform.own())));
create policy public on certificates.event for select to duheng_public using (true);
create policy job on certificates.event to duheng_job using (true) with check (true);
grant select, insert on certificates.event to duheng_app, duheng_job;
grant select on certificates.event to duheng_city;
grant select (id, certificate_id, kind, reason, successor_public_id, entry_id, at) on certificates.event to duheng_public;

-- What everybody may see who holds the paper: the claims that were logged, by the unguessable id or by the hash of a file.
create table certificates.published (
  certificate_id bigint primary key references certificates.certificate,
  public_id text not null unique,
  pdf_sha256 text not null unique,
  xml_sha256 text not null unique,
  claims text not null,
  entry_id bigint not null references ledger.entry,
  valid_until date,
  demo boolean not null,
  -- The identity code within the claims, so that an instrument's label leads to its newest certificate. Claims are canonical JSON
  -- (check/claims.ts): a quotation mark inside a value is escaped there, so the name can stand nowhere else.
  item_code text generated always as (substring(claims from '"itemCode":"([0-9A-HJKMNP-TV-Z]{10})"')) stored
);
create index published_item on certificates.published (item_code, certificate_id desc) where item_code is not null;
alter table certificates.published enable row level security;
alter table certificates.published force row level security;
create policy seen on certificates.published for select to duheng_public, duheng_app, duheng_city, duheng_job using (true);
create policy issue on certificates.published for insert to duheng_app
  with check (exists (select 1 from certificates.certificate c where c.id = certificate_id and c.org_id = any (platform.own())));
create policy job on certificates.published for insert to duheng_job with check (true);
grant select on certificates.published to duheng_public, duheng_city;
grant select, insert on certificates.published to duheng_app, duheng_job;
