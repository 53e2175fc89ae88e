/** The pure rules by which the five values of a relation are written through to its person (ServiceM8's company contact). */
import { effectivePrimary, landlineOf, methodsOf, mobileOf } from '../contact/contact-view.ts';
import type { ContactPatch, MethodWrite } from '../contact/contact-patch.ts';
import type { Contact, ContactMethod } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { isCompatibleName } from '../job/link-rules.ts';
import type { JobContactValues } from '../job/job.ts';
import type { Region } from '../workspace/workspace.ts';

type PhoneSlot = 'phone' | 'mobile';
const slotTypes: Readonly<Record<PhoneSlot, string>> = { phone: 'work', mobile: 'mobile' };
const slotMethods: Readonly<Record<PhoneSlot, (contact: Contact) => ContactMethod | null>> = {
  phone: landlineOf,
  mobile: mobileOf,
};

/**
 * The person shows these values afterwards: what is there is changed in place, `''` removes it. A contact has each
 * number once: the slot written last shows it, and of one given for both the mobile does.
 */
export function writtenThrough(
  contact: Contact,
  values: Partial<JobContactValues>,
  region: Region | null,
): ContactPatch {
  const { first, last } = values;
  const methods = methodWrites(contact, values, region);
  return {
    ...(first === undefined ? {} : { givenName: first || null }),
    ...(last === undefined ? {} : { familyName: last || null }),
    ...(methods.length > 0 ? { methods } : {}),
  };
}

function methodWrites(
  contact: Contact,
  { phone, mobile, email }: Partial<JobContactValues>,
  region: Region | null,
): MethodWrite[] {
  const methods: MethodWrite[] = [];
  if (phone !== undefined && !isSameNumber(phone, mobile, region))
    methods.push(...phoneWrites(contact, 'phone', phone, region));
  if (mobile !== undefined) methods.push(...phoneWrites(contact, 'mobile', mobile, region));
  if (email !== undefined) methods.push({ op: 'slot', kind: 'email', value: email || null });
  return methods;
}

function isSameNumber(phone: string, mobile: string | undefined, region: Region | null): boolean {
  if (!phone || !mobile) return false;
  return (
    parseMethodValue('phone', phone, region).key === parseMethodValue('phone', mobile, region).key
  );
}

function phoneWrites(
  contact: Contact,
  slot: PhoneSlot,
  value: string,
  region: Region | null,
): MethodWrite[] {
  const shown = slotMethods[slot](contact);
  const removed: MethodWrite[] = shown ? [{ op: 'remove', id: shown.id }] : [];
  if (value === '') return removed;
  const { key } = parseMethodValue('phone', value, region);
  const known = methodsOf(contact, 'phone').find((method) => method.key === key);
  if (known && known.id !== shown?.id)
    return [...removed, { op: 'patch', id: known.id, patch: { value, type: slotTypes[slot] } }];
  if (shown) return [{ op: 'patch', id: shown.id, patch: { value } }];
  return [{ op: 'add', kind: 'phone', entry: { value, type: slotTypes[slot] } }];
}

/** True when the person can show the values without losing one of their own. */
export function canShow(
  contact: Contact,
  values: JobContactValues,
  region: Region | null,
): boolean {
  if (!isCompatibleName(contact, values)) return false;
  const shown = {
    phone: landlineOf(contact),
    mobile: mobileOf(contact),
    email: effectivePrimary(contact, 'email'),
  };
  return (['phone', 'mobile', 'email'] as const).every((slot) => {
    const method = shown[slot];
    if (values[slot] === '' || !method) return true;
    const kind = slot === 'email' ? 'email' : 'phone';
    return method.key === parseMethodValue(kind, values[slot], region).key;
  });
}
