-- Who is told of a contact, and which campaigns and workflows it takes part in.
alter table contact add column followers jsonb not null default '[]';
alter table contact add column memberships jsonb not null default '[]';

-- Tasks of all contacts, newest first.
create index contact_task_by_time on contact_task (tenant_id, created_at, id);

-- Texts that a workspace keeps under a name.
create table custom_value (
  tenant_id bigint not null,
  id uuid not null,
  key text not null,
  name text not null,
  content text not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id)
);
create unique index custom_value_by_key on custom_value (tenant_id, key);
alter table custom_value enable row level security;
alter table custom_value force row level security;
create policy own_tenant on custom_value
  using (tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint));
