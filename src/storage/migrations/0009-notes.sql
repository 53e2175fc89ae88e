-- What people write down about a contact, and what they are to do for it.
create table contact_note (
  tenant_id bigint not null,
  id uuid not null,
  contact_id uuid not null,
  body text not null,
  title text,
  color text,
  pinned boolean not null,
  user_id text,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index contact_note_by_contact on contact_note (tenant_id, contact_id, created_at, id);

create table contact_task (
  tenant_id bigint not null,
  id uuid not null,
  contact_id uuid not null,
  title text not null,
  body text,
  assigned_to text,
  due_at timestamptz not null,
  completed boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index contact_task_by_contact on contact_task (tenant_id, contact_id, created_at, id);

do $$
declare
  name text;
begin
  foreach name in array array['contact_note', 'contact_task'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
