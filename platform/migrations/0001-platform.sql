-- Accounts, sessions, acts, idempotent answers. The schema every module's tables lean on.
create schema platform;
grant usage on schema platform to duheng_app, duheng_city, duheng_auth, duheng_public, duheng_job;

-- What the scope says, read by every policy. After a transaction an unset name reads '' and not null.
create function platform.orgs() returns bigint[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('duheng.orgs', true), ''), '{}')::bigint[] $$;
create function platform.own() returns bigint[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('duheng.own', true), ''), '{}')::bigint[] $$;
create function platform.actor() returns bigint language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('duheng.actor', true), ''), '0')::bigint $$;
create function platform.division() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('duheng.division', true), '') $$;
grant execute on function platform.orgs, platform.own, platform.actor, platform.division to public;

-- A person's way in. The person is registry's; here is only the login.
create table platform.account (
  id bigint generated always as identity primary key,
  person_id bigint not null unique,
  login text not null unique check (length(login) between 3 and 80),
  password_hash text,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
alter table platform.account enable row level security;
alter table platform.account force row level security;
create policy auth on platform.account to duheng_auth using (true) with check (true);
grant select, insert, update on platform.account to duheng_auth;

create table platform.passkey (
  id text primary key check (length(id) <= 1400),
  account_id bigint not null references platform.account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null check (length(label) <= 80),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_account on platform.passkey (account_id);
alter table platform.passkey enable row level security;
alter table platform.passkey force row level security;
create policy auth on platform.passkey to duheng_auth using (true) with check (true);
grant select, insert, update, delete on platform.passkey to duheng_auth;

-- Only the SHA-256 of a token is stored. challenge: the single WebAuthn challenge in flight. confirmed_at: last step-up.
create table platform.session (
  token_sha256 bytea primary key check (length(token_sha256) = 32),
  account_id bigint references platform.account,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  confirmed_at timestamptz,
  challenge text,
  device text not null default '' check (length(device) <= 200)
);
create index session_account on platform.session (account_id, seen_at desc);
alter table platform.session enable row level security;
alter table platform.session force row level security;
create policy auth on platform.session to duheng_auth using (true) with check (true);
grant select, insert, update, delete on platform.session to duheng_auth;

-- Failed sign-ins, for sliding windows by account and by network; swept when older than a day.
create table platform.signin_attempt (
  id bigint generated always as identity primary key,
  key text not null check (length(key) <= 120),
  at timestamptz not null
);
create index signin_attempt_key on platform.signin_attempt (key, at);
alter table platform.signin_attempt enable row level security;
alter table platform.signin_attempt force row level security;
create policy auth on platform.signin_attempt to duheng_auth using (true) with check (true);
grant select, insert, delete on platform.signin_attempt to duheng_auth;

-- The audit. An act is never edited: the chain holds a salted hash of each payload, the payload lies beside it and can be erased.
create table platform.act (
  no bigint generated always as identity primary key,
  at timestamptz not null,
  simulated boolean not null default false,
  actor_id bigint not null,
  org_id bigint not null default 0,
  verb text not null check (verb ~ '^[a-z]+(\.[a-z-]+)+$'),
  object text not null check (length(object) <= 120),
  payload_hash bytea not null check (length(payload_hash) = 32),
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32)
);
create index act_object on platform.act (object, no desc);
create index act_org on platform.act (org_id, no desc);
alter table platform.act enable row level security;
alter table platform.act force row level security;
create policy org on platform.act for select to duheng_app using (org_id = any (platform.orgs()) or actor_id = platform.actor());
create policy write on platform.act for insert to duheng_app with check (actor_id = platform.actor() and (org_id = 0 or org_id = any (platform.orgs())));
create policy city on platform.act for select to duheng_city using (true);
create policy write_city on platform.act for insert to duheng_city with check (actor_id = platform.actor());
create policy auth on platform.act for insert to duheng_auth with check (true);
create policy read_auth on platform.act for select to duheng_auth using (true);
create policy job on platform.act to duheng_job using (true) with check (true);
grant select, insert on platform.act to duheng_app, duheng_city, duheng_auth, duheng_job;

create table platform.act_payload (
  act_no bigint primary key references platform.act,
  salt bytea not null check (length(salt) = 16),
  payload text check (length(payload) <= 100000),
  personal boolean not null default false,
  erased_by bigint references platform.act
);
alter table platform.act_payload enable row level security;
alter table platform.act_payload force row level security;
create policy org on platform.act_payload for select to duheng_app using (exists (select 1 from platform.act a where a.no = act_no));
create policy write on platform.act_payload for insert to duheng_app with check (exists (select 1 from platform.act a where a.no = act_no and a.actor_id = platform.actor()));
create policy city on platform.act_payload for select to duheng_city using (true);
create policy write_city on platform.act_payload for insert to duheng_city with check (exists (select 1 from platform.act a where a.no = act_no and a.actor_id = platform.actor()));
create policy auth on platform.act_payload for insert to duheng_auth with check (true);
create policy job on platform.act_payload to duheng_job using (true) with check (true);
grant select, insert on platform.act_payload to duheng_app, duheng_city, duheng_auth, duheng_job;
grant update (payload, erased_by) on platform.act_payload to duheng_job;

-- The head of the chain; its row lock makes acts one sequence.
create table platform.act_head (
  one boolean primary key default true check (one),
  hash bytea not null check (length(hash) = 32)
);
insert into platform.act_head (hash) values (decode(repeat('00', 32), 'hex'));
alter table platform.act_head enable row level security;
alter table platform.act_head force row level security;
create policy chain on platform.act_head to duheng_app, duheng_city, duheng_auth, duheng_job using (true) with check (true);
grant select, update on platform.act_head to duheng_app, duheng_city, duheng_auth, duheng_job;

-- Runs with the caller's own rights. hash = SHA-256(previous || payload hash || 'at|actor|org|verb|object').
create function platform.append_act(p_at timestamptz, p_simulated boolean, p_actor bigint, p_org bigint, p_verb text, p_object text,
  p_salt bytea, p_payload text, p_personal boolean) returns bigint language plpgsql as $$
declare
  previous bytea;
  payload_hash bytea := sha256(p_salt || convert_to(p_payload, 'UTF8'));
  line text := to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '|' || p_actor || '|' || p_org || '|' || p_verb || '|' || p_object;
  next bytea;
  act_no bigint;
begin
  select h.hash into previous from platform.act_head h for update;
  next := sha256(previous || payload_hash || convert_to(line, 'UTF8'));
  insert into platform.act (at, simulated, actor_id, org_id, verb, object, payload_hash, previous_hash, hash)
    values (p_at, p_simulated, p_actor, p_org, p_verb, p_object, payload_hash, previous, next) returning no into act_no;
  insert into platform.act_payload (act_no, salt, payload, personal) values (act_no, p_salt, p_payload, p_personal);
  update platform.act_head set hash = next;
  return act_no;
end $$;
grant execute on function platform.append_act to duheng_app, duheng_city, duheng_auth, duheng_job;

-- The answer already given to a form's key, so that a repeated request changes nothing.
create table platform.idempotent_answer (
  actor_id bigint not null,
  key text not null check (length(key) between 8 and 100),
  request_sha256 bytea not null,
  status int not null,
  body text not null,
  at timestamptz not null default now(),
  primary key (actor_id, key)
);
alter table platform.idempotent_answer enable row level security;
alter table platform.idempotent_answer force row level security;
create policy own on platform.idempotent_answer to duheng_app, duheng_city using (actor_id = platform.actor()) with check (actor_id = platform.actor());
grant select, insert on platform.idempotent_answer to duheng_app, duheng_city;
