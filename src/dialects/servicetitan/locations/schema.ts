/** The wire shapes of ServiceTitan's locations. */
import { Type, type Static } from 'typebox';
import { NewLegacyContact } from '../legacy-contacts/schema.ts';
import {
  dateParameters,
  IdList,
  pageOf,
  pageParameters,
  recordParameters,
} from '../list/schema.ts';
import { AddressPatch, AddressRequest, AddressResponse } from '../wire/address-schema.ts';
import { attached, attachmentPatches, attachments } from '../wire/attachment-schema.ts';
import {
  ContactType,
  DateTime,
  Int64,
  NullableExactInt64,
  NullableInteger,
  NullableText,
} from '../wire/schema.ts';

export const LocationParams = Type.Object({ tenant: Int64, id: Int64 });

const location = {
  id: Int64,
  customerId: Int64,
  active: Type.Boolean(),
  name: Type.String(),
  address: AddressResponse,
  ...attached,
  createdOn: DateTime,
  createdById: Int64,
  modifiedOn: DateTime,
  taxExempt: Type.Boolean(),
  mergedToId: NullableInteger,
  zoneId: NullableInteger,
  taxZoneId: NullableInteger,
};
export const LocationResponse = Type.Object(location);
export type LocationResponse = Static<typeof LocationResponse>;

const CreatedContact = Type.Object({
  id: Int64,
  type: ContactType,
  value: Type.String(),
  memo: NullableText,
});
/** The only reply that shows a location's contacts. */
export const CreatedLocationResponse = Type.Object({
  ...location,
  contacts: Type.Array(CreatedContact),
});
export type CreatedLocationResponse = Static<typeof CreatedLocationResponse>;

const Name = Type.String({ format: 'not-blank' });

/** Also in the creation of a customer. */
export const NewLocation = Type.Object({
  name: Name,
  address: AddressRequest,
  contacts: Type.Optional(Type.Array(NewLegacyContact)),
  coordinatesSource: Type.Optional(NullableText),
  coordinatesVerificationStatus: Type.Optional(NullableText),
  ...attachments,
});
export type NewLocation = Static<typeof NewLocation>;

export const CreateLocationRequest = Type.Object({
  ...NewLocation.properties,
  customerId: Int64,
});
export type CreateLocationRequest = Static<typeof CreateLocationRequest>;

/** What is left out stays. */
export const UpdateLocationRequest = Type.Object({
  name: Type.Optional(Name),
  customerId: Type.Optional(Int64),
  address: Type.Optional(AddressPatch),
  active: Type.Optional(Type.Boolean()),
  taxExempt: Type.Optional(Type.Boolean()),
  zoneId: Type.Optional(NullableExactInt64),
  taxZoneId: Type.Optional(NullableExactInt64),
  ...attachmentPatches,
});
export type UpdateLocationRequest = Static<typeof UpdateLocationRequest>;

export const LocationListParameters = Type.Object({
  ...pageParameters,
  ...dateParameters,
  ...recordParameters,
  customerId: Type.Optional(Int64),
  customerIds: IdList,
});
export type LocationListParameters = Static<typeof LocationListParameters>;

export const LocationPage = pageOf(LocationResponse);
