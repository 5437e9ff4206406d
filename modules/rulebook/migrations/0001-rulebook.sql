-- Local editions layered over the shipped rules, and adoptions: what makes a rule that is not official text decisive.
create schema rulebook;
grant usage on schema rulebook to duheng_app, duheng_city, duheng_public, duheng_job;

-- An edition of a rule file written by an institute or authority. Never edited; a newer row replaces it from its date.
create table rulebook.local_edition (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  path text not null check (length(path) <= 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  text text not null check (length(text) <= 1000000),
  in_force_from date not null,
  author_id bigint not null,
  approver_id bigint check (approver_id <> author_id),
  reason text not null check (length(reason) between 1 and 1000),
  basis text not null check (length(basis) between 1 and 300),
  written_at timestamptz not null,
  approved_at timestamptz,
  unique (org_id, path, sha256)
);
alter table rulebook.local_edition enable row level security;
alter table rulebook.local_edition force row level security;
create policy own on rulebook.local_edition to duheng_app, duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
create policy job on rulebook.local_edition for select to duheng_job using (true);
grant select, insert on rulebook.local_edition to duheng_app, duheng_city;
grant update (approver_id, approved_at) on rulebook.local_edition to duheng_app, duheng_city;
grant select on rulebook.local_edition to duheng_job;

-- Two persons of an institute or authority say which document they checked a rule against. Withdrawn by a newer act.
create table rulebook.adoption (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  rule text not null check (length(rule) <= 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  document text not null check (length(document) between 1 and 300),
  -- an authority's adoption holds for its whole city, an institute's for itself
  reach text not null check (reach in ('organisation', 'city')),
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  confirmed_by bigint check (confirmed_by <> proposed_by),
  confirmed_at timestamptz,
  withdrawn_by bigint,
  withdrawn_at timestamptz,
  withdrawn_reason text check (length(withdrawn_reason) <= 500)
);
create index adoption_rule on rulebook.adoption (org_id, rule);
alter table rulebook.adoption enable row level security;
alter table rulebook.adoption force row level security;
-- Adoptions of institutes and authorities are public facts: everybody whom a rule may pass or fail can see who adopted it.
create policy seen on rulebook.adoption for select to duheng_app, duheng_city, duheng_public, duheng_job using (true);
create policy own on rulebook.adoption for insert to duheng_app, duheng_city with check (org_id = any (platform.own()));
create policy change on rulebook.adoption for update to duheng_app, duheng_city using (org_id = any (platform.own())) with check (org_id = any (platform.own()));
grant select on rulebook.adoption to duheng_public, duheng_job;
grant select, insert on rulebook.adoption to duheng_app, duheng_city;
grant update (confirmed_by, confirmed_at, withdrawn_by, withdrawn_at, withdrawn_reason) on rulebook.adoption to duheng_app, duheng_city;
