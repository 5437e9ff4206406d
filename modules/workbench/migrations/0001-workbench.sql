-- Uncertainty studies: what was typed, version by version, and links that show one version to somebody without an account.
create schema workbench;
grant usage on schema workbench to duheng_app, duheng_city, duheng_public;

-- A study 评定 belongs to an organisation; what stands in it are its versions. A procedure is named by its document, a standard by its row.
create table workbench.study (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  title text not null check (length(title) between 1 and 120),
  procedure_document text check (length(procedure_document) between 1 and 80),
  standard_id bigint references laboratory.standard,
  created_by bigint not null,
  created_at timestamptz not null,
  version int not null default 1,
  check (procedure_document is null or standard_id is null)
);
create index study_org on workbench.study (org_id, id desc);
create index study_standard on workbench.study (org_id, standard_id) where standard_id is not null;
create index study_procedure on workbench.study (org_id, procedure_document) where procedure_document is not null;
alter table workbench.study enable row level security;
alter table workbench.study force row level security;
create policy own on workbench.study to duheng_app, duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on workbench.study to duheng_app, duheng_city;
grant update (title, procedure_document, standard_id, version) on workbench.study to duheng_app, duheng_city;

-- One saved state, exactly as the person typed it; `shown` is its result as it prints, computed from the same text when it was saved.
create table workbench.version (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  study_id bigint not null references workbench.study,
  number int not null check (number > 0),
  body jsonb not null check (length(body::text) <= 600000),
  shown text check (length(shown) <= 300),
  note text not null check (length(note) <= 300),
  author_id bigint not null,
  at timestamptz not null,
  act_no bigint not null,
  unique (study_id, number)
);
create index version_org on workbench.version (org_id, study_id, number desc);
alter table workbench.version enable row level security;
alter table workbench.version force row level security;
create policy own on workbench.version to duheng_app, duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select, insert on workbench.version to duheng_app, duheng_city;

-- A link to one version. It holds its own copy, so that the public role reads nothing but what was shared. The token is kept as it is,
-- to be copied again: whoever could read it here could read the copy beside it.
create table workbench.share (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  study_id bigint not null references workbench.study,
  number int not null,
  token text not null unique check (token ~ '^[A-Za-z0-9_-]{22}$'),
  title text not null check (length(title) between 1 and 120),
  body jsonb not null check (length(body::text) <= 600000),
  saved_at timestamptz not null,
  shared_by bigint not null,
  shared_at timestamptz not null,
  ended_by bigint,
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create index share_org on workbench.share (org_id, study_id, id desc);
alter table workbench.share enable row level security;
alter table workbench.share force row level security;
create policy own on workbench.share to duheng_app, duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy shared on workbench.share for select to duheng_public using (ended_at is null);
grant select, insert on workbench.share to duheng_app, duheng_city;
grant update (ended_by, ended_at) on workbench.share to duheng_app, duheng_city;
grant select (token, title, body, number, saved_at, shared_at, ended_at) on workbench.share to duheng_public;
