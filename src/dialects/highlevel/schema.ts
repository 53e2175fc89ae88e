/** Wire shapes of the contacts API, spelled exactly as the vendor spells them (2021-07-28, with the v3 aliases). */
import { Type, type Static } from 'typebox';

/** Every optional text may be null: the vendor's validator skips nulls, whatever its documents say. */
const nullableText = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] }));
const text = Type.Optional(Type.String());
const texts = Type.Array(Type.String());
const strict = { additionalProperties: false } as const;

const status = Type.Enum(['active', 'inactive', 'permanent']);
const DndSettingBody = Type.Object({ status, message: nullableText, code: nullableText }, strict);
const dndSettingBody = Type.Optional(DndSettingBody);

/** Channels in the case of v2 and of v3; both are read under every version. */
const DndSettingsBody = Type.Object(
  {
    Call: dndSettingBody,
    Email: dndSettingBody,
    SMS: dndSettingBody,
    WhatsApp: dndSettingBody,
    GMB: dndSettingBody,
    FB: dndSettingBody,
    RCS: dndSettingBody,
    call: dndSettingBody,
    email: dndSettingBody,
    sms: dndSettingBody,
    whatsApp: dndSettingBody,
    gmb: dndSettingBody,
    fb: dndSettingBody,
    rcs: dndSettingBody,
  },
  strict,
);
export type DndSettingsBody = Static<typeof DndSettingsBody>;

const inboundSetting = {
  status: Type.Enum(['active', 'inactive']),
  message: nullableText,
};
const InboundDndSettingsBody = Type.Object(
  { all: Type.Optional(Type.Object(inboundSetting, strict)) },
  strict,
);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
const anyJson = Type.Optional(Type.Unsafe<Json>({}));

/** `id` or `key`, and the value under one of its three names. */
export const CustomFieldBody = Type.Object(
  {
    id: nullableText,
    key: nullableText,
    fieldValue: anyJson,
    field_value: anyJson,
    value: anyJson,
  },
  strict,
);
export type CustomFieldBody = Static<typeof CustomFieldBody>;

const commonFields = {
  firstName: nullableText,
  lastName: nullableText,
  name: nullableText,
  email: nullableText,
  phone: nullableText,
  address1: nullableText,
  city: nullableText,
  state: nullableText,
  postalCode: nullableText,
  country: nullableText,
  website: nullableText,
  timezone: nullableText,
  dnd: Type.Optional(Type.Boolean()),
  dndSettings: Type.Optional(DndSettingsBody),
  inboundDndSettings: Type.Optional(InboundDndSettingsBody),
  tags: Type.Optional(texts),
  customFields: Type.Optional(Type.Array(CustomFieldBody, { maxItems: 500 })),
  source: nullableText,
  dateOfBirth: nullableText,
  companyName: nullableText,
  assignedTo: nullableText,
};
const locationId = Type.String({ minLength: 1 });

export const CreateContactBody = Type.Object(
  { ...commonFields, gender: nullableText, locationId },
  strict,
);
export const UpsertContactBody = Type.Object(
  {
    ...commonFields,
    gender: nullableText,
    locationId,
    createNewIfDuplicateAllowed: Type.Optional(Type.Boolean()),
  },
  strict,
);
/** No `locationId`; `gender` is refused here though create takes it. `companyName` is taken, though undocumented. */
export const UpdateContactBody = Type.Object(commonFields, strict);

/** What a contact can be told, whichever call brings it. */
export type ContactFields = Omit<Static<typeof CreateContactBody>, 'locationId'>;

export const ContactParams = Type.Object({ contactId: Type.String() });

export const BusinessParams = Type.Object({ businessId: Type.String() });
export const BusinessContactsQuery = Type.Object(
  {
    locationId,
    query: text,
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
    skip: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    startAfter: Type.Optional(texts),
  },
  strict,
);
export const BulkBusinessBody = Type.Object(
  {
    locationId,
    ids: Type.Array(Type.String(), { maxItems: 50 }),
    businessId: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  },
  strict,
);

export const ListQuery = Type.Object(
  {
    locationId,
    query: text,
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    startAfter: Type.Optional(Type.Number()),
    startAfterId: text,
  },
  strict,
);
export type ListQuery = Static<typeof ListQuery>;

export const DuplicateQuery = Type.Object({ locationId, number: text, email: text }, strict);

export const SearchBody = Type.Object(
  {
    locationId,
    pageLimit: Type.Integer({ minimum: 1, maximum: 500 }),
    page: Type.Optional(Type.Integer({ minimum: 1 })),
    searchAfter: Type.Optional(Type.Array(Type.Unsafe<Json>({}))),
    query: Type.Optional(Type.String({ maxLength: 75 })),
    filters: Type.Optional(Type.Array(Type.Unsafe<Json>({}))),
    sort: Type.Optional(
      Type.Array(
        Type.Object(
          { field: Type.String(), direction: Type.Optional(Type.Enum(['asc', 'desc'])) },
          strict,
        ),
        { maxItems: 1 },
      ),
    ),
  },
  strict,
);
export type SearchBody = Static<typeof SearchBody>;
