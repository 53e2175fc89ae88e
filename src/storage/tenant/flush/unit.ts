/** The unit of work of one write: the flush's records, seen with the eyes of one caller, each change with its event. */
import type { ContactPoint } from '../../../core/account/contact-point.ts';
import type { Site } from '../../../core/account/site.ts';
import type { DistinctPair } from '../../../core/merge/distinct-pair.ts';
import type { MatchRunRecord } from '../../../core/matching/match-run.ts';
import type { MergePolicy } from '../../../core/merge/merge-policy.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import type { Note } from '../../../core/contact/note.ts';
import type { Task } from '../../../core/contact/task.ts';
import type { Contact, MethodKind } from '../../../core/contact/contact.ts';
import type { Job, JobContact } from '../../../core/job/job.ts';
import type {
  AccountCollection,
  Collection,
  ContactCollection,
  ContactRecordCollection,
  CustomFieldCollection,
  CustomValueCollection,
  JobContactCollection,
  MergeCollection,
  MethodPreferenceCollection,
  NumberedCollection,
  PairCollection,
  RelationCollection,
  SuppressionList,
  TagCollection,
  UnitOfWork,
  WebhookCollection,
} from '../../../core/port/unit-of-work.ts';
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import type { CustomValue } from '../../../core/workspace/custom-value.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { noteTable, taskTable } from '../record-tables.ts';
import { customValueTable, jobContactTable } from '../tables.ts';
import {
  FlushAccounts,
  FlushRelations,
  makeContactPoints,
  makeSites,
} from './account-collections.ts';
import { FlushCollection, selectBy, type UnitOptions } from './flush-collection.ts';
import {
  FlushContactRecords,
  FlushMerges,
  makeDistinctPairs,
  makeSuggestions,
} from './merge-collections.ts';
import { FlushPreferences } from './preference-collection.ts';
import { FlushWebhooks } from './webhook-collection.ts';

/** Its collections are made when a write first asks for them: most writes ask for one or two. */
export class FlushUnit implements UnitOfWork {
  readonly at: Instant;
  readonly #options: UnitOptions;
  #contacts: ContactCollection | undefined;
  #methodPreferences: MethodPreferenceCollection | undefined;
  #notes: ContactRecordCollection<Note> | undefined;
  #tasks: ContactRecordCollection<Task> | undefined;
  #jobs: Collection<Job> | undefined;
  #jobContacts: JobContactCollection | undefined;
  #accounts: AccountCollection | undefined;
  #sites: NumberedCollection<Site> | undefined;
  #contactPoints: NumberedCollection<ContactPoint> | undefined;
  #relations: RelationCollection | undefined;
  #tags: TagCollection | undefined;
  #customFields: CustomFieldCollection | undefined;
  #customValues: CustomValueCollection | undefined;
  #webhookSubscriptions: WebhookCollection | undefined;
  #merges: MergeCollection | undefined;
  #distinctPairs: PairCollection<DistinctPair> | undefined;
  #suggestions: PairCollection<Suggestion> | undefined;
  #mergePolicies: Collection<MergePolicy> | undefined;
  #matchRuns: Collection<MatchRunRecord> | undefined;

  constructor(options: UnitOptions) {
    this.#options = options;
    this.at = options.at;
  }

  groupEvents(causeId: Uuid): void {
    this.#options.causeId = causeId;
  }

  newId(): Uuid {
    return this.#options.newId();
  }

