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
  const numbers: PhoneWrite[] = [];
  if (phone !== undefined && !isSameNumber(phone, mobile, region))
    numbers.push(phoneWrite(contact, 'phone', phone, region));
  if (mobile !== undefined) numbers.push(phoneWrite(contact, 'mobile', mobile, region));
  const kept = new Set(numbers.map(({ known }) => known?.id));
  const methods = numbers.flatMap((write) =>
    phoneWrites({ ...write, shown: kept.has(write.shown?.id) ? null : write.shown }),
  );
  if (email !== undefined) methods.push({ op: 'slot', kind: 'email', value: email || null });
  return methods;
}

function isSameNumber(phone: string, mobile: string | undefined, region: Region | null): boolean {
  if (!phone || !mobile) return false;
  return (
    parseMethodValue('phone', phone, region).key === parseMethodValue('phone', mobile, region).key
  );
}

interface PhoneWrite {
  /** Of an entry that the slot did not show before. */
  readonly type: string;
  readonly value: string;
  /** The entry that the slot shows and that is to go. */
  readonly shown: ContactMethod | null;
  /** The entry that has the number already. */
  readonly known: ContactMethod | null;
}

function phoneWrite(
  contact: Contact,
  slot: PhoneSlot,
  value: string,
  region: Region | null,
): PhoneWrite {
  const { key } = parseMethodValue('phone', value, region);
  const shown = slotMethods[slot](contact);
  const known = value && methodsOf(contact, 'phone').find((method) => method.key === key);
  if (known && known.id === shown?.id) return { type: known.type, value, shown, known };
  return { type: slotTypes[slot], value, shown, known: known || null };
}

function phoneWrites({ type, value, shown, known }: PhoneWrite): MethodWrite[] {
  const removed: MethodWrite[] = shown ? [{ op: 'remove', id: shown.id }] : [];
  if (value === '') return removed;
  if (known) return [...removed, { op: 'patch', id: known.id, patch: { value, type } }];
  if (shown) return [{ op: 'patch', id: shown.id, patch: { value } }];
  return [{ op: 'add', kind: 'phone', entry: { value, type } }];
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
