/** The wire shapes of the older contacts of customers and locations: each is one number or address. */
import { Type, type Static } from 'typebox';
import { dateParameters, IdList, pageNumbers, pageOf } from '../list/schema.ts';
import {
  ContactType,
  ContactTypeText,
  DateTime,
  Int64,
  nullableObject,
  NullableText,
} from '../wire/schema.ts';

export const OwnerParams = Type.Object({ tenant: Int64, id: Int64 });
export const LegacyContactParams = Type.Object({ tenant: Int64, id: Int64, contactId: Int64 });

const Preferences = Type.Object({
  jobRemindersEnabled: Type.Boolean(),
  marketingUpdatesEnabled: Type.Boolean(),
  invoiceStatementNotification: Type.Boolean({ description: 'True when both below are' }),
  invoiceNotification: Type.Boolean(),
  statementNotification: Type.Boolean(),
});

const legacyContact = {
  id: Int64,
  type: ContactType,
  value: Type.String(),
  memo: NullableText,
  phoneSettings: Type.Object({ phoneNumber: Type.String(), doNotText: Type.Boolean() }),
  createdOn: DateTime,
  modifiedOn: DateTime,
  preferences: Preferences,
};
export const LegacyContactResponse = Type.Object(legacyContact);
export type LegacyContactResponse = Static<typeof LegacyContactResponse>;
export const LegacyContactPage = pageOf(LegacyContactResponse);

type OwnerIdName = 'customerId' | 'locationId';

/** In lists of all, with its owner's id. */
export type OwnedContactResponse = LegacyContactResponse &
  Readonly<Partial<Record<OwnerIdName, number>>>;

/** In exports, deleted ones too. */
export type ExportedContactResponse = OwnedContactResponse & { readonly active: boolean };

export function ownedContact({ idName }: { readonly idName: OwnerIdName }) {
  return Type.Unsafe<OwnedContactResponse>(Type.Object({ ...legacyContact, [idName]: Int64 }));
}

export function exportedContact({ idName }: { readonly idName: OwnerIdName }) {
  const shape = Type.Object({ ...legacyContact, [idName]: Int64, active: Type.Boolean() });
  return Type.Unsafe<ExportedContactResponse>(shape);
}

const Value = Type.String({ format: 'not-blank' });

/** Also in the creation of a customer or location. */
export const NewLegacyContact = Type.Object({
  type: ContactTypeText,
  value: Value,
  memo: Type.Optional(NullableText),
});
export type NewLegacyContact = Static<typeof NewLegacyContact>;

const NullableFlag = Type.Optional(Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] }));
const PreferencePatch = Type.Object({
  jobRemindersEnabled: NullableFlag,
  marketingUpdatesEnabled: NullableFlag,
  invoiceStatementNotification: NullableFlag,
  invoiceNotification: NullableFlag,
  statementNotification: NullableFlag,
});
export type PreferencePatch = Static<typeof PreferencePatch>;

/** What is left out stays, and so do booleans that are null. */
export const LegacyContactPatch = Type.Object({
  type: Type.Optional(ContactTypeText),
  value: Type.Optional(Value),
  memo: Type.Optional(NullableText),
  preferences: Type.Optional(nullableObject(PreferencePatch)),
});
export type LegacyContactPatch = Static<typeof LegacyContactPatch>;

export const OwnListParameters = Type.Object(pageNumbers);
const AllListParameters = Type.Object({
  ...pageNumbers,
  ...dateParameters,
  customerIds: IdList,
  locationIds: IdList,
});
export type AllListParameters = Static<typeof AllListParameters>;

export function allListParameters({
  idsName,
}: {
  readonly idsName: 'customerIds' | 'locationIds';
}) {
  const shape = Type.Object({ ...pageNumbers, ...dateParameters, [idsName]: IdList });
  return Type.Unsafe<AllListParameters>(shape);
}
