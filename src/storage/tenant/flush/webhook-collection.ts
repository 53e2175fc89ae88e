/** Webhook subscriptions, as one write sees them. */
import type { WebhookCollection } from '../../../core/port/unit-of-work.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { WebhookSubscription } from '../../../core/webhook/subscription.ts';
import { webhookSubscriptionTable } from '../webhook/subscription-table.ts';
import { FlushCollection, selectBy, type UnitOptions } from './flush-collection.ts';

const activeOfCredential = selectBy(
  webhookSubscriptionTable,
  'active_of_credential',
  't.credential_id = $2::uuid and t.active',
);

export class FlushWebhooks
  extends FlushCollection<WebhookSubscription>
  implements WebhookCollection
{
  constructor(options: UnitOptions) {
    super(options, 'webhook-subscription', options.flush.webhookSubscriptions);
  }

  activeOf(credentialId: Uuid): Promise<readonly WebhookSubscription[]> {
    const matches = (known: WebhookSubscription): boolean =>
      known.active && known.credentialId === credentialId;
    return this.findBy(webhookSubscriptionTable, {
      statement: activeOfCredential,
      value: credentialId,
      matches,
    });
  }
}
