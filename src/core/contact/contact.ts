/** The canonical contact: a superset of what the five vendors can say about a person (DESIGN §2). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject, JsonValue } from '../value/json.ts';

export type ContactKind = 'person' | 'organisation';
export type ContactOrigin = 'manual' | 'import' | 'api' | 'sync';
export type MethodKind = 'phone' | 'email';

/** One phone number, fax number or e-mail address of a contact. */
export interface ContactMethod {
  readonly id: Uuid;
  readonly kind: MethodKind;
  /** As said by the writer, lower-cased (`mobile`, `work`, `home`, `fax`, `other`, `main`, …); `''` = not said. Never guessed. */
  readonly type: string;
  readonly label: string | null;
  /** What was entered, verbatim. */
  readonly value: string;
  /** What is matched: E.164 or the stripped digits; trimmed and lower-cased for e-mails. */
  readonly key: string;
  readonly e164: string | null;
  /** True when the country code came from the workspace's region. */
  readonly inferred: boolean;
  readonly stripped: string;
  readonly ext: string | null;
  readonly position: number;
  readonly isPrimary: boolean;
  readonly memo: string | null;
  readonly referenceId: string | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  /** After a merge: the contact that this method came from. */
  readonly fromContactId: Uuid | null;
  /** After a merge: the equal method of the survivor that hides this one. */
  readonly shadowOf: Uuid | null;
}

export interface ContactAddress {
  readonly id: Uuid;
  readonly type: string;
  readonly street1: string | null;
  readonly street2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly countrySubdivision: string | null;
  /** As entered. */
  readonly country: string | null;
  /** ISO 3166-1 alpha-2, when the entered text names a country. */
  readonly countryCode: string | null;
  readonly postalCode: string | null;
  readonly isPrimary: boolean;
  readonly position: number;
}

/** A tag on a contact, in order of assignment. `name` is null for an id that no tag of the workspace has (VoIPBIN never checks). */
export interface TagReference {
  readonly id: Uuid;
  readonly name: string | null;
}

/** The channels of do-not-disturb. */
export type Channel = 'call' | 'email' | 'sms' | 'whatsapp' | 'gmb' | 'fb' | 'rcs';
export const channels: readonly Channel[] = [
  'call',
  'email',
  'sms',
  'whatsapp',
  'gmb',
  'fb',
  'rcs',
];

/** `active` and `permanent` mean: do not contact on this channel. */
export type DndStatus = 'active' | 'inactive' | 'permanent';
export interface DndSetting {
  readonly status: DndStatus;
  readonly message: string | null;
  readonly code: string | null;
}
export type DndSettings = Readonly<Partial<Record<Channel, DndSetting>>>;

export interface InboundDnd {
  readonly status: 'active' | 'inactive';
  readonly message: string | null;
}

/** That a contact takes part in a campaign or workflow of a vendor's, which is run elsewhere. */
export interface Membership {
  readonly id: Uuid;
  readonly program: 'campaign' | 'workflow';
  /** As the writer gave it: the hub keeps no campaigns and workflows. */
  readonly programId: string;
  /** When the event takes place that a workflow counts from. */
  readonly eventStartAt: Instant | null;
  readonly addedAt: Instant;
  readonly addedBy: number;
}

/** Custom-field values by definition id. */
export type CustomFieldValues = Readonly<Record<string, JsonValue>>;

export interface Contact {
  readonly id: Uuid;
  readonly kind: ContactKind;
  readonly givenName: string | null;
  readonly familyName: string | null;
  /** Stored only when a single-field writer wrote a name that the parts do not derive (§2.1). */
  readonly fullName: string | null;
  /** VoIPBIN's own label; null = derived from the full name, `''` kept. */
  readonly displayName: string | null;
  readonly namePrefix: string | null;
  readonly middleName: string | null;
  readonly nameSuffix: string | null;
  readonly nickname: string | null;
  readonly jobTitle: string | null;
  readonly companyName: string | null;
  /** Main account (HighLevel businessId, unified account); more relations live in their own table. */
  readonly accountId: Uuid | null;
  readonly externalId: string | null;
  readonly origin: ContactOrigin;
  readonly leadSource: string | null;
  readonly leadType: string | null;
  readonly website: string | null;
  readonly timeZone: string | null;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  readonly gender: string | null;
  readonly language: string | null;
  readonly photo: string | null;
  readonly assignedTo: string | null;
  readonly notesText: string | null;
  readonly dnd: boolean;
  readonly dndSettings: DndSettings;
  readonly inboundDnd: InboundDnd | null;
  readonly attribution: JsonObject | null;
  readonly customFields: CustomFieldValues;
  /** Values that only one vendor knows, by dialect name; kept so that a round trip loses nothing. */
  readonly extra: Readonly<Record<string, JsonObject>>;
  /** In shown order: primary first is a dialect's business, here by position. */
  readonly methods: readonly ContactMethod[];
  readonly addresses: readonly ContactAddress[];
  readonly tags: readonly TagReference[];
  /** Users of a vendor's who are told of the contact, as given, in the order in which they were added. */
  readonly followers: readonly string[];
  /** In the order in which it was added to them; one that was left is in the history alone. */
  readonly memberships: readonly Membership[];
  readonly archivedAt: Instant | null;
  readonly deletedAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  /** Last write of the contact's own scalars or its deletion; null = never (VoIPBIN tm_update). */
  readonly touchedAt: Instant | null;
  readonly lastActivityAt: Instant | null;
  /** The contact that this one was merged into: its row is frozen, and counts as deleted. */
  readonly mergedInto: Uuid | null;
  /** When its id was deleted and no longer leads there; null while it does. */
  readonly aliasRemovedAt: Instant | null;
  /** Grows by one with every change, also of children and tags (ETag). */
  readonly version: number;
}
