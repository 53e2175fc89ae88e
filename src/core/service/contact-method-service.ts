/** The use cases of single contact methods, for APIs in which a number or an address is a record of its own. */
import { requireCapability } from '../capability.ts';
import type { MethodEntry, MethodWrite } from '../contact/contact-patch.ts';
import type { Contact, ContactMethod, MethodKind } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { findSame } from '../contact/method-match.ts';
import { NotFound } from '../errors.ts';
import type { Page } from '../port/list-query.ts';
import type { MethodFilter, MethodListQuery, OwnedMethod } from '../port/method-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { readContact } from './alias.ts';
import { type ContactWriteOptions, getLive, updateContactIn } from './contact-writer.ts';

/** Which method of which contact. */
export interface MethodKey {
  readonly contactId: Uuid;
  readonly id: Uuid;
}

/** What is to be added; `says` is asked with the entry that stands for the same number already. */
export interface MethodAddition {
  readonly kind: MethodKind;
  readonly value: string;
  readonly says: (equal: ContactMethod | undefined) => Omit<MethodEntry, 'value'>;
}

/** Says how a method is written, looking at it as it stands; undefined where the contact has none with the id. */
type MethodDecision = (current: ContactMethod | undefined) => MethodWrite;

export class ContactMethodService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Methods of live contacts; those that a merge hides are left out. */
  async list(context: TenantContext, query: MethodListQuery): Promise<Page<OwnedMethod>> {
    requireCapability(context, 'person.read');
    return this.#store.methods.list(context, {
      ...query,
      filters: await this.#followed(context, query.filters),
    });
  }

  async count(context: TenantContext, query: Pick<MethodListQuery, 'filters'>): Promise<number> {
    requireCapability(context, 'person.read');
    const filters = await this.#followed(context, query.filters);
    return this.#store.methods.count(context, { filters });
  }

  /** The id of a merged contact stands for its survivor. */
  #followed(
    context: TenantContext,
    filters: readonly MethodFilter[],
  ): Promise<readonly MethodFilter[]> {
    return Promise.all(
      filters.map(async (filter) => {
        if (filter.field !== 'contactId') return filter;
        const contact = await readContact(this.#store, context, filter.value);
        return contact ? { ...filter, value: contact.id } : filter;
      }),
    );
  }

  /** @throws NotFound for the contact, or for the method. */
  async get(context: TenantContext, key: MethodKey): Promise<OwnedMethod> {
    requireCapability(context, 'person.read');
    const contact = await readContact(this.#store, context, key.contactId);
    if (!contact || contact.deletedAt !== null) throw new NotFound('contact', key.contactId);
    return methodOf(contact, key.id);
  }

  /**
   * Adds an entry, or changes the one that stands for the same number already and keeps its spelling; gives the one that
   * now stands for it. @throws NotFound, InvalidInput
   */
  async add(
    context: TenantContext,
    contactId: Uuid,
    { kind, value, says }: MethodAddition,
  ): Promise<OwnedMethod> {
    requireCapability(context, 'person.write');
    const parsed = parseMethodValue(kind, value, context.workspace.region);
    const hints = { contactIds: [contactId], suppressionKeys: [parsed.key] };
    return this.#store.write(context, hints, async (unit) => {
      const id = unit.newId();
      const contact = await writeMethod(unit, context, contactId, (before) => {
        const entry = { ...says(findSame(before.methods, kind, parsed)), value };
        return { op: 'add', id, kind, entry };
      });
      return methodOf(contact, findSame(contact.methods, kind, parsed)?.id ?? id);
    });
  }

  /** Writes the method as decided on the spot. @throws NotFound, InvalidInput, and what the decision throws. */
  async write(
    context: TenantContext,
    key: MethodKey,
    decide: MethodDecision,
  ): Promise<OwnedMethod> {
    requireCapability(context, 'person.write');
    return this.#store.write(context, { contactIds: [key.contactId] }, async (unit) => {
      const contact = await writeMethod(unit, context, key.contactId, (before) =>
        decide(before.methods.find((method) => method.id === key.id)),
      );
      return methodOf(contact, key.id);
    });
  }

  /**
   * Writes one method as decided on the spot and gives the whole contact, for APIs that answer it with every change.
   * @throws NotFound, InvalidInput, DuplicateContact, and what the decision throws.
   */
  async change(
    context: TenantContext,
    contactId: Uuid,
    decide: (before: Contact) => MethodWrite,
    options: Pick<ContactWriteOptions, 'duplicates'> = {},
  ): Promise<Contact> {
    requireCapability(context, 'person.write');
    return this.#store.write(context, { contactIds: [contactId] }, async (unit) => {
      const before = await getLive(unit, contactId);
      const patch = { methods: [decide(before)] };
      return updateContactIn(unit, context, before, { patch, ...options });
    });
  }

  /** @throws NotFound for the contact, or for the method. */
  async remove(context: TenantContext, { contactId, id }: MethodKey): Promise<void> {
    requireCapability(context, 'person.write');
    await this.#store.write(context, { contactIds: [contactId] }, (unit) =>
      writeMethod(unit, context, contactId, () => ({ op: 'remove', id })),
    );
  }
}

async function writeMethod(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
  decide: (before: Contact) => MethodWrite,
): Promise<Contact> {
  const before = await getLive(unit, contactId);
  return updateContactIn(unit, context, before, { patch: { methods: [decide(before)] } });
}

function methodOf(contact: Contact, id: Uuid): OwnedMethod {
  const method = contact.methods.find((candidate) => candidate.id === id);
  if (!method) throw new NotFound('contact-method', id);
  return { ...method, contactId: contact.id };
}
