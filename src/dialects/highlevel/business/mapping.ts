/** Businesses between the wire and the accounts of the hub. */
import type { Account, AccountPatch } from '../../../core/account/account.ts';
import { toBase62Id } from '../../../core/value/identifier.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import { present } from '../mapping/present.ts';
import type { BusinessFields, WireBusiness } from './schema.ts';

/** Wire name → name in the core. */
const texts = {
  phone: 'phone',
  email: 'email',
  website: 'website',
  address: 'street',
  city: 'city',
  postalCode: 'postalCode',
  state: 'state',
  country: 'country',
} as const satisfies Partial<Record<keyof BusinessFields, keyof AccountPatch>>;
type TextName = keyof typeof texts;
const names: readonly TextName[] = [
  'phone',
  'email',
  'website',
  'address',
  'city',
  'postalCode',
  'state',
  'country',
];

/** Absent leaves, null and `''` clear. Only this vendor has a description. */
export function toAccountPatch(wire: BusinessFields): AccountPatch {
  const written: Partial<Record<(typeof texts)[TextName], string | null>> = {};
  for (const name of names) {
    const value = wire[name];
    if (value !== undefined) written[texts[name]] = value === '' ? null : value;
  }
  const { description } = wire;
  return {
    ...written,
    ...(wire.name === undefined ? {} : { name: wire.name }),
    ...(description === undefined
      ? {}
      : { extra: { highlevel: { description: description === '' ? null : description } } }),
  };
}

export function toWireBusiness(account: Account, locationId: string): WireBusiness {
  const { name, phone, email, website, street, city, postalCode, state, country } = account;
  const description = account.extra['highlevel']?.['description'];
  return {
    id: toBase62Id(account.id),
    locationId,
    name,
    ...present({ phone, email, website, address: street, city, postalCode, state, country }),
    ...(typeof description === 'string' ? { description } : {}),
    createdAt: formatIsoMs(account.createdAt),
    updatedAt: formatIsoMs(account.updatedAt),
  };
}
