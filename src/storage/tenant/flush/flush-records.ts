/** What a flush has loaded and changed, of every kind; and what it may take over from the flush before. */
import type { Account } from '../../../core/account/account.ts';
import type { ContactPoint } from '../../../core/account/contact-point.ts';
import type { Relation } from '../../../core/account/relation.ts';
import type { Site } from '../../../core/account/site.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { Note } from '../../../core/contact/note.ts';
import type { Task } from '../../../core/contact/task.ts';
import type { MethodPreference } from '../../../core/contact/method-preference.ts';
import type { DistinctPair } from '../../../core/merge/distinct-pair.ts';
import type { MatchRunRecord } from '../../../core/matching/match-run.ts';
import type { MergePolicy } from '../../../core/merge/merge-policy.ts';
import type { Merge } from '../../../core/merge/merge.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import type { Job, JobContact } from '../../../core/job/job.ts';
import type { WebhookSubscription } from '../../../core/webhook/subscription.ts';
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import type { CustomValue } from '../../../core/workspace/custom-value.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement, TenantConnection } from '../../database.ts';
import { accountTable, contactPointTable, relationTable, siteTable } from '../account-tables.ts';
import { loadContacts } from '../contact-loader.ts';
import { matchRunTable } from '../match/match-run-table.ts';
import {
  distinctPairTable,
  mergePolicyTable,
  mergeTable,
  suggestionTable,
} from '../merge/merge-tables.ts';
import { methodPreferenceTable } from '../method/preference-table.ts';
import { noteTable, taskTable } from '../record-tables.ts';
import { fromRow, type Table } from '../table.ts';
import {
  customFieldTable,
  customValueTable,
  jobContactTable,
  jobTable,
  tagTable,
} from '../tables.ts';
import { webhookSubscriptionTable } from '../webhook/subscription-table.ts';
import {
  planContacts,
  planPreferences,
  planRecords,
  planRemovals,
  type PlannedWrite,
} from './flush-plan.ts';
import type { FlushScope } from './flush-scope.ts';
import { RecordSet } from './record-set.ts';

const allCustomFields: Statement = {
  name: 'all_custom_fields',
  text: `select ${customFieldTable.select('t')} from custom_field t where t.tenant_id = $1 order by t.position, t.id`,
};

export class FlushRecords implements FlushScope {
  readonly connection: TenantConnection;
  readonly tenantId: number;
  readonly contacts: RecordSet<Contact>;
  readonly methodPreferences: RecordSet<MethodPreference>;
  readonly notes: RecordSet<Note>;
  readonly tasks: RecordSet<Task>;
  readonly jobs: RecordSet<Job>;
  readonly jobContacts: RecordSet<JobContact>;
  readonly accounts: RecordSet<Account>;
  readonly sites: RecordSet<Site>;
  readonly contactPoints: RecordSet<ContactPoint>;
  readonly relations: RecordSet<Relation>;
  readonly tags: RecordSet<Tag>;
  readonly customFields: RecordSet<CustomField>;
  readonly customValues: RecordSet<CustomValue>;
  readonly webhookSubscriptions: RecordSet<WebhookSubscription>;
  readonly merges: RecordSet<Merge>;
  readonly distinctPairs: RecordSet<DistinctPair>;
  readonly suggestions: RecordSet<Suggestion>;
  readonly mergePolicies: RecordSet<MergePolicy>;
  readonly matchRuns: RecordSet<MatchRunRecord>;
  #fields: Promise<void> | null = null;
  #undo: (() => void)[] = [];

  constructor(connection: TenantConnection, tenantId: number) {
    this.connection = connection;
    this.tenantId = tenantId;
    this.contacts = new RecordSet((ids) => loadContacts(connection, tenantId, ids), this);
    this.methodPreferences = this.#setOf(methodPreferenceTable);
    this.notes = this.#setOf(noteTable);
    this.tasks = this.#setOf(taskTable);
    this.jobs = this.#setOf(jobTable);
    this.jobContacts = this.#setOf(jobContactTable);
    this.accounts = this.#setOf(accountTable);
    this.sites = this.#setOf(siteTable);
    this.contactPoints = this.#setOf(contactPointTable);
    this.relations = this.#setOf(relationTable);
    this.tags = this.#setOf(tagTable);
    this.customFields = this.#setOf(customFieldTable);
    this.customValues = this.#setOf(customValueTable);
    this.webhookSubscriptions = this.#setOf(webhookSubscriptionTable);
    this.merges = this.#setOf(mergeTable);
    this.distinctPairs = this.#setOf(distinctPairTable);
    this.suggestions = this.#setOf(suggestionTable);
    this.mergePolicies = this.#setOf(mergePolicyTable);
    this.matchRuns = this.#setOf(matchRunTable);
  }

