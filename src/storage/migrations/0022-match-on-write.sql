-- Matching as contacts are written (docs/matching.md): the blocking keys of every contact, and how far they have been kept.

-- By key first: whoever is written asks who else has his keys. No foreign keys: a row too many is a candidate that is not there.
create table match_key (
  tenant_id bigint not null,
  key integer not null,
  contact_id uuid not null,
  primary key (tenant_id, key, contact_id)
);
create index match_key_by_contact on match_key (tenant_id, contact_id);

-- Up to which event contacts have been looked at, and which process does. In an address book that was there before,
-- the keys of those after `fill_after` are still to be made; null when all are there.
create table match_mark (
  tenant_id bigint not null primary key,
  seq bigint not null,
  fill_after uuid,
  holder uuid,
  held_until timestamptz
);

do $$
declare
  name text;
begin
  foreach name in array array['match_key', 'match_mark'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
