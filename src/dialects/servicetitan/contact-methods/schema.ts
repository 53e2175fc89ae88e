/** The wire shapes of contact methods, member by member as the vendor documents them. */
import { Type, type Static } from 'typebox';
import { dateParameters, pageOf, pageParameters } from '../list/schema.ts';
import {
  ContactType,
  ContactTypeText,
  DateTime,
  Guid,
  GuidParam,
  Int64,
  NullableText,
} from '../wire/schema.ts';

const ownerParams = { tenant: Int64, contactId: GuidParam };
export const OwnerParams = Type.Object(ownerParams);
export const ContactMethodParams = Type.Object({ ...ownerParams, contactMethodId: GuidParam });

/** `Crm.V2.ContactMethodResponse`; the members in the vendor's order. */
export const ContactMethodResponse = Type.Object(
  {
    id: Guid,
    contactId: Guid,
    referenceId: NullableText,
    type: ContactType,
    value: Type.String(),
    memo: NullableText,
    createdOn: DateTime,
    createdBy: Int64,
    modifiedOn: DateTime,
    modifiedBy: Int64,
  },
  { title: 'ContactMethodResponse' },
);
export type ContactMethodResponse = Static<typeof ContactMethodResponse>;

const Value = Type.String({ format: 'not-blank', description: 'Kept as it is written' });

/** `Crm.V2.CreateContactMethodRequest` and `Crm.V2.UpsertContactMethodRequest`, which are alike. */
export const WriteContactMethodRequest = Type.Object(
  {
    type: ContactTypeText,
    value: Value,
    referenceId: Type.Optional(NullableText),
    memo: Type.Optional(NullableText),
  },
  { title: 'WriteContactMethodRequest' },
);
export type WriteContactMethodRequest = Static<typeof WriteContactMethodRequest>;

/** `Crm.V2.PatchContactMethodRequest`: neither the type nor the reference can be patched. */
export const PatchContactMethodRequest = Type.Object(
  { value: Type.Optional(Value), memo: Type.Optional(NullableText) },
  { title: 'PatchContactMethodRequest' },
);
export type PatchContactMethodRequest = Static<typeof PatchContactMethodRequest>;

const ownListParameters = {
  ...pageParameters,
  ...dateParameters,
  referenceId: Type.Optional(Type.String()),
  type: Type.Optional(ContactTypeText),
  value: Type.Optional(Type.String()),
};
export const OwnMethodListParameters = Type.Object(ownListParameters);
export const MethodListParameters = Type.Object({
  ...ownListParameters,
  contactId: Type.Optional(GuidParam),
});
export type MethodListParameters = Static<typeof MethodListParameters>;

/** `PaginatedResponse_Of_Crm.V2.ContactMethodResponse`. */
export const ContactMethodPage = pageOf(ContactMethodResponse);
export type ContactMethodPage = Static<typeof ContactMethodPage>;
