/** Wire shapes of a location and of what it defines: tags, custom fields and custom values. */
import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const text = Type.String();
const traceId = Type.String();
const name = Type.String({ minLength: 1 });
const texts = Type.Optional(Type.Array(Type.String(), { maxItems: 500 }));

export const LocationParams = Type.Object({ locationId: text });
export const TagParams = Type.Object({ locationId: text, tagId: text });
export const FieldParams = Type.Object({ locationId: text, id: text });

export const TagBody = Type.Object({ name }, strict);
const WireTag = Type.Object({ id: text, name: text, locationId: text });
export type WireTag = Static<typeof WireTag>;
export const TagReply = Type.Object({ tag: WireTag, traceId });
export const TagsReply = Type.Object({ tags: Type.Array(WireTag), traceId });

const dataType = Type.Enum([
  'TEXT',
  'LARGE_TEXT',
  'NUMERICAL',
  'PHONE',
  'MONETORY',
  'CHECKBOX',
  'SINGLE_OPTIONS',
  'MULTIPLE_OPTIONS',
  'FLOAT',
  'DATE',
  'TEXTBOX_LIST',
  'FILE_UPLOAD',
  'RADIO',
  'EMAIL',
  'SIGNATURE',
]);
const fieldBody = {
  name,
  placeholder: Type.Optional(Type.String()),
  options: texts,
  textBoxListOptions: Type.Optional(Type.Array(Type.Object({ label: name }, strict))),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  model: Type.Optional(Type.Enum(['contact'])),
};
export const CreateFieldBody = Type.Object({ ...fieldBody, dataType }, strict);
export const UpdateFieldBody = Type.Object(fieldBody, strict);
export type FieldBody = Static<typeof UpdateFieldBody>;
export const FieldsQuery = Type.Object(
  { model: Type.Optional(Type.Enum(['contact', 'opportunity', 'all'])) },
  strict,
);

const WireField = Type.Object({
  id: text,
  name: text,
  fieldKey: text,
  placeholder: text,
  dataType: text,
  position: Type.Integer(),
  picklistOptions: Type.Array(Type.String()),
  locationId: text,
  model: text,
});
export type WireField = Static<typeof WireField>;
export const FieldReply = Type.Object({ customField: WireField, traceId });
export const FieldsReply = Type.Object({ customFields: Type.Array(WireField), traceId });

export const ValueBody = Type.Object({ name, value: Type.String() }, strict);
const WireValue = Type.Object({
  id: text,
  name: text,
  fieldKey: text,
  value: text,
  locationId: text,
});
export type WireValue = Static<typeof WireValue>;
export const ValueReply = Type.Object({ customValue: WireValue, traceId });
export const ValuesReply = Type.Object({ customValues: Type.Array(WireValue), traceId });

export const TaskSearchBody = Type.Object(
  {
    contactId: texts,
    completed: Type.Optional(Type.Boolean()),
    assignedTo: texts,
    query: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    businessId: Type.Optional(Type.String()),
  },
  strict,
);
export type TaskSearch = Static<typeof TaskSearchBody>;

const Location = Type.Object({
  id: text,
  companyId: text,
  name: text,
  country: text,
  timezone: text,
  settings: Type.Object({ allowDuplicateContact: Type.Boolean() }),
});
export type WireLocation = Static<typeof Location>;
export const LocationReply = Type.Object({ location: Location, traceId });

export const LocationsQuery = Type.Object(
  {
    companyId: Type.Optional(text),
    skip: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    email: Type.Optional(text),
  },
  strict,
);
export const LocationsReply = Type.Object({ locations: Type.Array(Location), traceId });
export const TimeZonesReply = Type.Object({ timeZones: Type.Array(Type.String()), traceId });
