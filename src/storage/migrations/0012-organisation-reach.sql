-- Apps that are let into an organisation, and from there into its workspaces. Control plane, as in 0001.

alter table oauth_client
  add column reach text not null default 'workspace' check (reach in ('workspace', 'organisation')),
  -- The organisation is that of the workspace in which the app was registered.
  add constraint oauth_client_organisation check (reach = 'workspace' or tenant_id is not null);

-- A consent for an organisation has a part for each workspace that the app was let into.
alter table oauth_grant
  add column reach text not null default 'workspace' check (reach in ('workspace', 'organisation')),
  add column parent_id uuid references oauth_grant (id);
create index oauth_grant_parent on oauth_grant (parent_id) where parent_id is not null;

-- The workspaces that a consent for an organisation lets the app into; null for one workspace alone.
alter table authorization_code add column approved bigint[];

alter table credential
  add column reach text not null default 'workspace' check (reach in ('workspace', 'organisation'));
