/** What of the hub's events a subscription is told, and how. */
import { createHmac } from 'node:crypto';
import type { HubEvent } from '../../../core/event/event.ts';
import { formatSqlLike } from '../../../core/value/instant.ts';
import type { WebhookNotice, WebhookSubscription } from '../../../core/webhook/subscription.ts';
import type { WebhookRules } from '../../../core/webhook/webhook-rules.ts';
import { webhookEvents } from './webhook-event.ts';
import { type WebhookObject, webhookObjects, type WireChange } from './webhook-object.ts';

/** The vendor gives up after 72 hours, and comes back a quarter of an hour after a 429. */
const retry = { giveUpAfter: 72 * 3600, restAfterTooMany: 15 * 60 };

export const webhooks: WebhookRules = {
  entities: [...new Set([...webhookObjects.values()].map(({ entity }) => entity))],
  retry,
  capabilityFor: (subscription) => objectOf(subscription)?.needs ?? 'webhook.manage',
  noticesOf: async (event, subscription, records) => {
    const object = objectOf(subscription);
    if (object?.entity !== event.entityType) return [];
    const notice = noticeOf(event, subscription, object);
    if (notice === null) return [];
    const isOwn = (await object.isOwn?.(event, records)) ?? true;
    return isOwn ? [notice] : [];
  },
  eventNameOf: (_delivery, { topic }) => topic,
  messageFor: async (delivery, { kind, topic, baseUrl }, { secret }) => {
    const object = kind === 'event' ? (topic.split('.')[0] ?? '') : topic;
    const { recordId } = delivery;
    const body = JSON.stringify({
      object,
      ...(kind === 'event' ? { event: topic } : {}),
      entry: [
        {
          uuid: recordId,
          changed_fields: delivery.says['fields'] ?? [],
          time: formatSqlLike(delivery.at, 'UTC'),
        },
      ],
      resource_url: `${baseUrl}/api_1.0/${object}/${recordId}.json`,
    });
    return { headers: { 'content-type': 'application/json', ...signature(body, secret) }, body };
  },
};

/** The object that a subscription is about; undefined when that is none of those served. */
function objectOf({ kind, topic }: WebhookSubscription): WebhookObject | undefined {
  return webhookObjects.get(kind === 'event' ? (webhookEvents.get(topic)?.object ?? '') : topic);
}

function noticeOf(
  event: HubEvent,
  subscription: WebhookSubscription,
  object: WebhookObject,
): WebhookNotice | null {
  const change = object.changeBy(event);
  const fields = change === null ? null : toldFields(change, subscription);
  return fields === null ? null : { recordId: event.entityId, says: { fields } };
}

/** Null: it is none of what was subscribed to. */
function toldFields(
  change: WireChange,
  { kind, topic, fields }: WebhookSubscription,
): readonly string[] | null {
  if (kind === 'event') {
    return webhookEvents.get(topic)?.happenedBy(change) === true ? change.fields : null;
  }
  const told = change.fields.filter((field) => fields.includes(field));
  return told.length === 0 ? null : told;
}

/** An extension: the vendor signs nothing. The name is the one that receivers look for all the same. */
function signature(body: string, secret: string | null): Record<string, string> {
  if (secret === null) return {};
  return { 'x-servicem8-signature': createHmac('sha256', secret).update(body).digest('hex') };
}
