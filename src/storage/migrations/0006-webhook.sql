-- Webhooks: who is told of changes, how far each has been told, and what is on its way. What there is to tell stands in
-- the event log; writes to the address book know nothing of these tables.

-- The workspaces that have subscriptions, or had some: where to look. Read before the tenant is known.
create table webhook_workspace (
  tenant_id bigint primary key references workspace (tenant_id)
);

create table webhook_subscription (
  tenant_id bigint not null,
  id uuid not null,
  dialect text not null,
  credential_id uuid not null,
  principal_id uuid not null,
  kind text not null,
  topic text not null,
  fields jsonb not null,
  callback_url text not null,
  unique_id text not null,
  base_url text not null,
  sealed_secret text,
  active boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id)
);
create unique index webhook_subscription_by_topic
  on webhook_subscription (tenant_id, credential_id, dialect, kind, topic, unique_id) where active;

-- Apart from the subscription: it moves with every delivery, and is nobody's history.
create table webhook_progress (
  tenant_id bigint not null,
  subscription_id uuid not null,
  -- The last event that was looked at.
  seq bigint not null,
  -- Attempts that failed in a row.
  failures integer not null,
  rest_until timestamptz,
  last_failure_reason text,
  last_failure_at timestamptz,
  -- Who works for the subscription, and until when it may be thought so.
  lease_holder uuid,
  lease_until timestamptz,
  primary key (tenant_id, subscription_id),
  foreign key (tenant_id, subscription_id) references webhook_subscription (tenant_id, id) on delete cascade
);

-- Only what has not arrived yet.
create table webhook_delivery (
  tenant_id bigint not null,
  subscription_id uuid not null,
  record_id uuid not null,
  seq bigint not null,
  happened_at timestamptz not null,
  says jsonb not null,
  failures integer not null,
  failing_since timestamptz,
  due_at timestamptz not null,
  primary key (tenant_id, subscription_id, record_id, seq),
  foreign key (tenant_id, subscription_id) references webhook_subscription (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['webhook_subscription', 'webhook_progress', 'webhook_delivery'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
