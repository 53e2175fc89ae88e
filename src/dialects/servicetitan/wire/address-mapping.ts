/** Between the vendor's addresses and the places of accounts and sites. */
import type { Place } from '../../../core/account/account.ts';
import type { AddressPatch, AddressResponse } from './address-schema.ts';

/** Accounts have an address as one text, too. */
type Addressed = Place & { readonly address?: string | null };

/** Where the parts are not known, the street is the address as it was written elsewhere. */
export function toAddress(place: Addressed): AddressResponse {
  return {
    street: place.street ?? place.address ?? '',
    unit: place.unit,
    city: place.city ?? '',
    state: place.state ?? '',
    zip: place.postalCode ?? '',
    country: place.country ?? '',
    latitude: place.latitude,
    longitude: place.longitude,
  };
}

const textParts = [
  ['street', 'street'],
  ['unit', 'unit'],
  ['city', 'city'],
  ['state', 'state'],
  ['zip', 'postalCode'],
  ['country', 'country'],
] as const;

/** What is left out stays. An empty part is one that nobody knows, and a street that was only shown is not written. */
export function toPlace(wire: AddressPatch, before?: Addressed): Partial<Place> {
  const place: { -readonly [K in keyof Place]?: Place[K] } = {};
  for (const [name, field] of textParts) {
    const value = wire[name];
    if (value !== undefined) place[field] = value || null;
  }
  if (before?.street === null && before.address === wire.street) delete place.street;
  if (wire.latitude !== undefined) place.latitude = wire.latitude;
  if (wire.longitude !== undefined) place.longitude = wire.longitude;
  return place;
}
