/** Wire shapes of what a location defines: tags and custom fields. */
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

export const LocationReply = Type.Object({
  location: Type.Object({
    id: text,
    companyId: text,
    name: text,
    country: text,
    timezone: text,
    settings: Type.Object({ allowDuplicateContact: Type.Boolean() }),
  }),
  traceId,
});
export const TimeZonesReply = Type.Object({ timeZones: Type.Array(Type.String()), traceId });
