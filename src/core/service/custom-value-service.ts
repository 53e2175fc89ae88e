/** The use cases of custom values. */
import { requireCapability } from '../capability.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { AlreadyExists, InvalidInput, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { CustomValue, CustomValueFields } from '../workspace/custom-value.ts';
import { keyOf } from './catalogue-service.ts';
import { stamped } from './stamp.ts';

export class CustomValueService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws AlreadyExists when the name makes a key that is in use, InvalidInput */
  async create(context: TenantContext, fields: CustomValueFields): Promise<CustomValue> {
    requireCapability(context, 'value.write');
    assertFields(fields);
    const key = keyOf(fields);
    return this.#store.write(context, {}, async (unit) => {
      if (await unit.customValues.keyed(key))
        throw new AlreadyExists('custom-value', `A custom value with the key ${key}`);
      const value = {
        id: unit.newId(),
        key,
        ...fields,
        createdAt: unit.at,
        createdBy: context.principal,
        updatedAt: unit.at,
        updatedBy: context.principal,
        version: 1,
      };
      unit.customValues.insert(value);
      return value;
    });
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<CustomValue> {
    requireCapability(context, 'value.read');
    const value = await this.#store.customValues.find(context, id);
    if (!value) throw new NotFound('custom-value', id);
    return value;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<CustomValue>> {
    requireCapability(context, 'value.read');
    return this.#store.customValues.list(context, query);
  }

  /** The key stays. Writes what differs, if anything does. @throws NotFound, InvalidInput */
  async update(context: TenantContext, id: Uuid, fields: CustomValueFields): Promise<CustomValue> {
    requireCapability(context, 'value.write');
    assertFields(fields);
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.customValues.find(id);
      if (!before) throw new NotFound('custom-value', id);
      const after = { ...before, ...fields };
      if (changedKeys(before, after).length === 0) return before;
      const written = stamped(unit, context, after);
      unit.customValues.update(before, written);
      return written;
    });
  }

  /** @throws NotFound */
  async remove(context: TenantContext, id: Uuid): Promise<void> {
    requireCapability(context, 'value.write');
    await this.#store.write(context, {}, async (unit) => {
      const value = await unit.customValues.find(id);
      if (!value) throw new NotFound('custom-value', id);
      unit.customValues.remove(value);
    });
  }
}

function assertFields(fields: CustomValueFields): void {
  if (fields.name.trim() === '') throw InvalidInput.of('name', 'must not be empty');
  assertStorable(fields);
}
