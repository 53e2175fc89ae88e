/** The use cases of contacts: what every dialect, the UI, imports and syncs call. Each checks its capability first. */
import { requireCapability } from '../capability.ts';
import type { ContactDraft, ContactPatch } from '../contact/contact-patch.ts';
import type { Contact } from '../contact/contact.ts';
import { HubError, IdTaken, NotFound } from '../errors.ts';
import type {
  ContactFilter,
  ContactListQuery,
  ContactPage,
  CountedPage,
} from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import { instant, type Instant } from '../value/instant.ts';
import type { Uuid } from '../value/identifier.ts';
import { followAlias, isAlias, readContact } from './alias.ts';
import { hintsOf, keysOf } from './contact-hints.ts';
import {
  purgeContactIn,
  removeContactIn,
  restorableFor,
  restoreContactIn,
} from './contact-removal.ts';
import {
  createContactIn,
  getLive,
  updateContactIn,
  type ContactWriteOptions,
} from './contact-writer.ts';
import { upsertContactIn, type UpsertOutcome } from './contact-upsert.ts';

/** One item's outcome of a batch: the contact, or why it was refused. */
export type CreateOutcome = { readonly contact: Contact } | { readonly error: HubError };

/** The same object twice when nothing changed. */
export interface ContactChanged {
  readonly before: Contact;
  readonly after: Contact;
}

interface PutOptions extends ContactWriteOptions {
  /** What to write where the id is that of a merged contact. */
  readonly throughAlias?: ContactPatch;
}

interface FindOptions {
  readonly includeDeleted?: boolean;
  /** The record that has the id, also when it was merged into another. */
  readonly asItself?: boolean;
}

