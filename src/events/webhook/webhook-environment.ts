/** What the telling of changes needs, and what it counts. */
import type { HubClock } from '../../core/port/hub-clock.ts';
import type { Store } from '../../core/port/store.ts';
import type { WebhookInboxService } from '../../core/service/webhook-inbox-service.ts';
import type { WebhookService } from '../../core/service/webhook-service.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { WebhookSubscription } from '../../core/webhook/subscription.ts';
import type { WebhookRules } from '../../core/webhook/webhook-rules.ts';
import type { FaultOfWebhook } from './webhook-faults.ts';
import type { Log } from '../../support/log.ts';
import type { HistoryStore } from './record-history.ts';
import type { Count, Measure, Metrics } from '../../support/metrics.ts';

export interface WebhookEnvironment {
  readonly store: HistoryStore & Pick<Store, 'webhooks'>;
  readonly webhooks: Pick<WebhookService, 'end'>;
  /** By the name of the dialect. */
  readonly rules: ReadonlyMap<string, WebhookRules>;
  readonly outbound: Pick<WebhookInboxService, 'send'>;
  readonly secrets: { open(sealed: string, recordId: string): string | null };
  /** Signs a text's bytes for this server (Ed25519, base64). */
  readonly signing: { sign(text: string): string };
  /** Of the workspaces that have subscriptions, or had some. */
  readonly workspaces: () => Promise<readonly number[]>;
  /** The hub's own context in a workspace. */
  readonly enter: (tenantId: number) => Promise<TenantContext>;
  /** What the subscriber may do at this moment; null when its key or grant is no longer valid. */
  readonly rightsOf: (
    tenantId: number,
    subscription: WebhookSubscription,
  ) => Promise<TenantContext | null>;
  readonly clock: HubClock;
  readonly newId: () => Uuid;
  readonly log: Log;
  readonly counts: WebhookCounts;
  readonly faultOf: FaultOfWebhook;
}

export interface WebhookCounts {
  readonly delivered: Count;
  readonly failed: Count;
  readonly ended: Count;
  readonly delay: Measure;
}

export function makeWebhookCounts(metrics: Metrics): WebhookCounts {
  return {
    delivered: metrics.count('webhook_deliveries_total', 'Webhooks that a subscriber has taken'),
    failed: metrics.count('webhook_failures_total', 'Attempts to deliver a webhook that failed'),
    ended: metrics.count(
      'webhook_subscriptions_ended_total',
      'Subscriptions ended by the subscriber’s answers, its silence, or the loss of its rights',
    ),
    delay: metrics.measure(
      'webhook_delay_seconds',
      'Time from a change to its delivery',
      [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300, 3600, 86_400],
    ),
  };
}
