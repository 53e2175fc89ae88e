-- What people let apps do, and who is signed in with a browser. Control plane, as in 0001.

-- One person's consent to one app in one workspace; every token that comes of it names it.
create table oauth_grant (
  id uuid primary key,
  tenant_id bigint not null references workspace (tenant_id),
  client_id uuid not null references oauth_client (id),
  principal_id uuid not null references principal (id),
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index oauth_grant_tenant on oauth_grant (tenant_id, created_at);

-- What a consent is carried to the app by; the grant that comes of it has the same id.
create table authorization_code (
  id uuid primary key,
  code_hash bytea not null unique,
  tenant_id bigint not null references workspace (tenant_id),
  client_id uuid not null references oauth_client (id),
  principal_id uuid not null references principal (id),
  scopes text[] not null,
  redirect_uri text not null,
  -- RFC 7636, of method S256; null where the app offered none.
  code_challenge text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index authorization_code_expiry on authorization_code (expires_at);

alter table credential
  add column grant_id uuid references oauth_grant (id),
  -- When a refresh token was first exchanged for another; presented again much later, somebody has stolen one of them.
  add column rotated_at timestamptz;
create index credential_grant on credential (grant_id) where grant_id is not null;
create index credential_rotated on credential (rotated_at) where rotated_at is not null;

create table browser_session (
  id uuid primary key,
  token_hash bytea not null unique,
  principal_id uuid not null references principal (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index browser_session_expiry on browser_session (expires_at);

-- The add-ons of Sandboxes that are there already: as those of new ones.
update oauth_client k
set grants = '{authorization_code,refresh_token}',
  redirect_uris = '{http://127.0.0.1/*,http://localhost/*,http://[::1]/*}',
  tenant_id = c.tenant_id
from credential c
where c.client_id = k.id and k.audience = 'servicem8' and k.principal_id is null and k.redirect_uris = '{}';
