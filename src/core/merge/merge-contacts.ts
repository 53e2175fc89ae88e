/** What two contacts make as one, and what of that remains when a merge is taken away: everything but the methods. */
import type { Contact } from '../contact/contact.ts';
import { isJsonObject } from '../value/json.ts';
import { consentOf, mostRestrictive, rebaseConsent } from './merge-consent.ts';
import { rebaseAddresses, rebaseTags, uniteAddresses, uniteTags } from './merge-lists.ts';
import { mergeFields, type Preference, type Preferences } from './merge-rule.ts';
import {
  mergeMap,
  mergeName,
  mergeValue,
  rebaseMap,
  rebaseValue,
  wholeName,
} from './merge-value.ts';

const single = mergeFields.filter(
  (field) => field !== 'name' && field !== 'customFields' && field !== 'extra',
);

/** The survivor with what the loser brings, by the preferences. Its methods are left alone. */
export function mergeContacts(
  survivor: Contact,
  loser: Contact,
  preferences: Preferences,
): Contact {
  const of = (field: keyof Preferences): Preference => preferences[field] ?? 'survivor';
  const merged: Contact = {
    ...survivor,
    ...mergeName(of('name'), survivor, loser),
    ...consentOf(mostRestrictive(survivor, loser)),
    lastActivityAt: later(survivor.lastActivityAt, loser.lastActivityAt),
    tags: uniteTags(survivor.tags, loser.tags),
    addresses: uniteAddresses(survivor.addresses, loser.addresses),
  };
  const values = Object.fromEntries(
    single.map((field) => [field, mergeValue(of(field), survivor[field], loser[field])]),
  );
  const inBag = (a: unknown, b: unknown): unknown => mergeValue(of('extra'), a, b);
  return Object.assign(merged, values, {
    customFields: mergeMap(survivor.customFields, loser.customFields, (a, b) =>
      mergeValue(of('customFields'), a, b),
    ),
    extra: mergeMap(survivor.extra, loser.extra, (a, b) => mergeMap(bag(a), bag(b), inBag)),
  });
}

function later(
  a: Contact['lastActivityAt'],
  b: Contact['lastActivityAt'],
): Contact['lastActivityAt'] {
  return a !== null && (b === null || a >= b) ? a : b;
}

function bag(value: unknown): Readonly<Record<string, unknown>> {
  return isJsonObject(value) ? value : {};
}

/**
 * `edited` with what `onto` has, except where somebody wrote between `former` and `edited`: that stays. Field by field,
 * maps by key, lists by element; a name counts as one field. Methods and the marks of writes are those of `edited`.
 */
export function rebaseContact(former: Contact, edited: Contact, onto: Contact): Contact {
  const rebased: Contact = {
    ...edited,
    ...rebaseConsent(former, edited, onto),
    tags: rebaseTags(former.tags, edited.tags, onto.tags),
    addresses: rebaseAddresses(former.addresses, edited.addresses, onto.addresses),
  };
  const values = Object.fromEntries(
    [...single, 'archivedAt', 'lastActivityAt'].map((field) => [
      field,
      rebaseValue(valueOf(former, field), valueOf(edited, field), valueOf(onto, field)),
    ]),
  );
  return Object.assign(
    rebased,
    rebaseValue(wholeName(former), wholeName(edited), wholeName(onto)),
    values,
    {
      customFields: rebaseMap(former.customFields, edited.customFields, onto.customFields),
      extra: rebaseMap(former.extra, edited.extra, onto.extra, rebaseBag),
    },
  );
}

function valueOf(contact: Contact, field: string): unknown {
  const values: Readonly<Record<string, unknown>> = { ...contact };
  return values[field];
}

function rebaseBag(former: unknown, edited: unknown, onto: unknown): unknown {
  const values = rebaseMap(bag(former), bag(edited), bag(onto));
  return onto === undefined && Object.keys(values).length === 0 ? undefined : values;
}
