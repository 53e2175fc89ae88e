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
const otherSlot: Readonly<Record<PhoneSlot, PhoneSlot>> = { phone: 'mobile', mobile: 'phone' };

/** The person shows these values afterwards: what is there is changed in place, `''` removes it. */
export function writtenThrough(
  contact: Contact,
  values: Partial<JobContactValues>,
  region: Region | null,
): ContactPatch {
  const { first, last, email } = values;
  const methods: MethodWrite[] = (['phone', 'mobile'] as const).flatMap((slot) => {
    const value = values[slot];
    return value === undefined ? [] : phoneWrites(contact, slot, value, region);
  });
  if (email !== undefined) methods.push({ op: 'slot', kind: 'email', value: email || null });
  return {
    ...(first === undefined ? {} : { givenName: first || null }),
    ...(last === undefined ? {} : { familyName: last || null }),
    ...(methods.length > 0 ? { methods } : {}),
  };
}

function phoneWrites(
  contact: Contact,
  slot: PhoneSlot,
  value: string,
  region: Region | null,
): MethodWrite[] {
  const shown = slotMethods[slot](contact);
  if (value === '') return shown ? [{ op: 'remove', id: shown.id }] : [];
  const { key } = parseMethodValue('phone', value, region);
  const known = methodsOf(contact, 'phone').find((method) => method.key === key);
  if (known && known.id !== shown?.id) {
    // A number that the other slot shows stays there: a contact has each number once.
    const taken = slotMethods[otherSlot[slot]](contact)?.id === known.id;
    const type = taken ? known.type : slotTypes[slot];
    const replaced: MethodWrite[] = shown ? [{ op: 'remove', id: shown.id }] : [];
    return [...replaced, { op: 'patch', id: known.id, patch: { value, type } }];
  }
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
