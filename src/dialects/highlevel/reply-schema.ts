/** What the contacts API answers; members that a contact has no value for are left out. */
import { Type, type Static } from 'typebox';

const text = Type.Optional(Type.String());
const flag = Type.Optional(Type.Boolean());
const texts = Type.Array(Type.String());
const bag = Type.Record(Type.String(), Type.Unknown());

const DndSetting = Type.Object({ status: Type.String(), message: text, code: text });
const dndSetting = Type.Optional(DndSetting);

/** The case of v2, or that of v3 when the request asked for v3; never both at once. */
const DndSettings = Type.Object({
  Call: dndSetting,
  Email: dndSetting,
  SMS: dndSetting,
  WhatsApp: dndSetting,
  GMB: dndSetting,
  FB: dndSetting,
  RCS: dndSetting,
  call: dndSetting,
  email: dndSetting,
  sms: dndSetting,
  whatsApp: dndSetting,
  gmb: dndSetting,
  fb: dndSetting,
  rcs: dndSetting,
});
export type DndSettings = Static<typeof DndSettings>;

const InboundDndSettings = Type.Object({
  all: Type.Object({ status: Type.String(), message: text }),
});

/** `fieldValue` only under v3. */
const CustomFieldValue = Type.Object({
  id: Type.String(),
  value: Type.Unknown(),
  fieldValue: Type.Optional(Type.Unknown()),
});
export type CustomFieldValue = Static<typeof CustomFieldValue>;

const AdditionalEmail = Type.Object({ email: Type.String() });
const AdditionalPhone = Type.Object({ phone: Type.String(), phoneLabel: text });

/** In every reply that shows a contact. */
const shared = {
  id: Type.String(),
  locationId: Type.String(),
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  companyName: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  website: text,
  source: text,
  timezone: text,
  assignedTo: text,
  businessId: text,
  type: Type.String(),
  dnd: Type.Boolean(),
  dndSettings: Type.Optional(DndSettings),
  inboundDndSettings: Type.Optional(InboundDndSettings),
  tags: texts,
  followers: texts,
  customFields: Type.Array(CustomFieldValue),
  dateAdded: Type.String(),
  dateUpdated: Type.String(),
};

const single = {
  ...shared,
  name: text,
  firstNameLowerCase: text,
  lastNameLowerCase: text,
  fullNameLowerCase: text,
  emailLowerCase: text,
  address1: text,
  gender: text,
  dateOfBirth: text,
  additionalEmails: Type.Array(AdditionalEmail),
  additionalPhones: Type.Array(AdditionalPhone),
  lastActivity: text,
  attributionSource: Type.Optional(bag),
  lastAttributionSource: Type.Optional(bag),
};

/** `GET` and `PUT /contacts/{id}`, `search/duplicate`. */
export const ContactDetail = Type.Object(single);
export type ContactDetail = Static<typeof ContactDetail>;

/** `POST /contacts/`. */
export const CreatedContact = Type.Object({
  ...single,
  deleted: flag,
  birthMonth: Type.Optional(Type.Number()),
  birthDay: Type.Optional(Type.Number()),
});
export type CreatedContact = Static<typeof CreatedContact>;

const listed = {
  ...shared,
  contactName: text,
  firstNameRaw: text,
  lastNameRaw: text,
  address1: text,
  profilePhoto: text,
  attributions: Type.Array(bag),
};
const position = Type.Array(Type.Unsafe<string | number>({ type: ['string', 'number'] }));

/** An item of `GET /contacts/`. */
export const ListedContact = Type.Object({
  ...listed,
  dateOfBirth: text,
  additionalEmails: Type.Array(AdditionalEmail),
  startAfter: position,
});
export type ListedContact = Static<typeof ListedContact>;

/** An item of `POST /contacts/search`: the birth date is a number and the street has two names here. */
export const FoundContact = Type.Object({
  ...listed,
  address: text,
  phoneLabel: text,
  dateOfBirth: Type.Optional(Type.Number()),
  additionalEmails: texts,
  additionalPhones: texts,
  attributionSource: Type.Optional(bag),
  lastAttributionSource: Type.Optional(bag),
  searchAfter: position,
});
export type FoundContact = Static<typeof FoundContact>;

const traceId = Type.String();
/** The misspelled member is the older one; clients of v3 read the other. */
const succeeded = { succeded: Type.Boolean(), succeeded: Type.Boolean() };

export const CreatedReply = Type.Object({ contact: CreatedContact, traceId });
export const ContactReply = Type.Object({ contact: ContactDetail, traceId });
export const UpdatedReply = Type.Object({
  succeded: Type.Optional(Type.Boolean()),
  succeeded: Type.Boolean(),
  contact: ContactDetail,
  traceId,
});
export const UpsertedReply = Type.Object({
  new: Type.Boolean(),
  ...succeeded,
  contact: ContactDetail,
  traceId,
});
export const AppointmentsReply = Type.Object({ events: Type.Array(bag), traceId });
export const BusinessContactsReply = Type.Object({
  contacts: Type.Array(ListedContact),
  count: Type.Integer(),
  traceId,
});
export const BusinessReply = Type.Object({ success: Type.Boolean(), ids: texts, traceId });
export const DeletedReply = Type.Object({ ...succeeded, traceId });
export const DuplicateReply = Type.Object({
  contact: Type.Union([ContactDetail, Type.Null()]),
  traceId,
});

const numberOrNull = Type.Unsafe<number | null>({ type: ['number', 'null'] });
const ListMeta = Type.Object({
  total: Type.Integer(),
  nextPageUrl: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  startAfterId: text,
  startAfter: Type.Optional(Type.Number()),
  currentPage: Type.Integer(),
  nextPage: numberOrNull,
  prevPage: numberOrNull,
});
export type ListMeta = Static<typeof ListMeta>;
export const ListReply = Type.Object({
  contacts: Type.Array(ListedContact),
  count: Type.Integer(),
  meta: ListMeta,
  traceId,
});
export const SearchReply = Type.Object({
  contacts: Type.Array(FoundContact),
  total: Type.Integer(),
  traceId,
});
