/** The events that can be subscribed to: all of the vendor's, of which some never happen here. */
import type { WireChange } from './webhook-object.ts';

export interface WebhookEvent {
  /** The object that it happens to. */
  readonly object: string;
  happenedBy(change: WireChange): boolean;
}

const created = (change: WireChange): boolean => change.isCreation;
const updated = (change: WireChange): boolean => !change.isCreation;

/** It has come to have this value. */
const became =
  (field: string, value: unknown) =>
  ({ before, after, isCreation }: WireChange): boolean =>
    after[field] === value && (isCreation || before[field] !== value);

/** On a record that was there before. */
const changed =
  (field: string) =>
  ({ fields, isCreation }: WireChange): boolean =>
    !isCreation && fields.includes(field);

const queued = ({ fields, after }: WireChange): boolean =>
  fields.includes('queue_uuid') && after['queue_uuid'] !== '';

const happening: Readonly<Record<string, (change: WireChange) => boolean>> = {
  'job.created': created,
  'job.updated': updated,
  'job.completed': became('status', 'Completed'),
  'job.status_changed': changed('status'),
  'job.queued': queued,
  'job.badge_added': ({ before, after }) => hasMore(after['badges'], before['badges']),
  'job.badge_removed': ({ before, after }) => hasMore(before['badges'], after['badges']),
  'job.quote_sent': became('quote_sent', 1),
  'job.invoice_sent': became('invoice_sent', 1),
  'job.invoice_paid': became('payment_received', 1),
  'company.created': created,
  'company.updated': updated,
};

/** What they are about is not kept here. */
const neverHere =
  `job.checked_in job.checked_out job.note_added job.photo_added job.video_added job.quote_accepted
  job.review_received form.response_created inbox.message_received proposal.sent proposal.viewed staff.clocked_on
  staff.clocked_off`.split(/\s+/);

/** By name; null for those that never happen here. */
export const webhookEvents: ReadonlyMap<string, WebhookEvent | null> = new Map([
  ...Object.entries(happening).map(([name, happenedBy]): [string, WebhookEvent] => {
    const [object = ''] = name.split('.');
    return [name, { object, happenedBy }];
  }),
  ...neverHere.map((name): [string, null] => [name, null]),
]);

/** Whether one list of badges has an entry that the other lacks; both are JSON in a text. */
function hasMore(list: unknown, than: unknown): boolean {
  const known = new Set(entriesOf(than));
  return entriesOf(list).some((entry) => !known.has(entry));
}

function entriesOf(text: unknown): readonly string[] {
  try {
    const list: unknown = JSON.parse(String(text));
    return Array.isArray(list) ? list.map((entry) => JSON.stringify(entry)) : [];
  } catch {
    return [];
  }
}
