/** What a custom field of each type may hold. */
import type { JsonValue } from '../value/json.ts';
import type { CustomField, CustomFieldType } from './custom-field.ts';

export type CheckedValue = { readonly value: JsonValue } | { readonly problem: string };

/** Null, `''` and `[]` clear the field. Numbers may come as text; a lone option may stand for a list of one. */
export function checkCustomFieldValue(field: CustomField, value: JsonValue): CheckedValue {
  if (value === null || value === '') return { value: null };
  if (numberTypes.has(field.dataType)) return checkNumber(value);
  if (listTypes.has(field.dataType)) return checkTextList(value);
  return openTypes.has(field.dataType) ? { value } : checkText(value);
}

const numberTypes: ReadonlySet<CustomFieldType> = new Set<CustomFieldType>([
  'NUMERICAL',
  'MONETORY',
  'FLOAT',
]);
const listTypes: ReadonlySet<CustomFieldType> = new Set<CustomFieldType>([
  'CHECKBOX',
  'MULTIPLE_OPTIONS',
]);
/** Types whose values have a shape of the vendor's own. */
const openTypes: ReadonlySet<CustomFieldType> = new Set<CustomFieldType>([
  'FILE_UPLOAD',
  'TEXTBOX_LIST',
  'SIGNATURE',
]);

function checkNumber(value: JsonValue): CheckedValue {
  const number = typeof value === 'string' ? Number(value.trim()) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? { value: number }
    : { problem: 'must be a number' };
}

function checkTextList(value: JsonValue): CheckedValue {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string'))
    return { problem: 'must be a list of texts' };
  return { value: list.length === 0 ? null : list };
}

function checkText(value: JsonValue): CheckedValue {
  if (typeof value === 'string') return { value };
  if (typeof value === 'number' || typeof value === 'boolean') return { value: String(value) };
  return { problem: 'must be a text' };
}
