-- The tables of a workspace's address book. Every one leads with tenant_id in its primary key, so that the schema
-- shards by tenant, and carries row-level security, so that a forgotten filter shows nothing instead of a neighbour.
-- Times are set by the application (its clock is a port), never by the database.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table tenant_clock (
  tenant_id bigint primary key,
  seq bigint not null default 0,
  live_count bigint not null default 0,
  archived_count bigint not null default 0,
  next_number bigint not null default 1000
);

create table contact (
  tenant_id bigint not null,
  id uuid not null,
  kind text not null,
  given_name text,
  family_name text,
  full_name text,
  display_name text,
  name_prefix text,
  middle_name text,
  name_suffix text,
  nickname text,
  job_title text,
  company_name text,
  account_id uuid,
  external_id text,
  origin text not null,
  lead_source text,
  lead_type text,
  website text,
  time_zone text,
  date_of_birth date,
  gender text,
  language text,
  photo text,
  assigned_to text,
  notes_text text,
  dnd boolean not null,
  dnd_settings jsonb not null,
  inbound_dnd jsonb,
  attribution jsonb,
  custom_fields jsonb not null,
  extra jsonb not null,
  archived_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  touched_at timestamptz,
  last_activity_at timestamptz,
  version integer not null,
  primary key (tenant_id, id)
);
create index contact_by_creation on contact (tenant_id, created_at, id) where deleted_at is null;
create index contact_by_update on contact (tenant_id, updated_at, id) where deleted_at is null;
create index contact_by_external_id on contact (tenant_id, external_id) where external_id is not null;

create table contact_method (
  tenant_id bigint not null,
  contact_id uuid not null,
  id uuid not null,
  kind text not null,
  type text not null,
  label text,
  value text not null,
  key text not null,
  e164 text,
  inferred boolean not null,
  stripped text not null,
  ext text,
  position integer not null,
  is_primary boolean not null,
  memo text,
  reference_id text,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  from_contact_id uuid,
  shadow_of uuid,
  primary key (tenant_id, contact_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index contact_method_by_key on contact_method (tenant_id, key);
create index contact_method_by_stripped on contact_method (tenant_id, stripped);

create table contact_address (
  tenant_id bigint not null,
  contact_id uuid not null,
  id uuid not null,
  type text not null,
  street1 text,
  street2 text,
  city text,
  state text,
  country_subdivision text,
  country text,
  country_code text,
  postal_code text,
  is_primary boolean not null,
  position integer not null,
  primary key (tenant_id, contact_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);

create table tag (
  tenant_id bigint not null,
  id uuid not null,
  name text not null,
  detail text not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

-- No reference to tag: VoIPBIN's clients may assign any uuid, and a deleted tag leaves its bare id behind.
create table contact_tag (
  tenant_id bigint not null,
  contact_id uuid not null,
  tag_id uuid not null,
  position integer not null,
  primary key (tenant_id, contact_id, tag_id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index contact_tag_by_tag on contact_tag (tenant_id, tag_id, contact_id);

-- The text that a search looks through, apart from the contact so that a change of anything else does not touch its index.
create table contact_search (
  tenant_id bigint not null,
  contact_id uuid not null,
  doc text not null,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
-- A short pending list: whoever fills it empties it, and with the default of 4 MB a flush would stand still for that long.
create index contact_search_by_trigram on contact_search using gin (tenant_id, doc gin_trgm_ops) with (gin_pending_list_limit = 256);

create table custom_field (
  tenant_id bigint not null,
  id uuid not null,
  key text not null,
  name text not null,
  data_type text not null,
  placeholder text not null,
  options jsonb not null,
  position integer not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);

create table account (
  tenant_id bigint not null,
  id uuid not null,
  number bigint not null,
  name text not null,
  website text,
  phone text,
  email text,
  street text,
  city text,
  state text,
  postal_code text,
  country text,
  external_id text,
  extra jsonb not null,
  active boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index account_by_name on account (tenant_id, lower(name));

create table relation (
  tenant_id bigint not null,
  id uuid not null,
  contact_id uuid not null,
  target_kind text not null,
  target_id uuid not null,
  role text not null,
  is_primary boolean not null,
  is_main boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index relation_by_contact on relation (tenant_id, contact_id);
create index relation_by_target on relation (tenant_id, target_id);

create table job (
  tenant_id bigint not null,
  id uuid not null,
  number bigint not null,
  status text not null,
  date date,
  description text not null,
  work_done text not null,
  address text not null,
  billing_address text not null,
  account_id uuid,
  contact_information jsonb not null,
  extra jsonb not null,
  active boolean not null,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);

create table job_contact (
  tenant_id bigint not null,
  id uuid not null,
  job_id uuid not null,
  role text not null,
  contact_id uuid,
  first text not null,
  last text not null,
  phone text not null,
  mobile text not null,
  email text not null,
  active boolean not null,
  ended_by_contact_id uuid,
  created_at timestamptz not null,
  created_by bigint not null,
  updated_at timestamptz not null,
  updated_by bigint not null,
  version integer not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, job_id) references job (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id)
);
create index job_contact_by_job on job_contact (tenant_id, job_id);
create index job_contact_by_contact on job_contact (tenant_id, contact_id);

create table event (
  tenant_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  entity_type text not null,
  entity_id uuid not null,
  type text not null,
  actor bigint not null,
  credential_id uuid not null,
  dialect text not null,
  connection_id uuid,
  cause_id uuid,
  request_id text not null,
  version integer not null,
  body json,
  primary key (tenant_id, seq)
);
create index event_by_entity on event (tenant_id, entity_id, seq);

-- Addresses that must not be contacted, by keyed hash: outlives the contact, its deletion and an erase.
create table suppression (
  tenant_id bigint not null,
  channel text not null,
  hash bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, hash, channel)
);

-- What was answered under a client's Idempotency-Key; see src/core/port/idempotency-store.ts for the rules.
create table idempotency_key (
  tenant_id bigint not null,
  credential_id uuid not null,
  key text not null,
  route text not null,
  body text not null,
  seed uuid not null,
  created_at timestamptz not null,
  lease_until timestamptz not null,
  status integer,
  headers jsonb,
  reply text,
  primary key (tenant_id, credential_id, key)
);
create index idempotency_key_by_age on idempotency_key (tenant_id, created_at);

do $$
declare
  name text;
begin
  foreach name in array array[
    'tenant_clock', 'contact', 'contact_method', 'contact_address', 'tag', 'contact_tag', 'contact_search',
    'custom_field', 'account', 'relation', 'job', 'job_contact', 'event', 'suppression',
    'idempotency_key'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''polydex.tenant_id'', true), '''')::bigint))',
      name
    );
  end loop;
end
$$;
