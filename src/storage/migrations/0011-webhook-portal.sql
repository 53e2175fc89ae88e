-- One event may have several things to tell a subscriber of one record; a subscription may act for a key of another API
-- than the one in whose words it is told; and what went well last is remembered beside what failed.

-- Null: the API in whose words the subscriber is told.
alter table webhook_subscription add column audience text;

alter table webhook_progress add column last_success_at timestamptz;

alter table webhook_delivery
  add column part integer not null default 0,
  drop constraint webhook_delivery_pkey,
  add primary key (tenant_id, subscription_id, record_id, seq, part);
