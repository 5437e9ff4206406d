-- What a label says to a stranger. Whoever holds the label knows its code; the public role sees the one instrument whose code its
-- transaction names, in the columns of its label and of its classification, and can list none. The owner is in none of them.
grant usage on schema registry to duheng_public;
create policy label on registry.instrument for select to duheng_public using (code = nullif(current_setting('duheng.label', true), ''));
grant select (code, name, model, catalogue, purpose, settled_direct, sells_to_public, standard_role, state) on registry.instrument to duheng_public;
