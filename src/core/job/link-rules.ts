/** The pure rules between a person, the links to jobs that show them, and the jobs that the links feed (DESIGN §2.3). */
import type { MethodWrite, ContactPatch } from '../contact/contact-patch.ts';
import {
  effectivePrimary,
  jobContactValuesOf,
  landlineOf,
  methodsOf,
  mobileOf,
} from '../contact/contact-view.ts';
import type { Contact, ContactMethod } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { foldText } from '../value/text.ts';
import type { Region } from '../workspace/workspace.ts';
import {
  emptyJobContactValues,
  jobContactValueKeys,
  type JobContact,
  type JobContactInformation,
  type JobContactRole,
  type JobContactValues,
} from './job.ts';

/** The values that a writer named. */
export function givenValues(patch: Partial<JobContactValues>): Partial<JobContactValues> {
  const given: { -readonly [K in keyof JobContactValues]?: string } = {};
  for (const key of jobContactValueKeys) {
    const value = patch[key];
    if (value !== undefined) given[key] = value;
  }
  return given;
}

/** True while a link says nothing about anybody. */
export function isEmptyLink(values: JobContactValues): boolean {
  return jobContactValueKeys.every((key) => values[key] === '');
}

/** The contact-information of one role: the values of the active link that was written last, else empty. */
export function winningValues(
  links: readonly JobContact[],
  role: JobContactRole,
): JobContactValues {
  let winner: JobContact | null = null;
  for (const link of links) {
    if (!link.active || link.role !== role) continue;
    if (!winner || link.updatedAt >= winner.updatedAt) winner = link;
  }
  if (!winner) return emptyJobContactValues;
  const { first, last, phone, mobile, email } = winner;
  return { first, last, phone, mobile, email };
}

/** All three groups, keeping the objects of those that did not change. */
export function contactInformationOf(
  former: JobContactInformation,
  links: readonly JobContact[],
): JobContactInformation {
  const next = { ...former };
  let changed = false;
  for (const role of ['job', 'billing', 'property-manager'] as const) {
    const values = winningValues(links, role);
    if (jobContactValueKeys.every((key) => values[key] === former[role][key])) continue;
    next[role] = values;
    changed = true;
  }
  return changed ? next : former;
}

/** Two names may be the same person: each part equal after folding, or missing on one side. */
export function isCompatibleName(contact: Contact, values: JobContactValues): boolean {
  return isSamePart(contact.givenName, values.first) && isSamePart(contact.familyName, values.last);
}

function isSamePart(known: string | null, given: string): boolean {
  return !known || given === '' || foldText(known) === foldText(given);
}

/** What the values add to a person who lacks them: only empty fields are filled. */
export function fillingPatch(
  contact: Contact,
  values: JobContactValues,
  region: Region | null,
): ContactPatch {
  const shown = jobContactValuesOf(contact);
  const named = shown.first !== '' || shown.last !== '' || contact.fullName !== null;
  const methods: MethodWrite[] = [];
  if (shown.phone === '') methods.push(...additions(contact, 'phone', values.phone, region));
  if (shown.mobile === '') methods.push(...additions(contact, 'mobile', values.mobile, region));
  if (shown.email === '') methods.push(...additions(contact, 'email', values.email, region));
  return { ...(named ? {} : namePatch(values)), methods };
}

function namePatch(values: JobContactValues): ContactPatch {
  return {
    ...(values.first === '' ? {} : { givenName: values.first }),
    ...(values.last === '' ? {} : { familyName: values.last }),
  };
}

export type MethodSlot = 'phone' | 'mobile' | 'email';
const slotTypes: Readonly<Record<MethodSlot, string>> = {
  phone: 'work',
  mobile: 'mobile',
  email: '',
};

/** Adds the value under the slot's type, unless it is empty or the contact has it already. */
function additions(
  contact: Pick<Contact, 'methods'>,
  slot: MethodSlot,
  value: string,
  region: Region | null,
): MethodWrite[] {
  if (value === '') return [];
  const kind = slotKind(slot);
  const { key } = parseMethodValue(kind, value, region);
  if (methodsOf(contact, kind).some((method) => method.key === key)) return [];
  return [{ op: 'add', kind, entry: { value, type: slotTypes[slot] } }];
}

/** A new person with the link's values. */
export function personDraft(values: JobContactValues, region: Region | null): ContactPatch {
  const nobody = { methods: [] };
  const methods = (['phone', 'mobile', 'email'] as const).flatMap((slot) =>
    additions(nobody, slot, values[slot], region),
  );
  return { ...namePatch(values), methods };
}

