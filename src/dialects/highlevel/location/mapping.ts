/** What a location defines, between the wire and the core. */
import { toBase62Id } from '../../../core/value/identifier.ts';
import type { CustomField, CustomFieldPatch } from '../../../core/workspace/custom-field.ts';
import type { CustomValue } from '../../../core/workspace/custom-value.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { companyIdOf } from '../oauth/company.ts';
import type { FieldBody, WireField, WireLocation, WireTag, WireValue } from './schema.ts';

export function toWireLocation(
  workspace: Pick<
    Workspace,
    'locationId' | 'organisationId' | 'name' | 'region' | 'timeZone' | 'duplicates'
  >,
): WireLocation {
  const { locationId, name, region, timeZone, duplicates } = workspace;
  return {
    id: locationId,
    companyId: companyIdOf(workspace),
    name,
    country: region,
    timezone: timeZone,
    settings: { allowDuplicateContact: duplicates === 'allow' },
  };
}

export function toWireTag(tag: Tag, locationId: string): WireTag {
  return { id: toBase62Id(tag.id), name: tag.name, locationId };
}

export function toWireField(field: CustomField, locationId: string): WireField {
  const { name, placeholder, dataType, position } = field;
  return {
    id: toBase62Id(field.id),
    name,
    fieldKey: `contact.${field.key}`,
    placeholder,
    dataType,
    position,
    picklistOptions: [...field.options],
    locationId,
    model: 'contact',
  };
}

/** The key as templates name it. */
export function toWireValue(value: CustomValue, locationId: string): WireValue {
  const { name, key, content } = value;
  return {
    id: toBase62Id(value.id),
    name,
    fieldKey: `{{ custom_values.${key} }}`,
    value: content,
    locationId,
  };
}

/** The labels of a list of text boxes are options like others. */
export function toFieldPatch(body: FieldBody): CustomFieldPatch & { readonly name: string } {
  const { name, placeholder, position } = body;
  const options = body.options ?? body.textBoxListOptions?.map(({ label }) => label);
  return {
    name,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(position === undefined ? {} : { position }),
    ...(options === undefined ? {} : { options }),
  };
}
