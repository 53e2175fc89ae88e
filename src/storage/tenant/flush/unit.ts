/** The unit of work of one write: the flush's records, seen with the eyes of one caller, each change with its event. */
import type { Account, Relation } from '../../../core/account/account.ts';
import { changesBody, creationBody } from '../../../core/event/diff.ts';
import type { EventEntity } from '../../../core/event/event.ts';
import type { JobContact } from '../../../core/job/job.ts';
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

export function makeUnit(options: UnitOptions): UnitOfWork {
  const { flush, at } = options;
  const collect = <T extends Versioned>(entity: EventEntity, set: RecordSet<T>): Collection<T> =>
    makeCollection(options, entity, set);
  const contacts: ContactCollection = {
    ...collect('contact', flush.contacts),
    withKeys: (kind, keys) => flush.keyOwners.find(kind, keys),
  };
  const tags: TagCollection = {
    ...collect('tag', flush.tags),
    named: (names) => flush.tagNames.find(names),
  };
  return {
    at,
    newId: options.newId,
    nextNumber: () => flush.nextNumber(),
    exclusive: () => flush.exclusive(),
    contacts,
    jobs: collect('job', flush.jobs),
    jobContacts: makeJobContacts(flush, collect('job-contact', flush.jobContacts)),
    accounts: makeAccounts(flush, collect('account', flush.accounts)),
    relations: makeRelations(flush, collect('relation', flush.relations)),
    tags,
    customFields: makeCustomFields(flush, collect('custom-field', flush.customFields)),
    suppressions: makeSuppressions(flush, at),
  };
}

function makeCollection<T extends Versioned>(
  options: UnitOptions,
  entity: EventEntity,
  set: RecordSet<T>,
): Collection<T> {
  return {
    find: (id) => set.find(id),
    findMany: (ids) => set.findMany(ids),
    insert: (record, note = {}) => {
      set.put(record);
      append(options, entity, { record, type: 'created', body: creationBody(record), note });
    },
    update: (before, after, note = {}) => {
      if (before === after) return;
      set.put(after);
      append(options, entity, {
        record: after,
        type: 'updated',
        // A record made anew under an old id: what it was stands in its history already.
        body: note.type === 'created' ? creationBody(after) : changesBody(before, after),
        note,
      });
    },
    remove: (record, note = {}) => {
      set.remove(record.id);
      append(options, entity, {
        record,
        type: 'deleted',
        body: { before: creationBody(record)['after'] ?? null },
        note,
      });
    },
  };
}

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

/** A select of records by one column, locked. Parameters: $1 the tenant, $2 the value. */
function selectBy<T extends object>(table: Table<T>, name: string, condition: string): Statement {
  const text = `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and ${condition} order by t.id for update`;
  return { name: `${table.name}_${name}`, text };
}

const linksOfJob = selectBy(jobContactTable, 'of_job', 't.job_id = $2::uuid');
const linksOfContact = selectBy(jobContactTable, 'of_contact', 't.contact_id = $2::uuid');
const relationsOfContact = selectBy(relationTable, 'of_contact', 't.contact_id = $2::uuid');
const accountsNamed = selectBy(accountTable, 'named', 'lower(t.name) = lower($2)');

interface Search<T> {
  readonly statement: Statement;
  readonly value: string;
  /** The same condition, for what the flush itself made or changed. */
  readonly matches: (record: T) => boolean;
}

async function findBy<T extends Versioned>(
  flush: Flush,
  table: Table<T>,
  set: RecordSet<T>,
  { statement, value, matches }: Search<T>,
): Promise<readonly T[]> {
  const rows = await flush.connection.query(statement, [flush.tenantId, value]);
  set.adopt(rows.map((row) => fromRow(table, row)));
  return [...set.current()].filter(matches).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function makeJobContacts(flush: Flush, collection: Collection<JobContact>): JobContactCollection {
  const find = (search: Search<JobContact>): Promise<readonly JobContact[]> =>
    findBy(flush, jobContactTable, flush.jobContacts, search);
  return {
    ...collection,
    ofJob: (jobId) =>
      find({ statement: linksOfJob, value: jobId, matches: (link) => link.jobId === jobId }),
    ofContact: (contactId) =>
      find({
        statement: linksOfContact,
        value: contactId,
        matches: (link) => link.contactId === contactId,
      }),
  };
}

function makeRelations(flush: Flush, collection: Collection<Relation>): RelationCollection {
  return {
    ...collection,
    ofContact: (contactId) =>
      findBy(flush, relationTable, flush.relations, {
        statement: relationsOfContact,
        value: contactId,
        matches: (relation) => relation.contactId === contactId,
      }),
  };
}

function makeAccounts(flush: Flush, collection: Collection<Account>): AccountCollection {
  return {
    ...collection,
    named: (name) =>
      findBy(flush, accountTable, flush.accounts, {
        statement: accountsNamed,
        value: name.trim(),
        matches: (account) => account.active && foldText(account.name) === foldText(name),
      }),
  };
}

function makeCustomFields(
  flush: Flush,
  collection: Collection<CustomField>,
): CustomFieldCollection {
  return {
    ...collection,
    all: async () => {
      await flush.loadCustomFields();
      return [...flush.customFields.current()].toSorted((a, b) => a.position - b.position);
    },
  };
}

function makeSuppressions(flush: Flush, at: Instant): SuppressionList {
  return {
    find: (keys) => flush.suppressions.find(keys),
    add: (channel, key) => flush.suppressions.write({ channel, key, add: true, at }),
    lift: (channel, key) => flush.suppressions.write({ channel, key, add: false, at }),
  };
}
