/** What a custom field of each type may hold. */
import type { JsonValue } from '../value/json.ts';
import type { CustomField } from './custom-field.ts';

export type CheckedValue = { readonly value: JsonValue } | { readonly problem: string };

/** Null, `''` and `[]` clear the field. Numbers may come as text; a lone option may stand for a list of one. */
export function checkCustomFieldValue(field: CustomField, value: JsonValue): CheckedValue {
  if (value === null || value === '') return { value: null };
  switch (field.dataType) {
    case 'NUMERICAL':
    case 'MONETORY':
    case 'FLOAT':
      return checkNumber(value);
    case 'CHECKBOX':
    case 'MULTIPLE_OPTIONS':
      return checkTextList(value);
    case 'FILE_UPLOAD':
    case 'TEXTBOX_LIST':
    case 'SIGNATURE':
      return { value };
    default:
      return checkText(value);
  }
}

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
