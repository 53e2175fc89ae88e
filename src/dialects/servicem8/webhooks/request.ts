/** What a subscriber asks for, checked word by word as the vendor does. */
import type { Capability } from '../../../core/capability.ts';
import { VendorFailure } from '../../../http/failure.ts';
import type { SubscriptionParameters } from './schema.ts';
import { webhookEvents } from './webhook-event.ts';
import { webhookObjects } from './webhook-object.ts';

export interface Wanted {
  readonly kind: 'event' | 'object';
  readonly topic: string;
  readonly fields: readonly string[];
  /** What the subscriber must be able to read. */
  readonly needs: Capability;
}

const longestUniqueId = 100;
const longestSecret = 200;

/** @throws VendorFailure naming the first word that is not valid */
export function wantedObject({ object = '', fields = '' }: SubscriptionParameters): Wanted {
  const name = object.trim().toLowerCase();
  const known = webhookObjects.get(name);
  if (!known) throw notValid(object, 'object');
  const given = (typeof fields === 'string' ? fields.split(',') : fields).map((field) =>
    field.trim(),
  );
  const unknown = given.find((field) => !known.fields.includes(field));
  if (unknown !== undefined) throw notValid(unknown, 'field');
  // None at all, in a list of JSON.
  if (given.length === 0) throw notValid('', 'field');
  return { kind: 'object', topic: name, fields: [...new Set(given)], needs: known.needs };
}

/** @throws VendorFailure */
export function wantedEvent({ event = '' }: SubscriptionParameters): Wanted {
  const name = event.trim().toLowerCase();
  const known = webhookEvents.get(name);
  if (known === undefined) throw notValid(event, 'event');
  const needs = webhookObjects.get(known?.object ?? '')?.needs ?? 'webhook.manage';
  return { kind: 'event', topic: name, fields: [], needs };
}

export interface Callback {
  readonly callbackUrl: string;
  readonly uniqueId: string;
  readonly secret: string;
}

/** @throws VendorFailure */
export function callbackOf(given: SubscriptionParameters): Callback {
  const { callback_url: callbackUrl = '', unique_id: uniqueId = '', secret = '' } = given;
  if (callbackUrl.trim() === '') throw notValid(callbackUrl, 'callback_url');
  if (uniqueId.length > longestUniqueId) throw notValid(uniqueId, 'unique_id');
  if (secret.length > longestSecret) throw refusal('The secret is too long');
  return { callbackUrl: callbackUrl.trim(), uniqueId, secret };
}

function notValid(word: string, what: string): VendorFailure {
  return refusal(`"${word.slice(0, 200)}" is not a valid ${what} for subscription`);
}

function refusal(message: string): VendorFailure {
  return new VendorFailure('webhook', message);
}
