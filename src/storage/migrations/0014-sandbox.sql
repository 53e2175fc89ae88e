-- What only Sandboxes have.

-- Where a Sandbox differs from how it began. Read before the tenant is known, as in 0001; a Sandbox without a row is as it began.
create table sandbox_state (
  tenant_id bigint primary key references workspace (tenant_id),
  -- The Sandbox whose key made it, and when it goes; null for those that stay.
  made_by bigint references workspace (tenant_id),
  expires_at timestamptz,
  -- Microseconds that the workspace's clock is ahead of the machine's.
  clock_offset bigint not null default 0,
  -- Grows when what is in the workspace is replaced as a whole: what processes remember of its lists is then wrong.
  generation integer not null default 0
);
create index sandbox_state_by_maker on sandbox_state (made_by) where made_by is not null;
create index sandbox_state_by_expiry on sandbox_state (expires_at) where expires_at is not null;

create table sandbox_snapshot (
  tenant_id bigint not null,
  name text not null,
  taken_at timestamptz not null,
  clock_offset bigint not null,
  rows bigint not null,
  primary key (tenant_id, name)
);

create table sandbox_snapshot_row (
  tenant_id bigint not null,
  snapshot text not null,
  table_name text not null,
  number bigint not null,
  -- json and not jsonb: what stands in a column of type json comes back letter by letter.
  content json not null,
  primary key (tenant_id, snapshot, table_name, number),
  foreign key (tenant_id, snapshot) references sandbox_snapshot (tenant_id, name) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['sandbox_snapshot', 'sandbox_snapshot_row'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
