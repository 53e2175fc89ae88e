/**
 * The write side of the store, as the core sees it. A write is a function over a unit of work: it loads records,
 * decides, and says what is to be inserted, updated or removed. The store runs the writes that arrive together in one
 * transaction, one after the other; each sees what those before it did, a throwing one is undone alone, and after an
 * unexpected database error all are run again one by one. So a write must be repeatable: no effect but on the unit of work.
 * The writes of a tenant never overlap, in no process: what one has looked up stays true until it has ended, so that it
 * can check what the database cannot (duplicates).
 */
import type { Account } from '../account/account.ts';
import type { ContactPoint } from '../account/contact-point.ts';
import type { Relation } from '../account/relation.ts';
import type { Site } from '../account/site.ts';
import type { Channel, Contact, MethodKind } from '../contact/contact.ts';
import type { Note } from '../contact/note.ts';
import type { Task } from '../contact/task.ts';
import type { MethodPreference } from '../contact/method-preference.ts';
import type { ContactRecord } from '../contact/contact-record.ts';
import type { DistinctPair } from '../merge/distinct-pair.ts';
import type { MergePolicy } from '../merge/merge-policy.ts';
import type { MatchRunRecord } from '../matching/match-run.ts';
import type { Merge } from '../merge/merge.ts';
import type { Suggestion } from '../merge/suggestion.ts';
import type { Job, JobContact } from '../job/job.ts';
import type { WebhookSubscription } from '../webhook/subscription.ts';
import type { CustomField } from '../workspace/custom-field.ts';
import type { CustomValue } from '../workspace/custom-value.ts';
import type { Tag } from '../workspace/tag.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** The records of one kind. Changed records are written, with their events, when the flush ends. */
export interface Collection<T extends { readonly id: Uuid }> {
  /** The record, locked for update, or undefined. Deleted contacts and inactive records are found too. */
  find(id: Uuid): Promise<T | undefined>;
  findMany(ids: readonly Uuid[]): Promise<readonly T[]>;
  /** The id must be free: a client-chosen one is looked for first. */
  insert(record: T, event?: EventNote): void;
  /** `before` must be what `find` gave; nothing happens when the two are the same object. */
  update(before: T, after: T, event?: EventNote): void;
  remove(record: T, event?: EventNote): void;
}

/** What to say in the event beside the change itself; `type` defaults to created, updated or deleted. */
export interface EventNote {
  readonly type?: string;
  readonly note?: JsonObject;
}

export interface ContactCollection extends Collection<Contact> {
  /** Live contacts having a method of the kind whose key is one of these, oldest first. */
  withKeys(kind: MethodKind, keys: readonly string[]): Promise<readonly Contact[]>;
}
export interface JobContactCollection extends Collection<JobContact> {
  ofJob(jobId: Uuid): Promise<readonly JobContact[]>;
  ofContact(contactId: Uuid): Promise<readonly JobContact[]>;
}
export interface MethodPreferenceCollection extends Collection<MethodPreference> {
  ofContact(contactId: Uuid): Promise<readonly MethodPreference[]>;
}
export interface ContactRecordCollection<T extends ContactRecord> extends Collection<T> {
  ofContact(contactId: Uuid): Promise<readonly T[]>;
}
export interface MergeCollection extends Collection<Merge> {
  /** Those not undone in which the contact survived or was lost, oldest first. */
  standingOf(contactId: Uuid): Promise<readonly Merge[]>;
  /** Before many are asked about: one question in place of many. */
  askAheadOf(contactIds: readonly Uuid[]): Promise<void>;
}
export interface PairCollection<T extends DistinctPair> extends Collection<T> {
  /** Those of which the contact is one side. */
  ofContact(contactId: Uuid): Promise<readonly T[]>;
  /** Before many are asked about: one question in place of many. */
  askAheadOf(contactIds: readonly Uuid[]): Promise<void>;
}
export interface RelationCollection extends Collection<Relation> {
  ofContact(contactId: Uuid): Promise<readonly Relation[]>;
  /** Of an account, site, booking or job by its id. */
  ofTarget(targetId: Uuid): Promise<readonly Relation[]>;
}
/** Records that the tenant counts by int64 numbers. */
export interface NumberedCollection<T extends { readonly id: Uuid }> extends Collection<T> {
  numbered(number: number): Promise<T | undefined>;
}
export interface AccountCollection extends NumberedCollection<Account> {
  /** Active accounts whose name equals this, ignoring case and outer blanks. */
  named(name: string): Promise<readonly Account[]>;
}
export interface TagCollection extends Collection<Tag> {
  /** By normalised name; names that no tag has are absent from the map. */
  named(names: readonly string[]): Promise<ReadonlyMap<string, Tag>>;
}
export interface CustomFieldCollection extends Collection<CustomField> {
  all(): Promise<readonly CustomField[]>;
}

