/** The use cases of what a workspace defines for all its contacts: tags and custom fields. */
import { requireCapability } from '../capability.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { AlreadyExists, InvalidInput, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { foldText } from '../value/text.ts';
import type { Uuid } from '../value/identifier.ts';
import { normalizeTagName } from '../value/tag-name.ts';
import type { CustomField, CustomFieldDraft, CustomFieldPatch } from '../workspace/custom-field.ts';
import type { Tag, TagDraft, TagPatch } from '../workspace/tag.ts';
import { assertVersion } from './contact-writer.ts';
import { newTag } from './references.ts';
import { stamped } from './stamp.ts';

export class TagService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Again with the same client-chosen id gives the tag that is there. @throws AlreadyExists for a used name, InvalidInput */
  async create(context: TenantContext, draft: TagDraft): Promise<Tag> {
    requireCapability(context, 'tag.write');
    return this.#store.write(context, { tagNames: [draft.name] }, async (unit) => {
      const known = draft.id ? await unit.tags.find(draft.id) : undefined;
      if (known) return known;
      const name = await freeName(unit, draft.name, null);
      const tag = {
        ...newTag(unit, name, draft.detail ?? '', context.principal),
        ...(draft.id ? { id: draft.id } : {}),
      };
      assertStorable(tag);
      unit.tags.insert(tag);
      return tag;
    });
  }

  async get(context: TenantContext, id: Uuid): Promise<Tag> {
    requireCapability(context, 'tag.read');
    const tag = await this.#store.tags.find(context, id);
    if (!tag) throw new NotFound('tag', id);
    return tag;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Tag>> {
    requireCapability(context, 'tag.read');
    return this.#store.tags.list(context, query);
  }

  /** Renaming shows on every contact that has the tag. */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: TagPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Tag> {
    requireCapability(context, 'tag.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.tags.find(id);
      if (!before) throw new NotFound('tag', id);
      assertVersion(before, options.ifVersion);
      const name = patch.name === undefined ? before.name : await freeName(unit, patch.name, id);
      const after = { ...before, name, detail: patch.detail ?? before.detail };
      if (changedKeys(before, after).length === 0) return before;
      assertStorable(after);
      const written = stamped(unit, context, after);
      unit.tags.update(before, written);
      return written;
    });
  }

  /** The tag goes; contacts keep its bare id, as VoIPBIN does, and show no name for it. */
  async remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<Tag> {
    requireCapability(context, 'tag.write');
    return this.#store.write(context, {}, async (unit) => {
      const tag = await unit.tags.find(id);
      if (!tag) throw new NotFound('tag', id);
      assertVersion(tag, options.ifVersion);
      unit.tags.remove(tag);
      return tag;
    });
  }
}

async function freeName(unit: UnitOfWork, text: string, ownId: Uuid | null): Promise<string> {
  const name = normalizeTagName(text);
  if (name === null) throw InvalidInput.of('name', 'must not be empty');
  assertStorable({ name });
  const taken = (await unit.tags.named([name])).get(name);
  if (taken && taken.id !== ownId) throw new AlreadyExists('tag', `A tag called ${name}`);
  return name;
}

export class CustomFieldService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The key is derived from the name when not given. @throws AlreadyExists, InvalidInput */
  async create(context: TenantContext, draft: CustomFieldDraft): Promise<CustomField> {
    requireCapability(context, 'field.write');
    return this.#store.write(context, { customFields: true }, async (unit) => {
      const known = await unit.customFields.all();
      const again = known.find((field) => field.id === draft.id);
      if (again) return again;
      const key = keyOf(draft);
      if (known.some((field) => field.key === key))
        throw new AlreadyExists('custom-field', `A custom field with the key ${key}`);
      const field = newField(unit, context, {
        ...draft,
        key,
        position: draft.position ?? known.length,
      });
      assertStorable(field);
      unit.customFields.insert(field);
      return field;
    });
  }

  async get(context: TenantContext, id: Uuid): Promise<CustomField> {
    requireCapability(context, 'field.read');
    const field = await this.#store.customFields.find(context, id);
    if (!field) throw new NotFound('custom-field', id);
    return field;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<CustomField>> {
    requireCapability(context, 'field.read');
    return this.#store.customFields.list(context, query);
  }

  async update(
    context: TenantContext,
    id: Uuid,
    patch: CustomFieldPatch,
    options: { ifVersion?: number } = {},
  ): Promise<CustomField> {
    requireCapability(context, 'field.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.customFields.find(id);
      if (!before) throw new NotFound('custom-field', id);
      assertVersion(before, options.ifVersion);
      const after = {
        ...before,
        name: patch.name ?? before.name,
        placeholder: patch.placeholder ?? before.placeholder,
        options: patch.options ?? before.options,
        position: patch.position ?? before.position,
      };
      if (changedKeys(before, after).length === 0) return before;
      assertStorable(after);
      const written = stamped(unit, context, after);
      unit.customFields.update(before, written);
      return written;
    });
  }

  /** The definition goes and can no longer be written; values that contacts have for it stay with them. */
  async remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<void> {
    requireCapability(context, 'field.write');
    await this.#store.write(context, {}, async (unit) => {
      const field = await unit.customFields.find(id);
      if (!field) throw new NotFound('custom-field', id);
      assertVersion(field, options.ifVersion);
      unit.customFields.remove(field);
    });
  }
}

/** What names a field or value in texts: as given, else made from the name. @throws InvalidInput */
export function keyOf(draft: { readonly name: string; readonly key?: string }): string {
  const key =
    draft.key ??
    foldText(draft.name)
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
  if (!/^[a-z0-9_]{1,100}$/.test(key))
    throw InvalidInput.of('key', 'must be made of a-z, 0-9 and _');
  return key;
}

function newField(
  unit: UnitOfWork,
  context: TenantContext,
  draft: CustomFieldDraft & { key: string; position: number },
): CustomField {
  return {
    id: draft.id ?? unit.newId(),
    key: draft.key,
    name: draft.name,
    dataType: draft.dataType,
    placeholder: draft.placeholder ?? '',
    options: draft.options ?? [],
    position: draft.position,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}
