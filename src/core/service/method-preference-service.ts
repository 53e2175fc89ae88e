/** The use cases of what a person wants to be told on a number or address. */
import { requireCapability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import type { MethodPreference } from '../contact/method-preference.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { NotFound } from '../errors.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { readContact } from './alias.ts';
import { getLive } from './contact-writer.ts';
import type { MethodKey } from './contact-method-service.ts';
import { stamped } from './stamp.ts';

/** Most names that one method has said something of; vendors know a handful. */
const mostPreferences = 100;

export class MethodPreferenceService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those that were said, by name. @throws NotFound for the contact, or for the method. */
  async list(context: TenantContext, key: MethodKey): Promise<ReadonlyMap<string, string>> {
    requireCapability(context, 'person.read');
    const contact = await readContact(this.#store, context, key.contactId);
    if (!contact || contact.deletedAt !== null) throw new NotFound('contact', key.contactId);
    assertHas(contact, key);
    const { items } = await this.#store.methodPreferences.list(context, {
      filters: [
        { field: 'contactId', op: 'eq', value: contact.id },
        { field: 'methodId', op: 'eq', value: key.id },
      ],
      sort: { field: 'id', direction: 'asc' },
      limit: mostPreferences,
    });
    return new Map(items.map(({ name, value }) => [name, value]));
  }

  /**
   * Gives what then stands, null when nothing. A value of null takes back what was said, none leaves it. The contact does
   * not change by it. @throws NotFound, InvalidInput
   */
  async write(
    context: TenantContext,
    key: MethodKey,
    { name, value }: { readonly name: string; readonly value: string | null | undefined },
  ): Promise<string | null> {
    requireCapability(context, 'person.write');
    return this.#store.write(context, { contactIds: [key.contactId] }, async (unit) => {
      const contact = await getLive(unit, key.contactId);
      assertHas(contact, key);
      const said = await unit.methodPreferences.ofContact(contact.id);
      const before = said.find((known) => known.methodId === key.id && known.name === name);
      if (value === undefined) return before?.value ?? null;
      if (value === null) remove(unit, before);
      else if (before) change(unit, context, before, value);
      else
        unit.methodPreferences.insert(
          newPreference(unit, context, { contactId: contact.id, id: key.id }, { name, value }),
        );
      return value;
    });
  }
}

function remove(unit: UnitOfWork, before: MethodPreference | undefined): void {
  if (before) unit.methodPreferences.remove(before);
}

function change(
  unit: UnitOfWork,
  context: TenantContext,
  before: MethodPreference,
  value: string,
): void {
  if (before.value === value) return;
  unit.methodPreferences.update(before, stamped(unit, context, { ...before, value }));
}

function assertHas(contact: Contact, { id }: MethodKey): void {
  if (contact.methods.some((method) => method.id === id)) return;
  throw new NotFound('contact-method', id);
}

function newPreference(
  unit: UnitOfWork,
  context: TenantContext,
  key: MethodKey,
  said: { readonly name: string; readonly value: string },
): MethodPreference {
  const preference = {
    id: unit.newId(),
    contactId: key.contactId,
    methodId: key.id,
    ...said,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
  assertStorable(preference);
  return preference;
}
