-- An organisation's token belongs to its organisation now, as its people do, and needs no rule of its own.
alter policy seen on certificates.certificate using (org_id = any (platform.own()) or owner_org_id = any (platform.own()));
