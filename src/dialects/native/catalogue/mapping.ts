/** Tags and custom fields in the native API's words; drafts and patches are spelled alike. */
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import { toWritten } from '../wire/mapping.ts';
import type { CustomFieldWire, TagWire } from './schema.ts';

export function toTagWire(tag: Tag): TagWire {
  const { id, name, detail } = tag;
  return { id, name, detail, ...toWritten(tag) };
}

export function toFieldWire(field: CustomField): CustomFieldWire {
  const { id, key, name, dataType, placeholder, options, position } = field;
  return {
    id,
    key,
    name,
    dataType,
    placeholder,
    options: [...options],
    position,
    ...toWritten(field),
  };
}
