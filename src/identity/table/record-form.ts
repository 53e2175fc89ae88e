/** A record in its normal form: the texts that are compared and that blocking keys are made of. */
import type { MatchAddress, MatchRecord } from '../match-record.ts';
import { splitAddress } from '../normalise/address-line.ts';
import { dateDigits, phoneDigits } from '../normalise/digits.ts';
import { type EmailForm, normaliseEmail } from '../normalise/email.ts';
import { isMissing, wordsOf } from '../normalise/fold.ts';
import { type NameForm, normaliseName } from '../normalise/name.ts';
import { normaliseLine, normaliseStreet } from '../normalise/street.ts';
import { most } from './layout.ts';

export interface AddressForm {
  readonly number: string;
  readonly street: string;
  readonly line2: string;
  readonly city: string;
  readonly postcode: string;
}

/** Everything folded; `''` = not known. */
export interface RecordForm {
  readonly name: NameForm;
  readonly birth: string;
  readonly company: string;
  readonly phones: readonly string[];
  readonly emails: readonly EmailForm[];
  readonly identifiers: readonly string[];
  readonly addresses: readonly AddressForm[];
  readonly others: readonly string[];
}

const legalForms: ReadonlySet<string> = new Set(
  'inc llc ltd limited gmbh ag co corp corporation company plc pty kg sa srl bv the and'.split(' '),
);
const empty: readonly string[] = [];

export function normaliseRecord(record: MatchRecord): RecordForm {
  return {
    name: normaliseName(record),
    birth: dateDigits(record.birth),
    company: companyOf(record.company),
    phones: distinct(record.phones, phoneDigits, most.phones),
    emails: emailsOf(record.emails),
    identifiers: distinct(record.identifiers, identifierOf, most.identifiers),
    addresses: addressesOf(record.addresses ?? []),
    others: record.others?.map(identifierOf) ?? empty,
  };
}

function distinct(
  texts: readonly string[] | undefined,
  normalise: (text: string) => string,
  limit: number,
): readonly string[] {
  if (texts === undefined || texts.length === 0) return empty;
  const forms = new Set(texts.map(normalise));
  forms.delete('');
  return [...forms].slice(0, limit);
}

function emailsOf(texts: readonly string[] | undefined): readonly EmailForm[] {
  const forms = new Map<string, EmailForm>();
  for (const text of texts ?? empty) {
    const form = normaliseEmail(text);
    if (form.key !== '' && forms.size < most.emails) forms.set(form.key, form);
  }
  return [...forms.values()];
}

function companyOf(text: string | null | undefined): string {
  const words = wordsOf(text);
  const telling = words.filter((word) => !legalForms.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}

function identifierOf(text: string | null): string {
  return isMissing(text) ? '' : wordsOf(text).join(' ');
}

function addressesOf(addresses: readonly MatchAddress[]): readonly AddressForm[] {
  return addresses.slice(0, most.addresses).map(addressOf).filter(isSaid);
}

function addressOf(address: MatchAddress): AddressForm {
  const isLine = isMissing(address.city) && isMissing(address.postcode) && isMissing(address.line2);
  const parts = isLine ? splitAddress(address.street) : null;
  const { number, street, line2, city, postcode } = { ...address, ...parts };
  return {
    ...normaliseStreet(number, street),
    line2: normaliseLine(line2),
    city: normaliseLine(city),
    postcode: wordsOf(postcode).join(''),
  };
}

function isSaid({ number, street, line2, city, postcode }: AddressForm): boolean {
  return `${number}${street}${line2}${city}${postcode}` !== '';
}
