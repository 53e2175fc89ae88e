/** What the core needs from a store: repeatable writes and tenant-bound reads. Everything takes an authenticated context. */
import type { Account } from '../account/account.ts';
import type { ContactPoint } from '../account/contact-point.ts';
import type { Relation } from '../account/relation.ts';
import type { Site } from '../account/site.ts';
import type { Contact, MethodKind } from '../contact/contact.ts';
import type { Note } from '../contact/note.ts';
import type { Task } from '../contact/task.ts';
import type { MethodPreference } from '../contact/method-preference.ts';
import type { EventEntity, HubEvent } from '../event/event.ts';
import type { Merge } from '../merge/merge.ts';
import type { Job, JobContact } from '../job/job.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { CustomField } from '../workspace/custom-field.ts';
import type { CustomValue } from '../workspace/custom-value.ts';
import type { Tag } from '../workspace/tag.ts';
import type { IdempotencyStore } from './idempotency-store.ts';
import type {
  ContactListQuery,
  ContactPage,
  CountedPage,
  Page,
  RecordFilter,
  RecordListQuery,
} from './list-query.ts';
import type { MatchIndex } from './match-index.ts';
import type { MatchStore } from './match-store.ts';
import type { MethodListQuery, OwnedMethod } from './method-query.ts';
import type { SandboxStore } from './sandbox-store.ts';
import type { SearchReader } from './search-query.ts';
import type { SuggestionReader } from './suggestion-reader.ts';
import type { UnitOfWork, WriteHints } from './unit-of-work.ts';
import type { WebhookInboxStore } from './webhook-inbox-store.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface Clock {
  /** Strictly increasing within the process, in microseconds since the epoch. */
  now(): Instant;
}

/** The few fields a caller-ID display needs; the hot look-up loads no more. */
export interface LookupMatch {
  readonly contactId: Uuid;
  readonly shownName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
  readonly archived: boolean;
  /** A name to show in place of the person's own (VoIPBIN's display_name). */
  readonly label: string | null;
  /** Of the number that matched. */
  readonly extension: string | null;
  readonly matched: {
    readonly kind: MethodKind;
    readonly value: string;
    readonly type: string;
    readonly isPrimary: boolean;
  };
}

/** A phone whose reading depends on the workspace's region: inferred, or without E.164. */
export interface RegionalPhone {
  readonly contactId: Uuid;
  readonly value: string;
  readonly e164: string | null;
}

export interface LookupQuery {
  readonly kind: MethodKind;
  readonly keys: readonly string[];
  /** Also match phones by their stripped form (VoIPBIN look-ups without a region). */
  readonly stripped?: readonly string[];
  /** Numbers with exactly this extension (null: with none) come before the others. */
  readonly extension?: string | null;
}

export interface ContactReader {
  find(context: TenantContext, id: Uuid): Promise<Contact | undefined>;
  findMany(context: TenantContext, ids: readonly Uuid[]): Promise<readonly Contact[]>;
  list(context: TenantContext, query: ContactListQuery): Promise<ContactPage>;
  /** The same with the count, for less than both are asked for apart. */
  listCounted(context: TenantContext, query: ContactListQuery): Promise<CountedPage>;
  /** With no filters the count comes from the tenant's clock; else it is counted. */
  count(
    context: TenantContext,
    query: Pick<ContactListQuery, 'filters' | 'include'>,
  ): Promise<number>;
  /** Contacts deleted before the instant that no active job link shows, oldest deletion first. */
  deletedBefore(context: TenantContext, at: Instant, limit: number): Promise<readonly Uuid[]>;
  /** Phones that another default region could read differently, by contact id after `afterId`. */
  regionalPhones(
    context: TenantContext,
    page: { limit: number; afterId?: Uuid },
  ): Promise<readonly RegionalPhone[]>;
  /** Coalesced with the look-ups that arrive meanwhile. Live contacts only, archived last, oldest first. */
  lookup(context: TenantContext, query: LookupQuery): Promise<readonly LookupMatch[]>;
}

/** Contact methods across contacts: those of live contacts that no merge hides. */
export interface MethodReader {
  list(context: TenantContext, query: MethodListQuery): Promise<Page<OwnedMethod>>;
  count(context: TenantContext, query: Pick<MethodListQuery, 'filters'>): Promise<number>;
}

export interface RecordReader<T> {
  find(context: TenantContext, id: Uuid): Promise<T | undefined>;
  /** Those that are there, in no order. */
  findMany(context: TenantContext, ids: readonly Uuid[]): Promise<readonly T[]>;
  list(context: TenantContext, query: RecordListQuery): Promise<Page<T>>;
  /** Counted each time: ask only when somebody wants to know. */
  count(context: TenantContext, filters: readonly RecordFilter[]): Promise<number>;
}

export interface EventReader {
  /** Events of one entity, newest first: those between the two numbers, both excluded. */
  history(
    context: TenantContext,
    entityId: Uuid,
    page: { limit: number; beforeSeq?: number; afterSeq?: number },
  ): Promise<readonly HubEvent[]>;
  /** Events after `seq`, in commit order. */
  changes(
    context: TenantContext,
    page: { limit: number; afterSeq: number },
  ): Promise<readonly HubEvent[]>;
  /**
   * Events of some kinds of records after `afterSeq`, in commit order, at most `limit`. Everything up to `upTo` has been
   * looked through: whoever goes on from there misses nothing.
   */
  tail(
    context: TenantContext,
    page: { limit: number; afterSeq: number; entities: readonly EventEntity[] },
  ): Promise<{ readonly events: readonly HubEvent[]; readonly upTo: number }>;
}

export interface Store {
  /** Runs a write; see `UnitOfWork` for what it may do. Resolves once the transaction is committed. */
  write<T>(
    context: TenantContext,
    hints: WriteHints,
    work: (unit: UnitOfWork) => Promise<T>,
  ): Promise<T>;
  /**
   * So that a database which is filled quickly is not read by plans for an empty one. Costs little when nothing has grown, and
   * never fails: only speed hangs on it.
   */
  analyseGrown(context: TenantContext): Promise<void>;
  readonly contacts: ContactReader;
  readonly searches: SearchReader;
  readonly methods: MethodReader;
  readonly methodPreferences: RecordReader<MethodPreference>;
  readonly notes: RecordReader<Note>;
  readonly tasks: RecordReader<Task>;
  readonly jobs: RecordReader<Job>;
  readonly jobContacts: RecordReader<JobContact>;
  readonly accounts: RecordReader<Account>;
  readonly sites: RecordReader<Site>;
  readonly contactPoints: RecordReader<ContactPoint>;
  readonly relations: RecordReader<Relation>;
  readonly tags: RecordReader<Tag>;
  readonly customFields: RecordReader<CustomField>;
  readonly customValues: RecordReader<CustomValue>;
  readonly merges: RecordReader<Merge>;
  readonly suggestions: SuggestionReader;
  readonly matching: MatchStore;
  readonly matchIndex: MatchIndex;
  readonly events: EventReader;
  readonly idempotency: IdempotencyStore;
  readonly webhooks: WebhookStore;
  readonly webhookInbox: WebhookInboxStore;
  readonly sandboxes: SandboxStore;
}
