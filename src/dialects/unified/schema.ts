/**
 * The wire shapes of the unified CRM's contacts. `timestamp` and `true-or-false` are formats of this dialect
 * (`list-query.ts`). Bodies let unknown members pass: they are ignored and reported in `warnings`.
 */
import { Type, type Static } from 'typebox';

/** JSON as a type, for the open members. */
export type Json = string | number | boolean | null | readonly Json[] | JsonBag;
export interface JsonBag {
  readonly [key: string]: Json;
}

/** What the store takes in one line, and in an indexed text. */
const longestLine = 2_000;
const longestIndexed = 600;
const mostMethods = 500;
const mostAddresses = 100;

const NullableText = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Line = Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: longestLine });
const IndexedLine = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  maxLength: longestIndexed,
});
const DateTime = Type.String({ description: 'ISO 8601, UTC, milliseconds' });
const NullableDateTime = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Bag = Type.Unsafe<JsonBag>({ type: 'object', additionalProperties: true });

export const AddressWrite = Type.Object({
  addressType: Type.Optional(Line),
  street1: Type.Optional(Line),
  street2: Type.Optional(Line),
  city: Type.Optional(Line),
  state: Type.Optional(Line),
  countrySubdivision: Type.Optional(Line),
  country: Type.Optional(Line),
  postalCode: Type.Optional(Line),
});
export type AddressWrite = Static<typeof AddressWrite>;

export const EmailAddressWrite = Type.Object({
  emailAddressType: Type.Optional(Line),
  emailAddress: Type.Optional(IndexedLine),
});
export type EmailAddressWrite = Static<typeof EmailAddressWrite>;

export const PhoneNumberWrite = Type.Object({
  phoneNumberType: Type.Optional(Line),
  phoneNumber: Type.Optional(IndexedLine),
});
export type PhoneNumberWrite = Static<typeof PhoneNumberWrite>;

const writable = {
  firstName: Type.Optional(Line),
  account: Type.Optional(
    Type.Unsafe<string | null>({
      type: ['string', 'null'],
      maxLength: longestLine,
      description: 'Name, id or external id of the account; any other text is kept as the company',
    }),
  ),
  addresses: Type.Optional(
    Type.Unsafe<readonly AddressWrite[] | null>({
      type: ['array', 'null'],
      items: AddressWrite,
      maxItems: mostAddresses,
    }),
  ),
  emailAddresses: Type.Optional(
    Type.Unsafe<readonly EmailAddressWrite[] | null>({
      type: ['array', 'null'],
      items: EmailAddressWrite,
      maxItems: mostMethods,
    }),
  ),
  phoneNumbers: Type.Optional(
    Type.Unsafe<readonly PhoneNumberWrite[] | null>({
      type: ['array', 'null'],
      items: PhoneNumberWrite,
      maxItems: mostMethods,
    }),
  ),
  remoteFields: Type.Optional(
    Type.Unsafe<JsonBag | null>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'Fields of the app behind the credential, under its own names',
    }),
  ),
};

export const CreateContactRequest = Type.Object({
  lastName: Type.String({ maxLength: longestLine, pattern: String.raw`\S` }),
  ...writable,
});
export type CreateContactRequest = Static<typeof CreateContactRequest>;

/** Absent keeps, null clears, an array replaces the whole array. */
export const UpdateContactRequest = Type.Object({ lastName: Type.Optional(Line), ...writable });
export type UpdateContactRequest = Static<typeof UpdateContactRequest>;

export const Address = Type.Object({
  addressType: NullableText,
  street1: NullableText,
  street2: NullableText,
  city: NullableText,
  state: NullableText,
  countrySubdivision: NullableText,
  country: NullableText,
  postalCode: NullableText,
});
export type Address = Static<typeof Address>;

const EmailAddress = Type.Object({
  emailAddressType: NullableText,
  emailAddress: Type.String(),
});

const PhoneNumber = Type.Object({
  phoneNumberType: NullableText,
  phoneNumber: Type.String(),
});

