/** Postal addresses of a contact. */
import { type Static, Type } from 'typebox';
import { closed, id, line, lineOrNull, text, textOrNull } from '../../wire/schema.ts';

export const Address = Type.Object(
  {
    id,
    type: text,
    street1: textOrNull,
    street2: textOrNull,
    city: textOrNull,
    state: textOrNull,
    countrySubdivision: textOrNull,
    country: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'As entered',
    }),
    countryCode: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'ISO 3166-1 alpha-2, when the entered text names a country',
    }),
    postalCode: textOrNull,
    isPrimary: Type.Boolean(),
  },
  { title: 'Address' },
);

export const AddressWrite = Type.Object(
  {
    type: Type.Optional(line),
    street1: Type.Optional(lineOrNull),
    street2: Type.Optional(lineOrNull),
    city: Type.Optional(lineOrNull),
    state: Type.Optional(lineOrNull),
    countrySubdivision: Type.Optional(lineOrNull),
    country: Type.Optional(lineOrNull),
    postalCode: Type.Optional(lineOrNull),
    isPrimary: Type.Optional(Type.Boolean()),
  },
  { title: 'AddressWrite', ...closed },
);
export const AddressParams = Type.Object({ id: Type.String(), addressId: Type.String() });

export type AddressWire = Static<typeof Address>;
