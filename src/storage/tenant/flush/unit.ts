/** The unit of work of one write: the flush's records, seen with the eyes of one caller, each change with its event. */
import type { Account, Relation } from '../../../core/account/account.ts';
import type { Contact, MethodKind } from '../../../core/contact/contact.ts';
import { IdTaken } from '../../../core/errors.ts';
import { changesBody, creationBody } from '../../../core/event/diff.ts';
import type { EventEntity } from '../../../core/event/event.ts';
import type { Job, JobContact } from '../../../core/job/job.ts';
import type {
  AccountCollection,
  Collection,
  ContactCollection,
  CustomFieldCollection,
  EventNote,
  JobContactCollection,
  RelationCollection,
  SuppressionList,
  TagCollection,
  UnitOfWork,
} from '../../../core/port/unit-of-work.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import { foldText } from '../../../core/value/text.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement } from '../../database.ts';
import { fromRow, type Table } from '../table.ts';
import { accountTable, jobContactTable, relationTable } from '../tables.ts';
import type { Flush } from './flush.ts';
import type { RecordSet } from './record-set.ts';

/** One write's place in a flush. */
export interface UnitOptions {
  readonly flush: Flush;
  readonly context: TenantContext;
  readonly at: Instant;
  readonly newId: () => Uuid;
}

type Versioned = { readonly id: Uuid; readonly version: number };

/** Its collections are made when a write first asks for them: most writes ask for one or two. */
export class FlushUnit implements UnitOfWork {
  readonly at: Instant;
  readonly #options: UnitOptions;
  #contacts: ContactCollection | undefined;
  #jobs: Collection<Job> | undefined;
  #jobContacts: JobContactCollection | undefined;
  #accounts: AccountCollection | undefined;
  #relations: RelationCollection | undefined;
  #tags: TagCollection | undefined;
  #customFields: CustomFieldCollection | undefined;

  constructor(options: UnitOptions) {
    this.#options = options;
    this.at = options.at;
  }

  newId(): Uuid {
    return this.#options.newId();
  }

  nextNumber(): Promise<number> {
    return this.#options.flush.nextNumber();
  }