/** Every documented key is always there. */
export const Contact = Type.Object({
  id: Type.String({ format: 'uuid' }),
  remoteId: Type.String(),
  firstName: NullableText,
  lastName: NullableText,
  account: NullableText,
  addresses: Type.Array(Address),
  emailAddresses: Type.Array(EmailAddress),
  phoneNumbers: Type.Array(PhoneNumber),
  lastActivityAt: NullableDateTime,
  remoteCreatedAt: NullableDateTime,
  remoteUpdatedAt: NullableDateTime,
  remoteDeleted: Type.Boolean(),
  createdAt: DateTime,
  updatedAt: DateTime,
  createdTimestamp: Type.Optional(DateTime),
  updatedTimestamp: Type.Optional(DateTime),
  remoteFields: Type.Optional(Bag),
});
export type Contact = Static<typeof Contact>;

export const Warning = Type.Object({
  code: Type.String(),
  field: Type.String(),
  message: Type.String(),
});
export type Warning = Static<typeof Warning>;
const warnings = Type.Optional(Type.Array(Warning));

const SyncInfo = Type.Object({
  status: Type.String({ description: 'pending, syncing, completed or failed' }),
  lastSyncStartedAt: NullableDateTime,
  lastSyncCompletedAt: NullableDateTime,
  error: NullableText,
});

export const ContactReply = Type.Object({ contact: Contact, warnings });
export const ContactReadReply = Type.Object({ contact: Contact, syncInfo: SyncInfo });
export const ContactListReply = Type.Object({
  contacts: Type.Array(Contact),
  pageInfo: Type.Object({ hasNext: Type.Boolean(), nextCursor: NullableText }),
  syncInfo: SyncInfo,
  warnings,
});
export type ContactListReply = Static<typeof ContactListReply>;
export const ContactCountReply = Type.Object({
  count: Type.Integer(),
  syncInfo: SyncInfo,
  warnings,
});
export const SuccessReply = Type.Object({ success: Type.Boolean() });

export const ContactParams = Type.Object({ id: Type.String() });

const Filter = Type.Optional(Type.String());
const Timestamp = Type.Optional(Type.String({ format: 'timestamp' }));
const TrueOrFalse = Type.Optional(Type.String({ format: 'true-or-false' }));

/** Both names of the connection are read before validation; here they are for the reference. */
const selector = { credentialId: Filter, connectionId: Filter };

export const ContactParameters = Type.Object({ ...selector, includeRemoteFields: TrueOrFalse });
export type ContactParameters = Static<typeof ContactParameters>;

const filters = {
  firstName: Filter,
  firstNameContains: Filter,
  firstNameNotEquals: Filter,
  lastName: Filter,
  lastNameContains: Filter,
  lastNameNotEquals: Filter,
  account: Filter,
  accountContains: Filter,
  accountNotEquals: Filter,
  lastActivityAt: Timestamp,
  remoteCreatedAtMin: Timestamp,
  remoteCreatedAtMax: Timestamp,
  remoteUpdatedAtMin: Timestamp,
  remoteUpdatedAtMax: Timestamp,
  createdAtMin: Timestamp,
  createdAtMax: Timestamp,
  updatedAtMin: Timestamp,
  updatedAtMax: Timestamp,
  emailAddress: Filter,
  phoneNumber: Filter,
  remoteId: Filter,
  includeDeleted: TrueOrFalse,
};

/** A page beyond this one could not be counted to; cursors go on. */
const lastPage = 20_000_000;

export const ContactListParameters = Type.Object({
  ...selector,
  pageNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: lastPage })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, description: 'At most 100' })),
  cursor: Filter,
  includeRemoteFields: TrueOrFalse,
  ...filters,
});
export type ContactListParameters = Static<typeof ContactListParameters>;

export const ErrorReply = Type.Object({
  message: Type.String({ description: 'Begins with the words of the status' }),
  error: Type.Object({
    code: Type.String(),
    origin: Type.String({ description: 'request, server or remote' }),
    retryable: Type.Boolean(),
    remoteId: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }))),
  }),
  requestId: Type.String(),
});
export type ErrorReply = Static<typeof ErrorReply>;
