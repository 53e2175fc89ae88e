/** What is wrong with the texts of a request, in the words of the vendor's validator. */
import { parseBirthDate } from '../../../core/value/birth-date.ts';
import { countryCodes } from '../../../core/value/country.ts';
import { looksLikeEmail } from '../../../core/value/email.ts';
import { parsePhone, type Region } from '../../../core/value/phone.ts';
import { isTimeZone } from '../../../core/value/time-zone.ts';
import type { ContactFields } from '../schema.ts';
import { customFieldValue } from './to-core.ts';

/** Of ISO 3166-1, which the core accepts whole, the vendor's list of 247 lacks these. */
const notListed: ReadonlySet<string> = new Set(['BQ', 'CW', 'SS', 'BL']);
/** A pattern no stricter than that of the vendor's validator library: something, `@`, and a domain with a dot. */
const emailDomain = /@[^@\s]+\.[^@\s.]+$/u;

export interface Problems {
  /** One sentence per field, for a 422. */
  readonly messages: readonly string[];
  /** The phone has a refusal of its own: a 400 with the text of the phone-number library. */
  readonly phone: string | null;
  /** The fields that the two are about. */
  readonly fields: readonly (keyof ContactFields)[];
}

type Check = (text: string) => string | null;
const checks: readonly (readonly [keyof ContactFields, Check])[] = [
  ['email', (text) => (isEmail(text) ? null : 'email must be an email')],
  ['country', (text) => (isCountry(text) ? null : 'country must be a valid enum value')],
  ['timezone', (text) => (isTimeZone(text) ? null : 'timezone must be a valid IANA time zone')],
  [
    'dateOfBirth',
    (text) => (parseBirthDate(text) === null ? 'dateOfBirth must be a valid date' : null),
  ],
];

/** Everything that the shapes alone do not show. Null and blank texts are no problem: they clear. */
export function problemsOf(wire: ContactFields, region: Region): Problems {
  const fields: (keyof ContactFields)[] = [];
  const messages: string[] = [];
  for (const [field, check] of checks) {
    const value = wire[field];
    const message = typeof value === 'string' && value.trim() !== '' ? check(value) : null;
    if (message === null) continue;
    fields.push(field);
    messages.push(message);
  }
  const phone = phoneProblem(wire.phone ?? '', region);
  if (phone !== null) fields.push('phone');
  return { messages: [...messages, ...customFieldProblems(wire)], phone, fields };
}

function isEmail(text: string): boolean {
  return looksLikeEmail(text) && emailDomain.test(text.trim());
}

/** In any case: the code is stored as entered and shown in capitals. */
function isCountry(text: string): boolean {
  const code = text.trim().toUpperCase();
  return countryCodes.has(code) && !notListed.has(code);
}

const longestNumber = 15;

/** The sentences of the phone-number library that the vendor lets through. */
function phoneProblem(text: string, region: Region): string | null {
  if (text.trim() === '') return null;
  const { e164, stripped } = parsePhone(text, region);
  if (e164 !== null) return null;
  const digits = stripped.replaceAll(/\D/g, '').length;
  if (digits < 2) return 'The string supplied did not seem to be a phone number';
  return digits < 8
    ? 'The string supplied is too short to be a phone number'
    : digits > longestNumber || !text.trim().startsWith('+')
      ? 'The string supplied is too long to be a phone number'
      : 'Invalid country calling code';
}

function customFieldProblems(wire: ContactFields): string[] {
  const messages: string[] = [];
  (wire.customFields ?? []).forEach((field, index) => {
    if (!field.id && !field.key) messages.push(`customFields.${index}.id should not be empty`);
    if (customFieldValue(field) === undefined)
      messages.push(`customFields.${index}.value should not be empty`);
  });
  return messages;
}
