/** A cell as a few short lines: what the API shows, without what it leaves empty. */
import { asText, at, isList, isObject, type Json } from './json.ts';
import type { Cell, Column } from './read.ts';

export const titles: Readonly<Record<Column, string>> = {
  servicem8: 'ServiceM8',
  unified: 'unified CRM',
  servicetitan: 'ServiceTitan',
  voipbin: 'VoIPBIN',
  highlevel: 'HighLevel',
  native: 'native',
};

/** Each entry is a line, wrapped by the table. */
export function show(column: Column, cell: Cell): readonly string[] {
  return shown[column](cell).filter((line) => line.trim() !== '');
}

const shown: Readonly<Record<Column, (cell: Cell) => string[]>> = {
  servicem8: (cell) => [
    join(cell, 'first', 'last'),
    ...label(text(cell, 'phone'), 'phone'),
    ...label(text(cell, 'mobile'), 'mobile'),
    text(cell, 'email'),
    `${text(cell, 'type')} contact`,
  ],
  unified: (cell) => [
    join(cell, 'firstName', 'lastName'),
    text(cell, 'account'),
    ...each(cell, 'phoneNumbers', (item) => join(item, 'phoneNumber', 'phoneNumberType')),
    ...each(cell, 'emailAddresses', (item) => join(item, 'emailAddress', 'emailAddressType')),
    ...each(cell, 'addresses', (item) =>
      join(item, 'street1', 'street2', 'city', 'state', 'postalCode', 'country'),
    ),
  ],
  servicetitan: (cell) => [
    text(cell, 'name'),
    text(cell, 'title'),
    ...label(text(cell, 'referenceId'), 'ref'),
  ],
  voipbin: (cell) => [
    text(cell, 'display_name'),
    text(cell, 'job_title'),
    text(cell, 'company'),
    ...each(cell, 'phone_numbers', (item) => join(item, 'number_e164', 'type')),
    ...each(cell, 'emails', (item) => join(item, 'address', 'type')),
    tags(cell),
    ...label(text(cell, 'external_id'), 'ref'),
    ...label(text(cell, 'source'), 'by'),
  ],
  highlevel: (cell) => [
    text(cell, 'name'),
    text(cell, 'companyName'),
    text(cell, 'phone'),
    ...each(cell, 'additionalPhones', (item) => join(item, 'phone', 'phoneLabel')),
    text(cell, 'email'),
    ...each(cell, 'additionalEmails', (item) => text(item, 'email')),
    join(cell, 'address1', 'city', 'state', 'postalCode', 'country'),
    text(cell, 'website'),
    text(cell, 'timezone'),
    ...label(text(cell, 'dateOfBirth'), 'born'),
    ...label(text(cell, 'source'), 'source'),
    ...label(text(cell, 'assignedTo'), 'for'),
    tags(cell),
    ...each(cell, 'customFields', (item) => `field ${text(item, 'value')}`),
    ...blocked(at(cell, 'dndSettings')),
  ],
  native: (cell) => [
    text(cell, 'fullName'),
    text(cell, 'jobTitle'),
    text(cell, 'companyName'),
    ...each(cell, 'phones', (item) => join(item, 'e164', 'type')),
    ...each(cell, 'emails', (item) => join(item, 'value', 'type')),
    ...each(cell, 'addresses', (item) =>
      join(item, 'street1', 'street2', 'city', 'state', 'postalCode', 'countryCode'),
    ),
    text(cell, 'website'),
    text(cell, 'timeZone'),
    ...label(text(cell, 'dateOfBirth'), 'born'),
    ...label(text(cell, 'leadSource'), 'source'),
    ...label(text(cell, 'assignedTo'), 'for'),
    tags(cell),
    ...customFields(at(cell, 'customFields')),
    ...label(text(cell, 'externalId'), 'ref'),
    ...label(text(cell, 'origin'), 'by'),
    ...blocked(at(cell, 'consent', 'channels')),
  ],
};

function text(value: Json, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}

function join(value: Json, ...keys: readonly string[]): string {
  return keys
    .map((key) => text(value, key))
    .filter((part) => part !== '')
    .join(' ');
}

function label(value: string, word: string): string[] {
  return value === '' ? [] : [`${word} ${value}`];
}

function each(value: Json, key: string, line: (item: Json) => string): string[] {
  const items = at(value, key);
  return isList(items) ? items.map(line) : [];
}

function tags(cell: Cell): string {
  const names = at(cell, 'tags');
  return isList(names) ? names.map((name) => `#${asText(name)}`).join(' ') : '';
}

function customFields(value: Json): string[] {
  return isObject(value) ? Object.values(value).map((inner) => `field ${asText(inner)}`) : [];
}

function blocked(channels: Json): string[] {
  if (!isObject(channels)) return [];
  const names = Object.keys(channels).filter(
    (name) => text(at(channels, name), 'status') === 'active',
  );
  return names.map((name) => `no ${name.toLowerCase()}`);
}