  /** Takes all that the flush before has changed as stored. */
  inherit(former: FlushRecords): void {
    this.contacts.inherit(former.contacts);
    this.methodPreferences.inherit(former.methodPreferences);
    this.notes.inherit(former.notes);
    this.tasks.inherit(former.tasks);
    this.jobs.inherit(former.jobs);
    this.jobContacts.inherit(former.jobContacts);
    this.accounts.inherit(former.accounts);
    this.sites.inherit(former.sites);
    this.contactPoints.inherit(former.contactPoints);
    this.relations.inherit(former.relations);
    this.tags.inherit(former.tags);
    this.customFields.inherit(former.customFields);
    this.customValues.inherit(former.customValues);
    this.webhookSubscriptions.inherit(former.webhookSubscriptions);
    this.merges.inherit(former.merges);
    this.distinctPairs.inherit(former.distinctPairs);
    this.suggestions.inherit(former.suggestions);
    this.mergePolicies.inherit(former.mergePolicies);
    this.matchRuns.inherit(former.matchRuns);
  }

  /** True when the only changes are new contacts. */
  get onlyAddContacts(): boolean {
    const others: readonly { readonly isChanged: boolean }[] = [
      this.methodPreferences,
      this.notes,
      this.tasks,
      this.jobs,
      this.jobContacts,
      this.accounts,
      this.sites,
      this.contactPoints,
      this.relations,
      this.tags,
      this.customFields,
      this.customValues,
      this.webhookSubscriptions,
      this.merges,
      this.distinctPairs,
      this.suggestions,
      this.mergePolicies,
      this.matchRuns,
    ];
    return this.contacts.onlyAdds && others.every((set) => !set.isChanged);
  }

  /** All custom-field definitions, once. */
  loadCustomFields(): Promise<void> {
    this.#fields ??= this.connection
      .query(allCustomFields, [this.tenantId])
      .then((rows) => this.customFields.adopt(rows.map((row) => fromRow(customFieldTable, row))));
    return this.#fields;
  }

  note(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Runs one write; what it did to the records is taken back when it throws. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.#undo = [];
    try {
      return await work();
    } catch (error) {
      for (const undo of this.#undo.toReversed()) undo();
      throw error;
    }
  }

  /** The statements that write the changes, in the order that foreign keys demand. */
  plan(): PlannedWrite[] {
    const contacts = this.contacts.changes();
    return [
      ...planRecords(tagTable, this.tags.changes()),
      ...planRecords(customFieldTable, this.customFields.changes()),
      ...planRecords(customValueTable, this.customValues.changes()),
      ...planRecords(accountTable, this.accounts.changes()),
      ...planRecords(siteTable, this.sites.changes()),
      ...planRecords(contactPointTable, this.contactPoints.changes()),
      ...planContacts(contacts),
      ...planPreferences(this.methodPreferences.changes()),
      ...planRecords(noteTable, this.notes.changes()),
      ...planRecords(taskTable, this.tasks.changes()),
      ...planRecords(jobTable, this.jobs.changes()),
      ...planRecords(jobContactTable, this.jobContacts.changes()),
      ...planRecords(relationTable, this.relations.changes()),
      ...planRecords(webhookSubscriptionTable, this.webhookSubscriptions.changes()),
      ...planRecords(mergeTable, this.merges.changes()),
      ...planRecords(distinctPairTable, this.distinctPairs.changes()),
      ...planRecords(suggestionTable, this.suggestions.changes()),
      ...planRecords(mergePolicyTable, this.mergePolicies.changes()),
      ...planRecords(matchRunTable, this.matchRuns.changes()),
      ...planRemovals(contacts),
    ];
  }

  #setOf<T extends { readonly id: Uuid }>(table: Table<T>): RecordSet<T> {
    const load = async (ids: readonly Uuid[]): Promise<readonly T[]> => {
      const rows = await this.connection.query(table.load, [this.tenantId, ids]);
      return rows.map((row) => fromRow(table, row));
    };
    return new RecordSet(load, this);
  }
}
