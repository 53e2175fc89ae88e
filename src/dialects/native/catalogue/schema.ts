/** What a workspace defines for all its contacts: tags and custom fields. */
import { type Static, Type } from 'typebox';
import {
  closed,
  cursor,
  id,
  integer,
  limit,
  line,
  oneOf,
  pageOf,
  text,
  written,
} from '../wire/schema.ts';

const sorts = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'id', '-id'] as const;
const filled = { maxLength: 200, pattern: String.raw`\S` };

export const Tag = Type.Object(
  {
    id,
    name: Type.String({ description: 'Trimmed, lower-cased, unique in the workspace' }),
    detail: text,
    ...written,
  },
  { title: 'Tag' },
);
export const TagCreate = Type.Object(
  { name: Type.String(filled), detail: Type.Optional(line) },
  { title: 'TagCreate', ...closed },
);
export const TagChange = Type.Object(
  { name: Type.Optional(Type.String(filled)), detail: Type.Optional(line) },
  { title: 'TagChange', ...closed },
);
export const TagQuery = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'Ignoring case' })),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const TagPage = pageOf(Tag, 'TagPage');

const dataTypes = [
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
] as const;

export const CustomField = Type.Object(
  {
    id,
    key: Type.String({ description: 'How contacts name the field in customFields' }),
    name: text,
    dataType: oneOf(dataTypes),
    placeholder: text,
    options: Type.Array(text),
    position: integer,
    ...written,
  },
  { title: 'CustomField' },
);
const fieldParts = {
  placeholder: Type.Optional(line),
  options: Type.Optional(Type.Array(line, { maxItems: 1_000 })),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
};
export const CustomFieldCreate = Type.Object(
  {
    name: Type.String(filled),
    key: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9_]{1,100}$',
        description: 'Made from the name when absent',
      }),
    ),
    dataType: oneOf(dataTypes),
    ...fieldParts,
  },
  { title: 'CustomFieldCreate', ...closed },
);
export const CustomFieldChange = Type.Object(
  { name: Type.Optional(Type.String(filled)), ...fieldParts },
  { title: 'CustomFieldChange', ...closed },
);
export const CustomFieldQuery = Type.Object(
  {
    key: Type.Optional(Type.String()),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const CustomFieldPage = pageOf(CustomField, 'CustomFieldPage');

export type TagWire = Static<typeof Tag>;
export type CustomFieldWire = Static<typeof CustomField>;
