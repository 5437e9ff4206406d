-- The identity code within the published claims, so that an instrument's label leads to its newest certificate. Claims are canonical
-- JSON (check/claims.ts): a quotation mark inside a value is escaped there, so the name can stand nowhere else.
alter table certificates.published add column item_code text generated always as (substring(claims from '"itemCode":"([0-9A-HJKMNP-TV-Z]{10})"')) stored;
create index published_item on certificates.published (item_code, certificate_id desc) where item_code is not null;
