/** The table of webhook subscriptions, described. */
import type { WebhookSubscription } from '../../../core/webhook/subscription.ts';
import { written } from '../columns.ts';
import { makeTable } from '../table.ts';

export const webhookSubscriptionTable = makeTable<WebhookSubscription>(
  'webhook_subscription',
  {
    id: 'uuid',
    dialect: 'text',
    credentialId: 'uuid',
    principalId: 'uuid',
    audience: 'text',
    kind: 'text',
    topic: 'text',
    fields: 'jsonb',
    callbackUrl: 'text',
    uniqueId: 'text',
    baseUrl: 'text',
    sealedSecret: 'text',
    active: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);