export interface CustomValueCollection extends Collection<CustomValue> {
  keyed(key: string): Promise<CustomValue | undefined>;
}

export interface WebhookCollection extends Collection<WebhookSubscription> {
  /** Of a key or client, of every dialect. */
  activeOf(credentialId: Uuid): Promise<readonly WebhookSubscription[]>;
}

/** The addresses that must not be contacted, kept by keyed hash so that they outlive the contact (§2.5). */
export interface SuppressionList {
  /** The channels on which each address is suppressed, by address key; addresses not suppressed are absent. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<Channel>>>;
  /** `mergeId`: by that merge alone, so that undoing it takes the address off again. */
  add(channel: Channel, key: string, mergeId?: Uuid): void;
  lift(channel: Channel, key: string): void;
  /** Takes off what only the merge has put there. */
  liftOf(mergeId: Uuid, keys: readonly string[]): Promise<void>;
}

export interface UnitOfWork {
  /** When this write happens: later than every write before it in this process, unique to the microsecond. */
  readonly at: Instant;
  newId(): Uuid;
  /** From now on all events of this write carry the id, so that they can be told and undone as one. */
  groupEvents(causeId: Uuid): void;
  /** The next int64 of the tenant's range (jobs, accounts, sites, contact points). */
  nextNumber(): Promise<number>;
  readonly contacts: ContactCollection;
  readonly methodPreferences: MethodPreferenceCollection;
  readonly notes: ContactRecordCollection<Note>;
  readonly tasks: ContactRecordCollection<Task>;
  readonly jobs: Collection<Job>;
  readonly jobContacts: JobContactCollection;
  readonly accounts: AccountCollection;
  readonly sites: NumberedCollection<Site>;
  readonly contactPoints: NumberedCollection<ContactPoint>;
  readonly relations: RelationCollection;
  readonly tags: TagCollection;
  readonly customFields: CustomFieldCollection;
  readonly customValues: CustomValueCollection;
  readonly webhookSubscriptions: WebhookCollection;
  readonly merges: MergeCollection;
  readonly distinctPairs: PairCollection<DistinctPair>;
  readonly suggestions: PairCollection<Suggestion>;
  readonly mergePolicies: Collection<MergePolicy>;
  readonly matchRuns: Collection<MatchRunRecord>;
  readonly suppressions: SuppressionList;
}

/** What a write will load, so that the store can fetch it for all writes of a flush at once. Wrong or missing hints cost time, never correctness. */
export interface WriteHints {
  readonly contactIds?: readonly Uuid[];
  readonly jobIds?: readonly Uuid[];
  readonly jobContactIds?: readonly Uuid[];
  readonly accountIds?: readonly Uuid[];
  readonly siteIds?: readonly Uuid[];
  readonly relationIds?: readonly Uuid[];
  readonly tagNames?: readonly string[];
  /** Address keys to look for on the suppression list. */
  readonly suppressionKeys?: readonly string[];
  readonly phoneKeys?: readonly string[];
  readonly emailKeys?: readonly string[];
  /** True when custom-field definitions will be needed. */
  readonly customFields?: boolean;
}
