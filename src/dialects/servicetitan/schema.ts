/**
 * The wire shapes of ServiceTitan's CRM v2 contacts, member by member as the vendor documents them. The formats `guid`,
 * `timestamp`, `true-or-false`, `archive-filter` and `contact-sort` are this dialect's own (`list-query.ts`).
 */
import { Type, type Static } from 'typebox';

const NullableText = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

/** int64, as a JSON number: ours stay below 2^53. */
const Int64 = Type.Integer();
const DateTime = Type.String({ description: 'RFC 3339, UTC, milliseconds' });

export const TenantParams = Type.Object({ tenant: Int64 });
export const ContactParams = Type.Object({ tenant: Int64, id: Type.String({ format: 'guid' }) });

/** `Crm.V2.ContactResponse`; the members in the vendor's order. */
export const ContactResponse = Type.Object({
  id: Type.String({ description: 'GUID, lower-case' }),
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

const Timestamp = Type.Optional(Type.String({ format: 'timestamp' }));

/** The parameters that every list of the vendor's CRM takes. */
const pageQuery = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  includeTotal: Type.Optional(Type.String({ format: 'true-or-false' })),
  createdBefore: Timestamp,
  createdOnOrAfter: Timestamp,
  modifiedBefore: Timestamp,
  modifiedOnOrAfter: Timestamp,
};

export const ContactListParameters = Type.Object({
  ...pageQuery,
  sort: Type.Optional(Type.String({ format: 'contact-sort' })),
  name: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  referenceId: Type.Optional(Type.String()),
  isArchived: Type.Optional(Type.String({ format: 'archive-filter' })),
});
export type ContactListParameters = Static<typeof ContactListParameters>;

/** `PaginatedResponse_Of_Crm.V2.ContactResponse`. */
export const ContactPage = Type.Object({
  page: Type.Integer(),
  pageSize: Type.Integer(),
  hasMore: Type.Boolean(),
  totalCount: NullableInteger,
  data: Type.Array(ContactResponse),
});
export type ContactPage = Static<typeof ContactPage>;

/** `ApiErrorResponse`: all six members always, `errors` by the name of the field, `''` for what concerns none. */
export const ApiErrorResponse = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  traceId: Type.String(),
  errors: Type.Record(Type.String(), Type.Array(Type.String())),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type ApiErrorResponse = Static<typeof ApiErrorResponse>;

/** A success without content. */
export const NoContent = Type.Unsafe<undefined>({ type: 'null', description: 'No body' });

/** Form fields of `/connect/token`: `grant_type`, `client_id`, `client_secret`, and `tenant` of Enterprise Hub clients. */
export const TokenRequest = Type.Record(Type.String(), Type.String());

export const TokenResponse = Type.Object({
  access_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
  token_type: Type.String(),
  scope: Type.String({ description: 'Scopes, separated by spaces' }),
});

export const TokenErrorResponse = Type.Object({
  error: Type.String(),
  error_description: Type.Optional(Type.String()),
});
