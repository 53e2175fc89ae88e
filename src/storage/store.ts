/** The store over PostgreSQL: the one implementation of the core's `Store` port. */
import type { Store } from '../core/port/store.ts';
import type { UnitOfWork, WriteHints } from '../core/port/unit-of-work.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import { StoredContacts } from './tenant/contact-reader.ts';
import { StoredEvents } from './tenant/event-reader.ts';
import { StoredIdempotency } from './tenant/idempotency.ts';
import { analyseGrown } from './tenant/grown-tables.ts';
import { LookupBatcher } from './tenant/lookup-batcher.ts';
import { StoredMatchIndex } from './tenant/match/match-index-store.ts';
import { StoredMatching } from './tenant/match/match-store.ts';
import { mergeTable } from './tenant/merge/merge-tables.ts';
import { StoredSuggestions } from './tenant/merge/suggestion-reader.ts';
import { methodPreferenceTable } from './tenant/method/preference-table.ts';
import { accountHasWord, jobHasWord, taskHasText } from './tenant/list/text-search.ts';
import { StoredSearch } from './tenant/search/search-reader.ts';
import { StoredMethods } from './tenant/method/method-reader.ts';
import { PageAnchors } from './tenant/page-anchors.ts';
import { noteTable, taskTable } from './tenant/record-tables.ts';
import { StoredRecords } from './tenant/record-reader.ts';
import {
  accountTable,
  contactPointTable,
  relationTable,
  siteTable,
} from './tenant/account-tables.ts';
import {
  customFieldTable,
  customValueTable,
  jobContactTable,
  jobTable,
  tagTable,
} from './tenant/tables.ts';
import { StoredSandboxes } from './tenant/sandbox/sandbox-store.ts';
import { StoredWebhookInbox } from './tenant/sandbox/webhook-inbox-store.ts';
import { StoredWebhooks } from './tenant/webhook/webhook-store.ts';
import { TenantWriter, type WriterOptions } from './tenant/tenant-writer.ts';

export type StoreOptions = WriterOptions;

/** Tenants whose writer is kept between writes; idle ones beyond this many are let go. */
const maxWriters = 10_000;

/** The store of every workspace in one database. */
export function makeStore(options: StoreOptions): Store {
  const { database } = options;
  const anchors = { contacts: new PageAnchors(), records: new PageAnchors() };
  const reading = { database, anchors: anchors.records };
  const writers = new Map<number, TenantWriter>();
  return {
    write: <T>(
      context: TenantContext,
      hints: WriteHints,
      work: (unit: UnitOfWork) => Promise<T>,
    ): Promise<T> => writerOf(writers, context.tenantId, options).write(context, hints, work),
    analyseGrown: (context) => analyseGrown(database, context),
    contacts: new StoredContacts(database, new LookupBatcher(database), anchors.contacts),
    searches: new StoredSearch(database, options.clock),
    methods: new StoredMethods(database),
    methodPreferences: new StoredRecords(reading, methodPreferenceTable),
    notes: new StoredRecords(reading, noteTable),
    tasks: new StoredRecords(reading, taskTable, taskDerived),
    jobs: new StoredRecords(reading, jobTable, { text: jobHasWord }),
    jobContacts: new StoredRecords(reading, jobContactTable),
    accounts: new StoredRecords(reading, accountTable, accountDerived),
    sites: new StoredRecords(reading, siteTable),
    contactPoints: new StoredRecords(reading, contactPointTable),
    relations: new StoredRecords(reading, relationTable),
    tags: new StoredRecords(reading, tagTable),
    customFields: new StoredRecords(reading, customFieldTable),
    customValues: new StoredRecords(reading, customValueTable),
    merges: new StoredRecords(reading, mergeTable),
    suggestions: new StoredSuggestions(reading),
    matching: new StoredMatching(database),
    matchIndex: new StoredMatchIndex(database),
    events: new StoredEvents(database),
    idempotency: new StoredIdempotency(options),
    webhooks: new StoredWebhooks(database),
    webhookInbox: new StoredWebhookInbox(database),
    sandboxes: new StoredSandboxes(database, () => {
      for (const remembered of Object.values(anchors)) remembered.clear();
    }),
  };
}

/** `contactPointKey`: an active contact point of the account's own has the key. */
const accountDerived = {
  text: accountHasWord,
  contactPointKey: (key: string) =>
    `t.id in (select p.owner_id from contact_point p where p.tenant_id = $1 and p.key = ${key} and p.owner_kind = 'account' and p.active)`,
};

/** `ofLive`: whether the contact is live. `accountId`: the main account of the contact. */
const taskDerived = {
  text: taskHasText,
  ofLive: (isLive: string) =>
    `exists (select 1 from contact c where c.tenant_id = $1 and c.id = t.contact_id and c.deleted_at is null) = (${isLive} = 'true')`,
  accountId: (id: string) =>
    `t.contact_id in (select c.id from contact c where c.tenant_id = $1 and c.account_id = ${id}::uuid)`,
};

function writerOf(
  writers: Map<number, TenantWriter>,
  tenantId: number,
  options: StoreOptions,
): TenantWriter {
  const known = writers.get(tenantId);
  if (known) return known;
  if (writers.size >= maxWriters)
    for (const [id, writer] of writers) if (writer.isIdle) writers.delete(id);
  const writer = new TenantWriter(tenantId, options);
  writers.set(tenantId, writer);
  return writer;
}
