/** The hub: every use case of the core over one store. This is what dialects, CLI and workers are given. */
import type { IdempotencyStore } from './port/idempotency-store.ts';
import type { Store } from './port/store.ts';
import { AccountService } from './service/account-service.ts';
import { ContactPointService } from './service/contact-point-service.ts';
import { CustomFieldService, TagService } from './service/catalogue-service.ts';
import { CustomValueService } from './service/custom-value-service.ts';
import { ContactMethodService } from './service/contact-method-service.ts';
import {
  makeNotes,
  makeTasks,
  type NoteService,
  type TaskService,
} from './service/contact-record-service.ts';
import { ContactService } from './service/contact-service.ts';
import { EventService } from './service/event-service.ts';
import { FaultService } from './service/fault-service.ts';
import { FixtureService } from './service/fixture-service.ts';
import { InspectorService, type InspectorOutside } from './service/inspector-service.ts';
import { JobContactService } from './service/job-contact-service.ts';
import { JobService } from './service/job-service.ts';
import { type LikenessOutside, LikenessService } from './service/likeness-service.ts';
import { LookupService } from './service/lookup-service.ts';
import { TaskListService } from './service/task-list-service.ts';
import { RelatedPersonService } from './service/related-person-service.ts';
import { RelationService } from './service/relation-service.ts';
import { SearchService } from './service/search-service.ts';
import { SiteService } from './service/site-service.ts';
import { type MatchingOutside, MatchRunService } from './service/match-run-service.ts';
import { MergePolicyService } from './service/merge-policy-service.ts';
import { MergeService } from './service/merge-service.ts';
import { MethodPreferenceService } from './service/method-preference-service.ts';
import { RegionService } from './service/region-service.ts';
import { SandboxService, type SandboxOutside } from './service/sandbox-service.ts';
import { SuggestionService } from './service/suggestion-service.ts';
import { type PortalOutside, WebhookPortalService } from './service/webhook-portal-service.ts';
import { type InboxOutside, WebhookInboxService } from './service/webhook-inbox-service.ts';
import { WebhookService, type WebhookOutside } from './service/webhook-service.ts';

export interface Hub {
  readonly contacts: ContactService;
  readonly contactMethods: ContactMethodService;
  readonly methodPreferences: MethodPreferenceService;
  readonly merges: MergeService;
  /** Pairs of contacts that may be one, and what people decided of them. */
  readonly suggestions: SuggestionService;
  /** Merging without anybody looking. */
  readonly mergePolicy: MergePolicyService;
  /** Whom a contact looks like, found at once. */
  readonly likenesses: LikenessService;
  /** Comparing everybody with everybody. */
  readonly matchRuns: MatchRunService;
  readonly notes: NoteService;
  readonly tasks: TaskService;
  readonly taskLists: TaskListService;
  readonly lookups: LookupService;
  readonly search: SearchService;
  readonly jobs: JobService;
  readonly jobContacts: JobContactService;
  readonly accounts: AccountService;
  readonly sites: SiteService;
  readonly contactPoints: ContactPointService;
  readonly relations: RelationService;
  /** Relations to accounts, seen as ServiceM8's company contacts. */
  readonly relatedPeople: RelatedPersonService;
  readonly tags: TagService;
  readonly customFields: CustomFieldService;
  readonly customValues: CustomValueService;
  readonly events: EventService;
  readonly regions: RegionService;
  /** Subscriptions as their subscribers manage them. */
  readonly webhooks: WebhookService;
  /** Subscriptions as those manage them who look after the workspace. */
  readonly webhookPortal: WebhookPortalService;
  /** What may be done in Sandboxes alone. */
  readonly sandboxes: SandboxService;
  readonly faults: FaultService;
  readonly inspector: InspectorService;
  readonly fixtures: FixtureService;
  /** Sends webhooks, and keeps those of Sandboxes. */
  readonly webhookInbox: WebhookInboxService;
  /** What was answered under a client's Idempotency-Key. */
  readonly idempotency: IdempotencyStore;
}

/** What the hub needs of the world around it. */
export type HubOutside = InboxOutside &
  InspectorOutside &
  LikenessOutside &
  MatchingOutside &
  PortalOutside &
  SandboxOutside &
  WebhookOutside;

export function makeHub(store: Store, outside: HubOutside): Hub {
  const webhookInbox = new WebhookInboxService(store, outside);
  const contacts = new ContactService(store);
  const jobs = new JobService(store);
  const jobContacts = new JobContactService(store);
  const accounts = new AccountService(store);
  const customFields = new CustomFieldService(store);
  const relations = new RelationService(store);
  return {
    contacts,
    contactMethods: new ContactMethodService(store),
    methodPreferences: new MethodPreferenceService(store),
    merges: new MergeService(store),
    suggestions: new SuggestionService(store),
    mergePolicy: new MergePolicyService(store),
    likenesses: new LikenessService(store, outside),
    matchRuns: new MatchRunService(store, outside),
    notes: makeNotes(store),
    tasks: makeTasks(store),
    taskLists: new TaskListService(store),
    lookups: new LookupService(store),
    search: new SearchService(store),
    jobs,
    jobContacts,
    accounts,
    sites: new SiteService(store),
    contactPoints: new ContactPointService(store),
    relations,
    relatedPeople: new RelatedPersonService(store),
    tags: new TagService(store),
    customFields,
    customValues: new CustomValueService(store),
    events: new EventService(store),
    regions: new RegionService(store),
    webhooks: new WebhookService(store, { ...outside, inbox: webhookInbox }),
    webhookPortal: new WebhookPortalService(store, outside),
    sandboxes: new SandboxService(store, outside),
    faults: new FaultService(outside.newId),
    inspector: new InspectorService(outside),
    fixtures: new FixtureService(store, {
      contacts,
      jobs,
      jobContacts,
      accounts,
      customFields,
      relations,
    }),
    webhookInbox,
    idempotency: store.idempotency,
  };
}