  get contacts(): ContactCollection {
    return (this.#contacts ??= new FlushContacts(this.#options));
  }

  get jobs(): Collection<Job> {
    return (this.#jobs ??= new FlushCollection(this.#options, 'job', this.#options.flush.jobs));
  }

  get jobContacts(): JobContactCollection {
    return (this.#jobContacts ??= new FlushJobContacts(this.#options));
  }

  get accounts(): AccountCollection {
    return (this.#accounts ??= new FlushAccounts(this.#options));
  }

  get relations(): RelationCollection {
    return (this.#relations ??= new FlushRelations(this.#options));
  }

  get tags(): TagCollection {
    return (this.#tags ??= new FlushTags(this.#options));
  }

  get customFields(): CustomFieldCollection {
    return (this.#customFields ??= new FlushCustomFields(this.#options));
  }

  get suppressions(): SuppressionList {
    const { flush, at } = this.#options;
    return {
      find: (keys) => flush.suppressions.find(keys),
      add: (channel, key) => flush.suppressions.write({ channel, key, add: true, at }),
      lift: (channel, key) => flush.suppressions.write({ channel, key, add: false, at }),
    };
  }
}

class FlushCollection<T extends Versioned> implements Collection<T> {
  protected readonly options: UnitOptions;
  readonly #entity: EventEntity;
  readonly #set: RecordSet<T>;

  constructor(options: UnitOptions, entity: EventEntity, set: RecordSet<T>) {
    this.options = options;
    this.#entity = entity;
    this.#set = set;
  }

  find(id: Uuid): Promise<T | undefined> {
    return this.#set.find(id);
  }

  findMany(ids: readonly Uuid[]): Promise<readonly T[]> {
    return this.#set.findMany(ids);
  }

  insert(record: T, note: EventNote = {}): void {
    // Else it would be taken for a change of that record.
    if (this.#set.holds(record.id)) throw new IdTaken(this.#entity, record.id);
    this.#set.put(record);
    const body = creationBody(record);
    append(this.options, this.#entity, { record, type: 'created', body, note });
  }

  update(before: T, after: T, note: EventNote = {}): void {
    if (before === after) return;
    this.#set.put(after);
    // A record made anew under an old id: what it was stands in its history already.
    const body = note.type === 'created' ? creationBody(after) : changesBody(before, after);
    append(this.options, this.#entity, { record: after, type: 'updated', body, note });
  }

  remove(record: T, note: EventNote = {}): void {
    this.#set.remove(record.id);
    const body = { before: creationBody(record)['after'] ?? null };
    append(this.options, this.#entity, { record, type: 'deleted', body, note });
  }

  /** Records by another column, with those that the flush itself made or changed. */
  protected async findBy(
    table: Table<T>,
    { statement, value, matches }: Search<T>,
  ): Promise<readonly T[]> {
    const { flush } = this.options;
    const rows = await flush.connection.query(statement, [flush.tenantId, value]);
    this.#set.adopt(rows.map((row) => fromRow(table, row)));
    return [...this.#set.current()].filter(matches).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }
}

interface Search<T> {
  readonly statement: Statement;
  readonly value: string;
  /** The same condition, for what the flush itself made or changed. */
  readonly matches: (record: T) => boolean;
}

class FlushContacts extends FlushCollection<Contact> implements ContactCollection {
  constructor(options: UnitOptions) {
    super(options, 'contact', options.flush.contacts);
  }

  withKeys(kind: MethodKind, keys: readonly string[]): Promise<readonly Contact[]> {
    return this.options.flush.keyOwners.find(kind, keys);
  }
}

class FlushTags extends FlushCollection<Tag> implements TagCollection {
  constructor(options: UnitOptions) {
    super(options, 'tag', options.flush.tags);
  }

  named(names: readonly string[]): Promise<ReadonlyMap<string, Tag>> {
    return this.options.flush.tagNames.find(names);
  }
}

class FlushJobContacts extends FlushCollection<JobContact> implements JobContactCollection {
  constructor(options: UnitOptions) {
    super(options, 'job-contact', options.flush.jobContacts);
  }

  ofJob(jobId: Uuid): Promise<readonly JobContact[]> {
    const matches = (link: JobContact): boolean => link.jobId === jobId;
    return this.findBy(jobContactTable, { statement: linksOfJob, value: jobId, matches });
  }

  ofContact(contactId: Uuid): Promise<readonly JobContact[]> {
    const matches = (link: JobContact): boolean => link.contactId === contactId;
    return this.findBy(jobContactTable, { statement: linksOfContact, value: contactId, matches });
  }
}

class FlushRelations extends FlushCollection<Relation> implements RelationCollection {
  constructor(options: UnitOptions) {
    super(options, 'relation', options.flush.relations);
  }

  ofContact(contactId: Uuid): Promise<readonly Relation[]> {
    const matches = (relation: Relation): boolean => relation.contactId === contactId;
    return this.findBy(relationTable, { statement: relationsOfContact, value: contactId, matches });
  }
}

class FlushAccounts extends FlushCollection<Account> implements AccountCollection {
  constructor(options: UnitOptions) {
    super(options, 'account', options.flush.accounts);
  }

  named(name: string): Promise<readonly Account[]> {
    const matches = (account: Account): boolean =>
      account.active && foldText(account.name) === foldText(name);
    return this.findBy(accountTable, { statement: accountsNamed, value: name.trim(), matches });
  }
}

class FlushCustomFields extends FlushCollection<CustomField> implements CustomFieldCollection {
  constructor(options: UnitOptions) {
    super(options, 'custom-field', options.flush.customFields);
  }

  async all(): Promise<readonly CustomField[]> {
    const { flush } = this.options;
    await flush.loadCustomFields();
    return [...flush.customFields.current()].toSorted((a, b) => a.position - b.position);
  }
}

/** A select of records by one column, locked. Parameters: $1 the tenant, $2 the value. */
function selectBy<T extends object>(table: Table<T>, name: string, condition: string): Statement {
  const text = `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and ${condition} order by t.id for update`;
  return { name: `${table.name}_${name}`, text };
}

const linksOfJob = selectBy(jobContactTable, 'of_job', 't.job_id = $2::uuid');
const linksOfContact = selectBy(jobContactTable, 'of_contact', 't.contact_id = $2::uuid');
const relationsOfContact = selectBy(relationTable, 'of_contact', 't.contact_id = $2::uuid');
const accountsNamed = selectBy(accountTable, 'named', 'lower(t.name) = lower($2)');

interface Appended {
  readonly record: Versioned;
  readonly type: string;
  readonly body: JsonObject;
  readonly note: EventNote;
}

function append(
  { flush, context, at }: UnitOptions,
  entityType: EventEntity,
  { record, type, body, note }: Appended,
): void {
  flush.append({
    at,
    entityType,
    entityId: record.id,
    type: note.type ?? type,
    actor: context.principal,
    credentialId: context.credentialId,
    dialect: context.dialect,
    connectionId: null,
    causeId: null,
    requestId: context.requestId,
    version: record.version,
    body: note.note ? { ...body, note: note.note } : body,
  });
}
