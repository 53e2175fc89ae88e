-- Finding duplicates as part of the product (docs/matching.md): runs over a whole workspace, and what they have learned.

-- Only one at a time; `phase` to `held_until` are about the process that works on it.
create table match_run (
  tenant_id bigint not null,
  id uuid not null,
  state text not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  phase text not null default 'waiting',
  share double precision not null default 0,
  contacts bigint not null default 0,
  compared bigint not null default 0,
  suggested bigint not null default 0,
  merged bigint not null default 0,
  holder uuid,
  held_until timestamptz,
  primary key (tenant_id, id)
);
create unique index match_run_under_way on match_run (tenant_id) where state = 'running';

-- What the last run has learned.
create table match_memory (
  tenant_id bigint not null primary key,
  model jsonb not null,
  contacts bigint not null,
  learned_at timestamptz not null
);

do $$
declare
  name text;
begin
  foreach name in array array['match_run', 'match_memory'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;

-- Why a merge was made that nobody asked for.
alter table contact_merge add column reason jsonb;