export class ContactService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws InvalidInput, DuplicateContact, IdTaken, CapabilityMissing */
  async create(
    context: TenantContext,
    draft: ContactDraft,
    options: ContactWriteOptions = {},
  ): Promise<Contact> {
    requireCapability(context, 'person.write');
    const chosen = draft.id ? { contactIds: [draft.id] } : {};
    const hints = { ...hintsOf(context, draft, options), ...chosen };
    return this.#store.write(context, hints, (unit) =>
      createContactIn(unit, context, draft, options),
    );
  }

  /** Creates each draft on its own: one that is refused leaves the others standing. Outcomes in the order given. */
  async createMany(
    context: TenantContext,
    drafts: readonly ContactDraft[],
    options: ContactWriteOptions = {},
  ): Promise<readonly CreateOutcome[]> {
    requireCapability(context, 'bulk');
    const outcomes = await Promise.all(
      drafts.map(async (draft) => {
        try {
          return { contact: await this.create(context, draft, options) };
        } catch (error) {
          if (error instanceof HubError) return { error };
          throw error;
        }
      }),
    );
    await this.#store.analyseGrown(context);
    return outcomes;
  }

  /** The id of a merged contact gives its survivor. @throws NotFound; also for a deleted contact, unless asked for. */
  async get(context: TenantContext, id: Uuid, options: FindOptions = {}): Promise<Contact> {
    const contact = await this.find(context, id, options);
    if (!contact) throw new NotFound('contact', id);
    return contact;
  }

  async find(
    context: TenantContext,
    id: Uuid,
    options: FindOptions = {},
  ): Promise<Contact | undefined> {
    requireCapability(context, 'person.read');
    const contact = options.asItself
      ? await this.#store.contacts.find(context, id)
      : await readContact(this.#store, context, id);
    return contact && (contact.deletedAt === null || options.includeDeleted) ? contact : undefined;
  }

  /** The live contacts among the ids, in the order of the ids. */
  async findMany(context: TenantContext, ids: readonly Uuid[]): Promise<readonly Contact[]> {
    requireCapability(context, 'person.read');
    const contacts = await this.#store.contacts.findMany(context, ids);
    return contacts.filter((contact) => contact.deletedAt === null);
  }

  async list(context: TenantContext, query: ContactListQuery): Promise<ContactPage> {
    requireCapability(context, 'person.read');
    const filters = await this.#followed(context, query.filters);
    return this.#store.contacts.list(context, { ...query, filters });
  }

  /** A page and how many there are on all pages. */
  async listCounted(context: TenantContext, query: ContactListQuery): Promise<CountedPage> {
    requireCapability(context, 'person.read');
    return this.#store.contacts.listCounted(context, query);
  }

  async count(
    context: TenantContext,
    query: Pick<ContactListQuery, 'filters' | 'include'>,
  ): Promise<number> {
    requireCapability(context, 'person.read');
    const filters = await this.#followed(context, query.filters);
    return this.#store.contacts.count(context, { ...query, filters });
  }

  /** Who is listed by the id of a merged contact is its survivor. */
  async #followed(
    context: TenantContext,
    filters: readonly ContactFilter[],
  ): Promise<readonly ContactFilter[]> {
    if (!filters.some(({ field }) => field === 'id')) return filters;
    return Promise.all(
      filters.map(async (filter) => {
        if (filter.field !== 'id') return filter;
        const contact = await readContact(this.#store, context, filter.value);
        return contact ? { ...filter, value: contact.id } : filter;
      }),
    );
  }

  /** A sparse update. @throws NotFound, InvalidInput, VersionConflict, DuplicateContact, CapabilityMissing */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: ContactPatch,
    options: ContactWriteOptions = {},
  ): Promise<Contact> {
    requireCapability(context, 'person.write');
    return this.#store.write(
      context,
      { ...hintsOf(context, patch, options), contactIds: [id] },
      async (unit) =>
        updateContactIn(unit, context, await getLive(unit, id), { patch, ...options }),
    );
  }

  /**
   * Create-or-change under a client-chosen id (ServiceTitan PUT). The id of a deleted contact makes a fresh one in its
   * place; what the deleted one held stays in the history. Through the id of a merged contact its survivor is patched
   * with `throughAlias` instead; once deleted, such an id stays taken, or the merge could not be undone. @throws IdTaken
   */
  async put(
    context: TenantContext,
    id: Uuid,
    patch: ContactPatch,
    { throughAlias = patch, ...options }: PutOptions = {},
  ): Promise<{ contact: Contact; created: boolean }> {
    requireCapability(context, 'person.write');
    return this.#store.write(
      context,
      { ...hintsOf(context, patch, options), contactIds: [id] },
      async (unit) => {
        const found = await unit.contacts.find(id);
        const known = await followAlias((wanted) => unit.contacts.find(wanted), id);
        if (known && known.deletedAt === null) {
          const change = { patch: isAlias(found) ? throughAlias : patch, ...options };
          return { contact: await updateContactIn(unit, context, known, change), created: false };
        }
        if (found && found.mergedInto !== null) throw new IdTaken('contact', id);
        const replacing = known ? { replacing: known } : {};
        return {
          contact: await createContactIn(
            unit,
            context,
            { ...patch, id },
            { ...options, ...replacing },
          ),
          created: true,
        };
      },
    );
  }

  /** Changes several contacts alike, all or none. @throws NotFound, InvalidInput */
  async updateAll(
    context: TenantContext,
    ids: readonly Uuid[],
    patch: ContactPatch,
  ): Promise<void> {
    requireCapability(context, 'person.write');
    const hints = { ...hintsOf(context, patch, {}), contactIds: ids };
    await this.#store.write(context, hints, async (unit) => {
      for (const id of ids)
        await updateContactIn(unit, context, await getLive(unit, id), { patch });
    });
  }

  /** A sparse update that gives the contact as it was, too. @throws NotFound, InvalidInput */
  async change(context: TenantContext, id: Uuid, patch: ContactPatch): Promise<ContactChanged> {
    requireCapability(context, 'person.write');
    const hints = { ...hintsOf(context, patch, {}), contactIds: [id] };
    return this.#store.write(context, hints, async (unit) => {
      const before = await getLive(unit, id);
      return { before, after: await updateContactIn(unit, context, before, { patch }) };
    });
  }

  /** Changes the contact that has the patch's e-mail or phone, else makes one; see `upsertContactIn`. */
  async upsert(
    context: TenantContext,
    patch: ContactPatch,
    options: { readonly keep: readonly (keyof ContactPatch)[] },
  ): Promise<UpsertOutcome> {
    requireCapability(context, 'person.write');
    const keys = {
      phoneKeys: keysOf(context, patch, 'phone'),
      emailKeys: keysOf(context, patch, 'email'),
    };
    return this.#store.write(context, { ...hintsOf(context, patch, {}), ...keys }, (unit) =>
      upsertContactIn(unit, context, patch, options.keep),
    );
  }

  /** Soft delete: gone from lists, search and look-ups at once, its job links end. Returns the deleted contact. */
  async remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<Contact> {
    requireCapability(context, 'person.delete');
    return this.#store.write(context, { contactIds: [id] }, (unit) =>
      removeContactIn(unit, context, id, options),
    );
  }

  /**
   * Removes for good what was deleted more than 90 days ago, but nobody whom an active job link shows. The links that
   * the deletion ended keep their own values and lose their person. Returns how many; call again while it is `limit`.
   */
  async purge(context: TenantContext, now: Instant, limit = 500): Promise<number> {
    requireCapability(context, 'person.delete');
    const ids = await this.#store.contacts.deletedBefore(
      context,
      instant(now - restorableFor),
      limit,
    );
    const purged = await Promise.all(ids.map((id) => this.#purgeOne(context, id)));
    return purged.length;
  }

  #purgeOne(context: TenantContext, id: Uuid): Promise<void> {
    return this.#store.write(context, { contactIds: [id] }, (unit) => purgeContactIn(unit, id));
  }

  /** Brings a contact back within 90 days, with exactly the job links that the deletion ended. */
  async restore(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<Contact> {
    requireCapability(context, 'person.delete');
    return this.#store.write(context, { contactIds: [id] }, (unit) =>
      restoreContactIn(unit, context, id, options),
    );
  }
}
