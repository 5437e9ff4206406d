-- The public log's outbox and the history of stamps. The files under log/ are the proof; here is the record.
create schema ledger;
grant usage on schema ledger to duheng_app, duheng_city, duheng_public, duheng_job;

-- One leaf. Its bytes are stored in the transaction of what it is about; the sequencer gives it a place in the log afterwards.
-- A leaf holds hashes and opaque ids, so that everybody may read it.
create table ledger.entry (
  id bigint generated always as identity primary key,
  leaf bytea not null check (length(leaf) between 1 and 4096),
  leaf_sha256 bytea not null unique check (length(leaf_sha256) = 32),
  op text not null check (op in ('issue', 'supersede', 'revoke', 'key-add', 'key-retire', 'key-compromise', 'standard')),
  at timestamptz not null,
  leaf_index bigint unique check (leaf_index >= 0),
  sequenced_at timestamptz,
  check ((leaf_index is null) = (sequenced_at is null))
);
create index entry_pending on ledger.entry (id) where leaf_index is null;
alter table ledger.entry enable row level security;
alter table ledger.entry force row level security;
create policy seen on ledger.entry for select to duheng_app, duheng_city, duheng_public, duheng_job using (true);
create policy write on ledger.entry for insert to duheng_app, duheng_city, duheng_job with check (leaf_index is null);
create policy place on ledger.entry for update to duheng_job using (leaf_index is null) with check (leaf_index is not null);
grant select, insert on ledger.entry to duheng_app, duheng_city, duheng_job;
grant select on ledger.entry to duheng_public;
grant update (leaf_index, sequenced_at) on ledger.entry to duheng_job;

-- A stamp is a pair of keys, P-256 and SM2, named by the hash of both. Whose it is stands here and not in the log.
-- It counts for leaves after its key-add leaf and before its key-retire leaf, or before the index a compromise names.
create table ledger.stamp (
  id bigint generated always as identity primary key,
  org_id bigint not null,
  key text not null unique check (key ~ '^[0-9a-f]{64}$'),
  role text not null check (role in ('root', 'stamp')),
  p256_key bytea not null,
  sm2_key bytea not null,
  certificate bytea not null check (length(certificate) <= 8192),
  not_after timestamptz not null,
  added_entry bigint not null references ledger.entry,
  ended_entry bigint references ledger.entry,
  compromised_since bigint check (compromised_since >= 0)
);
create unique index stamp_current on ledger.stamp (org_id) where ended_entry is null;
alter table ledger.stamp enable row level security;
alter table ledger.stamp force row level security;
create policy seen on ledger.stamp for select to duheng_app, duheng_city, duheng_public, duheng_job using (true);
create policy job on ledger.stamp to duheng_job using (true) with check (true);
grant select on ledger.stamp to duheng_app, duheng_city, duheng_job;
grant select (id, key, role, p256_key, sm2_key, certificate, not_after, added_entry, ended_entry, compromised_since) on ledger.stamp to duheng_public;
grant insert on ledger.stamp to duheng_job;
grant update (ended_entry, compromised_since) on ledger.stamp to duheng_job;
