/** `Crm.V2.Address` of customers and locations. */
import { Type, type Static } from 'typebox';
import { NullableText } from './schema.ts';

const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] });
const Degrees = {
  latitude: Type.Optional(
    Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: -90, maximum: 90 }),
  ),
  longitude: Type.Optional(
    Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: -180, maximum: 180 }),
  ),
};

export const AddressResponse = Type.Object({
  street: Type.String(),
  unit: NullableText,
  city: Type.String(),
  state: Type.String(),
  zip: Type.String(),
  country: Type.String(),
  latitude: NullableNumber,
  longitude: NullableNumber,
});
export type AddressResponse = Static<typeof AddressResponse>;

export const AddressRequest = Type.Object({
  street: Type.String(),
  unit: Type.Optional(NullableText),
  city: Type.String(),
  state: Type.String(),
  zip: Type.String(),
  country: Type.String(),
  ...Degrees,
});

/** PATCH: what is left out stays. */
export const AddressPatch = Type.Partial(AddressRequest);
export type AddressPatch = Static<typeof AddressPatch>;
