/** The use cases of the event log: one record's history, and the feed of all changes. */
import { requireCapability } from '../capability.ts';
import type { HubEvent } from '../event/event.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';

export class EventService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Newest first; a deleted record's history can be read too. */
  async history(
    context: TenantContext,
    entityId: Uuid,
    page: { limit: number; beforeSeq?: number },
  ): Promise<readonly HubEvent[]> {
    requireCapability(context, 'history');
    return this.#store.events.history(context, entityId, page);
  }

  /** In commit order after `afterSeq`: whoever continues from the last `seq` seen misses nothing. */
  async changes(
    context: TenantContext,
    page: { limit: number; afterSeq: number },
  ): Promise<readonly HubEvent[]> {
    requireCapability(context, 'history');
    return this.#store.events.changes(context, page);
  }
}
