/** The formats that schemas of this dialect name, as code. */
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { parseCustomerType } from '../wire/customer-type.ts';
import { parseContactType } from '../wire/contact-type.ts';
import { parseRelationshipType } from '../relationships/relationship-type.ts';
import { isIdList } from './id-list.ts';
import { parseSort } from './sort.ts';
import { parseTimestamp } from './timestamp.ts';

function isTrueOrFalse(text: string): boolean {
  return /^(?:true|false)$/i.test(text);
}

export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  guid: (text) => normalizeUuid(text) !== null,
  timestamp: (text) => parseTimestamp(text) !== null,
  'true-or-false': isTrueOrFalse,
  'flag-filter': (text) => isTrueOrFalse(text) || text.toLowerCase() === 'any',
  sort: (text) => parseSort(text) !== null,
  'id-list': isIdList,
  'patch-mode': (text) => /^(?:replace|merge)$/i.test(text),
  'customer-type': (text) => parseCustomerType(text) !== null,
  'contact-type': (text) => parseContactType(text) !== null,
  'relationship-type': (text) => parseRelationshipType(text) !== null,
  'not-blank': (text) => text.trim() !== '',
};

/** What the formats want, as the end of a sentence. */
export const formatTexts: Readonly<Record<string, string>> = {
  guid: 'must be a GUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  timestamp: 'must be a date and time in RFC 3339 such as 2026-03-01T12:00:00Z',
  'true-or-false': 'must be true or false',
  'flag-filter': 'must be true, false or Any',
  sort: 'must be Id, CreatedOn or ModifiedOn after + or -',
  'id-list': 'must be ids, separated by commas',
  'patch-mode': 'must be Replace or Merge',
  'customer-type': 'must be Residential or Commercial',
  'contact-type': 'must be Phone, Email, Fax or MobilePhone',
  'relationship-type': 'must be customer, location or booking',
  'not-blank': 'must not be blank',
};
