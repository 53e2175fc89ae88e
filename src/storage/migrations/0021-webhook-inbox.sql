-- The webhooks of Sandboxes as they were sent, the last thousand of each workspace, so that their developers can read them
-- without anybody listening. Every attempt is a row.
create table sandbox_webhook (
  tenant_id bigint not null,
  number bigint not null,
  -- By the clock of the workspace.
  sent_at timestamptz not null,
  dialect text not null,
  event text not null,
  -- What it tells: null where it tells nothing but asks whether somebody wants to be told.
  subscription_id uuid,
  record_id uuid,
  seq bigint,
  attempt integer not null,
  -- The number of the one that it repeats because somebody asked for it.
  replay_of bigint,
  url text not null,
  headers json not null,
  body text not null,
  status integer,
  failure text,
  primary key (tenant_id, number)
);

-- How many there have been. It outlives a reset, so that nobody who reads on from a number misses one.
create table sandbox_webhook_number (
  tenant_id bigint primary key,
  last bigint not null
);

do $$
declare
  name text;
begin
  foreach name in array array['sandbox_webhook', 'sandbox_webhook_number'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
