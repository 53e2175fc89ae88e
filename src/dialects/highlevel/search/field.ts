/** The fields that a search filters by: which operators each takes, and what they ask the hub. */
import type {
  ContactFilter,
  ContactInstantField,
  ContactTextField,
  CustomFieldFilter,
  InstantOperator,
} from '../../../core/port/list-query.ts';
import { emailKey } from '../../../core/value/email.ts';
import { fromBase62Id, type Uuid } from '../../../core/value/identifier.ts';
import { parsePhone, type Region } from '../../../core/value/phone.ts';
import type { Instant } from '../../../core/value/instant.ts';

export type Scalar = string | number | boolean;

/** Absent members: operators that the field does not take. */
export interface SearchField {
  readonly equal?: (value: Scalar, region: Region) => ContactFilter;
  readonly contains?: (value: string) => ContactFilter;
  readonly present?: ContactFilter;
  readonly between?: (op: InstantOperator, at: Instant) => ContactFilter;
  readonly range?: (op: InstantOperator, bound: string | number) => ContactFilter;
}

const nobody: ContactFilter = { field: 'any', filters: [] };

/** Equality and presence. */
function word(field: ContactTextField): SearchField {
  return {
    equal: (value) => ({ field, op: 'eq', value: String(value) }),
    present: { field, op: 'present' },
  };
}

/** The same with a part of the text. */
function text(field: ContactTextField): SearchField {
  return { ...word(field), contains: (value) => ({ field, op: 'contains', value }) };
}

function time(field: ContactInstantField, isKnown: ContactFilter): SearchField {
  return { between: (op, value) => ({ field, op, value }), present: isKnown };
}

/** What the hub does not keep: nobody has a value. */
const unknownTime: SearchField = { between: () => nobody, present: nobody };
const everybody: ContactFilter = { field: 'all', filters: [] };

const fields: Readonly<Record<string, SearchField>> = {
  id: { equal: (value) => idFilter(fromBase62Id(String(value))) },
  contactName: text('shownName'),
  firstNameLowerCase: text('givenName'),
  lastNameLowerCase: text('familyName'),
  email: {
    ...text('email'),
    equal: (value) => ({ field: 'method', kind: 'email', key: emailKey(String(value)) }),
  },
  phone: {
    present: { field: 'phone', op: 'present' },
    equal: (value, region) => ({
      field: 'method',
      kind: 'phone',
      key: parsePhone(String(value), region).key,
    }),
    contains: (value) => ({ field: 'phone', op: 'contains', value: dialled(value) }),
  },
  address: text('street'),
  city: text('city'),
  postalCode: text('postalCode'),
  companyName: text('companyName'),
  businessName: text('accountName'),
  state: word('state'),
  country: word('country'),
  assignedTo: word('assignedTo'),
  source: word('leadSource'),
  dnd: {
    equal: (value) => ({ field: 'dnd', value: String(value) === 'true' }),
    present: everybody,
  },
  followers: {
    equal: (value) => ({ field: 'follower', op: 'eqExact', value: String(value) }),
    present: { field: 'follower', op: 'present' },
  },
  isValidWhatsapp: { equal: () => nobody, present: nobody },
  tags: text('tagName'),
  dateAdded: time('createdAt', everybody),
  dateUpdated: time('updatedAt', everybody),
  lastEmailClickedDate: unknownTime,
  lastEmailOpenedDate: unknownTime,
};

/** Null for a field that there is not. A custom field goes by the id of its definition: `customFields.<id>`. */
export function searchField(name: string): SearchField | null {
  const [, shownId] = /^customFields\.(.+)$/.exec(name) ?? [];
  if (shownId === undefined) return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
  const id = fromBase62Id(shownId);
  return id === null ? null : customField(id);
}

function customField(id: Uuid): SearchField {
  const of = { field: 'customField', id } as const;
  const present: CustomFieldFilter = { ...of, op: 'present' };
  return {
    equal: (value) => ({ ...of, op: 'eq', value }),
    contains: (value) => ({ ...of, op: 'contains', value }),
    range: (op, value) => ({ ...of, op, value }),
    present,
  };
}

/** An id of another form is nobody's. */
function idFilter(id: Uuid | null): ContactFilter {
  return id === null ? nobody : { field: 'id', value: id };
}

/** Part of a number without what people write between the digits. */
function dialled(value: string): string {
  const digits = value.replaceAll(/[^\d+]/g, '');
  return digits === '' ? value : digits;
}
