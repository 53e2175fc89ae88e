/** What of the hub's events an app is told, and how. Apps do not subscribe: the workspace's portal does it for them. */
import { createHash } from 'node:crypto';
import { isUuid } from '../../../core/value/identifier.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { WebhookDelivery, WebhookSubscription } from '../../../core/webhook/subscription.ts';
import type { MessageParts, WebhookRules } from '../../../core/webhook/webhook-rules.ts';
import { contactBody, noteBody, taskBody } from './body.ts';
import { eventNames, isEventName, type EventName } from './event-name.ts';
import { happeningsOf } from './happening.ts';

/**
 * Reports of the vendor's rule conflict: 429 alone, ten minutes apart, or twelve attempts with growing pauses. Both hold
 * here, the one for 429 and the other for everything else: a receiver has to bear repetitions under either, and one that
 * counts on them after a 500 must not lose a change. The end after failures in a row is ours: three days at least.
 */
const retry = {
  giveUpAfter: 72 * 3600,
  restAfterTooMany: 10 * 60,
  jitter: 60,
  drops: { afterTries: 12, endAfterFailures: 300 },
};

const needs = 'person.read';

export const webhooks: WebhookRules = {
  entities: ['contact', 'note', 'task'],
  retry,
  portal: { events: eventNames, needs },
  capabilityFor: () => needs,
  noticesOf: async (event, { fields }, records) => {
    const happenings = await happeningsOf(event, records);
    return happenings
      .filter(({ type }) => fields.includes(type))
      .map(({ type, contactId }) => ({
        recordId: contactId,
        says: { type, id: event.entityId },
      }));
  },
  eventNameOf: ({ says: { type } }) => (isEventName(type) ? type : ''),
  messageFor: async (delivery, subscription, parts) => {
    const { type } = delivery.says;
    const record = isEventName(type) ? await recordOf(type, delivery, parts) : null;
    if (record === null) return null;
    const appId = subscription.topic;
    const body = JSON.stringify({
      ...record,
      // A sub-account's app has one version here.
      versionId: appId,
      appId,
      webhookId: webhookIdOf(delivery, subscription),
      timestamp: formatIsoMs(parts.at),
    });
    const headers = {
      'content-type': 'application/json',
      'x-ghl-signature': parts.signing.sign(body),
    };
    return { headers, body };
  },
};

/** Null when it was erased, or is gone with its contact. */
async function recordOf(
  type: EventName,
  { seq, recordId, says }: WebhookDelivery,
  { records, workspace }: MessageParts,
): Promise<object | null> {
  const head = { type, locationId: workspace.locationId };
  if (type.startsWith('Contact')) {
    const contact = await records.contactAt(recordId, seq);
    return contact && contactBody(contact, head);
  }
  const { id } = says;
  if (typeof id !== 'string' || !isUuid(id)) return null;
  if (type.startsWith('Note')) {
    const note = await records.noteAt(id, type === 'NoteDelete' ? seq - 1 : seq);
    return note && noteBody(note, head);
  }
  const task = await records.taskAt(id, type === 'TaskDelete' ? seq - 1 : seq);
  return task && taskBody(task, head);
}

/** The same at every attempt: receivers know a repetition by it. */
function webhookIdOf(
  { recordId, seq, part }: WebhookDelivery,
  { id }: WebhookSubscription,
): string {
  const hash = createHash('sha256').update(`${id} ${recordId} ${seq} ${part}`).digest('hex');
  // Version 8 of RFC 9562: bits of one's own making.
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
