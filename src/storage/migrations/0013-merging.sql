-- Merging contacts, in such a way that it can be undone (docs/merging.md).

-- The row of a merged contact is frozen: it counts as deleted, and its id leads on to the contact that it was merged into
-- until somebody deletes the old id.
alter table contact
  add column merged_into uuid,
  add column alias_removed_at timestamptz;

-- Whose a record was before a merge brought it to its contact.
alter table job_contact add column from_contact_id uuid;
alter table relation add column from_contact_id uuid;
alter table contact_note add column from_contact_id uuid;
alter table contact_task add column from_contact_id uuid;

-- The merge that put an address on the list; undoing that takes it off again. Null: somebody else has put it there.
alter table suppression add column merge_id uuid;

-- `images` is what both contacts were, and what of others was changed along: what undoing goes by.
create table contact_merge (
  tenant_id bigint not null,
  id uuid not null,
  survivor_id uuid not null,
  loser_id uuid not null,
  automatic boolean not null,
  preferences jsonb not null,
  images jsonb not null,
  undone_at timestamptz,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id)
);
create index contact_merge_by_survivor on contact_merge (tenant_id, survivor_id);
create index contact_merge_by_loser on contact_merge (tenant_id, loser_id);
create index contact_merge_by_creation on contact_merge (tenant_id, created_at, id);

-- Two contacts of which somebody said that they are not the same person. For ever: of each side, whoever it is merged into.
create table distinct_pair (
  tenant_id bigint not null,
  id uuid not null,
  a uuid not null,
  b uuid not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, a, b)
);
create index distinct_pair_by_second on distinct_pair (tenant_id, b);

-- Two contacts that may be one, waiting for somebody to decide; the first id is the smaller.
create table merge_suggestion (
  tenant_id bigint not null,
  id uuid not null,
  a uuid not null,
  b uuid not null,
  score double precision not null,
  explanation jsonb not null,
  state text not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, a, b)
);
create index merge_suggestion_by_second on merge_suggestion (tenant_id, b);
create index merge_suggestion_queue on merge_suggestion (tenant_id, state, score desc, id);

-- Whether contacts are merged without anybody looking; the id is the workspace's.
create table merge_policy (
  tenant_id bigint not null,
  id uuid not null,
  automatic boolean not null,
  threshold double precision not null,
  previewed_threshold double precision,
  previewed_at timestamptz,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['contact_merge', 'distinct_pair', 'merge_suggestion', 'merge_policy'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
