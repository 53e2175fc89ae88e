/** Everything that happens is an event: history, undo, changes feed, audit and outbox in one log (DESIGN §3). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

export type EventEntity =
  | 'contact'
  | 'method-preference'
  | 'note'
  | 'task'
  | 'job'
  | 'job-contact'
  | 'account'
  | 'site'
  | 'contact-point'
  | 'relation'
  | 'tag'
  | 'custom-field'
  | 'custom-value'
  | 'merge'
  | 'distinct-pair'
  | 'suggestion'
  | 'merge-policy'
  | 'match-run'
  | 'webhook-subscription'
  | 'workspace';

export interface HubEvent {
  /** Per tenant, in commit order, without gaps: whoever has read up to n has missed nothing before n. */
  readonly seq: number;
  readonly at: Instant;
  readonly entityType: EventEntity;
  readonly entityId: Uuid;
  /** `created`, `updated`, `deleted`, `restored`, `archived`, `consent-relaxed`, … */
  readonly type: string;
  readonly actor: number;
  readonly credentialId: Uuid;
  readonly dialect: string;
  readonly connectionId: Uuid | null;
  readonly causeId: Uuid | null;
  readonly requestId: string;
  readonly version: number;
  /** `{after}` for a creation, `{changes: {field: {from, to}}}` for an update; null after an erase. */
  readonly body: JsonObject | null;
}
