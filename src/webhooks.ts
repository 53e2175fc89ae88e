/** Puts the telling of changes together: whom it asks for rights, whom it calls, and in whose words. */
import type { Auth } from './auth/make-auth.ts';
import { newUuid } from './auth/token/new-id.ts';
import { enterAsOperator } from './auth/operator.ts';
import type { Hub } from './core/hub.ts';
import type { ControlStore } from './core/port/control-store.ts';
import type { WebhookRules } from './core/webhook/webhook-rules.ts';
import { WebhookDispatcher } from './events/webhook/dispatcher.ts';
import {
  makeWebhookCounts,
  type WebhookEnvironment,
} from './events/webhook/webhook-environment.ts';
import type { WorkspaceWatch } from './events/webhook/workspace-watch.ts';
import type { Metrics } from './support/metrics.ts';

export interface WebhookParts extends Pick<
  WebhookEnvironment,
  'clock' | 'log' | 'secrets' | 'signing' | 'store'
> {
  readonly hub: Pick<Hub, 'faults' | 'webhookInbox' | 'webhooks'>;
  readonly auth: Pick<Auth, 'standing'>;
  readonly control: ControlStore;
  readonly audiences: readonly { readonly name: string; readonly webhooks?: WebhookRules }[];
  readonly metrics: Metrics;
}

/** Not started yet. */
export function makeWebhooks(parts: WebhookParts, watch: WorkspaceWatch): WebhookDispatcher {
  const { hub, auth, control, audiences, metrics, ...rest } = parts;
  const rules = audiences.flatMap(({ name, webhooks }): [string, WebhookRules][] =>
    webhooks ? [[name, webhooks]] : [],
  );
  const environment: WebhookEnvironment = {
    ...rest,
    newId: () => newUuid(rest.clock),
    webhooks: hub.webhooks,
    outbound: hub.webhookInbox,
    rules: new Map(rules),
    workspaces: () => control.workspaces.listWithWebhooks(),
    enter: (tenantId) => enterAsOperator(control, String(tenantId), 'webhooks'),
    rightsOf: (tenantId, { dialect, audience, credentialId, principalId }) => {
      const standing = { tenantId, audience: audience ?? dialect, credentialId, principalId };
      return auth.standing.of(standing, 'webhooks');
    },
    counts: makeWebhookCounts(metrics),
    faultOf: hub.faults.ofWebhook.bind(hub.faults),
  };
  return new WebhookDispatcher(environment, watch);
}
