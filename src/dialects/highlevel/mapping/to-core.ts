/** From a request body to what the core is asked to write. */
import type {
  AddressEntry,
  ContactPatch,
  CustomFieldWrite,
  MethodWrite,
} from '../../../core/contact/contact-patch.ts';
import { fromBase62Id } from '../../../core/value/identifier.ts';
import type { JsonValue } from '../../../core/value/json.ts';
import type { ContactFields, CustomFieldBody } from '../schema.ts';
import { blankToNull } from './blank.ts';
import { consentOf } from './dnd.ts';
import { namesOf } from './name.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The patch that the body asks for. Absent leaves, null and `''` clear. Assumes that `problemsOf` found nothing.
 * A phone, an e-mail and the address parts write the one that this vendor sees and leave all others alone.
 */
export function toCore(wire: ContactFields): ContactPatch {
  const consent = consentOf(wire);
  const methods = methodsOf(wire);
  const address = addressOf(wire);
  return {
    ...namesOf(wire),
    ...scalarsOf(wire),
    ...(methods.length === 0 ? {} : { methods }),
    ...(address === null ? {} : { addresses: [{ op: 'primary', patch: address }] }),
    ...(wire.tags === undefined
      ? {}
      : { tags: [{ op: 'replace', tags: wire.tags.map((name) => ({ name })) }] }),
    ...(wire.customFields === undefined
      ? {}
      : { customFields: wire.customFields.map((field) => customFieldOf(field)) }),
    ...(consent === undefined ? {} : { consent }),
  };
}

/** Wire name → name in the core, for what is one text on both sides. */
const texts = {
  companyName: 'companyName',
  source: 'leadSource',
  website: 'website',
  timezone: 'timeZone',
  dateOfBirth: 'dateOfBirth',
  gender: 'gender',
  assignedTo: 'assignedTo',
} as const satisfies Partial<Record<keyof ContactFields, keyof ContactPatch>>;
type TextName = keyof typeof texts;
const textNames: readonly TextName[] = [
  'companyName',
  'source',
  'website',
  'timezone',
  'dateOfBirth',
  'gender',
  'assignedTo',
];

function scalarsOf(wire: ContactFields): ContactPatch {
  const patch: Partial<Record<(typeof texts)[TextName], string | null>> = {};
  for (const name of textNames) {
    const value = wire[name];
    if (value !== undefined) patch[texts[name]] = blankToNull(value);
  }
  return patch;
}

function methodsOf(wire: ContactFields): MethodWrite[] {
  const writes: MethodWrite[] = [];
  for (const kind of ['email', 'phone'] as const) {
    const value = wire[kind];
    if (value !== undefined) writes.push({ op: 'slot', kind, value: trimmedOrNull(value) });
  }
  return writes;
}

function trimmedOrNull(value: string | null): string | null {
  return blankToNull(value)?.trim() ?? null;
}

const addressParts = [
  ['address1', 'street1'],
  ['city', 'city'],
  ['state', 'state'],
  ['postalCode', 'postalCode'],
  ['country', 'country'],
] as const satisfies readonly (readonly [keyof ContactFields, keyof AddressEntry])[];

function addressOf(wire: ContactFields): AddressEntry | null {
  const patch: Writable<Pick<AddressEntry, (typeof addressParts)[number][1]>> = {};
  for (const [name, part] of addressParts) {
    const value = wire[name];
    if (value !== undefined) patch[part] = blankToNull(value);
  }
  return Object.keys(patch).length === 0 ? null : patch;
}

/** An id as we show it, else whatever was given: a uuid, a key with or without `contact.`. */
function customFieldOf(wire: CustomFieldBody): CustomFieldWrite {
  const named = [wire.id, wire.key].find((text) => typeof text === 'string' && text !== '') ?? '';
  const id = typeof wire.id === 'string' ? fromBase62Id(wire.id) : null;
  return { field: id ?? named, value: customFieldValue(wire) ?? null };
}

/** The value under the newest of its names that is there; undefined when none is. Null clears the field. */
export function customFieldValue(wire: CustomFieldBody): JsonValue | undefined {
  return [wire.fieldValue, wire.field_value, wire.value].find((value) => value !== undefined);
}
