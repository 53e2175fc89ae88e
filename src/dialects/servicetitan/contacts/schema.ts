/** The wire shapes of ServiceTitan's GUID contacts, member by member as the vendor documents them. */
import { Type, type Static } from 'typebox';
import { dateParameters, FlagFilter, pageOf, pageParameters } from '../list/schema.ts';
import { DateTime, Guid, GuidParam, Int64, NullableInteger, NullableText } from '../wire/schema.ts';

export const ContactParams = Type.Object({ tenant: Int64, id: GuidParam });

/** `Crm.V2.ContactResponse`; the members in the vendor's order. */
export const ContactResponse = Type.Object({
  id: Guid,
  referenceId: NullableText,
  name: NullableText,
  title: NullableText,
  isArchived: Type.Boolean(),
  createdOn: DateTime,
  createdBy: Int64,
  modifiedOn: DateTime,
  modifiedBy: Int64,
});
export type ContactResponse = Static<typeof ContactResponse>;

const writable = {
  name: Type.Optional(NullableText),
  title: Type.Optional(NullableText),
  referenceId: Type.Optional(NullableText),
};

/** `Crm.V2.CreateContactRequest`, and `customerId`, which the documented 409 "Unknown customer" speaks of. */
export const CreateContactRequest = Type.Object({
  ...writable,
  customerId: Type.Optional(NullableInteger),
});
export type CreateContactRequest = Static<typeof CreateContactRequest>;

/** `Crm.V2.ReplaceContactRequest`: what is left out becomes null; `isArchived` must be said. */
export const ReplaceContactRequest = Type.Object({ ...writable, isArchived: Type.Boolean() });
export type ReplaceContactRequest = Static<typeof ReplaceContactRequest>;

/** `Crm.V2.UpdateContactRequest`: what is left out stays, `isArchived` too, although the vendor's schema requires it. */
export const UpdateContactRequest = Type.Object({
  ...writable,
  isArchived: Type.Optional(Type.Boolean()),
});
export type UpdateContactRequest = Static<typeof UpdateContactRequest>;

/** An int64: that of a customer, location or booking. */
export const RelationshipParams = Type.Object({ tenant: Int64, relationshipId: Int64 });

export const ContactListParameters = Type.Object({
  ...pageParameters,
  ...dateParameters,
  name: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  referenceId: Type.Optional(Type.String()),
  isArchived: FlagFilter,
});
export type ContactListParameters = Static<typeof ContactListParameters>;

/** `PaginatedResponse_Of_Crm.V2.ContactResponse`. */
export const ContactPage = pageOf(ContactResponse);
export type ContactPage = Static<typeof ContactPage>;
