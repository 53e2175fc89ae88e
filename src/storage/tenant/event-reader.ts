/** Reads the event log: a record's history, and the feed of changes in commit order. */
import type { EventEntity, HubEvent } from '../../core/event/event.ts';
import type { EventReader } from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Database, SqlValue, Statement } from '../database.ts';
import { fromRow } from './table.ts';
import { eventTable } from './tables.ts';

const history: Statement = {
  name: 'event_history',
  text: `select ${eventTable.select('e')} from event e where e.tenant_id = $1 and e.entity_id = $2 and e.seq < $3 and e.seq > $5 order by e.seq desc limit $4`,
};
const changes: Statement = {
  name: 'event_changes',
  text: `select ${eventTable.select('e')} from event e where e.tenant_id = $1 and e.seq > $2 order by e.seq limit $3`,
};
/** Read before the events are: what has come by then is seen among them. */
const head: Statement = {
  name: 'event_head',
  text: 'select c.seq from tenant_clock c where c.tenant_id = $1',
};
const tail: Statement = {
  name: 'event_tail',
  text: `select ${eventTable.select('e')} from event e
    where e.tenant_id = $1 and e.seq > $2 and e.entity_type = any($4) order by e.seq limit $3`,
};

export class StoredEvents implements EventReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  history(
    context: TenantContext,
    entityId: Uuid,
    page: { limit: number; beforeSeq?: number; afterSeq?: number },
  ): Promise<readonly HubEvent[]> {
    const { limit, beforeSeq = Number.MAX_SAFE_INTEGER, afterSeq = 0 } = page;
    return this.#read(context, history, [context.tenantId, entityId, beforeSeq, limit, afterSeq]);
  }

  changes(
    context: TenantContext,
    page: { limit: number; afterSeq: number },
  ): Promise<readonly HubEvent[]> {
    return this.#read(context, changes, [context.tenantId, page.afterSeq, page.limit]);
  }

  tail(
    { tenantId }: TenantContext,
    page: { limit: number; afterSeq: number; entities: readonly EventEntity[] },
  ): Promise<{ readonly events: readonly HubEvent[]; readonly upTo: number }> {
    return this.#database.withTenant(tenantId, async (connection) => {
      const [clock, rows] = await Promise.all([
        connection.query(head, [tenantId]),
        connection.query(tail, [tenantId, page.afterSeq, page.limit, page.entities]),
      ]);
      const events = rows.map((row) => fromRow(eventTable, row));
      const last = events.at(-1)?.seq ?? page.afterSeq;
      const upTo = rows.length < page.limit ? Math.max(last, Number(clock[0]?.['seq'] ?? 0)) : last;
      return { events, upTo };
    });
  }

  async #read(
    context: TenantContext,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly HubEvent[]> {
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, values),
    );
    return rows.map((row) => fromRow(eventTable, row));
  }
}
