-- Whose act it was, for readers who may not see the person: the organisation somebody belongs to. Ids alone; the organisation's name is then
-- read under the reader's own policies, and the person's stays with those who may see the person.
grant select (id, org_id) on registry.person to duheng_search;
create policy search on registry.person for select to duheng_search using (true);
create function registry.organisations_of(people bigint[]) returns table (person_id bigint, org_id bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select p.id, p.org_id from registry.person p where p.id = any (people) $$;
revoke all on function registry.organisations_of(bigint[]) from public;
grant create on schema registry to duheng_search;
alter function registry.organisations_of(bigint[]) owner to duheng_search;
revoke create on schema registry from duheng_search;
grant execute on function registry.organisations_of(bigint[]) to duheng_app, duheng_city;