  nextNumber(): Promise<number> {
    return Promise.resolve(this.#options.flush.nextNumber());
  }

  get contacts(): ContactCollection {
    return (this.#contacts ??= new FlushContacts(this.#options));
  }

  get methodPreferences(): MethodPreferenceCollection {
    return (this.#methodPreferences ??= new FlushPreferences(this.#options));
  }

  get notes(): ContactRecordCollection<Note> {
    const { notes: set } = this.#options.flush;
    const parts = { entity: 'note', set, table: noteTable } as const;
    return (this.#notes ??= new FlushContactRecords(this.#options, parts));
  }

  get tasks(): ContactRecordCollection<Task> {
    const { tasks: set } = this.#options.flush;
    const parts = { entity: 'task', set, table: taskTable } as const;
    return (this.#tasks ??= new FlushContactRecords(this.#options, parts));
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

  get sites(): NumberedCollection<Site> {
    return (this.#sites ??= makeSites(this.#options));
  }

  get contactPoints(): NumberedCollection<ContactPoint> {
    return (this.#contactPoints ??= makeContactPoints(this.#options));
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

  get customValues(): CustomValueCollection {
    return (this.#customValues ??= new FlushCustomValues(this.#options));
  }

  get webhookSubscriptions(): WebhookCollection {
    return (this.#webhookSubscriptions ??= new FlushWebhooks(this.#options));
  }

  get merges(): MergeCollection {
    return (this.#merges ??= new FlushMerges(this.#options));
  }

  get distinctPairs(): PairCollection<DistinctPair> {
    return (this.#distinctPairs ??= makeDistinctPairs(this.#options));
  }

  get suggestions(): PairCollection<Suggestion> {
    return (this.#suggestions ??= makeSuggestions(this.#options));
  }

  get mergePolicies(): Collection<MergePolicy> {
    const { mergePolicies: set } = this.#options.flush;
    return (this.#mergePolicies ??= new FlushCollection(this.#options, 'merge-policy', set));
  }

  get matchRuns(): Collection<MatchRunRecord> {
    const { matchRuns: set } = this.#options.flush;
    return (this.#matchRuns ??= new FlushCollection(this.#options, 'match-run', set));
  }

  get suppressions(): SuppressionList {
    const { flush, at } = this.#options;
    return {
      find: (keys) => flush.suppressions.find(keys),
      add: (channel, key, mergeId) =>
        flush.suppressions.write({ channel, key, add: true, at, mergeId: mergeId ?? null }),
      lift: (channel, key) =>
        flush.suppressions.write({ channel, key, add: false, at, mergeId: null }),
      liftOf: (mergeId, keys) => flush.suppressions.liftOf(mergeId, keys, at),
    };
  }
}

class FlushContacts extends FlushCollection<Contact> implements ContactCollection {
  constructor(options: UnitOptions) {
    super(options, 'contact', options.flush.contacts);
  }

  override async find(id: Uuid): Promise<Contact | undefined> {
    const contact = await super.find(id);
    return contact && this.#withTagNames(contact);
  }

  override async findMany(ids: readonly Uuid[]): Promise<readonly Contact[]> {
    return (await super.findMany(ids)).map((contact) => this.#withTagNames(contact));
  }

  async withKeys(kind: MethodKind, keys: readonly string[]): Promise<readonly Contact[]> {
    const owners = await this.options.flush.keyOwners.find(kind, keys);
    return owners.map((contact) => this.#withTagNames(contact));
  }

  /** What a tag is called may have changed since the contact was loaded or made, earlier in the flush or before it. */
  #withTagNames(contact: Contact): Contact {
    const names = contact.tags.map(({ id, name }) => {
      const tag = this.options.flush.tags.known(id);
      return tag === undefined ? name : (tag?.name ?? null);
    });
    if (contact.tags.every(({ name }, index) => name === names[index])) return contact;
    const tags = contact.tags.map(({ id }, index) => ({ id, name: names[index] ?? null }));
    return { ...contact, tags };
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

class FlushCustomValues extends FlushCollection<CustomValue> implements CustomValueCollection {
  constructor(options: UnitOptions) {
    super(options, 'custom-value', options.flush.customValues);
  }

  async keyed(key: string): Promise<CustomValue | undefined> {
    const matches = (value: CustomValue): boolean => value.key === key;
    const [found] = await this.findBy(customValueTable, {
      statement: valueKeyed,
      value: key,
      matches,
    });
    return found;
  }
}

const valueKeyed = selectBy(customValueTable, 'keyed', 't.key = $2');
const linksOfJob = selectBy(jobContactTable, 'of_job', 't.job_id = $2::uuid');
const linksOfContact = selectBy(jobContactTable, 'of_contact', 't.contact_id = $2::uuid');
