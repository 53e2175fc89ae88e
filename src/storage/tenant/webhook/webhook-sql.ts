/** The statements of webhooks. $1 is the tenant, $2 the subscription and $3 the holder of its lease, where there are such. */
import type { Statement } from '../../database.ts';
import { webhookSubscriptionTable } from './subscription-table.ts';

const columns = webhookSubscriptionTable.select('s');
const own = 'tenant_id = $1 and subscription_id = $2';
const held = `${own} and lease_holder = $3`;

export const announce: Statement = {
  name: 'announce_webhooks',
  text: 'insert into webhook_workspace (tenant_id) values ($1) on conflict do nothing',
};

export const list: Statement = {
  name: 'list_webhook_subscriptions',
  text: `select ${columns}, p.last_success_at, p.last_failure_reason, p.last_failure_at,
      (select count(*) from webhook_delivery d where d.tenant_id = s.tenant_id and d.subscription_id = s.id) as pending
    from webhook_subscription s
    left join webhook_progress p on p.tenant_id = s.tenant_id and p.subscription_id = s.id
    where s.tenant_id = $1 and ($2::uuid is null or s.credential_id = $2) and ($3::boolean is null or s.active = $3)
      and ($4::uuid is null or s.id = $4)
    order by s.created_at, s.id`,
};

/** There are new events, or a delivery is due: at $2. Leases are judged at $3. */
export const waiting: Statement = {
  name: 'waiting_webhook_subscriptions',
  text: `select s.id from webhook_subscription s
    join tenant_clock c on c.tenant_id = s.tenant_id
    left join webhook_progress p on p.tenant_id = s.tenant_id and p.subscription_id = s.id
    where s.tenant_id = $1 and s.active
      and coalesce(p.lease_until, '-infinity') <= $3::timestamptz
      and coalesce(p.rest_until, '-infinity') <= $2::timestamptz
      and (p.seq is null or p.seq < c.seq or exists (
        select from webhook_delivery d
        where d.tenant_id = s.tenant_id and d.subscription_id = s.id and d.due_at <= $2::timestamptz))
    order by s.created_at, s.id`,
};

/** The telling begins with what comes after the subscription was made or resumed, whenever that is noticed. */
export const take: Statement = {
  name: 'take_webhook_lease',
  text: `with taken as (
      insert into webhook_progress as p (tenant_id, subscription_id, seq, failures, lease_holder, lease_until)
      select s.tenant_id, s.id, coalesce((
          select max(e.seq) from event e
          where e.tenant_id = s.tenant_id and e.entity_id = s.id and e.type in ('created', 'resumed')), 0),
        0, $3, $5
      from webhook_subscription s where s.tenant_id = $1 and s.id = $2 and s.active
      on conflict (tenant_id, subscription_id) do update
        set lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
        where coalesce(p.lease_until, '-infinity') <= $4::timestamptz
          and coalesce(p.rest_until, '-infinity') <= $6::timestamptz
      returning p.seq, p.failures)
    select ${columns}, t.seq, t.failures from webhook_subscription s, taken t where s.tenant_id = $1 and s.id = $2`,
};

export const release: Statement = {
  name: 'release_webhook_lease',
  text: `update webhook_progress set lease_holder = null, lease_until = null where ${held}`,
};

export const advance: Statement = {
  name: 'advance_webhook',
  text: `with moved as (
      update webhook_progress set seq = $4 where ${held} returning seq),
    added as (
      insert into webhook_delivery (tenant_id, subscription_id, record_id, seq, part, happened_at, says, failures, due_at)
      select $1, $2, r.record_id, r.seq, r.part, r.happened_at, r.says, 0, $5
      from json_to_recordset($6::json) as r(record_id uuid, seq bigint, part integer, happened_at timestamptz, says jsonb), moved)
    select seq from moved`,
};

export const prolong: Statement = {
  name: 'prolong_webhook_lease',
  text: `update webhook_progress set lease_until = $4 where ${held} returning subscription_id`,
};

export const next: Statement = {
  name: 'next_webhook_delivery',
  text: `select ${columns}, d.record_id, d.seq, d.part, d.happened_at, d.says, d.failures, d.failing_since, d.held
    from webhook_delivery d join webhook_subscription s on s.tenant_id = d.tenant_id and s.id = d.subscription_id
    where d.tenant_id = $1 and d.subscription_id = $2 and s.active and d.due_at <= $3::timestamptz
      and not exists (
        select from webhook_delivery e where e.tenant_id = d.tenant_id
          and e.subscription_id = d.subscription_id and e.record_id = d.record_id and (e.seq, e.part) < (d.seq, d.part)
          and e.held is distinct from 'shuffled')
    order by d.seq, d.part, d.record_id limit 1`,
};

export const settle: Statement = {
  name: 'settle_webhook_delivery',
  text: `with held as (
      update webhook_progress set failures = 0, rest_until = null, last_success_at = coalesce($7, last_success_at) where ${held} returning subscription_id),
    overtaken as (
      update webhook_delivery d set due_at = $7 from held
      where d.tenant_id = $1 and d.subscription_id = held.subscription_id and d.held = 'shuffled' and d.due_at > $7
        and (d.record_id, d.seq, d.part) <> ($4, $5, $6))
    delete from webhook_delivery d using held
    where d.tenant_id = $1 and d.subscription_id = held.subscription_id and d.record_id = $4 and d.seq = $5 and d.part = $6`,
};

const failing = `update webhook_progress
  set failures = $7, rest_until = $8, last_failure_reason = $9, last_failure_at = $10
  where ${held} returning subscription_id`;
const theDelivery =
  'd.tenant_id = $1 and d.subscription_id = held.subscription_id and d.record_id = $4 and d.seq = $5 and d.part = $6';

export const fail: Statement = {
  name: 'fail_webhook_delivery',
  text: `with held as (${failing})
    update webhook_delivery d set failures = failures + 1, failing_since = $11, due_at = $12 from held where ${theDelivery}`,
};

export const drop: Statement = {
  name: 'drop_webhook_delivery',
  text: `with held as (${failing}) delete from webhook_delivery d using held where ${theDelivery}`,
};

export const forget: Statement = {
  name: 'forget_webhook_progress',
  text: `with gone as (
      delete from webhook_delivery d using webhook_subscription s
      where d.tenant_id = $1 and d.subscription_id = $2
        and s.tenant_id = d.tenant_id and s.id = d.subscription_id and not s.active)
    delete from webhook_progress p using webhook_subscription s
    where p.tenant_id = $1 and p.subscription_id = $2
      and s.tenant_id = p.tenant_id and s.id = p.subscription_id and not s.active`,
};

/** For how long is judged by `due_at` alone; what is shuffled waits for the next `settle`, too. */
export const hold: Statement = {
  name: 'hold_webhook_delivery',
  text: `with held as (
      update webhook_progress set lease_until = lease_until where ${held} returning subscription_id)
    update webhook_delivery d set due_at = $7, held = $8 from held where ${theDelivery}
      and ($8 = 'late' or not exists (
        select from webhook_delivery e where e.tenant_id = $1 and e.subscription_id = $2 and e.held = 'shuffled'))
    returning d.seq`,
};

export const purge: Statement = {
  name: 'purge_webhook_deliveries',
  text: `delete from webhook_delivery d using webhook_subscription s
    where d.tenant_id = $1 and s.tenant_id = d.tenant_id and s.id = d.subscription_id and not s.active`,
};
