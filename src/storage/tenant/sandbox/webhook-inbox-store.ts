/** The webhook inboxes of Sandboxes in PostgreSQL. */
import type { InboxQuery, WebhookInboxStore } from '../../../core/port/webhook-inbox-store.ts';
import type { OutboundFailure } from '../../../core/port/outbound.ts';
import type { InboxDraft, InboxEntry } from '../../../core/sandbox/inbox.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicros, type Instant } from '../../../core/value/instant.ts';
import type { Database, Row, SqlValue, Statement } from '../../database.ts';
import { rowAs } from '../table.ts';
import { inboxTable } from './tenant-tables.ts';

const mostKept = 1_000;

/** The row of numbers is held until the commit: nobody sees a number before those that are smaller. */
const add: Statement = {
  name: 'add_to_webhook_inbox',
  text: `with counted as (
      insert into sandbox_webhook_number as n (tenant_id, last)
      select $1, 1 where $5::uuid is null or $9::bigint is not null or exists (
        select from webhook_subscription s where s.tenant_id = $1 and s.id = $5)
      on conflict (tenant_id) do update set last = n.last + 1 returning last),
    gone as (
      delete from ${inboxTable} w using counted where w.tenant_id = $1 and w.number <= counted.last - ${mostKept})
    insert into ${inboxTable} (tenant_id, number, sent_at, dialect, event, subscription_id, record_id, seq, attempt,
      replay_of, url, headers, body, status, failure)
    select $1, last, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from counted returning number`,
};

const columns = `number, sent_at, dialect, event, subscription_id, record_id, seq, attempt, replay_of, url, headers, body,
  status, failure`;
const wanted = `tenant_id = $1 and ($2::text is null or dialect = $2) and ($3::text is null or event = $3)`;

const listAfter: Statement = {
  name: 'list_webhook_inbox',
  text: `select ${columns} from ${inboxTable} where ${wanted} and number > $5 order by number limit $4`,
};

const listNewest: Statement = {
  name: 'list_newest_of_webhook_inbox',
  text: `select * from (
      select ${columns} from ${inboxTable} where ${wanted} order by number desc limit $4) w order by number`,
};

const find: Statement = {
  name: 'find_in_webhook_inbox',
  text: `select ${columns} from ${inboxTable} where tenant_id = $1 and number = $2`,
};

const clear: Statement = {
  name: 'clear_webhook_inbox',
  text: `delete from ${inboxTable} where tenant_id = $1`,
};

interface InboxRow {
  readonly number: number;
  readonly sent_at: Instant;
  readonly dialect: string;
  readonly event: string;
  readonly subscription_id: Uuid | null;
  readonly record_id: Uuid | null;
  readonly seq: number | null;
  readonly attempt: number;
  readonly replay_of: number | null;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number | null;
  readonly failure: OutboundFailure | null;
}

export class StoredWebhookInbox implements WebhookInboxStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(context: TenantContext, draft: InboxDraft): Promise<number | undefined> {
    const [row] = await this.#run(context, add, [
      formatIsoMicros(draft.at),
      draft.dialect,
      draft.event,
      draft.subscriptionId,
      draft.recordId,
      draft.seq,
      draft.attempt,
      draft.replayOf,
      draft.url,
      JSON.stringify(draft.headers),
      draft.body,
      draft.status,
      draft.failure,
    ]);
    return row === undefined ? undefined : Number(row['number']);
  }

  async list(
    context: TenantContext,
    { after, limit, dialect, event }: InboxQuery,
  ): Promise<readonly InboxEntry[]> {
    const values = [dialect ?? null, event ?? null, limit];
    const rows =
      after === undefined
        ? await this.#run(context, listNewest, values)
        : await this.#run(context, listAfter, [...values, after]);
    return rows.map(toEntry);
  }

  async find(context: TenantContext, number: number): Promise<InboxEntry | undefined> {
    const [row] = await this.#run(context, find, [number]);
    return row && toEntry(row);
  }

  async clear(context: TenantContext): Promise<void> {
    await this.#run(context, clear, []);
  }

  #run(
    { tenantId }: TenantContext,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.#database.queryTenant(tenantId, statement, values);
  }
}

function toEntry(row: Row): InboxEntry {
  const { sent_at, subscription_id, record_id, replay_of, ...plain } = rowAs<InboxRow>(row);
  return {
    ...plain,
    at: sent_at,
    subscriptionId: subscription_id,
    recordId: record_id,
    replayOf: replay_of,
  };
}