const slotMethod: Readonly<Record<MethodSlot, (contact: Contact) => ContactMethod | null>> = {
  phone: landlineOf,
  mobile: mobileOf,
  email: (contact) => effectivePrimary(contact, 'email'),
};

/**
 * What a write of a link means for its person: where the person still had the link's former value it changes with it,
 * otherwise the number or address is added to them. A number that only moves between phone and mobile stays theirs.
 */
export function personPatch(
  contact: Contact,
  former: JobContactValues,
  next: JobContactValues,
  region: Region | null,
): ContactPatch {
  const slots = ['phone', 'mobile', 'email'] as const;
  const methods = slots
    .filter((slot) => next[slot] !== former[slot])
    .flatMap((slot) => slotWrites(contact, slot, { former, next, region }));
  return { ...namesFollowing(contact, former, next), ...(methods.length > 0 ? { methods } : {}) };
}

function namesFollowing(
  contact: Contact,
  former: JobContactValues,
  next: JobContactValues,
): ContactPatch {
  const shown = jobContactValuesOf(contact);
  const follows = (part: 'first' | 'last'): boolean =>
    next[part] !== former[part] && foldText(shown[part]) === foldText(former[part]);
  return {
    ...(follows('first') ? { givenName: next.first || null } : {}),
    ...(follows('last') ? { familyName: next.last || null } : {}),
  };
}

interface LinkWrite {
  readonly former: JobContactValues;
  readonly next: JobContactValues;
  readonly region: Region | null;
}

function slotWrites(contact: Contact, slot: MethodSlot, write: LinkWrite): MethodWrite[] {
  const replaced = replacedEntry(contact, slot, write);
  const moved = movedEntry(contact, slot, write);
  const value = write.next[slot];
  if (moved) {
    const retyped: MethodWrite = { op: 'patch', id: moved.id, patch: { type: slotTypes[slot] } };
    return replaced ? [{ op: 'remove', id: replaced.id }, retyped] : [retyped];
  }
  if (!replaced) return additions(contact, slot, value, write.region);
  if (value === '') return [{ op: 'remove', id: replaced.id }];
  return [{ op: 'patch', id: replaced.id, patch: { value } }];
}

/**
 * The person's entry for the slot's former value, whatever its type, unless the link still tells that value in the other
 * place. What the slot does not show is never removed.
 */
function replacedEntry(
  contact: Contact,
  slot: MethodSlot,
  { former, next, region }: LinkWrite,
): ContactMethod | null {
  const key = keyIn(former, slot, region);
  if (key === null || key === keyIn(next, twins[slot], region)) return null;
  const shown = slotMethod[slot](contact);
  if (shown?.key === key) return shown;
  const isTwins = key === keyIn(former, twins[slot], region);
  return isTwins || next[slot] === '' ? null : entryOf(contact, slot, key);
}

/** The person's entry for a number that the link told in the other place before. */
function movedEntry(
  contact: Contact,
  slot: MethodSlot,
  { former, next, region }: LinkWrite,
): ContactMethod | null {
  const twin = twins[slot];
  const key = keyIn(next, slot, region);
  if (key === null || key === keyIn(former, slot, region)) return null;
  if (key !== keyIn(former, twin, region) || key === keyIn(next, twin, region)) return null;
  return entryOf(contact, slot, key);
}

/** The person's entry with this key. */
export function entryOf(contact: Contact, slot: MethodSlot, key: string): ContactMethod | null {
  return methodsOf(contact, slotKind(slot)).find((method) => method.key === key) ?? null;
}

/** The other place for the same kind of value. */
const twins: Readonly<Record<MethodSlot, MethodSlot | null>> = {
  phone: 'mobile',
  mobile: 'phone',
  email: null,
};

/** What the value in a slot is matched by, null where there is none. */
export function keyIn(
  values: JobContactValues,
  slot: MethodSlot | null,
  region: Region | null,
): string | null {
  if (slot === null || values[slot] === '') return null;
  return parseMethodValue(slotKind(slot), values[slot], region).key;
}

function slotKind(slot: MethodSlot): 'phone' | 'email' {
  return slot === 'email' ? 'email' : 'phone';
}

/** What a change of the person means for a link that still showed the former value. Null when nothing. */
export function followedValues(
  link: JobContactValues,
  former: JobContactValues,
  next: JobContactValues,
): JobContactValues | null {
  const values = {
    first: link.first,
    last: link.last,
    phone: link.phone,
    mobile: link.mobile,
    email: link.email,
  };
  let changed = false;
  for (const key of jobContactValueKeys) {
    if (former[key] === next[key] || link[key] !== former[key]) continue;
    values[key] = next[key];
    changed = true;
  }
  return changed ? values : null;
}
