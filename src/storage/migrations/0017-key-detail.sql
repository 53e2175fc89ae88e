-- What the owner of a key wants to know of it, and when that was last changed.
alter table credential
  add column detail text not null default '',
  add column updated_at timestamptz;
