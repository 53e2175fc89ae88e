-- Contacts in the order of their names, as searches sort them: in lower case, by code points, cut so that a name of any
-- length fits. The same expressions stand in contact-list-sql.ts.
create index contact_by_given_name on contact
  (tenant_id, ("left"(lower(coalesce(given_name, '')), 100) collate "C"), id) where deleted_at is null;
create index contact_by_family_name on contact
  (tenant_id, ("left"(lower(coalesce(family_name, '')), 100) collate "C"), id) where deleted_at is null;
