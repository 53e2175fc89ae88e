-- Accounts as ServiceM8's companies and ServiceTitan's customers need them: places of work, contact points of their
-- own, and relations that keep a life cycle and show their person.

alter table account
  add column unit text,
  add column latitude double precision,
  add column longitude double precision,
  add column address text,
  add column billing_address text;
create index account_by_creation on account (tenant_id, created_at, id);
create index account_by_update on account (tenant_id, updated_at, id);

-- A place of an account where work is done (ServiceTitan's location).
create table site (
  tenant_id bigint not null,
  id uuid not null,
  number bigint not null,
  account_id uuid not null,
  account_number bigint not null,
  name text not null,
  street text,
  unit text,
  city text,
  state text,
  postal_code text,
  country text,
  latitude double precision,
  longitude double precision,
  external_id text,
  extra jsonb not null,
  active boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);
create index site_by_account on site (tenant_id, account_number);
create index site_by_name on site (tenant_id, lower(name));
create index site_by_creation on site (tenant_id, created_at, id);
create index site_by_update on site (tenant_id, updated_at, id);

-- One number or address of an account or site itself, of no person (ServiceTitan's customer and location contacts).
create table contact_point (
  tenant_id bigint not null,
  id uuid not null,
  number bigint not null,
  owner_kind text not null,
  owner_id uuid not null,
  owner_number bigint not null,
  type text not null,
  value text not null,
  key text not null,
  memo text,
  preferences jsonb not null,
  active boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index contact_point_by_owner on contact_point (tenant_id, owner_number);
create index contact_point_by_key on contact_point (tenant_id, key);
create index contact_point_by_creation on contact_point (tenant_id, owner_kind, created_at, id);
create index contact_point_by_update on contact_point (tenant_id, owner_kind, updated_at, id);

do $$
declare
  name text;
begin
  foreach name in array array['site', 'contact_point'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;

-- A target is named by the int64 that vendors count it by, too; a booking may have nothing else. The five values are
-- what the person shows, kept with every change of theirs.
alter table relation
  alter column target_id drop not null,
  add column target_number bigint,
  add column first text not null default '',
  add column last text not null default '',
  add column phone text not null default '',
  add column mobile text not null default '',
  add column email text not null default '',
  add column active boolean not null default true,
  add column ended_with_contact boolean not null default false;
create index relation_by_number on relation (tenant_id, target_number) where target_number is not null;

-- For the relations that are there already. The owner sees every workspace's rows for that long.
alter table relation no force row level security;
alter table contact no force row level security;
alter table contact_method no force row level security;
alter table account no force row level security;
alter table job no force row level security;
update relation r set
  target_kind = case r.target_kind when 'location' then 'site' else r.target_kind end,
  target_number = coalesce(
    (select a.number from account a where a.tenant_id = r.tenant_id and a.id = r.target_id),
    (select j.number from job j where j.tenant_id = r.tenant_id and j.id = r.target_id)
  ),
  first = coalesce(c.given_name, ''),
  last = coalesce(c.family_name, ''),
  phone = coalesce((
    select m.value from contact_method m
    where m.tenant_id = r.tenant_id and m.contact_id = r.contact_id and m.kind = 'phone' and m.shadow_of is null
      and m.type not in ('mobile', 'fax')
    order by m.position limit 1
  ), ''),
  mobile = coalesce((
    select m.value from contact_method m
    where m.tenant_id = r.tenant_id and m.contact_id = r.contact_id and m.kind = 'phone' and m.shadow_of is null
      and m.type = 'mobile'
    order by m.position limit 1
  ), ''),
  email = coalesce((
    select m.value from contact_method m
    where m.tenant_id = r.tenant_id and m.contact_id = r.contact_id and m.kind = 'email' and m.shadow_of is null
    order by m.is_primary desc, m.position limit 1
  ), ''),
  active = c.deleted_at is null,
  ended_with_contact = c.deleted_at is not null
from contact c
where c.tenant_id = r.tenant_id and c.id = r.contact_id;
alter table relation force row level security;
alter table contact force row level security;
alter table contact_method force row level security;
alter table account force row level security;
alter table job force row level security;
