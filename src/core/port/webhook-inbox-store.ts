/** What the webhook inbox of Sandboxes needs of a store. */
import type { InboxDraft, InboxEntry } from '../sandbox/inbox.ts';
import type { TenantContext } from '../tenant-context.ts';

export interface InboxQuery {
  /** Those after the number, the oldest first; absent: the newest of all, in the same order. */
  readonly after?: number;
  readonly limit: number;
  readonly dialect?: string;
  readonly event?: string;
}

export interface WebhookInboxStore {
  /**
   * Keeps the last thousand, and answers the number; numbers become visible in their order. What belongs to a subscription
   * that is gone, by a reset meanwhile, is not kept: undefined. A replay always is.
   */
  add(context: TenantContext, draft: InboxDraft): Promise<number | undefined>;
  list(context: TenantContext, query: InboxQuery): Promise<readonly InboxEntry[]>;
  find(context: TenantContext, number: number): Promise<InboxEntry | undefined>;
  clear(context: TenantContext): Promise<void>;
}
