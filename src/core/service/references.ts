/** Resolves what a patch names but does not hold: tags by name, custom fields by key, accounts by id. */
import type { ContactPatch, CustomFieldWrite, TagKey, TagWrite } from '../contact/contact-patch.ts';
import type { Contact, CustomFieldValues, TagReference } from '../contact/contact.ts';
import type { ResolvedReferences } from '../contact/apply-patch.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput } from '../errors.ts';
import { isSame } from '../event/diff.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import { normalizeTagName } from '../value/tag-name.ts';
import type { JsonValue } from '../value/json.ts';
import { checkCustomFieldValue } from '../workspace/custom-field-value.ts';
import type { CustomField } from '../workspace/custom-field.ts';
import type { Tag } from '../workspace/tag.ts';

/** The tag names that a patch mentions, normalised: for the store's prefetch. */
export function tagNamesOf(patch: ContactPatch): string[] {
  const names: string[] = [];
  for (const write of patch.tags ?? []) {
    for (const key of write.tags) {
      const name = 'name' in key ? normalizeTagName(key.name) : null;
      if (name !== null) names.push(name);
    }
  }
  return names;
}

/** @throws InvalidInput for an account or custom field that the workspace does not have. */
export async function resolveReferences(
  unit: UnitOfWork,
  before: Contact,
  patch: ContactPatch,
  by: number,
): Promise<ResolvedReferences> {
  const tags = patch.tags ? await resolveTags(unit, before.tags, patch.tags, by) : before.tags;
  const customFields = patch.customFields
    ? await resolveFields(unit, before, patch)
    : before.customFields;
  return { tags, customFields };
}

async function resolveTags(
  unit: UnitOfWork,
  before: readonly TagReference[],
  writes: readonly TagWrite[],
  by: number,
): Promise<readonly TagReference[]> {
  let list = before;
  for (const write of writes) {
    const named = await referencesOf(unit, write, by);
    const ids = new Set(named.map((tag) => tag.id));
    if (write.op === 'remove') list = list.filter((tag) => !ids.has(tag.id));
    if (write.op === 'add')
      list = [...list, ...named.filter((tag) => !list.some((known) => known.id === tag.id))];
    if (write.op === 'replace') list = replaced(list, write, named);
  }
  const same =
    list.length === before.length && list.every((tag, index) => tag.id === before[index]?.id);
  return same ? before : list;
}

/** A writer who names tags cannot see those that are bare ids (VoIPBIN's), so its replacement leaves them. */
function replaced(
  list: readonly TagReference[],
  write: TagWrite,
  named: readonly TagReference[],
): readonly TagReference[] {
  if (!write.tags.every((key) => 'name' in key)) return named;
  return [...named, ...list.filter((tag) => tag.name === null)];
}

async function referencesOf(
  unit: UnitOfWork,
  write: TagWrite,
  by: number,
): Promise<readonly TagReference[]> {
  const names = write.tags
    .flatMap((key) => ('name' in key ? [normalizeTagName(key.name)] : []))
    .filter((name) => name !== null);
  // Before they are looked for: PostgreSQL refuses a question with such a text, and with it every write of the flush.
  assertStorable({ tags: names.map((name) => ({ name })) });
  const known = names.length > 0 ? await unit.tags.named(names) : new Map<string, Tag>();
  const made = new Map<string, Tag>();
  const references = new Map<string, TagReference>();
  for (const key of write.tags) {
    const reference = await referenceOf(unit, key, {
      known,
      made,
      create: write.op !== 'remove',
      by,
    });
    if (reference) references.set(reference.id, reference);
  }
  return [...references.values()];
}

interface TagLookup {
  readonly known: ReadonlyMap<string, Tag>;
  readonly made: Map<string, Tag>;
  readonly create: boolean;
  readonly by: number;
}

async function referenceOf(
  unit: UnitOfWork,
  key: TagKey,
  lookup: TagLookup,
): Promise<TagReference | null> {
  if ('id' in key) return { id: key.id, name: (await unit.tags.find(key.id))?.name ?? null };
  const name = normalizeTagName(key.name);
  if (name === null) return null;
  const tag = lookup.known.get(name) ?? lookup.made.get(name);
  if (tag) return { id: tag.id, name: tag.name };
  if (!lookup.create) return null;
  const created = newTag(unit, name, '', lookup.by);
  lookup.made.set(name, created);
  unit.tags.insert(created);
  return { id: created.id, name };
}

/** A tag that is new in the workspace. */
export function newTag(unit: UnitOfWork, name: string, detail: string, by: number): Tag {
  return {
    id: unit.newId(),
    name,
    detail,
    createdAt: unit.at,
    createdBy: by,
    updatedAt: unit.at,
    updatedBy: by,
    version: 1,
  };
}

async function resolveFields(
  unit: UnitOfWork,
  before: Contact,
  patch: ContactPatch,
): Promise<CustomFieldValues> {
  const writes = patch.customFields ?? [];
  if (writes.length === 0) return before.customFields;
  const fields = await unit.customFields.all();
  const values: Record<string, JsonValue> = { ...before.customFields };
  writes.forEach((write, index) => {
    const field = fieldNamed(fields, write.field);
    const path = `customFields[${index}]`;
    if (!field && isKept(before.customFields, write)) return;
    if (!field)
      throw InvalidInput.of(
        path,
        `no custom field has the id or key ${JSON.stringify(write.field.slice(0, 80))}`,
      );
    const checked = checkCustomFieldValue(field, write.value);
    if ('problem' in checked) throw InvalidInput.of(`${path}.value`, checked.problem);
    if (checked.value === null) delete values[field.id];
    else values[field.id] = checked.value;
  });
  return values;
}

/** The value of a field that is gone stays with its contact, so whoever writes it back as it is shown asks for nothing. */
function isKept(values: CustomFieldValues, { field, value }: CustomFieldWrite): boolean {
  return Object.hasOwn(values, field) && isSame(values[field], value);
}

/** By id, else by key; HighLevel's `contact.` prefix is optional. */
function fieldNamed(fields: readonly CustomField[], name: string): CustomField | undefined {
  const key = name.startsWith('contact.') ? name.slice('contact.'.length) : name;
  return fields.find((field) => field.id === name) ?? fields.find((field) => field.key === key);
}
