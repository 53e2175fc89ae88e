/** The wire shapes of ServiceTitan's customers, member by member as the vendor documents them. */
import { Type, type Static } from 'typebox';
import { NewLegacyContact } from '../legacy-contacts/schema.ts';
import { dateParameters, pageOf, pageParameters, recordParameters } from '../list/schema.ts';
import { CreatedLocationResponse, NewLocation } from '../locations/schema.ts';
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

export const CustomerParams = Type.Object({ tenant: Int64, id: Int64 });

const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] });
const CustomerType = Type.Enum(['Residential', 'Commercial']);
const CustomerTypeText = Type.String({
  format: 'customer-type',
  description: 'Residential or Commercial',
});

const customer = {
  id: Int64,
  active: Type.Boolean(),
  name: Type.String(),
  type: CustomerType,
  address: AddressResponse,
  ...attached,
  balance: Type.Number(),
  taxExempt: Type.Boolean(),
  doNotMail: Type.Boolean(),
  doNotService: Type.Boolean(),
  nationalAccount: Type.Boolean(),
  createdOn: DateTime,
  createdById: Int64,
  modifiedOn: DateTime,
  mergedToId: NullableInteger,
  paymentTermId: NullableInteger,
  creditLimit: NullableNumber,
  creditLimitBalance: NullableNumber,
};
export const CustomerResponse = Type.Object(customer);
export type CustomerResponse = Static<typeof CustomerResponse>;

/** As a creation answers a contact: without its times. */
const CreatedContact = Type.Object({
  id: Int64,
  type: ContactType,
  value: Type.String(),
  memo: NullableText,
});

/** The only reply that shows a customer's locations and contacts. */
export const CreatedCustomerResponse = Type.Object({
  ...customer,
  locations: Type.Array(CreatedLocationResponse),
  contacts: Type.Array(CreatedContact),
});
export type CreatedCustomerResponse = Static<typeof CreatedCustomerResponse>;

const Flag = Type.Optional(Type.Boolean());
const flags = { doNotMail: Flag, doNotService: Flag, nationalAccount: Flag, taxExempt: Flag };
const terms = {
  paymentTermId: Type.Optional(NullableExactInt64),
  creditLimit: Type.Optional(NullableNumber),
  creditLimitBalance: Type.Optional(NullableNumber),
};
const Name = Type.String({ format: 'not-blank' });

export const CreateCustomerRequest = Type.Object({
  name: Name,
  type: Type.Optional(CustomerTypeText),
  address: AddressRequest,
  locations: Type.Array(NewLocation),
  contacts: Type.Optional(Type.Array(NewLegacyContact)),
  ...flags,
  ...terms,
  ...attachments,
});
export type CreateCustomerRequest = Static<typeof CreateCustomerRequest>;

/** What is left out stays. */
export const UpdateCustomerRequest = Type.Object({
  name: Type.Optional(Name),
  type: Type.Optional(CustomerTypeText),
  address: Type.Optional(AddressPatch),
  active: Type.Optional(Type.Boolean()),
  ...flags,
  ...terms,
  ...attachmentPatches,
});
export type UpdateCustomerRequest = Static<typeof UpdateCustomerRequest>;

export const CustomerListParameters = Type.Object({
  ...pageParameters,
  ...dateParameters,
  ...recordParameters,
  phone: Type.Optional(Type.String()),
  excludeAccountingChangesFromModifiedDateRange: Type.Optional(
    Type.String({ format: 'true-or-false' }),
  ),
});
export type CustomerListParameters = Static<typeof CustomerListParameters>;

export const CustomerPage = pageOf(CustomerResponse);
