/** The use cases of what a contact has beside its own fields: notes and tasks. */
import { requireCapability } from '../capability.ts';
import type { ContactRecord } from '../contact/contact-record.ts';
import type { Contact } from '../contact/contact.ts';
import type { Note, NoteFields } from '../contact/note.ts';
import type { Task, TaskFields } from '../contact/task.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { type EntityName, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { RecordReader, Store } from '../port/store.ts';
import type { Collection, UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { readContact } from './alias.ts';
import { getLive } from './contact-writer.ts';
import { stamped } from './stamp.ts';

/** Most records of a kind that a list of one contact shows. */
const mostListed = 1000;

interface Parts<F, T extends ContactRecord> {
  readonly entity: EntityName;
  readonly reader: (store: Store) => RecordReader<T>;
  readonly collection: (unit: UnitOfWork) => Collection<T>;
  readonly make: (record: ContactRecord, fields: F) => T;
}

/** A record is found under its own contact alone, and only while that is live. */
export class ContactRecordService<F extends object, T extends F & ContactRecord> {
  readonly #store: Store;
  readonly #parts: Parts<F, T>;

  constructor(store: Store, parts: Parts<F, T>) {
    this.#store = store;
    this.#parts = parts;
  }

  /** Newest first. @throws NotFound for the contact */
  async list(context: TenantContext, contactId: Uuid): Promise<readonly T[]> {
    requireCapability(context, 'person.read');
    const { id } = await this.#getLive(context, contactId);
    const { items } = await this.#parts.reader(this.#store).list(context, {
      filters: [{ field: 'contactId', op: 'eq', value: id }],
      sort: { field: 'createdAt', direction: 'desc' },
      limit: mostListed,
    });
    return items;
  }

  /** @throws NotFound */
  async get(context: TenantContext, contactId: Uuid, id: Uuid): Promise<T> {
    requireCapability(context, 'person.read');
    const [owner, record] = await Promise.all([
      this.#getLive(context, contactId),
      this.#parts.reader(this.#store).find(context, id),
    ]);
    if (record?.contactId !== owner.id) throw new NotFound(this.#parts.entity, id);
    return record;
  }

  /** @throws NotFound, InvalidInput */
  async create(context: TenantContext, contactId: Uuid, fields: F): Promise<T> {
    requireCapability(context, 'person.write');
    return this.#store.write(context, { contactIds: [contactId] }, async (unit) => {
      const { id } = await getLive(unit, contactId);
      const record = this.#parts.make(newRecord(unit, context, id), fields);
      assertStorable(record);
      this.#parts.collection(unit).insert(record);
      return record;
    });
  }

  /** Writes what differs, if anything does. @throws NotFound, InvalidInput */
  async update(context: TenantContext, contactId: Uuid, id: Uuid, patch: Partial<F>): Promise<T> {
    requireCapability(context, 'person.write');
    return this.#write(context, contactId, id, (unit, before) => {
      const after = { ...before, ...patch };
      if (changedKeys(before, after).length === 0) return before;
      assertStorable(after);
      const written = stamped(unit, context, after);
      this.#parts.collection(unit).update(before, written);
      return written;
    });
  }

  /** @throws NotFound */
  async remove(context: TenantContext, contactId: Uuid, id: Uuid): Promise<T> {
    requireCapability(context, 'person.write');
    return this.#write(context, contactId, id, (unit, before) => {
      this.#parts.collection(unit).remove(before);
      return before;
    });
  }

  #write(
    context: TenantContext,
    contactId: Uuid,
    id: Uuid,
    change: (unit: UnitOfWork, before: T) => T,
  ): Promise<T> {
    return this.#store.write(context, { contactIds: [contactId] }, async (unit) => {
      const owner = await getLive(unit, contactId);
      const before = await this.#parts.collection(unit).find(id);
      if (before?.contactId !== owner.id) throw new NotFound(this.#parts.entity, id);
      return change(unit, before);
    });
  }

  async #getLive(context: TenantContext, id: Uuid): Promise<Contact> {
    const contact = await readContact(this.#store, context, id);
    if (!contact || contact.deletedAt !== null) throw new NotFound('contact', id);
    return contact;
  }
}

export type NoteService = ContactRecordService<NoteFields, Note>;
export type TaskService = ContactRecordService<TaskFields, Task>;

export function makeNotes(store: Store): NoteService {
  return new ContactRecordService<NoteFields, Note>(store, {
    entity: 'note',
    reader: (of) => of.notes,
    collection: (unit) => unit.notes,
    make: (record, fields) => ({ ...record, ...fields }),
  });
}

export function makeTasks(store: Store): TaskService {
  return new ContactRecordService<TaskFields, Task>(store, {
    entity: 'task',
    reader: (of) => of.tasks,
    collection: (unit) => unit.tasks,
    make: (record, fields) => ({ ...record, ...fields }),
  });
}

function newRecord(unit: UnitOfWork, context: TenantContext, contactId: Uuid): ContactRecord {
  return {
    id: unit.newId(),
    contactId,
    fromContactId: null,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}
