-- What a person wants to be told on a number or address (DESIGN §2.5): apart from consent, shown by one API alone, and gone
-- with the number or address.
create table contact_method_preference (
  tenant_id bigint not null,
  id uuid not null,
  contact_id uuid not null,
  method_id uuid not null,
  name text not null,
  value text not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, contact_id, method_id, name),
  foreign key (tenant_id, contact_id, method_id)
    references contact_method (tenant_id, contact_id, id) on delete cascade
);

alter table contact_method_preference enable row level security;
alter table contact_method_preference force row level security;
create policy own_tenant on contact_method_preference
  using (tenant_id = (select nullif(current_setting('polydex.tenant_id', true), '')::bigint));
